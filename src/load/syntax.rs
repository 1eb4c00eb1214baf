//! Syntax errors in the author's terms, at the line to be mended: a parser often notices a
//! mistake only lines later.

use std::ops::Range;

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

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
            let line = Line::at(text, offset);
            let tab = line.text.find('\t').map(|tab| line.start + tab);
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
    (Problem::Syntax { syntax }, span)
}

/// The character at an offset; nothing at a line's end.
fn character_at(text: &str, offset: usize) -> Range<usize> {
    let width = text[offset..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    offset..offset + width
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
    if let Some(glued) = above.glued() {
        return glued;
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
    if let Some(slip) = line.glued().or_else(|| value_start(text, offset)) {
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

/// A line of the source, as its author sees it.
struct Line<'s> {
    start: usize,
    text: &'s str,
}

impl<'s> Line<'s> {
    fn at(text: &'s str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Self { start, text: text[start..].lines().next().unwrap_or_default() }
    }

    /// The nearest line above that holds more than a comment.
    fn above(&self, text: &'s str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::at(text, start - 1);
            let content = line.text.trim_start();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    fn content_column(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Where the line's content stands in the source.
    fn content(&self) -> Range<usize> {
        let start = self.start + self.content_column();
        start..start + self.text.trim().len()
    }

    fn is_entry(&self) -> bool {
        self.text.trim_start().starts_with("- ")
    }

    /// Where a key begins in the line: after its indentation and any dashes.
    fn key_column(&self) -> usize {
        let mut rest = self.text.trim_start();
        while let Some(entry) = rest.strip_prefix("- ") {
            rest = entry.trim_start();
        }
        self.text.len() - rest.len()
    }

    /// The word that a line begins with, and what follows it, if that is a colon.
    fn word(&self) -> Option<(&'s str, &'s str)> {
        let rest = &self.text[self.key_column()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
        (end > 0 && rest[end..].starts_with(':')).then(|| rest.split_at(end))
    }

    /// Key and value, the value up to the line's end.
    fn key(&self) -> Option<(&'s str, &'s str)> {
        let (key, rest) = self.word()?;
        let value = &rest[1..];
        let is_parted = value.is_empty() || value.starts_with(char::is_whitespace);
        is_parted.then(|| (key, value.trim_start()))
    }

    /// The colon or dash that no space follows, unless it is that of an address or a number.
    fn glued(&self) -> Option<(Syntax, Range<usize>)> {
        let content = self.content();
        let dashed = self.text.trim_start().strip_prefix('-');
        if dashed.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            return Some((Syntax::NoSpace('-'), content.start..content.start + 1));
        }
        let (word, rest) = self.word()?;
        let is_glued = self.key().is_none() && !rest.starts_with("://");
        let colon = self.start + self.key_column() + word.len();
        is_glued.then(|| (Syntax::NoSpace(':'), colon..colon + 1))
    }
}
