//! Files in an output folder that are on no record.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use nacka_report::document::DocumentFormat;

use super::folder::Folder;
use super::manifest::{Entry, NAME};

/// Folders are looked into down to this depth: the path of a document below would be longer than a
/// report's may be, and whoever nests thousands of folders holds up whoever looks.
const MAX_DEPTH: usize = 130;

/// Tells of each file below a folder that none of these entries lists, sorted by stem as entries are;
/// links are files. The manifest itself is left out, and what stands beside it under its name: a
/// signature, an unfinished one. A folder that lies too deep is told as one, with a slash. Of the files, one folder's names at each depth are held in memory.
pub fn unrecorded(
    folder: &Folder,
    entries: impl Iterator<Item = Entry>,
    mut tell: impl FnMut(&Path, &str) -> io::Result<()>,
) -> io::Result<()> {
    let mut entries = entries.peekable();
    let mut open = vec![Level::open(folder, PathBuf::new(), String::new())?];
    while let Some(level) = open.last_mut() {
        let Some(Named { key, name, is_folder }) = level.left.next() else {
            open.pop();
            continue;
        };
        let path = level.path.join(&name);
        let key = level.prefix.clone() + &key;
        if is_folder {
            if open.len() < MAX_DEPTH {
                open.push(Level::open(folder, path, key)?);
            } else {
                tell(&path, &key)?;
            }
            continue;
        }
        let file = level.prefix.clone() + &name.to_string_lossy();
        while entries.next_if(|entry| entry.stem() < &*key).is_some() {}
        let is_listed = |entry: &Entry| entry.documents.iter().any(|listed| listed.file == file);
        if !is_beside(&file) && !entries.peek().is_some_and(is_listed) {
            tell(&path, &file)?;
        }
    }
    entries.for_each(drop);
    Ok(())
}

/// Whether a file is the manifest or stands beside it under its name. Documents do not, and nothing
/// below a folder does, whatever they are called.
fn is_beside(file: &str) -> bool {
    file.starts_with(NAME) && !file.contains('/') && DocumentFormat::of(file).is_none()
}

/// A folder on the way, and what is left of it.
struct Level {
    path: PathBuf,
    /// What the names of its files begin with.
    prefix: String,
    left: vec::IntoIter<Named>,
}

impl Level {
    fn open(folder: &Folder, path: PathBuf, prefix: String) -> io::Result<Self> {
        let entries = folder.entries(&path)?.into_iter();
        let mut names: Vec<Named> =
            entries.map(|(name, is_folder)| Named::new(name, is_folder)).collect();
        names.sort_unstable();
        Ok(Self { path, prefix, left: names.into_iter() })
    }
}

/// Something in a folder, with what it is sorted by: all that lies below `a` comes after `a.pdf` and
/// `a.b.pdf`, as in a manifest.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    key: String,
    name: OsString,
    is_folder: bool,
}

impl Named {
    fn new(name: OsString, is_folder: bool) -> Self {
        let mut key = name.to_string_lossy().into_owned();
        if is_folder {
            key.push('/');
        } else if let Some(format) = DocumentFormat::of(&key) {
            key.truncate(key.len() - format.extension().len() - 1);
        }
        Self { key, name, is_folder }
    }
}
