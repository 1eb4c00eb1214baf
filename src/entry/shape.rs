//! The keys of a report as the form shows them, and what a field shows that is not filled in.

use serde_json::{Value as Json, json};

use super::outline::{Field, Kind, List, Outline, Part};
use crate::write::Value;

/// A field that is filled in: what is shown, and what the file says.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub kind: Kind,
    pub shown: Json,
    pub value: Value,
}

/// A key at the top of a report, with what stands below it.
pub(super) enum Shape<'o> {
    Value(&'static str, &'o Field),
    Block(&'static str, Vec<&'o Field>),
    List(&'o List, &'o [Field]),
}

impl Shape<'_> {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Value(key, _) | Self::Block(key, _) => key,
            Self::List(list, _) => list.key,
        }
    }
}

/// The keys of a report, in the order in which they are written.
pub(super) fn shapes(outline: &Outline) -> Vec<Shape<'_>> {
    let mut shapes: Vec<Shape<'_>> = Vec::new();
    for part in &outline.parts {
        match part {
            Part::Heading(_) => {}
            Part::List(list) => shapes.push(Shape::List(list, &list.fields)),
            Part::Field(field) => match (&field.keys[..], shapes.last_mut()) {
                ([key, _], Some(Shape::Block(block, fields))) if block == key => fields.push(field),
                ([key, _], _) => shapes.push(Shape::Block(key, vec![field])),
                ([key], _) => shapes.push(Shape::Value(key, field)),
                _ => {}
            },
        }
    }
    shapes
}

/// What a field shows that is not filled in.
pub(super) fn blank(kind: Kind) -> Json {
    match kind {
        Kind::Line | Kind::Date | Kind::File => json!(""),
        Kind::Box => json!(false),
        Kind::Tick => json!({"ticked": false, "blocks": []}),
        Kind::Inlines | Kind::Prose => json!({"blocks": []}),
    }
}

/// A text as a field of one line shows it.
pub(super) fn one_line(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace(['\r', '\n'], " ")
}
