//! Rendering: from the valid model to the bytes of a document.

pub mod docx;
mod lines;
mod long_words;
mod metrics;
pub mod pdf;

use std::fmt;

/// Why a valid report could not be rendered: a demand of the chosen PDF standard that this
/// report cannot meet, or a bug in this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// What went wrong.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RenderError {}
