//! What a document was made from, as a part of its own, which Word and LibreOffice keep when they
//! save the document anew.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::package::Part;
use super::super::xml::Element;
use super::properties::{ORIGIN_PROPERTIES, Relationship, relationships};
use crate::document::ORIGIN;
use crate::sheet::{Figure, Origin};

/// The part's path in the package.
pub(super) const PART: &str = "customXml/item1.xml";

/// The part's identifier among those of others (ISO/IEC 29500-1, section 22.5.2.1).
const ITEM: &str = "{6E61636B-612D-4265-8F72-742D6F726967}";

const CUSTOM_XML: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";

/// The part and what describes it.
pub(super) fn parts<'f>(
    origin: &Origin<'_>,
    figures: impl Iterator<Item = &'f Figure<'f>>,
) -> [Part; 3] {
    let schema = Element::new("ds:schemaRef").with("ds:uri", ORIGIN);
    let properties = Element::new("ds:datastoreItem")
        .with("ds:itemID", ITEM)
        .with("xmlns:ds", CUSTOM_XML)
        .child(Element::new("ds:schemaRefs").child(schema));
    let file = ORIGIN_PROPERTIES.rsplit('/').next().unwrap_or(ORIGIN_PROPERTIES);
    let relationship = Relationship::part("rId1", "customXmlProps", file);
    [
        part(origin, figures),
        Part::new("customXml/_rels/item1.xml.rels", relationships([relationship])),
        Part::new(ORIGIN_PROPERTIES, properties.to_part()),
    ]
}

/// The part. The report is written so that no program that saves the document anew changes a byte
/// of it.
fn part<'f>(origin: &Origin<'_>, figures: impl Iterator<Item = &'f Figure<'f>>) -> Part {
    let root = Element::new("origin")
        .with("xmlns", ORIGIN)
        .with("program", env!("CARGO_PKG_VERSION"))
        .with("letterhead", &origin.letterhead)
        .child(Element::new("report").text(&STANDARD.encode(origin.report)));
    let root = figures.fold(root, |root, figure| {
        let picture = figure.picture.content;
        let held: [u8; 32] = Sha256::digest(&figure.image.bytes).into();
        root.child(
            Element::new("picture")
                .with("file", &picture.file)
                .with("sha256", &hexadecimal(&picture.original.sha256))
                .with("held", &hexadecimal(&held)),
        )
    });
    Part::new(PART, root.to_part())
}

fn hexadecimal(digest: &[u8; 32]) -> String {
    digest.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}
