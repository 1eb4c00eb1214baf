//! Custom XML parts: data that travels inside a document and that Word and LibreOffice keep when they
//! save it anew.

use super::super::package::Part;
use super::super::xml::Element;
use super::properties::{Relationship, relationships};

const CUSTOM_XML: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";

/// A custom XML part.
pub(super) struct CustomXml {
    /// The part's number among those of the document.
    pub number: usize,
    /// Its identifier among those of others (ISO/IEC 29500-1, section 22.5.2.1).
    pub item: &'static str,
    /// The namespace of what it holds.
    pub namespace: &'static str,
}

impl CustomXml {
    /// How the document's main part refers to it.
    pub(super) fn relationship(&self) -> Relationship {
        let id = format!("rIdData{}", self.number);
        Relationship::part(&id, "customXml", &format!("../customXml/item{}.xml", self.number))
    }

    /// The part and what describes it: LibreOffice drops one that nothing describes.
    pub(super) fn parts(&self, root: &Element<'_>) -> [Part; 3] {
        let number = self.number;
        let schema = Element::new("ds:schemaRef").with("ds:uri", self.namespace);
        let properties = Element::new("ds:datastoreItem")
            .with("ds:itemID", self.item)
            .with("xmlns:ds", CUSTOM_XML)
            .child(Element::new("ds:schemaRefs").child(schema));
        let file = format!("itemProps{number}.props");
        let relationship = Relationship::part("rId1", "customXmlProps", &file);
        [
            Part::new(format!("customXml/item{number}.xml"), root.to_part()),
            Part::new(
                format!("customXml/_rels/item{number}.xml.rels"),
                relationships([relationship]),
            ),
            Part::new(format!("customXml/{file}"), properties.to_part()),
        ]
    }
}
