//! `nacka-report explain`: a diagnostic's entry in `docs/diagnostics.md`.

use nacka_report::diagnostic::{Language, Problem, entry, nearest};

use super::args::Explain;
use super::console::print;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Explain, language: Language) -> Result<Status, CommandError> {
    let Some(code) = &args.code else { return print(&format!("{}\n", Problem::CODES.join("\n"))) };
    let code = bare(code);
    let Some(entry) = entry(code, language) else {
        let has_it = |known: &&&str| known.contains(code);
        let suggestion =
            nearest(code, Problem::CODES).or_else(|| Problem::CODES.iter().find(has_it).copied());
        return Err(CommandError::UnknownCode { code: code.to_owned(), suggestion });
    };
    print(&format!("{entry}\n"))
}

/// A code without what stands around it where it is printed: `error[unknown-key]:`.
fn bare(printed: &str) -> &str {
    let printed = printed.trim().trim_end_matches(':');
    let inside = printed.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
    inside.unwrap_or(printed)
}
