//! What `check` and `render` have in common, settled before any report is looked at.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use ignore::WalkBuilder;
use nacka_report::check::{self, Checked, Context};
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::fonts::Fonts;
use nacka_report::input::{self, Folder, Place};
use nacka_report::load::{self, Source};
use nacka_report::model::{Letterhead, Mark, Report};
use nacka_report::read::Draft;
use nacka_report::render::RenderError;

use super::args::{Checking, Selection};
use super::config::Configuration;
use super::console::Console;
use super::report_files::ReportFiles;
use super::wording::CommandError;
use crate::output::{Digest, Shard};

/// What to work on.
#[derive(Debug)]
pub enum Selected {
    StandardInput,
    Files(ReportFiles),
}

impl Selected {
    /// Finds the reports that the arguments name, or a shard of them, named from a folder that is
    /// mirrored; fails if there is none at all.
    pub fn new(
        selection: &Selection,
        shard: Option<Shard>,
        mirrored: Option<&Path>,
        configuration: &mut Configuration,
    ) -> Result<Self, CommandError> {
        let stdin = Path::new("-");
        match &selection.paths[..] {
            [path] if path == stdin => Ok(Self::StandardInput),
            paths if paths.iter().any(|path| path == stdin) => {
                Err(CommandError::StandardInputAmongPaths)
            }
            paths => {
                let files = ReportFiles::find(selection, shard, mirrored)?;
                if files.is_empty() && files.unreadable.is_empty() {
                    return Err(CommandError::NoReports { paths: paths.to_vec() });
                }
                configuration.holds_for(&files)?;
                Ok(Self::Files(files))
            }
        }
    }
}

/// What reports are checked against, and by how many threads.
#[derive(Debug)]
pub struct Setup {
    pub fonts: Fonts,
    pub letterhead: Letterhead,
    /// The letterhead's file, byte for byte.
    pub letterhead_file: Vec<u8>,
    /// Whether warnings count as errors do.
    pub deny_warnings: bool,
    /// How many reports to work on at a time.
    pub jobs: usize,
}

impl Setup {
    /// Settles what the arguments ask for. Prints what is wrong with the letterhead.
    pub fn new(checking: &Checking, console: &mut Console) -> Result<Self, CommandError> {
        let fonts = fonts(&checking.font_path)?;
        let path = checking.letterhead.as_deref();
        let (letterhead, letterhead_file) =
            letterhead(path, checking.deny_warnings, &fonts, console)?;
        let processors = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let jobs = checking.jobs.map_or_else(processors, usize::from);
        let deny_warnings = checking.deny_warnings;
        Ok(Self { fonts, letterhead, letterhead_file, deny_warnings, jobs })
    }

    /// Checks a report that lies in `folder`. One with warnings fails if they
    /// are denied.
    pub fn check(
        &self,
        draft: &Draft,
        folder: Place<'_>,
    ) -> Result<Checked<Report>, Vec<Diagnostic>> {
        let checked = draft.check(folder, &self.fonts)?;
        if self.deny_warnings && !checked.warnings.is_empty() {
            return Err(checked.warnings);
        }
        Ok(checked)
    }
}

/// Most bytes of fonts: all are held in memory, and all of Noto's are fewer.
const MAX_FONTS: usize = 1 << 30;

/// The bundled fonts, and those in the given folders, in the order of their paths.
pub fn fonts(folders: &[PathBuf]) -> Result<Fonts, CommandError> {
    if folders.is_empty() {
        return Ok(Fonts::bundled());
    }
    let mut files = Vec::new();
    let mut room = MAX_FONTS;
    for folder in folders {
        let walk =
            WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(Path::cmp).build();
        for entry in walk {
            let entry = entry.map_err(|error| CommandError::on_walk(&error))?;
            if is_font(entry.path()) {
                let bytes = font(folder, entry.path(), room)
                    .map_err(|error| CommandError::about(entry.path(), &error))?;
                room -= bytes.len();
                files.push(bytes);
            }
        }
    }
    Ok(Fonts::with_files(files))
}

/// Reads a font, of at most so many bytes, that was found in a folder or named itself.
fn font(folder: &Path, path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let bytes = match path.strip_prefix(folder) {
        Ok(name) if !name.as_os_str().is_empty() => Folder::open(folder)?.read(name, most)?,
        _ => input::read(path, most)?,
    };
    if bytes.len() > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn is_font(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| {
        ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The letterhead in a file, or the built-in one. Prints what is wrong with it.
pub fn letterhead(
    path: Option<&Path>,
    deny_warnings: bool,
    fonts: &Fonts,
    console: &mut Console,
) -> Result<(Letterhead, Vec<u8>), CommandError> {
    let (source, file) = match path {
        None => {
            let source = Source::built_in_letterhead();
            let file = source.text().as_bytes().to_vec();
            (source, file)
        }
        Some(path) => {
            let file = input::read(path, load::MAX_FILE_SIZE)
                .map_err(|error| CommandError::about(path, &error))?;
            (Source::new(path.display().to_string(), file.clone()), file)
        }
    };
    let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
    let context = Context { folder: folder.into(), fonts };
    let unusable = |console: &mut Console, diagnostics: &[Diagnostic]| {
        console.diagnostics(&source, diagnostics);
        Err(CommandError::LetterheadUnusable)
    };
    match check::letterhead(&source, &context) {
        Err(diagnostics) => unusable(console, &diagnostics),
        Ok(Checked { warnings, .. }) if deny_warnings && !warnings.is_empty() => {
            unusable(console, &warnings)
        }
        Ok(Checked { value, warnings }) => {
            console.diagnostics(&source, &warnings);
            Ok((value, file))
        }
    }
}

/// The digest of everything that a letterhead puts into a document.
pub fn letterhead_digest(letterhead: &Letterhead) -> Digest {
    let texts = serde_json::to_vec(letterhead).unwrap_or_default();
    match &letterhead.mark {
        Mark::Logo { bytes, .. } => Digest::of_parts([&texts[..], bytes]),
        Mark::Wordmark { .. } => Digest::of(&texts),
    }
}

/// The digest of a letterhead's files, byte for byte: the letterhead itself and its logo.
pub fn letterhead_files_digest(letterhead: &Letterhead, file: &[u8]) -> Digest {
    match &letterhead.mark {
        Mark::Logo { original: (_, logo), .. } => Digest::of_parts([file, logo]),
        Mark::Wordmark { .. } => Digest::of(file),
    }
}

/// Reads the report on standard input: its file byte for byte as well.
pub fn standard_input() -> Result<(Draft, Vec<u8>), CommandError> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(load::MAX_FILE_SIZE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CommandError::about(Path::new("<stdin>"), &error))?;
    Ok((Draft::of_source(Source::new("<stdin>", bytes.clone())), bytes))
}

/// A problem of a file as a whole, with an empty source.
pub fn whole(path: &Path, problem: Problem) -> (Source, Vec<Diagnostic>) {
    let nothing = Source::new(path.display().to_string(), Vec::new());
    (nothing, vec![Diagnostic::of_file(problem)])
}

/// Why a report cannot be read, as its problem.
pub fn unreadable(error: &io::Error) -> Problem {
    if input::is_escape(error) {
        Problem::ReportOutsideFolder
    } else {
        Problem::UnreadableFile { reason: error.into() }
    }
}

/// A panic, as the failure of the report that it happened in.
pub fn bug(panic: String) -> Problem {
    Problem::RenderFailed { error: RenderError::Bug { message: panic } }
}
