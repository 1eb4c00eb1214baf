//! The glossary part: the placeholder that Word shows in a control that is emptied or added.

use std::collections::BTreeSet;

use super::super::styles::id;
use super::super::xml::{Element, W};
use crate::model::ControlWords;

/// The part with one entry for each placeholder, called by its own text.
pub(super) fn glossary(controls: &[ControlWords]) -> Vec<u8> {
    let placeholders: BTreeSet<&str> =
        controls.iter().map(|control| control.placeholder.as_str()).collect();
    let entries = placeholders.into_iter().map(entry);
    Element::new("w:glossaryDocument")
        .with("xmlns:w", W)
        .child(entries.fold(Element::new("w:docParts"), Element::child))
        .to_part()
}

fn entry(placeholder: &str) -> Element<'static> {
    let properties = Element::new("w:docPartPr")
        .child(Element::value("w:name", placeholder))
        .child(
            Element::new("w:category")
                .child(Element::value("w:name", "Allmänt"))
                .child(Element::value("w:gallery", "placeholder")),
        )
        .child(Element::new("w:types").child(Element::value("w:type", "bbPlcHdr")))
        .child(Element::new("w:behaviors").child(Element::value("w:behavior", "content")));
    let run = Element::new("w:r")
        .child(Element::new("w:rPr").child(Element::value("w:rStyle", id::PLACEHOLDER)))
        .child(Element::new("w:t").text(placeholder));
    let body = Element::new("w:docPartBody").child(Element::new("w:p").child(run));
    Element::new("w:docPart").child(properties).child(body)
}
