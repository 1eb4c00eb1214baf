//! A document in the program that the system opens its kind with.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::wording::CommandError;

/// Each system's own program for it.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else if cfg!(windows) {
    "explorer"
} else {
    "xdg-open"
};

/// Shows a document, without waiting for its viewer.
pub fn show(document: &Path) -> Result<(), CommandError> {
    // A name that begins with a dash is no option.
    let document = std::path::absolute(document).unwrap_or_else(|_| document.to_path_buf());
    let mut opener = Command::new(OPENER);
    opener.arg(&document).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    opener.spawn().map(drop).map_err(|error| CommandError::about(Path::new(OPENER), &error))
}
