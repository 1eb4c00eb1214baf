//! The report on standard input, which becomes one document.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use nacka_report::check::Checked;
use nacka_report::diagnostic::{self, Diagnostic, Problem};
use nacka_report::read::Draft;
use nacka_report::seal::Condition;

use super::pipeline::{Failure, Pipeline};
use crate::cli::args::Render;
use crate::cli::console::{Console, put, stdout_is_closed};
use crate::cli::queue;
use crate::cli::setup::{bug, standard_input};
use crate::cli::status::Status;
use crate::cli::wording::{CommandError, Notice};
use crate::output::{self, Folder};

/// What the report is called where it travels in a PDF.
const STANDARD_INPUT: &str = "report.yaml";

/// Renders the report on standard input to standard output.
pub fn to_standard_output(
    args: &Render,
    pipeline: &Pipeline,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let [target] = &pipeline.targets[..] else {
        return Err(CommandError::StandardInputToSeveralFormats);
    };
    let format: diagnostic::Format = args.checking.message_format.into();
    if args.output.is_some() || args.checking.junit.is_some() || args.dry_run || format.is_data() {
        return Err(CommandError::StandardInputWithOptions);
    }
    if pipeline.document.is_none() && stdout_is_closed() {
        return Err(CommandError::StandardOutputClosed);
    }
    let (draft, original) = standard_input()?;
    let started = Instant::now();
    let work = |draft: &Draft| {
        let report = pipeline.setup.check(draft, Path::new("").into());
        report.and_then(|Checked { value, warnings }| {
            pipeline
                .sheet(target, &value, (STANDARD_INPUT, &original))
                .and_then(|sheet| {
                    let rendered = target.renderer.render(&sheet);
                    rendered.map_err(|error| Problem::RenderFailed { error })
                })
                .map(|document| (document, warnings))
                .map_err(|problem| vec![Diagnostic::of_file(problem)])
        })
    };
    let mut result = Ok(Status::Success);
    // In a queue of one, as every report of a folder is rendered.
    queue::run(1, [draft].into_iter(), &AtomicBool::new(false), work, |draft, rendered| {
        match rendered.unwrap_or_else(|panic| Err(vec![Diagnostic::of_file(bug(panic))])) {
            Ok((document, warnings)) => {
                console.diagnostics(&draft.source, &warnings);
                result = hand_over(&document.bytes, pipeline, started, console);
            }
            Err(diagnostics) => {
                console.diagnostics(&draft.source, &diagnostics);
                result = Ok(Status::Refused);
            }
        }
        ControlFlow::Continue(())
    })
    .map_err(|error| CommandError::NoThread { reason: (&error).into() })?;
    result
}

/// Writes the document of the report on standard input to where it is asked for.
fn hand_over(
    bytes: &[u8],
    pipeline: &Pipeline,
    started: Instant,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let Some(document) = &pipeline.document else {
        return put(bytes).map(|()| Status::Success);
    };
    let about = |error: io::Error| CommandError::about(&document.path, &error);
    let folder = Folder::create(document.folder()).map_err(about)?;
    let name = document.name();
    if !pipeline.replace_changed
        && output::condition(&folder, &name, None, document.format) == Condition::Changed
    {
        let output = document.path.display().to_string();
        let kept = Failure::new(&document.path, Problem::ChangedDocument { output });
        console.diagnostics(&kept.source, &kept.diagnostics);
        return Ok(Status::Refused);
    }
    folder.replace(&name, |to| to.write_all(bytes)).map_err(about)?;
    let (warnings, elapsed) = (console.warnings(), started.elapsed());
    console.finish(&Notice::RenderedFew {
        documents: std::slice::from_ref(&document.path),
        failed: 0,
        warnings,
        elapsed,
    })?;
    Ok(Status::Success)
}
