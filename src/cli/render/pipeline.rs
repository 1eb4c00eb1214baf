//! One report's way through a run: is it due, is it sound, and its documents.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use nacka_report::attachment::{self, Attachment};
use nacka_report::check::Checked;
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::document::{self, DocumentFormat};
use nacka_report::input::Place;
use nacka_report::load;
use nacka_report::model::Report;
use nacka_report::read::{self, Draft};
use nacka_report::render::Renderer;
use nacka_report::seal::Condition;
use nacka_report::sheet::{Origin, Sheet};

use super::destination::OneDocument;
use crate::cli::setup::{Setup, bug, unreadable};
use crate::output::manifest::{Document, Entry, Inputs, PictureInput, Settings};
use crate::output::{self, Digest, Due, Folder};

/// How long what is gone may take to come back while it is watched: some editors remove a file and
/// write it anew, and other programs replace whole folders. Nobody waits for a document meanwhile.
pub const GAP: Duration = Duration::from_millis(400);

/// How reports become documents; shared by all threads of a run.
pub struct Pipeline {
    pub setup: Setup,
    pub targets: Vec<Target>,
    /// The one document of the run, if it has a name of its own.
    pub document: Option<OneDocument>,
    /// Highest picture resolution in pixels an inch at the size shown.
    pub image_dpi: u32,
    /// What tells the letterhead from others, if Word documents say what they were made from.
    pub letterhead_digest: Option<String>,
    /// How PDFs are made, if everything that they are made from travels in them.
    pub embedded: Option<attachment::Settings>,
    /// Render what is not due as well.
    pub force: bool,
    /// Overwrite what somebody has changed as well.
    pub replace_changed: bool,
    /// Only find out what is due.
    pub dry_run: bool,
    /// What is known of documents, also of those that no manifest tells of, if reports are rendered
    /// again and again.
    pub memory: Option<Memory>,
}

/// Records of the documents of reports, for the time that these are watched.
pub type Memory = Mutex<HashMap<PathBuf, Entry>>;

/// A format, and how documents of it are made.
pub struct Target {
    pub format: DocumentFormat,
    pub settings: Settings,
    pub renderer: Renderer,
    /// Whether documents have a place for everything that can be filled in.
    pub has_every_place: bool,
}

/// A report and where its documents go.
pub struct Task<'a> {
    /// The report's file, as the user calls it.
    pub path: &'a Path,
    /// Where it lies.
    pub place: Place<'a>,
    /// Its name in the manifest.
    pub name: &'a str,
    /// The folder that it was found from, as seen from the output folder.
    pub from: &'a str,
    /// Whether it was found in a folder rather than named.
    pub is_scanned: bool,
    /// The folder that `name` becomes a document below; `None` if it is not there yet.
    pub folder: Option<&'a Folder>,
    /// That folder, as the user calls it.
    pub output: &'a Path,
    /// What is known of its documents.
    pub known: Option<&'a Entry>,
}

/// What became of a report.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its new record, if that is another than before.
    pub entry: Option<Entry>,
    /// The first of its documents.
    pub first: Option<PathBuf>,
    /// The documents that were written.
    pub written: Vec<Written>,
    /// Documents that would be rendered, and why.
    pub due: Vec<(PathBuf, Due)>,
    /// Documents that somebody has changed and that are kept, each as its problem.
    pub kept: Vec<Problem>,
    /// The report and its warnings, if it was looked into.
    pub told: Option<(load::Source, Vec<Diagnostic>)>,
    /// Whether the file is no report, and was passed by.
    pub is_passed_by: bool,
}

/// A document that was written.
#[derive(Debug)]
pub struct Written {
    /// Its file, as the user would call it.
    pub file: String,
    pub format: DocumentFormat,
    pub sha256: Digest,
    pub size: u64,
    pub pages: Option<usize>,
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
        Self::of_file(path, vec![problem])
    }

    /// Problems that stand in no line of the report.
    pub fn of_file(path: &Path, problems: Vec<Problem>) -> Self {
        Self {
            source: load::Source::new(path.display().to_string(), Vec::new()),
            diagnostics: problems.into_iter().map(Diagnostic::of_file).collect(),
            unwritable: None,
        }
    }

    /// Whether no other report can fare better.
    pub fn is_hopeless(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        matches!(self.unwritable, Some(StorageFull | QuotaExceeded | ReadOnlyFilesystem))
    }
}

impl Pipeline {
    /// Makes a report's documents, those that are due.
    pub fn run(&self, task: &Task<'_>) -> Result<Outcome, Failure> {
        let Some(memory) = &self.memory else { return self.make(task) };
        // Poisoned only by a panic between these lines, of which there is none.
        let remembered = memory.lock().ok().and_then(|memory| memory.get(task.path).cloned());
        let outcome = self.make(&Task { known: task.known.or(remembered.as_ref()), ..*task })?;
        let is_unknown = remembered.is_none();
        let entry = outcome.entry.as_ref().or(task.known.filter(|_| is_unknown));
        if let (Some(entry), Ok(mut memory)) = (entry, memory.lock()) {
            memory.insert(task.path.to_path_buf(), entry.clone());
        }
        Ok(outcome)
    }

    fn make(&self, task: &Task<'_>) -> Result<Outcome, Failure> {
        let file = task.name.rsplit('/').next().unwrap_or(task.name);
        let bytes =
            self.read(task, file).map_err(|error| Failure::new(task.path, unreadable(&error)))?;
        let digest = Digest::of(&bytes);
        let first = self.targets.first();
        let first = first.map(|target| task.output.join(self.document_file(task, target.format)));
        self.refuse_to_replace_another(task, digest)?;

        let due: Vec<(&Target, String, Due)> = self
            .targets
            .iter()
            .filter_map(|target| {
                let file = self.document_file(task, target.format);
                let due = self.due(task, target, &file, digest)?;
                Some((target, file, due))
            })
            .collect();
        let moved = task.known.filter(|known| due.is_empty() && !is_of(known, task));
        let moved = moved.map(|known| moved_to(task, known));
        if due.is_empty() && !self.has_warnings(task) {
            return Ok(Outcome { first, entry: moved, ..Outcome::default() });
        }
        refuse_to_replace_source(task, due.iter().map(|(_, file, _)| file))?;
        // A Word document's report is the text that it says.
        let original = (!read::is_word(task.path)).then(|| bytes.clone());
        let draft = Draft::new(task.path, task.place, bytes, &self.setup.fonts);
        let Checked { value: report, warnings } = match self.setup.check(&draft, task.place) {
            Ok(checked) => checked,
            Err(_) if task.is_scanned && draft.is_no_report() => {
                return Ok(Outcome { is_passed_by: true, ..Outcome::default() });
            }
            Err(diagnostics) => {
                return Err(Failure { source: draft.source, diagnostics, unwritable: None });
            }
        };
        // A Word document holds its pictures itself.
        let pictures = if draft.is_word() { Vec::new() } else { pictures(&report) };
        let original = original.unwrap_or_else(|| draft.source.text().as_bytes().to_vec());
        let source = draft.source;

        let count = warnings.len();
        let told = Some((source, warnings));
        let mut outcome = Outcome { first, entry: moved, told, ..Outcome::default() };
        let mut targets = Vec::new();
        for (target, file, due) in due {
            let path = task.output.join(&file);
            if !self.replace_changed && is_changed(task, &file, target.format) {
                outcome.kept.push(Problem::ChangedDocument { output: path.display().to_string() });
            } else if self.dry_run {
                outcome.due.push((path, due));
            } else {
                targets.push((target, file));
            }
        }
        if !targets.is_empty() {
            let inputs = (digest, pictures, &*original);
            self.render(task, inputs, (&report, count), targets, &mut outcome)?;
        }
        Ok(outcome)
    }

    /// Reads the report. One that is watched and was removed or emptied a moment ago is given time:
    /// somebody is about to write it.
    fn read(&self, task: &Task<'_>, file: &str) -> io::Result<Vec<u8>> {
        let began = Instant::now();
        loop {
            let read = task.place.read(file, read::most(task.path));
            let is_about_to_come = match &read {
                Ok(bytes) => bytes.is_empty() && is_new(task.path),
                Err(_) => output::is_gone(task.path),
            };
            if self.memory.is_none() || !is_about_to_come || began.elapsed() >= GAP {
                return read;
            }
            thread::sleep(GAP / 20);
        }
    }

    /// Whether there was something to warn of when the documents that are asked for were made.
    fn has_warnings(&self, task: &Task<'_>) -> bool {
        let mut known = task.known.iter().flat_map(|known| &known.documents);
        known.any(|document| {
            let format = DocumentFormat::of(&document.file);
            document.warnings > 0 && self.targets.iter().any(|target| Some(target.format) == format)
        })
    }

    /// Renders a sound report, which has so many warnings, in some formats, writes its documents
    /// and makes its record.
    fn render(
        &self,
        task: &Task<'_>,
        (digest, pictures, original): (Digest, Vec<PictureInput>, &[u8]),
        (report, warnings): (&Report, usize),
        targets: Vec<(&Target, String)>,
        outcome: &mut Outcome,
    ) -> Result<(), Failure> {
        let failure = |problem| Failure::new(task.path, problem);
        let name = task.name.rsplit('/').next().unwrap_or(task.name);
        let mut sheets: [Option<Sheet<'_>>; 2] = [None, None];
        let mut rendered = Vec::new();
        for (target, file) in targets {
            let sheet = &mut sheets[usize::from(target.has_every_place)];
            let sheet = match sheet {
                Some(sheet) => sheet,
                None => {
                    sheet.insert(self.sheet(target, report, (name, original)).map_err(failure)?)
                }
            };
            let document = target.renderer.render(sheet);
            rendered.push((
                target,
                file,
                document.map_err(|error| failure(Problem::RenderFailed { error }))?,
            ));
        }
        let mut entry = task.known.map_or_else(
            || Entry { report: task.name.into(), from: task.from.into(), documents: Vec::new() },
            |known| moved_to(task, known),
        );
        for (target, file, document) in rendered {
            let document::Document { bytes, pages } = document;
            let unwritable = |error: io::Error| {
                let output = task.output.join(&file).display().to_string();
                let problem = Problem::UnwritableOutput { output, reason: (&error).into() };
                Failure { unwritable: Some(error.kind()), ..failure(problem) }
            };
            let folder = task.folder.ok_or_else(|| {
                let why = Folder::open(task.output).err();
                unwritable(why.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
            })?;
            folder.replace(&file, |to| to.write_all(&bytes)).map_err(unwritable)?;
            let (sha256, size) = (Digest::of(&bytes), bytes.len() as u64);
            outcome.written.push(Written {
                file: task.output.join(&file).display().to_string(),
                format: target.format,
                sha256,
                size,
                pages,
            });
            entry.documents.retain(|document| document.file != file);
            entry.documents.push(Document {
                file,
                sha256,
                size,
                pages,
                warnings,
                inputs: Inputs {
                    report: digest,
                    pictures: pictures.clone(),
                    settings: target.settings.clone(),
                },
            });
        }
        entry.documents.sort_by(|one, other| one.file.cmp(&other.file));
        outcome.entry = Some(entry);
        Ok(())
    }

    /// The sheet of a checked report, which the documents of a target are made from. Its file has
    /// this name, and is `original`.
    pub fn sheet<'a>(
        &'a self,
        target: &Target,
        report: &'a Report,
        (name, original): (&str, &'a [u8]),
    ) -> Result<Sheet<'a>, Problem> {
        let new = if target.has_every_place { Sheet::with_every_place } else { Sheet::new };
        let sheet = new(report, &self.setup.letterhead, self.image_dpi).map_err(|flaw| {
            bug(format!("a picture that was checked cannot be prepared: {flaw:?}"))
        })?;
        let letterhead = self.letterhead_digest.clone();
        let origin = letterhead.map(|letterhead| Origin { report: original, letterhead });
        let attachments = self.embedded.as_ref().map(|settings| {
            let letterhead = (&*self.setup.letterhead_file, &self.setup.letterhead.mark);
            Attachment::all((name, original), &report.pictures, letterhead, settings)
        });
        Ok(Sheet { origin, attachments: attachments.unwrap_or_default(), ..sheet })
    }

    /// The name of a report's document in its folder.
    fn document_file(&self, task: &Task<'_>, format: DocumentFormat) -> String {
        match &self.document {
            Some(document) => document.name(),
            None => output::document_file(task.name, format),
        }
    }

    fn due(&self, task: &Task<'_>, target: &Target, file: &str, report: Digest) -> Option<Due> {
        if self.force {
            return Some(Due::Forced);
        }
        let known = task.known.map_or(&[][..], |known| &known.documents);
        match known.iter().find(|document| document.file == file) {
            None => Some(Due::New),
            Some(known) => Due::now(known, task.folder, report, task.place, &target.settings),
        }
    }

    /// Fails if the documents on record were made from another report that is still there, or that
    /// may be: one that has only moved takes its record along.
    fn refuse_to_replace_another(&self, task: &Task<'_>, digest: Digest) -> Result<(), Failure> {
        let Some(known) = task.known.filter(|known| !is_of(known, task)) else { return Ok(()) };
        let other = output::resolve(task.output, &known.from).join(&*known.report);
        let is_same = || {
            let same = |document: &Document| document.inputs.report == digest;
            *known.from == *task.from || known.documents.iter().any(same)
        };
        let is_there = |document: &Document| {
            let file = task.folder.map(|folder| folder.file(&document.file));
            file.is_some_and(|file| {
                !file.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
            })
        };
        if (output::is_gone(&other) && is_same()) || !known.documents.iter().any(is_there) {
            return Ok(());
        }
        let format = self.targets.first().map_or(DocumentFormat::Pdf, |target| target.format);
        let output = task.output.join(self.document_file(task, format));
        let (output, other) = (output.display().to_string(), other.display().to_string());
        Err(Failure::new(task.path, Problem::OutputCollision { output, other }))
    }
}

/// Fails if one of the documents would take the place of the very file that it is made from.
fn refuse_to_replace_source<'f>(
    task: &Task<'_>,
    documents: impl Iterator<Item = &'f String>,
) -> Result<(), Failure> {
    let is_source =
        |document: &PathBuf| same_file::is_same_file(document, task.path).unwrap_or(false);
    match documents.map(|file| task.output.join(file)).find(is_source) {
        Some(document) => {
            let output = document.display().to_string();
            Err(Failure::new(task.path, Problem::OutputIsSource { output }))
        }
        None => Ok(()),
    }
}

/// Whether a file was changed just now, as far as the system's clock tells.
fn is_new(path: &Path) -> bool {
    let modified = path.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|modified| modified.elapsed().is_ok_and(|age| age < GAP))
}

/// Whether what is known is of this very report.
fn is_of(known: &Entry, task: &Task<'_>) -> bool {
    *known.report == *task.name && *known.from == *task.from
}

/// What is known of a report that is now another file.
fn moved_to(task: &Task<'_>, known: &Entry) -> Entry {
    Entry { report: task.name.into(), from: task.from.into(), documents: known.documents.clone() }
}

/// Whether somebody has worked on the document in a file.
fn is_changed(task: &Task<'_>, file: &str, format: DocumentFormat) -> bool {
    let known = task.known.map_or(&[][..], |known| &known.documents);
    let known = known.iter().find(|document| document.file == file);
    task.folder
        .is_some_and(|folder| output::condition(folder, file, known, format) == Condition::Changed)
}

fn pictures(report: &Report) -> Vec<PictureInput> {
    report
        .pictures
        .iter()
        .map(|picture| PictureInput {
            file: picture.file.clone(),
            sha256: Digest::from(picture.original.sha256),
            size: picture.original.size,
        })
        .collect()
}
