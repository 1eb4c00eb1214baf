//! `nacka-report check`: every problem of every report, without rendering.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::load::Source;

use super::args::Check;
use super::console::Console;
use super::setup::{Selected, Setup, bug, standard_input};
use super::sources::Sources;
use super::wording::{CommandError, Notice};
use super::{Status, queue};

/// Runs the command.
pub fn run(args: &Check, console: &mut Console) -> Result<Status, CommandError> {
    let selected = Selected::new(&args.selection)?;
    let setup = Setup::new(&args.checking, console)?;
    let started = Instant::now();
    let (checked, failed, status) = match selected {
        Selected::StandardInput => {
            let source = standard_input()?;
            let result = setup.check(&source, Path::new(""));
            let failed = usize::from(result.is_err());
            if let Err(diagnostics) = result {
                console.diagnostics(source, diagnostics);
            }
            (1, failed, Status::Success)
        }
        Selected::Files(sources) => files(&setup, &sources, console),
    };
    console.finish(&Notice::Checked { checked, failed, elapsed: started.elapsed() })?;
    Ok(if status == Status::Success && failed > 0 { Status::Refused } else { status })
}

/// Checks files. Returns how many were checked and failed, and whether all could be looked at.
fn files(setup: &Setup, sources: &Sources, console: &mut Console) -> (usize, usize, Status) {
    for error in &sources.unreadable {
        console.error(error);
    }
    for (source, diagnostic) in &sources.misnamed {
        console.diagnostics(source.clone(), vec![diagnostic.clone()]);
    }
    let mut failed = sources.misnamed.len();
    let progress = console.start(sources.len());
    let work = |path: &PathBuf| {
        let result = check(setup, path);
        progress.inc(1);
        result
    };
    let paths = sources.iter().map(|source| source.path());
    queue::run(setup.jobs, paths, &AtomicBool::new(false), work, |path, result| {
        let result = result.unwrap_or_else(|panic| Err(whole(&path, bug(panic))));
        if let Err((source, diagnostics)) = result {
            failed += 1;
            console.failures(failed);
            console.diagnostics(source, diagnostics);
        }
        ControlFlow::Continue(())
    });
    let status = if sources.unreadable.is_empty() { Status::Success } else { Status::Unable };
    (sources.len() + sources.misnamed.len(), failed, status)
}

fn check(setup: &Setup, path: &Path) -> Result<(), (Source, Vec<Diagnostic>)> {
    let source = Source::open(path)
        .map_err(|error| whole(path, Problem::UnreadableFile { reason: (&error).into() }))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    match setup.check(&source, folder) {
        Ok(_) => Ok(()),
        Err(diagnostics) => Err((source, diagnostics)),
    }
}

/// A problem that stands in no line of the report.
fn whole(path: &Path, problem: Problem) -> (Source, Vec<Diagnostic>) {
    let nothing = Source::new(path.display().to_string(), Vec::new());
    (nothing, vec![Diagnostic::of_file(problem)])
}
