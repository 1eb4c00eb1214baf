//! Syntax errors in the author's terms, at the line to be mended: a parser often notices a
//! mistake only lines later.

use std::ops::Range;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::line::Line;
use super::scalar;
use crate::diagnostic::{Problem, Syntax};
use crate::limits::MAX_DEPTH;

/// Says what the parser met, and where.
pub(super) fn problem(text: &str, error: &ScanError) -> (Problem, Range<usize>) {
    let offset = text.floor_char_boundary(error.marker().byte_offset().unwrap_or(text.len()));
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
        ErrorKind::MappingValueNotAllowed => misplaced_colon(text, offset, here),
        ErrorKind::UnexpectedCharacter { character } => (Syntax::Character(*character), here),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockSequenceEntry => no_key(text, offset, here),
        _ => value_start(text, offset).unwrap_or((Syntax::Other, here)),
    };
    if let Some(bracket) = open_bracket(text, offset) {
        return (Problem::Syntax { syntax: Syntax::UnclosedBracket }, bracket);
    }
    if let Some(quote) = curly_quote(text, offset) {
        return (Problem::CurlyQuotes, quote);
    }
    (Problem::Syntax { syntax }, span)
}

/// A quotation mark of print that the value on the line of `offset` begins with.
fn curly_quote(text: &str, offset: usize) -> Option<Range<usize>> {
    let line = Line::at(text, offset);
    let start = match line.key() {
        Some((_, value)) => line.start + line.text.len() - value.len(),
        None => line.start + line.key_column(),
    };
    let first = text[start..line.start + line.text.len()].chars().next()?;
    scalar::is_curly_quote(first).then(|| start..start + first.len_utf8())
}

/// The character at an offset; nothing at a line's end.
fn character_at(text: &str, offset: usize) -> Range<usize> {
    let width = text[offset..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    offset..offset + width
}

/// The bracket that a value further up begins with, if it is still open at `offset`, on a line
/// that does not belong to it.
fn open_bracket(text: &str, offset: usize) -> Option<Range<usize>> {
    let line = Line::at(text, offset);
    let mut above = line.above(text);
    // Whether a line since then begins a key of the block that the value stands in.
    let mut key_column = line.content_column();
    while let Some(opening) = above {
        let is_outside =
            key_column <= opening.content_column() || key_column < opening.key_column();
        let start = match opening.key() {
            Some((_, value)) => opening.start + opening.text.len() - value.len(),
            None => opening.start + opening.key_column(),
        };
        if text[start..].starts_with(['[', '{']) {
            let depth = text[start..line.start].chars().fold(0i32, |depth, c| match c {
                '[' | '{' => depth + 1,
                ']' | '}' => depth - 1,
                _ => depth,
            });
            return (depth > 0 && is_outside).then(|| start..start + 1);
        }
        if opening.word().is_some() {
            key_column = key_column.min(opening.content_column());
        }
        above = opening.above(text);
    }
    None
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
    let glued = line.glued().map(|(mark, place)| (Syntax::NoSpace(mark), place));
    if let Some(slip) = glued.or_else(|| value_start(text, offset)) {
        return slip;
    }
    let content = line.content();
    let above = line.above(text);
    let value = above.as_ref().and_then(Line::key).map(|(_, value)| value);
    match value {
        _ if text[content.clone()].starts_with("- ") => match (value, above) {
            (Some(value), Some(above)) if !value.is_empty() && !above.is_entry() => {
                (Syntax::EntryBelowText, content.start..content.start + 1)
            }
            _ => (Syntax::Indentation, content),
        },
        _ if line.key().is_some() => (Syntax::Indentation, content),
        Some(value) if value.starts_with(['|', '>']) => (Syntax::UnindentedText, content),
        _ => (Syntax::ExpectedKey, here),
    }
}

/// A character on the line of `offset` that begins a value or list entry, but which YAML takes as
/// the beginning of something else than a text.
fn value_start(text: &str, offset: usize) -> Option<(Syntax, Range<usize>)> {
    let line = Line::at(text, offset);
    let start = match line.key() {
        Some((_, value)) => line.start + line.text.len() - value.len(),
        None => line.start + line.key_column(),
    };
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
