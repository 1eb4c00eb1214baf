//! The format `github`: workflow commands, which GitHub shows beside the changed lines.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>

use std::io;

use super::escape::escape;
use super::finding::{Diagnostic, Language};
use super::place::{Position, in_repository};
use crate::source::Source;

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let mut lines = vec![diagnostic.message(language)];
    lines.extend(diagnostic.hints(language));
    // The log is read by people too.
    let lines: Vec<_> = lines.iter().map(|line| escape(line)).collect();
    let level = diagnostic.problem.severity().name();
    let file = property(&escape(&in_repository(source.name())));
    let title = property(diagnostic.problem.code());
    let place = match Position::of(diagnostic, source, language) {
        Position::Lines(place) => place,
        Position::Field(field) => {
            let text = data(&format!("{field}: {}", lines.join("\n")));
            return writeln!(out, "::{level} file={file},title={title}::{text}");
        }
    };
    // GitHub ignores columns of a range that spans lines, and refuses an end before its start.
    let end_column = if place.line == place.end_line {
        format!(",endColumn={}", place.end_column)
    } else {
        String::new()
    };
    writeln!(
        out,
        "::{level} file={file},line={line},endLine={end_line},col={column}{end_column},title={title}::{text}",
        line = place.line,
        end_line = place.end_line,
        column = place.column,
        text = data(&lines.join("\n")),
    )
}

/// The command that shows an error that has no place.
pub fn annotation(text: &str) -> String {
    format!("::error::{}", data(text))
}

/// Escapes a command's text.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
