//! `nacka-report explain`: a diagnostic's entry in `docs/diagnostics.md`.

use nacka_report::diagnostic::{Language, Problem, entry, nearest};

use super::args::Explain;
use super::console::print;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Explain, language: Language) -> Result<Status, CommandError> {
    let Some(code) = &args.code else { return print(&list(language)) };
    let code = bare(code);
    let Some(entry) = entry(code, language) else {
        let has_it = |known: &&&str| known.contains(code);
        let suggestion =
            nearest(code, Problem::CODES).or_else(|| Problem::CODES.iter().find(has_it).copied());
        return Err(CommandError::UnknownCode { code: code.to_owned(), suggestion });
    };
    print(&format!("{entry}\n"))
}

/// All codes, a line each, with the first sentence of their entries.
fn list(language: Language) -> String {
    let width = Problem::CODES.iter().map(|code| code.len()).max().unwrap_or_default();
    let line = |code: &&str| {
        let told = entry(code, language).and_then(|entry| entry.lines().nth(2)).unwrap_or_default();
        let sentence = told.split_once(". ").map_or(told, |(first, _)| first);
        format!("{code:width$}  {}\n", sentence.trim_end_matches('.'))
    };
    Problem::CODES.iter().map(line).collect()
}

/// A code without what stands around it where it is printed: `error[unknown-key]:`.
fn bare(printed: &str) -> &str {
    let printed = printed.trim().trim_end_matches(':');
    let inside = printed.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
    inside.unwrap_or(printed)
}
