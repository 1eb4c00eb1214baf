//! `nacka-report verify` on a package: against its own lists.

use std::path::Path;

use super::args::Verify;
use super::console::Console;
use super::signals::{Signals, no_signals};
use super::status::Status;
use super::verify;
use super::wording::{CommandError, Notice};
use crate::package::{self, Finding, NotAPackage};

/// Runs the command.
pub fn run(args: &Verify, console: &mut Console) -> Result<Status, CommandError> {
    let path = &args.folder;
    let expected = args.manifest_sha256.as_deref().map(verify::digest).transpose()?;
    for (is_given, option) in
        [(args.signed_by.is_some(), "--signed-by"), (args.rerender, "--rerender")]
    {
        if is_given {
            return Err(CommandError::FolderOption { option });
        }
    }
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    let (mut intact, mut failed) = (0_usize, 0_usize);
    let verified = package::verify(path, signals.stop(), |file, finding| {
        let word = match finding {
            Finding::Intact => "OK",
            Finding::Changed => "CHANGED",
            Finding::Missing => "MISSING",
            Finding::Unknown => "UNKNOWN",
        };
        if finding == Finding::Intact {
            intact += 1;
        } else {
            failed += 1;
        }
        if finding != Finding::Intact || !console.is_quiet() {
            console.line(format_args!("{file}: {word}"));
        }
    });
    let verified = verified.map_err(|why| match why {
        NotAPackage::NoList => CommandError::NoPackage { path: path.clone() },
        NotAPackage::Broken(list) => CommandError::BrokenList { list: path.join(list) },
        NotAPackage::Io(error) => CommandError::about(path, &error),
    })?;
    let digest = verified.digest.to_string();
    let is_trusted = expected.is_none_or(|expected| expected == verified.digest);
    if is_trusted {
        console.note(&Notice::ListDigest { list: verified.list, digest });
    } else {
        let manifest: &Path = &path.join(verified.list);
        console.note_error(&Notice::OtherDigest { manifest, digest });
    }
    console.finish(&Notice::Verified { intact, failed })?;
    Ok(match signals.status() {
        Some(stopped) => stopped,
        None if failed == 0 && is_trusted => Status::Success,
        None => Status::Refused,
    })
}
