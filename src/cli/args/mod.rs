//! The arguments as typed: one definition for parsing, help, completions and the man page.

mod common;
mod flaw;
mod package;
mod render;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

pub(crate) use common::MessageFormat;
pub use common::{Checking, MAX_IMAGE_DPI, ReportKind, Selection};
pub use flaw::ValueFlaw;
pub use package::{Package, PackageKind};
pub use render::{DocxControls, DocxPlaces, NamedStandard, Render};

use common::MESSAGES;

/// Turn reports written as YAML into Nacka kommun's form, as PDF, Word documents or web pages
///
/// A report is a YAML file: `nacka-report new report.yaml` writes one to fill in, with every field
/// explained. `nacka-report render report.yaml` turns it into an archival, accessible PDF; with
/// `--to docx` into a Word document that people can go on editing, with `--to html` into a web page.
#[derive(Debug, Parser)]
#[command(name = "nacka-report", version = VERSION.as_str(), max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    #[command(flatten)]
    pub global: GlobalOptions,
}

/// The version, and what it was built from if the build said so: packaging/ does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let commit = option_env!("NACKA_REPORT_COMMIT").map(|commit| format!(" ({commit})"));
    env!("CARGO_PKG_VERSION").to_owned() + commit.as_deref().unwrap_or_default()
});

/// How the program speaks; every command takes these.
#[derive(Debug, Args)]
#[command(next_help_heading = MESSAGES)]
pub struct GlobalOptions {
    /// When to colour messages
    ///
    /// `auto` colours on a terminal unless NO_COLOR is set.
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: ColorChoice,

    /// Language of messages and help [default: the locale's, else English]
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub lang: Option<Language>,

    /// Print nothing but errors: no summary, no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The language that arguments ask for, whatever else is right or wrong with them: help and what is
/// wrong are told in it.
pub fn asked_language(arguments: &[OsString]) -> Option<Language> {
    asked(arguments, "--lang")
}

/// The format that arguments ask for, in the same way.
pub fn asked_format(arguments: &[OsString]) -> Option<MessageFormat> {
    asked(arguments, "--message-format")
}

/// The last value that is given for an option.
fn asked<T: ValueEnum>(arguments: &[OsString], option: &str) -> Option<T> {
    let words: Vec<&str> = arguments.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    let words = words.split(|word| *word == "--").next().unwrap_or_default();
    let given = words.iter().enumerate().rev().find_map(|(index, word)| {
        let follows = words.get(index + 1).copied().filter(|_| *word == option);
        word.strip_prefix(option).and_then(|rest| rest.strip_prefix('=')).or(follows)
    });
    given.and_then(|name| T::from_str(name, false).ok())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Swedish
    Sv,
    /// English
    En,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Render(Render),
    Check(Check),
    New(New),
    Read(Read),
    Edit(Edit),
    Schema(Schema),
    Explain(Explain),
    Verify(Verify),
    Merge(Merge),
    Package(Package),
    Completions(Completions),
    Man(Man),
}

/// Check reports without rendering them
///
/// The problems of all reports are found in one run, each shown where it stands. A slip that makes
/// the YAML itself unreadable can hide others in the same value until it is mended.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub selection: Selection,

    #[command(flatten)]
    pub checking: Checking,
}

/// Write a report to fill in, with every field explained, or the blank form in Word
///
/// A FILE that ends in .docx is the form itself, to be filled in in Word or printed and filled in by
/// hand; 'render' and 'read' take it when it is. Any other is a report in YAML.
///
/// A FILE that is called paket.yaml or package.yaml becomes a package file, which 'package' asks for.
#[derive(Debug, Args)]
pub struct New {
    /// The file to write; - for standard output
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,

    /// Use the letterhead in FILE instead of Nacka kommun's on a blank form
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub letterhead: Option<PathBuf>,

    /// Overwrite FILE if it exists
    #[arg(long)]
    pub force: bool,
}

/// Turn Word documents, and PDFs that carry their report, back into reports
///
/// What a form filled in in Word says becomes YAML and picture files; what a PDF was made from is written as
/// it was, byte for byte, if it was rendered with --embed-source.
///
/// The report stands beside its document, or under --output. That of a Word document is called as
/// the document is; the files of a PDF have the names that they had, and the letterhead and the
/// options are in a folder called nacka-report. What the form has no place for, such as a comment or a table in a cell, is told at its field, and
/// nothing is written until it is seen to. Tracked changes are read as if they were accepted.
///
/// A report or picture that is there already and says something else is never overwritten; with
/// --update, what was changed in the document is changed in the report, and nothing else.
#[derive(Debug, Args)]
pub struct Read {
    /// Word documents (*.docx) and PDFs (*.pdf)
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,

    /// Change a report that is there already where a Word document says something else
    ///
    /// Comments, quotation marks and the order of what is untouched stay. Where the report was
    /// changed as well since the document was made from it, nothing is, and the fields are named.
    #[arg(long)]
    pub update: bool,

    /// Write the reports and their pictures under DIR
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,

    /// Use the fonts in DIR as well, for scripts that the bundled fonts lack
    ///
    /// May be given several times.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub font_path: Vec<PathBuf>,

    /// Treat warnings as errors
    #[arg(long, help_heading = MESSAGES)]
    pub deny_warnings: bool,

    /// How to print diagnostics
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = MESSAGES)]
    pub message_format: MessageFormat,
}

/// Fill in reports in the browser, with the pages beside the form
///
/// Starts a server on this machine that nobody else reaches, and opens the browser. A folder opens as
/// a list of its reports; a file opens its form, and one that is not there yet is begun. Saving
/// changes in a report's file what was changed in the form, and nothing else. What is not saved is
/// kept in the user's folder for such things until it is. Ctrl-C ends it. Where a server of the folder
/// runs already, that one is opened.
#[derive(Debug, Args)]
pub struct Edit {
    /// A report (*.yaml, *.yml), or a folder of reports
    #[arg(value_name = "PATH", default_value = ".", value_hint = ValueHint::AnyPath)]
    pub path: PathBuf,

    /// Listen on port N of the loopback address [default: the folder's own]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,

    /// Do not open the browser
    #[arg(long)]
    pub no_open: bool,

    /// Take options that are not given from FILE, instead of looking for nacka-report.toml
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Look for no nacka-report.toml
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,

    /// Use the letterhead in FILE instead of Nacka kommun's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub letterhead: Option<PathBuf>,

    /// Use the fonts in DIR as well, for scripts that the bundled fonts lack
    ///
    /// May be given several times.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub font_path: Vec<PathBuf>,
}

/// Print the JSON Schema of a report, a letterhead and others, for editors
#[derive(Debug, Args)]
pub struct Schema {
    /// Which file's schema
    #[arg(value_name = "WHICH", default_value = "report")]
    pub which: Described,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Described {
    /// The report file
    Report,
    /// The letterhead file
    Letterhead,
    /// The package file
    Package,
    /// The configuration file, nacka-report.toml
    Config,
    /// The lines of the message format json
    Messages,
}

/// Explain a diagnostic, with an example and its mend
#[derive(Debug, Args)]
pub struct Explain {
    /// The code that stands in brackets, such as unknown-key; without it, all codes are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Verify the documents in a folder against its manifest
///
/// Reads every document that the folder's manifest lists and compares its digest, as sha256sum -c
/// does: OK, CHANGED (somebody has worked on it), FAILED (damaged) or MISSING. Files that the
/// manifest does not know are listed as UNKNOWN. The reports themselves are not needed.
///
/// A package that 'package' has written, or another made by the same standards, is verified against
/// its own lists: every file in it, and that there is no other.
///
/// This proves that documents and manifest match, not that nobody has changed both. For that, keep
/// the manifest's SHA-256, which is printed, or a signature apart from the folder.
#[derive(Debug, Args)]
pub struct Verify {
    /// A folder that 'render --output' has written, or a package
    #[arg(value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub folder: PathBuf,

    /// Render every document once more from what it carries, and compare
    ///
    /// PROVEN: the same bytes come out, so the PDF says what its report says. DIFFERS: nothing is
    /// lacking, and something else comes out; status 1. CANNOT BE PROVEN, with the reason: it carries
    /// no report, was made by another version of the program or with fonts that are not here. Then the
    /// texts are compared, letter by letter, without the heads of the pages; only if they differ is
    /// that a failure. Nothing but a PDF that was rendered with --embed-source carries all that it was
    /// made from: of Word documents and web pages nothing is proven.
    #[arg(long)]
    pub rerender: bool,

    /// Use the fonts in DIR as well, for documents that were rendered with them
    ///
    /// May be given several times.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, requires = "rerender")]
    pub font_path: Vec<PathBuf>,

    /// Compare the manifest's own SHA-256 with DIGEST; of a package, that of its METS.xml
    #[arg(long, value_name = "DIGEST")]
    pub manifest_sha256: Option<String>,

    /// Check the manifest's signature, made by minisign, with the public KEY or the file of one
    ///
    /// The signature is nacka-report.manifest.json.minisig, as 'minisign -S' writes it.
    #[arg(long, value_name = "KEY", value_hint = ValueHint::FilePath)]
    pub signed_by: Option<String>,
}

/// Merge the manifests of shards into one
///
/// After runs of 'render --shard 1/N' to '--shard N/N' into DIR: their manifests become the one that
/// a single run would have written, and are removed. If a shard has not come to its end, that is
/// told and nothing is changed; start it again first. Documents that are on no record are named.
///
/// If this is killed, run it again. --prune is for a run of 'render' without --shard after this.
#[derive(Debug, Args)]
pub struct Merge {
    /// The folder that the shards have written
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
}

/// Print the completion script for a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Print the manual page
#[derive(Debug, Args)]
pub struct Man {
    /// The command whose own page to print
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
