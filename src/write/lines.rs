//! Where blocks, entries and comments stand in a text, line by line.

use std::ops::Range;

use crate::load::Node;

/// The place of what begins at an offset in a column, up to the end of its last line: the lines
/// below that are further in, and the entries of a list in the very column of its key.
pub(super) fn extent(text: &str, start: usize, column: usize) -> Range<usize> {
    let is_dash = text[start..].starts_with('-');
    let mut end = content_end(text, start);
    let mut at = line_end(text, start);
    while at < text.len() {
        let next = line_end(text, at);
        let line = &text[at..next];
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
                end = content_end(text, at);
            }
        }
        at = next;
    }
    start..end
}

/// Where the comments end that follow further in: behind a text in lines they would be part of it.
pub(super) fn behind_comments(text: &str, offset: usize, column: usize) -> usize {
    let mut end = offset;
    let mut at = line_end(text, offset);
    while at < text.len() {
        let line = &text[at..line_end(text, at)];
        let content = line.trim_start_matches(' ');
        if content.starts_with('#') && line.len() - content.len() > column {
            end = content_end(text, at);
        } else if !content.trim().is_empty() {
            break;
        }
        at = line_end(text, at);
    }
    end
}

pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the next line begins.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |newline| offset + newline + 1)
}

/// Where what can be seen of a line ends.
fn content_end(text: &str, offset: usize) -> usize {
    let line = &text[offset..line_end(text, offset)];
    offset + line.trim_end().len()
}

pub(super) fn column_of(text: &str, offset: usize) -> usize {
    offset - line_start(text, offset)
}

/// The dashes of a list without brackets.
pub(super) fn dashes(text: &str, node: &Node<'_>) -> Option<Vec<usize>> {
    let first = node.span.start;
    let mut at = line_start(text, first);
    let column = first - at;
    if !text[first..].starts_with('-') || !text[at..first].trim().is_empty() {
        return None;
    }
    let mut dashes = Vec::new();
    while at < text.len() {
        let next = line_end(text, at);
        let line = &text[at..next];
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
