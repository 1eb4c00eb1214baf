//! What a document was made from, as a part of its own, which Word and LibreOffice keep when they
//! save the document anew.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::package::Part;
use super::super::xml::Element;
use crate::document::ORIGIN;
use crate::sheet::{Figure, Origin};

/// The part's path in the package.
pub(super) const PART: &str = "customXml/item1.xml";

/// The part. The report is written so that no program that saves the document anew changes a byte
/// of it.
pub(super) fn part<'f>(origin: &Origin<'_>, figures: impl Iterator<Item = &'f Figure<'f>>) -> Part {
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
                .with("sha256", &hexadecimal(&picture.file_digest))
                .with("held", &hexadecimal(&held)),
        )
    });
    Part::new(PART, root.to_part())
}

fn hexadecimal(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
