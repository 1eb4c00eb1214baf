//! What format a file is in: its media type, and what PRONOM calls it.

use nacka_report::document::DocumentFormat;
use serde::{Deserialize, Serialize};

/// A format, as METS and PREMIS name it.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The media type in IANA's registry.
    pub mime: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its key in PRONOM; empty where telling the version takes more than this program looks at.
    pub puid: &'static str,
}

/// The formats in a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// PDF/A (ISO 19005) of this part and level.
    PdfA(u8, Level),
    /// PDF 1.7 of no flavour.
    Pdf,
    /// Word document (ISO/IEC 29500).
    Docx,
    /// Web page.
    Html,
    /// YAML.
    Yaml,
    /// PNG.
    Png,
    /// JPEG with a JFIF head of version 1.x.
    Jfif(u8),
    /// JPEG with another head.
    Jpeg,
    /// SVG.
    Svg,
    /// XML.
    Xml,
    /// XML Schema.
    Schema,
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
    /// Plain text.
    Text,
}

/// How much of PDF/A a file follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Accessible.
    A,
    /// Basic.
    B,
    /// Unicode.
    U,
}

impl Format {
    /// The format of a document; a PDF says itself which flavour it is.
    pub fn of_document(format: DocumentFormat) -> Self {
        match format {
            DocumentFormat::Pdf => Self::Pdf,
            DocumentFormat::Docx => Self::Docx,
            DocumentFormat::Html => Self::Html,
        }
    }

    /// The format of a picture or logo, by its first bytes.
    pub fn of_picture(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [0xFF, 0xD8, 0xFF, 0xE0, _, _, b'J', b'F', b'I', b'F', 0, 1, minor @ 0..=2, ..] => {
                Self::Jfif(*minor)
            }
            [0xFF, 0xD8, ..] => Self::Jpeg,
            _ => Self::Svg,
        }
    }

    /// What it is called.
    pub fn names(self) -> Names {
        let (mime, name, version, puid) = match self {
            Self::PdfA(part, level) => {
                let (version, puid) = match (part, level) {
                    (1, Level::A) => ("1a", "fmt/95"),
                    (1, _) => ("1b", "fmt/354"),
                    (2, Level::A) => ("2a", "fmt/476"),
                    (2, Level::B) => ("2b", "fmt/477"),
                    (2, Level::U) => ("2u", "fmt/478"),
                    (3, Level::A) => ("3a", "fmt/479"),
                    (3, Level::B) => ("3b", "fmt/480"),
                    (3, Level::U) => ("3u", "fmt/481"),
                    _ => ("", ""),
                };
                ("application/pdf", "PDF/A", version, puid)
            }
            Self::Pdf => ("application/pdf", "PDF", "1.7", "fmt/276"),
            Self::Docx => (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "Microsoft Word for Windows",
                "2007 onwards",
                "fmt/412",
            ),
            Self::Html => ("text/html", "HTML", "5", "fmt/471"),
            Self::Yaml => ("application/yaml", "YAML", "", "fmt/818"),
            Self::Png => ("image/png", "PNG", "", ""),
            Self::Jfif(minor) => {
                let (version, puid) = match minor {
                    0 => ("1.00", "fmt/42"),
                    1 => ("1.01", "fmt/43"),
                    _ => ("1.02", "fmt/44"),
                };
                ("image/jpeg", "JPEG File Interchange Format", version, puid)
            }
            Self::Jpeg => ("image/jpeg", "JPEG", "", ""),
            Self::Svg => ("image/svg+xml", "SVG", "", ""),
            Self::Xml => ("application/xml", "Extensible Markup Language", "1.0", "fmt/101"),
            Self::Schema => ("application/xml", "XML Schema Definition", "", "x-fmt/280"),
            Self::Markdown => ("text/markdown", "Markdown", "", "fmt/1149"),
            Self::Text => ("text/plain", "Plain Text File", "", "x-fmt/111"),
            Self::Json => ("application/json", "JSON Data Interchange Format", "", "fmt/817"),
        };
        Names { mime, name, version, puid }
    }

    /// Whether files of the format are compressed in themselves.
    pub fn is_compressed(self) -> bool {
        matches!(
            self,
            Self::PdfA(..) | Self::Pdf | Self::Docx | Self::Png | Self::Jfif(_) | Self::Jpeg
        )
    }
}
