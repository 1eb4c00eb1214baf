//! Diagnostics: what is wrong with a file, as data until the last moment; one file a format
//! prints them.

mod escape;
mod finding;
mod github;
mod human;
mod json;
mod problem;
mod sarif;
mod short;
mod wording;

use std::io;

pub use escape::escape;
pub use finding::{Diagnostic, Findings, Language, Repeated};
pub use problem::{Folding, Kind, Markup, Misfire, Problem, Reason, Severity, Syntax};
pub use sarif::Sarif;

/// The formats that diagnostics are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: source lines with carets, and hints.
    Human,
    /// One line each: `file:line:column: error[code]: message`, or `warning`.
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
        let mut sarif = Sarif::default();
        sarif.add(out, language, files)?;
        return sarif.end(out);
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
