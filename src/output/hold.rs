//! Holds on files: locks that end with their process at the latest, on this machine or another.

use std::fs::{File, TryLockError};
use std::io;

use same_file::Handle;

use super::folder::Folder;
use super::manifest::Unreadable;

/// Why a run cannot have the folder.
#[derive(Debug)]
pub enum Refusal {
    /// Another run is at work there.
    Busy,
    /// Its manifest of this name is a later version's.
    NewerManifest(String),
    /// Its shards' manifests are half merged.
    HalfMerged,
    /// The file system knows no locks.
    NoLocks,
    /// The system says no to its file of this name.
    File(String, io::Error),
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<TryLockError> for Refusal {
    fn from(error: TryLockError) -> Self {
        match error {
            TryLockError::WouldBlock => Self::Busy,
            TryLockError::Error(_) => Self::NoLocks,
        }
    }
}

impl From<Unreadable> for Refusal {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Newer(name) => Self::NewerManifest(name),
            Unreadable::File(name, error) => Self::File(name, error),
            Unreadable::Io(error) => Self::Io(error),
        }
    }
}

/// Takes hold of a file that nobody else may hold meanwhile, creating it if need be. Tells whether
/// it is new.
pub fn exclusive(folder: &Folder, name: &str) -> Result<(File, bool), Refusal> {
    hold(folder, name, File::try_lock)
}

/// Takes hold of a file that others may hold in the same way, creating it if need be.
pub fn shared(folder: &Folder, name: &str) -> Result<File, Refusal> {
    hold(folder, name, File::try_lock_shared).map(|(file, _)| file)
}

/// Whether somebody holds a file alone. It may be gone already.
pub fn is_held(folder: &Folder, name: &str) -> Result<bool, Refusal> {
    let file = match folder.file(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened.map_err(|error| Refusal::File(name.to_owned(), error))?.into_std(),
    };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Ok(true),
        locked => Ok(locked.map(|()| false)?),
    }
}

/// Whether a file has this name still.
pub fn is_there(folder: &Folder, name: &str, file: &File) -> io::Result<bool> {
    let file = Handle::from_file(file.try_clone()?)?;
    let there = folder.file(name).map(cap_std::fs::File::into_std);
    Ok(there.and_then(Handle::from_file).is_ok_and(|there| there == file))
}

fn hold(
    folder: &Folder,
    name: &str,
    lock: impl Fn(&File) -> Result<(), TryLockError>,
) -> Result<(File, bool), Refusal> {
    let about = |error| Refusal::File(name.to_owned(), error);
    loop {
        let (file, is_new) = match folder.create_new(name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                match folder.file_to_lock(name) {
                    // Whoever held it has just ended.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    opened => (opened.map_err(about)?, false),
                }
            }
            created => (created.map_err(about)?, true),
        };
        let file = file.into_std();
        lock(&file)?;
        // Between opening and locking, the run before may have renamed or removed the file.
        if is_there(folder, name, &file)? {
            return Ok((file, is_new));
        }
    }
}
