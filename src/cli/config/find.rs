//! Which configuration file holds for a folder: the nearest one at or above it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of configuration files.
pub const NAME: &str = "nacka-report.toml";

/// Looks for configuration files, and remembers what it found.
#[derive(Debug, Default)]
pub struct Finder {
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl Finder {
    /// The file that holds for what is in a folder, whose path is without links. The search ends at
    /// the root of a repository, whose files belong together, and where a folder or the file itself
    /// is somebody else's: nobody is to say how another's reports come out.
    pub fn of(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let file = folder.join(NAME);
        let found = if file.symlink_metadata().is_ok() {
            Some(file).filter(|file| is_same_owner(folder, file))
        } else if folder.join(".git").symlink_metadata().is_ok() {
            None
        } else {
            let above = folder.parent().filter(|above| is_same_owner(folder, above));
            above.and_then(|above| self.of(above))
        };
        self.known.insert(folder.to_path_buf(), found.clone());
        found
    }
}

/// Whether two files belong to the same user, as far as the system tells.
#[cfg(unix)]
fn is_same_owner(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path| fs::symlink_metadata(path).map(|metadata| metadata.uid());
    matches!((owner(one), owner(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(not(unix))]
fn is_same_owner(_: &Path, other: &Path) -> bool {
    fs::symlink_metadata(other).is_ok()
}
