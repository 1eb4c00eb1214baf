//! `nacka-report render`: reports to documents.

mod due;
mod feed;
mod junit;
mod press;
mod run;

use std::path::Path;

use nacka_report::diagnostic::{Diagnostic, Format as MessageFormat, Problem};
use nacka_report::model::{Letterhead, Mark};
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::pdf::PdfRenderer;

pub use self::due::Due;
use self::press::{Making, Press};
use super::Status;
use super::args::{Format, Render};
use super::console::{Console, put};
use super::setup::{Selected, Setup, standard_input};
use super::wording::CommandError;
use crate::output::Digest;
use crate::output::manifest::Settings;

/// Runs the command.
pub fn run(args: &Render, console: &mut Console) -> Result<Status, CommandError> {
    let selected = Selected::new(&args.selection)?;
    let setup = Setup::new(&args.checking, console)?;
    let makings = makings(args, &setup)?;
    let press = Press {
        setup,
        makings,
        image_dpi: args.image_dpi,
        force: args.force,
        dry_run: args.dry_run,
    };
    match selected {
        Selected::StandardInput => to_standard_output(args, &press, console),
        Selected::Files(sources) => run::files(args, &press, &sources, console),
    }
}

/// Settles how each format that was asked for is made.
fn makings(args: &Render, setup: &Setup) -> Result<Vec<Making>, CommandError> {
    // For the manifest: without an output folder there is none, and a single report is not to wait.
    let is_recorded = args.output.is_some();
    let fonts = Digest::of_parts(setup.fonts.files().filter(|_| is_recorded));
    let settings = |options: String| Settings {
        letterhead: letterhead_digest(&setup.letterhead),
        fonts,
        options,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let image_dpi = format!("image-dpi={}", args.image_dpi);
    let mut formats = args.to.clone();
    formats.sort_unstable();
    formats.dedup();
    let making = |format| match format {
        Format::Docx => Ok(Making {
            extension: "docx",
            settings: settings(image_dpi.clone()),
            renderer: Renderer::Docx(DocxRenderer::new()),
        }),
        Format::Pdf => {
            let standards: Vec<_> = args.pdf_standard.iter().map(|named| named.standard).collect();
            let renderer = PdfRenderer::new(setup.fonts.clone(), &standards)?;
            let mut names: Vec<&str> = args.pdf_standard.iter().map(|named| &*named.name).collect();
            names.sort_unstable();
            let options = format!("{image_dpi} pdf-standard={}", names.join(","));
            Ok(Making {
                extension: "pdf",
                settings: settings(options),
                renderer: Renderer::Pdf(renderer),
            })
        }
    };
    formats.into_iter().map(making).collect()
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
    press: &Press,
    console: &mut Console,
) -> Result<Status, CommandError> {
    let [making] = &press.makings[..] else {
        return Err(CommandError::StandardInputToSeveralFormats);
    };
    let format: MessageFormat = args.checking.message_format.into();
    if args.output.is_some() || args.junit.is_some() || args.dry_run || format.is_data() {
        return Err(CommandError::StandardInputWithOptions);
    }
    let source = standard_input()?;
    let rendered = press.setup.check(&source, Path::new("")).and_then(|report| {
        press
            .sheet(&report)
            .and_then(|sheet| {
                let rendered = making.renderer.render(&sheet);
                rendered.map_err(|error| Problem::RenderFailed { error })
            })
            .map_err(|problem| vec![Diagnostic::of_file(problem)])
    });
    match rendered {
        Ok(document) => {
            put(&document.bytes)?;
            Ok(Status::Success)
        }
        Err(diagnostics) => {
            console.diagnostics(source, diagnostics);
            Ok(Status::Refused)
        }
    }
}
