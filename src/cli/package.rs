//! `nacka-report package`: what an archive takes of an output folder.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use nacka_report::check::{self, Checked, Context};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Mark, Submission};

use super::args::{Package, PackageKind};
use super::console::Console;
use super::setup::{letterhead, letterhead_digest, letterhead_files_digest};
use super::signals::{Signals, no_signals};
use super::status::Status;
use super::verify::unreadable;
use super::wording::{CommandError, Notice};
use crate::output::manifest::{self, State};
use crate::output::{self, Folder, Known};
use crate::package::{
    Failure, Gatherer, Kind, LetterheadFiles, Order, Shape, Sources, Validations, assemble,
};

/// Runs the command.
pub fn run(args: &Package, console: &mut Console) -> Result<Status, CommandError> {
    let fonts = Fonts::bundled();
    let submission = submission(&args.with, &fonts, console)?;
    let letterhead = letterhead_files(args, &fonts, console)?;
    let sources =
        Sources::open(&args.sources).map_err(|(path, error)| CommandError::about(&path, &error))?;
    let validations = args.validation.as_deref().map(validations).transpose()?;
    let folder =
        Folder::open(&args.folder).map_err(|error| CommandError::about(&args.folder, &error))?;
    let mut known = known(&folder, &args.folder)?;
    tell_unrecorded(&folder, &args.folder, console)?;
    tell_name(args, &submission, console);

    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    let gatherer = Gatherer {
        folder: &folder,
        submission: &submission,
        sources: &sources,
        letterhead: letterhead.as_ref().map(|files| files.digests),
        validations,
        fonts,
    };
    let shape = match args.shape {
        PackageKind::Sip => Shape::Sip,
        PackageKind::Bagit => Shape::Bag,
    };
    let mut order = Order {
        gatherer,
        letterhead: letterhead.as_ref(),
        shape,
        target: &args.output,
        max_size: args.max_size,
        max_reports: args.max_reports,
    };
    let manifest = args.folder.join(manifest::NAME);
    let made = assemble(&mut order, &mut known, signals.stop(), |file, flaw| {
        console.note_error(&Notice::Flawed { file, flaw });
    });
    let made = match made {
        Ok(made) => made,
        Err(Failure::Exists(path)) => return Err(CommandError::PackageExists { path }),
        Err(Failure::Io(path, error)) => return Err(CommandError::about(&path, &error)),
        Err(Failure::Empty) => return Err(CommandError::EmptyManifest { manifest }),
        Err(Failure::Stopped) => return Ok(signals.status().unwrap_or(Status::Refused)),
        Err(Failure::Broken(State::Old)) => return Err(CommandError::OldManifest { manifest }),
        Err(Failure::Broken(_)) => return Err(CommandError::BrokenManifest { manifest }),
        Err(Failure::Foreign) => {
            let file = args.validation.clone().unwrap_or_default();
            return Err(CommandError::ForeignValidation { file });
        }
        Err(Failure::Flawed(flaws)) => {
            console.finish(&Notice::NotPackaged { flaws })?;
            return Ok(Status::Refused);
        }
    };
    if let (Some(file), count @ 1..) = (&args.validation, made.not_validated) {
        console.note(&Notice::NotValidated { count, file });
    }
    if made.without_source > 0 {
        let (count, of) = (made.without_source, made.reports);
        console.note(&Notice::WithoutSource { count, of });
    }
    console.finish(&Notice::Packaged {
        packages: &made.packages,
        reports: made.reports,
        documents: made.documents,
    })?;
    Ok(Status::Success)
}

/// Reads the package file. Prints what is wrong with it.
fn submission(
    path: &Path,
    fonts: &Fonts,
    console: &mut Console,
) -> Result<Submission, CommandError> {
    let source = Source::open(path).map_err(|error| CommandError::about(path, &error))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let context = Context { folder: folder.into(), fonts };
    match check::submission(&source, &context) {
        Ok(Checked { value, warnings }) => {
            console.diagnostics(&source, &warnings);
            Ok(value)
        }
        Err(diagnostics) => {
            console.diagnostics(&source, &diagnostics);
            Err(CommandError::PackageFileUnusable)
        }
    }
}

/// The letterhead's own files, which go along with the sources.
fn letterhead_files(
    args: &Package,
    fonts: &Fonts,
    console: &mut Console,
) -> Result<Option<LetterheadFiles>, CommandError> {
    let path = args.letterhead.as_deref();
    if path.is_none() && args.sources.is_empty() {
        return Ok(None);
    }
    let (read, bytes) = letterhead(path, false, fonts, console)?;
    let digests = [letterhead_digest(&read), letterhead_files_digest(&read, &bytes)];
    let name = path.and_then(Path::file_name).map_or("nacka.yaml".into(), OsStr::to_string_lossy);
    let mut files = vec![(name.into_owned(), bytes)];
    if let Mark::Logo { original: (logo, bytes), .. } = &read.mark {
        files.push((logo.clone(), bytes.to_vec()));
    }
    Ok(Some(LetterheadFiles { digests, files }))
}

fn validations(path: &Path) -> Result<Validations, CommandError> {
    let file = File::open(path).map_err(|error| CommandError::about(path, &error))?;
    Validations::read(BufReader::new(file)).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => CommandError::NotAValidation { file: path.to_path_buf() },
        _ => CommandError::about(path, &error),
    })
}

/// Opens the manifest of a folder in which nothing is unfinished.
fn known(folder: &Folder, path: &Path) -> Result<Known, CommandError> {
    let manifest = path.join(manifest::NAME);
    let about = |error: io::Error| CommandError::about(path, &error);
    if output::is_unmerged(folder).map_err(about)? {
        return Err(CommandError::Unmerged { folder: path.to_path_buf() });
    }
    if output::is_unfinished(folder).map_err(about)? {
        return Err(CommandError::UnfinishedFolder { folder: path.to_path_buf() });
    }
    let file = folder.file(manifest::NAME).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => CommandError::NoManifest { manifest: manifest.clone() },
        _ => CommandError::about(&manifest, &error),
    })?;
    Known::of(file).map_err(|why| unreadable(&manifest, why))
}

/// Tells of files in the folder that no manifest knows: they stay behind.
fn tell_unrecorded(
    folder: &Folder,
    path: &Path,
    console: &mut Console,
) -> Result<(), CommandError> {
    if console.is_quiet() {
        return Ok(());
    }
    output::unrecorded(folder, known(folder, path)?, |_, name| {
        console.note(&Notice::Unrecorded { document: &path.join(name) });
        Ok(())
    })
    .map_err(|error| CommandError::about(path, &error))
}

/// Tells if a package's folder is called otherwise than CSIPSTR2 recommends.
fn tell_name(args: &Package, submission: &Submission, console: &mut Console) {
    let is_split = args.max_size.is_some() || args.max_reports.is_some();
    let name = args.output.file_name().unwrap_or_default();
    let is_named = Kind::of(&args.output) != Kind::Folder || name == &*submission.identifier;
    // Folders of several packages have numbers, as the identifiers do.
    if !is_named && !is_split {
        let identifier = &submission.identifier;
        console.note(&Notice::OtherName { folder: &args.output, identifier });
    }
}
