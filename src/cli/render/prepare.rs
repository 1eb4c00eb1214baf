//! What a run needs, settled from the arguments and the configuration before any report is looked at.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use nacka_report::attachment;
use nacka_report::document::DocumentFormat;
use nacka_report::fonts::Fonts;
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;
use nacka_report::templates;

use super::destination::OneDocument;
use super::pipeline::{Memory, Pipeline, Target};
use crate::cli::args::{DocxControls, DocxPlaces, NamedStandard, Render};
use crate::cli::config::Configuration;
use crate::cli::console::Console;
use crate::cli::setup::{Selected, Setup, letterhead_digest, letterhead_files_digest};
use crate::cli::wording::CommandError;
use crate::output::Digest;
use crate::output::manifest::Settings;

/// A run that can begin.
pub struct Prepared {
    /// The arguments, with what the configuration says filled in.
    pub args: Render,
    pub pipeline: Pipeline,
    pub selected: Selected,
    /// The configuration file, and its text.
    pub config_file: Option<PathBuf>,
    pub config_text: Option<Vec<u8>>,
    /// The folder whose tree the output folder mirrors, if that is not each report's own.
    pub mirrored: Option<PathBuf>,
}

impl Prepared {
    /// Settles what the arguments ask for. Prints what is wrong with configuration and letterhead.
    pub fn new(mut args: Render, console: &mut Console) -> Result<Self, CommandError> {
        if args.prune && args.shard().is_some() {
            return Err(CommandError::PruneInShard);
        }
        let is_embedding_asked = args.embed_source;
        let mut configuration = Configuration::new(&args.selection, console)?;
        configuration.fill(&mut args.selection, &mut args.checking);
        let is_configured = args.output.is_none() && configuration.config.output.is_some();
        let mirrored = configuration.folder().filter(|_| is_configured).map(Path::to_path_buf);
        let selected =
            Selected::new(&args.selection, args.shard(), mirrored.as_deref(), &mut configuration)?;
        let document = OneDocument::of(&args, &selected)?;
        fill(&mut args, &mut configuration, &selected);
        if let Some(document) = &document {
            args.to = vec![document.format];
            args.output = None;
        }
        if args.prune && args.output.is_none() {
            return Err(CommandError::PruneWithoutOutput);
        }
        if args.to.is_empty() {
            args.to.push(DocumentFormat::Pdf);
        }
        if args.pdf_standard.is_empty() {
            args.pdf_standard = NamedStandard::defaults();
        }
        refuse_to_embed_elsewhere(&args, is_embedding_asked)
            .map_err(|error| configuration.blame("embed-source", error))?;
        let setup = Setup::new(&args.checking, console)
            .map_err(|error| configuration.blame_checking(&args.checking, error))?;
        let image_dpi = args.image_dpi.unwrap_or(Sheet::IMAGE_DPI);
        let targets = targets(&args, image_dpi, &setup)
            .map_err(|error| configuration.blame("pdf-standard", error))?;
        let config_file = configuration.file().map(Path::to_path_buf);
        let config_text = config_file.as_deref().filter(|_| args.watch);
        let config_text = config_text.and_then(|file| fs::read(file).ok());
        let letterhead = letterhead_digest(&setup.letterhead);
        let embedded = args.embed_source.then(|| embedded(&args, image_dpi, &setup.fonts));
        let pipeline = Pipeline {
            setup,
            targets,
            document,
            image_dpi,
            embedded,
            letterhead_digest: (!args.no_source).then(|| letterhead.to_string()),
            force: args.force,
            replace_changed: args.replace_changed,
            dry_run: args.dry_run,
            memory: args.watch.then(Memory::default),
        };
        Ok(Self { args, pipeline, selected, config_file, config_text, mirrored })
    }
}

/// Puts what the configuration says in the place of what was not given.
fn fill(args: &mut Render, configuration: &mut Configuration, selected: &Selected) {
    let config = std::mem::take(&mut configuration.config);
    let is_given = !args.to.is_empty();
    configuration.stand_in("to", &mut args.to, is_given, config.to);
    let is_given = !args.pdf_standard.is_empty();
    configuration.stand_in("pdf-standard", &mut args.pdf_standard, is_given, config.pdf_standard);
    args.image_dpi = args.image_dpi.or(config.image_dpi);
    let is_given = args.embed_source;
    configuration.stand_in("embed-source", &mut args.embed_source, is_given, config.embed_source);
    // Standard input goes to standard output.
    if matches!(selected, Selected::Files(_)) {
        args.output = args.output.take().or(config.output);
    }
}

/// Settles how each format that was asked for is made.
fn targets(args: &Render, image_dpi: u32, setup: &Setup) -> Result<Vec<Target>, CommandError> {
    // For the manifest: without an output folder there is none, and a single report is not to wait.
    let is_recorded = args.output.is_some() || args.watch;
    let fonts = Digest::of_parts(setup.fonts.files().filter(|_| is_recorded));
    let settings = |letterhead: Digest, options: String| Settings {
        letterhead,
        fonts,
        templates: templates::digest().into(),
        options,
        rendering: templates::RENDERING,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let image_dpi = format!("image-dpi={image_dpi}");
    let mut formats = args.to.clone();
    formats.sort_unstable();
    formats.dedup();
    let target = |format| {
        let mut letterhead = letterhead_digest(&setup.letterhead);
        let (options, renderer) = match format {
            DocumentFormat::Pdf => {
                let standards: Vec<_> =
                    args.pdf_standard.iter().map(|named| named.standard).collect();
                let renderer = PdfRenderer::new(setup.fonts.clone(), &standards)?;
                let names = standard_names(args).join(",");
                let mut options = format!("{image_dpi} pdf-standard={names}");
                if args.embed_source {
                    options.push_str(" embed-source");
                    letterhead = letterhead_files_digest(&setup.letterhead, &setup.letterhead_file);
                }
                (options, Renderer::Pdf(renderer))
            }
            DocumentFormat::Docx => {
                let mut options = image_dpi.clone();
                let mut renderer = DocxRenderer::new();
                if args.no_source {
                    options += " no-source";
                }
                if args.docx_places == Some(DocxPlaces::All) {
                    options += " docx-places=all";
                }
                if args.docx_controls == Some(DocxControls::None) {
                    options += " docx-controls=none";
                    renderer = DocxRenderer::without_controls();
                }
                (options, Renderer::Docx(renderer))
            }
            DocumentFormat::Html => (image_dpi.clone(), Renderer::Html(HtmlRenderer::new())),
        };
        let has_every_place =
            format == DocumentFormat::Docx && args.docx_places == Some(DocxPlaces::All);
        Ok(Target { format, settings: settings(letterhead, options), renderer, has_every_place })
    };
    formats.into_iter().map(target).collect()
}

/// The names of the standards that are asked for, in order.
fn standard_names(args: &Render) -> Vec<String> {
    let mut names: Vec<String> = args.pdf_standard.iter().map(|named| named.name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Fails if what PDFs are made from is to travel in them, but nothing can.
fn refuse_to_embed_elsewhere(args: &Render, is_asked: bool) -> Result<(), CommandError> {
    let has_pdf = args.to.contains(&DocumentFormat::Pdf);
    if is_asked && !has_pdf {
        return Err(CommandError::EmbedWithoutPdf);
    }
    let takes_files = args.pdf_standard.iter().any(NamedStandard::takes_files);
    if args.embed_source && has_pdf && !takes_files {
        return Err(CommandError::EmbedInStandard { standards: standard_names(args) });
    }
    Ok(())
}

/// How PDFs are made, for those who are to make them once more.
fn embedded(args: &Render, image_dpi: u32, fonts: &Fonts) -> attachment::Settings {
    attachment::Settings {
        program: PdfRenderer::CREATOR.to_owned(),
        rendering: templates::RENDERING,
        templates: Digest::from(templates::digest()).to_string(),
        fonts: fonts.distinct_files().map(|file| Digest::of(file).to_string()).collect(),
        image_dpi,
        pdf_standard: standard_names(args),
        files: BTreeMap::new(),
    }
}
