//! The output folder of a run: opened, its record taken up, and the ways from it to the reports.

use std::path::Path;

use crate::cli::report_files::ReportFiles;
use crate::cli::wording::CommandError;
use crate::output::{self, Folder, Journal, Known, Shard};

/// The record of what an output folder holds, taken up for writing unless nothing is to be written.
pub(super) fn taken_up<'f>(
    folder: Option<&'f Folder>,
    path: Option<&Path>,
    shard: Option<Shard>,
    dry_run: bool,
) -> Result<(Option<Journal<'f>>, Option<Known>), CommandError> {
    let (Some(folder), Some(path)) = (folder, path) else { return Ok((None, None)) };
    if dry_run {
        let known =
            output::known(folder, shard).map_err(|why| CommandError::refused(path, &why.into()))?;
        return Ok((None, Some(known)));
    }
    let (journal, known) =
        Journal::begin(folder, path, shard).map_err(|why| CommandError::refused(path, &why))?;
    Ok((Some(journal), Some(known)))
}

/// Opens the output folder. It is made unless nothing is to be written; then it may be missing.
pub(super) fn open(path: &Path, dry_run: bool) -> Result<Option<Folder>, CommandError> {
    if dry_run && output::is_gone(path) {
        return Ok(None);
    }
    let opened = if dry_run { Folder::open(path) } else { Folder::create(path) };
    opened.map(Some).map_err(|error| CommandError::about(path, &error))
}

/// The way from the output folder to each folder that reports were found from. Without an output
/// folder nothing is on record. Those below the folder that is mirrored are found from that.
pub(super) fn origins(
    files: &ReportFiles,
    output: Option<&Path>,
    mirrored: Option<&Path>,
) -> Vec<String> {
    let output = output.and_then(|output| output.canonicalize().ok()).unwrap_or_default();
    let from = |real: &Path| {
        let mirrored = mirrored.filter(|mirrored| real.starts_with(mirrored));
        output::origin(&output, mirrored.unwrap_or(real))
    };
    files.roots().iter().map(|root| from(&root.real)).collect()
}
