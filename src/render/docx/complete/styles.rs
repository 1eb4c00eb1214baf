//! The styles part: the document's defaults, and what docx-rs leaves out of a style.

use super::super::xml::{Element, Node};
use super::order::put_in_order;
use crate::model::Form;

pub(super) use super::super::styles::{LABEL_FONT, PROSE_FONT};

/// Completes docx-rs's styles.
pub(crate) fn styles(part: &[u8]) -> Result<Vec<u8>, quick_xml::Error> {
    let text = String::from_utf8_lossy(part);
    let mut styles = Element::parse(&text)?;
    // docx-rs puts a bare Normal of its own before ours.
    styles.take("w:style");
    styles.remove("w:docDefaults");
    styles.children.insert(0, Node::Element(defaults()));
    for (index, style) in styles.elements_mut().filter(|e| e.name == "w:style").enumerate() {
        complete(style, index == 0);
    }
    put_in_order(&mut styles);
    Ok(styles.to_part())
}

/// What holds where no style says otherwise: the language, and kerning and ligatures, with which
/// Word and LibreOffice set text as wide as the PDF's.
fn defaults() -> Element<'static> {
    let language = &Form::get().words.language;
    Element::new("w:docDefaults").child(
        Element::new("w:rPrDefault").child(
            Element::new("w:rPr")
                .child(Element::value("w:kern", "2"))
                .child(
                    Element::value("w:lang", language)
                        .with("w:eastAsia", language)
                        .with("w:bidi", "ar-SA"),
                )
                .child(Element::new("w14:ligatures").with("w14:val", "standard")),
        ),
    )
}

/// The styles that are this form's own; all others are Word's.
fn is_own(name: &str) -> bool {
    ![
        "Normal",
        "heading 1",
        "heading 2",
        "List Bullet",
        "List Number",
        "List Continue",
        "caption",
        "header",
        "Table Grid",
        "Hyperlink",
        "Placeholder Text",
    ]
    .contains(&name)
}

fn complete(style: &mut Element<'_>, is_default: bool) {
    let name = style.find("w:name").and_then(|name| name.attribute("w:val")).unwrap_or_default();
    let attribute = match (is_default, is_own(name)) {
        (true, _) => Some("w:default"),
        (false, true) => Some("w:customStyle"),
        _ => None,
    };
    if is_default {
        // Normal is based on nothing.
        style.remove("w:basedOn");
    }
    if let Some(attribute) = attribute {
        style.set(attribute, "1");
    }
    if style.attribute("w:type") != Some("table") {
        style.remove("w:tblPr");
    }
    for properties in style.elements_mut().filter(|e| e.name == "w:tblPr") {
        properties.remove("w:jc");
        properties.remove("w:tblW");
    }
}
