//! Rendering: from the sheet to the bytes of a document.

mod balance;
pub mod docx;
mod error;
pub mod html;
mod lines;
pub mod pdf;

pub use error::{RenderError, StandardsClash};

use self::docx::DocxRenderer;
use self::html::HtmlRenderer;
use self::pdf::PdfRenderer;
use crate::document::{Document, DocumentFormat};
use crate::sheet::Sheet;

/// Renders sheets to one format. Made once for all documents of a run, and shared by threads.
#[derive(Debug)]
pub enum Renderer {
    /// To Word documents.
    Docx(DocxRenderer),
    /// To web pages.
    Html(HtmlRenderer),
    /// To PDFs.
    Pdf(PdfRenderer),
}

impl Renderer {
    /// The format of what comes out.
    pub fn format(&self) -> DocumentFormat {
        match self {
            Self::Docx(_) => DocumentFormat::Docx,
            Self::Html(_) => DocumentFormat::Html,
            Self::Pdf(_) => DocumentFormat::Pdf,
        }
    }

    /// Renders a sheet. The document carries its seal ([`crate::seal`]).
    pub fn render(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        match self {
            Self::Docx(renderer) => renderer.render(sheet),
            Self::Html(renderer) => renderer.render(sheet),
            Self::Pdf(renderer) => renderer.render(sheet),
        }
    }
}
