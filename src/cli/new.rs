//! `nacka-report new`: a report or package file to fill in, and the schema that its first line names; or
//! the blank form in Word.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nacka_report::fonts::Fonts;
use nacka_report::read;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::schema;
use nacka_report::sheet::Sheet;
use serde_json::Value;

use super::args::New;
use super::console::{Console, print};
use super::setup;
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output;

/// The report, with every field explained in comments.
const STARTER: &str = include_str!("../../templates/starter.yaml");

/// The package file, likewise.
const PACKAGE_STARTER: &str = include_str!("../../templates/paket.yaml");

/// What package files are called, without their endings.
const PACKAGE_NAMES: [&str; 2] = ["paket", "package"];

/// The file beside the report that its first line names, for the editor: a relative name stays
/// true wherever the folder goes, and no network is needed.
const SCHEMA: &str = "report.schema.json";
const PACKAGE_SCHEMA: &str = "package.schema.json";

/// Runs the command.
pub fn run(args: &New, console: &mut Console) -> Result<Status, CommandError> {
    if args.file == Path::new("-") {
        return print(STARTER);
    }
    let file = &named(&args.file)?;
    // A link that leads nowhere is there as well.
    if file.symlink_metadata().is_ok() && !args.force {
        return Err(CommandError::FileExists { file: file.clone() });
    }
    let unwritable = |error| CommandError::about(file, &error);
    if read::is_word(file) {
        let form = blank_form(args.letterhead.as_deref(), console)?;
        output::write_named(file, &form).map_err(unwritable)?;
        console.note(&Notice::BlankForm { file });
        return Ok(Status::Success);
    }
    if args.letterhead.is_some() {
        return Err(CommandError::LetterheadWithoutForm);
    }
    let stem = file.file_stem().unwrap_or_default();
    let is_package = PACKAGE_NAMES.iter().any(|name| stem.eq_ignore_ascii_case(name));
    let starter = if is_package { PACKAGE_STARTER } else { STARTER };
    output::write_named(file, starter.as_bytes()).map_err(unwritable)?;
    console.note(&if is_package {
        Notice::PackageFileStarted { file }
    } else {
        Notice::Started { file }
    });
    // Beside a device there is no place for a second file.
    if file.is_file() {
        let (name, schema) = if is_package {
            (PACKAGE_SCHEMA, schema::package())
        } else {
            (SCHEMA, schema::report())
        };
        write_schema(&file.with_file_name(name), &schema, console)?;
    }
    Ok(Status::Success)
}

/// The file to write: a report's name ends in .yaml, which is added if there is no ending, or in
/// .yml; a form's in .docx. Anything else would be no report when it is rendered, or the program's own.
fn named(file: &Path) -> Result<PathBuf, CommandError> {
    // A device takes anything, whatever it is called.
    let is_device = file.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir());
    match file.extension().and_then(OsStr::to_str) {
        None if file.extension().is_none() && !is_device && file.file_name().is_some() => {
            Ok(file.with_extension("yaml"))
        }
        Some(ending) if output::is_report_ending(ending) => Ok(file.to_path_buf()),
        _ if is_device || read::is_word(file) => Ok(file.to_path_buf()),
        _ => Err(CommandError::NotAStarterName { file: file.to_path_buf() }),
    }
}

/// The blank form on a letterhead.
fn blank_form(letterhead: Option<&Path>, console: &mut Console) -> Result<Vec<u8>, CommandError> {
    let (letterhead, _) = setup::letterhead(letterhead, false, &Fonts::bundled(), console)?;
    Ok(DocxRenderer::new().render(&Sheet::blank(&letterhead))?.bytes)
}

/// Writes the schema, unless there is something of that name: it may be somebody's own.
fn write_schema(path: &Path, schema: &Value, console: &mut Console) -> Result<(), CommandError> {
    let text = format!("{schema:#}\n");
    if path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return output::write_named(path, text.as_bytes())
            .map_err(|error| CommandError::about(path, &error));
    }
    // Only the same text is surely this version's.
    if !fs::read(path).is_ok_and(|there| there == text.as_bytes()) {
        console.note(&Notice::OtherSchema { schema: path });
    }
    Ok(())
}
