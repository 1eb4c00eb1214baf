//! What `.gitignore` and `.ignore` files leave out of a walk. They may be anybody's, so they are
//! read as reports are: within limits, and never what a link leads out to.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, Match};
use nacka_report::input::{self, Folder, Place};

use super::wording::CommandError;

/// Largest file of patterns that is read, in bytes: people's have some hundred.
const MAX_SIZE: usize = 256 * 1024;

/// Most patterns that are read on one walk. Each takes some 7 kB of memory and 30 µs to make ready.
const MAX_PATTERNS: usize = 20_000;

/// The patterns that apply at the place that a walk has come to.
pub struct Ignored {
    state: Mutex<State>,
}

struct State {
    /// The folder that is walked through: as it is called, without links, and open.
    top: PathBuf,
    real: PathBuf,
    folder: Folder,
    /// The folders from the file system's root down to the place, each with its patterns.
    levels: Vec<Level>,
    /// How many of them are above `top`.
    above: usize,
    /// What the person has git ignore everywhere.
    everywhere: Gitignore,
    /// How many patterns have been read.
    patterns: usize,
    errors: Vec<CommandError>,
}

/// A folder's own patterns.
struct Level {
    ignore: Gitignore,
    git: Gitignore,
    /// Whether a repository begins here; no `.gitignore` from above reaches into it.
    is_repository: bool,
}

impl Ignored {
    /// For a walk through `top`, which is open as `folder`.
    pub fn new(top: &Path, folder: Folder) -> Result<Self, CommandError> {
        let real = top.canonicalize().map_err(|error| CommandError::about(top, &error))?;
        let mut state = State {
            top: top.to_owned(),
            real: real.clone(),
            folder,
            levels: Vec::new(),
            above: real.ancestors().skip(1).count(),
            everywhere: Gitignore::global().0,
            patterns: 0,
            errors: Vec::new(),
        };
        let above: Vec<&Path> = real.ancestors().skip(1).collect();
        for folder in above.into_iter().rev() {
            let level = read(folder, folder, &mut state.patterns, |name| {
                input::read(&folder.join(name), MAX_SIZE)
            });
            state.levels.push(level?);
        }
        state.enter(Path::new(""))?;
        Ok(Self { state: Mutex::new(state) })
    }

    /// Whether a walk goes on to an entry; it asks about each in its order.
    pub fn takes(&self, entry: &DirEntry) -> bool {
        let state = &mut *self.state();
        let name = entry.path().strip_prefix(&state.top).unwrap_or(entry.path());
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        state.levels.truncate(state.above + entry.depth());
        if state.ignores(&state.real.join(name), is_folder) {
            return false;
        }
        let entered = if is_folder { state.enter(name) } else { Ok(()) };
        entered.map_err(|error| state.errors.push(error)).is_ok()
    }

    /// Why some folders were not looked into.
    pub fn take_errors(&self) -> Vec<CommandError> {
        std::mem::take(&mut self.state().errors)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Whether the nearest pattern that fits leaves a path out: first of all `.ignore` files, then of
    /// the repository's `.gitignore` files, then of what is ignored everywhere.
    fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        let fits = |patterns: &Gitignore| match patterns.matched(path, is_folder) {
            Match::None => None,
            found => Some(found.is_ignore()),
        };
        if let Some(ignored) = self.levels.iter().rev().find_map(|level| fits(&level.ignore)) {
            return ignored;
        }
        let Some(repository) = self.levels.iter().rposition(|level| level.is_repository) else {
            return false;
        };
        let within = self.levels[repository..].iter().rev();
        within
            .map(|level| fits(&level.git))
            .find_map(|found| found)
            .unwrap_or_else(|| fits(&self.everywhere).unwrap_or(false))
    }

    /// Takes up the patterns of a folder below `top`.
    fn enter(&mut self, name: &Path) -> Result<(), CommandError> {
        let (real, called) = (self.real.join(name), self.top.join(name));
        let folder = Place::beneath(&self.folder, name).open();
        let about = |error: io::Error| CommandError::about(&called, &error);
        let folder = folder.map_err(about)?;
        // Tells first if it cannot be looked into at all.
        let _ = folder.names().map_err(about)?;
        let level = read(&real, &called, &mut self.patterns, |file| folder.read(file, MAX_SIZE));
        self.levels.push(level?);
        Ok(())
    }
}

/// Reads the patterns of a folder, given without links and as it is called; `patterns` counts them.
fn read(
    folder: &Path,
    called: &Path,
    patterns: &mut usize,
    open: impl Fn(&str) -> io::Result<Vec<u8>>,
) -> Result<Level, CommandError> {
    let mut matcher = |names: &[&str]| {
        let mut builder = GitignoreBuilder::new(folder);
        for name in names {
            let about = |error| CommandError::about(&called.join(name), &error);
            let text = match open(name) {
                Err(error) if is_absent(&error) => continue,
                Err(error) if input::is_escape(&error) => return Err(about(input::not_ordinary())),
                Ok(bytes) if bytes.len() > MAX_SIZE => {
                    return Err(about(io::ErrorKind::FileTooLarge.into()));
                }
                read => read.map_err(about)?,
            };
            for line in String::from_utf8_lossy(&text).trim_start_matches('\u{feff}').lines() {
                *patterns += 1;
                if *patterns > MAX_PATTERNS {
                    return Err(about(io::ErrorKind::FileTooLarge.into()));
                }
                // A line that is no pattern fits nothing, as in git.
                let _ = builder.add_line(None, line);
            }
        }
        Ok(builder.build().unwrap_or_else(|_| Gitignore::empty()))
    };
    Ok(Level {
        ignore: matcher(&[".ignore"])?,
        git: matcher(&[".git/info/exclude", ".gitignore"])?,
        is_repository: folder.join(".git").exists() || folder.join(".jj").exists(),
    })
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
