//! Shards: which part of a great many reports one run takes, and what its files are called.

use std::fmt;
use std::io;
use std::path::Path;

use nacka_report::document::DocumentFormat;

use super::digest::Digest;
use super::folder::Folder;
use super::manifest;
use super::names::fold;

/// Most shards. Slurm's arrays have no more unless it is set up otherwise, and whoever reads all
/// their manifests at once has as many files open, of the 1,024 that systems commonly allow.
pub const MAX_SHARDS: u32 = 1000;

/// One of so many parts of all reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    of: u32,
    number: u32,
}

impl Shard {
    /// The shard of a number that counts from 1; `None` if there is no such shard.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        ((1..=of).contains(&number) && of <= MAX_SHARDS).then_some(Self { of, number })
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many shards there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Whether the report of this stem is one of the shard's. That depends on nothing but the stem,
    /// and reports that could be in each other's way are all in one shard: names that differ only in
    /// case or normal form are one file on some systems, and `a.pdf/b.yaml` needs a folder where
    /// `a.yaml` puts its document.
    pub fn takes(self, stem: &str) -> bool {
        number(stem, self.of) == u64::from(self.number)
    }

    /// What stands in the names of its unfinished files.
    pub fn mark(self) -> String {
        format!("{}-of-{}-", self.number, self.of)
    }

    /// The name of one of its files beside the documents.
    pub fn file(self, kind: Kind) -> String {
        format!("{}.shard-{}-of-{}{}", manifest::NAME, self.number, self.of, kind.ending())
    }

    /// The shard's file that has a name.
    fn of_file(name: &str) -> Option<ShardFile> {
        let rest = name.strip_prefix(manifest::NAME)?.strip_prefix(".shard-")?;
        let (number, rest) = rest.split_once("-of-")?;
        let of = rest.split_once('.').map_or(rest, |(of, _)| of);
        let shard = Self::new(number.parse().ok()?, of.parse().ok()?)?;
        let kinds = [Kind::Manifest, Kind::Begun, Kind::Journal].into_iter();
        let mut kinds = kinds.filter(|kind| shard.file(*kind) == name);
        kinds.next().map(|kind| ShardFile { shard, kind })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

/// What a file holds of a shard's record. Each may say more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// All of it, as of the last run that came to its end.
    Manifest,
    /// What runs that did not come to their end have finished.
    Begun,
    /// What a run is writing, or was when it was killed.
    Journal,
}

impl Kind {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Manifest => "",
            Self::Begun => ".begun",
            Self::Journal => ".part",
        }
    }
}

/// A file beside the documents that belongs to a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShardFile {
    pub shard: Shard,
    pub kind: Kind,
}

impl ShardFile {
    /// The file's name.
    pub fn name(self) -> String {
        self.shard.file(self.kind)
    }
}

/// The files of shards in a folder, in order.
pub fn shard_files(folder: &Folder) -> io::Result<Vec<ShardFile>> {
    let names = folder.entries(Path::new(""))?;
    let mut files: Vec<ShardFile> =
        names.iter().filter_map(|(name, _)| Shard::of_file(name.to_str()?)).collect();
    files.sort_unstable();
    Ok(files)
}

/// How many parts the shards whose files are in a folder are of: one number, unless they are mixed.
pub fn divisions(files: &[ShardFile]) -> Vec<u32> {
    let mut divisions: Vec<u32> = files.iter().map(|file| file.shard.of).collect();
    divisions.dedup();
    divisions
}

/// The number of the shard, of so many, that the report of a stem is in.
pub(super) fn number(stem: &str, of: u32) -> u64 {
    let mut folded: String = fold(stem).collect();
    if let Some(end) = document_like_folder(&folded) {
        folded.truncate(end);
    }
    Digest::of(folded.as_bytes()).number() % u64::from(of) + 1
}

/// Where the ending of the first folder stands that has a document's, in a folded path.
fn document_like_folder(path: &str) -> Option<usize> {
    path.match_indices('/').find_map(|(at, _)| {
        let ends = |format: DocumentFormat| {
            path[..at].strip_suffix(format.extension())?.strip_suffix('.').map(str::len)
        };
        DocumentFormat::ALL.into_iter().find_map(ends)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_be_in_each_others_way_meet_in_one_shard() {
        for of in [2, 7, 16, 1000] {
            for (one, other) in [
                ("2014/Utrecht", "2014/utrecht"),
                ("R\u{e4}ksm\u{f6}rg\u{e5}s", "ra\u{308}ksmo\u{308}rga\u{30a}s"),
                ("ÅRSBOK", "a\u{30a}rsbok"),
                ("a", "a.pdf/b"),
                ("a", "A.PDF/b/c"),
                ("in/a", "in/a.docx/b.html/c"),
                ("in/a.docx/b", "in/a.docx/b.html/c"),
            ] {
                assert_eq!(number(one, of), number(other, of), "{one} and {other} of {of}");
            }
        }
    }

    #[test]
    fn shards_are_the_same_on_every_machine_and_in_every_version() {
        // Changed, these numbers would leave reports out of a run whose machines differ.
        let stems = ["2014/utrecht", "räksmörgås", "a", "000123"];
        assert_eq!(stems.map(|stem| number(stem, 16)), [2, 10, 11, 7]);
    }

    #[test]
    fn shards_differ_by_less_than_five_percent() {
        for names in ["2014/%", "rapport-%", "Förskolan %/årsrapport"] {
            let mut sizes = [0_i32; 16];
            for report in 0..100_000 {
                let stem = names.replace('%', &report.to_string());
                sizes[number(&stem, 16) as usize - 1] += 1;
            }
            assert!(sizes.iter().all(|size| (size - 6250).abs() * 20 < 6250), "{sizes:?}");
        }
    }

    #[test]
    fn a_file_belongs_to_a_shard_only_by_its_very_name() {
        let shard = Shard::new(3, 16).unwrap();
        for kind in [Kind::Manifest, Kind::Begun, Kind::Journal] {
            assert_eq!(Shard::of_file(&shard.file(kind)), Some(ShardFile { shard, kind }));
        }
        for ending in ["", ".part", ".shard-03-of-16", ".shard-17-of-16", ".shard-0-of-16"] {
            assert_eq!(Shard::of_file(&format!("{}{ending}", manifest::NAME)), None, "{ending}");
        }
        for ending in [".minisig", ".part.minisig", "-of-3", "/x"] {
            assert_eq!(Shard::of_file(&(shard.file(Kind::Manifest) + ending)), None, "{ending}");
        }
        assert_eq!([Shard::new(1, 1001), Shard::new(0, 3), Shard::new(1, 0)], [None; 3]);
    }
}
