//! A folder beside the package that is being made, for all that is unfinished. It goes when the run
//! ends, however it ends; only a process that is killed leaves it behind.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

/// How many names are tried; all of them are taken only if somebody means harm.
const TRIES: u32 = 1000;

/// The folder.
#[derive(Debug)]
pub struct Bench(PathBuf);

impl Bench {
    /// Makes the folder beside a path.
    pub fn new(target: &Path) -> io::Result<Self> {
        let above = target.parent().unwrap_or(Path::new(""));
        if !above.as_os_str().is_empty() {
            fs::create_dir_all(above)?;
        }
        // A process of the same number may have been killed here.
        for number in 0..TRIES {
            let name = format!(".nacka-report-{}-{number}.tmp", process::id());
            let folder = above.join(name);
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| Self(folder)),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where the package of a number is made.
    pub fn parcel(&self, number: usize) -> PathBuf {
        self.0.join(number.to_string())
    }

    /// An empty file to write into and to read again, in place of the one of this name.
    pub fn file(&self, name: &str) -> io::Result<File> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true).open(self.0.join(name))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // Nobody is left to be told.
        let _ = fs::remove_dir_all(&self.0);
    }
}
