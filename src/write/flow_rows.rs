//! Changing a list in brackets of which each entry stands on lines of its own: comments stay with
//! the entries that they are about.

use std::ops::Range;

use super::flow::written;
use super::lines::{line_end, line_start};
use super::rows::Rows;
use super::update::{Updater, place};
use super::value::Value;
use crate::load::Node;

/// An entry on lines of its own.
struct Row {
    place: Range<usize>,
    /// All of its lines.
    lines: Range<usize>,
    /// Where the comments right above it begin.
    lead: usize,
    has_comma: bool,
}

impl Updater<'_> {
    /// The entries of a list in brackets, if each has lines of its own.
    fn flow_lines(&self, node: &Node<'_>, items: &[Node<'_>]) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        for item in items {
            let place = place(item);
            let start = line_start(self.text, place.start);
            let before = rows.last().map_or(node.span.start + 1, |row| row.lines.end);
            let rest = &self.text[place.end..line_end(self.text, place.end)];
            let behind = rest.trim_start().strip_prefix(',');
            let has_comma = behind.is_some();
            let is_last = rows.len() + 1 == items.len();
            let behind = behind.unwrap_or(rest).trim();
            if place.is_empty()
                || start < before
                || !self.text[start..place.start].trim().is_empty()
                || !(behind.is_empty() || behind.starts_with('#'))
                || !(has_comma || is_last)
            {
                return None;
            }
            let mut lead = start;
            while lead > before {
                let above = line_start(self.text, lead - 1);
                if above < before || !self.text[above..lead].trim_start().starts_with('#') {
                    break;
                }
                lead = above;
            }
            let lines = start..place.end + rest.len();
            rows.push(Row { place, lines, lead, has_comma });
        }
        Some(rows)
    }

    /// Changes a list in brackets line by line; false if its entries do not each have lines of their
    /// own, none if one of them cannot be changed.
    pub(super) fn flow_rows(
        &mut self,
        node: &Node<'_>,
        items: &[Node<'_>],
        old: &[Value],
        new: &[Value],
    ) -> Option<bool> {
        let Some(rows) = self.flow_lines(node, items) else { return Some(false) };
        let Some(last) = rows.last() else { return Some(false) };
        let (indent, ends_with_comma) =
            (&self.text[last.lines.start..last.place.start], last.has_comma);
        let kept = self.rows.kept(old, new);
        // Where each entry comes from: the one it is, or was, or that it takes the place of.
        let mut stays: Vec<Option<usize>> = vec![None; new.len()];
        let mut moved = stays.clone();
        let mut is_free = vec![true; old.len()];
        for (from, to) in &kept {
            (stays[*to], is_free[*from]) = (Some(*from), false);
        }
        for to in 0..new.len() {
            if self.rows == Rows::Placed && stays[to].is_none() {
                moved[to] = (0..old.len()).find(|from| is_free[*from] && old[*from] == new[to]);
                moved[to].into_iter().for_each(|from| is_free[from] = false);
            }
        }
        let mut at = (0, 0);
        for (next_old, next_new) in kept.into_iter().chain([(old.len(), new.len())]) {
            let from = (at.0..next_old).filter(|from| is_free[*from]).collect::<Vec<_>>();
            let to = (at.1..next_new).filter(|to| moved[*to].is_none()).collect::<Vec<_>>();
            let changed = self.rows.changed(from.len(), to.len());
            for (from, to) in from.into_iter().zip(to).take(changed) {
                (stays[to], is_free[from]) = (Some(from), false);
                self.flow_value(&items[from], &old[from], &new[to])?;
            }
            at = (next_old + 1, next_new + 1);
        }
        let mut end = line_end(self.text, node.span.start);
        let mut added = String::new();
        for (to, value) in new.iter().enumerate() {
            let is_last = to + 1 == new.len();
            let needs_comma = !is_last || ends_with_comma;
            let comma = if needs_comma { "," } else { "" };
            if let Some(from) = stays[to] {
                self.edits.push((end..end, std::mem::take(&mut added)));
                let Row { place, lines, has_comma, .. } = &rows[from];
                end = lines.end;
                let blanks = self.text[place.end..].find(',').unwrap_or_default();
                match (needs_comma, *has_comma) {
                    (true, false) => self.edits.push((place.end..place.end, ",".to_owned())),
                    (false, true) => {
                        self.edits.push((place.end..place.end + blanks + 1, String::new()));
                    }
                    _ => {}
                }
            } else if let Some(from) = moved[to] {
                // With the comments above it and behind it.
                let Row { place, lines, lead, has_comma } = &rows[from];
                let behind = &self.text[place.end..lines.end];
                let behind = if *has_comma { behind.trim_start() } else { behind };
                let behind = behind.strip_prefix(',').unwrap_or(behind);
                added.push_str(&self.text[*lead..place.end].replace('\r', ""));
                added.extend([comma, &behind.replace('\r', "")]);
                self.edits.push((*lead..lines.end, String::new()));
            } else {
                added.extend([indent, &written(value), comma, "\n"]);
            }
        }
        self.edits.push((end..end, added));
        for (row, _) in rows.iter().zip(is_free).filter(|(_, is_free)| *is_free) {
            self.edits.push((row.lines.clone(), String::new()));
        }
        self.edits.retain(|(range, with)| !range.is_empty() || !with.is_empty());
        Some(true)
    }
}
