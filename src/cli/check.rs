//! `nacka-report check`: every problem of every report, without rendering.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use nacka_report::diagnostic::{Diagnostic, Language, Problem};
use nacka_report::input::Place;
use nacka_report::load::Source;
use nacka_report::read::{self, Draft};

use super::args::Check;
use super::config::Configuration;
use super::console::Console;
use super::junit::Results;
use super::pattern;
use super::queue;
use super::report_files::{ReportFile, ReportFiles};
use super::setup::{Selected, Setup, bug, standard_input, unreadable, whole};
use super::signals::{Signals, no_signals};
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output;

/// Runs the command.
pub fn run(mut args: Check, console: &mut Console) -> Result<Status, CommandError> {
    pattern::expand(&mut args.selection.paths);
    let mut configuration = Configuration::new(&args.selection, console)?;
    configuration.fill(&mut args.selection, &mut args.checking);
    let selected = Selected::new(&args.selection, None, None, &mut configuration)?;
    let setup = Setup::new(&args.checking, console)
        .map_err(|error| configuration.blame_checking(&args.checking, error))?;
    let started = Instant::now();
    let mut results = args.checking.junit.as_ref().map(|_| Results::default());
    let Tally { checked, failed, denied, status } = match selected {
        Selected::StandardInput => {
            let (draft, _) = standard_input()?;
            let result = setup.check(&draft, Path::new("").into());
            let failed = usize::from(result.is_err());
            let diagnostics = result.map_or_else(|errors| errors, |checked| checked.warnings);
            let (time, language) = (started.elapsed(), console.language());
            note(&mut results, failed == 0, &draft.source, &diagnostics, time, language);
            console.diagnostics(&draft.source, &diagnostics);
            Tally { checked: 1, failed, denied: 0, status: Status::Success }
        }
        Selected::Files(reports) => files(&setup, &reports, &mut results, console)?,
    };
    if let (Some(results), Some(path)) = (results, &args.checking.junit) {
        output::write_named(path, &results.into_xml())
            .map_err(|error| CommandError::about(path, &error))?;
    }
    let warnings = console.warnings();
    console.finish(&Notice::Checked { checked, failed, warnings, elapsed: started.elapsed() })?;
    if checked == denied && status == Status::Success {
        return Err(CommandError::NoReports { paths: args.selection.paths.clone() });
    }
    Ok(if status == Status::Success && failed > 0 { Status::Refused } else { status })
}

/// What came of a check.
struct Tally {
    checked: usize,
    failed: usize,
    /// How many of them failed that are no reports, since warnings are denied.
    denied: usize,
    /// Whether all could be looked at.
    status: Status,
}

/// Checks files.
fn files(
    setup: &Setup,
    files: &ReportFiles,
    results: &mut Option<Results>,
    console: &mut Console,
) -> Result<Tally, CommandError> {
    let language = console.language();
    for error in &files.unreadable {
        console.error(error);
    }
    for (source, diagnostic) in &files.misnamed {
        let diagnostics = std::slice::from_ref(diagnostic);
        note(results, false, source, diagnostics, Duration::ZERO, language);
        console.diagnostics(source, diagnostics);
    }
    let (mut checked, mut failed) = (files.misnamed.len(), files.misnamed.len());
    let mut denied = 0;
    let signals = Signals::catch().map_err(|error| no_signals(&error))?;
    let progress = console.start(files.len());
    let work = |file: &ReportFile<'_>| {
        let began = Instant::now();
        let result = check(setup, file, files.place(file));
        progress.inc(1);
        (result, began.elapsed())
    };
    queue::run(setup.jobs, files.iter(), signals.stop(), work, |file, result| {
        let path = file.path();
        let (result, time) =
            result.unwrap_or_else(|panic| (Err(whole(&path, bug(panic))), Duration::ZERO));
        let mut is_sound = false;
        let told = match result {
            Ok(None) if !setup.deny_warnings => {
                console.note(&Notice::PassedBy { file: &path });
                return ControlFlow::Continue(());
            }
            Ok(None) => {
                (failed, denied) = (failed + 1, denied + 1);
                console.failures(failed);
                whole(&path, Problem::NotAReport)
            }
            Ok(Some(told)) => {
                is_sound = true;
                told
            }
            Err(told) => {
                failed += 1;
                console.failures(failed);
                told
            }
        };
        note(results, is_sound, &told.0, &told.1, time, language);
        console.diagnostics(&told.0, &told.1);
        checked += 1;
        ControlFlow::Continue(())
    })
    .map_err(|error| CommandError::NoThread { reason: (&error).into() })?;
    let looked_at = if files.unreadable.is_empty() { Status::Success } else { Status::Unable };
    Ok(Tally { checked, failed, denied, status: signals.status().unwrap_or(looked_at) })
}

/// Puts a report's result on the list, if one is asked for.
fn note(
    results: &mut Option<Results>,
    is_sound: bool,
    source: &Source,
    diagnostics: &[Diagnostic],
    time: Duration,
    language: Language,
) {
    match results {
        Some(results) if is_sound => results.passed(source.name().to_owned(), time, Vec::new()),
        Some(results) => results.failed(source, diagnostics, time, language),
        None => {}
    }
}

/// What is to be told of a file.
type Told = (Source, Vec<Diagnostic>);

/// Checks a file. Returns its warnings, or why it failed; nothing if it was found in a folder and is
/// no report.
fn check(setup: &Setup, file: &ReportFile<'_>, place: Place<'_>) -> Result<Option<Told>, Told> {
    let path = file.path();
    let bytes = place
        .read(file.file_name(), read::most(&path))
        .map_err(|error| whole(&path, unreadable(&error)))?;
    let draft = Draft::new(&path, place, bytes, &setup.fonts);
    match setup.check(&draft, place) {
        Ok(checked) => Ok(Some((draft.source, checked.warnings))),
        Err(_) if file.is_scanned && draft.is_no_report() => Ok(None),
        Err(diagnostics) => Err((draft.source, diagnostics)),
    }
}
