//! Which changes of files concern the documents of a watch.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nacka_report::document::DocumentFormat;
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind};

use super::prepare::Prepared;
use crate::cli::setup::Selected;

impl Prepared {
    /// The files of an event that may be a report, a picture, or what else documents are made from.
    pub(super) fn concerning(&self, event: notify::Result<Event>) -> Vec<PathBuf> {
        match event {
            // Something was lost: everything may have changed.
            Err(_) => vec![PathBuf::new()],
            Ok(event) if event.need_rescan() => vec![PathBuf::new()],
            Ok(event) => match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Create(_)
                | EventKind::Modify(_)
                | EventKind::Remove(_)
                | EventKind::Any => {
                    event.paths.into_iter().filter(|path| self.concerns(path)).collect()
                }
                EventKind::Access(_) | EventKind::Other => Vec::new(),
            },
        }
    }

    /// Whether a change of a file may change a document. What this program writes itself does not,
    /// nor do the hidden and spare files that editors keep.
    fn concerns(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let is_own = DocumentFormat::of(&name.to_lowercase()).is_some()
            || name.starts_with("nacka-report.manifest.")
            || self.args.checking.junit.as_deref().is_some_and(|junit| junit.ends_with(name));
        (!is_own || self.is_report(path)) && !name.starts_with('.') && !name.ends_with('~')
    }

    /// Whether a file is one of the reports.
    fn is_report(&self, path: &Path) -> bool {
        let Selected::Files(files) = &self.selected else { return false };
        let real = |index: usize| &files.roots()[index].real;
        files.iter().any(|file| real(file.root_index).join(file.name_below()) == path)
    }

    /// Whether something is gone that documents are made from: a report, a letterhead or a picture.
    pub(super) fn has_lost(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let is_known = |path: &Path| {
            let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
            let letterhead = self.args.checking.letterhead.as_deref();
            ["jpeg", "jpg", "png", "svg"].contains(&&*ending.to_lowercase())
                || letterhead.is_some_and(|file| file.file_name() == path.file_name())
                || self.is_report(path)
        };
        let is_gone = |path: &Path| {
            let error = path.symlink_metadata().err();
            error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        changed.iter().any(|path| !path.as_os_str().is_empty() && is_gone(path) && is_known(path))
    }

    /// Whether somebody has most likely only begun to write a file that changed, of which nothing is
    /// said if everything may have: there is nothing in it yet.
    pub(super) fn has_begun(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let is_begun = |path: &Path| {
            fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
        };
        let is_any = changed.contains(Path::new(""));
        let is_report = || match &self.selected {
            Selected::Files(reports) => reports.iter().any(|report| is_begun(&report.path())),
            Selected::StandardInput => false,
        };
        changed.iter().any(|path| is_begun(path)) || (is_any && is_report())
    }
}
