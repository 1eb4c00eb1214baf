//! Prose: the small CommonMark tree that both renderers read.

use serde::{Deserialize, Serialize};

use super::Measures;

/// Block prose: paragraphs and lists, in order. Never empty in a checked report.
pub type Prose = Vec<Block>;

/// Inline prose: one paragraph's worth of text. Never blank in a checked report.
pub type Inlines = Vec<Inline>;

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Inlines,
    },
    /// A bullet or numbered list.
    List(List),
}

/// A bullet, numbered or lettered list, at most three levels deep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// What stands before each item.
    pub marker: Marker,
    /// The items, one or more.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// The number that its author gave it, which need not follow on the one before; of a letter
    /// its place in the alphabet. In a list with bullets, its place in the list.
    pub number: u64,
    /// What it says.
    pub blocks: Prose,
}

impl List {
    /// The width in points of the column that the markers stand in. Numbers of more than two
    /// digits need a wider one.
    pub fn indent(&self, measures: &Measures) -> f64 {
        let of = &measures.list;
        let is_numbered = matches!(self.marker, Marker::Number | Marker::NumberInBracket);
        let numbers = self.items.iter().map(|item| if is_numbered { item.number } else { 0 });
        let digits = numbers.max().unwrap_or(0).checked_ilog10().unwrap_or(0);
        of.indent + of.digit * f64::from(digits.saturating_sub(1))
    }
}

/// What stands before a list's items. Those that count are serialised as Typst's numbering
/// patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A bullet, written `-`, `*`, `•` or as Word writes it.
    Bullet,
    /// A plus sign, written `+`: the form's own habit, shown as its author wrote it.
    Plus,
    /// A number and a full stop.
    #[serde(rename = "1.")]
    Number,
    /// A number and a bracket.
    #[serde(rename = "1)")]
    NumberInBracket,
    /// A small letter and a bracket.
    #[serde(rename = "a)")]
    Letter,
    /// A capital letter and a bracket.
    #[serde(rename = "A)")]
    Capital,
}

impl Marker {
    /// Whether the items have numbers or letters.
    pub fn is_numbered(self) -> bool {
        !matches!(self, Self::Bullet | Self::Plus)
    }

    /// The numbers of items to which their author gave these: bullets are counted, and equal numbers
    /// are meant to count up, as far as there are letters.
    pub(crate) fn counted(self, numbers: &[u64]) -> Vec<u64> {
        let first = if self.is_numbered() { numbers.first().map_or(1, |first| *first) } else { 1 };
        let is_lettered = matches!(self, Self::Letter | Self::Capital);
        let has_room = !is_lettered || first + numbers.len() as u64 <= LETTERS + 1;
        let counts_up = numbers.iter().all(|number| *number == first) && has_room;
        if counts_up || !self.is_numbered() {
            (first..).take(numbers.len()).collect()
        } else {
            numbers.to_vec()
        }
    }

    /// The marker of an item with this number, as it is printed.
    pub fn label(self, number: u64) -> String {
        let letter = |first: u8| {
            let place = number.clamp(1, LETTERS) - 1;
            char::from(first + place as u8)
        };
        match self {
            Self::Bullet => "•".to_owned(),
            Self::Plus => "+".to_owned(),
            Self::Number => format!("{number}."),
            Self::NumberInBracket => format!("{number})"),
            Self::Letter => format!("{})", letter(b'a')),
            Self::Capital => format!("{})", letter(b'A')),
        }
    }
}

/// How many letters a list can count with: beyond them Word and Typst differ.
pub(crate) const LETTERS: u64 = 26;

/// A piece of inline prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Plain characters, NFC-normalised, without line ends. A soft hyphen (U+00AD) among them is
    /// its author's own.
    Text {
        /// The characters.
        text: String,
    },
    /// Strong text.
    Strong {
        /// What is strong.
        content: Inlines,
    },
    /// Emphasised text.
    Emphasis {
        /// What is emphasised.
        content: Inlines,
    },
    /// A link.
    Link {
        /// An absolute `http`, `https`, `mailto` or `tel` address.
        url: String,
        /// The text that carries the link.
        content: Inlines,
    },
    /// A hard line break.
    LineBreak,
}
