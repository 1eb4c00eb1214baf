//! The completion pass: gives docx-rs's parts what docx-rs leaves out, in the order that the
//! schema requires, and adds the parts that it has no words for.

mod custom_xml;
mod drawing;
pub(super) mod glossary;
mod numbering;
pub(super) mod order;
mod origin;
mod places;
pub(super) mod properties;
mod styles;
mod values;

use super::package::Part;
use super::places::Places;
use super::xml::Element;
use crate::sheet::Sheet;
pub(super) use properties::constant_parts;
pub(super) use styles::styles;

/// The numbering part.
pub(super) fn numbering(built: &[u8]) -> Result<Part, quick_xml::Error> {
    let text = String::from_utf8_lossy(built);
    let mut numbering = Element::parse(&text)?;
    numbering::complete(&mut numbering);
    order::put_in_order(&mut numbering);
    Ok(Part::new("word/numbering.xml", numbering.to_part()))
}

/// The parts of a document that depend on its report and letterhead.
pub(super) fn document(
    body: &[u8],
    heads: &[Vec<u8>; 2],
    places: &Places<'_>,
    sheet: &Sheet<'_>,
    has_controls: bool,
) -> Result<Vec<Part>, quick_xml::Error> {
    let mut completion = places::Completion::new(places, has_controls);
    let has_values = has_controls && !places.bound().is_empty();
    let mut parts = Vec::new();
    for (name, source) in [("document", body), ("header1", &heads[0]), ("header2", &heads[1])] {
        let text = String::from_utf8_lossy(source);
        let mut root = Element::parse(&text)?;
        completion.put_in_place(&mut root);
        order::put_in_order(&mut root);
        parts.push(Part::new(format!("word/{name}.xml"), root.to_part()));
        let mut relationships = completion.take_relationships();
        if name == "document" {
            relationships.extend(properties::document_relationships(has_controls));
            relationships.extend(sheet.origin.iter().map(|_| origin::ORIGIN.relationship()));
            if has_values {
                relationships.push(values::VALUES.relationship());
            }
        }
        if !relationships.is_empty() {
            parts.push(Part::new(
                format!("word/_rels/{name}.xml.rels"),
                properties::relationships(relationships),
            ));
        }
    }
    parts.extend(completion.into_media());
    parts.push(Part::new("docProps/core.xml", properties::core(&sheet.about)));
    if let Some(origin) = &sheet.origin {
        parts.extend(origin::parts(origin, sheet.figures()));
    }
    if has_values {
        parts.extend(values::parts(places.bound()));
    }
    Ok(parts)
}
