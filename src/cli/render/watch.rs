//! `nacka-report render --watch`: what changes is rendered, until a signal comes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use nacka_report::document::DocumentFormat;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::prepare::Prepared;
use super::run::files;
use super::viewer;
use crate::cli::args::Render;
use crate::cli::config;
use crate::cli::console::Console;
use crate::cli::report_files::ReportFiles;
use crate::cli::setup::Selected;
use crate::cli::signals::{Signals, no_signals};
use crate::cli::status::Status;
use crate::cli::wording::{CommandError, Notice};

/// How long nothing must happen before what happened is taken for one change: editors write a new
/// file and rename it, or write in pieces. Long enough for both, and far below what a person sees.
const QUIET: Duration = Duration::from_millis(10);

/// How long changes may follow each other before they are looked at all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often it is asked whether to stop, and how soon after a failure it is tried again.
const BEAT: Duration = Duration::from_millis(250);

/// Most folders beside a report that is named which are watched for its pictures.
const MAX_FOLDERS: usize = 64;

/// Renders all that is due, then again whatever changes.
pub fn run(args: &Render, console: &mut Console) -> Result<Status, CommandError> {
    if args.checking.message_format.is_one_document() {
        return Err(CommandError::WatchIntoDocument);
    }
    if args.selection.paths.iter().any(|path| path == Path::new("-")) {
        return Err(CommandError::WatchStandardInput);
    }
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| foreign(&error))?;
    let mut prepared = Prepared::new(args.clone(), console)?;
    let mut folders = Watched::default();
    let mut is_first = true;
    loop {
        folders.update(&mut watcher, &prepared);
        let passed = pass(&prepared, &signals, console);
        let is_unfinished = matches!(passed, Err(CommandError::Busy { .. }));
        match passed {
            Err(error) if is_first && !is_unfinished => return Err(error),
            Err(error) => console.error(&error),
            Ok(first) if is_first => {
                if let Some(document) = first.filter(|_| args.open) {
                    viewer::show(&document)?;
                }
                console.note(&Notice::Watching);
            }
            Ok(_) => {}
        }
        // What was worth a note once need not be told again at every change.
        console.mute_notes();
        is_first = false;
        prepared.pipeline.force = false;
        // A new folder of pictures may have come with the report.
        folders.update(&mut watcher, &prepared);
        let Some(changed) = wait(&events, &prepared, is_unfinished, &signals) else { break };
        match again(args, prepared.concerns_setup(&changed), &mut prepared, console) {
            Ok(()) => {}
            Err(error) => console.error(&error),
        }
    }
    Ok(signals.status().unwrap_or(Status::Success))
}

/// Renders what is due. Gives the first document.
fn pass(
    prepared: &Prepared,
    signals: &Signals,
    console: &mut Console,
) -> Result<Option<PathBuf>, CommandError> {
    let Selected::Files(reports) = &prepared.selected else { return Ok(None) };
    let ended = files(&prepared.args, &prepared.pipeline, reports, signals, console)?;
    Ok(ended.first)
}

/// Settles anew what the next pass needs: the reports, and all else if it may have changed. When
/// that fails, everything stays as it was.
fn again(
    args: &Render,
    setup_too: bool,
    prepared: &mut Prepared,
    console: &mut Console,
) -> Result<(), CommandError> {
    if setup_too {
        let mut next = Prepared::new(args.clone(), console)?;
        next.pipeline.memory = prepared.pipeline.memory.take();
        next.pipeline.force = false;
        *prepared = next;
        return Ok(());
    }
    prepared.selected =
        Selected::Files(ReportFiles::find(&prepared.args.selection, prepared.args.shard())?);
    Ok(())
}

/// Waits for a change that concerns the run, and until it is over. Gives what changed; `None` when
/// a signal asks to stop.
fn wait(
    events: &Receiver<notify::Result<Event>>,
    prepared: &Prepared,
    is_unfinished: bool,
    signals: &Signals,
) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut began = None;
    loop {
        if signals.status().is_some() {
            return None;
        }
        match events.recv_timeout(if began.is_some() { QUIET } else { BEAT }) {
            Ok(event) => {
                changed.extend(concerning(event, prepared));
                if !changed.is_empty() && began.is_none() {
                    began = Some(Instant::now());
                }
                if began.is_none_or(|began| began.elapsed() < PATIENCE) {
                    continue;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if began.is_some() || is_unfinished {
            return Some(changed);
        }
    }
}

/// The files of an event that may be a report, a picture, or what else documents are made from.
fn concerning(event: notify::Result<Event>, prepared: &Prepared) -> Vec<PathBuf> {
    use notify::event::{AccessKind, AccessMode};
    match event {
        // Something was lost: everything may have changed.
        Err(_) => vec![PathBuf::new()],
        Ok(event) if event.need_rescan() => vec![PathBuf::new()],
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Create(_)
            | EventKind::Modify(_)
            | EventKind::Remove(_)
            | EventKind::Any => {
                event.paths.into_iter().filter(|path| prepared.concerns(path)).collect()
            }
            EventKind::Access(_) | EventKind::Other => Vec::new(),
        },
    }
}

impl Prepared {
    /// Whether a change of a file may change a document. What this program writes itself does not,
    /// nor do the hidden and spare files that editors keep.
    fn concerns(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let is_own = DocumentFormat::of(&name.to_lowercase()).is_some()
            || name.starts_with("nacka-report.manifest.")
            || self.args.checking.junit.as_deref().is_some_and(|junit| junit.ends_with(name));
        !is_own && !name.starts_with('.') && !name.ends_with('~')
    }

    /// Whether changes may concern more than reports and their pictures.
    fn concerns_setup(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let letterhead = self.args.checking.letterhead.as_deref().map(folder);
        let fonts = self.args.checking.font_path.iter().map(PathBuf::as_path);
        let places: Vec<PathBuf> = letterhead.into_iter().chain(fonts).filter_map(real).collect();
        changed.iter().any(|path| {
            path.as_os_str().is_empty()
                || path.file_name() == Some(OsStr::new(config::NAME))
                || Some(&**path) == self.args.selection.config.as_deref()
                || real(folder(path)).is_some_and(|at| places.iter().any(|p| at.starts_with(p)))
        })
    }
}

/// The folders that are watched.
#[derive(Default)]
struct Watched {
    folders: BTreeSet<(PathBuf, bool)>,
}

impl Watched {
    /// Watches what the run depends on by now. What cannot be watched is not; it may come later.
    fn update(&mut self, watcher: &mut RecommendedWatcher, prepared: &Prepared) {
        for (path, deep) in places(prepared) {
            // A folder that was removed and made again is another.
            let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let place = (path, deep);
            if !self.folders.contains(&place) && watcher.watch(&place.0, mode).is_ok() {
                self.folders.insert(place);
            }
        }
        self.folders.retain(|(path, _)| path.is_dir());
    }
}

/// The folders that a run depends on, each with whether all below it does.
fn places(prepared: &Prepared) -> BTreeSet<(PathBuf, bool)> {
    let Selected::Files(files) = &prepared.selected else { return BTreeSet::new() };
    let mut places = BTreeSet::new();
    for root in files.roots() {
        places.insert((root.real.clone(), root.is_whole()));
    }
    for file in files.iter().filter(|file| !file.is_scanned).take(MAX_FOLDERS) {
        // Pictures lie in the report's folder or below; a home folder is too much to watch whole.
        let beside = real(folder(&file.path())).unwrap_or_default();
        let below = beside.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let is_plain = |path: &PathBuf| {
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            path.is_dir() && !name.starts_with('.')
        };
        places.extend(below.filter(is_plain).take(MAX_FOLDERS).map(|path| (path, false)));
    }
    if let Some(memory) = &prepared.pipeline.memory
        && let Ok(memory) = memory.lock()
    {
        for (report, entry) in memory.iter() {
            for picture in entry.documents.iter().flat_map(|document| &document.inputs.pictures) {
                places
                    .extend(real(folder(&folder(report).join(&picture.file))).map(|p| (p, false)));
            }
        }
    }
    let Render { checking, selection, .. } = &prepared.args;
    for file in [&checking.letterhead, &selection.config].into_iter().flatten() {
        places.extend(real(folder(file)).map(|path| (path, false)));
    }
    places.extend(checking.font_path.iter().filter_map(|path| Some((real(path)?, true))));
    places
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn real(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}

fn foreign(error: &notify::Error) -> CommandError {
    CommandError::Foreign { message: error.to_string() }
}
