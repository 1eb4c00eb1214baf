//! The page that explains every code, `docs/diagnostics.md`, and what it says about one.

use super::finding::Language;

/// The page, with one heading of the second level for each code.
const ENGLISH: &str = include_str!("../../docs/diagnostics.md");

/// The same in Swedish.
const SWEDISH: &str = include_str!("../../docs/sv/diagnostics.md");

/// Where the pages of this version are to be read.
const ADDRESS: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs");

/// A code's entry in Markdown, from its heading to the next.
pub fn entry(code: &str, language: Language) -> Option<&'static str> {
    let page = match language {
        Language::English => ENGLISH,
        Language::Swedish => SWEDISH,
    };
    let heading = format!("\n## {code}\n");
    let start = page.find(&heading)? + 1;
    let length = page[start..].find("\n## ").unwrap_or(page.len() - start);
    Some(page[start..start + length].trim_end())
}

/// What an entry says first: when the problem is told.
pub(super) fn first_paragraph(entry: &'static str) -> &'static str {
    entry.split("\n\n").nth(1).unwrap_or(entry)
}

/// The address of a code's entry.
pub(super) fn address(code: &str, language: Language) -> String {
    let page = match language {
        Language::English => "diagnostics.md",
        Language::Swedish => "sv/diagnostics.md",
    };
    format!("{ADDRESS}/{page}#{code}")
}
