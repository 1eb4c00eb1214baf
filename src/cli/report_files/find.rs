//! Finds reports: those that are named, and those below folders.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, MAIN_SEPARATOR_STR, Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::input::Folder;
use nacka_report::load::Source;

use super::{Listed, ReportFiles, Root};
use crate::cli::args::{ReportKind, Selection};
use crate::cli::ignored::Ignored;
use crate::cli::pattern;
use crate::cli::wording::CommandError;
use crate::output::{self, Shard, manifest};

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
