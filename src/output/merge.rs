//! Shards' manifests made one.

use std::fs::File;
use std::io::{self, BufWriter};

use nacka_report::document::DocumentFormat;

use super::folder::{self, Folder};
use super::hold::{self, Refusal};
use super::known::{Known, MERGED, UNFINISHED};
use super::manifest::{self, Reader, Writer};
use super::shard::{Kind, ShardFile, divisions, shard_files};
use super::unrecorded::unrecorded;

/// What was merged.
#[derive(Debug)]
pub struct Merged {
    /// How many reports are on record.
    pub reports: usize,
    /// How many documents are.
    pub documents: usize,
    /// Documents in the folder that are on no record, in order.
    pub unrecorded: Vec<String>,
}

/// Why shards cannot be merged. No record was changed then.
#[derive(Debug)]
pub enum Unmergeable {
    /// The folder cannot be had.
    Refused(Refusal),
    /// No shard has left a manifest.
    NoShards,
    /// There are shards of several divisions: of so many each.
    Mixed(Vec<u32>),
    /// Of so many, these have never come to their end, the latter after they were begun.
    Missing { of: u32, never: Vec<u32>, broken_off: Vec<u32> },
    /// A shard's manifest is not as it was written.
    Damaged(String),
    /// What a merge that was killed had joined is not as it was written.
    DamagedMerge(&'static str),
}

impl<E: Into<Refusal>> From<E> for Unmergeable {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

/// Merges the manifests of all shards in a folder into the one that a single run would have written,
/// and removes them. Wherever that is cut short, doing it again completes it.
pub fn merge(folder: &Folder) -> Result<Merged, Unmergeable> {
    // What the merged manifest is to replace is a manifest, and no later version's.
    Reader::open(folder, manifest::NAME)?;
    let (file, is_new) = hold::exclusive(folder, UNFINISHED)?;
    let is_empty = file.metadata()?.len() == 0;
    let joined = if folder.has(MERGED)? {
        // A merge was killed after it had joined everything.
        hold::exclusive(folder, MERGED).map(|(held, _)| held).map_err(Unmergeable::from)
    } else {
        manifests(folder).and_then(|names| join(folder, names))
    };
    let merged = joined.and_then(|held| Ok((look_through(folder)?, held)));
    if let Err(why) = &merged
        && (is_new || (is_empty && matches!(why, Unmergeable::NoShards)))
    {
        folder.remove_file(UNFINISHED)?;
    }
    let (merged, _held) = merged?;
    folder.sync()?;
    for shard in shard_files(folder)? {
        folder.remove_file(shard.name())?;
    }
    // Whoever comes now is kept out by the hold on the merged manifest.
    folder.remove_file(UNFINISHED)?;
    folder.rename(MERGED, manifest::NAME)?;
    Ok(merged)
}

/// The names of all shards' manifests, if they are all there.
fn manifests(folder: &Folder) -> Result<Vec<String>, Unmergeable> {
    let files = shard_files(folder)?;
    let divisions = divisions(&files);
    let of = match divisions[..] {
        [] => return Err(Unmergeable::NoShards),
        [of] => of,
        _ => return Err(Unmergeable::Mixed(divisions)),
    };
    let (mut never, mut broken_off) = (Vec::new(), Vec::new());
    for number in 1..=of {
        let mut kinds = files.iter().filter(|file| file.shard.number() == number);
        match kinds.next_back().map(|last| last.kind) {
            Some(Kind::Manifest) => {}
            Some(Kind::Begun | Kind::Journal) => broken_off.push(number),
            None => never.push(number),
        }
    }
    if !never.is_empty() || !broken_off.is_empty() {
        return Err(Unmergeable::Missing { of, never, broken_off });
    }
    Ok(files.into_iter().map(ShardFile::name).collect())
}

/// Joins manifests into one beside them, which is there whole or not at all. Holds on to it.
fn join(folder: &Folder, names: Vec<String>) -> Result<File, Unmergeable> {
    let mut known = Known::open(folder, names, None)?;
    let mut held = None;
    let written = folder.replace(MERGED, |file| {
        let mut writer = Writer::begin(BufWriter::new(&mut *file))?;
        known.by_ref().try_for_each(|entry| writer.add(&entry))?;
        writer.end()?;
        if known.flaw().is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        file.sync_all()?;
        let file = file.try_clone()?.into_std();
        file.try_lock()?;
        held = Some(file);
        Ok(())
    });
    if let Some((name, _)) = known.flaw() {
        return Err(Unmergeable::Damaged(name.to_owned()));
    }
    written?;
    held.ok_or_else(|| Refusal::Busy.into())
}

/// Counts what the merged manifest lists, removes what killed runs had begun, and finds documents
/// that are on no record.
fn look_through(folder: &Folder) -> Result<Merged, Unmergeable> {
    let (mut reports, mut documents, mut found) = (0, 0, Vec::new());
    let mut known = Known::open(folder, vec![MERGED.to_owned()], None)?;
    let entries = known.by_ref().inspect(|entry| {
        reports += 1;
        documents += entry.documents.len();
    });
    unrecorded(folder, entries, |path, file| {
        let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
        if folder::is_unfinished(name, "") {
            return folder.remove(path);
        }
        if DocumentFormat::of(file).is_some() {
            found.push(file.to_owned());
        }
        Ok(())
    })?;
    if known.flaw().is_some() {
        return Err(Unmergeable::DamagedMerge(MERGED));
    }
    Ok(Merged { reports, documents, unrecorded: found })
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::path::Path;

    use super::super::digest::Digest;
    use super::super::manifest::{Document, Entry, Inputs, Settings};
    use super::super::names::document_file;
    use super::super::shard::{Shard, number as number_of};
    use super::*;

    /// An entry such as a run makes of a report without pictures.
    fn entry(report: String) -> Entry {
        let digest = Digest::of(report.as_bytes());
        let document = Document {
            file: document_file(&report, DocumentFormat::Pdf),
            sha256: digest,
            size: 60_312,
            pages: Some(2),
            warnings: 0,
            inputs: Inputs {
                report: digest,
                pictures: Vec::new(),
                settings: Settings {
                    letterhead: digest,
                    fonts: digest,
                    templates: digest,
                    options: "image-dpi=300 pdf-standard=a-2a,ua-1".to_owned(),
                    rendering: 1,
                    program: env!("CARGO_PKG_VERSION").to_owned(),
                },
            },
        };
        Entry { report: report.into(), from: "../reports".into(), documents: vec![document] }
    }

    /// Writes the manifests of shards for benches/cluster/million, which measures their merge.
    #[test]
    #[ignore = "writes what benches/cluster/million asks for"]
    fn simulate() {
        let variable = |name: &str| env::var(name).unwrap();
        let folder = variable("NACKA_REPORT_FOLDER");
        let reports: u32 = variable("NACKA_REPORT_REPORTS").parse().unwrap();
        let of: u32 = variable("NACKA_REPORT_SHARDS").parse().unwrap();
        let folder = Folder::open(Path::new(&folder)).unwrap();
        let shards: Vec<Shard> = (1..=of).map(|number| Shard::new(number, of).unwrap()).collect();
        let create = |shard: &Shard| folder.create_new(shard.file(Kind::Manifest)).unwrap();
        let writers = shards.iter().map(|shard| Writer::begin(BufWriter::new(create(shard))));
        let mut writers: Vec<_> = writers.map(Result::unwrap).collect();
        for number in 0..reports {
            let entry = entry(format!("{number:07}.yaml"));
            let index = number_of(entry.stem(), of) as usize - 1;
            writers[index].add(&entry).unwrap();
        }
        for writer in writers {
            writer.end().unwrap();
        }
    }
}
