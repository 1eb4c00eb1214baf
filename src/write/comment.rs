//! Comments beside a value that is written anew: they stay at its key or dash.

use std::ops::Range;

use super::update::{Updater, place};
use super::value::Value;
use super::yaml;
use crate::load::{Node, ScalarStyle, Value as Parsed};

impl Updater<'_> {
    /// A value as it is `written` behind a colon, or behind a dash in a column, with the comments
    /// that stand at the one before it: behind its key or dash, and behind its end. `range` reaches
    /// from there to the end of its last line.
    pub(super) fn with_comments(
        &self,
        range: Range<usize>,
        column: usize,
        before: &Node<'_>,
        new: &Value,
        written: &str,
    ) -> String {
        let written = written.trim_end();
        let comments = self.beside(range, before).join(" ");
        let (first, rest) = written.split_once('\n').unwrap_or((written, ""));
        if comments.is_empty() {
            return written.to_owned();
        }
        match new {
            // Behind a dash, a block begins on its line.
            Value::Block(_) if !first.is_empty() => {
                format!(" {comments}\n{}{}", " ".repeat(column + 2), written.trim_start())
            }
            Value::Line(text) | Value::Prose(text) if rest.is_empty() => {
                let line = first.trim_start();
                let line = if line.starts_with(['"', '\'']) {
                    line.to_owned()
                } else {
                    yaml::quoted(text)
                };
                format!(" {line} {comments}")
            }
            _ if rest.is_empty() => format!("{first} {comments}"),
            // Below the mark for a text of several lines it would be part of that.
            _ => format!("{first} {comments}\n{rest}"),
        }
    }

    /// Whether comments stand within brackets.
    pub(super) fn holds_comments(&self, node: &Node<'_>) -> bool {
        let text = match self.text.get(node.span.start..node.end) {
            Some(text) if node.alias.is_none() && self.is_flow(node) => text,
            _ => return false,
        };
        let mut said = Vec::new();
        leaves(node, &mut said);
        let mut marks = text.match_indices('#').map(|(at, _)| at);
        marks.any(|at| {
            let at = node.span.start + at;
            self.text[..at].ends_with(char::is_whitespace)
                && !said.iter().any(|place| place.contains(&at))
        })
    }

    /// The comments between an offset and a value, and on the line on which it ends.
    fn beside(&self, range: Range<usize>, node: &Node<'_>) -> Vec<&str> {
        let place = place(node);
        let is_block = match &node.value {
            _ if node.alias.is_some() => false,
            Parsed::Scalar(scalar) => {
                matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded)
            }
            _ => !self.is_flow(node),
        };
        let head = range.start..place.start.min(range.end);
        let tail = if is_block { range.end } else { place.end.max(range.start) }..range.end;
        let head = self.text.get(head).unwrap_or_default().lines();
        let tail = self.text.get(tail).unwrap_or_default().lines();
        head.chain(tail).filter_map(comment).collect()
    }
}

/// Where all texts and aliases within a value stand. Recursive: no node is deeper than
/// [`MAX_DEPTH`](crate::limits::MAX_DEPTH).
fn leaves(node: &Node<'_>, said: &mut Vec<Range<usize>>) {
    match &node.value {
        _ if node.alias.is_some() => said.push(place(node)),
        Parsed::Scalar(_) | Parsed::Broken => said.push(place(node)),
        Parsed::Sequence(items) => items.iter().for_each(|item| leaves(item, said)),
        Parsed::Mapping(entries) => {
            for entry in entries {
                leaves(&entry.key, said);
                leaves(&entry.value, said);
            }
        }
    }
}

/// The comment in a part of a line in which nothing is quoted.
fn comment(line: &str) -> Option<&str> {
    let is_comment = |at: &usize| *at == 0 || line[..*at].ends_with(char::is_whitespace);
    let at = line.match_indices('#').map(|(at, _)| at).find(is_comment)?;
    Some(line[at..].trim_end())
}
