//! A run's hold on its output folder: nobody else writes there meanwhile, and whatever ends the
//! run, what it finished is known to the next one.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::folder::Folder;
use super::hold::{self, Refusal};
use super::known::{Known, MERGED, UNFINISHED, names};
use super::leftovers::{take_up_all, take_up_shard};
use super::manifest::{self, Entry, State, Writer};
use super::shard::{Kind, Shard, shard_files};

/// The manifest that a run is writing.
///
/// The one file is three things at once: locked for as long as the run lasts, it keeps other runs
/// out; holding an entry for each finished report, it is what a killed run leaves to the next;
/// renamed, it is the new manifest.
///
/// Each shard has a journal of its own. All of them together hold the plain run's, which keeps that
/// out while any shard is at work, and shards while it is.
#[derive(Debug)]
pub struct Journal<'a> {
    folder: &'a Folder,
    shard: Option<Shard>,
    writer: Writer<BufWriter<File>>,
    /// What a shard holds together with others.
    _together: Option<File>,
}

impl<'a> Journal<'a> {
    /// Takes hold of a folder, or of a shard in it, and tidies up after a run that was killed. Also
    /// returns what is known of the documents that are there.
    pub fn begin(
        folder: &'a Folder,
        path: &Path,
        shard: Option<Shard>,
    ) -> Result<(Self, Known), Refusal> {
        let together = shard.map(|_| hold::shared(folder, UNFINISHED)).transpose()?;
        let (file, taken_up, were_shards) = match shard {
            None => lock_folder(folder, path)?,
            Some(shard) => {
                let (file, taken_up) = lock_shard(folder, path, shard)?;
                (file, taken_up, false)
            }
        };
        let mut known = what_is_known(folder, shard).inspect_err(|_| {
            // Nothing was done that the next run should know of.
            let _ = folder.remove_file(journal(shard));
        })?;
        known.taken_up = taken_up;
        known.were_shards = were_shards;
        let mut writer = Writer::begin(BufWriter::new(file))?;
        writer.get_mut().flush()?;
        Ok((Self { folder, shard, writer, _together: together }, known))
    }

    /// Records an entry; they come sorted by stem.
    pub fn record(&mut self, entry: &Entry) -> std::io::Result<()> {
        self.writer.add(entry)?;
        // A killed process loses what it has not handed to the system.
        self.writer.get_mut().flush()
    }

    /// Makes the journal the folder's manifest, or the shard's. Fails if another run has taken the
    /// journal for a killed one's: where locks do not hold, at least nobody's record is lost.
    pub fn finish(self) -> Result<(), Refusal> {
        let file = self.writer.end()?;
        file.get_ref().sync_all()?;
        let journal = journal(self.shard);
        if !hold::is_there(self.folder, &journal, file.get_ref())? {
            return Err(Refusal::Busy);
        }
        match self.shard {
            None => self.folder.rename(&journal, manifest::NAME)?,
            Some(shard) => {
                self.folder.rename(&journal, &shard.file(Kind::Manifest))?;
                self.folder.remove_file(shard.file(Kind::Begun))?;
            }
        }
        Ok(())
    }
}

/// The name of a run's journal.
fn journal(shard: Option<Shard>) -> String {
    shard.map_or_else(|| UNFINISHED.to_owned(), |shard| shard.file(Kind::Journal))
}

/// What is known at the start of a run that has the lock.
fn what_is_known(folder: &Folder, shard: Option<Shard>) -> Result<Known, Refusal> {
    let journal = journal(shard);
    let names = names(folder, shard)?.into_iter().filter(|name| *name != journal).collect();
    Ok(Known::open(folder, names, shard)?)
}

/// Creates the unfinished manifest and locks it. The lock holds until the file is closed, at the
/// latest when the process ends in whatever way.
///
/// A file that is there already is never written to, as it may be linked from elsewhere. Once it
/// can be locked, its run is over: what it holds goes into the manifest, and it is removed. Also
/// returns what state the manifest was in then, and whether there were shards.
fn lock_folder(folder: &Folder, path: &Path) -> Result<(File, Option<State>, bool), Refusal> {
    let (mut taken_up, mut were_shards) = (None, false);
    loop {
        let (file, is_new) = hold::exclusive(folder, UNFINISHED)?;
        if hold::is_held(folder, MERGED)? {
            return Err(Refusal::Busy);
        }
        let has_shards = !shard_files(folder)?.is_empty() || folder.has(MERGED)?;
        were_shards |= has_shards;
        if !is_new || has_shards {
            let was_begun = file.metadata()?.len() > 0;
            let state = take_up_all(folder, path)?;
            if was_begun || has_shards {
                taken_up = Some(state);
            }
        }
        if is_new {
            return Ok((file, taken_up, were_shards));
        }
        folder.remove_file(UNFINISHED)?;
    }
}

/// Creates a shard's journal and locks it, as [`lock_folder`] does with the manifest.
fn lock_shard(
    folder: &Folder,
    path: &Path,
    shard: Shard,
) -> Result<(File, Option<State>), Refusal> {
    if folder.has(MERGED)? {
        return Err(if hold::is_held(folder, MERGED)? {
            Refusal::Busy
        } else {
            Refusal::HalfMerged
        });
    }
    let journal = shard.file(Kind::Journal);
    let mut taken_up = None;
    loop {
        let (file, is_new) = hold::exclusive(folder, &journal)?;
        if is_new {
            // Two runs that look for each other at the same moment may both give way.
            for other in shard_files(folder)? {
                let is_other = other.shard.of() != shard.of() && other.kind == Kind::Journal;
                if is_other && hold::is_held(folder, &other.name())? {
                    folder.remove_file(&journal)?;
                    return Err(Refusal::Busy);
                }
            }
            return Ok((file, taken_up));
        }
        taken_up = Some(take_up_shard(folder, path, shard)?);
        folder.remove_file(&journal)?;
    }
}
