//! A run over files: every report dealt with, told about, counted and put on record.

use std::ops::ControlFlow::{self, Break, Continue};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::load;
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::feed::{Feed, Job};
use super::junit::Results;
use super::press::{Failure, Order, Outcome, Press};
use crate::cli::args::Render;
use crate::cli::console::Console;
use crate::cli::setup::bug;
use crate::cli::sources::{Source, Sources};
use crate::cli::wording::{CommandError, Counts, Notice};
use crate::cli::{Status, queue};
use crate::output::manifest::Entry;
use crate::output::{self, Journal, Refusal};

/// Renders files.
pub fn files(
    args: &Render,
    press: &Press,
    sources: &Sources,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let (journal, known) = match &args.output {
        None => (None, None),
        Some(folder) if args.dry_run => (
            None,
            Some(output::known(folder).map_err(|error| CommandError::about(folder, &error))?),
        ),
        Some(folder) => {
            let (journal, known) = Journal::begin(folder).map_err(|why| refused(folder, &why))?;
            (Some(journal), Some(known))
        }
    };
    let clashes = sources.clashes(args.output.is_some());
    let interrupted = catch_interrupts()?;
    let progress = console.start(sources.len());
    let mut run = Run {
        args,
        sources,
        console,
        journal,
        results: args.junit.as_ref().map(|_| Results::default()),
        started: Instant::now(),
        counts: Counts::default(),
        unable: false,
        trouble: None,
    };
    run.begin();

    let mut feed = Feed::new(sources.iter(), known);
    let work = |job: &Job<'_>| {
        let Job::Report(source, known) = job else { return Ok(Outcome::Unchanged) };
        let path = source.path();
        let result = match clashes.get(source) {
            Some(other) => Err(clash(&path, other, press)),
            None => press.print(&Order {
                path: &path,
                name: source.name,
                output: args.output.as_deref().unwrap_or(source.root),
                known: known.as_ref(),
            }),
        };
        progress.inc(1);
        result
    };
    queue::run(press.setup.jobs, &mut feed, &interrupted, work, |job, result| match job {
        Job::Other(entry) => run.other(&entry),
        Job::Report(source, known) => {
            let result =
                result.unwrap_or_else(|panic| Err(Failure::new(&source.path(), bug(panic))));
            run.report(source, known, result)
        }
    });
    // What was not dealt with stays on record as it was.
    for job in feed {
        if let Job::Report(_, Some(entry)) | Job::Other(entry) = job {
            let _ = run.record(Some(&entry));
        }
    }
    run.finish(interrupted.load(Ordering::Relaxed))
}

/// What a run keeps track of.
struct Run<'a> {
    args: &'a Render,
    sources: &'a Sources,
    console: &'a mut Console,
    journal: Option<Journal>,
    results: Option<Results>,
    started: Instant,
    counts: Counts,
    /// Whether something failed that is no report's own fault.
    unable: bool,
    /// What keeps the run from going on.
    trouble: Option<CommandError>,
}

impl Run<'_> {
    /// Tells what is wrong before anything is rendered.
    fn begin(&mut self) {
        for error in &self.sources.unreadable {
            self.unable = true;
            self.console.error(error);
        }
        for (source, diagnostic) in &self.sources.misnamed {
            self.failed(source.clone(), vec![diagnostic.clone()]);
        }
    }

    /// Takes what became of a report.
    fn report(
        &mut self,
        source: Source<'_>,
        known: Option<Entry>,
        result: Result<Outcome, Failure>,
    ) -> ControlFlow<()> {
        let mut documents = 0;
        let entry = match result {
            Ok(Outcome::Rendered(entry, written)) => {
                documents = written;
                Some(entry)
            }
            Ok(Outcome::Due(due)) => {
                documents = due.len();
                for (path, due) in due {
                    let due = Notice::Due { document: &path, due: &due };
                    self.console.line(due.text(self.console.language()));
                }
                None
            }
            Ok(Outcome::Unchanged) => known,
            Err(failure) => {
                let hopeless = failure.is_hopeless();
                self.unable |= failure.unwritable.is_some();
                self.failed(failure.source, failure.diagnostics);
                // The documents that were there before still are.
                let recorded = self.record(known.as_ref());
                return if hopeless || self.args.fail_fast { Break(()) } else { recorded };
            }
        };
        match documents {
            0 => self.counts.unchanged += 1,
            _ => self.counts.rendered += 1,
        }
        self.counts.documents += documents;
        if let Some(results) = &mut self.results {
            results.passed(source.path().display().to_string());
        }
        self.record(entry.as_ref())
    }

    fn failed(&mut self, source: load::Source, diagnostics: Vec<Diagnostic>) {
        self.counts.failed += 1;
        self.console.failures(self.counts.failed);
        if let Some(results) = &mut self.results {
            results.failed(&source, &diagnostics, self.console.language());
        }
        self.console.diagnostics(source, diagnostics);
    }

    /// Deals with documents of a report that is not in this run.
    fn other(&mut self, entry: &Entry) -> ControlFlow<()> {
        // A report with another ending has taken over its documents.
        if self.sources.becomes(output::stem(&entry.report)) {
            return Continue(());
        }
        // Only a run that saw a whole folder can tell that a report is gone.
        let complete = self.sources.has_folder && self.sources.unreadable.is_empty();
        if !complete {
            return self.record(Some(entry));
        }
        let folder = self.args.output.as_deref().unwrap_or(Path::new(""));
        let paths = entry.documents.iter().map(|document| folder.join(&document.file));
        if !self.args.prune || self.args.dry_run {
            for path in paths {
                self.console.note(&Notice::ReportGone { document: &path });
            }
            return self.record(Some(entry));
        }
        for path in paths {
            if let Err(error) = output::remove(&path, folder) {
                self.unable = true;
                self.console.error(&CommandError::about(&path, &error));
                return self.record(Some(entry));
            }
            self.console.note(&Notice::Removed { document: &path });
        }
        Continue(())
    }

    /// Puts an entry on record.
    fn record(&mut self, entry: Option<&Entry>) -> ControlFlow<()> {
        if let (Some(journal), Some(entry), None) = (&mut self.journal, entry, &self.trouble)
            && let Err(error) = journal.record(entry)
        {
            let folder = self.args.output.as_deref().unwrap_or(Path::new(""));
            self.trouble = Some(CommandError::about(folder, &error));
            return Break(());
        }
        Continue(())
    }

    /// Ends the run: the manifest, the results and the summary.
    fn finish(self, interrupted: bool) -> Result<Status, CommandError> {
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        if let (Some(journal), Some(folder)) = (self.journal, &self.args.output) {
            journal.finish().map_err(|error| CommandError::about(folder, &error))?;
        }
        if let (Some(results), Some(path)) = (self.results, &self.args.junit) {
            output::write(path, &results.into_xml())
                .map_err(|error| CommandError::about(path, &error))?;
        }
        let status = match self.counts.failed {
            _ if interrupted => Status::Interrupted,
            _ if self.unable => Status::Unable,
            0 => Status::Success,
            _ => Status::Refused,
        };
        let counts = self.counts;
        self.console.finish(&if self.args.dry_run {
            Notice::WouldRender { counts }
        } else {
            Notice::Rendered { counts, elapsed: self.started.elapsed() }
        })?;
        Ok(status)
    }
}

/// Sets a flag on Ctrl-C, so that what is in hand is finished; a second Ctrl-C ends the process
/// at once.
fn catch_interrupts() -> Result<Arc<AtomicBool>, CommandError> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let code = Status::Interrupted.code().into();
    flag::register_conditional_shutdown(SIGINT, code, interrupted.clone())
        .and_then(|_| flag::register(SIGINT, interrupted.clone()))
        .map_err(|error| CommandError::about(Path::new("Ctrl-C"), &error))?;
    Ok(interrupted)
}

fn refused(folder: &Path, why: &Refusal) -> CommandError {
    match why {
        Refusal::Busy => CommandError::Busy { folder: folder.to_path_buf() },
        Refusal::Io(error) => CommandError::about(folder, error),
    }
}

/// A report that would become the same documents as another.
fn clash(path: &Path, other: &Path, press: &Press) -> Failure {
    let extension = press.makings.first().map_or("", |making| making.extension);
    let output =
        path.with_extension(extension).file_name().unwrap_or_default().display().to_string();
    let other = other.display().to_string();
    Failure::new(path, Problem::OutputCollision { output, other })
}
