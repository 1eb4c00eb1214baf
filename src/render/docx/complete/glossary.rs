//! The glossary part: what Word puts into a control that is emptied or added. Word prints it, so it is
//! the form's own space, line to write on or frame for a picture.

use super::super::places::{Blank, Drawing};
use super::super::runs::SPACE;
use super::super::styles::id;
use super::super::xml::{Element, W};
use super::drawing::drawing;
use crate::model::{Form, Image};

/// The file of the frame, seen from the part, and the part's name for it.
pub(super) const FRAME: &str = "media/frame.png";
pub(super) const FRAME_ID: &str = "rIdFrame";

/// What the part's entry for an empty control is called.
pub(super) fn name(blank: Blank) -> &'static str {
    match blank {
        Blank::Space => "Tom plats",
        Blank::Line => "Skrivrad",
        Blank::LineOfTab => "Skrivrad av tabb",
        Blank::Picture => "Bildplats",
    }
}

/// The part.
pub(super) fn glossary() -> Vec<u8> {
    let styled = |style| {
        let properties = Element::new("w:rPr").child(Element::value("w:rStyle", style));
        Element::new("w:r").child(properties)
    };
    let of = &Form::get().measures;
    let frame = Drawing {
        bytes: Image::BLANK.into(),
        extension: "png",
        name: name(Blank::Picture),
        size: (of.text_width(), of.pictures.box_height(of)),
        part: (0.0, 1.0),
        alt: Form::get().words.pictures.place.as_str().into(),
    };
    let mut line = Element::new("w:rPr").child(Element::value("w:rStyle", id::WRITING_LINE_TEXT));
    line.add(Element::value("w:color", &of.colour.rule));
    let line = Element::new("w:r").child(line).child(Element::new("w:tab"));
    let entries = [
        entry(Blank::Space, None, styled(id::PLACEHOLDER).child(Element::new("w:t").text(SPACE))),
        entry(Blank::Line, Some(id::WRITING_LINE), line),
        entry(Blank::LineOfTab, None, styled(id::PLACEHOLDER).child(Element::new("w:tab"))),
        entry(
            Blank::Picture,
            Some(id::PICTURES),
            Element::new("w:r").child(drawing(&frame, 1, FRAME_ID)),
        ),
    ];
    Element::new("w:glossaryDocument")
        .with("xmlns:w", W)
        .with("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        .with("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")
        .child(entries.into_iter().fold(Element::new("w:docParts"), Element::child))
        .to_part()
}

fn entry<'a>(blank: Blank, style: Option<&str>, run: Element<'a>) -> Element<'a> {
    let properties = Element::new("w:docPartPr")
        .child(Element::value("w:name", name(blank)))
        .child(
            Element::new("w:category")
                .child(Element::value("w:name", "Allmänt"))
                .child(Element::value("w:gallery", "placeholder")),
        )
        .child(Element::new("w:types").child(Element::value("w:type", "bbPlcHdr")))
        .child(Element::new("w:behaviors").child(Element::value("w:behavior", "content")));
    let mut paragraph = Element::new("w:p");
    if let Some(style) = style {
        paragraph.add(Element::new("w:pPr").child(Element::value("w:pStyle", style)));
    }
    let body = Element::new("w:docPartBody").child(paragraph.child(run));
    Element::new("w:docPart").child(properties).child(body)
}
