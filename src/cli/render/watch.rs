//! `nacka-report render --watch`: what changes is rendered, until a signal comes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::Event;

use super::pipeline::GAP;
use super::prepare::Prepared;
use super::run::{Ended, files};
use super::viewer;
use super::watched::{Watched, setup_places};
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

/// How often it is asked whether to stop and whether folders are still the same, and how soon after
/// a failure it is tried again.
const BEAT: Duration = Duration::from_millis(250);

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
    let mut watched = Watched::new(sender)?;
    console.begin_passes();
    let mut watch = Watch::new(args, console)?;
    let mut changed = BTreeSet::new();
    loop {
        watched.update(&watch.prepared);
        watch.tell_shortage(&watched, console);
        let saved = watch.saved(&changed);
        let passed = watch.pass(&signals, console);
        let is_unfinished = matches!(passed, Err(CommandError::Busy { .. }));
        let is_whole = passed.is_ok();
        match passed {
            Err(error) if !console.is_later_pass() && !is_unfinished => return Err(error),
            Err(error) => {
                console.error(&error);
                watch.is_stuck = true;
            }
            Ok(ended) => watch.tell(ended, &saved, console)?,
        }
        if !console.is_later_pass() {
            console.note(&Notice::Watching);
        }
        console.end_pass(is_whole);
        watch.prepared.pipeline.force = false;
        // A new folder of pictures may have come with the report.
        watched.update(&watch.prepared);
        loop {
            match wait(&events, &watch.prepared, &mut watched, is_unfinished, &signals) {
                None => return Ok(signals.status().unwrap_or(Status::Success)),
                Some(now) => changed = now,
            }
            if watch.look_again(&changed, console) {
                break;
            }
            watched.update(&watch.prepared);
        }
    }
}

/// What a watch knows from one pass to the next.
#[allow(clippy::struct_excessive_bools, reason = "each may be so whatever the others are")]
struct Watch<'a> {
    args: &'a Render,
    prepared: Prepared,
    /// Without links, where things lie that hold for all reports, and where they have lain.
    setup_places: BTreeSet<PathBuf>,
    /// What is to be watched but is not there.
    missing: BTreeSet<PathBuf>,
    /// The reports that failed in the last pass.
    failed: BTreeSet<PathBuf>,
    /// Files that have changed, without links, as they were before the pass that looked at them.
    stamps: BTreeMap<PathBuf, Stamp>,
    /// Whether letterhead, fonts or configuration cannot be used; those before still are.
    is_unusable: bool,
    /// Whether the last pass broke off.
    is_stuck: bool,
    /// Whether something is well again and nothing has said so yet.
    is_mended: bool,
    /// Whether the first document is still to be shown.
    is_to_show: bool,
    /// Whether it was told that not everything can be watched.
    is_shortage_told: bool,
}

impl<'a> Watch<'a> {
    fn new(args: &'a Render, console: &mut Console) -> Result<Self, CommandError> {
        Ok(Self {
            args,
            prepared: Prepared::new(args.clone(), console)?,
            setup_places: BTreeSet::new(),
            missing: BTreeSet::new(),
            failed: BTreeSet::new(),
            stamps: BTreeMap::new(),
            is_unusable: false,
            is_stuck: false,
            is_mended: false,
            is_to_show: args.open,
            is_shortage_told: false,
        })
    }

    /// Renders what is due.
    fn pass(&mut self, signals: &Signals, console: &mut Console) -> Result<Ended, CommandError> {
        let places = setup_places(&self.prepared).into_iter();
        self.setup_places.extend(places.filter_map(|(path, _)| real(&path)));
        match &self.prepared.selected {
            Selected::Files(reports) => files(&self.prepared, reports, signals, console),
            // Standard input is refused before.
            Selected::StandardInput => Err(CommandError::WatchStandardInput),
        }
    }

    /// Tells once that not everything can be watched.
    fn tell_shortage(&mut self, watched: &Watched, console: &mut Console) {
        if watched.is_short() && !std::mem::replace(&mut self.is_shortage_told, true) {
            console.error(&CommandError::Unwatched { is_all: false });
        }
    }

    /// The files among those that events tell of which were saved since the pass that last looked at
    /// them: of one that was written slowly the last event may come after its document.
    fn saved(&mut self, changed: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let mut saved = BTreeSet::new();
        for path in changed {
            let Some(stamp) = stamp(path) else { continue };
            if self.stamps.insert(path.clone(), stamp) != Some(stamp) {
                saved.insert(path.clone());
            }
        }
        saved
    }

    /// Tells what the summary of a pass does not: what is well again, and what is not yet. Shows the
    /// first document.
    fn tell(
        &mut self,
        ended: Ended,
        saved: &BTreeSet<PathBuf>,
        console: &mut Console,
    ) -> Result<(), CommandError> {
        self.is_mended |= std::mem::take(&mut self.is_stuck);
        let before = std::mem::replace(&mut self.failed, ended.failed);
        let mut mended = before.difference(&self.failed);
        let is_silent = mended.any(|report| !ended.rendered.contains(report))
            || (self.is_mended && ended.rendered.is_empty());
        if self.failed.is_empty() && !self.is_unusable && self.missing.is_empty() {
            if is_silent {
                console.note_again(&Notice::AllWell);
            }
            self.is_mended = false;
        } else if !self.failed.is_empty() && !ended.is_told {
            let is_saved = |report: &PathBuf| real(report).is_some_and(|at| saved.contains(&at));
            if is_silent || self.failed.iter().any(is_saved) {
                console.note_again(&Notice::StillFailing(self.failed.len()));
            }
        }
        if let Some(document) = ended.first.filter(|_| self.is_to_show) {
            self.is_to_show = false;
            viewer::show(&document)?;
        }
        Ok(())
    }

    /// Settles anew what the next pass needs: the reports, and all else if it may have changed; what
    /// cannot be settled stays as it was. Tells whether there is anything to render.
    fn look_again(&mut self, changed: &BTreeSet<PathBuf>, console: &mut Console) -> bool {
        let mut there = self.args.selection.paths.clone();
        let mut missing = BTreeSet::new();
        there.retain(|path| match fs::metadata(path) {
            Ok(_) => true,
            Err(error) => {
                if !self.missing.contains(path) {
                    console.forget();
                    console.error(&CommandError::about(path, &error));
                }
                missing.insert(path.clone());
                false
            }
        });
        for path in self.missing.difference(&missing) {
            console.note_again(&Notice::Back { path });
        }
        let is_other = missing != self.missing;
        self.missing = missing;
        if there.is_empty() {
            return false;
        }
        let mut args = self.args.clone();
        args.selection.paths.clone_from(&there);
        if is_other || self.is_unusable || self.concerns_setup(changed) {
            match Prepared::new(args, console) {
                Ok(next) => self.take(next, console),
                // The pass is to tell it.
                Err(CommandError::NoReports { .. }) => {}
                Err(error) => {
                    console.error(&error);
                    self.is_unusable = true;
                }
            }
        }
        self.prepared.args.selection.paths = there;
        let (args, mirrored) = (&self.prepared.args, self.prepared.mirrored.as_deref());
        match ReportFiles::find(&args.selection, args.shard(), mirrored) {
            Ok(files) => self.prepared.selected = Selected::Files(files),
            Err(error) => {
                console.error(&error);
                self.is_stuck = true;
                return false;
            }
        }
        self.tell_gone(console);
        true
    }

    /// Goes on with what was settled anew.
    fn take(&mut self, mut next: Prepared, console: &mut Console) {
        next.pipeline.memory = self.prepared.pipeline.memory.take();
        next.pipeline.force = false;
        if next.config_text != self.prepared.config_text
            && let Some(file) = next.config_file.as_ref().or(self.prepared.config_file.as_ref())
        {
            console.note_again(&Notice::ConfigChanged { file });
        }
        self.is_mended |= std::mem::take(&mut self.is_unusable);
        self.prepared = next;
    }

    /// Tells of documents that stand beside reports which are gone; those in an output folder are on
    /// record, which the pass looks through.
    fn tell_gone(&self, console: &mut Console) {
        let Some(memory) = &self.prepared.pipeline.memory else { return };
        let Ok(mut memory) = memory.lock() else { return };
        let is_recorded = self.prepared.args.output.is_some();
        memory.retain(|report, entry| {
            let is_there = report.symlink_metadata().is_ok() || self.missing.contains(report);
            let documents = entry.documents.iter().map(|document| {
                let ending = Path::new(&document.file).extension().unwrap_or_default();
                match &self.prepared.pipeline.document {
                    Some(one) => one.path.clone(),
                    None => report.with_extension(ending),
                }
            });
            for document in documents.filter(|document| !is_there && document.is_file()) {
                if !is_recorded {
                    console.note_again(&Notice::ReportGone { document: &document });
                }
            }
            is_there
        });
    }

    /// Whether changes may concern more than reports and their pictures.
    fn concerns_setup(&self, changed: &BTreeSet<PathBuf>) -> bool {
        let is_near =
            |place: &PathBuf, path: &Path| place.starts_with(path) || path.starts_with(place);
        changed.iter().any(|path| {
            path.as_os_str().is_empty()
                || path.file_name() == Some(OsStr::new(config::NAME))
                || self.setup_places.iter().any(|place| is_near(place, path))
        })
    }
}

/// Waits for a change that concerns the run, and until it is over. Gives what changed; `None` when
/// a signal asks to stop.
fn wait(
    events: &Receiver<notify::Result<Event>>,
    prepared: &Prepared,
    watched: &mut Watched,
    is_unfinished: bool,
    signals: &Signals,
) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    let mut began: Option<Instant> = None;
    let mut looked = Instant::now();
    if watched.was_stale() {
        changed.insert(PathBuf::new());
        began = Some(looked);
    }
    loop {
        if signals.status().is_some() {
            return None;
        }
        if began.is_none() && looked.elapsed() >= BEAT {
            looked = Instant::now();
            if watched.is_stale() || watched.had_new_folder() {
                changed.insert(PathBuf::new());
                began = Some(looked);
            }
        }
        match events.recv_timeout(if began.is_some() { QUIET } else { BEAT }) {
            Ok(event) => {
                watched.note(&event);
                changed.extend(prepared.concerning(event));
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
        match began {
            Some(began)
                if began.elapsed() < GAP
                    && (watched.has_lost()
                        || prepared.has_lost(&changed)
                        || prepared.has_begun(&changed)) => {}
            None if !is_unfinished => {}
            _ => return Some(changed),
        }
    }
}

/// What changes when a file is saved.
type Stamp = (u64, SystemTime);

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

fn real(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok()
}
