//! What becomes of what is entered where not all of it can be written: all else is written, and the
//! rest is told field by field.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::enter::NotWritable;
use super::filled::Filled;
use super::outline::{Field, Outline};
use super::shape::{Shape, shapes};
use crate::fonts::Fonts;

/// What was entered, as far as it could be written.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The text with all that could be written.
    pub text: String,
    /// What could not.
    pub left: Vec<Left>,
}

/// What was entered in a field but cannot be written into the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// The field's place in the report, as problems name it.
    pub path: String,
    /// What was entered.
    pub entered: Json,
    /// Whether the text would be longer than a report may be.
    pub is_too_long: bool,
}

impl Left {
    /// Puts what was entered where the form shows its field, if it has that.
    pub fn put_into(&self, shown: &mut Json) {
        if let Some(field) = shown.pointer_mut(&pointer(&self.path)) {
            field.clone_from(&self.entered);
        }
    }

    /// Whether the form shows the same in its field in both cases.
    pub fn is_same(&self, one: &Json, other: &Json) -> bool {
        let pointer = pointer(&self.path);
        one.pointer(&pointer).is_some() && one.pointer(&pointer) == other.pointer(&pointer)
    }
}

impl Filled {
    /// The text with what is entered otherwise than it says, as [`Filled::with`], but for fields that
    /// cannot be written; `most` is the longest text that may become of it, in bytes. Fails if it is
    /// not what the form can hold.
    pub fn settle(
        &self,
        entered: &Json,
        most: usize,
        outline: &Outline,
        fonts: &Fonts,
    ) -> Result<Settled, NotWritable> {
        let settled = Settled { text: self.text().to_owned(), left: Vec::new() };
        let mut settler = Settler {
            filled: self,
            most,
            outline,
            fonts,
            entered,
            taken: self.shown().clone(),
            settled,
        };
        let changed = settler.changed().ok_or(NotWritable::NotTheForm)?;
        settler.settle(&changed)?;
        Ok(settler.settled)
    }
}

struct Settler<'f> {
    filled: &'f Filled,
    most: usize,
    outline: &'f Outline,
    fonts: &'f Fonts,
    entered: &'f Json,
    /// What is shown with all that could be written so far.
    taken: Json,
    settled: Settled,
}

impl Settler<'_> {
    /// Writes what is entered at some places; half of them at a time where that is not possible.
    fn settle(&mut self, places: &[String]) -> Result<(), NotWritable> {
        if places.is_empty() {
            return Ok(());
        }
        let mut candidate = self.taken.clone();
        for place in places {
            let pointer = pointer(place);
            if let Some(field) = candidate.pointer_mut(&pointer) {
                *field = self.entered.pointer(&pointer).cloned().unwrap_or_default();
            }
        }
        let is_too_long = match self.filled.with(&candidate, self.outline, self.fonts) {
            Ok(text) if text.len() <= self.most => {
                self.taken = candidate;
                self.settled.text = text;
                return Ok(());
            }
            Ok(_) => true,
            Err(NotWritable::NotTheForm) => return Err(NotWritable::NotTheForm),
            Err(NotWritable::Structure) => false,
        };
        if let [place] = places {
            let entered = self.entered.pointer(&pointer(place)).cloned().unwrap_or_default();
            self.settled.left.push(Left { path: place.clone(), entered, is_too_long });
            return Ok(());
        }
        let (first, rest) = places.split_at(places.len() / 2);
        self.settle(first)?;
        self.settle(rest)
    }

    /// The places of fields that are entered otherwise than shown. A list with more or fewer
    /// entries is one. None if it is not what the form can hold.
    fn changed(&self) -> Option<Vec<String>> {
        let mut places = Vec::new();
        let mut note = |path: String, shown: &Json, entered: &Json| {
            if shown != entered {
                places.push(path);
            }
        };
        let block = |path: &str,
                     fields: &[&Field],
                     (shown, entered): (&Json, &Json),
                     note: &mut dyn FnMut(String, &Json, &Json)| {
            for key in fields.iter().filter_map(|field| field.keys.last()) {
                note(format!("{path}.{key}"), &shown[key], &entered[key]);
            }
        };
        let entered = self.entered.as_object()?;
        for shape in shapes(self.outline) {
            let key = shape.key();
            let shown = &self.filled.shown()[key];
            let entered = entered.get(key).unwrap_or(&Json::Null);
            match &shape {
                Shape::Value(..) => note(key.to_owned(), shown, entered),
                Shape::Block(_, fields) => block(key, fields, (shown, entered), &mut note),
                Shape::List(_, fields) => {
                    let (items, others) = (shown.as_array()?, entered.as_array()?);
                    if items.len() != others.len() {
                        note(key.to_owned(), shown, entered);
                        continue;
                    }
                    for (index, pair) in items.iter().zip(others).enumerate() {
                        let path = format!("{key}[{index}]");
                        match fields {
                            [field] if field.keys.is_empty() => note(path, pair.0, pair.1),
                            fields => {
                                block(&path, &fields.iter().collect::<Vec<_>>(), pair, &mut note);
                            }
                        }
                    }
                }
            }
        }
        Some(places)
    }
}

/// A place in JSON (RFC 6901), of a report's field.
fn pointer(path: &str) -> String {
    format!("/{}", path.replace(['.', '['], "/").replace(']', ""))
}
