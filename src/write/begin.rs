//! Writing a report into a text that says nothing yet, with the comments and directives in it.

use super::kept::is_empty;
use super::lines::{line_end, line_start};
use super::value::Value;
use super::yaml::{MODELINE, yaml};
use crate::load::{Gaps, parse};
use crate::source::BYTE_ORDER_MARK;

/// The text with a whole report in the place of nothing, null or an empty block. None if it says
/// anything else.
pub(super) fn begin(text: &str, new: &Value) -> Option<String> {
    let root = parse(text, &Gaps::default()).ok()?.root;
    if root.as_ref().is_some_and(|root| !root.is_blank() && !is_empty(root)) {
        return None;
    }
    let written = yaml(new).text;
    let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let place = root.map(|root| root.span.start..root.end).filter(|place| !place.is_empty());
    let (head, tail) = if let Some(place) = place {
        let inside = text.get(place.clone())?.strip_prefix('{');
        let inside = inside.and_then(|inside| inside.strip_suffix('}')).unwrap_or_default().trim();
        let end = line_end(text, place.end);
        let (before, behind) = (&text[..place.start], text[place.end..end].trim_start());
        // What was around it goes on behind it.
        let gap = if inside.contains('#') { line } else { "" };
        (format!("{before}{inside}{gap}{behind}"), &text[end..])
    } else {
        let end = text.match_indices("...").map(|(at, _)| at);
        let end = end.filter(|at| line_start(text, *at) == *at).last().unwrap_or(text.len());
        (text[..end].to_owned(), &text[end..])
    };
    // No blank at the end of the line.
    let head = head.trim_end_matches([' ', '\t']);
    let said = head.trim_start_matches(BYTE_ORDER_MARK);
    let is_alone = said.trim().is_empty() && tail.trim().is_empty();
    let body = match written.strip_prefix(MODELINE) {
        Some(body) if !is_alone => body,
        _ => &written,
    };
    let body = body.replace('\n', line);
    if is_alone {
        let mark = &head[..head.len() - said.len()];
        return Some(format!("{mark}{body}"));
    }
    let gap = if said.is_empty() || said.ends_with('\n') { "" } else { line };
    Some(format!("{head}{gap}{body}{tail}"))
}
