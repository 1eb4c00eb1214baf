//! The Word document.

use super::RenderError;
use crate::model::{Letterhead, Report};

/// Renders a report as a Word document (ISO/IEC 29500 transitional). Returns the file's bytes.
pub fn render(_report: &Report, _letterhead: &Letterhead) -> Result<Vec<u8>, RenderError> {
    Ok(Vec::new())
}
