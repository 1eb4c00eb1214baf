//! `nacka-report read`: from a document, whatever its kind, to the report that it says or carries.

mod files;
mod pdf;
mod word;

use std::path::Path;

use nacka_report::fonts::Fonts;
use nacka_report::input;
use nacka_report::pdf::{MAX_PDF, is_pdf};

use super::args::Read;
use super::console::Console;
use super::setup::fonts;
use super::status::Status;
use super::wording::{CommandError, Notice};

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
    // A PDF may be the largest of all.
    let bytes = input::read(path, MAX_PDF).map_err(|error| CommandError::about(path, &error))?;
    let folder = args.output.as_deref().or(path.parent()).unwrap_or(Path::new(""));
    if is_pdf(&bytes) {
        pdf::file(args, path, &bytes, folder, console)
    } else {
        word::file(args, fonts, (path, bytes), folder, console)
    }
}
