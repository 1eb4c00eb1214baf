//! `nacka-report read`: the form filled in in Word, back to YAML and its pictures.

use std::borrow::Cow;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use nacka_report::diagnostic::Problem;
use nacka_report::fonts::Fonts;
use nacka_report::input::{self, Place};
use nacka_report::load;
use nacka_report::read::{self, Draft, NoUpdate};

use super::args::Read;
use super::console::Console;
use super::setup::{fonts, whole};
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output::Folder;

/// Runs the command.
pub fn run(args: &Read, console: &mut Console) -> Result<Status, CommandError> {
    let fonts = fonts(&args.font_path)?;
    let (mut written, mut failed) = (0, 0);
    for path in &args.files {
        if file(args, &fonts, path, console)? {
            written += 1;
        } else {
            failed += 1;
        }
    }
    let warnings = console.warnings();
    console.finish(&Notice::Read { written, failed, warnings })?;
    Ok(if failed > 0 { Status::Refused } else { Status::Success })
}

/// Reads a document; says whether its report stands where it should.
fn file(
    args: &Read,
    fonts: &Fonts,
    path: &Path,
    console: &mut Console,
) -> Result<bool, CommandError> {
    let bytes =
        input::read(path, read::MAX_DOCUMENT).map_err(|error| CommandError::about(path, &error))?;
    let beside = Place::from(path.parent().unwrap_or(Path::new("")));
    let draft = Draft::new_word(path, beside, bytes, fonts);
    let warnings = match draft.check(beside, fonts) {
        Ok(checked) if args.deny_warnings && !checked.warnings.is_empty() => {
            console.diagnostics(&draft.source, &checked.warnings);
            return Ok(false);
        }
        Ok(checked) => checked.warnings,
        Err(problems) => {
            console.diagnostics(&draft.source, &problems);
            return Ok(false);
        }
    };
    console.diagnostics(&draft.source, &warnings);
    let folder = args.output.as_deref().or(path.parent()).unwrap_or(Path::new(""));
    match write(args, fonts, &draft, folder, path)? {
        Ok(()) => Ok(true),
        Err(problem) => {
            let (source, diagnostics) = whole(path, problem);
            console.diagnostics(&source, &diagnostics);
            Ok(false)
        }
    }
}

/// Writes a report and its pictures. What is there already and says something else is kept, unless
/// the report is to be updated.
fn write(
    args: &Read,
    fonts: &Fonts,
    draft: &Draft,
    folder: &Path,
    path: &Path,
) -> Result<Result<(), Problem>, CommandError> {
    let stem = path.file_stem().unwrap_or_default();
    let report = ["yaml", "yml"].map(|ending| {
        let mut name = stem.to_os_string();
        name.push(".");
        name.push(ending);
        PathBuf::from(name)
    });
    let is_there = |file: &Path| folder.join(file).symlink_metadata().is_ok();
    let exists = |file: &Path| {
        let output = folder.join(file).display().to_string();
        Ok(Err(Problem::ReportExists { output }))
    };
    let there = report.iter().find(|file| is_there(file));
    let text = match there {
        None => Cow::Borrowed(draft.report()),
        Some(file) => {
            let path = folder.join(file);
            let old = input::read(&path, load::MAX_FILE_SIZE)
                .map_err(|error| CommandError::about(&path, &error))?;
            if old == draft.report() {
                Cow::Owned(old)
            } else if args.update {
                match draft.update(&old, folder.into(), fonts) {
                    Ok(new) => Cow::Owned(new),
                    Err(NoUpdate::Invalid) => return exists(file),
                    Err(NoUpdate::BothChanged(fields)) => {
                        let output = path.display().to_string();
                        return Ok(Err(Problem::BothChanged { output, fields }));
                    }
                }
            } else {
                return exists(file);
            }
        }
    };
    let mut missing = Vec::new();
    for (name, bytes) in draft.files.iter().flatten() {
        let file = Path::new(name);
        let is_same = fs::read(folder.join(file)).is_ok_and(|there| there == *bytes);
        if !is_same && is_there(file) {
            return exists(file);
        }
        missing.extend((!is_same).then_some((file, &**bytes)));
    }
    missing.push((there.unwrap_or(&report[0]), &text));
    let target = Folder::create(folder).map_err(|error| CommandError::about(folder, &error))?;
    for (file, bytes) in missing {
        target
            .replace(file, |to| to.write_all(bytes))
            .map_err(|error| CommandError::about(&folder.join(file), &error))?;
    }
    Ok(Ok(()))
}
