//! A report as it was found, ready to be checked.

use std::collections::BTreeMap;
use std::path::Path;

use super::original::{Files, says};
use super::word::{self, MAX_DOCUMENT};
use crate::check::{self, Checked, Context};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::field::FieldPath;
use crate::fonts::Fonts;
use crate::input::Place;
use crate::limits::MAX_FILE_SIZE;
use crate::model::Report;
use crate::source::Source;
use crate::write::{self, Value};

/// A report as it was found: as YAML, or as the form filled in in Word.
#[derive(Debug)]
pub struct Draft {
    /// Its text, which for a Word document is the YAML that it says.
    pub source: Source,
    /// What was found out while a Word document was read.
    problems: Vec<Diagnostic>,
    /// The files that a Word document holds, by the paths that its text calls them.
    pub files: Option<BTreeMap<String, Vec<u8>>>,
    /// What else is known of a Word document.
    form: Form,
}

/// What is known of a form filled in in Word.
#[derive(Debug, Default)]
struct Form {
    /// The report's file that it says.
    report: Vec<u8>,
    value: Option<Value>,
    /// What the report said that it was made from.
    original: Option<Value>,
    /// The fields in the order of the form.
    places: Vec<FieldPath>,
}

/// Why a report is not changed to say what a document says.
#[derive(Debug)]
pub enum NoUpdate {
    /// It has problems of its own.
    Invalid,
    /// Both were changed since the document was made: the fields that were, in both.
    BothChanged(Vec<FieldPath>),
}

/// Whether a file is read as a Word document, by its name.
pub fn is_word(name: &Path) -> bool {
    let ending = name.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

/// Largest report that is read, in bytes, by its file's name.
pub fn most(name: &Path) -> usize {
    if is_word(name) { MAX_DOCUMENT } else { MAX_FILE_SIZE }
}

impl Draft {
    /// Takes the bytes of the file at `path`, which is also its name in diagnostics, and where it
    /// lies. Never fails:
    /// what is wrong with them is told by [`Draft::check`].
    pub fn new(path: &Path, folder: Place<'_>, bytes: Vec<u8>, fonts: &Fonts) -> Self {
        let name = path.display().to_string();
        if is_word(path) {
            return Self::new_word(path, folder, bytes, fonts);
        }
        Self::of_source(Source::new(name, bytes))
    }

    /// Takes the bytes of a file that is to be a Word document, whatever it is called.
    pub fn new_word(path: &Path, folder: Place<'_>, bytes: Vec<u8>, fonts: &Fonts) -> Self {
        let read = word::read(path, folder, bytes, fonts);
        Self {
            source: Source::new(path.display().to_string(), read.report.clone()),
            problems: read.problems,
            files: Some(read.files),
            form: Form {
                report: read.report,
                value: Some(read.value),
                original: read.original,
                places: read.places,
            },
        }
    }

    /// Whether a file, found in a folder, is most likely something else than a report.
    pub fn is_no_report(&self) -> bool {
        if self.is_word() {
            self.problems.iter().any(|problem| problem.problem == Problem::NotTheForm)
        } else {
            !check::has_report_key(&self.source)
        }
    }

    /// A report as YAML.
    pub fn of_source(source: Source) -> Self {
        Self { source, problems: Vec::new(), files: None, form: Form::default() }
    }

    /// Whether this is the form filled in in Word.
    pub fn is_word(&self) -> bool {
        self.files.is_some()
    }

    /// The report's file that a Word document says, byte for byte as it was made from if nobody has
    /// changed the document.
    pub fn report(&self) -> &[u8] {
        &self.form.report
    }

    /// A report's file with what a Word document says otherwise than the report that it was made
    /// from. The report's pictures are looked up in `folder`.
    pub fn update(
        &self,
        report: &[u8],
        folder: Place<'_>,
        fonts: &Fonts,
    ) -> Result<Vec<u8>, NoUpdate> {
        let source = Source::new("", report.to_vec());
        let context = Context { folder, fonts };
        let now = check::report(&source, &context).map_err(|_| NoUpdate::Invalid)?;
        let now = Value::of_report(&now.value, fonts);
        let Some(new) = &self.form.value else { return Err(NoUpdate::Invalid) };
        if now == *new {
            return Ok(report.to_vec());
        }
        if let Some(original) = &self.form.original {
            let in_report = write::changes(original, &now);
            let mut in_document = write::changes(original, new);
            if in_document.is_empty() {
                return Ok(report.to_vec());
            }
            if !in_report.is_empty() {
                in_document.extend(in_report);
                in_document.sort();
                in_document.dedup();
                return Err(NoUpdate::BothChanged(in_document));
            }
        }
        let nothing = Files::new();
        let files = self.files.as_ref().unwrap_or(&nothing);
        let says = |updated: &str, value: &Value| says(updated.as_bytes(), value, files, fonts);
        let updated = write::update(source.text(), &now, new, says);
        Ok(write::stored(&updated.unwrap_or_else(|| write::yaml(new).text), report))
    }

    /// Where a field stands in the order of the form.
    fn place(&self, path: &FieldPath) -> usize {
        let mut path = path.clone();
        loop {
            if let Some(place) = self.form.places.iter().position(|place| *place == path) {
                return place + 1;
            }
            if path.pop().is_none() {
                return 0;
            }
        }
    }

    /// Checks the report; a YAML file's pictures are looked up in `folder`. On failure returns
    /// every problem, warnings among them, in the order of the form.
    pub fn check(
        &self,
        folder: Place<'_>,
        fonts: &Fonts,
    ) -> Result<Checked<Report>, Vec<Diagnostic>> {
        let held = self.files.as_ref();
        let context = Context { folder: held.map_or(folder, Place::holding), fonts };
        if !self.is_word() {
            return check::report(&self.source, &context);
        }
        // What cannot be read at all says nothing.
        if self.source.text().is_empty() {
            return Err(self.problems.clone());
        }
        let (value, found) = match check::report(&self.source, &context) {
            Ok(Checked { value, warnings }) => (Some(value), warnings),
            Err(problems) => (None, problems),
        };
        let mut problems = self.problems.clone();
        problems.extend(found.into_iter().map(|found| Diagnostic { in_form: true, ..found }));
        problems.sort_by_key(|problem| self.place(&problem.path));
        let is_error = |problem: &Diagnostic| problem.problem.severity() == Severity::Error;
        match value {
            Some(value) if !problems.iter().any(is_error) => {
                Ok(Checked { value, warnings: problems })
            }
            _ => Err(problems),
        }
    }
}
