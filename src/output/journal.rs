//! A run's hold on its output folder: nobody else writes there meanwhile, and whatever ends the
//! run, what it finished is known to the next one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use same_file::Handle;

use super::file;
use super::manifest::{self, Entry, Known, Writer};

/// The name of the manifest while a run writes it.
const UNFINISHED: &str = "nacka-report.manifest.json.part";

/// The manifest that a run is writing.
///
/// The one file is three things at once: locked for as long as the run lasts, it keeps other runs
/// out; holding an entry for each finished report, it is what a killed run leaves to the next;
/// renamed, it is the new manifest.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    writer: Writer<BufWriter<File>>,
}

/// Why a run cannot have the folder.
#[derive(Debug)]
pub enum Refusal {
    /// Another run is at work there.
    Busy,
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Journal {
    /// Takes hold of a folder, making it if need be, and tidies up after a run that was killed.
    /// Also returns what is known of the documents that are there.
    pub fn begin(folder: &Path) -> Result<(Self, Known), Refusal> {
        fs::create_dir_all(folder).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
            _ => error,
        })?;
        let file = lock(&folder.join(UNFINISHED))?;
        if file.metadata()?.len() > 0 {
            recover(folder)?;
            file.set_len(0)?;
        }
        let known = known(folder)?;
        let mut writer = Writer::begin(BufWriter::new(file))?;
        // From here on the file is not empty, which tells the next run of this one.
        writer.get_mut().flush()?;
        Ok((Self { folder: folder.to_path_buf(), writer }, known))
    }

    /// Records an entry; they come sorted by report.
    pub fn record(&mut self, entry: &Entry) -> io::Result<()> {
        self.writer.add(entry)?;
        // A killed process loses what it has not handed to the system.
        self.writer.get_mut().flush()
    }

    /// Makes the journal the folder's manifest.
    pub fn finish(self) -> io::Result<()> {
        let file = self.writer.end()?;
        file.get_ref().sync_all()?;
        fs::rename(self.folder.join(UNFINISHED), self.folder.join(manifest::NAME))
    }
}

/// What is known of the documents in a folder.
pub fn known(folder: &Path) -> io::Result<Known> {
    Known::open(&folder.join(manifest::NAME), &folder.join(UNFINISHED))
}

/// Opens and locks a file. The lock holds until the file is closed, at the latest when the
/// process ends in whatever way.
fn lock(path: &Path) -> Result<File, Refusal> {
    loop {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Busy),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Between opening and locking, the run before may have renamed the file.
        let opened = Handle::from_file(file.try_clone()?)?;
        if Handle::from_path(path).is_ok_and(|there| there == opened) {
            return Ok(file);
        }
    }
}

/// Folds what a killed run wrote into the manifest, and removes the files it had begun.
fn recover(folder: &Path) -> io::Result<()> {
    let path = folder.join(manifest::NAME);
    let mut writer = Writer::begin(BufWriter::new(file::begin(&path)?))?;
    for entry in known(folder)? {
        writer.add(&entry)?;
    }
    writer.end()?.into_inner()?.persist(&path)?;
    for entry in WalkBuilder::new(folder).standard_filters(false).build().flatten() {
        if file::is_unfinished(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
