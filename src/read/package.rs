//! A Word document's package, opened with care: nothing in it is trusted to be as large, as well
//! made or as harmless as it says.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::Element;
use crate::diagnostic::DocumentFlaw as Flaw;

/// Largest part of text that is unpacked, in bytes: a hundred times the longest report's.
const MAX_TEXT_PART: usize = 16 * 1024 * 1024;

/// Largest picture that is unpacked, in bytes: a little more than a report may have.
const MAX_PICTURE_PART: usize = 61 * 1024 * 1024;

/// Most bytes that are unpacked of a package, together: a report's pictures and its texts.
const MAX_UNPACKED: usize = 140 * 1024 * 1024;

/// Most parts of a package: more than a thousand pictures take.
const MAX_PARTS: usize = 5000;

/// A package.
pub(super) struct Package {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// How many bytes may still be unpacked.
    room: usize,
}

/// What a part refers to.
#[derive(Debug)]
pub(super) struct Relationship {
    pub id: String,
    /// The last word of the relationship's type.
    pub kind: String,
    /// The target as an address, or the part's path in the package.
    pub target: String,
    pub is_external: bool,
}

impl Package {
    /// Opens a file's bytes.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Flaw> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Flaw::Damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(Flaw::TooLarge);
        }
        for name in zip.file_names() {
            let name = &*name.map_err(|_| Flaw::Damaged)?;
            if leads_out(name) {
                return Err(Flaw::Names);
            }
            if name.to_ascii_lowercase().ends_with("vbaproject.bin") {
                return Err(Flaw::Macros);
            }
        }
        Ok(Self { zip, room: MAX_UNPACKED })
    }

    /// The path of the main part.
    pub fn main(&mut self) -> Result<String, Flaw> {
        let relationships = self.relationships("")?;
        let main = relationships.into_iter().find(|r| r.kind == "officeDocument" && !r.is_external);
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |main| main.target);
        if self.zip.index_for_name(&main).is_none() {
            return Err(Flaw::NotWord);
        }
        Ok(main)
    }

    /// What a part refers to; "" is the package itself.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Flaw> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
        let path = [folder, "_rels", &format!("{name}.rels")];
        let path = path.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("/");
        let Some(text) = self.text(&path)? else { return Ok(Vec::new()) };
        let root = Element::parse(&text)?;
        let mut found = Vec::new();
        for element in root.elements().filter(|element| element.local() == "Relationship") {
            let attribute = |name| element.attribute(name).unwrap_or_default();
            let is_external = attribute("TargetMode") == "External";
            let written = attribute("Target");
            let target = if is_external {
                written.to_owned()
            } else {
                resolve(folder, written).ok_or(Flaw::Names)?
            };
            found.push(Relationship {
                id: attribute("Id").to_owned(),
                kind: attribute("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                target,
                is_external,
            });
        }
        Ok(found)
    }

    /// A part of text; none if there is no such part.
    pub fn text(&mut self, part: &str) -> Result<Option<String>, Flaw> {
        let Some(mut bytes) = self.unpack(part, MAX_TEXT_PART)? else { return Ok(None) };
        if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
            bytes.drain(..3);
        }
        String::from_utf8(bytes).map(Some).map_err(|_| Flaw::Damaged)
    }

    /// What a part says of its size, in bytes; none if there is no such part.
    pub fn size(&mut self, part: &str) -> Option<u64> {
        let index = self.zip.index_for_name(part)?;
        self.zip.by_index_raw(index).ok().map(|file| file.size())
    }

    /// A picture's part; none if there is no such part.
    pub fn picture(&mut self, part: &str) -> Result<Option<Vec<u8>>, Flaw> {
        self.unpack(part, MAX_PICTURE_PART)
    }

    fn unpack(&mut self, part: &str, limit: usize) -> Result<Option<Vec<u8>>, Flaw> {
        let file = match self.zip.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Flaw::Locked);
            }
            Err(_) => return Err(Flaw::Damaged),
        };
        let limit = limit.min(self.room);
        if file.size() > limit as u64 {
            return Err(Flaw::TooLarge);
        }
        // What a part says of its size need not be true.
        let mut bytes = Vec::with_capacity(file.size() as usize);
        let read = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > limit {
            return Err(Flaw::TooLarge);
        }
        read.map_err(|_| Flaw::Damaged)?;
        self.room -= bytes.len();
        Ok(Some(bytes))
    }
}

/// Whether a part's name leads out of the package.
fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\']) || is_drive || name.split(['/', '\\']).any(|step| step == "..")
}

/// The path in the package that a target means, seen from a folder; none if it leads out.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let (from, target) = match target.strip_prefix('/') {
        Some(target) => ("", target),
        None => (folder, target),
    };
    let mut steps: Vec<&str> = from.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_in_the_package() {
        for (folder, target, expected) in [
            ("word", "media/a.png", Some("word/media/a.png")),
            ("word", "/word/b.xml", Some("word/b.xml")),
            ("word", "../customXml/item1.xml", Some("customXml/item1.xml")),
            ("word", "../../etc/passwd", None),
            ("", "..", None),
        ] {
            assert_eq!(resolve(folder, target).as_deref(), expected, "{target}");
        }
    }
}
