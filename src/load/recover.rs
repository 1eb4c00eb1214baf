//! Reading on after a syntax slip: the smallest part of the text that holds it is passed over.

use std::ops::Range;

use super::gaps::Gaps;
use super::line::Line;
use super::syntax;
use super::tree::{Failed, parse};
use crate::diagnostic::{Diagnostic, Problem, Syntax};
use crate::field::FieldPath;
use crate::limits::MAX_FILE_SIZE;

/// Most bytes that are read over and over again while slips are passed over: hundreds of slips in
/// a report of usual size, and well below a second for the largest file.
const MAX_REREAD: usize = 2 * MAX_FILE_SIZE;

/// A text that can be read, for all the slips in it.
#[derive(Debug)]
pub(crate) struct Mended {
    /// The text, blanks in the gaps; as long as the original.
    pub text: String,
    /// The slips.
    pub problems: Vec<Diagnostic>,
    /// What was passed over.
    pub gaps: Gaps,
    /// Whether there is anything to be read at all.
    pub is_readable: bool,
}

/// Passes over the slip that a text could not be read for, and over those behind it.
pub(crate) fn pass_over(text: &str, first: Failed) -> Mended {
    let mut mended = Mended {
        text: text.to_owned(),
        problems: Vec::new(),
        gaps: Gaps::default(),
        is_readable: false,
    };
    let mut failed = first;
    let mut room = MAX_REREAD;
    loop {
        let at = failed.span.start;
        let parts = match failed.problem {
            Problem::SeveralDocuments { .. } => {
                vec![Part { gap: document_start(text, at)..text.len(), instead: String::new() }]
            }
            Problem::Syntax { syntax: slip } => {
                let mut parts = parts(&mended.text, at);
                if slip == Syntax::MissingDash {
                    parts.splice(..0, undashed(&mended.text, at));
                }
                // Whether the line above is to be mended or those below it, one mend does for all of
                // them.
                if matches!(slip, Syntax::BelowValue | Syntax::Continuation) {
                    let own = parts.partition_point(|part| part.gap.start >= line_start(text, at));
                    parts.rotate_left(own);
                }
                parts
            }
            Problem::CommentAfterText => {
                [comment(text, failed.span.clone()), parts(&mended.text, at)].concat()
            }
            Problem::CurlyQuotes => parts(&mended.text, at),
            _ => Vec::new(),
        };
        let slip = Diagnostic::new(failed.problem, failed.span, FieldPath::default());
        mended.problems.push(slip);
        let mut next = None;
        for part in parts {
            if room < text.len() {
                break;
            }
            room -= text.len();
            let candidate = part.passed_over(&mended.text);
            let failed = parse(&candidate, &Gaps::default()).err();
            let end = part.gap.end;
            if failed.as_ref().is_none_or(|failed| failed.reached >= end) {
                mended.gaps.add(&mended.text, part.gap);
                mended.text = candidate;
                next = Some(failed);
                break;
            }
        }
        match next {
            None => {
                mended.problems.append(&mut failed.problems);
                return mended;
            }
            Some(None) => {
                mended.is_readable = true;
                return mended;
            }
            Some(Some(next)) => failed = next,
        }
    }
}

/// Where the lines begin that introduce the document at an offset: its directives, and what ends
/// the document before it.
fn document_start(text: &str, offset: usize) -> usize {
    let mut start = line_start(text, offset);
    while let Some(above) = Line::at(text, start).above(text)
        && above.text.starts_with(['%', '.'])
    {
        start = above.start;
    }
    start
}

fn line_start(text: &str, offset: usize) -> usize {
    Line::at(text, offset).start
}

/// A part of a text that may be passed over.
#[derive(Clone)]
struct Part {
    gap: Range<usize>,
    /// What is read in its place: a tilde, which means no value, for a value whose key or dash
    /// stays.
    instead: String,
}

impl Part {
    /// The text with blanks in place of this part, or with what is read in its place.
    fn passed_over(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let gap = &mut bytes[self.gap.clone()];
        for byte in gap.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            *byte = b' ';
        }
        // After a glued colon or dash the first byte stays blank.
        let is_glued = text[..self.gap.start].ends_with([':', '-']);
        let place = gap.iter_mut().skip(usize::from(is_glued));
        for (byte, instead) in place.zip(self.instead.bytes()) {
            *byte = instead;
        }
        // Blanks and whole characters were put for whole characters.
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
    }
}

/// A comment that ends a text. It is read as if it were text where brackets are hidden in it, or
/// where it takes a whole line, which would part paragraphs if it were empty.
fn comment(text: &str, comment: Range<usize>) -> Vec<Part> {
    let written = &text[comment.clone()];
    let is_line = Line::at(text, comment.start).content() == comment;
    let read = (is_line || syntax::hides_bracket(written)).then(|| written.replacen('#', " ", 1));
    read.into_iter()
        .chain([String::new()])
        .map(|instead| Part { gap: comment.clone(), instead })
        .collect()
}

/// The entry of a list that lacks its dash: with one where there is room for it, with one in place
/// of its first line, or passed over.
fn undashed(text: &str, offset: usize) -> Vec<Part> {
    let line = Line::at(text, offset);
    let own = line.content_column();
    let first_end = line.start + line.text.len();
    let (mut end, mut column) = (first_end, own);
    let mut is_inside = line.below(text).is_some_and(|second| second.key().is_some());
    let mut is_own = true;
    let mut below = line.below(text);
    // Up to the next entry, whose dash stands where this one's should, or to the list's end.
    while let Some(next) = below.filter(|next| next.is_entry() || next.content_column() >= own) {
        if next.is_entry() && next.content_column() <= own {
            column = next.content_column();
            break;
        }
        // The next entry may lack its dash too.
        is_own &= next.content_column() > own || !next.is_like(&line);
        if is_own {
            is_inside &= next.content_column() >= own + DASH.len();
            end = next.start + next.text.len();
        }
        below = next.below(text);
    }
    // The column is another line's: in this one there may be a wider character.
    let start = text.floor_char_boundary(line.start + column);
    let mut parts = Vec::new();
    if column + DASH.len() <= own {
        let gap = start..text.ceil_char_boundary(start + 1);
        parts.push(Part { gap, instead: DASH.to_owned() });
    } else if is_inside && end > first_end {
        parts.push(Part { gap: start..first_end, instead: DASH.to_owned() });
    }
    parts.push(Part { gap: start..end, instead: [DASH, "~"].concat() });
    parts
}

/// What an entry of a list begins with.
const DASH: &str = "- ";

/// The parts that hold the slip at an offset, from the smallest to the largest: the value on its
/// line, the line with what belongs to it, the value of each line that it is indented below.
fn parts(text: &str, offset: usize) -> Vec<Part> {
    let line = Line::at(text, offset);
    let mut parts = Vec::new();
    parts.extend(value_of(text, &line));
    let column = line.content_column();
    parts.push(Part {
        gap: line.start..end_of(text, &line, column, line.is_entry()),
        instead: String::new(),
    });
    // A line that begins no key and no entry belongs to what is above it, however it is indented.
    let begins = line.word().is_some() || line.is_entry();
    let mut column = column + usize::from(!begins);
    let mut above = line.above(text);
    while let Some(line) = above {
        if line.content_column() < column {
            column = line.content_column();
            parts.extend(value_of(text, &line).filter(|part| part.gap.end > offset));
        }
        above = line.above(text);
    }
    parts
}

/// The value of a line's key, or of its dash, with the lines that belong to it.
fn value_of(text: &str, line: &Line<'_>) -> Option<Part> {
    let (column, start) = match (line.word(), line.is_entry() || line.is_glued_entry()) {
        (Some((word, _)), _) => (line.key_column(), line.key_column() + word.len() + 1),
        (None, true) => (line.content_column(), line.key_column().max(line.content_column() + 1)),
        (None, false) => return None,
    };
    let value = line.text[start..].trim_start();
    let gap = line.start + line.text.len() - value.len()..end_of(text, line, column, false);
    // What is written on the lines below alone is the value all the same.
    let instead = if value.is_empty() { "" } else { "~" };
    (!gap.is_empty()).then(|| Part { gap, instead: instead.to_owned() })
}

/// Where what belongs to a line ends: before the next line that is indented no more than `column`
/// and begins a key or an entry. With `siblings`, entries in that very column belong to it too.
fn end_of(text: &str, line: &Line<'_>, column: usize, siblings: bool) -> usize {
    let mut end = line.start + line.text.len();
    while let Some(at) = text[end..].find('\n').map(|newline| end + newline + 1) {
        if at >= text.len() {
            break;
        }
        let next = Line::at(text, at);
        let content = next.content_column();
        // A list may stand in the very column of its key, whose colon may be what is missing.
        let is_key = line.word().is_some() || line.is_lone_word();
        let is_below_key = is_key && !line.is_entry() && next.is_entry() && content == column;
        let is_sibling = siblings && next.is_entry() && content == column;
        let begins = next.word().is_some()
            || next.is_entry()
            || next.text.starts_with("---")
            || next.is_lone_word() && content < column;
        if content <= column && begins && !is_sibling && !is_below_key {
            break;
        }
        end = at + next.text.len();
    }
    end
}
