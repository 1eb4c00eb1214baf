//! The format `json`: one object a line.

use std::io;

use serde::Serialize;

use super::finding::{Diagnostic, Language};
use super::place::{Lines, Position};
use crate::field::FieldPath;
use crate::source::Source;

/// The object, its keys in the order that is promised.
#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    #[serde(flatten)]
    place: Where,
    severity: &'static str,
    code: &'static str,
    message: String,
    path: &'a FieldPath,
    hints: Vec<String>,
}

/// The place: in a text by lines and columns, in a form by the field's name there.
#[derive(Serialize)]
#[serde(untagged)]
enum Where {
    Lines { line: usize, column: usize, end_line: usize, end_column: usize },
    Field { field: String },
}

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let place = match Position::of(diagnostic, source, language) {
        Position::Lines(Lines { line, column, end_line, end_column }) => {
            Where::Lines { line, column, end_line, end_column }
        }
        Position::Field(field) => Where::Field { field },
    };
    let object = Object {
        file: source.name(),
        place,
        severity: diagnostic.problem.severity().name(),
        code: diagnostic.problem.code(),
        message: diagnostic.message(language),
        path: &diagnostic.path,
        hints: diagnostic.hints(language),
    };
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}
