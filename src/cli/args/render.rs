//! The arguments of `nacka-report render`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};
use nacka_report::document::DocumentFormat;
use nacka_report::render::pdf::PdfStandard;

use super::common::{Checking, MAX_IMAGE_DPI, Selection};
use super::flaw::ValueFlaw;
use crate::output::{MAX_SHARDS, Shard};

/// Render reports as PDF, Word documents or web pages
///
/// Renders every report among PATH…: files, and folders with all that is below them. The
/// documents stand beside their reports, or under --output in a tree that mirrors the folder's.
/// A report with a problem is left out and explained; the others are rendered all the same.
///
/// With --output, a manifest in the output folder tells what every document was made from.
/// Reports that have not changed since are skipped, after comparing digests.
///
/// A document that somebody has worked on since it was rendered is kept and named.
#[derive(Debug, Clone, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct Render {
    #[command(flatten)]
    pub selection: Selection,

    /// Write the documents under DIR, and a manifest of them; or one document to FILE
    ///
    /// A name that ends in .pdf, .docx or .html, and is no folder, is the one document of one report.
    #[arg(long, short, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub output: Option<PathBuf>,

    /// Document formats, separated by commas [default: pdf]
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        value_parser = document_format_parser(),
    )]
    pub to: Vec<DocumentFormat>,

    /// PDF standards to keep to, separated by commas [default: a-2a,ua-1]
    ///
    /// Some exclude each other: PDF/A-1 (a-1…) goes with no other.
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        value_parser = pdf_standard_parser(),
    )]
    pub pdf_standard: Vec<NamedStandard>,

    /// Scale pictures down to N pixels an inch at most [default: 300]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MAX_IMAGE_DPI))]
    pub image_dpi: Option<u32>,

    /// Leave the report's own file out of Word documents
    ///
    /// Otherwise everybody who gets the document gets the report's YAML with it, comments and all:
    /// what 'read' gives back as it was. Pictures travel as they are shown, with the names and
    /// digests of their files.
    #[arg(long)]
    pub no_source: bool,

    /// Let PDFs carry everything that they are made from
    ///
    /// The report's file and pictures, the letterhead and its logo, and the options, fonts and
    /// version of the looks, each as a file in the PDF: 'read' gives them back, and 'verify
    /// --rerender' proves by them that the PDF says what its report says. Everybody who gets the
    /// PDF gets them too: the report's comments, and its pictures uncut with the place where they
    /// were taken, are published with it. Goes with the standards a-3a, a-3b and a-3u, alone or with
    /// ua-1; PDF/A-2 takes no files. An archive has to agree to PDF/A-3 first.
    #[arg(long)]
    pub embed_source: bool,

    /// Which places a Word document has to fill in [default: shown]
    #[arg(long, value_name = "WHICH")]
    pub docx_places: Option<DocxPlaces>,

    /// What the values of a Word document stand in [default: all]
    ///
    /// In content controls one fills in the form by a click, adds rows with the plus sign and ticks
    /// boxes. Some programs that read Word documents pass by what stands in them.
    #[arg(long, value_name = "WHICH")]
    pub docx_controls: Option<DocxControls>,

    /// Render reports that have not changed as well
    #[arg(long)]
    pub force: bool,

    /// Overwrite, or remove with --prune, documents that somebody has changed as well
    #[arg(long)]
    pub replace_changed: bool,

    /// Remove documents whose report is gone
    ///
    /// If more than a fifth of the reports on record are gone, and ten or more, nothing is removed:
    /// perhaps a folder is only out of reach. --prune-at-most says how many may be.
    #[arg(long)]
    pub prune: bool,

    /// Remove nothing if more than N reports are gone
    #[arg(long, value_name = "N", requires = "prune")]
    pub prune_at_most: Option<usize>,

    /// Go on, and render whatever changes: reports, pictures, letterhead; until Ctrl-C
    #[arg(long, short, conflicts_with_all = ["dry_run", "fail_fast"])]
    pub watch: bool,

    /// Show the first document, in the program that the system opens such files with
    #[arg(long, conflicts_with = "dry_run")]
    pub open: bool,

    /// Render part K of N of the reports, K from 1 to N
    ///
    /// For a great many reports on several machines: start N runs with --shard 1/N to N/N, all with
    /// the same paths and options, at once or one by one, and then run 'nacka-report merge DIR'. A
    /// report's part depends on its name alone. A run that was killed goes on where it was when it
    /// is started again; 0 is returned also if the part happens to be empty.
    #[arg(long, value_name = "K/N", requires = "output", value_parser = |text: &str| shard(text, 1))]
    pub shard: Option<Shard>,

    /// Render part I of N, I from 0 to N-1, as Kubernetes and AWS Batch count
    #[arg(
        long,
        value_name = "I/N",
        requires = "output",
        conflicts_with = "shard",
        value_parser = |text: &str| shard(text, 0),
    )]
    pub shard_index: Option<Shard>,

    /// Check the reports and tell what would be rendered and why; write nothing
    #[arg(long, conflicts_with = "junit")]
    pub dry_run: bool,

    /// Start no further report after the first that fails
    #[arg(long)]
    pub fail_fast: bool,

    #[command(flatten)]
    pub checking: Checking,
}

impl Render {
    /// Which part of the reports is asked for, if not all.
    pub fn shard(&self) -> Option<Shard> {
        self.shard.or(self.shard_index)
    }
}

/// A shard from its number, which counts from `first`, and how many there are.
fn shard(text: &str, first: u32) -> Result<Shard, ValueFlaw> {
    let parts = text.split_once('/');
    let parts = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    let (number, of): (u32, u32) = parts.filter(|(_, of)| *of > 0).ok_or(ValueFlaw::NotAShard)?;
    if of > MAX_SHARDS {
        return Err(ValueFlaw::TooManyShards);
    }
    let number = number.checked_add(1 - first);
    number.and_then(|number| Shard::new(number, of)).ok_or(ValueFlaw::NoSuchShard { of, first })
}

/// Which places a Word document has to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocxPlaces {
    /// Those that the PDF shows
    Shown,
    /// Every one, as the blank form: all columns of contacts, a picture with its texts
    All,
}

/// What the values of a Word document stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocxControls {
    /// In content controls
    All,
    /// In none: ordinary text
    None,
}

/// A PDF standard under the name that users know.
#[derive(Debug, Clone)]
pub struct NamedStandard {
    pub name: String,
    pub standard: PdfStandard,
}

impl NamedStandard {
    /// The names of all standards.
    pub const NAMES: [&str; 10] =
        ["a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "ua-1", "1.7"];

    /// Whether a PDF that keeps to this may carry files of any kind (ISO 19005-3, 6.8).
    pub fn takes_files(&self) -> bool {
        matches!(self.standard, PdfStandard::A_3a | PdfStandard::A_3b | PdfStandard::A_3u)
    }

    /// The standard of a name.
    pub fn new(name: &str) -> Option<Self> {
        let standard = serde_json::from_value(name.into()).ok();
        standard.map(|standard| Self { name: name.to_owned(), standard })
    }

    /// What a document keeps to unless others are asked for.
    pub fn defaults() -> Vec<Self> {
        ["a-2a", "ua-1"].into_iter().filter_map(Self::new).collect()
    }
}

fn pdf_standard_parser() -> impl TypedValueParser<Value = NamedStandard> {
    PossibleValuesParser::new(NamedStandard::NAMES)
        .try_map(|name| NamedStandard::new(&name).ok_or("not a standard"))
}

fn document_format_parser() -> impl TypedValueParser<Value = DocumentFormat> {
    let value = |format: DocumentFormat| {
        PossibleValue::new(format.extension()).help(match format {
            DocumentFormat::Docx => "Word document",
            DocumentFormat::Html => "Web page",
            DocumentFormat::Pdf => "PDF",
        })
    };
    PossibleValuesParser::new(DocumentFormat::ALL.map(value)).try_map(|name| {
        let format = DocumentFormat::ALL.into_iter().find(|format| format.extension() == name);
        format.ok_or("not a format")
    })
}
