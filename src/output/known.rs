//! What is known of the documents in a folder: its manifest, and what runs have put on record
//! beside it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::io;

use cap_std::fs::File;

use super::folder::Folder;
use super::manifest::{self, Entry, Reader, State, Unreadable};
use super::shard::{Kind, Shard, ShardFile, shard_files};

/// The name of the manifest while a plain run writes it. Shards hold it together; see
/// [`Journal`](super::Journal).
pub const UNFINISHED: &str = "nacka-report.manifest.json.part";

/// The name of the manifest that shards' manifests were merged into, until they are removed.
pub const MERGED: &str = "nacka-report.manifest.json.merged";

/// The entries of several manifests as one, sorted by stem.
#[derive(Debug)]
pub struct Known {
    /// What is read, the first of which gives way to those after it.
    sources: Vec<(String, Reader)>,
    /// The next entry of each, the first of all on top.
    heads: BinaryHeap<Head>,
    shard: Option<Shard>,
    /// What state the manifest was in when a broken-off run was taken up, if one was.
    pub taken_up: Option<State>,
    /// Whether that run was one of shards.
    pub were_shards: bool,
}

/// An entry, and which source it is from.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    entry: Entry,
    source: usize,
}

impl Ord for Head {
    /// The heap has the greatest on top: the first stem, from the last source.
    fn cmp(&self, other: &Self) -> Ordering {
        let stems = other.entry.stem().cmp(self.entry.stem());
        stems.then(self.source.cmp(&other.source))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Known {
    /// Opens manifests of these names, those that are there. Of one stem the last that has it
    /// counts; with a shard, only its stems do.
    pub fn open(
        folder: &Folder,
        names: Vec<String>,
        shard: Option<Shard>,
    ) -> Result<Self, Unreadable> {
        let mut known = Self::nothing(shard);
        for name in names {
            let opened = match Reader::open(folder, &name) {
                // Broken in whatever way: what can be read of a journal is sound.
                Err(Unreadable::Newer(_)) if is_journal(&name) => None,
                opened => opened?,
            };
            if let Some(reader) = opened {
                known.add(name, reader);
            }
        }
        Ok(known)
    }

    /// What an opened manifest says.
    pub fn of(manifest: File) -> Result<Self, Unreadable> {
        let mut known = Self::nothing(None);
        let reader = Reader::new(manifest, manifest::NAME)?;
        known.add(manifest::NAME.to_owned(), reader);
        Ok(known)
    }

    fn nothing(shard: Option<Shard>) -> Self {
        let (sources, heads) = (Vec::new(), BinaryHeap::new());
        Self { sources, heads, shard, taken_up: None, were_shards: false }
    }

    fn add(&mut self, name: String, reader: Reader) {
        self.sources.push((name, reader));
        self.fill(self.sources.len() - 1);
    }

    /// Takes the next entry of a source.
    fn fill(&mut self, source: usize) {
        let (reader, shard) = (&mut self.sources[source].1, self.shard);
        let mut entries =
            reader.filter(|entry| shard.is_none_or(|shard| shard.takes(entry.stem())));
        if let Some(entry) = entries.next() {
            self.heads.push(Head { entry, source });
        }
    }

    /// The name of a manifest that is not as it was written, as far as it has been read, or that was
    /// not when a broken-off run was taken up; and its state.
    pub fn flaw(&self) -> Option<(&str, State)> {
        let now = self.manifests().map(|(name, reader)| (name, reader.state()));
        let then = self.taken_up.map(|state| (manifest::NAME, state));
        now.chain(then).filter(|(_, state)| *state != State::Whole).max_by_key(|(_, state)| *state)
    }

    fn manifests(&self) -> impl Iterator<Item = (&str, &Reader)> {
        self.sources
            .iter()
            .map(|(name, reader)| (&**name, reader))
            .filter(|(name, _)| !is_journal(name))
    }

    /// Whether, at the start, there is something to say that is not in the manifest of this name.
    pub fn is_more_than(&self, name: &str) -> bool {
        self.heads.iter().any(|head| self.sources[head.source].0 != name)
    }

    /// Whether the run before was broken off, and is taken up.
    pub fn is_taken_up(&self) -> bool {
        let begun = |(name, reader): &(String, Reader)| is_journal(name) && !reader.is_empty();
        self.taken_up.is_some() || self.sources.iter().any(begun)
    }
}

impl Iterator for Known {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let Head { entry, source } = self.heads.pop()?;
        self.fill(source);
        while let Some(other) = self.heads.peek().filter(|head| head.entry.stem() == entry.stem()) {
            let source = other.source;
            self.heads.pop();
            self.fill(source);
        }
        Some(entry)
    }
}

/// Whether a run writes, or wrote, a file of this name entry by entry.
fn is_journal(name: &str) -> bool {
    name.strip_suffix(Kind::Journal.ending()).is_some()
}

/// What is known of the documents in a folder, or of those of a shard.
pub fn known(folder: &Folder, shard: Option<Shard>) -> Result<Known, Unreadable> {
    Known::open(folder, names(folder, shard)?, shard)
}

/// Everything that runs which came to their end have put on record.
pub fn recorded(folder: &Folder) -> Result<Known, Unreadable> {
    let names = names(folder, None)?.into_iter();
    let names =
        names.filter(|name| !is_journal(name) && name.strip_suffix(Kind::Begun.ending()).is_none());
    Known::open(folder, names.collect(), None)
}

/// The names of all files with something on record, the last of which counts most. With a shard,
/// those of other shards of the same run are left out: they have nothing to say of its documents.
pub fn names(folder: &Folder, shard: Option<Shard>) -> io::Result<Vec<String>> {
    let (own, others): (Vec<_>, Vec<_>) =
        shard_files(folder)?.into_iter().partition(|file| Some(file.shard) == shard);
    let others =
        others.into_iter().filter(|file| shard.is_none_or(|own| own.of() != file.shard.of()));
    let mut names = vec![manifest::NAME.to_owned(), UNFINISHED.to_owned()];
    names.extend(others.chain(own).map(ShardFile::name));
    names.push(MERGED.to_owned());
    Ok(names)
}

/// Whether manifests of shards are still to be merged.
pub fn is_unmerged(folder: &Folder) -> io::Result<bool> {
    Ok(!shard_files(folder)?.is_empty() || folder.has(MERGED)?)
}

/// Whether a run over a folder was broken off, or is still at work.
pub fn is_unfinished(folder: &Folder) -> io::Result<bool> {
    let is_journal = match folder.file(UNFINISHED) {
        Err(error) => error.kind() != io::ErrorKind::NotFound,
        // Where shards only hold it, it is empty.
        Ok(file) => file.metadata()?.len() > 0,
    };
    Ok(is_journal || shard_files(folder)?.iter().any(|file| file.kind != Kind::Manifest))
}
