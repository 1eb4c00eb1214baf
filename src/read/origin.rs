//! What a Word document was made from, which travels inside it: the report's own file, and how its
//! pictures were then.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::package::{Package, Relationship};
use super::xml::Element;
use crate::diagnostic::DocumentFlaw as Flaw;
use crate::document::ORIGIN;
use crate::limits::MAX_FILE_SIZE;

/// What a document says that it was made from.
#[derive(Debug)]
pub(super) struct Origin {
    /// The report's file, byte for byte.
    pub report: Vec<u8>,
    pub pictures: Vec<Picture>,
}

/// A picture as it was when the document was made; digests in hexadecimal.
#[derive(Debug)]
pub(super) struct Picture {
    /// The path of its file.
    pub file: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// SHA-256 of what the document holds.
    pub held: String,
}

impl Origin {
    /// Looks for it among the parts of a document.
    pub fn find(
        package: &mut Package,
        relationships: &[Relationship],
    ) -> Result<Option<Self>, Flaw> {
        for part in relationships.iter().filter(|r| r.kind == "customXml" && !r.is_external) {
            let Some(text) = package.text(&part.target)? else { continue };
            // Others' parts may be anything.
            let Ok(root) = Element::parse(&text) else { continue };
            if root.local() == "origin" && text.contains(ORIGIN) {
                return Ok(Self::new(&root));
            }
        }
        Ok(None)
    }

    fn new(root: &Element<'_>) -> Option<Self> {
        let report = root.elements().find(|element| element.local() == "report")?;
        let written: String = report.text().split_whitespace().collect();
        let report = STANDARD.decode(written).ok().filter(|bytes| bytes.len() <= MAX_FILE_SIZE)?;
        let pictures = root.elements().filter(|element| element.local() == "picture");
        let pictures = pictures.filter_map(|picture| {
            let attribute = |name| picture.attribute(name).map(str::to_owned);
            Some(Picture {
                file: attribute("file")?,
                sha256: attribute("sha256")?,
                held: attribute("held")?,
            })
        });
        Some(Self { report, pictures: pictures.collect() })
    }
}
