//! Which reports a command works on, in one fixed order.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use ignore::WalkBuilder;
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::load;

use super::args::Selection;
use super::wording::CommandError;
use crate::output;

/// The reports of one run, sorted by name. There may be a great many, so little is kept of each.
#[derive(Debug, Default)]
pub struct Sources {
    roots: Vec<PathBuf>,
    /// All names, one after the other.
    names: String,
    reports: Vec<Place>,
    /// Reports whose names cannot be written down, each as its diagnostic.
    pub misnamed: Vec<(load::Source, Diagnostic)>,
    /// Why some folder could not be looked into; reports may be missing because of it.
    pub unreadable: Vec<CommandError>,
    /// Whether a folder was among the paths.
    pub has_folder: bool,
}

/// Where a report's name stands among the names, and its root's index.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    length: u32,
    root: u32,
}

impl Place {
    fn name(self, names: &str) -> &str {
        &names[self.start as usize..][..self.length as usize]
    }
}

/// One report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source<'a> {
    /// Where the report lies below its root, with `/` between the parts.
    pub name: &'a str,
    /// The folder that it was found from.
    pub root: &'a Path,
}

impl Source<'_> {
    /// Where the report lies, as the user would call it.
    pub fn path(&self) -> PathBuf {
        self.root.join(self.name)
    }
}

impl Sources {
    /// Finds the reports among files and folders.
    pub fn find(selection: &Selection) -> Result<Self, CommandError> {
        let mut found = Self::default();
        let mut roots = HashMap::new();
        for path in &selection.paths {
            let metadata = fs::metadata(path).map_err(|error| CommandError::about(path, &error))?;
            let root = match path.parent() {
                _ if metadata.is_dir() => path,
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new(""),
            };
            // Two spellings of one folder are one root, so that no report is taken twice.
            let real = fs::canonicalize(if root == Path::new("") { Path::new(".") } else { root });
            let index = *roots.entry(real.unwrap_or_else(|_| root.into())).or_insert_with(|| {
                found.roots.push(root.to_path_buf());
                found.roots.len() as u32 - 1
            });
            if metadata.is_dir() {
                found.has_folder = true;
                found.walk(path, index, selection.no_ignore);
            } else {
                found.add(root, index, path);
            }
        }
        let names = &found.names;
        let key = |place: &Place| (place.name(names), place.root);
        found.reports.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        found.reports.dedup_by(|one, other| key(one) == key(other));
        found.misnamed.sort_unstable_by(|(one, _), (other, _)| one.name().cmp(other.name()));
        Ok(found)
    }

    /// Takes every report below a folder. A link to a file counts as the file, and one that leads
    /// nowhere as a report that cannot be read; a link to a folder is left alone, so that no loop
    /// is walked. Pipes and devices might never end.
    fn walk(&mut self, folder: &Path, root: u32, no_ignore: bool) {
        for entry in WalkBuilder::new(folder).standard_filters(!no_ignore).build() {
            match entry {
                Ok(entry) if is_report(entry.path()) => {
                    if fs::metadata(entry.path()).is_ok_and(|metadata| !metadata.is_file()) {
                        continue;
                    }
                    self.add(folder, root, entry.path());
                }
                Ok(_) => {}
                Err(error) => self.unreadable.push(CommandError::on_walk(&error)),
            }
        }
    }

    fn add(&mut self, folder: &Path, root: u32, path: &Path) {
        if let Some(name) = path.strip_prefix(folder).unwrap_or(path).to_str() {
            let name = name.replace(MAIN_SEPARATOR_STR, "/");
            let start = self.names.len() as u32;
            self.reports.push(Place { start, length: name.len() as u32, root });
            self.names.push_str(&name);
        } else {
            let why = "its name is not valid UTF-8";
            let reason = &io::Error::new(io::ErrorKind::InvalidFilename, why);
            let source = load::Source::new(path.display().to_string(), Vec::new());
            let problem = Problem::UnreadableFile { reason: reason.into() };
            self.misnamed.push((source, Diagnostic::of_file(problem)));
        }
    }

    /// The reports, in order.
    pub fn iter(&self) -> impl Iterator<Item = Source<'_>> {
        self.reports.iter().map(|place| self.source(*place))
    }

    fn source(&self, place: Place) -> Source<'_> {
        Source { name: place.name(&self.names), root: &self.roots[place.root as usize] }
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether some report becomes the documents of this stem.
    pub fn becomes(&self, stem: &str) -> bool {
        let from = self.reports.partition_point(|place| place.name(&self.names) < stem);
        self.reports[from..]
            .iter()
            .map(|place| place.name(&self.names))
            .take_while(|name| name.starts_with(stem))
            .any(|name| output::stem(name) == stem)
    }

    /// The reports that would become the same documents as another, each with that other.
    /// `together` tells whether documents from all roots go to one folder.
    pub fn clashes(&self, together: bool) -> HashMap<Source<'_>, PathBuf> {
        let goes_to = |index: u32| {
            let place = self.reports[index as usize];
            let root = if together { 0 } else { place.root };
            (root, output::stem(place.name(&self.names)))
        };
        let mut order: Vec<u32> = (0..self.reports.len() as u32).collect();
        order.sort_unstable_by(|one, other| {
            goes_to(*one).cmp(&goes_to(*other)).then(one.cmp(other))
        });
        let mut clashes = HashMap::new();
        for pair in order.windows(2).filter(|pair| goes_to(pair[0]) == goes_to(pair[1])) {
            let [one, other] = [pair[0], pair[1]].map(|i| self.source(self.reports[i as usize]));
            clashes.insert(one, other.path());
            clashes.insert(other, one.path());
        }
        clashes
    }
}

fn is_report(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(output::is_report_ending)
}
