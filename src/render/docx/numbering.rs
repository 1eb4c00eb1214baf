//! The numberings of lists: the kinds that every document has, and one for each list that counts.

use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelOverride, LevelText, NumberFormat, Numbering,
    Numberings, SpecialIndentType, Start,
};

use super::units::twips;
use crate::model::{Marker, Measures};

// The definitions, one a kind; 1 is taken by docx-rs's own, which the completion pass drops.
pub(super) const BULLET: usize = 2;
pub(super) const PLUS: usize = 3;
pub(super) const NUMBER: usize = 4;
const NUMBER_IN_BRACKET: usize = 5;
const LETTER: usize = 6;
const CAPITAL: usize = 7;

/// The first three definitions are lists too, with the same numbers; items that count up from some
/// number are a list of their own after them.
const FIRST_COUNTED: usize = 5;

/// How deep lists nest.
pub(super) const LEVELS: usize = 3;

/// The numbering part: the kinds of lists, and the `counted` ones used in a document.
pub(super) fn numberings(measures: &Measures, counted: Vec<Numbering>) -> Numberings {
    let indent = twips(measures.list.indent);
    let in_bracket = |level: usize| format!("%{})", level + 1);
    let kind = |id: usize, format: &str, text: fn(usize) -> String| {
        (0..LEVELS).fold(AbstractNumbering::new(id), |numbering, level| {
            numbering.add_level(
                Level::new(
                    level,
                    Start::new(1),
                    NumberFormat::new(format),
                    LevelText::new(text(level)),
                    LevelJc::new("left"),
                )
                .indent(
                    Some(twips(measures.list.indent * (level + 1) as f64)),
                    Some(SpecialIndentType::Hanging(indent)),
                    None,
                    None,
                ),
            )
        })
    };
    let kinds = Numberings::new()
        .add_abstract_numbering(kind(BULLET, "bullet", |_| "•".to_owned()))
        .add_abstract_numbering(kind(PLUS, "bullet", |_| "+".to_owned()))
        .add_abstract_numbering(kind(NUMBER, "decimal", |level| format!("%{}.", level + 1)))
        .add_abstract_numbering(kind(NUMBER_IN_BRACKET, "decimal", in_bracket))
        .add_abstract_numbering(kind(LETTER, "lowerLetter", in_bracket))
        .add_abstract_numbering(kind(CAPITAL, "upperLetter", in_bracket))
        .add_numbering(Numbering::new(BULLET, BULLET))
        .add_numbering(Numbering::new(PLUS, PLUS))
        .add_numbering(Numbering::new(NUMBER, NUMBER));
    counted.into_iter().fold(kinds, Numberings::add_numbering)
}

/// A numbering of its own, the `index`th of a document, for items at `level` that count up from
/// `start`. Returns it with its number.
pub(super) fn counted(
    index: usize,
    marker: Marker,
    level: usize,
    start: u64,
) -> (usize, Numbering) {
    let kind = match marker {
        Marker::NumberInBracket => NUMBER_IN_BRACKET,
        Marker::Letter => LETTER,
        Marker::Capital => CAPITAL,
        Marker::Bullet | Marker::Plus | Marker::Number => NUMBER,
    };
    let number = FIRST_COUNTED + index;
    let from = LevelOverride::new(level).start(start as usize);
    (number, Numbering::new(number, kind).add_override(from))
}
