//! Values that a document keeps beside its text, as a part of its own, and how controls refer to them
//! and to the document's title and author: what is changed in one place changes in all.

use super::super::package::Part;
use super::super::places::Binding;
use super::super::xml::Element;
use super::custom_xml::CustomXml;

const NAMESPACE: &str = "urn:nacka-report:values:1";

/// The part's place.
pub(super) const VALUES: CustomXml =
    CustomXml { number: 2, item: "{6E61636B-612D-4265-8F72-76616C756573}", namespace: NAMESPACE };

/// The store of the document's own properties ([MS-OI29500], section 2.1.538).
const CORE_PROPERTIES: &str = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}";

/// The part with values by their places in the report.
pub(super) fn parts(values: &[(String, Option<String>)]) -> [Part; 3] {
    let root = Element::new("values").with("xmlns", NAMESPACE);
    let root = values.iter().fold(root, |root, (place, text)| {
        let value = Element::new("value").with("place", place);
        root.child(match text {
            Some(text) => value.text(text),
            None => value,
        })
    });
    VALUES.parts(&root)
}

/// What says in a control's properties where its value is kept.
pub(super) fn data_binding(binding: Binding) -> Element<'static> {
    let core = |name| {
        let mappings = "xmlns:ns0='http://purl.org/dc/elements/1.1/' \
                        xmlns:ns1='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' ";
        (mappings.to_owned(), format!("/ns1:coreProperties[1]/ns0:{name}[1]"), CORE_PROPERTIES)
    };
    let (mappings, path, store) = match binding {
        Binding::Title => core("title"),
        Binding::Author => core("creator"),
        Binding::Value(index) => (
            format!("xmlns:ns0='{NAMESPACE}' "),
            format!("/ns0:values[1]/ns0:value[{}]", index + 1),
            VALUES.item,
        ),
    };
    Element::new("w:dataBinding")
        .with("w:prefixMappings", &mappings)
        .with("w:xpath", &path)
        .with("w:storeItemID", store)
}
