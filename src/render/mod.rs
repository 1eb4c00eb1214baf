//! Rendering: from the sheet to the bytes of a document.

mod document;
pub mod docx;
mod error;
mod lines;
mod metrics;
pub mod pdf;

pub use document::Document;
pub use error::{RenderError, StandardsClash};

use self::docx::DocxRenderer;
use self::pdf::PdfRenderer;
use crate::sheet::Sheet;

/// The formats that a sheet is rendered to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A Word document (ISO/IEC 29500 transitional).
    Docx,
    /// A PDF.
    Pdf,
}

impl Format {
    /// The usual ending of such a file, without its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// Renders sheets to one format. Made once for all documents of a run, and shared by threads.
#[derive(Debug)]
pub enum Renderer {
    /// To Word documents.
    Docx(DocxRenderer),
    /// To PDFs.
    Pdf(PdfRenderer),
}

impl Renderer {
    /// The format of what comes out.
    pub fn format(&self) -> Format {
        match self {
            Self::Docx(_) => Format::Docx,
            Self::Pdf(_) => Format::Pdf,
        }
    }

    /// Renders a sheet.
    pub fn render(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        match self {
            Self::Docx(renderer) => renderer.render(sheet),
            Self::Pdf(renderer) => renderer.render(sheet),
        }
    }
}
