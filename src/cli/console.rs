//! What a command says: diagnostics in the chosen format, errors, notes and the summary.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language};
use nacka_report::load::Source;

use super::Status;
use super::args::{self, ColorChoice, Manners};
use super::wording::{CommandError, Labels, Notice};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightGreen.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// The two output streams, and how to speak on them.
pub struct Console {
    stderr: AutoStream<io::Stderr>,
    format: Format,
    language: Language,
    quiet: bool,
    progress: ProgressBar,
    /// For SARIF, which is one document at the end.
    findings: Vec<(Source, Vec<Diagnostic>)>,
    /// Why something could not be written to standard output.
    unwritten: Option<io::Error>,
}

impl Console {
    /// A console for a command that prints diagnostics in the given format.
    pub fn new(manners: &Manners, format: Format) -> Self {
        let choice = match manners.color {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        let language = match manners.lang {
            Some(args::Language::En) => Language::English,
            Some(args::Language::Sv) => Language::Swedish,
            None => locale_language(),
        };
        Self {
            stderr: AutoStream::new(io::stderr(), choice),
            format,
            language,
            quiet: manners.quiet,
            progress: ProgressBar::hidden(),
            findings: Vec::new(),
            unwritten: None,
        }
    }

    /// Shows the progress over so many reports, if anyone is watching. The bar that is returned is
    /// to be moved on by one for each.
    pub fn start(&mut self, reports: usize) -> ProgressBar {
        if !self.quiet && io::stderr().is_terminal() {
            let left = Labels::of(self.language).left;
            let template = format!(
                "{{bar:30}} {{human_pos}}/{{human_len}}  {{rate}}/s  {{eta}} {left}  {{msg}}"
            );
            let style = ProgressStyle::with_template(&template)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
                    let _ = write!(out, "{:.0}", state.per_sec());
                });
            self.progress = ProgressBar::new(reports as u64).with_style(style);
        }
        self.progress.clone()
    }

    /// Shows in the progress how many reports have failed.
    pub fn failures(&self, count: usize) {
        self.progress.set_message(Notice::Failures(count).text(self.language));
    }

    /// Prints a line of the command's result.
    pub fn line(&mut self, text: impl fmt::Display) {
        self.put(|stdout| writeln!(stdout, "{text}"));
    }

    /// Prints a file's diagnostics.
    pub fn diagnostics(&mut self, source: Source, diagnostics: Vec<Diagnostic>) {
        if self.format == Format::Sarif {
            self.findings.push((source, diagnostics));
            return;
        }
        let files = [Findings { source: &source, diagnostics: &diagnostics }];
        let (format, language) = (self.format, self.language);
        if format.is_data() {
            self.put(|stdout| diagnostic::write(stdout, format, language, &files));
        } else {
            self.speak(|stderr| diagnostic::write(stderr, format, language, &files));
        }
    }

    /// Prints an error that is no report's own.
    pub fn error(&mut self, error: &CommandError) {
        let language = self.language;
        let Labels { error: label, help, .. } = Labels::of(language);
        self.speak(|stderr| {
            writeln!(stderr, "{ERROR}{label}{ERROR:#}: {}", error.message(language))?;
            let mut hints = error.hints(language).into_iter();
            hints.try_for_each(|hint| writeln!(stderr, "{HELP}{help}{HELP:#}: {hint}"))
        });
    }

    /// Prints something worth knowing, unless asked to be quiet.
    pub fn note(&mut self, notice: &Notice<'_>) {
        if !self.quiet {
            let (label, text) = (Labels::of(self.language).note, notice.text(self.language));
            self.speak(|stderr| writeln!(stderr, "{NOTE}{label}{NOTE:#}: {text}"));
        }
    }

    /// The language that everything is said in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Ends the run: the progress bar goes, what was collected is printed, then the summary.
    /// Fails if something could not be written to standard output.
    pub fn finish(&mut self, summary: &Notice<'_>) -> Result<(), CommandError> {
        self.progress.finish_and_clear();
        if self.format == Format::Sarif {
            let findings = std::mem::take(&mut self.findings);
            let files: Vec<_> = findings
                .iter()
                .map(|(source, diagnostics)| Findings { source, diagnostics })
                .collect();
            let (format, language) = (self.format, self.language);
            self.put(|stdout| diagnostic::write(stdout, format, language, &files));
        }
        if !self.quiet {
            let summary = summary.text(self.language);
            self.speak(|stderr| writeln!(stderr, "{summary}"));
        }
        match self.unwritten.take() {
            Some(error) => Err(not_printed(&error)),
            None => Ok(()),
        }
    }

    /// Writes to standard output, and remembers if that failed.
    fn put(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let result = self.progress.suspend(|| write(&mut io::stdout().lock()));
        if let Err(error) = unless_closed(result) {
            self.unwritten.get_or_insert(error);
        }
    }

    /// Writes to standard error without tearing the progress bar. When nobody listens any more,
    /// there is nobody to tell.
    fn speak(&mut self, say: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let stderr = &mut self.stderr;
        let _ = self.progress.suspend(|| say(stderr));
    }
}

/// The language of the user's locale, found as POSIX says: the first variable that is set.
fn locale_language() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.starts_with("sv") => Language::Swedish,
        _ => Language::English,
    }
}

/// Prints the result of a command that has nothing else to say.
pub fn print(text: &str) -> Result<Status, CommandError> {
    put(text.as_bytes())?;
    Ok(Status::Success)
}

/// Writes bytes to standard output.
pub fn put(bytes: &[u8]) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    let result = stdout.write_all(bytes).and_then(|()| stdout.flush());
    unless_closed(result).map_err(|error| not_printed(&error))
}

/// A reader that has closed its pipe, such as `head`, has read enough; that is no failure.
fn unless_closed(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn not_printed(error: &io::Error) -> CommandError {
    CommandError::about(Path::new("<stdout>"), error)
}
