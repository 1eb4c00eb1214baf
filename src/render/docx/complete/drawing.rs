//! Inline pictures in `DrawingML`.

use super::super::places::Drawing;
use super::super::units::emu;
use super::super::xml::Element;

const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The drawing of a picture that the part refers to as `relationship`.
pub(super) fn drawing<'a>(picture: &Drawing<'_>, id: u32, relationship: &str) -> Element<'a> {
    let id = id.to_string();
    let width = emu(picture.size.0).to_string();
    let height = emu(picture.size.1).to_string();
    let size = |name| Element::new(name).with("cx", &width).with("cy", &height);
    let named = |name| {
        let named = Element::new(name).with("id", &id).with("name", picture.name);
        named.with("descr", &picture.alt)
    };

    // What is cut off, in thousandths of a per cent (ECMA-376-1, 20.1.10.40).
    let (top, bottom) = picture.part;
    let cut = |part: f64| ((part * 100_000.0).round() as u32).to_string();
    let mut fill =
        Element::new("pic:blipFill").child(Element::new("a:blip").with("r:embed", relationship));
    if (top, bottom) != (0.0, 1.0) {
        fill.add(Element::new("a:srcRect").with("t", &cut(top)).with("b", &cut(1.0 - bottom)));
    }
    fill.add(Element::new("a:stretch").child(Element::new("a:fillRect")));

    let shape = Element::new("pic:pic")
        .with("xmlns:pic", PICTURE)
        .child(
            Element::new("pic:nvPicPr").child(named("pic:cNvPr")).child(
                Element::new("pic:cNvPicPr")
                    .child(Element::new("a:picLocks").with("noChangeAspect", "1")),
            ),
        )
        .child(fill)
        .child(
            Element::new("pic:spPr")
                .child(
                    Element::new("a:xfrm")
                        .child(Element::new("a:off").with("x", "0").with("y", "0"))
                        .child(size("a:ext")),
                )
                .child(
                    Element::new("a:prstGeom").with("prst", "rect").child(Element::new("a:avLst")),
                ),
        );
    let margins = ["distT", "distB", "distL", "distR"];
    let inline =
        margins.iter().fold(Element::new("wp:inline"), |inline, side| inline.with(side, "0"));
    Element::new("w:drawing").child(
        inline
            .child(size("wp:extent"))
            .child(named("wp:docPr"))
            .child(
                Element::new("wp:cNvGraphicFramePr").child(
                    Element::new("a:graphicFrameLocks")
                        .with("xmlns:a", MAIN)
                        .with("noChangeAspect", "1"),
                ),
            )
            .child(
                Element::new("a:graphic")
                    .with("xmlns:a", MAIN)
                    .child(Element::new("a:graphicData").with("uri", PICTURE).child(shape)),
            ),
    )
}
