//! Diagnostics: what is wrong with a file, as data until the last moment; one file a format
//! prints them.

mod document;
mod escape;
mod facts;
mod finding;
mod format;
mod github;
mod gitlab;
mod human;
mod json;
mod page;
mod place;
mod problem;
mod sarif;
mod short;
mod wording;

use std::io;

pub use document::Document;
pub use escape::escape;
pub use facts::{
    Appearance, DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, PdfFlaw, Reason, Setting,
    Syntax,
};
pub use finding::{Diagnostic, Findings, Language, Repeated};
pub use format::Format;
pub use github::annotation;
pub use page::entry;
pub(crate) use place::entry_of;
pub use problem::{Problem, Severity};
pub use wording::grouped;

/// Prints the diagnostics of files. Give SARIF and GitLab's report, which are one document, all
/// files of a run at once, or use a [`Document`]; the others can be given a file at a time.
///
/// Colours are written as ANSI escapes whatever `out` is; only `Human` uses them. Wrap `out` in
/// an `anstream::AutoStream` where they are not wanted.
pub fn write(
    out: &mut dyn io::Write,
    format: Format,
    language: Language,
    files: &[Findings<'_>],
) -> io::Result<()> {
    if let Some(mut document) = Document::new(format, language) {
        document.add(out, files)?;
        return document.end(out);
    }
    for Findings { source, diagnostics } in files {
        for diagnostic in *diagnostics {
            match format {
                Format::Human => human::write(out, language, source, diagnostic),
                Format::Short => short::write(out, language, source, diagnostic),
                Format::Json => json::write(out, language, source, diagnostic),
                _ => github::write(out, language, source, diagnostic),
            }?;
        }
    }
    Ok(())
}

/// The known word that is most like one that was written, if any is like it at all.
pub fn nearest<'k, 't: 'k>(
    written: &str,
    known: impl IntoIterator<Item = &'k &'t str>,
) -> Option<&'t str> {
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
