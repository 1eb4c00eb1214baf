//! `nacka-report verify`: an output folder against its manifest.

use std::fmt;
use std::io::ErrorKind;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread;

use super::args::Verify;
use super::console::Console;
use super::wording::{CommandError, Notice};
use super::{Status, queue};
use crate::output::manifest::{self, Document, Entry};
use crate::output::{self, Digest};

/// What a document is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finding {
    Intact,
    Damaged,
    Missing,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Intact => "OK",
            Self::Damaged => "FAILED",
            Self::Missing => "MISSING",
        })
    }
}

/// Runs the command.
pub fn run(args: &Verify, console: &mut Console) -> Result<Status, CommandError> {
    let manifest = args.folder.join(manifest::NAME);
    let mut known =
        output::known(&args.folder).map_err(|error| CommandError::about(&manifest, &error))?;
    if !known.has_manifest() {
        return Err(CommandError::NoManifest { manifest });
    }
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (mut intact, mut failed) = (0_usize, 0_usize);
    let work = |entry: &Entry| {
        entry.documents.iter().map(|document| verify(&args.folder, document)).collect::<Vec<_>>()
    };
    queue::run(jobs, &mut known, &AtomicBool::new(false), work, |entry, findings| {
        // Nothing in the work panics on any input; if it did, nothing would be known to be intact.
        let findings = findings.unwrap_or_default();
        for (index, document) in entry.documents.iter().enumerate() {
            let finding = findings.get(index).copied().unwrap_or(Finding::Damaged);
            match finding {
                Finding::Intact => intact += 1,
                Finding::Damaged | Finding::Missing => failed += 1,
            }
            console.line(format_args!("{}: {finding}", document.file));
        }
        ControlFlow::Continue(())
    });
    if !known.is_whole() {
        return Err(CommandError::BrokenManifest { manifest });
    }
    console.finish(&Notice::Verified { intact, failed })?;
    Ok(if failed == 0 { Status::Success } else { Status::Refused })
}

fn verify(folder: &Path, document: &Document) -> Finding {
    match Digest::of_file(&folder.join(&document.file)) {
        Ok(digest) if digest == document.sha256 => Finding::Intact,
        Err(error) if error.kind() == ErrorKind::NotFound => Finding::Missing,
        _ => Finding::Damaged,
    }
}
