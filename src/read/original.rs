//! The report that a Word document was made from, and what it said.

use std::collections::BTreeMap;

use super::origin::{Origin, Picture};
use crate::check::{self, Checked, Context};
use crate::fonts::Fonts;
use crate::input::Place;
use crate::load::{self, Gaps, Node, Value as Parsed};
use crate::source::Source;
use crate::write::Value;

/// Files by their paths.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// A picture of one pixel: what a report says is read without looking for its pictures.
const PIXEL: &[u8] = include_bytes!("pixel.png");

/// A report as it was.
#[derive(Debug)]
pub(super) struct Original {
    report: Vec<u8>,
    source: Source,
    /// The pictures, each with its path as the report writes it.
    pub pictures: Vec<(String, Picture)>,
}

impl Original {
    /// Takes what a document says; nothing if it does not fit together.
    pub fn new(origin: Origin) -> Option<Self> {
        let source = Source::new("", origin.report.clone());
        let names = pictures(source.text())?;
        if names.len() != origin.pictures.len() {
            return None;
        }
        let pictures = names.into_iter().zip(origin.pictures).collect();
        Some(Self { report: origin.report, source, pictures })
    }

    /// The file, byte for byte.
    pub fn report(&self) -> &[u8] {
        &self.report
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// What it said, whatever its pictures show.
    pub fn value(&self, fonts: &Fonts) -> Option<Value> {
        let names = self.pictures.iter().map(|(name, _)| name.trim().to_owned());
        let held: Files = names.map(|name| (name, PIXEL.to_vec())).collect();
        value(&self.source, &held, fonts)
    }
}

/// Whether a report's file says what it should.
pub(super) fn says(report: &[u8], value: &Value, files: &Files, fonts: &Fonts) -> bool {
    let held: Files = files.keys().map(|name| (name.clone(), PIXEL.to_vec())).collect();
    self::value(&Source::new("", report.to_vec()), &held, fonts).as_ref() == Some(value)
}

fn value(source: &Source, held: &Files, fonts: &Fonts) -> Option<Value> {
    let context = Context { folder: Place::holding(held), fonts };
    let Checked { value, .. } = check::report(source, &context).ok()?;
    Some(Value::of_report(&value, fonts))
}

/// The paths of a report's pictures as they are written.
fn pictures(text: &str) -> Option<Vec<String>> {
    let root = load::parse(text, &Gaps::default()).ok()?.root?;
    let Some(pictures) = find(&root, "pictures") else { return Some(Vec::new()) };
    match &pictures.value {
        Parsed::Sequence(items) => items
            .iter()
            .map(|item| match &find(item, "file")?.value {
                Parsed::Scalar(file) => Some(file.text.to_string()),
                _ => None,
            })
            .collect(),
        // A key without a value.
        Parsed::Scalar(_) => Some(Vec::new()),
        _ => None,
    }
}

fn find<'n, 's>(node: &'n Node<'s>, key: &str) -> Option<&'n Node<'s>> {
    let Parsed::Mapping(entries) = &node.value else { return None };
    let is_key = |node: &Node<'_>| matches!(&node.value, Parsed::Scalar(name) if name.text == key);
    entries.iter().find(|entry| is_key(&entry.key)).map(|entry| &entry.value)
}
