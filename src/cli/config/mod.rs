//! The configuration file `nacka-report.toml`: what stands in for options that are not given.

mod find;
mod read;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::input;
use nacka_report::load::Source;

pub use self::read::Config;

pub use self::find::NAME;

use self::find::Finder;
use super::args::{Checking, Selection};
use super::console::Console;
use super::report_files::ReportFiles;
use super::wording::CommandError;

/// Largest configuration file, in bytes: far more than all keys with many paths take.
const MAX_SIZE: usize = 64 * 1024;

/// Where options come from that are not given.
#[derive(Debug, Default)]
pub struct Configuration {
    pub config: Config,
    /// The file, as the user would call it.
    file: Option<PathBuf>,
    /// Its folder, without links.
    folder: Option<PathBuf>,
    /// The line of each key that is there.
    lines: BTreeMap<&'static str, usize>,
    /// The keys that stand in for options.
    used: Vec<&'static str>,
    /// The file, without links, and how it was looked for; `None` if it was named, or none is wanted.
    found: Option<(Option<PathBuf>, Finder)>,
}

impl Configuration {
    /// Finds and reads the file that holds for what is selected. What is wrong with it is printed.
    pub fn new(selection: &Selection, console: &mut Console) -> Result<Self, CommandError> {
        if selection.no_config {
            return Ok(Self::default());
        }
        if let Some(file) = &selection.config {
            let config = open(file, console)?;
            return Ok(Self { found: None, ..Self::of(config, file) });
        }
        let mut finder = Finder::default();
        let mut files = selection.paths.iter().filter_map(|path| Some(finder.of(&folder(path)?)));
        let Some(file) = files.next() else { return Ok(Self::default()) };
        if let Some(other) = files.find(|other| *other != file) {
            return Err(several(file, other));
        }
        let shown = file.as_deref().map(shown);
        let config = shown.as_deref().map(|file| open_found(file, console)).transpose()?;
        let holds = config.zip(shown).map(|(config, file)| Self::of(config, &file));
        Ok(Self { found: Some((file, finder)), ..holds.unwrap_or_default() })
    }

    fn of(mut config: Config, file: &Path) -> Self {
        let lines = std::mem::take(&mut config.lines);
        let (file, folder) = (Some(file.to_path_buf()), folder(file));
        Self { config, file, folder, lines, used: Vec::new(), found: None }
    }

    /// Fails if another file, or none, holds for some of the reports that were found in folders.
    pub fn holds_for(&mut self, files: &ReportFiles) -> Result<(), CommandError> {
        let Some((file, finder)) = &mut self.found else { return Ok(()) };
        let mut last = PathBuf::new();
        for report in files.iter() {
            let path = files.roots()[report.root_index].real.join(report.name_below());
            let Some(folder) = path.parent().filter(|folder| *folder != last) else { continue };
            let other = finder.of(folder);
            if other != *file {
                return Err(several(file.clone(), other));
            }
            last = folder.to_path_buf();
        }
        Ok(())
    }

    /// The file, as the user would call it.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The folder of the file, without links: its paths count from there.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Takes what the file says of a key for what was not given.
    pub fn stand_in<T>(&mut self, key: &'static str, given: &mut T, is_given: bool, said: T) {
        if !is_given && self.lines.contains_key(key) {
            self.used.push(key);
            *given = said;
        }
    }

    /// An error that has to do with the option of this name, told as one of the file if that gave
    /// the option.
    pub fn blame(&self, key: &'static str, error: CommandError) -> CommandError {
        match (&self.file, self.lines.get(key)) {
            (Some(file), Some(line)) if self.used.contains(&key) => CommandError::Configured {
                file: file.clone(),
                line: *line,
                key,
                error: Box::new(error),
            },
            _ => error,
        }
    }

    /// The same of an error about letterhead or fonts.
    pub fn blame_checking(&self, checking: &Checking, error: CommandError) -> CommandError {
        let is_below = |folder: &PathBuf, path: &Path| path.starts_with(folder);
        match &error {
            CommandError::LetterheadUnusable => self.blame("letterhead", error),
            CommandError::System { path, .. } if Some(path) == checking.letterhead.as_ref() => {
                self.blame("letterhead", error)
            }
            CommandError::System { path, .. }
                if checking.font_path.iter().any(|folder| is_below(folder, path)) =>
            {
                self.blame("font-path", error)
            }
            _ => error,
        }
    }

    /// Puts what the file says in the place of what was not given.
    pub fn fill(&mut self, selection: &mut Selection, checking: &mut Checking) {
        let (letterhead, fonts) =
            (self.config.letterhead.take(), std::mem::take(&mut self.config.font_path));
        let is_given = checking.letterhead.is_some();
        self.stand_in("letterhead", &mut checking.letterhead, is_given, letterhead);
        let is_given = !checking.font_path.is_empty();
        self.stand_in("font-path", &mut checking.font_path, is_given, fonts);
        let config = &mut self.config;
        checking.deny_warnings |= config.deny_warnings;
        for (given, configured) in [
            (&mut selection.include, &mut config.include),
            (&mut selection.exclude, &mut config.exclude),
        ] {
            if given.is_empty() {
                given.append(configured);
            }
        }
    }
}

/// The folder where the search for a path's file begins, without links; `None` if there is none.
fn folder(path: &Path) -> Option<PathBuf> {
    let start = match path.parent() {
        _ if path == Path::new("-") => Path::new("."),
        _ if path.is_dir() => path,
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    start.canonicalize().ok()
}

/// A path as the user would call it.
fn shown(path: &Path) -> PathBuf {
    let current = std::env::current_dir().and_then(|current| current.canonicalize());
    let below =
        current.ok().and_then(|current| path.strip_prefix(current).ok().map(Path::to_owned));
    below.unwrap_or_else(|| path.to_path_buf())
}

fn several(one: Option<PathBuf>, other: Option<PathBuf>) -> CommandError {
    let mut files = [one, other].into_iter().flatten().map(|file| shown(&file)).collect::<Vec<_>>();
    files.sort();
    CommandError::SeveralConfigurations { files }
}

/// Reads a file that was named.
fn open(file: &Path, console: &mut Console) -> Result<Config, CommandError> {
    let bytes = input::read(file, MAX_SIZE).map_err(|error| CommandError::about(file, &error))?;
    read_config(file, bytes, console)
}

/// Reads a file that was found. Whoever can put a link there is not to decide which files of the
/// computer are read, and shown.
fn open_found(file: &Path, console: &mut Console) -> Result<Config, CommandError> {
    let folder = input::Folder::open(file.parent().unwrap_or(Path::new("")));
    match folder.and_then(|folder| folder.read(NAME, MAX_SIZE)) {
        Ok(bytes) => read_config(file, bytes, console),
        Err(error) if input::is_escape(&error) => {
            let source = Source::new(file.display().to_string(), Vec::new());
            let problem = Diagnostic::of_file(Problem::ReportOutsideFolder);
            console.diagnostics(&source, &[problem]);
            Err(CommandError::ConfigUnusable)
        }
        Err(error) => Err(CommandError::about(file, &error)),
    }
}

fn read_config(file: &Path, bytes: Vec<u8>, console: &mut Console) -> Result<Config, CommandError> {
    let about = |error: io::Error| CommandError::about(file, &error);
    if bytes.len() > MAX_SIZE {
        return Err(about(io::ErrorKind::FileTooLarge.into()));
    }
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let source = Source::new(file.display().to_string(), bytes);
    let read = if is_text {
        read::read(&source, file.parent().unwrap_or(Path::new("")))
    } else {
        Err(vec![Diagnostic::of_file(Problem::NotUtf8)])
    };
    read.map_err(|problems| {
        console.diagnostics(&source, &problems);
        CommandError::ConfigUnusable
    })
}
