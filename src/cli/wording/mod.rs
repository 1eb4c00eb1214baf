//! What commands say beside diagnostics, as data until it is printed; one file a language.

mod en;
mod sv;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nacka_report::diagnostic::{Diagnostic, Language, Problem, Reason};
use nacka_report::render::RenderError;

use super::render::Due;

/// Why a command could not run.
#[derive(Debug)]
pub enum CommandError {
    /// The system refused a file or folder.
    System { path: PathBuf, reason: Reason },
    /// What a library says in its own words.
    Foreign { message: String },
    /// Nothing can be rendered as it was asked for.
    Render(Diagnostic),
    /// There is no diagnostic of this code.
    UnknownCode { code: String, suggestion: Option<&'static str> },
    /// There is no command of this name.
    UnknownCommand { name: String },
    /// A folder without a manifest cannot be verified.
    NoManifest { manifest: PathBuf },
    /// The manifest ends too early or has been tampered with.
    BrokenManifest { manifest: PathBuf },
    /// Nothing is overwritten unasked.
    FileExists { file: PathBuf },
    /// Standard input is given together with files.
    StandardInputAmongPaths,
    /// Standard input is given with more than one format.
    StandardInputToSeveralFormats,
    /// Standard input is given with options that are for files.
    StandardInputWithOptions,
    /// Another run writes into the folder.
    Busy { folder: PathBuf },
    /// The letterhead has problems, which have been shown.
    LetterheadUnusable,
}

impl CommandError {
    /// What the system says about a path.
    pub fn about(path: &Path, error: &io::Error) -> Self {
        Self::System { path: path.to_path_buf(), reason: error.into() }
    }

    /// What was wrong with a file or folder on a walk.
    pub fn on_walk(error: &ignore::Error) -> Self {
        match (error, error.io_error()) {
            (ignore::Error::WithDepth { err, .. }, _) => Self::on_walk(err),
            (ignore::Error::WithPath { path, .. }, Some(reason)) => Self::about(path, reason),
            _ => Self::Foreign { message: error.to_string() },
        }
    }

    /// What went wrong: lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => en::error(self),
            Language::Swedish => sv::error(self),
        }
    }

    /// What to do about it: a line each.
    pub fn hints(&self, language: Language) -> Vec<String> {
        if let Self::Render(diagnostic) = self {
            return diagnostic.hints(language);
        }
        let hint = match language {
            Language::English => en::hint(self),
            Language::Swedish => sv::hint(self),
        };
        hint.into_iter().collect()
    }
}

impl From<RenderError> for CommandError {
    fn from(error: RenderError) -> Self {
        Self::Render(Diagnostic::of_file(Problem::RenderFailed { error }))
    }
}

/// Something worth knowing that is no error.
#[derive(Debug)]
pub enum Notice<'a> {
    /// The end of a run of `render`.
    Rendered { counts: Counts, elapsed: Duration },
    /// The end of a run of `render --dry-run`.
    WouldRender { counts: Counts },
    /// The end of a run of `check`.
    Checked { checked: usize, failed: usize, elapsed: Duration },
    /// The end of a run of `verify`.
    Verified { intact: usize, failed: usize },
    /// How many reports have failed so far.
    Failures(usize),
    /// A document whose report is not there any more.
    ReportGone { document: &'a Path },
    /// Such a document was removed.
    Removed { document: &'a Path },
    /// A document that would be rendered, and why.
    Due { document: &'a Path, due: &'a Due },
}

impl Notice<'_> {
    /// The text: one line.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::English => en::notice(self),
            Language::Swedish => sv::notice(self),
        }
    }
}

/// What became of the reports of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub rendered: usize,
    pub unchanged: usize,
    pub failed: usize,
    pub documents: usize,
}

impl Counts {
    /// Documents a second.
    fn rate(&self, elapsed: Duration) -> f64 {
        self.documents as f64 / elapsed.as_secs_f64().max(0.001)
    }
}

/// The words that stand before or beside others.
pub struct Labels {
    pub error: &'static str,
    pub note: &'static str,
    pub help: &'static str,
    /// After the time that a run will still take.
    pub left: &'static str,
}

impl Labels {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &en::LABELS,
            Language::Swedish => &sv::LABELS,
        }
    }
}
