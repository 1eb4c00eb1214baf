//! A Word document's lists: which mark stands before a paragraph, and which number.

use std::collections::{HashMap, HashSet};

use super::styles::indent;
use super::xml::Element;
use crate::model::Marker;

/// The numberings of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    kinds: HashMap<String, HashMap<usize, Level>>,
    lists: HashMap<String, Numbering>,
    /// The last number of each kind and level.
    counted: HashMap<(String, usize), i64>,
    /// The numberings and levels that have begun.
    begun: HashSet<(String, usize)>,
}

/// A numbering: a kind, begun anew at some levels.
#[derive(Debug, Default)]
struct Numbering {
    kind: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// How a level of a list is marked.
#[derive(Debug, Clone)]
struct Level {
    format: String,
    text: String,
    start: i64,
    indent: Option<i32>,
}

/// What stands before a paragraph of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub marker: Marker,
    pub number: u64,
    pub level: usize,
    /// How far in the text begins, in twips, if the numbering says so.
    pub indent: Option<i32>,
    /// Whether the form has no such numbers.
    pub is_other: bool,
}

impl Numberings {
    pub fn new(root: &Element<'_>) -> Self {
        let mut found = Self::default();
        for element in root.elements() {
            match &*element.name {
                "w:abstractNum" => {
                    let Some(id) = element.attribute("w:abstractNumId") else { continue };
                    found.kinds.insert(id.to_owned(), levels(element));
                }
                "w:num" => {
                    let Some(id) = element.attribute("w:numId") else { continue };
                    let kind = element.find("w:abstractNumId").and_then(Element::val);
                    let mut numbering = Numbering {
                        kind: kind.unwrap_or_default().to_owned(),
                        ..Numbering::default()
                    };
                    for change in element.elements().filter(|e| e.name == "w:lvlOverride") {
                        let level = change.attribute("w:ilvl").and_then(|l| l.parse().ok());
                        let start = change.find("w:startOverride");
                        let start = start.and_then(|start| start.val()?.parse().ok());
                        if let (Some(level), Some(start)) = (level, start) {
                            numbering.starts.insert(level, start);
                        }
                        numbering.levels.extend(levels(change));
                    }
                    found.lists.insert(id.to_owned(), numbering);
                }
                _ => {}
            }
        }
        found
    }

    /// Counts the next paragraph of a list; none if it has no mark.
    pub fn next(&mut self, id: &str, level: usize) -> Option<Mark> {
        let numbering = self.lists.get(id)?;
        let of = numbering.levels.get(&level);
        let of = of.or_else(|| self.kinds.get(&numbering.kind)?.get(&level))?.clone();
        let key = (numbering.kind.clone(), level);
        let restart = numbering.starts.get(&level).copied();
        let begins = self.begun.insert((id.to_owned(), level));
        if let (Some(start), true) = (restart, begins) {
            self.counted.insert(key.clone(), start - 1);
        }
        let number = self.counted.get(&key).map_or(of.start, |last| last.saturating_add(1));
        // What is further in begins anew.
        self.counted.retain(|(kind, at), _| *kind != key.0 || *at <= level);
        self.counted.insert(key, number);
        let in_bracket = of.text.ends_with(')');
        let is_whole = of.text.matches('%').count() > 1;
        let (marker, is_other) = match &*of.format {
            "none" => return None,
            // LibreOffice 7.4 writes bullets as characters of the font Symbol.
            "bullet" if matches!(&*of.text, "+" | "\u{F02B}") => (Marker::Plus, false),
            "bullet" => (Marker::Bullet, false),
            "lowerLetter" => (Marker::Letter, is_whole),
            "upperLetter" => (Marker::Capital, is_whole),
            "decimal" | "decimalZero" if in_bracket => (Marker::NumberInBracket, is_whole),
            "decimal" | "decimalZero" => (Marker::Number, is_whole),
            _ => (Marker::Number, true),
        };
        let number = if marker.is_numbered() { u64::try_from(number).unwrap_or(0) } else { 0 };
        Some(Mark { marker, number, level, indent: of.indent, is_other })
    }
}

fn levels(parent: &Element<'_>) -> HashMap<usize, Level> {
    let levels = parent.elements().filter(|element| element.name == "w:lvl");
    levels
        .filter_map(|level| {
            let value = |name| level.find(name).and_then(Element::val);
            let number = level.attribute("w:ilvl")?.parse().ok()?;
            let indent = level.find("w:pPr").and_then(|p| p.find("w:ind")).and_then(indent);
            Some((
                number,
                Level {
                    format: value("w:numFmt").unwrap_or("decimal").to_owned(),
                    text: value("w:lvlText").unwrap_or_default().to_owned(),
                    start: value("w:start").and_then(|start| start.parse().ok()).unwrap_or(0),
                    indent,
                },
            ))
        })
        .collect()
}
