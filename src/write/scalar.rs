//! Changing a text where it stands: in the manner of its author, or on its line.

use super::lines::{extent, line_end};
use super::style;
use super::update::{Updater, place};
use super::value::Value;
use super::yaml;
use crate::load::{Node, ScalarStyle, Value as Parsed};

impl Updater<'_> {
    /// Changes a text to another in the manner of its author; what stands behind it on its line
    /// stays. `start` is where its key or dash stands, in a column. False if that cannot be.
    pub(super) fn styled(
        &mut self,
        node: &Node<'_>,
        start: usize,
        column: usize,
        new: &Value,
    ) -> bool {
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
        let end = extent(self.text, start, column).end;
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
    pub(super) fn line(&mut self, node: &Node<'_>, new: &Value, written: &str) -> bool {
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

    /// A text as it is written on a line of which the rest, from an offset on, stays: in quotation
    /// marks before a comment, which might be meant as part of it otherwise.
    pub(super) fn before_comment(&self, offset: usize, value: &Value, line: &str) -> String {
        let rest = self.text[offset..line_end(self.text, offset)].trim_start();
        match value {
            Value::Line(text) | Value::Prose(text)
                if rest.starts_with('#') && !line.starts_with(['"', '\'']) =>
            {
                yaml::quoted(text)
            }
            _ => line.to_owned(),
        }
    }
}
