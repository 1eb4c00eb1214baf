//! One report: is it due, is it sound, and its documents.

use std::io;
use std::path::{Path, PathBuf};

use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::load;
use nacka_report::model::{Letterhead, Report};
use nacka_report::picture;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::render::{RenderError, docx};

use super::due::Due;
use crate::cli::setup::{Setup, bug};
use crate::output::manifest::{Document, Entry, Inputs, PictureInput, Settings};
use crate::output::{self, Digest};

/// Makes documents; shared by all threads of a run.
pub struct Press {
    pub setup: Setup,
    pub makings: Vec<Making>,
    /// Highest picture resolution in pixels an inch at the size shown.
    pub image_dpi: u32,
    /// Render what is not due as well.
    pub force: bool,
    /// Only find out what is due.
    pub dry_run: bool,
}

/// How documents of one format are made.
pub struct Making {
    pub extension: &'static str,
    pub settings: Settings,
    pub renderer: Renderer,
}

/// What renders a format.
pub enum Renderer {
    Docx,
    Pdf(PdfRenderer),
}

impl Renderer {
    /// Renders a report whose pictures are prepared. Returns the document's bytes and, if it has
    /// any of its own, its pages.
    pub fn render(
        &self,
        report: &Report,
        letterhead: &Letterhead,
    ) -> Result<(Vec<u8>, Option<usize>), Problem> {
        let rendered = match self {
            Self::Docx => docx::render(report, letterhead).map(|bytes| (bytes, None)),
            Self::Pdf(renderer) => {
                renderer.render(report, letterhead).map(|pdf| (pdf.bytes, Some(pdf.pages)))
            }
        };
        rendered.map_err(|RenderError { message, hints }| Problem::RenderFailed {
            message,
            hints,
            is_bug: false,
        })
    }
}

/// A report and where its documents go.
pub struct Order<'a> {
    /// The report's file.
    pub path: &'a Path,
    /// Its name in the manifest.
    pub name: &'a str,
    /// The folder that `name` becomes a document below.
    pub output: &'a Path,
    /// What is known of its documents.
    pub known: Option<&'a Entry>,
}

/// What became of a sound report.
#[derive(Debug)]
pub enum Outcome {
    /// So many documents were written.
    Rendered(Entry, usize),
    /// Nothing was due.
    Unchanged,
    /// Documents that would be rendered, and why.
    Due(Vec<(PathBuf, Due)>),
}

/// Why a report has no new documents.
#[derive(Debug)]
pub struct Failure {
    pub source: load::Source,
    pub diagnostics: Vec<Diagnostic>,
    /// What the system said when a document could not be written.
    pub unwritable: Option<io::ErrorKind>,
}

impl Failure {
    /// A problem that stands in no line of the report.
    pub fn new(path: &Path, problem: Problem) -> Self {
        Self {
            source: load::Source::new(path.display().to_string(), Vec::new()),
            diagnostics: vec![Diagnostic::of_file(problem)],
            unwritable: None,
        }
    }

    /// Whether no other report can fare better.
    pub fn is_hopeless(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        matches!(self.unwritable, Some(StorageFull | QuotaExceeded | ReadOnlyFilesystem))
    }
}

impl Press {
    /// Makes a report's documents, those that are due.
    pub fn print(&self, order: &Order<'_>) -> Result<Outcome, Failure> {
        let folder = order.path.parent().unwrap_or(Path::new(""));
        let bytes = load::read(order.path).map_err(|error| {
            Failure::new(order.path, Problem::UnreadableFile { reason: (&error).into() })
        })?;
        let digest = Digest::of(&bytes);

        let due: Vec<(&Making, String, Due)> = self
            .makings
            .iter()
            .filter_map(|making| {
                let file = output::document_file(order.name, making.extension);
                let due = self.due(order, making, &file, digest, folder)?;
                Some((making, file, due))
            })
            .collect();
        if due.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        let shown = order.path.display().to_string();
        let source = load::Source::new(shown, bytes);
        let mut report = match self.setup.check(&source, folder) {
            Ok(report) => report,
            Err(diagnostics) => return Err(Failure { source, diagnostics, unwritable: None }),
        };
        if self.dry_run {
            let due = due.into_iter().map(|(_, file, due)| (order.output.join(file), due));
            return Ok(Outcome::Due(due.collect()));
        }
        self.prepare(&mut report).map_err(|problem| Failure::new(order.path, problem))?;
        let mut printed = Vec::new();
        for (making, file, _) in due {
            let rendered = making.renderer.render(&report, &self.setup.letterhead);
            let (bytes, pages) = rendered.map_err(|problem| Failure::new(order.path, problem))?;
            printed.push((making, file, bytes, pages));
        }

        let count = printed.len();
        let mut documents = order.known.map_or_else(Vec::new, |known| known.documents.clone());
        for (making, file, bytes, pages) in printed {
            let path = order.output.join(&file);
            output::write(&path, &bytes).map_err(|error| {
                let output = path.display().to_string();
                let problem = Problem::UnwritableOutput { output, reason: (&error).into() };
                Failure { unwritable: Some(error.kind()), ..Failure::new(order.path, problem) }
            })?;
            documents.retain(|document| document.file != file);
            documents.push(Document {
                file,
                sha256: Digest::of(&bytes),
                size: bytes.len() as u64,
                pages,
                inputs: Inputs {
                    report: digest,
                    pictures: pictures(&report),
                    settings: making.settings.clone(),
                },
            });
        }
        documents.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(Outcome::Rendered(Entry { report: order.name.into(), documents }, count))
    }

    /// Prepares a report's pictures, once for all formats.
    pub fn prepare(&self, report: &mut Report) -> Result<(), Problem> {
        let images = picture::prepare(&report.pictures, self.image_dpi).map_err(|flaw| {
            bug(format!("a picture that was checked cannot be prepared: {flaw:?}"))
        })?;
        for (picture, image) in report.pictures.iter_mut().zip(images) {
            picture.image = image;
        }
        Ok(())
    }

    fn due(
        &self,
        order: &Order<'_>,
        making: &Making,
        file: &str,
        report: Digest,
        folder: &Path,
    ) -> Option<Due> {
        if self.force {
            return Some(Due::Forced);
        }
        let known = order.known.map_or(&[][..], |known| &known.documents);
        match known.iter().find(|document| document.file == file) {
            None => Some(Due::New),
            Some(known) => {
                Due::now(known, &order.output.join(file), report, folder, &making.settings)
            }
        }
    }
}

fn pictures(report: &Report) -> Vec<PictureInput> {
    report
        .pictures
        .iter()
        .map(|picture| PictureInput {
            file: picture.file.clone(),
            sha256: Digest::from(picture.file_digest),
        })
        .collect()
}
