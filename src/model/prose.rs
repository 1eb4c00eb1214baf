//! Prose: the small CommonMark tree that both renderers read.

use serde::Serialize;

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

/// A bullet or numbered list, at most three levels deep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// What stands before each item.
    pub marker: Marker,
    /// The items, each a sequence of blocks.
    pub items: Vec<Prose>,
}

impl List {
    /// The number of the last item, if the items are numbered.
    pub fn last_number(&self) -> Option<u64> {
        let Marker::Number(first) = self.marker else { return None };
        Some(first.saturating_add(self.items.len() as u64).saturating_sub(1))
    }

    /// The width in points of the column that the markers stand in. Numbers of more than two
    /// digits need a wider one.
    pub fn indent(&self, measures: &Measures) -> f64 {
        let of = &measures.list;
        let last = self.last_number().unwrap_or(0);
        let more_than_two_digits = last.checked_ilog10().unwrap_or(0).saturating_sub(1);
        of.indent + of.digit * f64::from(more_than_two_digits)
    }
}

/// What stands before a list's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Marker {
    /// A bullet, written `-` or `*`.
    Bullet,
    /// A plus sign, written `+`: the form's own habit, shown as its author wrote it.
    Plus,
    /// Numbers that count up from the one given.
    Number(u64),
}

/// A piece of inline prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Plain characters, NFC-normalised, without line ends.
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
