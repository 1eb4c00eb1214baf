//! The formats that are one document for a whole run, written file by file.

use std::io;

use super::finding::{Findings, Language};
use super::format::Format;
use super::gitlab::Gitlab;
use super::sarif::Sarif;

/// A document, as far as it is written.
#[derive(Debug)]
pub enum Document {
    /// SARIF 2.1.0.
    Sarif(Sarif),
    /// GitLab's Code Quality report.
    Gitlab(Gitlab),
}

impl Document {
    /// An empty one, if the format is one document.
    pub fn new(format: Format) -> Option<Self> {
        match format {
            Format::Sarif => Some(Self::Sarif(Sarif::default())),
            Format::Gitlab => Some(Self::Gitlab(Gitlab::default())),
            Format::Human | Format::Short | Format::Json | Format::Github => None,
        }
    }

    /// Writes what is wrong with some files.
    pub fn add(
        &mut self,
        out: &mut dyn io::Write,
        language: Language,
        files: &[Findings<'_>],
    ) -> io::Result<()> {
        match self {
            Self::Sarif(sarif) => sarif.add(out, language, files),
            Self::Gitlab(gitlab) => gitlab.add(out, language, files),
        }
    }

    /// Whether something has been written, and the document is to be ended.
    pub fn is_begun(&self) -> bool {
        match self {
            Self::Sarif(sarif) => sarif.is_begun(),
            Self::Gitlab(gitlab) => gitlab.is_begun(),
        }
    }

    /// Ends the document, which is there even if there is nothing to tell.
    pub fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Self::Sarif(sarif) => sarif.end(out),
            Self::Gitlab(gitlab) => gitlab.end(out),
        }
    }
}
