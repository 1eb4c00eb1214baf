//! What the message format `json` tells beside diagnostics: `docs/messages.schema.json` describes it.

use serde::Serialize;

use crate::output::Due;

/// One line. Lines without a type are diagnostics.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Record<'a> {
    /// A document that was written.
    Document {
        file: &'a str,
        report: &'a str,
        format: &'static str,
        sha256: String,
        size: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pages: Option<usize>,
    },
    /// A document that would be written, and why.
    Due {
        file: &'a str,
        report: &'a str,
        reason: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        picture: Option<&'a str>,
    },
}

impl<'a> Record<'a> {
    /// That a document is due.
    pub fn due(file: &'a str, report: &'a str, due: &'a Due) -> Self {
        let (reason, picture) = match due {
            Due::New => ("new", None),
            Due::Forced => ("forced", None),
            Due::ReportChanged => ("report-changed", None),
            Due::PictureChanged(picture) => ("picture-changed", Some(&**picture)),
            Due::LetterheadChanged => ("letterhead-changed", None),
            Due::FontsChanged => ("fonts-changed", None),
            Due::OptionsChanged => ("options-changed", None),
            Due::ProgramChanged => ("program-changed", None),
            Due::Missing => ("missing", None),
            Due::Damaged => ("damaged", None),
        };
        Self::Due { file, report, reason, picture }
    }
}
