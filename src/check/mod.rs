//! Checking: from a source text to the valid model, or to every problem in it.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::fonts::Fonts;
use crate::load::Source;
use crate::model::{Letterhead, Report};

/// What a check needs to know beside the file itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The folder that pictures and logos are looked up in and may not leave.
    pub folder: &'a Path,
    /// The fonts that must be able to draw every character.
    pub fonts: &'a Fonts,
    /// Highest picture resolution in pixels an inch at the size shown.
    pub image_dpi: u32,
}

/// Checks a report. On failure returns every problem, in file order.
pub fn report(_source: &Source, _context: &Context<'_>) -> Result<Report, Vec<Diagnostic>> {
    Err(Vec::new())
}

/// Checks a letterhead. On failure returns every problem, in file order.
pub fn letterhead(_source: &Source, _context: &Context<'_>) -> Result<Letterhead, Vec<Diagnostic>> {
    Err(Vec::new())
}
