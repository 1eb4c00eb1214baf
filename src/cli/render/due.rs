//! Whether a document is due: what it was made from, against what is there now.

use std::io;
use std::path::Path;

use crate::output::Digest;
use crate::output::manifest::{Document, Settings};

/// Why a document is to be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// Nothing is known of it.
    New,
    /// It was asked for.
    Forced,
    /// The report is not the one it was made from.
    ReportChanged,
    /// This picture is not the one it was made from.
    PictureChanged(String),
    /// It was made with another letterhead.
    LetterheadChanged,
    /// It was made with other fonts.
    FontsChanged,
    /// It was made with other options.
    OptionsChanged,
    /// It was made by another version of this program.
    ProgramChanged,
    /// It is not there.
    Missing,
    /// It is not as it was written.
    Damaged,
}

impl Due {
    /// Why a document at `path` is due; `None` if it is just what would be rendered now.
    /// `report` is the report's digest, `folder` where its pictures are.
    pub fn now(
        known: &Document,
        path: &Path,
        report: Digest,
        folder: &Path,
        settings: &Settings,
    ) -> Option<Self> {
        let inputs = &known.inputs;
        if inputs.report != report {
            return Some(Self::ReportChanged);
        }
        if inputs.settings.letterhead != settings.letterhead {
            return Some(Self::LetterheadChanged);
        }
        if inputs.settings.fonts != settings.fonts {
            return Some(Self::FontsChanged);
        }
        if inputs.settings.options != settings.options {
            return Some(Self::OptionsChanged);
        }
        if inputs.settings.program != settings.program {
            return Some(Self::ProgramChanged);
        }
        for picture in &inputs.pictures {
            let now = Digest::of_file(&folder.join(&picture.file));
            if !now.is_ok_and(|now| now == picture.sha256) {
                return Some(Self::PictureChanged(picture.file.clone()));
            }
        }
        match Digest::of_file(path) {
            Ok(digest) if digest == known.sha256 => None,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Self::Missing),
            _ => Some(Self::Damaged),
        }
    }
}
