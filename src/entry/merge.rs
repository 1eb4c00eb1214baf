//! What two people have entered at the same time in the same report, as one: field by field.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::outline::{Field, Outline};
use super::shape::{Shape, shapes};

/// A field that both have changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clash {
    /// Its place in the report.
    pub path: String,
    /// What the form calls it.
    pub label: String,
    /// What is entered here.
    pub mine: Json,
    /// What is entered there.
    pub theirs: Json,
}

/// What is shown of a report, changed by two.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'v> {
    /// What both began with.
    pub ground: &'v Json,
    /// What is entered here.
    pub mine: &'v Json,
    /// What is entered there.
    pub theirs: &'v Json,
}

impl Outline {
    /// What the form shows with the changes of both sides. Where both have changed the same field,
    /// theirs stays unless its place is in `keep`; all such fields are given. A list of which one
    /// side has moved or removed entries is one field.
    pub fn merge(&self, sides: Sides<'_>, keep: &HashSet<String>) -> (Json, Vec<Clash>) {
        let mut both = Merger { keep, clashes: Vec::new() };
        let mut merged = Map::new();
        for shape in shapes(self) {
            let key = shape.key();
            let sides = sides.map(|side| &side[key]);
            let value = match &shape {
                Shape::Value(_, field) => both.one(sides, key, &field.label),
                Shape::Block(_, fields) => both.block(sides, fields.iter().copied(), key, None),
                Shape::List(list, fields) => both.list(sides, list.key, &list.label, fields),
            };
            merged.insert(key.to_owned(), value);
        }
        (Json::Object(merged), both.clashes)
    }
}

impl<'v> Sides<'v> {
    fn map(self, take: impl Fn(&'v Json) -> &'v Json) -> Self {
        Self { ground: take(self.ground), mine: take(self.mine), theirs: take(self.theirs) }
    }

    /// What becomes of it, if not both have changed it.
    fn settled(self) -> Option<&'v Json> {
        if self.mine == self.ground || self.mine == self.theirs {
            return Some(self.theirs);
        }
        (self.theirs == self.ground).then_some(self.mine)
    }

    /// The entries of a list, if each side still has those of the ground in their places, perhaps
    /// with others after them.
    fn entries(self) -> Option<[&'v [Json]; 3]> {
        let ground = self.ground.as_array()?;
        let in_place = |side: &[Json]| {
            let is_moved = |(at, entry): (usize, &Json)| {
                ground.get(at) != Some(entry) && ground.contains(entry)
            };
            side.len() >= ground.len() && !side.iter().enumerate().any(is_moved)
        };
        let (mine, theirs) = (self.mine.as_array()?, self.theirs.as_array()?);
        (in_place(mine) && in_place(theirs)).then_some([ground, mine, theirs])
    }
}

struct Merger<'k> {
    keep: &'k HashSet<String>,
    clashes: Vec<Clash>,
}

impl Merger<'_> {
    fn one(&mut self, sides: Sides<'_>, path: &str, label: &str) -> Json {
        if let Some(settled) = sides.settled() {
            return settled.clone();
        }
        let Sides { mine, theirs, .. } = sides;
        self.clashes.push(Clash {
            path: path.to_owned(),
            label: label.to_owned(),
            mine: mine.clone(),
            theirs: theirs.clone(),
        });
        if self.keep.contains(path) { mine.clone() } else { theirs.clone() }
    }

    fn block<'o>(
        &mut self,
        sides: Sides<'_>,
        fields: impl Iterator<Item = &'o Field>,
        path: &str,
        entry: Option<&str>,
    ) -> Json {
        let mut merged = Map::new();
        for field in fields {
            let Some(key) = field.keys.last() else { continue };
            let label = match entry {
                Some(entry) => format!("{entry}: {}", field.label),
                None => field.label.clone(),
            };
            let value = self.one(sides.map(|side| &side[key]), &format!("{path}.{key}"), &label);
            merged.insert((*key).to_owned(), value);
        }
        Json::Object(merged)
    }

    fn list(&mut self, sides: Sides<'_>, key: &str, label: &str, fields: &[Field]) -> Json {
        if let Some(settled) = sides.settled() {
            return settled.clone();
        }
        let Some([ground, mine, theirs]) = sides.entries() else {
            return self.one(sides, key, label);
        };
        let mut merged = Vec::new();
        for (at, ((ground, mine), theirs)) in ground.iter().zip(mine).zip(theirs).enumerate() {
            let sides = Sides { ground, mine, theirs };
            let (path, label) = (format!("{key}[{at}]"), format!("{label} {}", at + 1));
            merged.push(match fields {
                [field] if field.keys.is_empty() => self.one(sides, &path, &label),
                fields => self.block(sides, fields.iter(), &path, Some(&label)),
            });
        }
        merged.extend(theirs[ground.len()..].iter().cloned());
        merged.extend(mine[ground.len()..].iter().cloned());
        Json::Array(merged)
    }
}
