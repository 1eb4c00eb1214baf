//! `nacka-report read`: the form filled in in Word, back to YAML and its pictures.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use nacka_report::diagnostic::Problem;
use nacka_report::fonts::Fonts;
use nacka_report::read::{self, Draft};

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
    let bytes = read::read(path).map_err(|error| CommandError::about(path, &error))?;
    let draft = Draft::new_word(path, bytes, fonts);
    let warnings = match draft.check(Path::new(""), fonts) {
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
    match write(&draft, folder, path)? {
        Ok(()) => Ok(true),
        Err(problem) => {
            let (source, diagnostics) = whole(path, problem);
            console.diagnostics(&source, &diagnostics);
            Ok(false)
        }
    }
}

/// Writes a report and its pictures. What is there already and says something else is kept.
fn write(draft: &Draft, folder: &Path, path: &Path) -> Result<Result<(), Problem>, CommandError> {
    let stem = path.file_stem().unwrap_or_default();
    let name = |ending: &str| {
        let mut name = stem.to_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    let report = name(".yaml");
    let text = draft.source.text().as_bytes();
    let pictures = draft.files.iter().flatten();
    let pictures = pictures.map(|(name, bytes)| (PathBuf::from(name), bytes.as_slice()));
    let files: Vec<(PathBuf, &[u8])> = pictures.chain([(report, text)]).collect();
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let mut missing = Vec::new();
    for (file, bytes) in &files {
        let path = folder.join(file);
        if fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        if is_there(&path) {
            return Ok(Err(Problem::ReportExists { output: path.display().to_string() }));
        }
        missing.push((file, *bytes));
    }
    let short = folder.join(name(".yml"));
    if is_there(&short) {
        return Ok(Err(Problem::ReportExists { output: short.display().to_string() }));
    }
    let target = Folder::create(folder).map_err(|error| CommandError::about(folder, &error))?;
    for (file, bytes) in missing {
        target
            .replace(file, |to| to.write_all(bytes))
            .map_err(|error| CommandError::about(&folder.join(file), &error))?;
    }
    Ok(Ok(()))
}
