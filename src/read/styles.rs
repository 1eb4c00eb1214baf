//! A Word document's styles, as far as they say what a text is: heading, list, strong, emphasis.

use std::collections::HashMap;

use super::xml::Element;

/// Longest chain of styles that are based on each other, against circles.
const MAX_CHAIN: usize = 20;

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

/// A style.
#[derive(Debug, Default, Clone)]
pub(super) struct Style {
    based_on: Option<String>,
    /// Its name in small letters; Word's own are in English whatever the language.
    pub name: String,
    pub is_strong: Option<bool>,
    pub is_emphasised: Option<bool>,
    /// The numbering and level of its paragraphs.
    pub numbering: Option<(String, usize)>,
    /// How far its paragraphs are indented, in twips.
    pub indent: Option<i32>,
}

impl Styles {
    pub fn new(root: &Element<'_>) -> Self {
        let mut styles = HashMap::new();
        for style in root.elements().filter(|element| element.name == "w:style") {
            let Some(id) = style.attribute("w:styleId") else { continue };
            let value = |name| style.find(name).and_then(Element::val);
            let run = style.find("w:rPr");
            let paragraph = style.find("w:pPr");
            let toggle = |name| run.and_then(|run| run.find(name)).map(Element::is_on);
            styles.insert(
                id.to_owned(),
                Style {
                    based_on: value("w:basedOn").map(str::to_owned),
                    name: value("w:name").unwrap_or_default().to_lowercase(),
                    is_strong: toggle("w:b"),
                    is_emphasised: toggle("w:i"),
                    numbering: paragraph.and_then(|p| p.find("w:numPr")).and_then(numbering),
                    indent: paragraph.and_then(|p| p.find("w:ind")).and_then(indent),
                },
            );
        }
        Self { styles }
    }

    /// The first thing that a style, or one that it is based on, says.
    pub fn find<T>(&self, id: Option<&str>, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.styles.get(id?);
        for _ in 0..MAX_CHAIN {
            let found = style.and_then(&says);
            if found.is_some() {
                return found;
            }
            style = self.styles.get(style?.based_on.as_deref()?);
        }
        None
    }

    /// A style's own name.
    pub fn name(&self, id: Option<&str>) -> &str {
        id.and_then(|id| self.styles.get(id)).map_or("", |style| &style.name)
    }

    /// The level of a heading's style, from 1.
    pub fn heading(&self, id: Option<&str>) -> Option<usize> {
        self.find(id, |style| match style.name.strip_prefix("heading ") {
            Some(level) => level.trim().parse().ok(),
            None => None,
        })
    }
}

/// The numbering and level that a paragraph or style asks for.
pub(super) fn numbering(properties: &Element<'_>) -> Option<(String, usize)> {
    let id = properties.find("w:numId")?.val()?.to_owned();
    let level = properties.find("w:ilvl").and_then(|level| level.val()?.parse().ok());
    Some((id, level.unwrap_or(0)))
}

/// How far a paragraph or style is indented, in twips.
pub(super) fn indent(element: &Element<'_>) -> Option<i32> {
    let left = element.attribute("w:left").or(element.attribute("w:start"))?;
    // Some programs write fractions.
    left.parse::<f64>().ok().map(|twips| twips as i32)
}
