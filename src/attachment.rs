//! Files that travel inside a PDF: everything that it was made from, each with what it is to it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Form, ImageFormat, Mark, Picture};
use crate::signature;

/// The folder, seen from the report's, where those files belong that are not the report's own.
const FOLDER: &str = "nacka-report";

/// The name of the letterhead's file.
const LETTERHEAD: &str = "letterhead.yaml";

/// The name of the settings' file, which no other has.
const SETTINGS: &str = "nacka-report.json";

/// A file that travels inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called in the PDF: a name without a folder, since programs that save such files
    /// make none.
    pub name: String,
    /// Where it belongs, seen from the report's folder, with `/` between the parts. In a PDF from
    /// elsewhere this may be anything; [`Attachment::is_safe`] tells whether it may be written to.
    pub path: String,
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
    /// The paths of pictures and logo that are called otherwise in the PDF, by what they are called:
    /// from the folder of the report or of the letterhead. [`Attachment::all`] fills them in.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
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

    /// The role of a file of this kind and name.
    fn of(relationship: Relationship, media_type: &str, name: &str) -> Self {
        match (relationship, media_type) {
            (Relationship::Source, YAML) => Self::Report,
            (Relationship::Source, media_type) if is_image(media_type) => Self::Picture,
            (Relationship::Data, YAML) => Self::Letterhead,
            (Relationship::Data, JSON) if name == SETTINGS => Self::Settings,
            (Relationship::Data, media_type) if is_image(media_type) => Self::Logo,
            _ => Self::Other,
        }
    }
}

fn is_image(media_type: &str) -> bool {
    media_type.starts_with("image/")
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
        let report_name = report_name(name);
        let mut all = vec![Self::new(&report_name, Role::Report, YAML, &words.report, report)];
        let mut pictures: Vec<_> = pictures
            .iter()
            .map(|picture| {
                let media_type = match picture.image.format {
                    ImageFormat::Png => "image/png",
                    ImageFormat::Jpeg => "image/jpeg",
                };
                let (path, bytes) = (plain_path(&picture.file), Arc::clone(&picture.image.bytes));
                Self::new(&path, Role::Picture, media_type, &words.picture, bytes)
            })
            .collect();
        pictures.sort_by(|one, other| one.path.cmp(&other.path));
        // A report may show a picture twice.
        pictures.dedup_by(|one, other| one.path == other.path);
        all.append(&mut pictures);
        all.push(Self::new(LETTERHEAD, Role::Letterhead, YAML, &words.letterhead, letterhead));
        if let Mark::Logo { original: (file, bytes), extension, .. } = mark {
            let media_type = match *extension {
                "svg" => "image/svg+xml",
                "png" => "image/png",
                _ => "image/jpeg",
            };
            let bytes = Arc::clone(bytes);
            all.push(Self::new(&plain_path(file), Role::Logo, media_type, &words.logo, bytes));
        }
        let files = name_all(&mut all);
        let json = Settings { files, ..settings.clone() }.to_json();
        all.push(Self::new(SETTINGS, Role::Settings, JSON, &words.settings, json));
        place_all(&mut all);
        all
    }

    fn new(
        path: &str,
        role: Role,
        media_type: &str,
        description: &str,
        bytes: impl Into<Arc<[u8]>>,
    ) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let [name, path, media_type, description] =
            [name, path, media_type, description].map(str::to_owned);
        Self { name, path, role, media_type, description, bytes: bytes.into() }
    }

    /// Whether it may be written to where it belongs, without leading out of the report's folder.
    /// Only a picture may be hidden, as the report itself may have it.
    pub fn is_safe(&self) -> bool {
        let is_picture = matches!(signature::of(&self.bytes), Some("PNG" | "JPEG"));
        let may_be_hidden = self.role == Role::Picture && is_picture;
        let is_part = |part: &str| {
            let is_odd = |c: char| c.is_control() || c == '\\' || (cfg!(windows) && c == ':');
            let may_begin = may_be_hidden || !part.starts_with('.');
            may_begin && !matches!(part, "" | "." | "..") && !part.contains(is_odd)
        };
        self.path.split('/').all(is_part)
    }
}

/// A file that a PDF says that it carries.
#[derive(Debug)]
pub(crate) struct Listed {
    pub name: String,
    pub relationship: Relationship,
    pub media_type: String,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// What the files of a PDF are to it, and where they belong.
pub(crate) fn sorted(listed: Vec<Listed>) -> Vec<Attachment> {
    let mut all: Vec<Attachment> = listed
        .into_iter()
        .map(|Listed { name, relationship, media_type, description, bytes }| Attachment {
            role: Role::of(relationship, &media_type, &name),
            path: name.clone(),
            name,
            media_type,
            description,
            bytes: bytes.into(),
        })
        .collect();
    let settings = all.iter().find(|file| file.role == Role::Settings);
    if let Some(settings) = settings.and_then(|file| Settings::parse(&file.bytes)) {
        for file in all.iter_mut().filter(|file| is_image(&file.media_type)) {
            file.path =
                settings.files.get(&file.name).cloned().unwrap_or_else(|| file.name.clone());
        }
    }
    place_all(&mut all);
    all
}

/// Gives each file a name of its own; gives the paths of those that have another.
fn name_all(all: &mut [Attachment]) -> BTreeMap<String, String> {
    // Some systems take names for the same that differ only in letter case.
    let mut taken = HashSet::from([SETTINGS.to_owned()]);
    let mut files = BTreeMap::new();
    for file in all {
        let name = file.name.clone();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let mut number = 1;
        while !taken.insert(file.name.to_lowercase()) {
            number += 1;
            file.name = format!("{stem}-{number}.{ending}");
        }
        if file.name != file.path {
            files.insert(file.name.clone(), file.path.clone());
        }
    }
    files
}

/// Puts the files that are not the report's own into a folder of their own.
fn place_all(all: &mut [Attachment]) {
    let report = all.iter().find(|file| file.role == Role::Report);
    let stem = report.map_or("report", |report| report.name.trim_end_matches(".yaml")).to_owned();
    for file in all {
        match file.role {
            Role::Report | Role::Picture | Role::Other => {}
            Role::Letterhead => file.path = format!("{FOLDER}/{LETTERHEAD}"),
            Role::Logo => file.path = format!("{FOLDER}/{}", file.path),
            // Each report has its own.
            Role::Settings => file.path = format!("{FOLDER}/{stem}.json"),
        }
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
    fn paths_that_lead_elsewhere_are_not_safe() {
        let is_safe = |path: &str, role| {
            Attachment::new(path, role, YAML, "", &b"\x89PNG\r\n\x1a\n"[..]).is_safe()
        };
        for path in ["a.yaml", "nacka-report/a.json", "bilder/å ä.png"] {
            assert!(is_safe(path, Role::Report), "{path}");
        }
        for path in ["", "/a", "../a", "a/../b", "a//b", ".bashrc", "a/.git/b", "a\\b", "a\nb"] {
            assert!(!is_safe(path, Role::Report), "{path}");
        }
        assert!(is_safe(".bilder/a.png", Role::Picture) && !is_safe("../a.png", Role::Picture));
    }

    #[test]
    fn files_of_the_same_name_are_told_apart() {
        let picture = |path: &str| Attachment::new(path, Role::Picture, "image/png", "", &b""[..]);
        let mut all = ["a.png", "b/a.png", "b/A.PNG", "nacka-report.json"].map(picture);
        let files = name_all(&mut all);
        let names = all.map(|file| file.name);
        assert_eq!(names, ["a.png", "a-2.png", "A-3.PNG", "nacka-report-2.json"]);
        let expected = [
            ("A-3.PNG", "b/A.PNG"),
            ("a-2.png", "b/a.png"),
            ("nacka-report-2.json", "nacka-report.json"),
        ];
        let expected = expected.map(|(name, path)| (name.to_owned(), path.to_owned()));
        assert_eq!(files, BTreeMap::from(expected));
    }
}
