//! What is entered in the form as values of a report: what is as the text says it already is that
//! very value, however it is written.

use serde_json::{Value as Json, json};

use super::outline::{Field, Kind};
use super::prose::{self, Block};
use super::shape::{Leaf, Shape, blank, one_line};
use crate::check;
use crate::fonts::Fonts;
use crate::write::{Fields, Markdown, Value};

/// Why what is entered is not written into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWritable {
    /// It is not what a form can hold.
    NotTheForm,
    /// There is no way to write it into the text that leaves all else in it as it is.
    Structure,
}

/// A value that is entered, if there is one.
type Entered = Result<Option<Value>, NotWritable>;

/// Makes values of what is entered.
pub(super) struct Writer<'w> {
    pub fonts: &'w Fonts,
    /// What the text says.
    pub leaves: &'w [Leaf],
}

impl Writer<'_> {
    /// The value of a key, which none has if it has no place in the file.
    pub fn top(&self, shape: &Shape<'_>, entered: &Json, old: Option<&Value>) -> Entered {
        match shape {
            Shape::Value(_, field) => self.field(field, entered, old),
            Shape::Block(_, fields) => {
                let block = self.block(fields.iter().copied(), entered, old)?;
                // A block that was there stays, with the comments in it.
                Ok(Some(block).filter(|block| old.is_some() || !block.is_empty()))
            }
            Shape::List(_, fields) => {
                let items = entered.as_array().ok_or(NotWritable::NotTheForm)?;
                let known = match old {
                    Some(Value::List(known)) => &known[..],
                    _ => &[],
                };
                let values = items
                    .iter()
                    .enumerate()
                    .map(|(index, entered)| self.item(fields, entered, known.get(index)));
                let mut values: Vec<Value> = values.collect::<Result<_, _>>()?;
                // A row that has moved has no other empty keys than where it was.
                for (index, value) in values.iter_mut().enumerate() {
                    let mut rows = known.get(index).into_iter().chain(known);
                    if let Some(row) =
                        rows.find(|row| filled(row).is_some() && filled(row) == filled(value))
                    {
                        *value = row.clone();
                    }
                }
                let is_kept = old.is_some() && known.is_empty();
                Ok((is_kept || !values.is_empty()).then_some(Value::List(values)))
            }
        }
    }

    fn item(
        &self,
        fields: &[Field],
        entered: &Json,
        old: Option<&Value>,
    ) -> Result<Value, NotWritable> {
        if let [field] = fields
            && field.keys.is_empty()
        {
            return Ok(self.field(field, entered, old)?.unwrap_or(Value::Missing));
        }
        let block = self.block(fields.iter(), entered, old)?;
        if !block.is_empty() {
            return Ok(block);
        }
        // An entry of which nothing is filled in yet.
        let first = fields.first().and_then(|field| field.keys.last());
        Ok(match (old, first) {
            (Some(Value::Missing), _) | (_, None) => Value::Missing,
            (_, Some(first)) => Value::Block(vec![(first, Value::Missing)]),
        })
    }

    fn block<'o>(
        &self,
        fields: impl Iterator<Item = &'o Field>,
        entered: &Json,
        old: Option<&Value>,
    ) -> Result<Value, NotWritable> {
        let mut values = Fields::new();
        for field in fields {
            let Some(key) = field.keys.last().copied() else { continue };
            let known = match old {
                Some(Value::Block(known)) => {
                    known.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
                }
                _ => None,
            };
            let value = self.field(field, entered.get(key).unwrap_or(&Json::Null), known)?;
            values.extend(value.map(|value| (key, value)));
        }
        Ok(Value::Block(values))
    }

    /// What is shown as a value shows it is that value, whichever way it is written.
    fn known(&self, kind: Kind, entered: &Json, old: Option<&Value>) -> Option<&Value> {
        let mut same =
            self.leaves.iter().filter(|leaf| leaf.kind == kind && leaf.shown == *entered);
        let first = same.clone().next().map(|leaf| &leaf.value);
        same.find(|leaf| Some(&leaf.value) == old).map(|leaf| &leaf.value).or(first)
    }

    /// Prose as it is written. None if there is no way to write it that is read as it was entered.
    fn markdown(&self, blocks: &[Block]) -> Option<String> {
        let write = |blocks: &[Block]| Markdown { fonts: self.fonts }.prose(&prose::prose(blocks));
        let read = |written: &String| check::prose(&format!("{written}\n"), self.fonts);
        let (plain, spaced) = (write(blocks), write(&prose::spaced(blocks)));
        let is_read = |alike: fn(&[Block], &[Block]) -> bool, written: &String| {
            read(written).is_some_and(|read| alike(&prose::shown(&read), blocks))
        };
        // An address that is glued to a link may become part of it.
        let sure = [prose::alike, prose::alike_but_for_links].into_iter().find_map(|alike| {
            [&plain, &spaced].into_iter().find(|written| is_read(alike, written))
        });
        // What the check has something to say about is told at its field.
        sure.cloned().or_else(|| read(&plain).is_none().then_some(plain))
    }

    fn field(&self, field: &Field, entered: &Json, old: Option<&Value>) -> Entered {
        let kind = field.kind;
        let entered = &tidied(kind, entered).ok_or(NotWritable::NotTheForm)?;
        if *entered == blank(kind) {
            // Its key stays where it was, for a line of its own or a comment to stand at.
            return Ok(match kind {
                Kind::Box | Kind::Tick => old.map(|old| {
                    let is_shown = |leaf: &Leaf| leaf.shown == *entered && leaf.value == *old;
                    if self.leaves.iter().any(is_shown) {
                        old.clone()
                    } else {
                        Value::Word("false".to_owned())
                    }
                }),
                _ => (field.is_required && old.is_some()).then_some(Value::Missing),
            });
        }
        if let Some(known) = self.known(kind, entered, old) {
            return Ok(Some(known.clone()));
        }
        // What is tidy is what the form holds.
        self.made(kind, entered).map(Some).ok_or(NotWritable::Structure)
    }

    /// The value of what is entered, which the text does not say yet; none if there is no way to
    /// write it.
    fn made(&self, kind: Kind, entered: &Json) -> Option<Value> {
        Some(match kind {
            Kind::Line | Kind::File => Value::Line(entered.as_str()?.to_owned()),
            Kind::Date => match entered.as_str()? {
                date if is_day(date) => Value::Word(date.to_owned()),
                other => Value::Line(other.to_owned()),
            },
            Kind::Box => Value::Word("true".to_owned()),
            Kind::Tick if entered.get("blocks") == Some(&json!([])) => {
                Value::Word("true".to_owned())
            }
            Kind::Tick | Kind::Inlines | Kind::Prose => {
                if let Some(markdown) = entered.get("markdown") {
                    return Some(Value::Prose(markdown.as_str()?.to_owned()));
                }
                let blocks: Vec<Block> =
                    serde_json::from_value(entered.get("blocks")?.clone()).ok()?;
                Value::Prose(self.markdown(&blocks)?)
            }
        })
    }
}

/// The keys of a row that hold something; none of what is no row.
fn filled(row: &Value) -> Option<Vec<&(&'static str, Value)>> {
    let Value::Block(fields) = row else { return None };
    Some(fields.iter().filter(|(_, value)| *value != Value::Missing).collect())
}

/// What is entered, as it would be shown. None if it is not what such a field holds.
fn tidied(kind: Kind, entered: &Json) -> Option<Json> {
    if entered.is_null() {
        return Some(blank(kind));
    }
    Some(match kind {
        Kind::Line | Kind::Date | Kind::File => {
            json!(one_line(entered.as_str()?))
        }
        Kind::Box => json!(entered.as_bool()?),
        Kind::Tick | Kind::Inlines | Kind::Prose => {
            let mut tidy = if let Some(markdown) = entered.get("markdown") {
                let markdown = markdown.as_str()?.replace('\r', "");
                match markdown.trim_end() {
                    "" => json!({"blocks": []}),
                    text => json!({"markdown": text}),
                }
            } else {
                let blocks: Vec<Block> =
                    serde_json::from_value(entered.get("blocks")?.clone()).ok()?;
                json!({"blocks": prose::tidied(blocks)})
            };
            if kind == Kind::Tick {
                let has_text = tidy.get("blocks") != Some(&json!([]));
                tidy["ticked"] = json!(has_text || entered.get("ticked")?.as_bool()?);
            }
            tidy
        }
    })
}

/// Whether a text looks like a day as the file writes it; whether there is such a day is for the
/// check to say.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
