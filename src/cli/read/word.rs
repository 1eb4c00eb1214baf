//! The form filled in in Word, back to YAML and its pictures.

use std::borrow::Cow;
use std::path::Path;

use nacka_report::diagnostic::Problem;
use nacka_report::fonts::Fonts;
use nacka_report::input::{self, Place};
use nacka_report::load;
use nacka_report::read::{Draft, NoUpdate};

use super::files;
use crate::cli::args::Read;
use crate::cli::console::Console;
use crate::cli::setup::whole;
use crate::cli::wording::CommandError;

/// Reads a document; says whether its report stands where it should.
pub fn file(
    args: &Read,
    fonts: &Fonts,
    (path, bytes): (&Path, Vec<u8>),
    folder: &Path,
    console: &mut Console,
) -> Result<bool, CommandError> {
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
    let names = files::report_names(path);
    let there = names.iter().find(|file| files::is_there(folder, file));
    let exists = |file: &Path| Ok(Err(files::exists(folder, file)));
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
    let pictures: Vec<_> = draft.files.iter().flatten().collect();
    let pictures = pictures.iter().map(|(name, bytes)| (Path::new(name), &***bytes));
    files::write(folder, pictures, Some((there.unwrap_or(&names[0]), &text)))
}
