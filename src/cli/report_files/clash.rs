//! Reports of one run whose documents would have the same name.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use nacka_report::document::DocumentFormat;

use super::{Listed, ReportFile, ReportFiles};
use crate::output::fold;

/// Why a report cannot be rendered in one run with another.
#[derive(Debug)]
pub struct Clash {
    /// The file that both would become, or that one becomes and the other needs as a folder.
    pub output: String,
    /// The other report.
    pub other: PathBuf,
}

impl ReportFiles {
    /// The reports that would become the same file as another, each with that other: one that
    /// becomes the same documents, or that needs a folder where one of the documents goes.
    /// `together` tells whether documents from all roots go to one folder.
    pub fn clashes(
        &self,
        together: bool,
        formats: &[DocumentFormat],
    ) -> HashMap<ReportFile<'_>, Clash> {
        let root = |listed: Listed| if together { 0 } else { listed.root };
        let goes_to = |index: u32| {
            let listed = self.reports[index as usize];
            (root(listed), listed.stem(&self.names))
        };
        let mut order: Vec<u32> = (0..self.reports.len() as u32).collect();
        order.sort_unstable_by(|one, other| {
            goes_to(*one).cmp(&goes_to(*other)).then(one.cmp(other))
        });
        let mut clashes = HashMap::new();
        let mut clash = |one: u32, other: u32, stem: &str, ending: &str| {
            let [one, other] = [one, other].map(|i| self.report(self.reports[i as usize]));
            for (one, other) in [(one, other), (other, one)] {
                let output = format!("{stem}.{ending}");
                clashes.entry(one).or_insert_with(|| Clash { output, other: other.path() });
            }
        };
        let endings: Vec<&str> = formats.iter().map(|format| format.extension()).collect();
        for pair in order.windows(2).filter(|pair| goes_to(pair[0]) == goes_to(pair[1])) {
            let ending = endings.first().copied().unwrap_or_default();
            clash(pair[0], pair[1], goes_to(pair[0]).1, ending);
        }
        for index in 0..self.reports.len() as u32 {
            let (root, stem) = goes_to(index);
            for (folder, ending) in folders_like_documents(stem, &endings) {
                let folder = (root, folder);
                let from = order.partition_point(|other| goes_to(*other) < folder);
                if let Some(other) = order.get(from).filter(|other| goes_to(**other) == folder) {
                    clash(*other, index, folder.1, ending);
                }
            }
        }
        clashes
    }

    /// Pairs of reports whose documents' names differ only in letter case or Unicode normal form:
    /// on some systems they are one file.
    pub fn alike(&self, together: bool) -> Vec<(PathBuf, PathBuf)> {
        let mut folded: Vec<(u64, u32)> = (0_u32..)
            .zip(&self.reports)
            .map(|(index, listed)| {
                let mut hasher = DefaultHasher::new();
                if !together {
                    listed.root.hash(&mut hasher);
                }
                let stem = listed.stem(&self.names);
                if stem.is_ascii() {
                    stem.bytes().for_each(|byte| hasher.write_u8(byte.to_ascii_lowercase()));
                } else {
                    let mut folded = String::new();
                    folded.extend(fold(stem));
                    hasher.write(folded.as_bytes());
                }
                (hasher.finish(), index)
            })
            .collect();
        folded.sort_unstable();
        let pairs = folded.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let pairs = pairs.map(|pair| [pair[0], pair[1]].map(|(_, i)| self.reports[i as usize]));
        pairs
            .filter(|[one, other]| {
                let (one, other) = (one.stem(&self.names), other.stem(&self.names));
                one != other && fold(one).eq(fold(other))
            })
            .map(|[one, other]| (self.report(one).path(), self.report(other).path()))
            .collect()
    }
}

/// The folders on the way to a file that end as documents do: each without its ending, and that.
fn folders_like_documents<'a>(
    name: &'a str,
    endings: &'a [&str],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
    folders.flat_map(|folder| {
        endings
            .iter()
            .filter_map(|ending| Some((folder.strip_suffix(*ending)?.strip_suffix('.')?, *ending)))
    })
}
