//! A scalar's text, and where each of its characters stands in the source.

use std::borrow::Cow;
use std::ops::Range;

use serde_saphyr::granit_parser::ScalarStyle;

use crate::characters::{bare, is_bullet};

/// A scalar: a text as its author means it, after folding and escapes.
#[derive(Debug, Clone)]
pub(crate) struct Scalar<'s> {
    pub text: Cow<'s, str>,
    pub style: ScalarStyle,
    /// Whether YAML may read it as something else than a text: without quotation marks, or with a
    /// tag that says so.
    pub resolves: bool,
}

impl Scalar<'_> {
    /// Whether this is written without quotation marks.
    pub fn is_plain(&self) -> bool {
        self.style == ScalarStyle::Plain
    }

    /// Whether this is written below a `|`, with its line ends as they are meant.
    pub fn is_literal(&self) -> bool {
        self.style == ScalarStyle::Literal
    }

    /// Whether this may be one of YAML's own words: longer texts are not looked at.
    fn is_word(&self) -> bool {
        const MAX_LENGTH: usize = 40;
        self.resolves && self.text.len() <= MAX_LENGTH
    }

    /// Whether this means no value at all. YAML has `Null` and `NULL` too, but those are names.
    /// What cannot be seen beside the word changes nothing.
    pub fn is_null(&self) -> bool {
        self.is_word() && matches!(&*bare(&self.text), "" | "~" | "null")
    }

    /// What YAML reads this as if it is one of its booleans (YAML 1.2, section 10.3.2), whatever
    /// cannot be seen beside the word.
    pub fn boolean(&self) -> Option<bool> {
        if !self.is_word() {
            return None;
        }
        match &*bare(&self.text) {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    /// The first line that looks like an entry of a list but is joined to the line above it:
    /// where its content stands in the source.
    pub fn folded_entry(&self, source: &str, span: &Range<usize>) -> Option<Range<usize>> {
        let written = &source[span.clone()];
        if self.style == ScalarStyle::Literal || !written.contains('\n') {
            return None;
        }
        let mut marks: Vec<Likely> =
            written.lines().filter_map(|line| likely(line.trim_start())).collect();
        marks.sort_unstable();
        let several: Vec<Likely> =
            marks.chunk_by(|a, b| a == b).filter(|alike| alike.len() > 1).map(|a| a[0]).collect();
        let begins_like_entry = |text: &str| {
            begins_like_entry(text) || likely(text).is_some_and(|mark| several.contains(&mark))
        };
        let mut places = None;
        let mut start = span.start;
        for line in written.split_inclusive('\n') {
            let at = start + line.len() - line.trim_start().len();
            let is_first = start == span.start;
            start += line.len();
            if is_first || !begins_like_entry(&source[at..span.end]) {
                continue;
            }
            let places = places.get_or_insert_with(|| self.places(source, span));
            let index = places.places.partition_point(|place| place.start < at);
            // Lines that are further in than others stay lines even below a `>`.
            let before = self.text.get(..index).unwrap_or_default().trim_end_matches([' ', '\t']);
            if !before.is_empty() && !before.ends_with('\n') {
                return Some(at..at + line.trim().len());
            }
        }
        None
    }

    /// Where the text's characters stand in the source; `span` is the scalar's own place.
    ///
    /// White space is what folding and indentation change, and nothing else: the other characters
    /// stand in the source in the same order, some of them as escapes. So the two are walked side
    /// by side over their other characters, and white space is placed between its neighbours.
    pub fn places(&self, source: &str, span: &Range<usize>) -> Places {
        let mut written = Written { source, rest: self.content(source, span), style: self.style };
        let mut places = Vec::with_capacity(self.text.len());
        let mut at = written.rest.start;
        for character in self.text.chars() {
            let place = if is_space(character) {
                written.space()
            } else {
                written.find(|(found, _)| *found == character).map(|(_, place)| place)
            };
            let place = place.unwrap_or(at..at);
            at = place.end;
            places.extend(std::iter::repeat_n(place, character.len_utf8()));
        }
        Places { places, end: at }
    }

    /// The part of the span between any quotes.
    fn content(&self, source: &str, span: &Range<usize>) -> Range<usize> {
        match self.style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if span.len() >= 2 => {
                span.start + 1..span.end - 1
            }
            _ => {
                let written = &source[span.clone()];
                span.start..span.start + written.trim_end_matches(is_space).len()
            }
        }
    }
}

/// Whether a text begins as an entry of a list does, as people write them.
fn begins_like_entry(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = match first {
        '-' | '*' | '+' => 1,
        // More digits are a year.
        _ if (1..=2).contains(&digits) && text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return is_bullet(first),
    };
    text.chars().nth(mark).is_none_or(is_space)
}

/// What a line may begin with by chance, while several with the like are a list, or speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likely {
    /// A dash of print.
    Dash,
    /// A dash that no blank follows.
    GluedDash,
    /// An `o` for a bullet.
    Circle,
    /// A letter, a number or several letters with a bracket or full stop behind, or in brackets.
    Label,
}

fn likely(text: &str) -> Option<Likely> {
    let mut characters = text.chars();
    let (first, second) = (characters.next()?, characters.next()?);
    match first {
        '–' | '—' => Some(Likely::Dash),
        '-' if second.is_alphabetic() => Some(Likely::GluedDash),
        'o' if is_space(second) => Some(Likely::Circle),
        _ => {
            let label = text.trim_start_matches('(');
            let end = label.find(|c: char| !c.is_ascii_alphanumeric())?;
            let (label, rest) = label.split_at(end);
            let is_short = label.len() == 1 && rest.starts_with('.') || rest.starts_with(')');
            let is_parted = rest.chars().nth(1).is_some_and(is_space);
            (is_short && is_parted && (1..=LONGEST_LABEL).contains(&label.len()))
                .then_some(Likely::Label)
        }
    }
}

/// How many letters the longest of usual labels has: `viii)`.
const LONGEST_LABEL: usize = 4;

/// Where each byte of a scalar's text stands in the source: the place of its whole character.
pub(crate) struct Places {
    places: Vec<Range<usize>>,
    end: usize,
}

impl Places {
    /// The place of a byte range of the text.
    pub fn of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).map_or(self.end, |place| place.start);
        let last = self.places.get(range.end.max(range.start + 1) - 1);
        start..last.map_or(self.end, |place| place.end)
    }
}

/// The characters of a scalar as written, each with its meaning and its place.
struct Written<'s> {
    source: &'s str,
    rest: Range<usize>,
    style: ScalarStyle,
}

impl Written<'_> {
    /// The place of the next character if it is white space, which an escape such as `\n` may be.
    fn space(&mut self) -> Option<Range<usize>> {
        let before = self.rest.clone();
        let space = self.next().filter(|(character, _)| is_space(*character));
        if space.is_none() {
            self.rest = before;
        }
        space.map(|(_, place)| place)
    }
}

impl Iterator for Written<'_> {
    type Item = (char, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let text = &self.source[self.rest.clone()];
        let first = text.chars().next()?;
        let (length, character) = match (self.style, first) {
            (ScalarStyle::SingleQuoted, '\'') => (2.min(text.len()), first),
            (ScalarStyle::DoubleQuoted, '\\') => escape(text)?,
            _ => (first.len_utf8(), first),
        };
        let place = self.rest.start..self.rest.start + length;
        self.rest.start = place.end;
        Some((character, place))
    }
}

/// Length and meaning of the escape that `text` begins with; an escaped line end means
/// nothing by itself and reads as a space. None if it has no meaning.
pub(super) fn escape(text: &str) -> Option<(usize, char)> {
    let kind = text[1..].chars().next()?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = |text: &str| u32::from_str_radix(text.get(2..2 + digits)?, 16).ok();
        let first = code(text)?;
        if let Some(character) = char::from_u32(first) {
            return Some((2 + digits, character));
        }
        // A pair of UTF-16 surrogates, as JSON writes what lies beyond U+FFFF.
        let second = code(text.get(2 + digits..)?)?;
        let pair = [first as u16, second as u16];
        let character = char::decode_utf16(pair).next()?.ok()?;
        return Some((2 * (2 + digits), character));
    }
    let character = match kind {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        '\n' | '\r' => ' ',
        ' ' | '"' | '/' | '\\' => kind,
        _ => return None,
    };
    Some((1 + kind.len_utf8(), character))
}

/// The white space that YAML folds and indents with.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Whether a character is a quotation mark of print, which means nothing to YAML.
pub(crate) fn is_curly_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»')
}
