//! Aliases of what is to change: what repeats it is written out beforehand, so that it says the same
//! as ever.

use std::ops::Range;

use serde_saphyr::granit_parser::{self, Event, Parser};

use super::edits::{Edits, edited};
use super::kept::{entry, is_same};
use super::lines::column_of;
use super::rows::Rows;
use super::value::Value;
use crate::load::{Gaps, Node, Value as Parsed, parse};

/// The text with a copy in the place of the first alias of a block or list that is to be changed
/// within; none if there is none.
pub(super) fn apart(text: &str, old: &Value, new: &Value, rows: Rows) -> Option<String> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let alias = tied(&root, old, new, rows)?;
    let spots = Spots::of(text, &root)?;
    let alias = spots.all.iter().find(|spot| spot.place == alias)?;
    let meant = spots.meant(alias)?;
    checked(text, &root, spots.copied(meant, alias, None)?)
}

/// The text with the first alias that can say it by itself in the place of a value that is touched
/// by changes; the others repeat that from then on. None if there is none.
pub(super) fn moved(text: &str, touched: &[Range<usize>]) -> Option<String> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let spots = Spots::of(text, &root)?;
    let is_touched = |place: &Range<usize>| {
        touched.iter().any(|edit| edit.start <= place.end && edit.end >= place.start)
    };
    let aliases = spots.all.iter().filter(|spot| spot.repeats.is_some());
    let is_changed = |place: &Range<usize>| {
        touched.iter().any(|edit| edit.start < place.end && edit.end > place.start)
    };
    aliases.filter(|alias| !is_changed(&alias.place)).find_map(|alias| {
        let meant = spots.meant(alias)?;
        let (_, name) = meant.anchor.clone()?;
        if !is_touched(&(name.start..meant.place.end)) {
            return None;
        }
        let mut edits = spots.copied(meant, alias, Some(&text[name.clone()]))?;
        let behind = text[name.end..].len() - text[name.end..].trim_start_matches(' ').len();
        let is_last = text[name.end + behind..].starts_with(['\r', '\n']);
        let before = text[..name.start].trim_end_matches(' ').len();
        edits.push(if is_last {
            (before..name.end, String::new())
        } else {
            (name.start..name.end + behind, String::new())
        });
        checked(text, &root, edits)
    })
}

/// The text with changes that leave what it says as it is.
fn checked(text: &str, root: &Node<'_>, mut edits: Edits) -> Option<String> {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let out = edited(text, edits)?;
    let again = parse(&out, &Gaps::default()).ok()?.root?;
    is_same(root, &again).then_some(out)
}

/// The first alias of a block or list in which something is changed.
fn tied(node: &Node<'_>, old: &Value, new: &Value, rows: Rows) -> Option<Range<usize>> {
    if old == new {
        return None;
    }
    match (&node.value, old, new) {
        (Parsed::Mapping(_), Value::Block(_), Value::Block(_))
        | (Parsed::Sequence(_), Value::List(_), Value::List(_))
            if node.alias.is_some() =>
        {
            node.alias.clone()
        }
        (Parsed::Mapping(entries), Value::Block(old), Value::Block(new)) => {
            old.iter().find_map(|(key, old)| {
                let (_, new) = new.iter().find(|(known, _)| known == key)?;
                tied(&entry(entries, key)?.value, old, new, rows)
            })
        }
        (Parsed::Sequence(items), Value::List(old), Value::List(new)) => {
            let mut kept = rows.kept(old, new);
            kept.push((old.len(), new.len()));
            let (mut at_old, mut at_new) = (0, 0);
            kept.into_iter().find_map(|(next_old, next_new)| {
                let changed = rows.changed(next_old - at_old, next_new - at_new);
                let mut pairs = (at_old..at_old + changed).zip(at_new..);
                (at_old, at_new) = (next_old + 1, next_new + 1);
                pairs.find_map(|(from, to)| tied(items.get(from)?, &old[from], &new[to], rows))
            })
        }
        _ => None,
    }
}

/// A value where it stands in a text.
struct Spot {
    /// From its first key, dash or character to its end.
    place: Range<usize>,
    kind: Kind,
    within: Within,
    /// The anchor's number, and where its name stands.
    anchor: Option<(usize, Range<usize>)>,
    /// The number of the anchor that this repeats.
    repeats: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A text or an alias.
    Leaf,
    /// A block or list in brackets.
    Brackets,
    /// One without.
    Block,
}

/// Where a value stands, seen from what holds it.
#[derive(Clone, Copy)]
struct Within {
    /// Whether brackets are around it.
    in_brackets: bool,
    /// Whether it stands behind a dash.
    is_item: bool,
    /// The column of its key or dash.
    column: usize,
}

/// All values of a text, in its order.
struct Spots<'t> {
    text: &'t str,
    all: Vec<Spot>,
}

impl<'t> Spots<'t> {
    fn of(text: &'t str, root: &Node<'_>) -> Option<Self> {
        let mut spots = Self { text, all: Vec::new() };
        spots.walk(root, Within { in_brackets: false, is_item: false, column: 0 });
        let options = granit_parser::options! { emit_anchor_events: true };
        let mut count = 0;
        for event in Parser::new_from_str_with_options(text, options) {
            let (event, span) = event.ok()?;
            let place = span.byte_range()?;
            match event {
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                    count += 1;
                }
                Event::Alias(number) => {
                    spots.all.get_mut(count)?.repeats = Some(number);
                    count += 1;
                }
                Event::Anchor(number, _) => {
                    spots.all.get_mut(usize::checked_sub(count, 1)?)?.anchor =
                        Some((number, place));
                }
                _ => {}
            }
        }
        (count == spots.all.len()).then_some(spots)
    }

    /// Notes a value and all in it; gives where it ends. Recursive: no node is deeper than
    /// [`MAX_DEPTH`](crate::limits::MAX_DEPTH).
    fn walk(&mut self, node: &Node<'_>, within: Within) -> usize {
        let (start, end) = (node.span.start, node.end);
        let kind = match node.value {
            _ if node.alias.is_some() => Kind::Leaf,
            Parsed::Scalar(_) | Parsed::Broken => Kind::Leaf,
            _ if self.text[start..].starts_with(['[', '{']) => Kind::Brackets,
            _ => Kind::Block,
        };
        let is_flow = kind == Kind::Brackets;
        let index = self.all.len();
        let place = node.alias.clone().unwrap_or(start..end);
        self.all.push(Spot { place, kind, within, anchor: None, repeats: None });
        if let Some(alias) = &node.alias {
            return alias.end;
        }
        let within = Within {
            in_brackets: within.in_brackets || is_flow,
            is_item: false,
            column: if is_flow { within.column } else { column_of(self.text, start) },
        };
        let mut last = end;
        match &node.value {
            Parsed::Mapping(entries) => {
                for entry in entries {
                    last = last.max(self.walk(&entry.key, within));
                    last = last.max(self.walk(&entry.value, within));
                }
            }
            Parsed::Sequence(items) => {
                for item in items {
                    last = last.max(self.walk(item, Within { is_item: !is_flow, ..within }));
                }
            }
            Parsed::Scalar(_) | Parsed::Broken => {}
        }
        if !is_flow {
            let written = self.text[start..last].trim_end();
            last = start + written.len();
        }
        self.all[index].place.end = last;
        last
    }

    /// What an alias repeats.
    fn meant(&self, alias: &Spot) -> Option<&Spot> {
        let is_meant = |spot: &&Spot| spot.anchor.as_ref().map(|anchor| anchor.0) == alias.repeats;
        self.all.iter().filter(|spot| spot.anchor.is_some()).find(is_meant)
    }

    /// The changes that put a copy of a value in the place of an alias, with an anchor's name if it
    /// is to have one. None if it cannot stand there.
    fn copied(&self, meant: &Spot, alias: &Spot, name: Option<&str>) -> Option<Edits> {
        let (_, anchor) = meant.anchor.clone()?;
        let is_block = meant.kind == Kind::Block;
        let Within { in_brackets, is_item, column } = alias.within;
        // A scalar's mark and tag stand before its place.
        let from = if is_block { meant.place.start } else { anchor.end };
        let copy = self.without_comments(from..meant.place.end);
        let copy = copy.trim().replace('\r', "");
        let is_text = copy.starts_with(['|', '>']);
        if in_brackets && (is_block || is_text) {
            return None;
        }
        let (first, rest) =
            copy.split_once('\n').map_or((&*copy, ""), |(first, rest)| (first, rest));
        let rest_of_line = self.text[alias.place.end..].split('\n').next()?.trim_end();
        let before = self.text[..alias.place.start].trim_end_matches(' ').len();
        // Behind its dash, a block begins on the same line if nothing else stands there.
        let is_inline = is_item && name.is_none() && rest_of_line.is_empty();
        let own = if is_block {
            column_of(self.text, meant.place.start)
        } else {
            let lines = rest.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
        };
        let column = if is_inline && is_block {
            column_of(self.text, alias.place.start)
        } else {
            column + 2
        };
        let mut below = String::new();
        for line in rest.split('\n').filter(|_| !rest.is_empty()) {
            below.push('\n');
            if !line.trim().is_empty() {
                let indent = line.len() - line.trim_start_matches(' ').len();
                below.push_str(&" ".repeat((indent + column).checked_sub(own)?));
            }
            below.push_str(line.trim_start_matches(' '));
        }
        let named = |first: &str| match name {
            Some(name) => format!("{name} {first}"),
            None => first.to_owned(),
        };
        let (head, below) = if is_block && !is_inline {
            let first = format!("\n{}{first}", " ".repeat(column));
            (name.unwrap_or_default().to_owned(), first + &below)
        } else {
            (named(first), below)
        };
        if !is_text && !is_block {
            return Some(vec![(alias.place.clone(), head + &below)]);
        }
        let end = alias.place.end + rest_of_line.len();
        // No blank at a line's end.
        let start = if head.is_empty() { before } else { alias.place.start };
        Some(vec![(start..alias.place.end, head), (end..end, below)])
    }

    /// A part of the text without its comments, and without lines that hold nothing else.
    fn without_comments(&self, place: Range<usize>) -> String {
        let mut out = String::new();
        let mut at = place.start;
        for (mark, _) in self.text[..place.end].match_indices('#') {
            let is_within = |spot: &Spot| spot.kind == Kind::Leaf && spot.place.contains(&mark);
            if mark < at
                || !self.text[..mark].ends_with(char::is_whitespace)
                || self.all.iter().any(is_within)
            {
                continue;
            }
            let before = self.text[at..mark].trim_end_matches([' ', '\t']);
            let is_alone = before.ends_with('\n');
            out.push_str(if is_alone { before.trim_end_matches(['\r', '\n']) } else { before });
            let comment = self.text[mark..place.end].split('\n').next().unwrap_or_default();
            at = mark + comment.trim_end_matches('\r').len();
        }
        out.push_str(&self.text[at..place.end]);
        out
    }
}
