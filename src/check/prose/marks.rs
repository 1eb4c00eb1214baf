//! The marks of lists: those of Markdown, those that Word leaves in copied text, and those that
//! people type.

use super::lines::{Line, columns};
use crate::characters::is_bullet;
use crate::model::{LETTERS, Marker};

/// A list's mark at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub marker: Marker,
    /// The number or letter, 0 for a bullet.
    pub number: u64,
    /// How many bytes the mark takes.
    pub width: usize,
    /// How many bytes stand before the item's text; all of the line if it has none.
    pub text: usize,
    /// The column, counted from the mark's, in which the text begins.
    pub column: usize,
    certainty: Certainty,
}

/// When a mark is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// Always.
    Sure,
    /// At the beginning of a paragraph or below another; in the middle of one if the text says
    /// so, since a line may begin with a number by chance.
    Interrupting,
    /// If another line of the text has the like, or the line above ends in a colon.
    Shared,
}

impl Mark {
    /// Whether nothing stands after the mark.
    pub fn is_bare(&self, line: &Line<'_>) -> bool {
        self.text == line.content.len()
    }

    /// The mark that a line may begin with.
    fn parse(content: &str) -> Option<Self> {
        use Certainty::{Interrupting, Shared, Sure};
        let first = content.chars().next()?;
        let second = content[first.len_utf8()..].chars().next();
        let (marker, number, width, certainty) = match (first, second) {
            ('-' | '*' | '·', _) => (Marker::Bullet, 0, first.len_utf8(), Sure),
            ('+', _) => (Marker::Plus, 0, 1, Sure),
            // Word's second level, with a tab or with the no-break spaces of its HTML.
            ('o', Some('\t' | '\u{a0}')) => (Marker::Bullet, 0, 1, Sure),
            ('o', Some(' ')) => (Marker::Bullet, 0, 1, Shared),
            ('a'..='z', Some(')')) => (Marker::Letter, letter(first, 'a'), 2, Shared),
            ('A'..='Z', Some(')')) => (Marker::Capital, letter(first, 'A'), 2, Shared),
            ('0'..='9', _) => {
                let digits = content.bytes().take_while(u8::is_ascii_digit).count();
                // A number with zeros before it would lose them.
                let number = content[..digits].parse().ok();
                let number =
                    number.filter(|_| digits <= DIGITS && (first != '0' || digits == 1))?;
                match content[digits..].chars().next()? {
                    '.' => (Marker::Number, number, digits + 1, Interrupting),
                    ')' => (Marker::NumberInBracket, number, digits + 1, Shared),
                    _ => return None,
                }
            }
            _ if is_bullet(first) => (Marker::Bullet, 0, first.len_utf8(), Sure),
            _ => return None,
        };
        let rest = &content[width..];
        let text = rest.trim_start_matches([' ', '\t', '\u{a0}']);
        let blanks = &rest[..rest.len() - text.len()];
        if blanks.is_empty() && !text.is_empty() && !is_bullet(first) {
            return None;
        }
        let mark = content[..width].chars().count();
        let column = columns(blanks, mark);
        // More would be code for CommonMark, and is room for a tab here.
        let column = if text.is_empty() || column > mark + 4 { mark + 1 } else { column };
        Some(Self { marker, number, width, text: content.len() - text.len(), column, certainty })
    }

    /// The mark of Markdown that an item's own text begins with.
    pub fn inside(content: &str) -> Option<Self> {
        let mark = Self::parse(content)?;
        let is_markdown = content.starts_with(['-', '*', '+']) || mark.marker == Marker::Number;
        (is_markdown && mark.text < content.len()).then_some(mark)
    }
}

/// Longest number that is a list's (CommonMark, section 5.2).
const DIGITS: usize = 9;

fn letter(letter: char, first: char) -> u64 {
    let place = u64::from(u32::from(letter) - u32::from(first)) + 1;
    place.min(LETTERS)
}

/// Which of a text's lines begin with a mark.
pub(super) fn marks(lines: &[Line<'_>]) -> Vec<Option<Mark>> {
    let candidates: Vec<_> = lines.iter().map(|line| Mark::parse(line.content)).collect();
    let count = |candidates: &[Option<Mark>], marker, certainty| {
        let is_like = |mark: &&Mark| (mark.marker, mark.certainty) == (marker, certainty);
        candidates.iter().flatten().filter(is_like).count()
    };
    let is_shared = SHARED.map(|marker| count(&candidates, marker, Certainty::Shared) > 1);
    let mut marks = Vec::with_capacity(lines.len());
    // Lines without an empty one between them.
    for chunk in lines.chunk_by(|_, below| !below.after_blank) {
        let from = marks.len();
        let inside = &candidates[from..from + chunk.len()];
        let are_several = count(inside, Marker::Number, Certainty::Interrupting) > 1;
        for (at, mark) in (from..).zip(inside) {
            let below_colon = at > 0 && lines[at - 1].content.ends_with(':');
            let is_meant = |mark: &Mark| match mark.certainty {
                _ if mark.is_bare(&lines[at]) => is_bare_mark(lines, &candidates, at),
                Certainty::Sure => true,
                Certainty::Shared => {
                    below_colon
                        || SHARED.into_iter().zip(is_shared).any(|m| m == (mark.marker, true))
                }
                Certainty::Interrupting => {
                    lines[at].after_blank || below_colon || are_several || mark.number == 1
                }
            };
            marks.push(mark.filter(is_meant));
        }
    }
    marks
}

/// The marks that may be shared.
const SHARED: [Marker; 4] =
    [Marker::Bullet, Marker::Letter, Marker::Capital, Marker::NumberInBracket];

/// Whether a mark without a text is one: beside another, or before a text on the next line. Alone,
/// `-` or `4.` is a text.
fn is_bare_mark(lines: &[Line<'_>], candidates: &[Option<Mark>], at: usize) -> bool {
    let is_like = |other: usize| match (candidates.get(at), candidates.get(other)) {
        (Some(Some(mark)), Some(Some(other))) => mark.marker == other.marker,
        _ => false,
    };
    let goes_on = lines
        .get(at + 1)
        .is_some_and(|next| !next.after_blank && next.indent > lines[at].indent + 1);
    goes_on || is_like(at + 1) || at.checked_sub(1).is_some_and(is_like)
}

/// Whether a line that is not indented may go on with the item above it: one that begins as no
/// sentence does. Others stand below their list, as they are typed.
pub(super) fn goes_on(content: &str) -> bool {
    let mut characters = content.chars();
    let is_mark = content.chars().take(5).find(|c| !c.is_ascii_alphanumeric()) == Some(')');
    characters.next().is_some_and(|first| {
        first.is_lowercase() && !is_mark
            || matches!(first, ',' | ';' | '.' | ':' | '&' | '/' | '=' | '(')
    })
}
