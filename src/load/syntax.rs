//! Syntax errors in the author's terms, at the line to be mended: a parser often notices a
//! mistake only lines later.

use std::ops::Range;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::line::Line;
use super::scalar;
use crate::diagnostic::{Problem, Syntax};
use crate::limits::MAX_DEPTH;

/// Where the parser stopped.
pub(super) fn offset(text: &str, error: &ScanError) -> usize {
    text.floor_char_boundary(error.marker().byte_offset().unwrap_or(text.len()))
}

/// Says what the parser met, and where.
pub(super) fn problem(text: &str, error: &ScanError) -> (Problem, Range<usize>) {
    let offset = offset(text, error);
    let here = character_at(text, offset);
    let (syntax, span) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            return (Problem::NestedTooDeep { limit: MAX_DEPTH }, here);
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            (Syntax::UnclosedQuote(if text[here.clone()] == *"'" { '\'' } else { '"' }), here)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => after_quote(text, '\'', here),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => after_quote(text, '"', here),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => (Syntax::UnclosedBracket, here),
        ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => (Syntax::Brackets, here),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => {
            // The parser may stop at the end of the line above.
            let line = Line::at(text, offset).start;
            let tab = text[line..].find('\t').map(|tab| line + tab);
            (Syntax::Tab, tab.map_or(here, |tab| tab..tab + 1))
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::ZeroBlockScalarIndent => (Syntax::Indentation, here),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => {
            let place = offset + wrong_escape(&text[offset..]);
            (Syntax::Escape, place..place + 1)
        }
        ErrorKind::CommentInterceptedScalar => return comment(text, offset),
        ErrorKind::MappingValueNotAllowed => misplaced_colon(text, offset, here),
        ErrorKind::BlockEntryInFlowCollection => (Syntax::Character('-'), here),
        ErrorKind::UnexpectedCharacter { character } => (Syntax::Character(*character), here),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockSequenceEntry => no_key(text, offset, here),
        _ => value_start(text, offset).unwrap_or((Syntax::Other, here)),
    };
    if let Some(problem) = open_bracket(text, offset) {
        return problem;
    }
    if syntax == Syntax::ExpectedKey
        && let Some(comment) = comment_above(text, offset)
    {
        return comment;
    }
    if let Some(quote) = curly_quote(text, offset) {
        return (Problem::CurlyQuotes, quote);
    }
    (Problem::Syntax { syntax }, span)
}

/// A quotation mark of print that the value on the line of `offset` begins with, or one in brackets
/// before it.
fn curly_quote(text: &str, offset: usize) -> Option<Range<usize>> {
    let line = Line::at(text, offset);
    let value = line.value();
    let is_flow = text[value..].starts_with(['[', '{']);
    let end = if is_flow { offset } else { value + 1 };
    let begins = |at: usize| at == value || text[..at].trim_end().ends_with(['[', '{', ',', ':']);
    let quotes = text.get(value..text.ceil_char_boundary(end))?.char_indices().rev();
    let quote = quotes
        .map(|(at, character)| (value + at, character))
        .find(|(at, character)| scalar::is_curly_quote(*character) && begins(*at));
    quote.map(|(at, character)| at..at + character.len_utf8())
}

/// The character at an offset; nothing at a line's end.
fn character_at(text: &str, offset: usize) -> Range<usize> {
    let width = text[offset..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    offset..offset + width
}

/// The comment that begins at an offset, behind a text.
fn comment(text: &str, offset: usize) -> (Problem, Range<usize>) {
    let line = text[offset..].lines().next().unwrap_or_default();
    (Problem::CommentAfterText, offset..offset + line.trim_end().len())
}

/// The comment that ends a text above the line of `offset`, which goes on with that: on a line of
/// its own or at the end of one.
fn comment_above(text: &str, offset: usize) -> Option<(Problem, Range<usize>)> {
    let line = Line::at(text, offset);
    let above = line.above(text)?;
    if line.content_column() <= above.content_column() && above.key().is_some() {
        return None;
    }
    let end = above.start + above.text.len();
    if let Some(mark) = text[end..line.start].find('#') {
        return Some(comment(text, end + mark));
    }
    let start = above.value();
    let is_plain = !text[start..].starts_with(['"', '\'', '|', '>', '[', '{']);
    let mark = text[start..end].find(" #").filter(|_| is_plain)?;
    Some(comment(text, start + mark + 1))
}

/// The bracket that a value begins with, on the line of `offset` or further up, if it is still open
/// on a line that does not belong to it; or the comment that hides the bracket which closes it.
fn open_bracket(text: &str, offset: usize) -> Option<(Problem, Range<usize>)> {
    let is_bracket = |line: &Line<'_>| text[line.value()..].starts_with(['[', '{']);
    let hidden = |opening: &Line<'_>, end| {
        let mark = hiding_comment(&text[opening.value()..end])?;
        Some(comment(text, opening.value() + mark))
    };
    let line = Line::at(text, offset);
    if is_bracket(&line)
        && let Some(comment) = hidden(&line, line.block_end(text))
    {
        return Some(comment);
    }
    let mut above = line.above(text);
    // Whether a line since then begins a key of the block that the value stands in.
    let mut key_column = line.content_column();
    while let Some(opening) = above {
        let is_outside =
            key_column <= opening.content_column() || key_column < opening.key_column();
        if is_bracket(&opening) {
            let start = opening.value();
            let depth = text[start..line.start].chars().fold(0i32, |depth, c| match c {
                '[' | '{' => depth + 1,
                ']' | '}' => depth - 1,
                _ => depth,
            });
            let problem = Problem::Syntax { syntax: Syntax::UnclosedBracket };
            let unclosed = (depth > 0 && is_outside).then(|| (problem, start..start + 1));
            return hidden(&opening, line.start).or(unclosed);
        }
        if opening.word().is_some() {
            key_column = key_column.min(opening.content_column());
        }
        above = opening.above(text);
    }
    None
}

/// Where the comment begins that hides a bracket which is to close the one that `written` begins
/// with.
fn hiding_comment(written: &str) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    // The last character, and the last that was no white space.
    let (mut before, mut mark) = (' ', '[');
    let mut characters = written.char_indices();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some('"'), '\\') => {
                characters.next();
            }
            (Some(open), _) if character == open => quote = None,
            _ if quote.is_some() => {}
            (None, '"' | '\'') if matches!(mark, '[' | '{' | ',' | ':') => quote = Some(character),
            (None, '#') if before.is_whitespace() => {
                let comment = written[at..].lines().next().unwrap_or_default();
                if hides_bracket(comment) {
                    return Some(at);
                }
                characters.by_ref().find(|(_, character)| *character == '\n');
            }
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return None;
        }
        before = character;
        if !character.is_whitespace() {
            mark = character;
        }
    }
    None
}

/// Whether a comment holds brackets that close others before it.
pub(super) fn hides_bracket(comment: &str) -> bool {
    comment.matches([']', '}']).count() > comment.matches(['[', '{']).count()
}

/// Text after a closing quotation mark. If that is not on the line of the opening one, the latter
/// was not closed, and what seems to close it opens another text.
fn after_quote(text: &str, quote: char, here: Range<usize>) -> (Syntax, Range<usize>) {
    let opening = text[..here.start].rfind(quote).and_then(|closing| text[..closing].rfind(quote));
    match opening {
        Some(opening) if text[opening..here.start].contains('\n') => {
            (Syntax::UnclosedQuote(quote), opening..opening + 1)
        }
        _ => (Syntax::TextAfterQuote(quote), here),
    }
}

/// Why a colon stands where no key can be.
fn misplaced_colon(text: &str, offset: usize, here: Range<usize>) -> (Syntax, Range<usize>) {
    let line = Line::at(text, offset);
    if text[line.start..offset].contains(": ") {
        return (Syntax::Colon, here);
    }
    let Some(above) = line.above(text) else { return (Syntax::Colon, here) };
    if let Some((mark, place)) = above.glued() {
        return (Syntax::NoSpace(mark), place);
    }
    match above.key() {
        Some(_) if is_undashed(text, &above, &line) => (Syntax::MissingDash, above.content()),
        // The line was taken as more of the text above it.
        Some(_) if line.content_column() > above.key_column() => {
            (Syntax::BelowValue, line.content().start..offset)
        }
        Some(_) => (Syntax::Colon, here),
        None => (Syntax::ExpectedKey, above.content()),
    }
}

/// Why there is neither a key nor a list entry.
fn no_key(text: &str, offset: usize, here: Range<usize>) -> (Syntax, Range<usize>) {
    let line = Line::at(text, offset);
    if let Some(tab) = line.text[..line.content_column()].find('\t') {
        return (Syntax::Tab, line.start + tab..line.start + tab + 1);
    }
    let glued = line.glued().map(|(mark, place)| (Syntax::NoSpace(mark), place));
    if let Some(slip) = glued.or_else(|| value_start(text, offset)) {
        return slip;
    }
    let content = line.content();
    let above = line.above(text);
    let value = above.as_ref().and_then(Line::key).map(|(_, value)| value);
    match value {
        _ if line.is_entry() => match (value, above, undashed(text, &line)) {
            (.., Some(first)) => (Syntax::MissingDash, first.content()),
            (Some(value), Some(above), _) if !value.is_empty() && !above.is_entry() => {
                (Syntax::EntryBelowText, content.start..content.start + 1)
            }
            _ => (Syntax::Indentation, content),
        },
        _ if lacks_dash(text, &line) => (Syntax::MissingDash, content),
        _ if line.key().is_some() => (Syntax::Indentation, content),
        Some(value) if value.starts_with(['|', '>']) => (Syntax::UnindentedText, content),
        _ => (Syntax::ExpectedKey, here),
    }
}

/// The line that the first entry of a list begins with, if it lacks its dash: all that stands
/// between the list's key and `dash`, the first line with one, begins further in and with keys.
fn undashed<'s>(text: &'s str, dash: &Line<'s>) -> Option<Line<'s>> {
    let column = dash.content_column();
    let mut first: Option<Line<'_>> = None;
    let mut above = dash.above(text)?;
    loop {
        let here = above.content_column();
        let is_parent = here < column || column == 0 && here == 0;
        if is_parent {
            let is_key = above.key().is_some_and(|(_, value)| value.is_empty());
            return first.filter(|first| is_key && first.key().is_some());
        }
        if above.is_entry() && here == column {
            return None;
        }
        let next = above.above(text)?;
        first = Some(above);
        above = next;
    }
}

/// Whether `first` lacks the dash of a list's entry, of which `second` is the second line: it is the
/// first line below a key, and one with a dash follows in its column, perhaps behind others that
/// lack theirs.
fn is_undashed(text: &str, first: &Line<'_>, second: &Line<'_>) -> bool {
    let column = first.content_column();
    let is_before = |line: &&Line<'_>| {
        let here = line.content_column();
        here > column || here == column && !line.is_entry() && line.is_like(first)
    };
    let mut below = second.below(text);
    while let Some(before) = below.as_ref().filter(is_before) {
        below = before.below(text);
    }
    below
        .filter(|dash| dash.is_entry() && dash.content_column() == column)
        .and_then(|dash| undashed(text, &dash))
        .is_some_and(|line| line.start == first.start)
}

/// Whether a line that stands where a list's next entry is due begins as one that lacks its dash:
/// with the first key of the entry above it, or with a text as that does.
fn lacks_dash(text: &str, line: &Line<'_>) -> bool {
    let column = line.content_column();
    let mut above = line.above(text);
    while let Some(further_in) = above.as_ref().filter(|above| above.content_column() > column) {
        above = further_in.above(text);
    }
    let entry = above.filter(|above| above.is_entry() && above.content_column() == column);
    entry.is_some_and(|entry| match (entry.key(), line.key()) {
        (Some(_), Some(_)) => line.is_like(&entry),
        // What stood behind the dash was passed over.
        (None, Some(_)) => entry.content_column() + 1 >= entry.text.trim_end().len(),
        // In the first column it is more likely a key that lacks its colon.
        (None, None) => column > 0,
        _ => false,
    })
}

/// A character on the line of `offset` that begins a value or list entry, but which YAML takes as
/// the beginning of something else than a text.
fn value_start(text: &str, offset: usize) -> Option<(Syntax, Range<usize>)> {
    let line = Line::at(text, offset);
    let value = line.value();
    let in_brackets = text[value..].starts_with(['[', '{']);
    let is_start = text[offset..].starts_with(['*', '&', '!', '|', '>', '?', '-', '%', '@', '`']);
    let start = if in_brackets && is_start { offset } else { value };
    let character = text[start..line.start + line.text.len()].chars().next()?;
    if start > offset || !"*&[{!|>?-%@`".contains(character) {
        return None;
    }
    let syntax = match line.key() {
        None if text[start..].starts_with("* ") => Syntax::Bullet(character),
        _ => Syntax::Character(character),
    };
    Some((syntax, start..start + character.len_utf8()))
}

/// Where in a text in double quotation marks the first escape stands that means nothing; the
/// parser gives the place of the quotation mark.
fn wrong_escape(quoted: &str) -> usize {
    let mut rest = quoted;
    while let Some(backslash) = rest.find('\\') {
        rest = &rest[backslash..];
        match scalar::escape(rest) {
            Some((length, _)) => rest = &rest[length..],
            None => return quoted.len() - rest.len(),
        }
    }
    0
}
