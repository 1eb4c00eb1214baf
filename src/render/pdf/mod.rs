//! The PDF, by the embedded Typst.

mod data;
#[cfg(test)]
mod frame_tests;
mod world;

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

pub use typst_pdf::PdfStandard;

use self::data::{Data, picture_path};
use self::world::ReportWorld;
use super::RenderError;
use super::long_words::{allow_breaks, allow_breaks_in_letterhead};
use crate::fonts::Fonts;
use crate::model::{Letterhead, Mark, Report};
use crate::sheet::Sheet;

/// How many reports Typst's memoised results outlive their last use: enough for what is common
/// to all reports to stay, little enough for memory to stay flat over any number of reports.
const CACHE_AGE: usize = 2;

/// Who made the document, for its metadata.
const CREATOR: &str = concat!("nacka-report ", env!("CARGO_PKG_VERSION"));

/// Renders reports as PDF. One for all reports of a run; shared between threads.
#[derive(Debug)]
pub struct PdfRenderer {
    fonts: Fonts,
    standards: PdfStandards,
}

impl PdfRenderer {
    /// What a PDF conforms to unless asked otherwise: PDF/A-2a (ISO 19005-2) and PDF/UA-1
    /// (ISO 14289-1) at once.
    pub const DEFAULT_STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

    /// A renderer for the given fonts and standards. Fails if the standards exclude each other.
    pub fn new(fonts: Fonts, standards: &[PdfStandard]) -> Result<Self, RenderError> {
        // Typst finds this out only when a document is written.
        let has = |standard| standards.contains(&standard);
        if has(PdfStandard::Ua_1) && (has(PdfStandard::A_1a) || has(PdfStandard::A_1b)) {
            return Err(RenderError {
                message: "PDF/A-1 and PDF/UA-1 exclude each other".to_owned(),
                hints: vec![
                    "PDF/A-1 is bound to PDF 1.4, which cannot mark a page's head as such, as \
                     PDF/UA-1 demands"
                        .to_owned(),
                    "take a-2a with ua-1, or a-1a alone".to_owned(),
                ],
            });
        }
        let standards = PdfStandards::new(standards).map_err(|error| RenderError {
            message: error.message().to_string(),
            hints: error.hints().iter().map(ToString::to_string).collect(),
        })?;
        Ok(Self { fonts, standards })
    }

    /// Renders a report. Returns the file's bytes and its number of pages.
    pub fn render(&self, report: &Report, letterhead: &Letterhead) -> Result<Pdf, RenderError> {
        let result = self.compile(report, letterhead);
        // On failures too: a failed compilation fills the caches as a good one does.
        comemo::evict(CACHE_AGE);
        result.map_err(|errors| into_render_error(&errors))
    }

    fn compile(&self, report: &Report, letterhead: &Letterhead) -> SourceResult<Pdf> {
        let document = self.lay_out(report, letterhead)?;
        let options = PdfOptions {
            ident: Smart::Custom(identity(report, letterhead)),
            creator: Smart::Custom(Some(CREATOR.to_owned())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        Ok(Pdf { bytes: typst_pdf::pdf(&document, &options)?, pages: document.pages().len() })
    }

    fn lay_out(&self, report: &Report, letterhead: &Letterhead) -> SourceResult<PagedDocument> {
        let mut printed = report.clone();
        allow_breaks(&mut printed);
        let mut head = letterhead.clone();
        allow_breaks_in_letterhead(&mut head);
        let world = ReportWorld::new(&self.fonts, files(&Sheet::new(&printed, &head)));
        let Warned { output, warnings } = typst::compile(&world);
        // No template of ours warns; if one does (page numbers that never settle, say), the
        // document is not fit for the archive.
        if warnings.is_empty() { output } else { Err(warnings) }
    }
}

/// A finished PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// The virtual files of a report's world, at paths that are the same for every report.
fn files(sheet: &Sheet<'_>) -> Vec<(String, Bytes)> {
    let json = serde_json::to_vec(&Data::new(sheet)).unwrap_or_default();
    let mut files = vec![("/report.json".to_owned(), Bytes::new(json))];
    for figure in sheet.figures() {
        let image = &figure.picture.content.image;
        files.push((picture_path(figure.index), Bytes::new(image.bytes.clone())));
    }
    if let Mark::Logo { bytes, extension, .. } = sheet.head.mark {
        files.push((format!("/logo.{extension}"), Bytes::new(bytes.clone())));
    }
    files
}

/// What identifies a document across renderings: who wrote what, when, under which number.
/// Only its hash enters the file (XMP `DocumentID`).
fn identity(report: &Report, letterhead: &Letterhead) -> String {
    let signature = &report.signature;
    let number = report.registration_number.as_deref().unwrap_or_default();
    [&letterhead.organisation, number, &report.title, &signature.name].join("\n")
        + &signature.date.to_string()
}

fn into_render_error(errors: &[SourceDiagnostic]) -> RenderError {
    let message: Vec<_> = errors.iter().map(|error| error.message.to_string()).collect();
    RenderError {
        message: message.join("; "),
        hints: errors.iter().flat_map(|e| &e.hints).map(|hint| hint.v.to_string()).collect(),
    }
}
