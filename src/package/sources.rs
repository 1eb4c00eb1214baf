//! The reports that documents were made from, looked up where they are said to be.

use std::io;
use std::path::{Path, PathBuf};

use nacka_report::input::Folder;
use nacka_report::read::most;

use super::flaw::Flaw;
use super::path::folder;
use crate::output::Digest;
use crate::output::manifest::PictureInput;

/// Folders as they were rendered, and reports.
#[derive(Debug, Default)]
pub struct Sources(Vec<Place>);

#[derive(Debug)]
struct Place {
    folder: Folder,
    /// The only file that is looked up there, if a file was named.
    only: Option<String>,
}

/// A report that was found.
pub struct Report {
    pub bytes: Vec<u8>,
    /// Where its pictures lie.
    folder: Folder,
}

impl Sources {
    /// Opens what a person has named.
    pub fn open(paths: &[PathBuf]) -> Result<Self, (PathBuf, io::Error)> {
        let open = |path: &PathBuf| {
            if path.is_dir() {
                return Ok(Place { folder: Folder::open(path)?, only: None });
            }
            let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
            let folder = Folder::open(path.parent().unwrap_or(Path::new("")))?;
            folder.file(name)?;
            Ok(Place { folder, only: Some(name.to_string_lossy().into_owned()) })
        };
        let about = |path: &PathBuf, error: io::Error| (path.clone(), error);
        let places = paths.iter().map(|path| open(path).map_err(|error| about(path, error)));
        places.collect::<Result<_, _>>().map(Self)
    }

    /// Whether none was named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds the report of this name and digest.
    pub fn report(&self, name: &str, sha256: Digest) -> Result<Report, Flaw> {
        let mut flaw = Flaw::SourceMissing;
        for place in &self.0 {
            let own = name.rsplit('/').next().unwrap_or(name);
            let path = match &place.only {
                Some(only) if only == own => only,
                Some(_) => continue,
                None => name,
            };
            let Ok(bytes) = place.folder.read(path, most(Path::new(path))) else { continue };
            if Digest::of(&bytes) != sha256 {
                flaw = Flaw::SourceChanged;
                continue;
            }
            let beside = match folder(path) {
                "" => place.folder.folder("."),
                below => place.folder.folder(below),
            };
            if let Ok(folder) = beside {
                return Ok(Report { bytes, folder });
            }
        }
        Err(flaw)
    }
}

impl Report {
    /// Finds one of its pictures.
    pub fn picture(&self, picture: &PictureInput) -> Result<Vec<u8>, Flaw> {
        let limit = usize::try_from(picture.size).unwrap_or(usize::MAX);
        let bytes = self.folder.read(&picture.file, limit).map_err(|_| Flaw::SourceMissing)?;
        if Digest::of(&bytes) == picture.sha256 { Ok(bytes) } else { Err(Flaw::SourceChanged) }
    }
}
