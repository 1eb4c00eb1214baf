//! A run over files: every report dealt with, told about, counted and put on record.

use std::collections::BTreeSet;
use std::ops::ControlFlow::{self, Break, Continue};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::document::DocumentFormat;
use nacka_report::load::Source;

use super::feed::{Feed, Job};
use super::folder::{open, origins, taken_up};
use super::gone::Gone;
use super::pipeline::{Failure, Outcome, Task, Written};
use super::prepare::Prepared;
use crate::cli::args::Render;
use crate::cli::console::Console;
use crate::cli::junit::Results;
use crate::cli::queue;
use crate::cli::record::Record;
use crate::cli::report_files::clash::Clash;
use crate::cli::report_files::{ReportFile, ReportFiles};
use crate::cli::setup::bug;
use crate::cli::signals::Signals;
use crate::cli::status::Status;
use crate::cli::wording::{CommandError, Counts, Notice};
use crate::output::manifest::{Entry, State};
use crate::output::{self, Folder, Journal, Known, Shard};

/// Most documents that a summary names: those of one report, or of two that were saved at once.
const MAX_NAMED: usize = 6;

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    pub status: Status,
    /// The first document of its reports.
    pub first: Option<PathBuf>,
    /// Reports that failed, and reports that were rendered, if it was a pass of a watch.
    pub failed: BTreeSet<PathBuf>,
    pub rendered: BTreeSet<PathBuf>,
    /// Whether there was a summary.
    pub is_told: bool,
}

/// Renders files.
pub fn files(
    prepared: &Prepared,
    files: &ReportFiles,
    signals: &Signals,
    console: &mut Console,
) -> Result<Ended, CommandError> {
    let Prepared { args, pipeline, mirrored, .. } = prepared;
    let mirrored = mirrored.as_deref();
    let path = args.output.as_deref();
    let shard = args.shard();
    let folder = path.map(|path| open(path, args.dry_run)).transpose()?.flatten();
    let folder = folder.map(|folder| folder.marked(shard.map(Shard::mark).unwrap_or_default()));
    let (journal, known) = taken_up(folder.as_ref(), path, shard, args.dry_run)?;
    let origins = origins(files, path, mirrored);
    let gone = Gone::new(args, files, &origins, folder.as_ref());
    let refused_to_prune = match &folder {
        Some(folder) if args.prune => gone.too_many(folder)?,
        _ => None,
    };
    let formats: Vec<DocumentFormat> =
        pipeline.targets.iter().map(|target| target.format).collect();
    let clashes = files.clashes(path.is_some(), &formats);
    let progress = console.start(files.len());
    let mut run = Run {
        args,
        gone,
        may_prune: args.prune && !args.dry_run && refused_to_prune.is_none(),
        console,
        journal,
        results: args.checking.junit.as_ref().map(|_| Results::default()),
        started: Instant::now(),
        counts: Counts::default(),
        first: None,
        written: Vec::new(),
        failed: BTreeSet::new(),
        rendered: BTreeSet::new(),
        time: Duration::ZERO,
        unable: refused_to_prune.is_some(),
        denied: 0,
        trouble: None,
    };
    run.begin(files, known.as_ref(), refused_to_prune.as_ref());

    let mut feed = Feed::new(files.iter(), known);
    let work = |job: &Job<'_>| {
        let began = Instant::now();
        let Job::Report(file, known) = job else {
            return (Ok(Outcome::default()), Duration::ZERO);
        };
        let path = file.path();
        let result = if let Some(Clash { output, other }) = clashes.get(file) {
            let (output, other) = (output.clone(), other.display().to_string());
            Err(Failure::new(&path, Problem::OutputCollision { output, other }))
        } else {
            let output = match &pipeline.document {
                Some(document) => document.folder(),
                None => args.output.as_deref().unwrap_or(file.root),
            };
            let beside = match &pipeline.document {
                _ if args.output.is_some() => None,
                Some(_) if !args.dry_run => Folder::create(output).ok(),
                _ => Folder::open(output).ok(),
            };
            pipeline.run(&Task {
                path: &path,
                place: files.place(file),
                name: file.name,
                from: &origins[file.root_index],
                is_scanned: file.is_scanned,
                folder: folder.as_ref().or(beside.as_ref()),
                output,
                known: known.as_ref(),
            })
        };
        progress.inc(1);
        (result, began.elapsed())
    };
    let started =
        queue::run(pipeline.setup.jobs, &mut feed, signals.stop(), work, |job, result| match job {
            Job::Other(entry) => run.other(entry),
            Job::Report(file, known) => {
                let (result, time) = result.unwrap_or_else(|panic| {
                    (Err(Failure::new(&file.path(), bug(panic))), Duration::ZERO)
                });
                run.time = time;
                run.report(file, known.as_ref(), result)
            }
        });
    // What was not dealt with stays on record as it was.
    for job in &mut feed {
        run.counts.untried += usize::from(matches!(job, Job::Report(..)));
        if let Job::Report(_, Some(entry)) | Job::Other(entry) = job {
            let _ = run.record(Some(&entry));
        }
    }
    let ended = run.finish(feed.flaw(), signals.status())?;
    started.map_err(|error| CommandError::NoThread { reason: (&error).into() })?;
    Ok(ended)
}

/// What a run keeps track of.
struct Run<'a> {
    args: &'a Render,
    gone: Gone<'a>,
    /// Whether documents of gone reports are removed.
    may_prune: bool,
    console: &'a mut Console,
    journal: Option<Journal<'a>>,
    results: Option<Results>,
    started: Instant,
    counts: Counts,
    /// The first document, whether it was due or not.
    first: Option<PathBuf>,
    /// The first documents that were written, and one more than are named.
    written: Vec<PathBuf>,
    /// What a watch wants to know.
    failed: BTreeSet<PathBuf>,
    rendered: BTreeSet<PathBuf>,
    /// How long the report took that is dealt with.
    time: Duration,
    /// Whether something failed that is no report's own fault.
    unable: bool,
    /// How many files failed that are no reports, since warnings are denied.
    denied: usize,
    /// What keeps the run from going on.
    trouble: Option<CommandError>,
}

impl Run<'_> {
    /// Tells what is wrong before anything is rendered.
    fn begin(
        &mut self,
        files: &ReportFiles,
        known: Option<&Known>,
        refused: Option<&CommandError>,
    ) {
        for error in files.unreadable.iter().chain(refused) {
            self.unable = true;
            self.console.error(error);
        }
        for (source, diagnostic) in &files.misnamed {
            self.failed(source, std::slice::from_ref(diagnostic));
        }
        for (one, other) in files.alike(self.args.output.is_some()) {
            self.console.note(&Notice::NamesAlike { one: &one, other: &other });
        }
        let folder = self.output().to_path_buf();
        if known.is_some_and(|known| known.were_shards) {
            self.console.note(&Notice::ShardsTakenUp { folder: &folder });
        } else if known.is_some_and(Known::is_taken_up) {
            self.console.note(&Notice::TakenUp { folder: &folder });
        }
    }

    fn output(&self) -> &Path {
        self.args.output.as_deref().unwrap_or(Path::new(""))
    }

    /// Takes what became of a report.
    fn report(
        &mut self,
        file: ReportFile<'_>,
        known: Option<&Entry>,
        result: Result<Outcome, Failure>,
    ) -> ControlFlow<()> {
        let outcome = match result {
            Ok(outcome) => outcome,
            Err(failure) => {
                let hopeless = failure.is_hopeless();
                self.unable |= failure.unwritable.is_some();
                self.failed(&failure.source, &failure.diagnostics);
                // The documents that were there before still are.
                let recorded = self.record(known);
                return if hopeless || self.args.fail_fast { Break(()) } else { recorded };
            }
        };
        let path = file.path();
        if let Some((source, warnings)) = outcome.told {
            self.console.diagnostics(&source, &warnings);
        }
        if outcome.is_passed_by {
            let recorded = self.record(known);
            if !self.args.checking.deny_warnings {
                self.counts.passed_by += 1;
                self.console.note(&Notice::PassedBy { file: &path });
                return recorded;
            }
            self.denied += 1;
            let Failure { source, diagnostics, .. } = Failure::new(&path, Problem::NotAReport);
            self.failed(&source, &diagnostics);
            return if self.args.fail_fast { Break(()) } else { recorded };
        }
        let report = &path.display().to_string();
        for (path, due) in &outcome.due {
            self.console.record(&Record::due(&path.display().to_string(), report, due));
            let due = Notice::Due { document: path, due };
            if !self.console.is_for_programs() {
                self.console.line(due.text(self.console.language()));
            }
        }
        for Written { file, format, sha256, size, pages } in &outcome.written {
            self.console.record(&Record::Document {
                file,
                report,
                format: format.extension(),
                sha256: sha256.to_string(),
                size: *size,
                pages: *pages,
            });
        }
        if self.first.is_none() {
            self.first.clone_from(&outcome.first);
        }
        let documents = outcome.written.len() + outcome.due.len();
        let room = MAX_NAMED + 1 - self.written.len();
        self.written.extend(outcome.written.iter().take(room).map(|one| PathBuf::from(&one.file)));
        let recorded = self.record(outcome.entry.as_ref().or(known));
        if !outcome.kept.is_empty() {
            let Failure { source, diagnostics, .. } = Failure::of_file(&path, outcome.kept);
            self.failed(&source, &diagnostics);
            return if self.args.fail_fast { Break(()) } else { recorded };
        }
        if documents == 0 {
            self.counts.unchanged += 1;
        } else {
            self.counts.rendered += 1;
            if self.args.watch {
                self.rendered.insert(path.clone());
            }
        }
        if let Some(results) = &mut self.results {
            let documents = outcome.written.into_iter().map(|written| written.file).collect();
            results.passed(path.display().to_string(), self.time, documents);
        }
        recorded
    }

    fn failed(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        self.counts.failed += 1;
        if self.args.watch {
            self.failed.insert(source.name().into());
        }
        self.console.failures(self.counts.failed);
        if let Some(results) = &mut self.results {
            results.failed(source, diagnostics, self.time, self.console.language());
        }
        self.console.diagnostics(source, diagnostics);
    }

    /// Deals with documents of a report that is not in this run.
    fn other(&mut self, mut entry: Entry) -> ControlFlow<()> {
        if !self.gone.is_gone(&entry) {
            return self.record(Some(&entry));
        }
        let output = self.output().to_path_buf();
        if !self.may_prune {
            for document in &entry.documents {
                let document = &output.join(&document.file);
                self.console.note(&Notice::ReportGone { document });
            }
            return self.record(Some(&entry));
        }
        entry.documents.retain(|document| {
            let path = output.join(&document.file);
            match self.gone.prune(document) {
                Ok(true) => self.console.note(&Notice::Removed { document: &path }),
                Ok(false) => {
                    let output = path.display().to_string();
                    let problem = Problem::ChangedDocument { output };
                    let failure = Failure::new(&path, problem);
                    self.counts.failed += 1;
                    self.console.diagnostics(&failure.source, &failure.diagnostics);
                    return true;
                }
                Err(error) => {
                    self.unable = true;
                    self.console.error(&CommandError::about(&path, &error));
                    return true;
                }
            }
            false
        });
        if entry.documents.is_empty() { Continue(()) } else { self.record(Some(&entry)) }
    }

    /// Puts an entry on record.
    fn record(&mut self, entry: Option<&Entry>) -> ControlFlow<()> {
        if let (Some(journal), Some(entry), None) = (&mut self.journal, entry, &self.trouble)
            && let Err(error) = journal.record(entry)
        {
            self.trouble = Some(CommandError::about(self.output(), &error));
            return Break(());
        }
        Continue(())
    }

    /// Ends the run: the manifest, the results and the summary.
    fn finish(
        mut self,
        flaw: Option<(&str, State)>,
        stopped: Option<Status>,
    ) -> Result<Ended, CommandError> {
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        // A shard that has not come to its end keeps its journal, so that nobody merges it.
        let is_done = self.args.shard().is_none() || self.counts.untried == 0;
        if let (Some(journal), Some(folder)) =
            (self.journal.take().filter(|_| is_done), &self.args.output)
        {
            journal.finish().map_err(|why| CommandError::refused(folder, &why))?;
        }
        if let Some((name, state)) = flaw {
            self.tell_of_flaw(name, state);
        }
        if let (Some(results), Some(path)) = (self.results, &self.args.checking.junit) {
            output::write_named(path, &results.into_xml())
                .map_err(|error| CommandError::about(path, &error))?;
        }
        let counts = Counts { warnings: self.console.warnings(), ..self.counts };
        let found =
            counts.rendered + counts.unchanged + counts.failed + counts.untried - self.denied;
        let status = match counts.failed {
            _ if stopped.is_some() => stopped.unwrap_or(Status::Success),
            _ if self.unable => Status::Unable,
            0 => Status::Success,
            _ => Status::Refused,
        };
        let elapsed = self.started.elapsed();
        let is_later = self.console.is_later_pass();
        let is_few = self.written.len() <= MAX_NAMED && (is_later || counts.is_one_report());
        let summary = match &self.first {
            _ if self.args.dry_run => Notice::WouldRender { counts },
            Some(_) if is_few && !self.written.is_empty() => {
                let (failed, warnings) = (counts.failed, counts.warnings);
                Notice::RenderedFew { documents: &self.written, failed, warnings, elapsed }
            }
            _ => Notice::Rendered { counts, elapsed },
        };
        // Of a later pass of a watch in which nothing was due and nothing else is wrong than before
        // there is nothing to say.
        let is_told = !is_later
            || counts.rendered > 0
            || (status != Status::Success && self.console.has_news());
        if is_told {
            self.console.finish(&summary)?;
        } else {
            self.console.finish_silently()?;
        }
        // What this shard passed by may be all that it has of a folder of reports.
        if found == 0 && stopped.is_none() && self.args.shard().is_none() {
            return Err(CommandError::NoReports { paths: self.args.selection.paths.clone() });
        }
        let (failed, rendered) = (self.failed, self.rendered);
        Ok(Ended { status, first: self.first, failed, rendered, is_told })
    }

    /// Tells that a manifest was not to be relied on, and which documents are on no record.
    fn tell_of_flaw(&mut self, name: &str, state: State) {
        let folder = self.output().to_path_buf();
        let manifest = &folder.join(name);
        self.console.note(&match state {
            State::Old => Notice::OldManifest { manifest },
            State::Whole | State::Damaged => Notice::DamagedManifest { manifest },
        });
        // The other shards' documents may be on no record yet.
        if self.args.dry_run || self.args.shard().is_some() {
            return;
        }
        let Ok(opened) = Folder::open(&folder) else { return };
        let Ok(recorded) = output::recorded(&opened) else { return };
        // The run is over; what cannot be looked at now changes nothing.
        let _ = output::unrecorded(&opened, recorded, |_, file| {
            if DocumentFormat::of(file).is_some() {
                self.console.note(&Notice::Unrecorded { document: &folder.join(file) });
            }
            Ok(())
        });
    }
}
