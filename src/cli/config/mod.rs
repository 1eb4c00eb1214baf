//! The configuration file `nacka-report.toml`: what stands in for options that are not given.

mod find;
mod read;

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
            return Ok(Self { config: open(file, console)?, found: None });
        }
        let mut finder = Finder::default();
        let mut files = selection.paths.iter().filter_map(|path| Some(finder.of(&folder(path)?)));
        let Some(file) = files.next() else { return Ok(Self::default()) };
        if let Some(other) = files.find(|other| *other != file) {
            return Err(several(file, other));
        }
        let config = file.as_deref().map(|file| open(&shown(file), console)).transpose()?;
        Ok(Self { config: config.unwrap_or_default(), found: Some((file, finder)) })
    }

    /// Fails if another file, or none, holds for some of the reports that were found in folders.
    pub fn holds_for(&mut self, files: &ReportFiles) -> Result<(), CommandError> {
        let Some((file, finder)) = &mut self.found else { return Ok(()) };
        let mut last = PathBuf::new();
        for report in files.iter() {
            let path = files.roots()[report.root_index].real.join(report.name);
            let Some(folder) = path.parent().filter(|folder| *folder != last) else { continue };
            let other = finder.of(folder);
            if other != *file {
                return Err(several(file.clone(), other));
            }
            last = folder.to_path_buf();
        }
        Ok(())
    }

    /// Puts what the file says in the place of what was not given.
    pub fn fill(&mut self, selection: &mut Selection, checking: &mut Checking) {
        let config = &mut self.config;
        checking.letterhead = checking.letterhead.take().or(config.letterhead.take());
        checking.deny_warnings |= config.deny_warnings;
        for (given, configured) in [
            (&mut selection.include, &mut config.include),
            (&mut selection.exclude, &mut config.exclude),
        ] {
            if given.is_empty() {
                given.append(configured);
            }
        }
        if checking.font_path.is_empty() {
            checking.font_path.append(&mut config.font_path);
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

fn open(file: &Path, console: &mut Console) -> Result<Config, CommandError> {
    let about = |error: io::Error| CommandError::about(file, &error);
    let bytes = input::read(file, MAX_SIZE).map_err(about)?;
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
