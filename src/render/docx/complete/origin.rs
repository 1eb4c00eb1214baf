//! What a document was made from, as a part of its own, which Word and LibreOffice keep when they
//! save the document anew.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::package::Part;
use super::super::xml::Element;
use super::custom_xml::CustomXml;
use crate::document;
use crate::sheet::{Figure, Origin};

/// The part's place.
pub(super) const ORIGIN: CustomXml = CustomXml {
    number: 1,
    item: "{6E61636B-612D-4265-8F72-742D6F726967}",
    namespace: document::ORIGIN,
};

/// The part and what describes it. The report is written so that no program that saves the document
/// anew changes a byte of it.
pub(super) fn parts<'f>(
    origin: &Origin<'_>,
    figures: impl Iterator<Item = &'f Figure<'f>>,
) -> [Part; 3] {
    let root = Element::new("origin")
        .with("xmlns", document::ORIGIN)
        .with("program", env!("CARGO_PKG_VERSION"))
        .with("letterhead", &origin.letterhead)
        .child(Element::new("report").text(&STANDARD.encode(origin.report)));
    let root = figures.fold(root, |root, figure| {
        let Some(picture) = figure.picture.content else { return root };
        let held: [u8; 32] = Sha256::digest(&figure.image.bytes).into();
        root.child(
            Element::new("picture")
                .with("file", &picture.file)
                .with("sha256", &hexadecimal(&picture.original.sha256))
                .with("held", &hexadecimal(&held)),
        )
    });
    ORIGIN.parts(&root)
}

fn hexadecimal(digest: &[u8; 32]) -> String {
    digest.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}
