//! A changed text in the manner in which its author wrote the one before it: in the same quotation
//! marks, or below the same mark for texts of several lines.

use super::value::Value;
use super::yaml::{self, WIDTH};
use crate::load::ScalarStyle;

/// A value on one line, written as the one before it was, in brackets or not; none if it cannot be.
pub(super) fn on_line(value: &Value, style: ScalarStyle, in_brackets: bool) -> Option<String> {
    let text = match value {
        // In quotation marks it would be a text.
        Value::Word(word) if !word.starts_with(|c: char| c.is_ascii_digit()) => return None,
        Value::Word(text) | Value::Line(text) | Value::Prose(text) => text,
        _ => return None,
    };
    match style {
        _ if text.contains('\n') => None,
        ScalarStyle::SingleQuoted => yaml::single_quoted(text),
        ScalarStyle::DoubleQuoted => Some(yaml::double_quoted(text)),
        ScalarStyle::Plain => {
            let is_parted = in_brackets && text.contains([',', '[', ']', '{', '}']);
            let is_word = matches!(value, Value::Word(_));
            (is_word || yaml::is_plain(text) && !is_parted).then(|| text.clone())
        }
        ScalarStyle::Literal | ScalarStyle::Folded => None,
    }
}

/// The lines of a prose text below the mark of the one before it, indented so far; none if they
/// would say something else there. `before` is what stood there, line by line.
pub(super) fn below(
    value: &Value,
    style: ScalarStyle,
    indent: usize,
    before: &str,
) -> Option<String> {
    let (Value::Prose(text) | Value::Line(text)) = value else { return None };
    let indent = " ".repeat(indent);
    let mut out = String::new();
    let mut push = |line: &str| {
        let indent = if line.is_empty() { "" } else { &*indent };
        out.extend(["\n", indent, line]);
    };
    match style {
        ScalarStyle::Literal if yaml::is_block(text) => text.split('\n').for_each(push),
        ScalarStyle::Folded => {
            let known = paragraphs(before);
            // Each line's end of a folded text parts paragraphs.
            for (index, paragraph) in text.split("\n\n").enumerate() {
                let lines = match known.iter().find(|lines| lines.join(" ") == paragraph) {
                    Some(known) => known.clone(),
                    None => yaml::folded(paragraph, WIDTH - indent.len())?,
                };
                if index > 0 {
                    push("");
                }
                lines.into_iter().for_each(&mut push);
            }
        }
        _ => return None,
    }
    Some(out)
}

/// The lines of a folded text, paragraph by paragraph.
fn paragraphs(folded: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = folded.lines().map(str::trim).collect();
    lines.split(|line| line.is_empty()).map(<[_]>::to_vec).collect()
}
