//! What a command says: diagnostics in the chosen format, errors, notes and the summary.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use nacka_report::diagnostic::{
    self, Diagnostic, Document, Findings, Format, Language, Severity, annotation, escape,
};
use nacka_report::load::Source;

use super::args::{self, ColorChoice, GlobalOptions};
use super::help;
use super::record::Record;
use super::status::Status;
use super::wording::{CommandError, Labels, Notice};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const NOTE: Style = AnsiColor::BrightGreen.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// The two output streams, and how to speak on them.
pub struct Console {
    stdout: BufWriter<Stdout>,
    stderr: AutoStream<io::Stderr>,
    format: Format,
    language: Language,
    quiet: bool,
    /// What was said lately, if it is not to be said again at every pass of a watch.
    said: Option<Said>,
    progress: ProgressBar,
    /// How many warnings were told.
    warnings: usize,
    /// The document, if the format is one, as far as it is written.
    document: Option<Document>,
    /// Why something could not be written to standard output.
    unwritten: Option<io::Error>,
}

/// What the passes of a watch have said.
#[derive(Debug, Default)]
struct Said {
    /// In the last pass.
    before: BTreeSet<Vec<u8>>,
    /// In this one.
    now: BTreeSet<Vec<u8>>,
    /// How many passes have ended.
    count: usize,
    /// Whether something wrong was told in this one.
    has_news: bool,
}

impl Console {
    /// A console for a command that prints diagnostics in the given format.
    pub fn new(options: &GlobalOptions, language: Language, format: Format) -> Self {
        let choice = match options.color {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self {
            stdout: BufWriter::new(io::stdout()),
            stderr: AutoStream::new(io::stderr(), choice),
            format,
            language,
            quiet: options.quiet,
            said: None,
            progress: ProgressBar::hidden(),
            warnings: 0,
            document: Document::new(format, language),
            unwritten: None,
        }
    }

    /// Shows the progress over so many reports, if anyone is watching. The bar that is returned is
    /// to be moved on by one for each.
    pub fn start(&mut self, reports: usize) -> ProgressBar {
        if !self.quiet && io::stderr().is_terminal() {
            let left = Labels::of(self.language).left;
            let (position, length) = match self.language {
                Language::English => ("human_pos", "human_len"),
                Language::Swedish => ("swedish_pos", "swedish_len"),
            };
            let template = format!(
                "{{bar:30}} {{{position}}}/{{{length}}}  {{rate}}/s  {{eta}} {left}  {{msg}}"
            );
            let style = ProgressStyle::with_template(&template)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .with_key("swedish_pos", |state: &ProgressState, out: &mut dyn fmt::Write| {
                    let _ = out.write_str(&diagnostic::grouped(state.pos()));
                })
                .with_key("swedish_len", |state: &ProgressState, out: &mut dyn fmt::Write| {
                    let _ = out.write_str(&diagnostic::grouped(state.len().unwrap_or_default()));
                })
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
        self.put(|stdout, _| writeln!(stdout, "{}", escape(&text.to_string())));
    }

    /// Prints something that is no diagnostic, for programs that read one object a line.
    pub fn record(&mut self, record: &Record<'_>) {
        if self.format == Format::Json {
            self.put(|stdout, _| {
                serde_json::to_writer(&mut *stdout, record)?;
                writeln!(stdout)
            });
        }
    }

    /// Whether standard output is for programs.
    pub fn is_for_programs(&self) -> bool {
        self.format.is_data()
    }

    /// Prints what is wrong with a folder, whether asked to be quiet or not.
    pub fn note_error(&mut self, notice: &Notice<'_>) {
        self.say_error(&notice.text(self.language), &[]);
    }

    /// Whether to print nothing but errors.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a file's diagnostics, if it has any.
    pub fn diagnostics(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        if diagnostics.is_empty() {
            return;
        }
        let is_warning = |d: &&Diagnostic| d.problem.severity() == Severity::Warning;
        self.warnings += diagnostics.iter().filter(is_warning).count();
        let files = [Findings { source, diagnostics }];
        let (format, language) = (self.format, self.language);
        if format.is_data() {
            self.note_news();
            self.put(|stdout, document| match document {
                Some(document) => document.add(stdout, &files),
                None => diagnostic::write(stdout, format, language, &files),
            });
        } else {
            self.say(true, |stderr| diagnostic::write(stderr, format, language, &files));
        }
    }

    /// Prints an error that is no report's own.
    pub fn error(&mut self, error: &CommandError) {
        self.say_error(&error.message(self.language), &error.hints(self.language));
    }

    fn say_error(&mut self, message: &str, hints: &[String]) {
        let Labels { error: label, help, .. } = Labels::of(self.language);
        let is_for_github = self.format == Format::Github;
        if let Some(document) = &mut self.document {
            document.failed(message);
        }
        let message = escape(message);
        self.say(true, |stderr| {
            let mut hints = hints.iter().map(|hint| escape(hint));
            if is_for_github {
                let lines: Vec<_> = [message].into_iter().chain(hints).collect();
                return writeln!(stderr, "{}", annotation(&lines.join("\n")));
            }
            writeln!(stderr, "{ERROR}{label}{ERROR:#}: {message}")?;
            hints.try_for_each(|hint| writeln!(stderr, "{HELP}{help}{HELP:#}: {hint}"))
        });
    }

    /// Prints something worth knowing, unless asked to be quiet.
    pub fn note(&mut self, notice: &Notice<'_>) {
        if !self.quiet {
            let (label, text) = (Labels::of(self.language).note, notice.text(self.language));
            self.say(false, |stderr| writeln!(stderr, "{NOTE}{label}{NOTE:#}: {}", escape(&text)));
        }
    }

    /// Prints such a thing, whether it was said before or not.
    pub fn note_again(&mut self, notice: &Notice<'_>) {
        let said = self.said.take();
        self.note(notice);
        self.said = said;
    }

    /// Ends a run that failed. A document on standard output is whole all the same: others read it.
    pub fn abandon(&mut self, error: &CommandError) {
        self.progress.finish_and_clear();
        self.error(error);
        self.end_document();
        let _ = self.stdout.flush();
    }

    /// Begins a watch: what one pass has said the next does not say again.
    pub fn begin_passes(&mut self) {
        self.said = Some(Said::default());
    }

    /// Ends a pass of a watch; of one that broke off what was said before it holds as well. Warnings
    /// are counted anew.
    pub fn end_pass(&mut self, is_whole: bool) {
        self.warnings = 0;
        if let Some(Said { before, now, count, has_news }) = &mut self.said {
            if is_whole {
                before.clear();
            }
            before.append(now);
            *count += 1;
            *has_news = false;
        }
    }

    /// Lets everything be said again.
    pub fn forget(&mut self) {
        if let Some(said) = &mut self.said {
            said.before.clear();
            said.now.clear();
        }
    }

    /// Whether this is not the first pass of a watch.
    pub fn is_later_pass(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.count > 0)
    }

    /// Whether this pass of a watch has told of something wrong that was not so before.
    pub fn has_news(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.has_news)
    }

    /// How many warnings were told so far.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// The language that everything is said in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Ends the run: the progress bar goes, what was held back is printed, then the summary.
    /// Fails if something could not be written to standard output.
    pub fn finish(&mut self, summary: &Notice<'_>) -> Result<(), CommandError> {
        let written = self.finish_silently();
        if !self.quiet {
            let summary = summary.text(self.language);
            self.speak(|stderr| writeln!(stderr, "{summary}"));
        }
        written
    }

    /// The same without a summary.
    pub fn finish_silently(&mut self) -> Result<(), CommandError> {
        self.progress.finish_and_clear();
        self.end_document();
        let flushed = self.stdout.flush();
        self.note_unwritten(flushed);
        match self.unwritten.take() {
            Some(error) => Err(not_printed(&error)),
            None => Ok(()),
        }
    }

    /// Ends the document, if the format is one and it has not come to its end already.
    fn end_document(&mut self) {
        self.put(|stdout, document| document.take().map_or(Ok(()), |open| open.end(stdout)));
    }

    /// Writes to standard output, and remembers if that failed.
    fn put(&mut self, write: impl FnOnce(&mut dyn Write, &mut Option<Document>) -> io::Result<()>) {
        let (stdout, document) = (&mut self.stdout, &mut self.document);
        let result = self.progress.suspend(|| {
            write(stdout, document)?;
            // Somebody may be watching.
            if stdout.get_ref().is_terminal() { stdout.flush() } else { Ok(()) }
        });
        self.note_unwritten(result);
    }

    fn note_unwritten(&mut self, result: io::Result<()>) {
        if let Err(error) = unless_closed(result) {
            self.unwritten.get_or_insert(error);
        }
    }

    /// Takes note that something wrong is told.
    fn note_news(&mut self) {
        if let Some(said) = &mut self.said {
            said.has_news = true;
        }
    }

    /// Says something, unless a watch has said it in the pass before: of something wrong, or worth
    /// knowing.
    fn say(&mut self, is_wrong: bool, say: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut text = Vec::new();
        // Writing to memory does not fail.
        let _ = say(&mut text);
        if let Some(said) = &mut self.said {
            let is_new = said.now.insert(text.clone()) && !said.before.contains(&text);
            if !is_new {
                return;
            }
            said.has_news |= is_wrong;
        }
        self.speak(|stderr| stderr.write_all(&text));
    }

    /// Writes to standard error without tearing the progress bar. When nobody listens any more,
    /// there is nobody to tell.
    fn speak(&mut self, say: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut text = Vec::new();
        // Writing to memory does not fail.
        let _ = say(&mut text);
        let stderr = &mut self.stderr;
        let _ = self.progress.suspend(|| stderr.write_all(&text));
    }
}

/// The language to speak: that which was asked for, else the user's locale's.
pub fn language(asked: Option<args::Language>) -> Language {
    match asked {
        Some(args::Language::En) => Language::English,
        Some(args::Language::Sv) => Language::Swedish,
        None => locale_language(),
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

/// Prints the help or the version that was asked for.
pub fn show_help(help: &clap::Error, language: Language) -> Status {
    let text = help::translated(help.render().ansi().to_string(), language);
    let mut stdout = AutoStream::auto(io::stdout());
    let printed = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    match unless_closed(printed) {
        Ok(()) => Status::Success,
        Err(error) => {
            let message = not_printed(&error).message(language);
            let _ = writeln!(io::stderr(), "{}: {message}", Labels::of(language).error);
            Status::Unable
        }
    }
}

/// Tells what is wrong with the command line, as the format that it asks for wants to be told.
pub fn show_usage_error(error: &clap::Error, language: Language, format: Format) {
    let text = match language {
        Language::English => error.render().to_string(),
        Language::Swedish => help::translated(help::tell(error), language),
    };
    let label = format!("{}: ", Labels::of(language).error);
    let message = text.strip_prefix(&label).unwrap_or(&text).trim_end();
    if let Some(mut document) = Document::new(format, language) {
        document.failed(message);
        let _ = document.end(&mut io::stdout());
    }
    let hint = help::hint(error, language);
    let _ = match (format, language) {
        (Format::Github, _) => {
            let lines: Vec<&str> = [message].into_iter().chain(hint.as_deref()).collect();
            return drop(writeln!(io::stderr(), "{}", annotation(&lines.join("\n"))));
        }
        (_, Language::English) => error.print(),
        (_, Language::Swedish) => io::stderr().write_all(text.as_bytes()),
    };
    if let Some(hint) = hint {
        let _ = writeln!(io::stderr(), "\n{}: {}", Labels::of(language).help, escape(&hint));
    }
}

/// Whether the program was started without a standard output (`>&-`), as far as the system tells.
/// Rust opens `/dev/null` in its stead, for reading and writing, which no shell does.
pub fn stdout_is_closed() -> bool {
    const ACCESS: u32 = 0o3;
    const READ_WRITE: u32 = 0o2;
    let info = fs::read_to_string("/proc/self/fdinfo/1").unwrap_or_default();
    let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
    let flags = flags.and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok());
    fs::read_link("/proc/self/fd/1").is_ok_and(|path| path == Path::new("/dev/null"))
        && flags.is_some_and(|flags| flags & ACCESS == READ_WRITE)
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
