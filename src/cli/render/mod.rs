//! `nacka-report render`: reports to documents.

mod feed;
mod gone;
mod junit;
mod pipeline;
mod run;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use nacka_report::check::Checked;
use nacka_report::diagnostic::{self, Diagnostic, Problem};
use nacka_report::document::DocumentFormat;
use nacka_report::model::{Letterhead, Mark};
use nacka_report::read::Draft;
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::templates;

use self::pipeline::{Pipeline, Target};
use super::args::Render;
use super::console::{Console, put, stdout_is_closed};
use super::queue;
use super::setup::{Selected, Setup, bug, standard_input};
use super::status::Status;
use super::wording::CommandError;
use crate::output::Digest;
use crate::output::manifest::Settings;

/// Runs the command.
pub fn run(args: &Render, console: &mut Console) -> Result<Status, CommandError> {
    if args.prune && args.shard().is_some() {
        return Err(CommandError::PruneInShard);
    }
    let selected = Selected::new(&args.selection, args.shard())?;
    let setup = Setup::new(&args.checking, console)?;
    let targets = targets(args, &setup)?;
    let letterhead = letterhead_digest(&setup.letterhead);
    let pipeline = Pipeline {
        setup,
        targets,
        image_dpi: args.image_dpi,
        letterhead_digest: (!args.no_source).then(|| letterhead.to_string()),
        force: args.force,
        replace_changed: args.replace_changed,
        dry_run: args.dry_run,
    };
    match selected {
        Selected::StandardInput => to_standard_output(args, &pipeline, console),
        Selected::Files(files) => run::files(args, &pipeline, &files, console),
    }
}

/// Settles how each format that was asked for is made.
fn targets(args: &Render, setup: &Setup) -> Result<Vec<Target>, CommandError> {
    // For the manifest: without an output folder there is none, and a single report is not to wait.
    let is_recorded = args.output.is_some();
    let fonts = Digest::of_parts(setup.fonts.files().filter(|_| is_recorded));
    let settings = |options: String| Settings {
        letterhead: letterhead_digest(&setup.letterhead),
        fonts,
        templates: templates::digest().into(),
        options,
        rendering: templates::RENDERING,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let image_dpi = format!("image-dpi={}", args.image_dpi);
    let mut formats = args.to.clone();
    formats.sort_unstable();
    formats.dedup();
    let target = |format| {
        let (options, renderer) = match format {
            DocumentFormat::Pdf => {
                let standards: Vec<_> =
                    args.pdf_standard.iter().map(|named| named.standard).collect();
                let mut names: Vec<&str> =
                    args.pdf_standard.iter().map(|named| &*named.name).collect();
                names.sort_unstable();
                let renderer = PdfRenderer::new(setup.fonts.clone(), &standards)?;
                let options = format!("{image_dpi} pdf-standard={}", names.join(","));
                (options, Renderer::Pdf(renderer))
            }
            DocumentFormat::Docx => {
                let source = if args.no_source { " no-source" } else { "" };
                (format!("{image_dpi}{source}"), Renderer::Docx(DocxRenderer::new()))
            }
            DocumentFormat::Html => (image_dpi.clone(), Renderer::Html(HtmlRenderer::new())),
        };
        Ok(Target { format, settings: settings(options), renderer })
    };
    formats.into_iter().map(target).collect()
}

/// The digest of everything that a letterhead puts into a document.
fn letterhead_digest(letterhead: &Letterhead) -> Digest {
    let texts = serde_json::to_vec(letterhead).unwrap_or_default();
    match &letterhead.mark {
        Mark::Logo { bytes, .. } => Digest::of_parts([&texts[..], bytes]),
        Mark::Wordmark { .. } => Digest::of(&texts),
    }
}

/// Renders the report on standard input to standard output.
fn to_standard_output(
    args: &Render,
    pipeline: &Pipeline,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let [target] = &pipeline.targets[..] else {
        return Err(CommandError::StandardInputToSeveralFormats);
    };
    let format: diagnostic::Format = args.checking.message_format.into();
    if args.output.is_some() || args.junit.is_some() || args.dry_run || format.is_data() {
        return Err(CommandError::StandardInputWithOptions);
    }
    if stdout_is_closed() {
        return Err(CommandError::StandardOutputClosed);
    }
    let draft = standard_input()?;
    let work = |draft: &Draft| {
        let report = pipeline.setup.check(draft, Path::new("").into());
        report.and_then(|Checked { value, warnings }| {
            pipeline
                .sheet(&value, draft.source.text().as_bytes())
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
                result = put(&document.bytes).map(|()| Status::Success);
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
