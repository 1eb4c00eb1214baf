//! A run's hold on its output folder: nobody else writes there meanwhile, and whatever ends the
//! run, what it finished is known to the next one.

use std::fs::{File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use ignore::WalkBuilder;
use same_file::Handle;

use super::folder::{Folder, is_unfinished};
use super::manifest::{self, Entry, Known, Reader, State, Unreadable, Writer};

/// The name of the manifest while a run writes it.
const UNFINISHED: &str = "nacka-report.manifest.json.part";

/// The manifest that a run is writing.
///
/// The one file is three things at once: locked for as long as the run lasts, it keeps other runs
/// out; holding an entry for each finished report, it is what a killed run leaves to the next;
/// renamed, it is the new manifest.
#[derive(Debug)]
pub struct Journal<'a> {
    folder: &'a Folder,
    writer: Writer<BufWriter<File>>,
}

/// Why a run cannot have the folder.
#[derive(Debug)]
pub enum Refusal {
    /// Another run is at work there.
    Busy,
    /// Its manifest is a later version's.
    NewerManifest,
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Unreadable> for Refusal {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Newer => Self::NewerManifest,
            Unreadable::Io(error) => Self::Io(error),
        }
    }
}

impl<'a> Journal<'a> {
    /// Takes hold of a folder, and tidies up after a run that was killed. Also returns what is
    /// known of the documents that are there.
    pub fn begin(folder: &'a Folder, path: &Path) -> Result<(Self, Known), Refusal> {
        let (file, taken_up) = lock(folder, path)?;
        let known = known(folder).inspect_err(|_| {
            // Nothing was done that the next run should know of.
            let _ = folder.remove(UNFINISHED);
        })?;
        let known = Known { unfinished: None, taken_up, ..known };
        let mut writer = Writer::begin(BufWriter::new(file))?;
        writer.get_mut().flush()?;
        Ok((Self { folder, writer }, known))
    }

    /// Records an entry; they come sorted by stem.
    pub fn record(&mut self, entry: &Entry) -> io::Result<()> {
        self.writer.add(entry)?;
        // A killed process loses what it has not handed to the system.
        self.writer.get_mut().flush()
    }

    /// Makes the journal the folder's manifest.
    pub fn finish(self) -> io::Result<()> {
        let file = self.writer.end()?;
        file.get_ref().sync_all()?;
        self.folder.rename(UNFINISHED, manifest::NAME)
    }
}

/// Whether a run over a folder was broken off, or is still at work.
pub fn is_unfinished_manifest(folder: &Folder) -> bool {
    !folder.file(UNFINISHED).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// What is known of the documents in a folder.
pub fn known(folder: &Folder) -> Result<Known, Unreadable> {
    let manifest = Reader::open(folder, manifest::NAME)?;
    // An unfinished one may be broken in every way; what can be read of it is sound.
    let unfinished = match Reader::open(folder, UNFINISHED) {
        Err(Unreadable::Newer) => None,
        opened => opened?,
    };
    Ok(Known { manifest, unfinished, taken_up: None })
}

/// Creates the unfinished manifest and locks it. The lock holds until the file is closed, at the
/// latest when the process ends in whatever way.
///
/// A file that is there already is never written to, as it may be linked from elsewhere. Once it
/// can be locked, its run is over: what it holds goes into the manifest, and it is removed. Also
/// returns what state the manifest was in then.
fn lock(folder: &Folder, path: &Path) -> Result<(File, Option<State>), Refusal> {
    let mut taken_up = None;
    loop {
        let (file, is_new) = match folder.create_new(UNFINISHED) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                match folder.file(UNFINISHED) {
                    // Its run has just ended.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    opened => (opened?.into_std(), false),
                }
            }
            created => (created?.into_std(), true),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Busy),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // Between opening and locking, the run before may have renamed or removed the file.
        let opened = Handle::from_file(file.try_clone()?)?;
        let there = folder.file(UNFINISHED).map(cap_std::fs::File::into_std);
        let is_there = there.and_then(Handle::from_file).is_ok_and(|there| there == opened);
        match (is_there, is_new) {
            (true, true) => return Ok((file, taken_up)),
            (true, false) => {
                taken_up = Some(recover(folder, path)?);
                folder.remove(UNFINISHED)?;
            }
            (false, _) => {}
        }
    }
}

/// Folds what a killed run wrote into the manifest, and removes the files it had begun. Returns
/// what state the manifest was in.
fn recover(folder: &Folder, path: &Path) -> Result<State, Refusal> {
    let mut known = known(folder)?;
    if known.unfinished.as_ref().is_some_and(Reader::has_entries) {
        folder.replace(manifest::NAME, |file| {
            let mut writer = Writer::begin(BufWriter::new(file))?;
            known.by_ref().try_for_each(|entry| writer.add(&entry))?;
            writer.end()?;
            Ok(())
        })?;
    }
    for entry in WalkBuilder::new(path).standard_filters(false).build().flatten() {
        let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
        if is_file
            && is_unfinished(&entry.file_name().to_string_lossy())
            && let Ok(name) = entry.path().strip_prefix(path)
        {
            folder.remove(name)?;
        }
    }
    Ok(known.state())
}
