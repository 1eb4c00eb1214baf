//! The format `short`: one line a diagnostic, as compilers and editors know it.

use std::io;

use super::escape::escape;
use super::finding::{Diagnostic, Language};
use super::place::{Lines, Position};
use crate::source::Source;

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let place = match Position::of(diagnostic, source, language) {
        Position::Lines(Lines { line, column, .. }) => format!("{line}:{column}"),
        Position::Field(field) => format!(" {field}"),
    };
    let (file, code) = (source.name(), diagnostic.problem.code());
    let level = diagnostic.problem.severity().name();
    let (file, message) = (escape(file), diagnostic.message(language));
    writeln!(out, "{file}:{place}: {level}[{code}]: {}", escape(&message))
}
