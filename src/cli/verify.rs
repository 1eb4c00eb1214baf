//! `nacka-report verify`: an output folder against its manifest.

use std::fmt;
use std::io::{self, Seek};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::thread;

use cap_std::fs::File;
use nacka_report::document::DocumentFormat;
use nacka_report::seal::{self, Condition};

use super::args::Verify;
use super::console::Console;
use super::queue;
use super::signals::{Signals, no_signals};
use super::signature;
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output::manifest::{self, Document, Entry, State, Unreadable};
use crate::output::{self, Digest, Folder, Known};

/// What a document is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finding {
    Intact,
    /// Somebody has worked on it, or it is another document.
    Changed,
    /// It does not open, or is no ordinary file.
    Damaged,
    Missing,
    /// The manifest does not know it.
    Unknown,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Intact => "OK",
            Self::Changed => "CHANGED",
            Self::Damaged => "FAILED",
            Self::Missing => "MISSING",
            Self::Unknown => "UNKNOWN",
        })
    }
}

/// Runs the command.
pub fn run(args: &Verify, console: &mut Console) -> Result<Status, CommandError> {
    let path = &args.folder.join(manifest::NAME);
    let expected = args.manifest_sha256.as_deref().map(digest).transpose()?;
    let key = args.signed_by.as_deref().map(signature::key).transpose()?;
    let about = |error: io::Error| CommandError::about(path, &error);
    let folder =
        Folder::open(&args.folder).map_err(|error| CommandError::about(&args.folder, &error))?;
    let (divisions, is_unmerged) = output::shard_files(&folder)
        .and_then(|files| Ok((output::divisions(&files), output::is_unmerged(&folder)?)))
        .map_err(about)?;
    if divisions.len() > 1 {
        return Err(CommandError::MixedShards { folder: args.folder.clone(), divisions });
    }
    if is_unmerged && (expected.is_some() || key.is_some()) {
        return Err(CommandError::Unmerged { folder: args.folder.clone() });
    }

    let mut is_trusted = true;
    let mut found = None;
    let known = if is_unmerged {
        console.note(&Notice::Unmerged { folder: &args.folder });
        output::recorded(&folder)
    } else {
        let mut file = open(&folder, path)?;
        let digest = Digest::of_stream(&mut file).map_err(about)?;
        found = Some(digest.to_string());
        if expected.is_some_and(|expected| expected != digest) {
            is_trusted = false;
            let digest = digest.to_string();
            console.note_error(&Notice::OtherDigest { manifest: path, digest });
        }
        if let Some(key) = &key {
            file.rewind().map_err(about)?;
            is_trusted &=
                signature::verify(key, &folder, path, &mut file, console).map_err(about)?;
        }
        Known::of(file)
    }
    .map_err(|why| unreadable(path, why))?;
    if output::is_unfinished(&folder).map_err(about)? {
        console.note(&Notice::Unfinished { folder: &args.folder });
    }
    let (intact, failed, stopped) = documents(&folder, known, args, console)?;
    if !console.is_quiet() {
        let recorded = output::recorded(&folder).map_err(|why| unreadable(path, why))?;
        output::unrecorded(&folder, recorded, |_, name| {
            console.line(format_args!("{name}: {}", Finding::Unknown));
            Ok(())
        })
        .map_err(|error| CommandError::about(&args.folder, &error))?;
        if let Some(digest) = found {
            console.note(&Notice::ManifestDigest { digest });
        }
    }
    console.finish(&Notice::Verified { intact, failed })?;
    Ok(match stopped {
        Some(stopped) => stopped,
        None if failed == 0 && is_trusted => Status::Success,
        None => Status::Refused,
    })
}

/// Looks at every document on record. Returns how many are intact and how many are not, and whether
/// a signal came.
fn documents(
    folder: &Folder,
    mut known: Known,
    args: &Verify,
    console: &mut Console,
) -> Result<(usize, usize, Option<Status>), CommandError> {
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let (mut intact, mut failed) = (0_usize, 0_usize);
    let work = |entry: &Entry| {
        entry.documents.iter().map(|document| verify(folder, document)).collect::<Vec<_>>()
    };
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    queue::run(jobs, &mut known, signals.stop(), work, |entry, findings| {
        // Nothing in the work panics on any input; if it did, nothing would be known to be intact.
        let findings = findings.unwrap_or_default();
        for (index, document) in entry.documents.iter().enumerate() {
            let finding = findings.get(index).copied().unwrap_or(Finding::Damaged);
            if finding == Finding::Intact {
                intact += 1;
            } else {
                failed += 1;
            }
            if finding != Finding::Intact || !console.is_quiet() {
                console.line(format_args!("{}: {finding}", document.file));
            }
        }
        ControlFlow::Continue(())
    })
    .map_err(|error| CommandError::NoThread { reason: (&error).into() })?;
    let stopped = signals.status();
    if stopped.is_none() {
        if let Some((name, state)) = known.flaw() {
            let manifest = args.folder.join(name);
            return Err(match state {
                State::Old => CommandError::OldManifest { manifest },
                State::Whole | State::Damaged => CommandError::BrokenManifest { manifest },
            });
        }
        if intact + failed == 0 {
            return Err(CommandError::EmptyManifest { manifest: args.folder.join(manifest::NAME) });
        }
    }
    Ok((intact, failed, stopped))
}

fn open(folder: &Folder, path: &Path) -> Result<File, CommandError> {
    folder.file(manifest::NAME).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CommandError::NoManifest { manifest: path.to_path_buf() },
        _ => CommandError::about(path, &error),
    })
}

fn digest(text: &str) -> Result<Digest, CommandError> {
    Digest::parse(text).ok_or_else(|| CommandError::NotADigest { text: text.to_owned() })
}

fn unreadable(path: &Path, why: Unreadable) -> CommandError {
    match why {
        Unreadable::Newer(name) => {
            CommandError::NewerManifest { manifest: path.with_file_name(name) }
        }
        Unreadable::File(name, error) => CommandError::about(&path.with_file_name(name), &error),
        Unreadable::Io(error) => CommandError::about(path, &error),
    }
}

fn verify(folder: &Folder, document: &Document) -> Finding {
    let file = match folder.file(&document.file) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Finding::Missing,
        Err(_) => return Finding::Damaged,
    };
    match document.is(&file) {
        Ok(true) => return Finding::Intact,
        Err(_) => return Finding::Damaged,
        Ok(false) => {}
    }
    let format = DocumentFormat::of(&document.file);
    match format.map(|format| seal::inspect(&mut file.into_std(), format)) {
        Some(Ok(Condition::Unopenable) | Err(_)) => Finding::Damaged,
        // A document of ours that is not the one on record has been put in its place.
        _ => Finding::Changed,
    }
}
