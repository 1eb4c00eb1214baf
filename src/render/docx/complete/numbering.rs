//! The numbering part: what docx-rs leaves out of the kinds of lists.

use super::super::numbering::{BULLET, NUMBER};
use super::super::styles::id;
use super::super::xml::{Element, Node};

/// The first kind's number among those of all documents; the others follow. Word takes kinds with
/// one number for one and the same when it joins documents: those of all reports are.
const FIRST_NSID: u32 = 0x4E_61_63_6B;

/// Completes docx-rs's numberings.
pub(super) fn complete(numbering: &mut Element<'_>) {
    drop_docx_rs_numbering(numbering);
    for kind in numbering.elements_mut().filter(|e| e.name == "w:abstractNum") {
        let Some(number) = kind.attribute("w:abstractNumId").and_then(|id| id.parse().ok()) else {
            continue;
        };
        let nsid = FIRST_NSID + number as u32;
        kind.add(Element::value("w:nsid", &format!("{nsid:08X}")));
        // The style whose paragraphs are such items, for programs that look for it here.
        if let (Some(style), Some(level)) = (list_style(number), kind.elements_mut().find(is_level))
        {
            level.add(Element::value("w:pStyle", style));
        }
    }
}

/// The style of the paragraphs that a kind of list numbers at its first level.
fn list_style(kind: usize) -> Option<&'static str> {
    match kind {
        BULLET => Some(id::LIST_BULLET),
        NUMBER => Some(id::LIST_NUMBER),
        _ => None,
    }
}

fn is_level(element: &&mut Element<'_>) -> bool {
    element.name == "w:lvl"
}

/// Removes the numbering that docx-rs puts into every document.
fn drop_docx_rs_numbering(numbering: &mut Element<'_>) {
    numbering.children.retain(|node| match node {
        Node::Element(element) => {
            element.attribute("w:abstractNumId").or(element.attribute("w:numId")) != Some("1")
        }
        Node::Text(_) => true,
    });
}
