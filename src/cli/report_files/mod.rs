//! Which reports a command works on, in one fixed order.

pub mod clash;
mod find;

use std::path::{Path, PathBuf};

use nacka_report::diagnostic::Diagnostic;
use nacka_report::input::{Folder, Place};
use nacka_report::load::Source;

use super::wording::CommandError;
use crate::output::{self, Shard};

/// The reports of one run, sorted by their names without endings, as manifests are. There may be a
/// great many, so little is kept of each.
#[derive(Debug, Default)]
pub struct ReportFiles {
    roots: Vec<Root>,
    /// All names, one after the other.
    names: String,
    reports: Vec<Listed>,
    /// What the run takes of all reports, if not all.
    shard: Option<Shard>,
    /// Whether a report was found, in whatever shard.
    any: bool,
    /// Reports whose names cannot be written down, each as its diagnostic.
    pub misnamed: Vec<(Source, Diagnostic)>,
    /// Why some folder could not be looked into; reports may be missing because of it.
    pub unreadable: Vec<CommandError>,
}

/// A folder that reports were found from.
#[derive(Debug)]
pub struct Root {
    /// As the user calls it.
    pub path: PathBuf,
    /// Without links.
    pub real: PathBuf,
    /// The way to it from the folder that is mirrored, each part with a `/` behind it: empty for one
    /// that is mirrored itself. Its reports' names begin with it.
    pub below: String,
    /// Open, if it was looked through. Reports found there are read beneath it, whatever links
    /// have been put in their places since.
    folder: Option<Folder>,
}

impl Root {
    /// Whether all that is below it was looked through.
    pub fn is_whole(&self) -> bool {
        self.folder.is_some()
    }
}

/// Where a report's name stands among the names, and its root's index.
#[derive(Debug, Clone, Copy)]
struct Listed {
    start: u32,
    length: u32,
    root: u32,
    is_scanned: bool,
    is_link: bool,
}

impl Listed {
    fn name(self, names: &str) -> &str {
        &names[self.start as usize..][..self.length as usize]
    }

    fn stem(self, names: &str) -> &str {
        output::stem(self.name(names))
    }
}

/// One report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportFile<'a> {
    /// Where the report lies below the folder that is mirrored, with `/` between the parts.
    pub name: &'a str,
    /// How much of that is the way to the root.
    below: usize,
    /// The folder that it was found from.
    pub root: &'a Path,
    /// That folder's place among the roots.
    pub root_index: usize,
    /// Whether it was found in a folder rather than named.
    pub is_scanned: bool,
    /// Whether it is a link to the report.
    pub is_link: bool,
}

impl<'a> ReportFile<'a> {
    /// The folder that it lies in below its root.
    fn folder(&self) -> &'a Path {
        Path::new(self.name_below()).parent().unwrap_or(Path::new(""))
    }

    /// Where it lies below its root.
    pub fn name_below(&self) -> &'a str {
        &self.name[self.below..]
    }

    /// Its name in that folder.
    pub fn file_name(&self) -> &'a str {
        self.name.rsplit('/').next().unwrap_or(self.name)
    }

    /// Where the report lies, as the user would call it.
    pub fn path(&self) -> PathBuf {
        self.root.join(self.name_below())
    }
}

impl ReportFiles {
    /// The reports, in order.
    pub fn iter(&self) -> impl Iterator<Item = ReportFile<'_>> {
        self.reports.iter().map(|listed| self.report(*listed))
    }

    fn report(&self, listed: Listed) -> ReportFile<'_> {
        let root_index = listed.root as usize;
        ReportFile {
            name: listed.name(&self.names),
            below: self.roots[root_index].below.len(),
            root: &self.roots[root_index].path,
            root_index,
            is_scanned: listed.is_scanned,
            is_link: listed.is_link,
        }
    }

    /// Where a report lies.
    pub fn place<'a>(&'a self, file: &ReportFile<'a>) -> Place<'a> {
        let Root { path, folder, .. } = &self.roots[file.root_index];
        match folder {
            Some(folder) if file.is_scanned => Place::beneath(folder, file.folder()),
            _ => Place::from(&**path),
        }
    }

    /// The folders that reports were found from.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether there is no report at all: an empty shard of a folder that is not empty is not.
    pub fn is_empty(&self) -> bool {
        !self.any
    }
}
