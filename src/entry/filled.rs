//! What is entered in the form: read off a report's text, however incomplete that is, and written
//! into it so that all else in it stays.

use serde_json::{Map, Value as Json, json};

use super::enter::{NotWritable, Writer};
use super::outline::{Field, Kind, Outline};
use super::prose;
use super::shape::{Leaf, Shape, blank, one_line, shapes};
use crate::check;
use crate::fonts::Fonts;
use crate::load::{Entry, Gaps, Node, Scalar, ScalarStyle, Value as Parsed, parse};
use crate::write::{self, Fields, Value};

/// A report's text, and what the form shows of it.
#[derive(Debug, Clone)]
pub struct Filled {
    text: String,
    value: Value,
    shown: Json,
    leaves: Vec<Leaf>,
}

impl Filled {
    /// Reads a text. None if it is not YAML, or holds something that the form has no place for but
    /// that it would have to show, such as a list where a text is meant.
    pub fn read(text: &str, outline: &Outline, fonts: &Fonts) -> Option<Self> {
        let parsed = parse(text, &Gaps::default()).ok().filter(|p| p.problems.is_empty())?;
        let nothing = Vec::new();
        let entries = match &parsed.root {
            None => &nothing,
            Some(Node { value: Parsed::Mapping(entries), .. }) => entries,
            Some(node) if node.is_blank() => &nothing,
            Some(_) => return None,
        };
        let mut reader = Reader { text, fonts, leaves: Vec::new() };
        let (mut shown, mut value) = (Map::new(), Fields::new());
        for shape in shapes(outline) {
            let (json, field) = reader.top(&shape, entries)?;
            shown.insert(shape.key().to_owned(), json);
            value.extend(field.map(|field| (shape.key(), field)));
        }
        let (value, shown) = (Value::Block(value), Json::Object(shown));
        Some(Self { text: text.to_owned(), value, shown, leaves: reader.leaves })
    }

    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the form shows: an object of the report's keys. Lines and dates are strings, boxes
    /// `true` or `false`, boxes with a line `{"ticked", "blocks"}`, prose `{"blocks"}`, or
    /// `{"markdown"}` where it is written in a way that `check` has something to say about.
    pub fn shown(&self) -> &Json {
        &self.shown
    }

    /// The text with what is entered otherwise than it says; comments, order and quotation marks of
    /// all else stay.
    pub fn with(
        &self,
        entered: &Json,
        outline: &Outline,
        fonts: &Fonts,
    ) -> Result<String, NotWritable> {
        let Json::Object(entered) = entered else { return Err(NotWritable::NotTheForm) };
        let writer = Writer { fonts, leaves: &self.leaves };
        let Value::Block(old) = &self.value else { return Err(NotWritable::Structure) };
        let mut new = Fields::new();
        for shape in shapes(outline) {
            let key = shape.key();
            let known = old.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
            let entered = entered.get(key).unwrap_or(&Json::Null);
            let value = writer.top(&shape, entered, known)?;
            new.extend(value.map(|value| (key, value)));
        }
        let new = Value::Block(new);
        if new == self.value {
            return Ok(self.text.clone());
        }
        let says_it = |text: &str, new: &Value| {
            Self::read(text, outline, fonts).is_some_and(|read| {
                // Folded, prose has one line's end where it has two elsewhere.
                let is_shown_as = |one: &str, other: &str| {
                    let shown = check::prose(&format!("{other}\n"), fonts);
                    let shown = shown.map(|shown| json!(prose::shown(&shown)));
                    let is_one = |leaf: &&Leaf| words(&leaf.value) == one;
                    let mut leaves = read.leaves.iter().filter(is_one);
                    shown.is_some_and(|shown| leaves.any(|leaf| leaf.shown["blocks"] == shown))
                };
                alike(&read.value, new, &is_shown_as)
            })
        };
        let text = write::update(&self.text, &self.value, &new, says_it);
        text.ok_or(NotWritable::Structure)
    }
}

/// Whether two values say the same, or show the same: the end of a text's last line is no part of
/// it.
fn alike(one: &Value, other: &Value, is_shown_as: &dyn Fn(&str, &str) -> bool) -> bool {
    let alike = |one: &Value, other: &Value| alike(one, other, is_shown_as);
    match (one, other) {
        (Value::Block(one), Value::Block(other)) => {
            let filled = |fields: &Fields| {
                fields.iter().filter(|(_, value)| !is_nothing(value)).cloned().collect::<Vec<_>>()
            };
            let (one, other) = (filled(one), filled(other));
            one.len() == other.len()
                && one.iter().zip(&other).all(|((a, one), (b, other))| a == b && alike(one, other))
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| alike(one, other) || (is_nothing(one) && is_nothing(other)))
        }
        _ => {
            let (one, other) = (words(one), words(other));
            one.trim_end() == other.trim_end() || other.contains("\n\n") && is_shown_as(one, other)
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Missing => true,
        Value::Block(fields) => fields.iter().all(|(_, value)| is_nothing(value)),
        _ => false,
    }
}

fn words(value: &Value) -> &str {
    match value {
        Value::Word(text) | Value::Line(text) | Value::Prose(text) => text,
        _ => "",
    }
}

fn find<'n, 's>(entries: &'n [Entry<'s>], key: &str) -> Option<&'n Node<'s>> {
    let is_key = |entry: &&Entry<'_>| match &entry.key.value {
        Parsed::Scalar(scalar) => scalar.text == key,
        _ => false,
    };
    entries.iter().find(is_key).map(|entry| &entry.value)
}

struct Reader<'f> {
    text: &'f str,
    fonts: &'f Fonts,
    leaves: Vec<Leaf>,
}

/// What is shown of a value, and the value if there is one.
type Read = (Json, Option<Value>);

impl Reader<'_> {
    fn top(&mut self, shape: &Shape<'_>, entries: &[Entry<'_>]) -> Option<Read> {
        let node = find(entries, shape.key());
        match shape {
            Shape::Value(_, field) => self.field(field, node),
            Shape::Block(_, fields) => match node.filter(|node| !node.is_blank()) {
                None => self.block(fields.iter().copied(), &[]).map(|(shown, _)| (shown, None)),
                Some(Node { value: Parsed::Mapping(entries), .. }) => {
                    self.block(fields.iter().copied(), entries)
                }
                Some(_) => None,
            },
            Shape::List(_, fields) => match node.filter(|node| !node.is_blank()) {
                None => Some((json!([]), None)),
                Some(Node { value: Parsed::Sequence(items), .. }) => {
                    let items = items.iter().map(|item| self.item(fields, item));
                    let items: Vec<Read> = items.collect::<Option<_>>()?;
                    let (shown, values): (Vec<_>, Vec<_>) = items.into_iter().unzip();
                    let values = values.into_iter().map(|value| value.unwrap_or(Value::Missing));
                    Some((Json::Array(shown), Some(Value::List(values.collect()))))
                }
                Some(_) => None,
            },
        }
    }

    fn item(&mut self, fields: &[Field], node: &Node<'_>) -> Option<Read> {
        match (fields, &node.value) {
            ([field], _) if field.keys.is_empty() => self.field(field, Some(node)),
            (fields, Parsed::Mapping(entries)) => self.block(fields.iter(), entries),
            (fields, _) if node.is_blank() => {
                self.block(fields.iter(), &[]).map(|(shown, _)| (shown, None))
            }
            _ => None,
        }
    }

    fn block<'o>(
        &mut self,
        fields: impl Iterator<Item = &'o Field>,
        entries: &[Entry<'_>],
    ) -> Option<Read> {
        let (mut shown, mut values) = (Map::new(), Fields::new());
        for field in fields {
            let key = field.keys.last()?;
            let (json, value) = self.field(field, find(entries, key))?;
            shown.insert((*key).to_owned(), json);
            values.extend(value.map(|value| (*key, value)));
        }
        Some((Json::Object(shown), Some(Value::Block(values))))
    }

    fn field(&mut self, field: &Field, node: Option<&Node<'_>>) -> Option<Read> {
        let kind = field.kind;
        let Some(node) = node else { return Some((blank(kind), None)) };
        if node.is_blank() {
            return Some((blank(kind), field.is_required.then_some(Value::Missing)));
        }
        let Parsed::Scalar(scalar) = &node.value else { return None };
        let (shown, value) = self.scalar(kind, node, scalar);
        self.leaves.push(Leaf { kind, shown: shown.clone(), value: value.clone() });
        Some((shown, Some(value)))
    }

    fn scalar(&self, kind: Kind, node: &Node<'_>, scalar: &Scalar<'_>) -> (Json, Value) {
        let text = scalar.text.to_string();
        let boolean = scalar.boolean();
        match kind {
            Kind::Line | Kind::File => (json!(one_line(&text)), Value::Line(text)),
            Kind::Date => (json!(one_line(&text)), Value::Word(text)),
            Kind::Box => (json!(boolean == Some(true)), Value::Word(text)),
            Kind::Tick => {
                if let Some(ticked) = boolean {
                    return (json!({"ticked": ticked, "blocks": []}), Value::Word(text));
                }
                let mut shown = self.prose(node, scalar);
                shown["ticked"] = json!(true);
                (shown, Value::Prose(text))
            }
            Kind::Inlines | Kind::Prose => (self.prose(node, scalar), Value::Prose(text)),
        }
    }

    fn prose(&self, node: &Node<'_>, scalar: &Scalar<'_>) -> Json {
        if let Some(prose) = check::prose_at(node, self.text, self.fonts) {
            return json!({"blocks": prose::shown(&prose)});
        }
        let text = scalar.text.trim_end();
        // Where lines are folded, a line's end in the text was an empty line.
        let is_folded = matches!(scalar.style, ScalarStyle::Folded | ScalarStyle::Plain);
        json!({"markdown": if is_folded { text.replace('\n', "\n\n") } else { text.to_owned() }})
    }
}
