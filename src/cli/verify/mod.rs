//! `nacka-report verify`: an output folder against its manifest.

mod proof;
mod wording;

use std::fmt;
use std::io::{self, Seek};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::thread;

use cap_std::fs::File;
use nacka_report::document::DocumentFormat;
use nacka_report::seal::{self, Condition};

use self::proof::{Proof, Prover, Text};
use super::args::Verify;
use super::console::Console;
use super::queue;
use super::setup::fonts;
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
    let prover = if args.rerender { Some(Prover::new(fonts(&args.font_path)?)) } else { None };
    let (counts, stopped) = documents(&folder, known, prover.as_ref(), args, console)?;
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
    let Counts { intact, failed, proven, unproven, otherwise } = counts;
    if prover.is_some() {
        console.note(&Notice::Proven { proven, unproven, otherwise });
    }
    console.finish(&Notice::Verified { intact, failed })?;
    Ok(match stopped {
        Some(stopped) => stopped,
        None if failed + otherwise == 0 && is_trusted => Status::Success,
        None => Status::Refused,
    })
}

/// How many documents there are of each kind.
#[derive(Debug, Default)]
struct Counts {
    intact: usize,
    failed: usize,
    proven: usize,
    unproven: usize,
    /// Those that say something else than their reports, or may.
    otherwise: usize,
}

impl Counts {
    fn add(&mut self, finding: Finding, proof: Option<&Proof>) {
        match finding {
            Finding::Intact => self.intact += 1,
            _ => self.failed += 1,
        }
        match proof {
            None => {}
            Some(Proof::Proven) => self.proven += 1,
            Some(Proof::Refuted | Proof::Unproven(_, Text::Differs(_))) => self.otherwise += 1,
            Some(Proof::Unproven(..)) => self.unproven += 1,
        }
    }
}

/// Looks at every document on record. Returns what there is of each kind, and whether a signal came.
fn documents(
    folder: &Folder,
    mut known: Known,
    prover: Option<&Prover>,
    args: &Verify,
    console: &mut Console,
) -> Result<(Counts, Option<Status>), CommandError> {
    let jobs = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut counts = Counts::default();
    let work = |entry: &Entry| {
        let look = |document: &Document| {
            let finding = verify(folder, document);
            let prover = prover.filter(|_| finding == Finding::Intact);
            let proof = prover.and_then(|prover| {
                Some(prover.prove(folder.file(&document.file).ok()?, &document.file))
            });
            (finding, proof)
        };
        entry.documents.iter().map(look).collect::<Vec<_>>()
    };
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    queue::run(jobs, &mut known, signals.stop(), work, |entry, findings| {
        // Nothing in the work panics on any input; if it did, nothing would be known to be intact.
        let findings = findings.unwrap_or_default();
        for (index, document) in entry.documents.iter().enumerate() {
            let (finding, proof) = match findings.get(index) {
                Some((finding, proof)) => (*finding, proof.as_ref()),
                None => (Finding::Damaged, None),
            };
            counts.add(finding, proof);
            if let Some(proof) = proof {
                let text = wording::text(proof, console.language());
                let is_good =
                    !matches!(proof, Proof::Refuted | Proof::Unproven(_, Text::Differs(_)));
                if !is_good || !console.is_quiet() {
                    console.line(format_args!("{}: {text}", document.file));
                }
            } else if finding != Finding::Intact || !console.is_quiet() {
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
        if counts.intact + counts.failed == 0 {
            return Err(CommandError::EmptyManifest { manifest: args.folder.join(manifest::NAME) });
        }
    }
    Ok((counts, stopped))
}

fn open(folder: &Folder, path: &Path) -> Result<File, CommandError> {
    folder.file(manifest::NAME).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CommandError::NoManifest { manifest: path.to_path_buf() },
        _ => CommandError::about(path, &error),
    })
}

pub fn digest(text: &str) -> Result<Digest, CommandError> {
    Digest::parse(text).ok_or_else(|| CommandError::NotADigest { text: text.to_owned() })
}

pub fn unreadable(path: &Path, why: Unreadable) -> CommandError {
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
