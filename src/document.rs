//! What comes out: a document's file, and the formats that it may have.

/// The namespace of the part of a Word document that says what it was made from.
pub(crate) const ORIGIN: &str = "urn:nacka-report:origin:1";

/// The formats of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentFormat {
    /// Word document (ISO/IEC 29500 transitional).
    Docx,
    /// Web page.
    Html,
    /// PDF.
    Pdf,
}

impl DocumentFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Docx, Self::Html, Self::Pdf];

    /// How the names of such documents end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }

    /// The format that a file's name ends in; `None` if it is no document's.
    pub fn of(file: &str) -> Option<Self> {
        let (_, ending) = file.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.extension() == ending)
    }
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, if its format has pages of its own.
    pub pages: Option<usize>,
}
