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

/// The reports of one run, sorted by name.
#[derive(Debug, Default)]
pub struct Sources {
    roots: Vec<PathBuf>,
    reports: Vec<Source>,
    /// Reports whose names cannot be written down, each as its diagnostic.
    pub misnamed: Vec<(load::Source, Diagnostic)>,
    /// Why some folder could not be looked into; reports may be missing because of it.
    pub unreadable: Vec<CommandError>,
    /// Whether a folder was among the paths.
    pub has_folder: bool,
}

/// One report. There may be a great many, so this is kept small.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Where the report lies below its root, with `/` between the parts.
    pub name: Box<str>,
    root: u32,
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
        found.reports.sort_unstable();
        found.reports.dedup();
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
            let name = name.replace(MAIN_SEPARATOR_STR, "/").into();
            self.reports.push(Source { name, root });
        } else {
            let why = "its name is not valid UTF-8";
            let reason = &io::Error::new(io::ErrorKind::InvalidFilename, why);
            let source = load::Source::new(path.display().to_string(), Vec::new());
            let problem = Problem::UnreadableFile { reason: reason.into() };
            self.misnamed.push((source, Diagnostic::of_file(problem)));
        }
    }

    /// The reports, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Source> {
        self.reports.iter()
    }

    /// How many reports there are.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Where a report lies, as the user would call it.
    pub fn path(&self, source: &Source) -> PathBuf {
        self.root(source).join(&*source.name)
    }

    /// The folder that a report was found from.
    pub fn root(&self, source: &Source) -> &Path {
        &self.roots[source.root as usize]
    }

    /// Whether some report becomes the documents of this stem.
    pub fn becomes(&self, stem: &str) -> bool {
        let from = self.reports.partition_point(|source| &*source.name < stem);
        self.reports[from..]
            .iter()
            .take_while(|source| source.name.starts_with(stem))
            .any(|source| output::stem(&source.name) == stem)
    }

    /// The reports that would become the same documents as another, each with that other.
    /// `together` tells whether documents from all roots go to one folder.
    pub fn clashes(&self, together: bool) -> HashMap<Source, PathBuf> {
        let place = |source: &Source| if together { 0 } else { source.root };
        let mut order: Vec<&Source> = self.reports.iter().collect();
        order.sort_by_key(|source| (place(source), output::stem(&source.name)));
        let mut clashes = HashMap::new();
        for pair in order.windows(2) {
            let same = |source| (place(source), output::stem(&source.name));
            if same(pair[0]) == same(pair[1]) {
                clashes.insert(pair[0].clone(), self.path(pair[1]));
                clashes.insert(pair[1].clone(), self.path(pair[0]));
            }
        }
        clashes
    }
}

fn is_report(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(output::is_report_ending)
}
