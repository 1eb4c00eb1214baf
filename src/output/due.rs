//! Whether a document is due: what it was made from, against what is there now; and whether it is
//! still as it was written.

use std::io;

use nacka_report::document::DocumentFormat;
use nacka_report::input::Place;
use nacka_report::seal::{self, Condition};

use super::digest::Digest;
use super::folder::Folder;
use super::manifest::{Document, PictureInput, Settings, is_of};

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
    /// It was made by another version of this program, or of the form.
    ProgramChanged,
    /// It is not there.
    Missing,
    /// It is not as it was written.
    Damaged,
}

impl Due {
    /// Why a document below `output` is due; `None` if it is just what would be rendered now.
    /// `report` is the report's digest, `beside` the folder that its pictures are looked up in.
    pub fn now(
        known: &Document,
        output: Option<&Folder>,
        report: Digest,
        beside: Place<'_>,
        settings: &Settings,
    ) -> Option<Self> {
        let inputs = &known.inputs;
        if inputs.report != report {
            return Some(Self::ReportChanged);
        }
        if inputs.settings != *settings {
            return Some(Self::of_settings(&inputs.settings, settings));
        }
        if let Some(picture) = inputs.pictures.iter().find(|picture| has_changed(picture, beside)) {
            return Some(Self::PictureChanged(picture.file.clone()));
        }
        let file = match output {
            None => return Some(Self::Missing),
            Some(output) => output.file(&known.file),
        };
        match file.and_then(|file| known.is(&file)) {
            Ok(true) => None,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Self::Missing),
            _ => Some(Self::Damaged),
        }
    }

    /// What differs between the settings of then and now.
    fn of_settings(then: &Settings, now: &Settings) -> Self {
        // An option may bring other digests with it.
        if then.options != now.options {
            Self::OptionsChanged
        } else if then.letterhead != now.letterhead {
            Self::LetterheadChanged
        } else if then.fonts != now.fonts {
            Self::FontsChanged
        } else {
            Self::ProgramChanged
        }
    }
}

/// What has become of a document. One that is not there, and one that cannot be looked at, is
/// nobody's work; why it cannot is told when it is to be written.
pub fn condition(
    folder: &Folder,
    file: &str,
    known: Option<&Document>,
    format: DocumentFormat,
) -> Condition {
    let Ok(file) = folder.file(file) else { return Condition::Unopenable };
    if known.is_some_and(|known| known.is(&file).is_ok_and(|is_it| is_it)) {
        return Condition::Untouched;
    }
    // What the system does not let us read may be anything.
    seal::inspect(&mut file.into_std(), format).unwrap_or(Condition::Changed)
}

fn has_changed(picture: &PictureInput, beside: Place<'_>) -> bool {
    let file = beside.open().and_then(|beside| beside.file(&picture.file));
    !file.and_then(|file| is_of(&file, picture.size, picture.sha256)).is_ok_and(|is_it| is_it)
}
