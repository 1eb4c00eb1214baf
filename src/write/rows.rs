//! Which entries of a changed list are which of the list before: what a person has written beside an
//! entry, such as comments and unknown keys, goes where it goes.

use super::same::same;
use super::value::Value;

/// Most pairs of entries that are compared word by word; of longer lists only those that are the
/// same, or stand in the same place, are known again.
const MAX_PAIRS: usize = 20_000;

/// How much of two entries must be alike for them to be one that was changed, in hundredths.
const ALIKE: usize = 40;

/// How the entries of a list are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// They come, go and move, as they are.
    Placed,
    /// Each stays in its place, and is changed within.
    Within,
    /// The list is written anew.
    AsWhole,
}

impl Rows {
    /// Pairs of entries that stay as they are where they are, in order.
    pub(super) fn kept(self, old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
        match self {
            Self::Within => {
                let pairs = old.iter().zip(new).enumerate();
                pairs.filter(|(_, (old, new))| old == new).map(|(at, _)| (at, at)).collect()
            }
            _ => same(old, new),
        }
    }

    /// How many of the entries between two that stay are changed, in order.
    pub(super) fn changed(self, old: usize, new: usize) -> usize {
        if self == Self::Within { old.min(new) } else { 0 }
    }
}

/// The old values with their lists as the new ones have them, but for changes within entries: what
/// came and went is in them, and what has moved as it was.
pub(super) fn placed(old: &Value, new: &Value) -> Value {
    let (Value::Block(old), Value::Block(fields)) = (old, new) else { return old.clone() };
    let field = |(key, value): &(&'static str, Value)| {
        let new = fields.iter().find(|(known, _)| known == key).map(|(_, new)| new);
        let value = match (value, new) {
            (Value::List(old), Some(Value::List(new))) => Value::List(entries(old, new)),
            _ => value.clone(),
        };
        (*key, value)
    };
    Value::Block(old.iter().map(field).collect())
}

fn entries(old: &[Value], new: &[Value]) -> Vec<Value> {
    let known = origins(old, new);
    let entries = new.iter().zip(known);
    entries.map(|(new, known)| known.map_or(new, |known| &old[known]).clone()).collect()
}

/// For each new entry the old one that it was, if it was one.
fn origins(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut origins = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    let mut pair = |origins: &mut Vec<Option<usize>>, from: usize, to: usize| {
        let is_free = !is_taken[from] && origins[to].is_none();
        if is_free {
            is_taken[from] = true;
            origins[to] = Some(from);
        }
    };
    for (from, to) in same(old, new) {
        pair(&mut origins, from, to);
    }
    // What has moved as it was, then what was changed, the most alike first and the nearest of those.
    let mut pairs = Vec::new();
    if old.len() * new.len() <= MAX_PAIRS {
        for (from, one) in old.iter().enumerate() {
            for (to, other) in new.iter().enumerate().filter(|(to, _)| origins[*to].is_none()) {
                let alike = alike(one, other);
                if alike >= ALIKE {
                    pairs.push((std::cmp::Reverse(alike), from.abs_diff(to), from, to));
                }
            }
        }
    }
    pairs.sort_unstable();
    for (.., from, to) in pairs {
        pair(&mut origins, from, to);
    }
    // As many others between the same two are those in their order.
    let mut to = 0;
    while to < new.len() {
        let run = origins[to..].iter().take_while(|origin| origin.is_none()).count();
        let from = to.checked_sub(1).map_or(0, |before| origins[before].map_or(0, |at| at + 1));
        let end = origins.get(to + run).copied().flatten().unwrap_or(old.len());
        if run > 0 && end.checked_sub(from) == Some(run) {
            for step in 0..run {
                pair(&mut origins, from + step, to + step);
            }
        }
        to += run.max(1);
    }
    // And so are those that stand in the same place of as many.
    for at in (0..old.len()).filter(|_| old.len() == new.len()) {
        pair(&mut origins, at, at);
    }
    origins
}

/// How much of two values is the same, in hundredths.
fn alike(one: &Value, other: &Value) -> usize {
    let (shared, whole) = shared(one, other);
    if one == other { 100 } else { (100 * shared).checked_div(whole).unwrap_or(0).min(99) }
}

/// How many bytes of two values are the same, and how many there are, in both together.
fn shared(one: &Value, other: &Value) -> (usize, usize) {
    if let (Value::Block(one), Value::Block(other)) = (one, other) {
        let of = |fields: &[(&'static str, Value)], key: &str| {
            let found = fields.iter().find(|(known, _)| *known == key);
            found.map_or(Value::Missing, |(_, value)| value.clone())
        };
        let others = other.iter().filter(|(key, _)| one.iter().all(|(known, _)| known != key));
        let keys = one.iter().chain(others).map(|(key, _)| key);
        let pairs = keys.map(|key| shared(&of(one, key), &of(other, key)));
        return pairs.fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    }
    let (one, other) = (text(one).as_bytes(), text(other).as_bytes());
    let shorter = one.len().min(other.len());
    let is_same = |(one, other): &(&u8, &u8)| one == other;
    let ahead = one.iter().zip(other).take_while(is_same).count();
    let behind = one.iter().rev().zip(other.iter().rev()).take(shorter - ahead);
    let behind = behind.take_while(is_same).count();
    (2 * (ahead + behind), one.len() + other.len())
}

fn text(value: &Value) -> &str {
    match value {
        Value::Word(text) | Value::Line(text) | Value::Prose(text) => text,
        _ => "",
    }
}
