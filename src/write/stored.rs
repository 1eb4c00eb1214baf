//! A changed text as its file holds texts: in its encoding, and with every line that says what it
//! said before as that stood there.

use std::ops::Range;

use super::same::same;
use crate::source::{BYTE_ORDER_MARK, Encoding, Source, decoded};

/// Most pairs of lines, between what is the same at both ends of two texts, that are compared to
/// find which of them are the same: a table of 8 MB. Of longer ones none is.
const MAX_PAIRS: usize = 4_000_000;

/// The bytes of a text that takes the place of what a file holds. Of lines that say the same, line
/// ends and all that is left out where a file is read stay, and those that are changed end as they
/// did; others end as the line before them.
pub fn stored(text: &str, file: &[u8]) -> Vec<u8> {
    let read = Source::new("", file.to_vec());
    let Some((encoding, written)) = decoded(file) else { return text.as_bytes().to_vec() };
    let (mark, written) = match written.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (true, rest),
        None => (false, &*written),
    };
    let (known, lines) = (lines(read.text()), lines(written));
    // One for one, as nothing that is left out is a line's end.
    let out =
        if known.len() == lines.len() { aligned(text, &known, &lines) } else { text.to_owned() };
    let mark = if mark { BYTE_ORDER_MARK.to_string() } else { String::new() };
    let units = || mark.encode_utf16().chain(out.encode_utf16());
    match encoding {
        Encoding::Utf8 => [mark.as_bytes(), out.as_bytes()].concat(),
        Encoding::Utf16(to_bytes) => units().flat_map(to_bytes).collect(),
    }
}

/// A text that somebody has written over another, in a place that knows one kind of line end only:
/// lines that say the same end as they did.
pub fn with_line_ends(text: &str, before: &str) -> String {
    let known = lines(before);
    aligned(text, &known, &known)
}

/// A line's text, and its end.
type Line<'t> = (&'t str, &'t str);

/// A text's lines, whichever way they end (YAML 1.2, section 5.4).
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let end = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push((&rest[..at], &rest[at..end]));
        rest = &rest[end..];
    }
    lines.push((rest, ""));
    lines
}

/// The text with lines in the place of those that are `known` to say the same.
fn aligned(text: &str, known: &[Line<'_>], stored: &[Line<'_>]) -> String {
    let new = lines(text);
    let mut out = String::with_capacity(text.len());
    let mut last_end = stored.first().map_or("", |line| line.1);
    let mut pairs = pairs(known, &new).into_iter().peekable();
    // The first line that is not done with.
    let mut at = 0;
    for (index, (said, end)) in new.iter().enumerate() {
        let (said, own_end) = if let Some(pair) = pairs.next_if(|pair| pair.1 == index) {
            at = pair.0 + 1;
            stored[pair.0]
        } else {
            // One that was changed ends as it did.
            let is_changed = at < pairs.peek().map_or(stored.len(), |pair| pair.0);
            at += usize::from(is_changed);
            (*said, if is_changed { stored[at - 1].1 } else { "" })
        };
        out.push_str(said);
        if end.is_empty() {
            continue;
        }
        let ends = [own_end, last_end, end];
        let end = ends.into_iter().find(|end| !end.is_empty()).unwrap_or(end);
        out.push_str(end);
        last_end = end;
    }
    out
}

/// Which lines say the same, in order.
fn pairs(known: &[Line<'_>], new: &[Line<'_>]) -> Vec<(usize, usize)> {
    fn said<'t>(lines: &[Line<'t>], range: Range<usize>) -> Vec<&'t str> {
        lines[range].iter().map(|line| line.0).collect()
    }
    let shorter = known.len().min(new.len());
    let is_same = |(one, other): &(&Line<'_>, &Line<'_>)| one.0 == other.0;
    let ahead = known.iter().zip(new).take_while(is_same).count();
    let behind = known.iter().rev().zip(new.iter().rev()).take(shorter - ahead);
    let behind = behind.take_while(is_same).count();
    let (old_end, new_end) = (known.len() - behind, new.len() - behind);
    let mut pairs: Vec<(usize, usize)> = (0..ahead).map(|at| (at, at)).collect();
    if (old_end - ahead) * (new_end - ahead) <= MAX_PAIRS {
        let between = same(&said(known, ahead..old_end), &said(new, ahead..new_end));
        pairs.extend(between.into_iter().map(|(old, new)| (ahead + old, ahead + new)));
    }
    pairs.extend((0..behind).map(|at| (old_end + at, new_end + at)));
    pairs
}
