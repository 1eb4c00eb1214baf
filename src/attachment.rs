//! Files that travel inside a PDF: everything that it was made from, each with what it is to it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The folder in which a PDF's attachments lie that are no report's own, unless a picture is there.
const FOLDER: &str = "nacka-report";

/// The name of the letterhead's file, in a folder of its own with its logo.
const LETTERHEAD: &str = "letterhead/letterhead.yaml";

/// The name of the settings' file.
const SETTINGS: &str = "settings.json";

/// A file that travels inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its path from the report's folder, with `/` between the parts. In a PDF from elsewhere this
    /// may be anything; [`Attachment::is_safe`] tells whether it can be a file's name.
    pub name: String,
    /// What it is to the document.
    pub role: Role,
    /// Its media type (RFC 6838), such as `image/png`.
    pub media_type: String,
    /// What people are told that it is.
    pub description: String,
    /// The file, byte for byte.
    pub bytes: Arc<[u8]>,
}

/// What a PDF was made with, beside its report and letterhead: a file of JSON in it. Digests are
/// SHA-256, in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// The program's name and version, as the PDF's metadata give them.
    pub program: String,
    /// What the program's code makes of a report, as a number.
    pub rendering: u32,
    /// Digest of the templates that the program was built with.
    pub templates: String,
    /// Digests of the font files that there were, in order of preference.
    pub fonts: Vec<String>,
    /// Highest picture resolution in pixels an inch at the size shown.
    pub image_dpi: u32,
    /// The standards that the PDF keeps to, as the command line calls them.
    pub pdf_standard: Vec<String>,
}

impl Settings {
    /// The file, which [`Settings::parse`] reads.
    pub fn to_json(&self) -> Vec<u8> {
        // Nothing in it is such that it could not be written.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// Reads such a file; `None` if it is none.
    pub fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}

/// What a file is to the PDF that it travels in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The report's YAML.
    Report,
    /// A picture of the report.
    Picture,
    /// The letterhead's YAML.
    Letterhead,
    /// The logo of the letterhead.
    Logo,
    /// The options, fonts and version of the looks: [`Settings`].
    Settings,
    /// Something that is not this program's.
    Other,
}

/// How a PDF says that a file is related to it (ISO 19005-3, Annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// It was used to make the document look as it does.
    Data,
    /// Anything else.
    #[serde(skip)]
    Other,
}

impl Role {
    /// How such a file is related to its PDF.
    pub fn relationship(self) -> Relationship {
        match self {
            Self::Report | Self::Picture => Relationship::Source,
            Self::Letterhead | Self::Logo | Self::Settings => Relationship::Data,
            Self::Other => Relationship::Other,
        }
    }

    /// The role of a file that a PDF names so.
    pub(crate) fn of(relationship: Relationship, media_type: &str, name: &str) -> Self {
        let is_picture = media_type.starts_with("image/");
        let below = |ending: &str| {
            let folder = name.strip_suffix(ending).and_then(|folder| folder.strip_suffix('/'));
            folder.is_some_and(|folder| folder.starts_with(FOLDER) && !folder.contains('/'))
        };
        match relationship {
            Relationship::Source if is_picture => Self::Picture,
            Relationship::Source if media_type == YAML => Self::Report,
            Relationship::Data if is_picture && name.starts_with(FOLDER) => Self::Logo,
            Relationship::Data if below(LETTERHEAD) => Self::Letterhead,
            Relationship::Data if below(SETTINGS) => Self::Settings,
            _ => Self::Other,
        }
    }
}

/// RFC 9512.
const YAML: &str = "application/yaml";

impl Attachment {
    /// Whether its name can be a file's in a folder, on every system, without leading out of it or
    /// hiding there. A picture's may be hidden, as its own report may have it.
    pub fn is_safe(&self) -> bool {
        let is_part = |part: &str| {
            let is_hidden = part.starts_with('.') && self.role != Role::Picture;
            !part.is_empty()
                && !matches!(part, "." | "..")
                && !is_hidden
                && !part.ends_with(['.', ' '])
                && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
                && !part.chars().any(char::is_control)
        };
        self.name.split('/').all(is_part)
    }
}
