//! The format `short`: one line a diagnostic, as compilers and editors know it.

use std::io;

use super::escape::escape;
use super::finding::{Diagnostic, Language, Place};
use crate::source::Source;

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let Place { line, column, .. } = Place::of(diagnostic, source);
    let (file, code) = (source.name(), diagnostic.problem.code());
    let level = diagnostic.problem.severity().name();
    let (file, message) = (escape(file), diagnostic.message(language));
    writeln!(out, "{file}:{line}:{column}: {level}[{code}]: {}", escape(&message))
}
