//! `nacka-report explain`: a diagnostic's entry in `docs/diagnostics.md`.

use nacka_report::diagnostic::Problem;

use super::Status;
use super::args::Explain;
use super::console::{CommandError, print};

/// The page, with one heading of the second level for each code.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// Runs the command.
pub fn run(args: &Explain) -> Result<Status, CommandError> {
    match entry(&args.code) {
        Some(entry) => print(&format!("{}\n", entry.trim_end())),
        None => Err(CommandError::new(format!("there is no diagnostic \"{}\"", args.code))
            .hint(format!("the codes are {}", Problem::CODES.join(", ")))),
    }
}

/// A code's entry, from its heading to the next.
fn entry(code: &str) -> Option<&'static str> {
    let heading = format!("\n## {code}\n");
    let start = PAGE.find(&heading)? + 1;
    let length = PAGE[start..].find("\n## ").unwrap_or(PAGE.len() - start);
    Some(&PAGE[start..start + length])
}
