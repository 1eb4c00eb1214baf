//! `nacka-report explain`: a diagnostic's entry in `docs/diagnostics.md`.

use nacka_report::diagnostic::{Problem, nearest};

use super::args::Explain;
use super::console::print;
use super::status::Status;
use super::wording::CommandError;

/// The page, with one heading of the second level for each code.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// Runs the command.
pub fn run(args: &Explain) -> Result<Status, CommandError> {
    let Some(code) = &args.code else { return print(&format!("{}\n", Problem::CODES.join("\n"))) };
    let Some(entry) = entry(code) else {
        let has_it = |known: &&&str| known.contains(&**code);
        let suggestion =
            nearest(code, Problem::CODES).or_else(|| Problem::CODES.iter().find(has_it).copied());
        return Err(CommandError::UnknownCode { code: code.clone(), suggestion });
    };
    print(&format!("{}\n", entry.trim_end()))
}

/// A code's entry, from its heading to the next.
fn entry(code: &str) -> Option<&'static str> {
    let heading = format!("\n## {code}\n");
    let start = PAGE.find(&heading)? + 1;
    let length = PAGE[start..].find("\n## ").unwrap_or(PAGE.len() - start);
    Some(&PAGE[start..start + length])
}
