//! The PDF, by the embedded Typst.

mod data;
mod drawing;
mod fill;
#[cfg(test)]
mod frame_tests;
mod marks;
#[cfg(test)]
mod place_tests;
mod preview;
#[cfg(test)]
mod preview_tests;
#[cfg(test)]
mod shape_tests;
#[cfg(test)]
mod text_tests;
mod words;
mod world;

use std::sync::Arc;

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

pub use typst_pdf::PdfStandard;

pub use self::drawing::{Drawing, Drawn};
pub use self::preview::{PagePlace, PreviewPage};

use self::data::{Data, attachment_path, picture_path};
use self::marks::Marks;
use self::world::ReportWorld;
use super::error::{RenderError, StandardsClash};
use crate::document::{Document, DocumentFormat};
use crate::fonts::Fonts;
use crate::model::Mark;
use crate::seal;
use crate::sheet::{About, Sheet};

/// How many reports Typst's memoised results outlive their last use: enough for what is common
/// to all reports to stay, little enough for memory to stay flat over any number of reports.
const CACHE_AGE: usize = 2;

/// Renders sheets as PDFs. One for all documents of a run; shared between threads.
#[derive(Debug)]
pub struct PdfRenderer {
    fonts: Fonts,
    standards: PdfStandards,
}

impl PdfRenderer {
    /// What a PDF conforms to unless asked otherwise: PDF/A-2a (ISO 19005-2) and PDF/UA-1
    /// (ISO 14289-1) at once.
    pub const DEFAULT_STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

    /// Who made a document, for its metadata: this program, of this version.
    pub const CREATOR: &str = concat!("nacka-report ", env!("CARGO_PKG_VERSION"));

    /// A renderer for the given fonts and standards. Fails if the standards exclude each other.
    pub fn new(fonts: Fonts, standards: &[PdfStandard]) -> Result<Self, RenderError> {
        if let Some(clash) = clash(standards) {
            return Err(RenderError::Standards(clash));
        }
        let standards =
            PdfStandards::new(standards).map_err(|error| RenderError::bug(error.message()))?;
        Ok(Self { fonts, standards })
    }

    /// Renders a sheet. Fails on a demand of the standards that the document does not meet.
    ///
    /// Typst keeps what it has worked out for the process; what has not been used for a few
    /// documents is let go after each, by whichever renderer.
    pub fn render(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        let result = self.compile(sheet);
        // On failures too: a failed compilation fills the caches as a good one does.
        comemo::evict(CACHE_AGE);
        result
    }

    /// Lays a sheet out as [`PdfRenderer::render`] does, as drawings to be looked at on a screen.
    pub fn preview(&self, sheet: &Sheet<'_>) -> Result<Vec<PreviewPage>, RenderError> {
        let result = self.lay_out(sheet, Marks::Fields);
        comemo::evict(CACHE_AGE);
        let document = result.map_err(|errors| RenderError::bug(said(&errors)))?;
        Ok(preview::pages(&document, &sheet.absent))
    }

    fn compile(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        let document =
            self.lay_out(sheet, Marks::None).map_err(|errors| RenderError::bug(said(&errors)))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity(&sheet.about)),
            creator: Smart::Custom(Some(Self::CREATOR.to_owned())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        let mut bytes =
            typst_pdf::pdf(&document, &options).map_err(|errors| RenderError::Demand {
                message: said(&errors),
                hints: errors
                    .iter()
                    .flat_map(|e| &e.hints)
                    .map(|hint| hint.v.to_string())
                    .collect(),
            })?;
        seal::seal(&mut bytes, DocumentFormat::Pdf).map_err(RenderError::bug)?;
        Ok(Document { bytes, pages: Some(document.pages().len()) })
    }

    fn lay_out(&self, sheet: &Sheet<'_>, marks: Marks) -> SourceResult<PagedDocument> {
        let world = ReportWorld::new(&self.fonts, files(sheet, marks));
        let Warned { output, warnings } = typst::compile(&world);
        // No template of ours warns; if one does (page numbers that never settle, say), the
        // document is not fit for the archive.
        if warnings.is_empty() { output } else { Err(warnings) }
    }
}

/// Why standards do not go together, if they do not. Typst finds some of this out only when a
/// document is written.
fn clash(standards: &[PdfStandard]) -> Option<StandardsClash> {
    use PdfStandard::{A_1a, A_1b, A_2a, A_2b, A_2u, A_3a, A_3b, A_3u, Ua_1, V_1_7};
    let has = |standard: &PdfStandard| standards.contains(standard);
    let archives = [A_1a, A_1b, A_2a, A_2b, A_2u, A_3a, A_3b, A_3u];
    let is_archive_one = has(&A_1a) || has(&A_1b);
    match () {
        () if is_archive_one && has(&Ua_1) => Some(StandardsClash::ArchiveOneWithAccessibility),
        () if archives.iter().filter(|archive| has(archive)).count() > 1 => {
            Some(StandardsClash::SeveralArchives)
        }
        () if is_archive_one && has(&V_1_7) => Some(StandardsClash::Version),
        () => None,
    }
}

/// The virtual files of a report's world, at paths that are the same for every report.
fn files(sheet: &Sheet<'_>, marks: Marks) -> Vec<(String, Bytes)> {
    let json = serde_json::to_vec(&Data::new(sheet, marks)).unwrap_or_default();
    let mut files = vec![("/report.json".to_owned(), Bytes::new(json))];
    for figure in sheet.figures() {
        files.push((picture_path(figure.index), Bytes::new(figure.image.bytes.clone())));
    }
    for (index, attachment) in sheet.attachments.iter().enumerate() {
        files.push((attachment_path(index), Bytes::new(Arc::clone(&attachment.bytes))));
    }
    if let Mark::Logo { bytes, extension, .. } = sheet.head.mark {
        files.push((format!("/logo.{extension}"), Bytes::new(bytes.clone())));
    }
    files
}

/// What identifies a document across renderings: who wrote what, when, under which number.
/// Only its hash enters the file (XMP `DocumentID`).
fn identity(about: &About<'_>) -> String {
    let number = about.registration_number.as_deref().unwrap_or_default();
    [&*about.organisation, number, &*about.title, &*about.author].join("\n")
        + &about.date.map(|date| date.to_string()).unwrap_or_default()
}

/// What Typst says of errors.
fn said(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
