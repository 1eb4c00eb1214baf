//! The files that are written, of which none takes the place of another unasked.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use nacka_report::diagnostic::Problem;

use crate::cli::wording::CommandError;
use crate::output::Folder;

/// What a report may be called whose document is at `path`, the usual name first.
pub fn report_names(path: &Path) -> [PathBuf; 2] {
    ["yaml", "yml"].map(|ending| {
        let mut name = path.file_stem().unwrap_or_default().to_os_string();
        name.push(".");
        name.push(ending);
        name.into()
    })
}

/// Whether there is anything of this name in a folder.
pub fn is_there(folder: &Path, file: &Path) -> bool {
    folder.join(file).symlink_metadata().is_ok()
}

/// That a file is there already and says something else.
pub fn exists(folder: &Path, file: &Path) -> Problem {
    Problem::ReportExists { output: folder.join(file).display().to_string() }
}

/// Writes files into a folder, or none if one is there already and says something else; then the
/// report, which may replace one.
pub fn write<'f>(
    folder: &Path,
    files: impl Iterator<Item = (&'f Path, &'f [u8])>,
    report: Option<(&'f Path, &'f [u8])>,
) -> Result<Result<(), Problem>, CommandError> {
    let mut missing = Vec::new();
    for (file, bytes) in files {
        let is_same = fs::read(folder.join(file)).is_ok_and(|there| there == *bytes);
        if !is_same && is_there(folder, file) {
            return Ok(Err(exists(folder, file)));
        }
        missing.extend((!is_same).then_some((file, bytes)));
    }
    missing.extend(report);
    let target = Folder::create(folder).map_err(|error| CommandError::about(folder, &error))?;
    for (file, bytes) in missing {
        target
            .replace(file, |to| to.write_all(bytes))
            .map_err(|error| CommandError::about(&folder.join(file), &error))?;
    }
    Ok(Ok(()))
}
