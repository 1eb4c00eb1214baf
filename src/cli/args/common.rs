//! The arguments that commands over reports have in common.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use nacka_report::diagnostic;

/// Most reports worked on at a time: each takes a thread and some 40 MB.
const MAX_JOBS: i64 = 256;

/// Finest pictures, in pixels an inch: more than any printer has.
pub const MAX_IMAGE_DPI: i64 = 2400;

/// The heading of the options for what is said and how.
pub(super) const MESSAGES: &str = "Messages";

/// Which reports.
#[derive(Debug, Clone, Args)]
pub struct Selection {
    /// Reports (*.yaml, *.yml, *.docx), or folders of reports; - for standard input
    ///
    /// Folders are read with everything below them. Hidden files and what .gitignore and .ignore
    /// files name are left out; links to folders are not followed. YAML files in a folder that have
    /// none of a report's keys are passed by.
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Kinds of reports that are taken in folders, separated by commas
    ///
    /// With docx, forms filled in in Word count as reports, but for those that stand beside a YAML
    /// report of the same name, or in a folder of documents with its manifest. Named files are
    /// taken whatever their kind.
    #[arg(long, value_name = "KIND", value_delimiter = ',', default_value = "yaml")]
    pub from: Vec<ReportKind>,

    /// Of the files in folders take only those that match GLOB, as in a .gitignore file
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,

    /// Leave out the files in folders that match GLOB, as in a .gitignore file
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,

    /// Take hidden files and those that .gitignore names as well
    #[arg(long)]
    pub no_ignore: bool,

    /// Take options that are not given from FILE, instead of looking for nacka-report.toml
    ///
    /// The nearest nacka-report.toml at or above the reports holds, up to the root of a repository
    /// or a folder of another user. Its keys are called as the options: letterhead, font-path,
    /// include, exclude, deny-warnings, to, pdf-standard, image-dpi,
    /// embed-source, output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Look for no nacka-report.toml
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

/// The kinds of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportKind {
    /// YAML files (*.yaml, *.yml)
    Yaml,
    /// Word documents (*.docx)
    Docx,
}

/// How reports are checked.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Checking")]
pub struct Checking {
    /// Use the letterhead in FILE instead of Nacka kommun's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub letterhead: Option<PathBuf>,

    /// Use the fonts in DIR as well, for scripts that the bundled fonts lack
    ///
    /// May be given several times.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub font_path: Vec<PathBuf>,

    /// Work on N reports at a time [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MAX_JOBS))]
    pub jobs: Option<u16>,

    /// Write the result for each report to FILE, as JUnit XML
    #[arg(id = "junit", long = "report", value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = MESSAGES)]
    pub junit: Option<PathBuf>,

    /// Treat warnings as errors
    #[arg(long, help_heading = MESSAGES)]
    pub deny_warnings: bool,

    /// How to print diagnostics
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = MESSAGES)]
    pub(crate) message_format: MessageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// The source line with the problem marked
    Human,
    /// One line each, as compilers print them
    Short,
    /// One JSON object a line, on standard output
    Json,
    /// GitHub workflow commands
    Github,
    /// SARIF 2.1.0, on standard output
    Sarif,
    /// GitLab's Code Quality report, on standard output
    Gitlab,
}

impl MessageFormat {
    /// Whether all diagnostics of a run are one document.
    pub fn is_one_document(self) -> bool {
        matches!(self, Self::Sarif | Self::Gitlab)
    }
}

impl From<MessageFormat> for diagnostic::Format {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Self::Human,
            MessageFormat::Short => Self::Short,
            MessageFormat::Json => Self::Json,
            MessageFormat::Github => Self::Github,
            MessageFormat::Sarif => Self::Sarif,
            MessageFormat::Gitlab => Self::Gitlab,
        }
    }
}
