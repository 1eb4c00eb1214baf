//! `nacka-report merge`: the manifests of shards made one.

use super::args::Merge;
use super::console::Console;
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output::{self, Folder, Merged, manifest};

/// Runs the command.
pub fn run(args: &Merge, console: &mut Console) -> Result<Status, CommandError> {
    let path = &args.folder;
    let folder = Folder::open(path).map_err(|error| CommandError::about(path, &error))?;
    let Merged { reports, documents, unrecorded } =
        output::merge(&folder).map_err(|why| CommandError::unmergeable(path, why))?;
    for file in unrecorded {
        console.note(&Notice::Unrecorded { document: &path.join(file) });
    }
    console.finish(&Notice::Merged { reports, documents })?;
    if documents == 0 {
        return Err(CommandError::EmptyManifest { manifest: path.join(manifest::NAME) });
    }
    Ok(Status::Success)
}
