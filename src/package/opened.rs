//! A package that is read: a folder, a tar or a zip file, file by file.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use nacka_report::input;
use zip::ZipArchive;

use super::container::Kind;
use crate::output::Folder;

/// Deepest folder that is looked into: those below would be longer than any system's paths.
const MAX_DEPTH: usize = 130;

/// A package.
#[derive(Debug)]
pub enum Opened {
    Folder(Folder),
    Tar(PathBuf),
    Zip(PathBuf),
}

impl Opened {
    /// Opens a package.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Folder::open(path).map(Self::Folder);
        }
        match Kind::of(path) {
            Kind::Zip => Ok(Self::Zip(path.to_owned())),
            _ => Ok(Self::Tar(path.to_owned())),
        }
    }

    /// Gives every file with its path in the archive or folder; `None` for what is no ordinary file.
    pub fn each(
        &self,
        mut give: impl FnMut(&str, Option<&mut dyn Read>) -> io::Result<()>,
    ) -> io::Result<()> {
        match self {
            Self::Folder(folder) => walk(folder, Path::new(""), 0, &mut give),
            Self::Tar(path) => {
                let file = File::open(path)?;
                let mut archive = tar::Archive::new(BufReader::new(file));
                for entry in archive.entries()? {
                    let mut entry = entry?;
                    let kind = entry.header().entry_type();
                    let name = name(&entry.path_bytes());
                    if kind.is_dir() {
                        continue;
                    }
                    let is_file = kind.is_file() || kind.is_gnu_sparse();
                    give(&name, is_file.then_some(&mut entry as &mut dyn Read))?;
                }
                Ok(())
            }
            Self::Zip(path) => {
                let mut archive = zip(path)?;
                for index in 0..archive.len() {
                    let mut entry = archive.by_index(index)?;
                    let name = name(entry.name_raw());
                    if entry.is_dir() {
                        continue;
                    }
                    let is_file = entry.is_file();
                    give(&name, is_file.then_some(&mut entry as &mut dyn Read))?;
                }
                Ok(())
            }
        }
    }

    /// Gives one file to be read.
    pub fn with<T>(
        &self,
        wanted: &str,
        read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> io::Result<T> {
        let missing = || io::Error::from(io::ErrorKind::NotFound);
        match self {
            Self::Folder(folder) => read(&mut folder.file(wanted)?),
            Self::Zip(path) => read(&mut zip(path)?.by_name(wanted)?),
            Self::Tar(path) => {
                let mut archive = tar::Archive::new(File::open(path)?);
                for entry in archive.entries_with_seek()? {
                    let mut entry = entry?;
                    if name(&entry.path_bytes()) == wanted {
                        return read(&mut entry);
                    }
                }
                Err(missing())
            }
        }
    }
}

fn zip(path: &Path) -> io::Result<ZipArchive<BufReader<File>>> {
    Ok(ZipArchive::new(BufReader::new(File::open(path)?))?)
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Gives the files of a folder, links among them as what is no ordinary file.
fn walk(
    folder: &Folder,
    path: &Path,
    depth: usize,
    give: &mut impl FnMut(&str, Option<&mut dyn Read>) -> io::Result<()>,
) -> io::Result<()> {
    let mut entries = folder.entries(path)?;
    entries.sort_unstable();
    for (name, is_folder) in entries {
        let below = path.join(name);
        let name = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        if is_folder && depth < MAX_DEPTH {
            walk(folder, &below, depth + 1, give)?;
            continue;
        }
        match folder.file(&below) {
            Ok(mut file) => give(&name, Some(&mut file))?,
            Err(error) if input::is_escape(&error) => give(&name, None)?,
            Err(_) => give(&name, None)?,
        }
    }
    Ok(())
}
