//! The format `json`: one object a line.

use std::io;

use serde::Serialize;

use super::finding::{Diagnostic, Language, Place};
use crate::field::FieldPath;
use crate::source::Source;

/// The object, its keys in the order that is promised.
#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    severity: &'static str,
    code: &'static str,
    message: String,
    path: &'a FieldPath,
    hints: Vec<String>,
}

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let Place { line, column, end_line, end_column } = Place::of(diagnostic, source);
    let object = Object {
        file: source.name(),
        line,
        column,
        end_line,
        end_column,
        severity: diagnostic.problem.severity().name(),
        code: diagnostic.problem.code(),
        message: diagnostic.message(language),
        path: &diagnostic.path,
        hints: diagnostic.hints(language),
    };
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}
