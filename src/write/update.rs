//! Changing a report's text in place: only what says something else is written anew, so that
//! comments, quotation marks and the order of everything else stay.

use std::ops::Range;

use super::alias;
use super::edits::{Edits, edited};
use super::kept::{entry, holds_more, keeps};
use super::same::same;
use super::style;
use super::value::{Fields, Value};
use super::yaml;
use crate::load::{Entry, Gaps, Node, ScalarStyle, Value as Parsed, parse};

/// A text with the values changed that differ between `old`, which the text says, and `new`, as
/// the reader `says` of it: entry by entry, or lists as a whole where that is not read as it is
/// meant. What repeats a value that is changed goes on saying what it said. None where the text is
/// written in a way that this cannot follow, or would say something else of what is neither in
/// `old` nor in `new`.
pub fn update(text: &str, old: &Value, new: &Value, says: impl Fn(&str) -> bool) -> Option<String> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let is_meant = |updated: &String| {
        let again = parse(updated, &Gaps::default()).ok().and_then(|parsed| parsed.root);
        again.is_some_and(|again| keeps(&root, &again, old, new)) && says(updated)
    };
    let apart = alias::apart(text, old, new);
    let text = apart.as_deref().unwrap_or(text);
    [true, false].into_iter().find_map(|by_entry| {
        let mut text = text.to_owned();
        loop {
            let edits = edits(&text, old, new, by_entry)?;
            let touched: Vec<_> = edits.iter().map(|(range, _)| range.clone()).collect();
            if let Some(updated) = edited(&text, edits).filter(is_meant) {
                return Some(updated);
            }
            // Each time there is an alias less.
            text = alias::moved(&text, &touched)?;
        }
    })
}

fn edits(text: &str, old: &Value, new: &Value, by_entry: bool) -> Option<Edits> {
    let root = parse(text, &Gaps::default()).ok()?.root?;
    let mut updater = Updater { text, edits: Vec::new(), by_entry };
    updater.block(&root, old, new, 0)?;
    let mut edits = updater.edits;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    Some(edits)
}

pub(super) struct Updater<'t> {
    pub(super) text: &'t str,
    pub(super) edits: Edits,
    /// Whether lists are changed entry by entry.
    by_entry: bool,
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
                None => self.remove(entry, column)?,
            }
        }
        for (index, (key, value)) in new.iter().enumerate() {
            if find(old, key).is_some() {
                continue;
            }
            let written = field(key, value, column);
            // A key may be there and hold nothing.
            if let Some(empty) = entry(entries, key) {
                let range = self.extent(empty.key.span.start, column);
                self.edits.push((range, written));
                continue;
            }
            let before = new[..index].iter().rev().find_map(|(key, _)| entry(entries, key));
            let indent = " ".repeat(column);
            let Some(before) = before else {
                // Nothing of the block's own comes before it.
                let first = entries.first()?.key.span.start;
                self.edits.push((first..first, format!("{written}\n{indent}")));
                continue;
            };
            let before = self.extent(before.key.span.start, column).end;
            let at = self.behind_comments(before, column);
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
            (Parsed::Mapping(entries), Value::Block(_), Value::Block(_)) => {
                let column = entries.first().map(|first| self.column(first.key.span.start));
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
            let range = self.extent(key.span.start, column);
            if holds_more(value, old) {
                return None;
            }
            let colon = key.span.end..range.end;
            let written = format!(":{}", yaml::value(new, column));
            self.edits.push((colon, written.trim_end().to_owned()));
        }
        Some(())
    }

    /// Changes a text to another in the manner of its author; what stands behind it on its line
    /// stays. `start` is where its key or dash stands, in a column. False if that cannot be.
    fn styled(&mut self, node: &Node<'_>, start: usize, column: usize, new: &Value) -> bool {
        let (Parsed::Scalar(scalar), None) = (&node.value, &node.alias) else { return false };
        let place = place(node);
        if matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded) {
            return self.attempt(|this| this.lines_below(node, scalar.style, (start, column), new));
        }
        let line = style::on_line(new, scalar.style, false).filter(|_| !place.is_empty());
        let Some(line) = line else { return false };
        // A text without marks that was short is folded when it is long.
        let is_long = |text: &str| column + text.chars().count() > yaml::WIDTH;
        if scalar.is_plain()
            && matches!(new, Value::Prose(_))
            && is_long(&line)
            && !is_long(&self.text[place.clone()])
        {
            return false;
        }
        let line = self.before_comment(place.end, new, &line);
        self.edits.push((place, line));
        true
    }

    /// Changes the lines below a mark for texts of several.
    fn lines_below(
        &mut self,
        node: &Node<'_>,
        style: ScalarStyle,
        (start, column): (usize, usize),
        new: &Value,
    ) -> Option<()> {
        // The mark is the last that stands before the lines, but for a comment.
        let head = self.text[..node.span.start].trim_end().len();
        let is_mark = |at: &usize| self.text[..*at].ends_with([' ', '\t']);
        let marks = self.text.get(start..head)?.match_indices(['|', '>']);
        let mark = marks.map(|(at, _)| start + at).find(is_mark)?;
        let told = self.text[mark..head].split_whitespace().next()?;
        let end = self.extent(start, column).end;
        let before = self.text.get(head..end).filter(|before| !before.is_empty())?;
        let first = before.lines().find(|line| !line.trim().is_empty())?;
        let mut indent = first.len() - first.trim_start_matches(' ').len();
        // Of a text that began with blanks the indentation was told.
        let untold = told.replace(|c: char| c.is_ascii_digit(), "");
        if untold != told {
            indent = column + 2;
            self.edits.push((mark..mark + told.len(), untold));
        }
        let lines = style::below(new, style, indent, before)?;
        self.edits.push((head..end, lines));
        Some(())
    }

    /// Changes a value that stands on one line to another, as it is written behind a colon or dash.
    /// What stands behind it on its line stays. False if one of them takes more.
    fn line(&mut self, node: &Node<'_>, new: &Value, written: &str) -> bool {
        let place = place(node);
        let old = &self.text[place.clone()];
        let line = written.strip_prefix(' ').filter(|line| line.matches('\n').count() == 1);
        let (Parsed::Scalar(scalar), Some(line)) = (&node.value, line) else { return false };
        let is_block = matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded);
        if old.is_empty() || old.contains('\n') || is_block && node.alias.is_none() {
            return false;
        }
        let line = self.before_comment(place.end, new, line.trim_end());
        self.edits.push((place, line));
        true
    }

    /// Makes changes, or none of them.
    fn attempt(&mut self, change: impl FnOnce(&mut Self) -> Option<()>) -> bool {
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
        if node.alias.is_some() || !self.by_entry || items.len() != old.len() {
            return None;
        }
        if self.is_flow(node) {
            return self.flow_list(items, old, new);
        }
        let dashes = self.dashes(node).filter(|dashes| dashes.len() == items.len())?;
        let column = self.column(*dashes.first()?);
        if new.is_empty() {
            return None;
        }
        let kept = same(old, new);
        let (mut at_old, mut at_new) = (0, 0);
        for (next_old, next_new) in kept.into_iter().chain([(old.len(), new.len())]) {
            let changed = (next_old - at_old).min(next_new - at_new);
            for step in 0..changed {
                let (index, value) = (at_old + step, &new[at_new + step]);
                self.item(&items[index], dashes[index], column, &old[index], value)?;
            }
            for dash in &dashes[at_old + changed..next_old] {
                let range = self.extent(*dash, column);
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
                let moved = moved.map(|from| self.extent(dashes[from], column));
                let text = match moved {
                    Some(range) => self.text[range.start + 1..range.end].replace('\r', ""),
                    None => entry_text(value, column),
                };
                added.extend(["\n", &indent, "-", &text]);
            }
            if !added.is_empty() {
                // Behind the entry before, or before the first.
                if let Some(before) = (at_old + changed).checked_sub(1) {
                    let end = self.extent(dashes[before], column).end;
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
            Parsed::Mapping(entries) => entries
                .first()
                .map(|first| self.column(first.key.span.start))
                .is_some_and(|column| self.attempt(|this| this.block(item, old, new, column))),
            _ => {
                self.styled(item, dash, column, new)
                    || self.line(item, new, &yaml::entry(new, column))
            }
        };
        if !inside {
            let range = self.extent(dash, column);
            if holds_more(item, old) {
                return None;
            }
            self.edits.push((dash + 1..range.end, entry_text(new, column)));
        }
        Some(())
    }

    /// Removes a key with its lines.
    fn remove(&mut self, entry: &Entry<'_>, column: usize) -> Option<()> {
        let start = entry.key.span.start;
        // Behind a dash, the next key would have to take its place.
        if self.line_start(start) + column != start
            || !self.text[self.line_start(start)..start].trim().is_empty()
        {
            return None;
        }
        let range = self.extent(start, column);
        self.remove_lines(range);
        Some(())
    }

    /// Removes whole lines, and one of two empty ones around them.
    fn remove_lines(&mut self, range: Range<usize>) {
        let start = self.line_start(range.start);
        let mut end = self.line_end(range.end);
        let rest = &self.text[end..];
        let blank = rest.split_inclusive('\n').next().filter(|line| line.trim().is_empty());
        let above = self.text[..start].trim_end_matches(['\r', '\n', ' ']).len();
        let is_blank_above = self.text[above..start].matches('\n').count() > 1 || above == 0;
        if let Some(blank) = blank.filter(|_| is_blank_above) {
            end += blank.len();
        }
        self.edits.push((start..end, String::new()));
    }

    /// The place of what begins at an offset in a column, up to the end of its last line: the lines
    /// below that are further in, and the entries of a list in the very column of its key.
    fn extent(&self, start: usize, column: usize) -> Range<usize> {
        let is_dash = self.text[start..].starts_with('-');
        let mut end = self.content_end(start);
        let mut at = self.line_end(start);
        while at < self.text.len() {
            let next = self.line_end(at);
            let line = &self.text[at..next];
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let is_blank = content.trim().is_empty();
            let is_entry = content.starts_with("- ") || content.trim_end() == "-";
            let belongs = indent > column || (indent == column && is_entry && !is_dash);
            if !is_blank {
                if !belongs {
                    break;
                }
                // A comment at the end may be about what follows.
                if !content.starts_with('#') {
                    end = self.content_end(at);
                }
            }
            at = next;
        }
        start..end
    }

    /// Where the comments end that follow further in: behind a text in lines they would be part of it.
    fn behind_comments(&self, offset: usize, column: usize) -> usize {
        let mut end = offset;
        let mut at = self.line_end(offset);
        while at < self.text.len() {
            let line = &self.text[at..self.line_end(at)];
            let content = line.trim_start_matches(' ');
            if content.starts_with('#') && line.len() - content.len() > column {
                end = self.content_end(at);
            } else if !content.trim().is_empty() {
                break;
            }
            at = self.line_end(at);
        }
        end
    }

    /// A text as it is written on a line of which the rest, from an offset on, stays: in quotation
    /// marks before a comment, which might be meant as part of it otherwise.
    fn before_comment(&self, offset: usize, value: &Value, line: &str) -> String {
        let rest = self.text[offset..self.line_end(offset)].trim_start();
        match value {
            Value::Line(text) | Value::Prose(text)
                if rest.starts_with('#') && !line.starts_with(['"', '\'']) =>
            {
                yaml::quoted(text)
            }
            _ => line.to_owned(),
        }
    }

    /// Whether a key has its colon right behind it, and nothing on its line but a comment.
    fn is_bare(&self, key: &Node<'_>) -> bool {
        let line = &self.text[key.span.end..self.line_end(key.span.end)];
        line.strip_prefix(':').is_some_and(|rest| {
            let rest = rest.trim();
            rest.is_empty() || rest.starts_with('#')
        })
    }

    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Where the next line begins.
    pub(super) fn line_end(&self, offset: usize) -> usize {
        self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline + 1)
    }

    /// Where what can be seen of a line ends.
    fn content_end(&self, offset: usize) -> usize {
        let line = &self.text[offset..self.line_end(offset)];
        offset + line.trim_end().len()
    }

    fn column(&self, offset: usize) -> usize {
        offset - self.line_start(offset)
    }

    fn is_flow(&self, node: &Node<'_>) -> bool {
        self.text[node.span.start..].starts_with(['[', '{'])
    }

    /// The dashes of a list without brackets.
    fn dashes(&self, node: &Node<'_>) -> Option<Vec<usize>> {
        let first = node.span.start;
        let mut at = self.line_start(first);
        let column = first - at;
        if !self.text[first..].starts_with('-') || !self.text[at..first].trim().is_empty() {
            return None;
        }
        let mut dashes = Vec::new();
        while at < self.text.len() {
            let next = self.line_end(at);
            let line = &self.text[at..next];
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let is_dash = content
                .strip_prefix('-')
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
            match content.trim() {
                "" => {}
                _ if content.starts_with('#') || indent > column => {}
                _ if indent == column && is_dash => dashes.push(at + column),
                _ => break,
            }
            at = next;
        }
        Some(dashes)
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
