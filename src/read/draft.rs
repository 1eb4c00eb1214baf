//! A report as it was found, ready to be checked.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::word::{self, MAX_DOCUMENT, Read};
use crate::check::{self, Checked, Context};
use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::fonts::Fonts;
use crate::input;
use crate::model::Report;
use crate::source::Source;

/// A report as it was found: as YAML, or as the form filled in in Word.
#[derive(Debug)]
pub struct Draft {
    /// Its text, which for a Word document is the YAML that it says.
    pub source: Source,
    /// What was found out while a Word document was read.
    problems: Vec<Diagnostic>,
    /// The files that a Word document holds, by the paths that its text calls them.
    pub files: Option<BTreeMap<String, Vec<u8>>>,
}

/// Whether a file is read as a Word document, by its name.
pub fn is_word(name: &Path) -> bool {
    let ending = name.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("docx"))
}

/// Reads a report's file to its end, or to just past the largest size that is accepted.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = if is_word(path) { MAX_DOCUMENT } else { crate::limits::MAX_FILE_SIZE };
    input::read(path, limit)
}

impl Draft {
    /// Takes the bytes of the file at `path`, which is also its name in diagnostics. Never fails:
    /// what is wrong with them is told by [`Draft::check`].
    pub fn new(path: &Path, bytes: Vec<u8>, fonts: &Fonts) -> Self {
        let name = path.display().to_string();
        if is_word(path) {
            return Self::new_word(path, bytes, fonts);
        }
        Self { source: Source::new(name, bytes), problems: Vec::new(), files: None }
    }

    /// Takes the bytes of a file that is to be a Word document, whatever it is called.
    pub fn new_word(path: &Path, bytes: Vec<u8>, fonts: &Fonts) -> Self {
        let Read { source, problems, files } = word::read(path, bytes, fonts);
        Self { source, problems, files: Some(files) }
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
        Self { source, problems: Vec::new(), files: None }
    }

    /// Whether this is the form filled in in Word.
    pub fn is_word(&self) -> bool {
        self.files.is_some()
    }

    /// Checks the report; a YAML file's pictures are looked up in `folder`. On failure returns
    /// every problem, warnings among them, in the order of the form.
    pub fn check(&self, folder: &Path, fonts: &Fonts) -> Result<Checked<Report>, Vec<Diagnostic>> {
        let context = Context { folder, held: self.files.as_ref(), fonts };
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
        problems.sort_by_key(|problem| problem.span.start);
        let is_error = |problem: &Diagnostic| problem.problem.severity() == Severity::Error;
        match value {
            Some(value) if !problems.iter().any(is_error) => {
                Ok(Checked { value, warnings: problems })
            }
            _ => Err(problems),
        }
    }
}
