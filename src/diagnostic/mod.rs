//! Diagnostics: what is wrong with a file, as data.

use std::ops::Range;

/// One problem in one file.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where: a byte range of the source text.
    pub span: Range<usize>,
    /// Which field: its place in the file, such as `evaluation[0].activity`; empty for the file
    /// as a whole.
    pub path: String,
}

/// Everything that can be wrong, one variant a diagnostic code.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Problem {}
