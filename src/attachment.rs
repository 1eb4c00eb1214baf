//! Files that travel inside a PDF: everything that it was made from, each with what it is to it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Form, ImageFormat, Mark, Picture};

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

/// RFC 8259.
const JSON: &str = "application/json";

impl Attachment {
    /// Everything that a PDF is made from: the report, which lies in a file of this name, with its
    /// pictures as they were checked, the letterhead, and how they become a PDF.
    pub fn all(
        (name, report): (&str, &[u8]),
        pictures: &[Picture],
        (letterhead, mark): (&[u8], &Mark),
        settings: &Settings,
    ) -> Vec<Self> {
        let words = &Form::get().words.attachments;
        let pictures = pictures.iter().map(|picture| {
            let media_type = match picture.image.format {
                ImageFormat::Png => "image/png",
                ImageFormat::Jpeg => "image/jpeg",
            };
            let bytes = Arc::clone(&picture.image.bytes);
            let name = plain_path(&picture.file);
            Self::new(name, Role::Picture, media_type, &words.picture, bytes)
        });
        let report = Self::new(report_name(name), Role::Report, YAML, &words.report, report.into());
        let mut all: Vec<Self> = std::iter::once(report).chain(pictures).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        // A report may show a picture twice.
        all.dedup_by(|one, other| one.name == other.name && one.bytes == other.bytes);

        let is_taken = |folder: &str| all.iter().any(|file| file.name.starts_with(folder));
        let mut folder = FOLDER.to_owned();
        while is_taken(&folder) {
            folder.push('-');
        }
        let below = |name: &str| format!("{folder}/{name}");
        if let Mark::Logo { original: (file, bytes), extension, .. } = mark {
            let media_type = match *extension {
                "svg" => "image/svg+xml",
                "png" => "image/png",
                _ => "image/jpeg",
            };
            let name = below(&format!("letterhead/{}", plain_path(file)));
            all.push(Self::new(name, Role::Logo, media_type, &words.logo, Arc::clone(bytes)));
        }
        let name = below(LETTERHEAD);
        all.push(Self::new(name, Role::Letterhead, YAML, &words.letterhead, letterhead.into()));
        let json = settings.to_json().into();
        all.push(Self::new(below(SETTINGS), Role::Settings, JSON, &words.settings, json));
        all
    }

    fn new(
        name: String,
        role: Role,
        media_type: &str,
        description: &str,
        bytes: Arc<[u8]>,
    ) -> Self {
        let (media_type, description) = (media_type.to_owned(), description.to_owned());
        Self { name, role, media_type, description, bytes }
    }

    /// Whether its name can be a file's in a folder, without leading out of it. Only a picture's may
    /// be hidden, as the report itself may have it.
    pub fn is_safe(&self) -> bool {
        let is_part = |part: &str| {
            !matches!(part, "" | "." | "..")
                && (self.role == Role::Picture || !part.starts_with('.'))
                && !part.contains('\\')
                && !(cfg!(windows) && part.contains(':'))
                && !part.chars().any(char::is_control)
        };
        self.name.split('/').all(is_part)
    }
}

/// A path with `/` between its parts, and nothing that leads nowhere: what stays below the folder
/// that it counts from, as every path in a checked report does.
pub(crate) fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a report is called in its PDF: as its file, but YAML whatever that is, and not hidden.
fn report_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String = stem
        .trim_start_matches('.')
        .chars()
        .map(|c| if c.is_control() || "/\\:".contains(c) { '-' } else { c })
        .collect();
    if stem.is_empty() { "report.yaml".to_owned() } else { format!("{stem}.yaml") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_called_as_its_file() {
        for (file, name) in [
            ("utrecht.yaml", "utrecht.yaml"),
            ("a.b.yml", "a.b.yaml"),
            ("ifylld blankett.docx", "ifylld blankett.yaml"),
            (".dold.yaml", "dold.yaml"),
            (".yaml", "report.yaml"),
        ] {
            assert_eq!(report_name(file), name);
            // What is rendered again has the same name.
            assert_eq!(report_name(name), name);
        }
    }

    #[test]
    fn paths_are_plain() {
        for (path, plain) in [
            ("bilder/a.png", "bilder/a.png"),
            ("./a.png", "a.png"),
            ("bilder/../a.png", "a.png"),
            ("bilder\\a.png", "bilder/a.png"),
        ] {
            assert_eq!(plain_path(path), plain);
        }
    }

    #[test]
    fn names_that_lead_elsewhere_are_not_safe() {
        let is_safe = |name: &str, role| {
            Attachment::new(name.to_owned(), role, YAML, "", Arc::from(&b""[..])).is_safe()
        };
        for name in ["a.yaml", "nacka-report/settings.json", "bilder/å ä.png"] {
            assert!(is_safe(name, Role::Report), "{name}");
        }
        for name in ["", "/a", "../a", "a/../b", "a//b", ".bashrc", "a/.git/b", "a\\b", "a\nb"] {
            assert!(!is_safe(name, Role::Report), "{name}");
        }
        assert!(is_safe(".bilder/a.png", Role::Picture) && !is_safe("../a.png", Role::Picture));
    }
}
