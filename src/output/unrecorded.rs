//! Files in an output folder that its manifest does not know.

use std::collections::BTreeSet;
use std::io;
use std::path::{MAIN_SEPARATOR_STR, Path};

use ignore::WalkBuilder;

use super::folder::Folder;
use super::manifest::{NAME, Reader, Unreadable};

/// The files below a folder that its manifest does not list, in order; links are files. The manifest
/// itself is left out, and what stands beside it under its name: a signature, an unfinished one.
pub fn unrecorded(path: &Path) -> Result<Vec<String>, Unreadable> {
    let mut names = BTreeSet::new();
    for entry in WalkBuilder::new(path).standard_filters(false).build() {
        let entry =
            entry.map_err(|error| error.into_io_error().unwrap_or(io::ErrorKind::Other.into()))?;
        let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_string_lossy();
        if !entry.file_type().is_some_and(|kind| kind.is_dir()) && !name.starts_with(NAME) {
            names.insert(name.replace(MAIN_SEPARATOR_STR, "/"));
        }
    }
    if let Some(manifest) = Reader::open(&Folder::open(path)?, NAME)? {
        for document in manifest.flat_map(|entry| entry.documents) {
            names.remove(&document.file);
        }
    }
    Ok(names.into_iter().collect())
}
