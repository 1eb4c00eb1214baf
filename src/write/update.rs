//! Changing a report's text in place: only what says something else is written anew, so that
//! comments, quotation marks and the order of everything else stay.

use std::ops::Range;

use super::alias;
use super::begin::begin;
use super::edits::{Edits, edited};
use super::kept::{entry, holds_more, keeps};
use super::lines::{behind_comments, column_of, dashes, extent, line_end, line_start};
use super::rows::{Rows, placed};
use super::value::{Fields, Value};
use super::yaml;
use crate::load::{Entry, Gaps, Node, Value as Parsed, parse};

/// Most aliases that are written out before a change. Reports have a few, and each takes a look at
/// the whole text.
const MAX_WRITTEN_OUT: usize = 50;

/// A text with the values changed that differ between `old`, which the text says, and `new`; the
/// reader `says` whether a text is read as a value. Entry by entry, or lists as a whole where that
/// is not read as it is meant. What repeats a value that is changed goes on saying what it said, and
/// what stands beside an entry goes where it goes. None where the text is written in a way that this
/// cannot follow, or would say something else of what is neither in `old` nor in `new`. A text that
/// says nothing yet takes in all that is new, below its comments.
pub fn update(
    text: &str,
    old: &Value,
    new: &Value,
    says: impl Fn(&str, &Value) -> bool,
) -> Option<String> {
    if let Some(begun) = begin(text, new) {
        return Some(begun).filter(|begun| says(begun, new));
    }
    let between = placed(old, new);
    let by_entry = || {
        let text = if between == *old {
            text.to_owned()
        } else {
            changed(text, old, &between, Rows::Placed, &says)?
        };
        changed(&text, &between, new, Rows::Within, &says)
    };
    by_entry().or_else(|| changed(text, old, new, Rows::AsWhole, &says))
}

/// The same with entries changed in one way.
fn changed(
    text: &str,
    old: &Value,
    new: &Value,
    rows: Rows,
    says: impl Fn(&str, &Value) -> bool,
) -> Option<String> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let is_meant = |updated: &String| {
        let again = parse(updated, &Gaps::default()).ok().and_then(|parsed| parsed.root);
        again.is_some_and(|again| keeps(&root, &again, old, new)) && says(updated, new)
    };
    let mut text = text.to_owned();
    for _ in 0..MAX_WRITTEN_OUT {
        let Some(out) = alias::apart(&text, old, new, rows) else { break };
        text = out;
    }
    for _ in 0..MAX_WRITTEN_OUT {
        let edits = edits(&text, old, new, rows)?;
        let touched: Vec<_> = edits.iter().map(|(range, _)| range.clone()).collect();
        if let Some(updated) = edited(&text, edits).filter(is_meant) {
            return Some(updated);
        }
        text = alias::moved(&text, &touched)?;
    }
    None
}

fn edits(text: &str, old: &Value, new: &Value, rows: Rows) -> Option<Edits> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let mut updater = Updater { text, edits: Vec::new(), rows };
    updater.block(&root, old, new, 0)?;
    let mut edits = updater.edits;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    Some(edits)
}

pub(super) struct Updater<'t> {
    pub(super) text: &'t str,
    pub(super) edits: Edits,
    pub(super) rows: Rows,
}

impl Updater<'_> {
    /// Changes a block whose keys stand in a column.
    fn block(&mut self, node: &Node<'_>, old: &Value, new: &Value, column: usize) -> Option<()> {
        let (Parsed::Mapping(entries), Value::Block(old), Value::Block(new)) =
            (&node.value, old, new)
        else {
            return None;
        };
        if node.alias.is_some() {
            return None;
        }
        if self.is_flow(node) {
            return self.flow_block(entries, old, new);
        }
        let find = |fields: &Fields, key: &str| fields.iter().position(|(known, _)| *known == key);
        for (key, value) in old {
            let entry = entry(entries, key)?;
            match find(new, key) {
                Some(index) => self.field(entry, value, &new[index].1, column)?,
                None => self.remove(entries, entry, column)?,
            }
        }
        for (index, (key, value)) in new.iter().enumerate() {
            if find(old, key).is_some() {
                continue;
            }
            // A key may be there and hold nothing.
            if let Some(empty) = entry(entries, key) {
                let place = empty.key.span.end..self.reach(empty, column).end;
                let written = yaml::value(value, column);
                let written =
                    self.with_comments(place.clone(), column, &empty.value, value, &written);
                self.edits.push((place, format!(":{written}")));
                continue;
            }
            let written = field(key, value, column);
            let before = new[..index].iter().rev().find_map(|(key, _)| entry(entries, key));
            let indent = " ".repeat(column);
            let Some(before) = before else {
                // Nothing of the block's own comes before it.
                let first = entries.first()?.key.span.start;
                self.edits.push((first..first, format!("{written}\n{indent}")));
                continue;
            };
            let before = self.reach(before, column).end;
            let at = behind_comments(self.text, before, column);
            let gap = if column == 0 && !is_short(value) { "\n\n" } else { "\n" };
            self.edits.push((at..at, format!("{gap}{indent}{written}")));
        }
        Some(())
    }

    /// Changes the value of a key in a column.
    fn field(&mut self, entry: &Entry<'_>, old: &Value, new: &Value, column: usize) -> Option<()> {
        if old == new {
            return Some(());
        }
        let Entry { key, value } = entry;
        let inside = match (&value.value, old, new) {
            _ if self.fill(value, new, column) => true,
            (Parsed::Mapping(entries), Value::Block(_), Value::Block(_)) => {
                let column =
                    entries.first().map(|first| column_of(self.text, first.key.span.start));
                column
                    .is_some_and(|column| self.attempt(|this| this.block(value, old, new, column)))
            }
            (Parsed::Sequence(items), Value::List(old), Value::List(new)) => {
                self.attempt(|this| this.list(value, items, old, new))
            }
            (Parsed::Scalar(_), ..) if self.styled(value, key.span.start, column, new) => true,
            (Parsed::Scalar(_), ..) => {
                let written = yaml::value(new, column);
                let line = written.strip_prefix(' ').filter(|line| line.matches('\n').count() == 1);
                match line {
                    // A comment behind a key that holds nothing stays.
                    Some(line) if value.span.is_empty() && self.is_bare(key) => {
                        let end = key.span.end + 1;
                        let line = self.before_comment(end, new, line.trim_end());
                        self.edits.push((end..end, format!(" {line}")));
                        true
                    }
                    _ => self.line(value, new, &written),
                }
            }
            _ => false,
        };
        if !inside {
            let range = self.reach(entry, column);
            if holds_more(value, old) || self.holds_comments(value) {
                return None;
            }
            let colon = key.span.end..range.end;
            let written = yaml::value(new, column);
            let written = self.with_comments(colon.clone(), column, value, new, &written);
            self.edits.push((colon, format!(":{written}")));
        }
        Some(())
    }

    /// Makes changes, or none of them.
    pub(super) fn attempt(&mut self, change: impl FnOnce(&mut Self) -> Option<()>) -> bool {
        let before = self.edits.len();
        let is_done = change(self).is_some();
        if !is_done {
            self.edits.truncate(before);
        }
        is_done
    }

    /// Changes a list: what is the same in both stays, what is between is changed in order.
    fn list(
        &mut self,
        node: &Node<'_>,
        items: &[Node<'_>],
        old: &[Value],
        new: &[Value],
    ) -> Option<()> {
        if node.alias.is_some() || self.rows == Rows::AsWhole || items.len() != old.len() {
            return None;
        }
        if self.is_flow(node) {
            return self.flow_list(node, items, old, new);
        }
        let dashes = dashes(self.text, node).filter(|dashes| dashes.len() == items.len())?;
        let column = column_of(self.text, *dashes.first()?);
        if new.is_empty() {
            return None;
        }
        let kept = self.rows.kept(old, new);
        let (mut at_old, mut at_new) = (0, 0);
        for (next_old, next_new) in kept.into_iter().chain([(old.len(), new.len())]) {
            let changed = self.rows.changed(next_old - at_old, next_new - at_new);
            for step in 0..changed {
                let (index, value) = (at_old + step, &new[at_new + step]);
                self.item(&items[index], dashes[index], column, &old[index], value)?;
            }
            for dash in &dashes[at_old + changed..next_old] {
                let range = extent(self.text, *dash, column);
                self.remove_lines(range);
            }
            let mut added = String::new();
            for value in &new[at_new + changed..next_new] {
                if matches!(value, Value::Block(_)) {
                    added.push('\n');
                }
                let indent = " ".repeat(column);
                // An entry that has moved is written as it was.
                let moved = old.iter().position(|known| known == value);
                let moved = moved.map(|from| extent(self.text, dashes[from], column));
                let text = match moved {
                    Some(range) => self.text[range.start + 1..range.end].replace('\r', ""),
                    None => entry_text(value, column),
                };
                added.extend(["\n", &indent, "-", &text]);
            }
            if !added.is_empty() {
                // Behind the entry before, or before the first.
                if let Some(before) = (at_old + changed).checked_sub(1) {
                    let end = extent(self.text, dashes[before], column).end;
                    self.edits.push((end..end, added));
                } else {
                    let start = dashes[0] - column;
                    let added = added.trim_start_matches('\n');
                    let gap = if matches!(new[0], Value::Block(_)) { "\n\n" } else { "\n" };
                    self.edits.push((start..start, format!("{added}{gap}")));
                }
            }
            (at_old, at_new) = (next_old + 1, next_new + 1);
        }
        Some(())
    }

    /// Changes an entry of a list whose dashes stand in a column.
    fn item(
        &mut self,
        item: &Node<'_>,
        dash: usize,
        column: usize,
        old: &Value,
        new: &Value,
    ) -> Option<()> {
        if old == new {
            return Some(());
        }
        let inside = match &item.value {
            Parsed::Mapping(entries) if entries.is_empty() && self.is_flow(item) => {
                self.flow_value(item, old, new).is_some()
            }
            Parsed::Mapping(entries) => entries
                .first()
                .map(|first| column_of(self.text, first.key.span.start))
                .is_some_and(|column| self.attempt(|this| this.block(item, old, new, column))),
            _ => {
                self.styled(item, dash, column, new)
                    || self.line(item, new, &yaml::entry(new, column))
            }
        };
        if !inside {
            let range = extent(self.text, dash, column);
            if holds_more(item, old) || self.holds_comments(item) {
                return None;
            }
            let place = dash + 1..range.end;
            let written = yaml::entry(new, column);
            let written = self.with_comments(place.clone(), column, item, new, &written);
            self.edits.push((place, written));
        }
        Some(())
    }

    /// Removes a key with its lines.
    fn remove(&mut self, entries: &[Entry<'_>], entry: &Entry<'_>, column: usize) -> Option<()> {
        let start = entry.key.span.start;
        let line = line_start(self.text, start);
        if line + column == start && self.text[line..start].trim().is_empty() {
            let range = self.reach(entry, column);
            self.remove_lines(range);
            return Some(());
        }
        // Behind a dash, the next key takes its place.
        let next = entries.iter().map(|entry| entry.key.span.start).find(|at| *at > start)?;
        let range = extent(self.text, start, column);
        if !self.text.get(range.end..next)?.trim().is_empty() {
            return None;
        }
        self.edits.push((start..next, String::new()));
        Some(())
    }

    /// Removes whole lines, and one of two empty ones around them.
    fn remove_lines(&mut self, range: Range<usize>) {
        let start = line_start(self.text, range.start);
        let mut end = line_end(self.text, range.end);
        let rest = &self.text[end..];
        let blank = rest.split_inclusive('\n').next().filter(|line| line.trim().is_empty());
        let above = self.text[..start].trim_end_matches(['\r', '\n', ' ']).len();
        let is_blank_above = self.text[above..start].matches('\n').count() > 1 || above == 0;
        if let Some(blank) = blank.filter(|_| is_blank_above) {
            end += blank.len();
        }
        self.edits.push((start..end, String::new()));
    }

    /// The place of a key and its value, up to the end of its last line: what closes brackets may
    /// stand in the key's column, and a text may end with what looks like a comment.
    fn reach(&self, entry: &Entry<'_>, column: usize) -> Range<usize> {
        let Entry { key, value } = entry;
        let range = extent(self.text, key.span.start, column);
        let is_told = matches!(value.value, Parsed::Scalar(_)) || self.is_flow(value);
        if value.alias.is_some() || value.span.start == value.end || !is_told {
            return range;
        }
        let end = self.text[..value.end].trim_end().len();
        let line = if self.is_flow(value) { line_end(self.text, end) } else { end };
        let end = end + self.text[end..line].trim_end().len();
        range.start..range.end.max(end)
    }

    pub(super) fn is_flow(&self, node: &Node<'_>) -> bool {
        self.text[node.span.start..].starts_with(['[', '{'])
    }

    /// Whether a key has its colon right behind it, and nothing on its line but a comment.
    fn is_bare(&self, key: &Node<'_>) -> bool {
        let line = &self.text[key.span.end..line_end(self.text, key.span.end)];
        line.strip_prefix(':').is_some_and(|rest| {
            let rest = rest.trim();
            rest.is_empty() || rest.starts_with('#')
        })
    }
}

/// Where a value stands, or the alias that repeats it.
pub(super) fn place(node: &Node<'_>) -> Range<usize> {
    node.alias.clone().unwrap_or(node.span.start..node.end)
}

fn field(key: &str, value: &Value, column: usize) -> String {
    format!("{key}:{}", yaml::value(value, column)).trim_end().to_owned()
}

fn entry_text(value: &Value, column: usize) -> String {
    yaml::entry(value, column).trim_end().to_owned()
}

fn is_short(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Block(_) | Value::Prose(_))
}
