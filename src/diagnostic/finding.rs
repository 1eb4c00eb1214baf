//! A problem in a file: what is wrong, where, and in which field.

use std::ops::Range;

use super::problem::Problem;
use crate::field::FieldPath;
use crate::source::Source;

/// One problem in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where: a byte range of the source text.
    pub span: Range<usize>,
    /// Which field; the empty path is the file as a whole.
    pub path: FieldPath,
    /// Whether the file is a form filled in in Word: the place is the field then, not the span.
    pub in_form: bool,
    /// Where the value itself stands, if `span` is that of an alias which repeats it.
    pub repeated: Option<Repeated>,
}

/// A value that an alias repeats, or the part of it that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Where it stands: a byte range of the source text.
    pub span: Range<usize>,
    /// On which line, from 1.
    pub line: usize,
}

impl Diagnostic {
    /// A problem of the file as a whole.
    pub fn of_file(problem: Problem) -> Self {
        Self::new(problem, 0..0, FieldPath::default())
    }

    /// A problem of the field `path` at a place of its own.
    pub fn new(problem: Problem, span: Range<usize>, path: FieldPath) -> Self {
        Self { problem, span, path, in_form: false, repeated: None }
    }
}

/// A file with its diagnostics, in file order.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The file; an empty one where it could not be read.
    pub source: &'a Source,
    /// Its diagnostics.
    pub diagnostics: &'a [Diagnostic],
}

/// The languages of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Swedish.
    Swedish,
}
