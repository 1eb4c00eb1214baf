//! `nacka-report render`: reports to documents.

mod destination;
mod feed;
mod gone;
mod junit;
mod pipeline;
mod run;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use nacka_report::check::Checked;
use nacka_report::diagnostic::{self, Diagnostic, Problem};
use nacka_report::document::DocumentFormat;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Mark};
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::seal::Condition;
use nacka_report::sheet::Sheet;
use nacka_report::templates;

use self::destination::OneDocument;
use self::pipeline::{Failure, Pipeline, Target};
use super::args::{NamedStandard, Render};
use super::config::{Config, Configuration};
use super::console::{Console, put, stdout_is_closed};
use super::queue;
use super::setup::{Selected, Setup, bug, standard_input};
use super::status::Status;
use super::wording::{CommandError, Notice};
use crate::output::manifest::Settings;
use crate::output::{self, Digest, Folder};

/// Runs the command.
pub fn run(mut args: Render, console: &mut Console) -> Result<Status, CommandError> {
    let mut configuration = Configuration::new(&args.selection, console)?;
    configuration.fill(&mut args.selection, &mut args.checking);
    let selected = Selected::new(&args.selection, &mut configuration)?;
    let document = OneDocument::of(&args, &selected)?;
    if let Some(document) = &document {
        args.to = vec![document.format];
        args.output = None;
    } else {
        fill(&mut args, configuration.config, &selected);
    }
    if args.prune && args.output.is_none() {
        return Err(CommandError::PruneWithoutOutput);
    }
    let args = &args;
    let setup = Setup::new(&args.checking, console)?;
    let image_dpi = args.image_dpi.unwrap_or(Sheet::IMAGE_DPI);
    let targets = targets(args, image_dpi, &setup)?;
    let pipeline = Pipeline {
        setup,
        targets,
        document,
        image_dpi,
        force: args.force,
        replace_changed: args.replace_changed,
        dry_run: args.dry_run,
    };
    match selected {
        Selected::StandardInput => to_standard_output(args, &pipeline, console),
        Selected::Files(files) => run::files(args, &pipeline, &files, console),
    }
}

/// Puts what the configuration says in the place of what was not given.
fn fill(args: &mut Render, config: Config, selected: &Selected) {
    if args.to.is_empty() {
        args.to = config.to;
    }
    if args.pdf_standard.is_empty() {
        args.pdf_standard = config.pdf_standard;
    }
    args.image_dpi = args.image_dpi.or(config.image_dpi);
    // Standard input goes to standard output.
    if matches!(selected, Selected::Files(_)) {
        args.output = args.output.take().or(config.output);
    }
}

/// Settles how each format that was asked for is made.
fn targets(args: &Render, image_dpi: u32, setup: &Setup) -> Result<Vec<Target>, CommandError> {
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
    let image_dpi = format!("image-dpi={image_dpi}");
    let mut formats = args.to.clone();
    if formats.is_empty() {
        formats.push(DocumentFormat::Pdf);
    }
    formats.sort_unstable();
    formats.dedup();
    let target = |format| {
        let (options, renderer) = match format {
            DocumentFormat::Pdf => {
                let asked = if args.pdf_standard.is_empty() {
                    &NamedStandard::defaults()
                } else {
                    &args.pdf_standard
                };
                let standards: Vec<_> = asked.iter().map(|named| named.standard).collect();
                let mut names: Vec<&str> = asked.iter().map(|named| &*named.name).collect();
                names.sort_unstable();
                let renderer = PdfRenderer::new(setup.fonts.clone(), &standards)?;
                let options = format!("{image_dpi} pdf-standard={}", names.join(","));
                (options, Renderer::Pdf(renderer))
            }
            DocumentFormat::Docx => (image_dpi.clone(), Renderer::Docx(DocxRenderer::new())),
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
    if pipeline.document.is_none() && stdout_is_closed() {
        return Err(CommandError::StandardOutputClosed);
    }
    let source = standard_input()?;
    let started = Instant::now();
    let work = |source: &Source| {
        let report = pipeline.setup.check(source, Path::new("").into());
        report.and_then(|Checked { value, warnings }| {
            pipeline
                .sheet(&value)
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
    queue::run(1, [source].into_iter(), &AtomicBool::new(false), work, |source, rendered| {
        match rendered.unwrap_or_else(|panic| Err(vec![Diagnostic::of_file(bug(panic))])) {
            Ok((document, warnings)) => {
                console.diagnostics(&source, &warnings);
                result = hand_over(&document.bytes, pipeline, started, console);
            }
            Err(diagnostics) => {
                console.diagnostics(&source, &diagnostics);
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
    console.finish(&Notice::RenderedOne { document: &document.path, warnings, elapsed })?;
    Ok(Status::Success)
}
