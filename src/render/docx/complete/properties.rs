//! The package's own parts: what the document is called and by whom, which parts there are and
//! how they hang together, and how Word is to treat them.

use chrono::NaiveDate;

use super::super::package::Part;
use super::super::xml::{Element, W};
use super::{glossary, styles};
use crate::model::{Form, Image};
use crate::seal;
use crate::sheet::About;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part refers to.
#[derive(Debug)]
pub(super) struct Relationship {
    id: String,
    /// The last word of the relationship's type.
    kind: &'static str,
    target: String,
    /// Whether the target is an address outside the package.
    is_external: bool,
}

impl Relationship {
    /// A link to an address. Its identifier is given when it is added to a part.
    pub(super) fn link(url: &str) -> Self {
        Self { is_external: true, ..Self::part("", "hyperlink", url) }
    }

    /// A picture's file.
    pub(super) fn image(file: &str) -> Self {
        Self::part("", "image", file)
    }

    /// The relationship with the identifier that its part knows it by.
    pub(super) fn called(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    /// Another part of the package.
    pub(super) fn part(id: &str, kind: &'static str, target: &str) -> Self {
        Self { id: id.to_owned(), kind, target: target.to_owned(), is_external: false }
    }
}

/// A relationships part.
pub(super) fn relationships(relationships: impl IntoIterator<Item = Relationship>) -> Vec<u8> {
    relationships
        .into_iter()
        .map(|relationship| {
            let kind = match relationship.kind {
                "core-properties" => format!("{PACKAGE}/relationships/metadata/core-properties"),
                kind => format!("{OFFICE}/relationships/{kind}"),
            };
            let element = Element::new("Relationship")
                .with("Id", &relationship.id)
                .with("Type", &kind)
                .with("Target", &relationship.target);
            if relationship.is_external { element.with("TargetMode", "External") } else { element }
        })
        .fold(
            Element::new("Relationships").with("xmlns", &format!("{PACKAGE}/relationships")),
            Element::child,
        )
        .to_part()
}

/// What every document's main part refers to, and what one with controls does. docx-rs names the
/// heads.
pub(super) fn document_relationships(has_controls: bool) -> Vec<Relationship> {
    let mut relationships = vec![
        Relationship::part("rIdHeader1", "header", "header1.xml"),
        Relationship::part("rIdHeader2", "header", "header2.xml"),
        Relationship::part("rIdStyles", "styles", "styles.xml"),
        Relationship::part("rIdNumbering", "numbering", "numbering.xml"),
        Relationship::part("rIdSettings", "settings", "settings.xml"),
        Relationship::part("rIdFontTable", "fontTable", "fontTable.xml"),
    ];
    if has_controls {
        let glossary =
            Relationship::part("rIdGlossary", "glossaryDocument", "glossary/document.xml");
        relationships.push(glossary);
    }
    relationships
}

/// The parts that are the same in every document, or in every one with these controls.
pub(crate) fn constant_parts(styles: Vec<u8>, has_controls: bool) -> Vec<Part> {
    let mut parts = vec![
        Part::new("[Content_Types].xml", content_types(has_controls)),
        Part::new(
            "_rels/.rels",
            relationships([
                Relationship::part("rId1", "officeDocument", "word/document.xml"),
                Relationship::part("rId2", "core-properties", "docProps/core.xml"),
                Relationship::part("rId3", "extended-properties", "docProps/app.xml"),
                Relationship::part("rId4", "custom-properties", seal::docx::PART),
            ]),
        ),
        Part::new("docProps/app.xml", app()),
        Part::new(seal::docx::PART, seal::docx::blank_part()),
        Part::new("word/styles.xml", styles.clone()),
        Part::new("word/settings.xml", settings()),
        Part::new("word/fontTable.xml", font_table()),
    ];
    if has_controls {
        parts.extend([
            Part::new(
                "word/glossary/_rels/document.xml.rels",
                relationships([
                    Relationship::part("rId1", "styles", "styles.xml"),
                    Relationship::part("rId2", "settings", "settings.xml"),
                    Relationship::part("rId3", "fontTable", "fontTable.xml"),
                    Relationship::image(glossary::FRAME).called(glossary::FRAME_ID),
                ]),
            ),
            Part::new("word/glossary/document.xml", glossary::glossary()),
            Part::new(format!("word/glossary/{}", glossary::FRAME), Image::BLANK),
            Part::new("word/glossary/styles.xml", styles),
            Part::new("word/glossary/settings.xml", settings()),
            Part::new("word/glossary/fontTable.xml", font_table()),
        ]);
    }
    parts
}

fn content_types(has_controls: bool) -> Vec<u8> {
    let by_extension = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("svg", "image/svg+xml"),
        // Custom XML parts' descriptions: what is told of an ending need not be there.
        ("props", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"),
    ];
    let word = [
        ("document", "document.main"),
        ("header1", "header"),
        ("header2", "header"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("glossary/document", "document.glossary"),
        ("glossary/styles", "styles"),
        ("glossary/settings", "settings"),
        ("glossary/fontTable", "fontTable"),
    ];
    let word = word
        .iter()
        .filter(|(name, _)| has_controls || !name.starts_with("glossary/"))
        .map(|(name, kind)| (format!("/word/{name}.xml"), format!("{WORD_TYPE}.{kind}+xml")));
    let properties = [
        (
            "/docProps/core.xml".to_owned(),
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        (
            "/docProps/app.xml".to_owned(),
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
        (
            format!("/{}", seal::docx::PART),
            "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned(),
        ),
    ];
    let types = Element::new("Types").with("xmlns", &format!("{PACKAGE}/content-types"));
    let types = by_extension.iter().fold(types, |types, (extension, kind)| {
        types.child(Element::new("Default").with("Extension", extension).with("ContentType", kind))
    });
    word.chain(properties)
        .fold(types, |types, (part, kind)| {
            types.child(Element::new("Override").with("PartName", &part).with("ContentType", &kind))
        })
        .to_part()
}

/// Word opens a document as its own only in compatibility mode 15; without the setting it takes
/// it for one of 2007.
fn settings() -> Vec<u8> {
    let compatibility = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
        ("useWord2013TrackBottomHyphenation", "0"),
    ]
    .into_iter()
    .fold(Element::new("w:compat"), |compat, (name, value)| {
        compat.child(
            Element::new("w:compatSetting")
                .with("w:name", name)
                .with("w:uri", "http://schemas.microsoft.com/office/word")
                .with("w:val", value),
        )
    });
    Element::new("w:settings")
        .with("xmlns:w", W)
        .child(Element::new("w:zoom").with("w:percent", "100"))
        .child(Element::value("w:defaultTabStop", "720"))
        .child(Element::value("w:characterSpacingControl", "doNotCompress"))
        .child(compatibility)
        .child(Element::value("w:themeFontLang", &Form::get().words.language))
        .child(Element::value("w:decimalSymbol", ","))
        .child(Element::value("w:listSeparator", ";"))
        .to_part()
}

fn font_table() -> Vec<u8> {
    let font = |name: &str, alternative: &str, family: &str| {
        Element::new("w:font")
            .with("w:name", name)
            .child(Element::value("w:altName", alternative))
            .child(Element::value("w:family", family))
            .child(Element::value("w:pitch", "variable"))
    };
    Element::new("w:fonts")
        .with("xmlns:w", W)
        .child(font(styles::LABEL_FONT, "Carlito", "swiss"))
        .child(font(styles::PROSE_FONT, "Caladea", "roman"))
        .to_part()
}

/// What the document is called, by whom, when and in which language.
pub(super) fn core(about: &About<'_>) -> Vec<u8> {
    let text = |name, text: &str| Element::new(name).text(text);
    let date = |name, date: NaiveDate| {
        text(name, &format!("{date}T00:00:00Z")).with("xsi:type", "dcterms:W3CDTF")
    };
    let mut properties = Element::new("cp:coreProperties")
        .with("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties"))
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .child(text("dc:title", &about.title))
        .child(text("dc:subject", about.subject))
        .child(text("dc:creator", &about.author))
        .child(text("cp:keywords", &about.organisation));
    if let Some(number) = &about.registration_number {
        properties.add(text("dc:description", number));
    }
    properties.add(text("cp:lastModifiedBy", &about.author));
    if let Some(day) = about.date {
        properties.add(date("dcterms:created", day));
        properties.add(date("dcterms:modified", day));
    }
    properties.child(text("dc:language", about.language)).to_part()
}

/// Which program wrote the document.
fn app() -> Vec<u8> {
    Element::new("Properties")
        .with("xmlns", &format!("{OFFICE}/extended-properties"))
        .child(Element::new("Application").text(env!("CARGO_PKG_NAME")))
        .to_part()
}
