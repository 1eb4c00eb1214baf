//! Diagnostics: what is wrong with a file, as data until the last moment; one file a format
//! prints them.

mod github;
mod human;
mod json;
mod problem;
mod sarif;
mod short;
mod wording;

use std::io;
use std::ops::Range;

use crate::load::Source;
pub use problem::{Kind, Markup, Problem, Reason, Syntax};

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where: a byte range of the source text.
    pub span: Range<usize>,
    /// Which field: its place in the file, such as `evaluation[0].activity`; empty for the file
    /// as a whole.
    pub path: String,
    /// Where the value itself stands, if `span` is that of an alias which repeats it.
    pub repeated: Option<Repeated>,
}

/// A value that an alias repeats, or the part of it that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Where it stands: a byte range of the source text.
    pub span: Range<usize>,
    /// On which line, from 1.
    pub line: usize,
}

impl Diagnostic {
    /// A problem of the file as a whole.
    pub fn of_file(problem: Problem) -> Self {
        Self::new(problem, 0..0, String::new())
    }

    /// A problem of the field `path` at a place of its own.
    pub fn new(problem: Problem, span: Range<usize>, path: String) -> Self {
        Self { problem, span, path, repeated: None }
    }

    /// The message: one line, lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        wording::message(self, language)
    }

    /// What to do about it: a line each.
    pub fn hints(&self, language: Language) -> Vec<String> {
        wording::hints(self, language)
    }
}

/// A file with its diagnostics, in file order.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The file; an empty one where it could not be read.
    pub source: &'a Source,
    /// Its diagnostics.
    pub diagnostics: &'a [Diagnostic],
}

/// The languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Swedish.
    Swedish,
}

/// The formats that diagnostics are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: source lines with carets, and hints.
    Human,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub's workflow commands.
    Github,
    /// SARIF 2.1.0: one document for a whole run.
    Sarif,
}

impl Format {
    /// Whether this format is for programs, and goes to standard output.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

/// Prints the diagnostics of files. SARIF is one document: give it all files of a run at once;
/// the other formats can be given a file at a time.
///
/// Colours are written as ANSI escapes whatever `out` is; only `Human` uses them. Wrap `out` in
/// an `anstream::AutoStream` where they are not wanted.
pub fn write(
    out: &mut dyn io::Write,
    format: Format,
    language: Language,
    files: &[Findings<'_>],
) -> io::Result<()> {
    if format == Format::Sarif {
        return sarif::write(out, language, files);
    }
    for Findings { source, diagnostics } in files {
        for diagnostic in *diagnostics {
            match format {
                Format::Human => human::write(out, language, source, diagnostic),
                Format::Short => short::write(out, language, source, diagnostic),
                Format::Json => json::write(out, language, source, diagnostic),
                Format::Github | Format::Sarif => github::write(out, language, source, diagnostic),
            }?;
        }
    }
    Ok(())
}

/// The known word that is most like one that was written, if any is like it at all.
pub fn nearest<'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k &'static str>,
) -> Option<&'static str> {
    /// Longer than any known word with its misspellings; keeps the comparison cheap.
    const MAX_LENGTH: usize = 40;
    if written.len() > MAX_LENGTH {
        return None;
    }
    let written = written.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&written, known), *known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// A diagnostic's place in lines and columns, both from 1, columns in Unicode characters; the
/// end is the first column after it.
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place {
    fn of(diagnostic: &Diagnostic, source: &Source) -> Self {
        let (line, column) = source.position(diagnostic.span.start);
        let (end_line, end_column) = source.position(diagnostic.span.end);
        Self { line, column, end_line, end_column }
    }
}
