//! Which reports a command works on, in one fixed order.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{MAIN_SEPARATOR, MAIN_SEPARATOR_STR, Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::document::DocumentFormat;
use nacka_report::input::{Folder, Place};
use nacka_report::load::Source;

use super::args::{ReportKind, Selection};
use super::ignored::Ignored;
use super::pattern;
use super::wording::CommandError;
use crate::output::{self, Shard, fold, manifest};

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

/// Why a report cannot be rendered in one run with another.
#[derive(Debug)]
pub struct Clash {
    /// The file that both would become, or that one becomes and the other needs as a folder.
    pub output: String,
    /// The other report.
    pub other: PathBuf,
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
    /// Finds the reports among files and folders, those of a shard if one is given. The output
    /// folder mirrors a folder's tree as far as they lie in it, else that of each path.
    pub fn find(
        selection: &Selection,
        shard: Option<Shard>,
        mirrored: Option<&Path>,
    ) -> Result<Self, CommandError> {
        let filter = Filter::new(selection)?;
        let mut found = Self { shard, ..Self::default() };
        let mut roots = HashMap::new();
        for path in &selection.paths {
            let metadata = fs::metadata(path).map_err(|error| missing(path, &error))?;
            let root = match path.parent() {
                _ if metadata.is_dir() => path,
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new(""),
            };
            // Two spellings of one folder are one root, so that no report is taken twice.
            let real = fs::canonicalize(if root == Path::new("") { Path::new(".") } else { root });
            let real = real.unwrap_or_else(|_| root.into());
            let index = *roots.entry(real.clone()).or_insert_with(|| {
                let below = mirrored.and_then(|mirrored| way(mirrored, &real)).unwrap_or_default();
                found.roots.push(Root { path: root.to_path_buf(), real, below, folder: None });
                found.roots.len() - 1
            });
            if metadata.is_dir() {
                if let Err(error) = found.walk(path, index, selection, &filter) {
                    found.unreadable.push(error);
                }
            } else if found.takes(index, path.strip_prefix(root).unwrap_or(path)) {
                let is_link = path.is_symlink();
                found.add(root, index, path, (false, is_link));
            }
        }
        let names = &found.names;
        // Of one folder that is mirrored a report may be found from several.
        let tree = |listed: &Listed| {
            let root = &found.roots[listed.root as usize];
            let is_below = mirrored.is_some_and(|mirrored| root.real.starts_with(mirrored));
            if is_below { None } else { Some(listed.root) }
        };
        let key = |listed: &Listed| (listed.stem(names), listed.name(names), tree(listed));
        // A report that is named as well as found counts as named.
        found.reports.sort_unstable_by(|one, other| {
            key(one).cmp(&key(other)).then(one.is_scanned.cmp(&other.is_scanned))
        });
        found.reports.dedup_by(|one, other| key(one) == key(other));
        found.misnamed.sort_unstable_by(|(one, _), (other, _)| one.name().cmp(other.name()));
        Ok(found)
    }

    /// Takes every report below a folder. A link to a file counts as the file, and one that leads
    /// nowhere as a report that cannot be read; a link to a folder is left alone, so that no loop
    /// is walked. Pipes and devices might never end.
    fn walk(
        &mut self,
        folder: &Path,
        root: usize,
        selection: &Selection,
        filter: &Filter,
    ) -> Result<(), CommandError> {
        let is_taken = |path: &Path| {
            selection.from.iter().any(|kind| match kind {
                ReportKind::Yaml => is_report(path),
                ReportKind::Docx => is_form(path, folder),
            })
        };
        let open = || Folder::open(folder).map_err(|error| CommandError::about(folder, &error));
        self.roots[root].folder = Some(open()?);
        let mut walk = WalkBuilder::new(folder);
        walk.standard_filters(false);
        let mut ignored = None;
        if !selection.no_ignore {
            let asked = Arc::clone(ignored.insert(Arc::new(Ignored::new(folder, open()?)?)));
            walk.hidden(true).filter_entry(move |entry| asked.takes(entry));
        }
        for entry in walk.build() {
            match entry {
                Ok(entry) if is_taken(entry.path()) => {
                    let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                    // Asked last, and of a shard's own files only: it costs a look at the disk.
                    let is_special =
                        || fs::metadata(entry.path()).is_ok_and(|metadata| !metadata.is_file());
                    if filter.takes(name) && self.takes(root, name) && !is_special() {
                        self.add(folder, root, entry.path(), (true, entry.path_is_symlink()));
                    }
                }
                Ok(_) => {}
                Err(error) => self.unreadable.push(CommandError::on_walk(&error)),
            }
        }
        if let Some(ignored) = ignored {
            self.unreadable.append(&mut ignored.take_errors());
        }
        Ok(())
    }

    /// Whether a report of this name is the run's to deal with.
    fn takes(&mut self, root: usize, name: &Path) -> bool {
        let Some(shard) = self.shard else { return true };
        let name = name.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/");
        let name = self.roots[root].below.clone() + &name;
        let takes = shard.takes(output::stem(&name));
        self.any |= !takes;
        takes
    }

    fn add(
        &mut self,
        folder: &Path,
        root: usize,
        path: &Path,
        (is_scanned, is_link): (bool, bool),
    ) {
        self.any = true;
        if let Some(name) = path.strip_prefix(folder).unwrap_or(path).to_str() {
            let name = self.roots[root].below.clone() + &name.replace(MAIN_SEPARATOR_STR, "/");
            let start = self.names.len() as u32;
            let (length, root) = (name.len() as u32, root as u32);
            self.reports.push(Listed { start, length, root, is_scanned, is_link });
            self.names.push_str(&name);
        } else {
            let why = "its name is not valid UTF-8";
            let reason = &io::Error::new(io::ErrorKind::InvalidFilename, why);
            let source = Source::new(path.display().to_string(), Vec::new());
            let problem = Problem::UnreadableFile { reason: reason.into() };
            self.misnamed.push((source, Diagnostic::of_file(problem)));
        }
    }

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

/// Why a path cannot be looked at; one that lacks only its ending is told as that.
fn missing(path: &Path, error: &io::Error) -> CommandError {
    let with = |ending: &&str| PathBuf::from(format!("{}.{ending}", path.display()));
    let meant = ["yaml", "yml", "docx"].iter().map(with).find(|meant| meant.is_file());
    match meant {
        Some(meant) if error.kind() == io::ErrorKind::NotFound => {
            CommandError::WithoutEnding { path: path.to_path_buf(), meant }
        }
        _ => CommandError::about(path, error),
    }
}

/// The way from a folder to one below it, with a `/` behind each part.
fn way(from: &Path, to: &Path) -> Option<String> {
    let below = to.strip_prefix(from).ok()?.to_str()?;
    Some(
        below
            .split(MAIN_SEPARATOR)
            .filter(|part| !part.is_empty())
            .fold(String::new(), |way, part| way + part + "/"),
    )
}

fn is_report(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(output::is_report_ending)
}

/// Whether a file found below a folder is a form to be read: a Word document that is no report's
/// twin, none of the documents that this program keeps a manifest of, and none of the files that
/// Word keeps beside an open one.
fn is_form(path: &Path, folder: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    if !ending.is_some_and(output::is_form_ending) || name.starts_with("~$") {
        return false;
    }
    let is_twin = ["yaml", "yml"].iter().any(|ending| path.with_extension(ending).is_file());
    let is_kept = path
        .ancestors()
        .skip(1)
        .take_while(|above| above.starts_with(folder))
        .any(|above| above.join(manifest::NAME).is_file());
    !is_twin && !is_kept
}

/// What is taken of the files in folders.
struct Filter {
    include: Option<Gitignore>,
    exclude: Gitignore,
}

impl Filter {
    fn new(selection: &Selection) -> Result<Self, CommandError> {
        let globs = |patterns: &[String]| {
            if let Some(unreadable) = patterns.iter().find(|text| !pattern::is_readable(text)) {
                return Err(CommandError::NotAPattern { text: unreadable.clone() });
            }
            pattern::all(patterns).map_err(|error| CommandError::on_walk(&error))
        };
        let include = Some(&selection.include).filter(|include| !include.is_empty());
        Ok(Self {
            include: include.map(|include| globs(include)).transpose()?,
            exclude: globs(&selection.exclude)?,
        })
    }

    /// Whether a file is taken; its name is that below the folder.
    fn takes(&self, name: &Path) -> bool {
        let matches =
            |globs: &Gitignore| globs.matched_path_or_any_parents(name, false).is_ignore();
        self.include.as_ref().is_none_or(matches) && !matches(&self.exclude)
    }
}
