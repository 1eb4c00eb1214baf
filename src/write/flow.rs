//! Changing what is written in brackets, in place.

use std::ops::Range;

use super::kept::{entry, is_empty};
use super::lines::{line_end, line_start};
use super::style;
use super::update::{Updater, place};
use super::value::{Fields, Value};
use super::yaml;
use crate::load::{Entry, Node, Value as Parsed};

impl Updater<'_> {
    /// Changes a block in brackets.
    pub(super) fn flow_block(
        &mut self,
        entries: &[Entry<'_>],
        old: &Fields,
        new: &Fields,
    ) -> Option<()> {
        for (key, _) in old.iter().filter(|(key, _)| new.iter().all(|(known, _)| known != key)) {
            self.flow_remove(entries, key)?;
        }
        for (key, value) in new {
            match (old.iter().find(|(known, _)| known == key), entry(entries, key)) {
                (Some((_, old)), _) if old == value => {}
                (Some((_, old)), Some(entry)) if !place(&entry.value).is_empty() => {
                    self.flow_value(&entry.value, old, value)?;
                }
                // It holds nothing yet.
                (_, Some(Entry { key, value: old })) => self.flow_fill(key, old, value),
                (None, None) => {
                    let end = place(&entries.last()?.value).end;
                    self.edits.push((end..end, format!(", {key}: {}", written(value))));
                }
                (Some(_), None) => return None,
            }
        }
        Some(())
    }

    /// Gives a value to a key in brackets that holds none.
    fn flow_fill(&mut self, key: &Node<'_>, old: &Node<'_>, value: &Value) {
        let text = written(value);
        if !place(old).is_empty() {
            self.edits.push((place(old), text));
            return;
        }
        let end = key.span.end;
        self.edits.push(match self.text[end..].strip_prefix(':') {
            Some(rest) => {
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                (end + 1..end + 1 + blanks, format!(" {text}"))
            }
            None => (end..end, format!(": {text}")),
        });
    }

    /// Takes a key out of brackets, with the comma before or behind it.
    fn flow_remove(&mut self, entries: &[Entry<'_>], key: &str) -> Option<()> {
        let is_it = |entry: &Entry<'_>| matches!(&entry.key.value, Parsed::Scalar(scalar) if scalar.text == key);
        let index = entries.iter().position(is_it)?;
        let end = |entry: &Entry<'_>| place(&entry.value).end.max(entry.key.span.end);
        let start = entries[index].key.span.start;
        let range = match (index.checked_sub(1), entries.get(index + 1)) {
            (Some(before), _) => end(&entries[before])..end(&entries[index]),
            (None, Some(next)) => start..next.key.span.start,
            (None, None) => start..end(&entries[index]),
        };
        // A comment in between would go with it.
        if self.text[range.clone()].contains('#') {
            return None;
        }
        self.edits.push((range, String::new()));
        Some(())
    }

    /// Changes a list in brackets entry by entry.
    pub(super) fn flow_list(
        &mut self,
        node: &Node<'_>,
        items: &[Node<'_>],
        old: &[Value],
        new: &[Value],
    ) -> Option<()> {
        let places: Vec<Range<usize>> = items.iter().map(place).collect();
        // One that is empty is filled as a whole.
        if places.is_empty() || new.is_empty() || places.iter().any(Range::is_empty) {
            return None;
        }
        if self.flow_rows(node, items, old, new)? {
            return Some(());
        }
        let (mut at_old, mut at_new) = (0, 0);
        let kept = self.rows.kept(old, new);
        // What stays ahead of what is taken out needs no comma.
        let last_kept = kept.last().map_or(0, |(index, _)| index + 1);
        for (next_old, next_new) in kept.into_iter().chain([(old.len(), new.len())]) {
            let changed = self.rows.changed(next_old - at_old, next_new - at_new);
            for step in 0..changed {
                let index = at_old + step;
                self.flow_value(&items[index], &old[index], &new[at_new + step])?;
            }
            for index in at_old + changed..next_old {
                let is_last = index >= last_kept.max(at_old + changed) && next_old == old.len();
                let place = &places[index];
                let range = match (is_last, index.checked_sub(1)) {
                    (true, Some(before)) => places[before].end..place.end,
                    _ => self.with_comma(place)?,
                };
                // A comment in between would go with it.
                if self.text.get(range.start..place.start)?.contains('#') {
                    return None;
                }
                self.edits.push((range, String::new()));
            }
            let mut added = String::new();
            for value in &new[at_new + changed..next_new] {
                // An entry that has moved is written as it was.
                let moved = old.iter().position(|known| known == value);
                let text = match moved {
                    // Its comment would stay.
                    Some(from) if self.is_before_comment(&places[from]) => return None,
                    Some(from) => self.text[places[from].clone()].to_owned(),
                    None => written(value),
                };
                added.push_str(", ");
                added.push_str(&text);
            }
            if !added.is_empty() {
                let (at, added) = match (at_old + changed).checked_sub(1) {
                    Some(before) if self.is_before_comment(&places[before]) => {
                        let next = places.get(before + 1)?;
                        (next.start, format!("{}, ", added.trim_start_matches(", ")))
                    }
                    Some(before) => (places[before].end, added),
                    None => (places[0].start, format!("{}, ", added.trim_start_matches(", "))),
                };
                self.edits.push((at..at, added));
            }
            (at_old, at_new) = (next_old + 1, next_new + 1);
        }
        Some(())
    }

    pub(super) fn flow_value(&mut self, node: &Node<'_>, old: &Value, new: &Value) -> Option<()> {
        if let (Parsed::Mapping(entries), Value::Block(old), Value::Block(new), None) =
            (&node.value, old, new, &node.alias)
            && !entries.is_empty()
        {
            return self.flow_block(entries, old, new);
        }
        if node.alias.is_none() && is_empty(node) && self.fill_around_comments(node, new)? {
            return Some(());
        }
        let place = Some(place(node)).filter(|place| !place.is_empty())?;
        let styled = match (&node.value, &node.alias) {
            (Parsed::Scalar(scalar), None) => style::on_line(new, scalar.style, true),
            _ => None,
        };
        self.edits.push((place, styled.unwrap_or_else(|| written(new))));
        Some(())
    }

    /// Fills brackets that hold nothing, or comments only, and stand behind a key in a column: as
    /// lines below the key where there is nothing to keep within. False if that cannot be.
    pub(super) fn fill(&mut self, node: &Node<'_>, new: &Value, column: usize) -> bool {
        if node.alias.is_some() || !is_empty(node) || !self.is_flow(node) {
            return false;
        }
        match self.fill_around_comments(node, new) {
            Some(false) => {}
            is_filled => return is_filled.is_some(),
        }
        let written = yaml::value(new, column);
        let rest = &self.text[node.end..line_end(self.text, node.end)];
        let end = node.end + rest.trim_end().len();
        let is_comment = rest.trim().is_empty() || rest.trim().starts_with('#');
        if !written.starts_with('\n') || !is_comment {
            return false;
        }
        let start = self.text[..node.span.start].trim_end().len();
        self.edits.push((start..node.end, String::new()));
        self.edits.push((end..end, written.trim_end().to_owned()));
        true
    }

    /// Fills brackets that hold comments only, below those. False if they hold none, none if it is
    /// not seen how.
    fn fill_around_comments(&mut self, node: &Node<'_>, new: &Value) -> Option<bool> {
        let inside = self.text.get(node.span.start + 1..node.end.checked_sub(1)?)?;
        if !inside.contains('#') {
            return Some(false);
        }
        let written = written(new);
        let within = written.get(1..written.len().checked_sub(1)?)?;
        let close = line_start(self.text, node.end);
        let last = inside.trim_end().rsplit('\n').next().unwrap_or_default();
        let blanks = last.len() - last.trim_start_matches(' ').len();
        let own =
            close + self.text[close..].len() - self.text[close..].trim_start_matches(' ').len();
        let indent = if inside.trim_end().contains('\n') { blanks } else { own - close + 2 };
        self.edits.push((close..close, format!("{}{within}\n", " ".repeat(indent))));
        Some(true)
    }

    /// Whether a comment stands behind an entry on its line.
    fn is_before_comment(&self, place: &Range<usize>) -> bool {
        let rest = &self.text[place.end..line_end(self.text, place.end)];
        rest.trim_start().trim_start_matches(',').trim_start().starts_with('#')
    }

    /// An entry with the comma behind it, and with the line that it stands on alone.
    fn with_comma(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let rest = self.text[place.end..].trim_start().strip_prefix(',')?;
        let end = self.text.len() - rest.trim_start_matches(' ').len();
        let line = line_start(self.text, place.start)..line_end(self.text, end);
        let behind = self.text[end..line.end].trim_start();
        let is_alone = self.text[line.start..place.start].trim().is_empty()
            && (behind.is_empty() || behind.starts_with('#'));
        Some(if is_alone { line } else { place.start..end })
    }
}

/// A text as it is written in brackets, on its line.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Word(word) => word.clone(),
        Value::Line(text) | Value::Prose(text) => {
            let is_bare = yaml::is_plain(text) && !text.contains([',', '[', ']', '{', '}']);
            if is_bare { text.clone() } else { yaml::quoted(text) }
        }
        Value::Missing => "~".to_owned(),
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(written).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Block(fields) => {
            let field = |(key, value): &(&str, Value)| format!("{key}: {}", written(value));
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}
