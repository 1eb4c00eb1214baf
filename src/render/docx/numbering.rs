//! The numberings of lists: the kinds that every document has, and one for each list that counts.

use docx_rs::{
    AbstractNumbering, Level, LevelJc, LevelOverride, LevelText, NumberFormat, Numbering,
    Numberings, SpecialIndentType, Start,
};

use super::units::twips;
use crate::model::Measures;

// The numberings. The definitions and the first three lists have the same numbers; 1 is taken by
// docx-rs's own, which the completion pass drops. Each counted list after them is one of its own.
pub(super) const BULLET: usize = 2;
pub(super) const PLUS: usize = 3;
pub(super) const NUMBER: usize = 4;
const FIRST_COUNTED: usize = 5;

/// How deep lists nest.
pub(super) const LEVELS: usize = 3;

/// The numbering part: three kinds of lists, and the `counted` ones used in a document.
pub(super) fn numberings(measures: &Measures, counted: Vec<Numbering>) -> Numberings {
    let indent = twips(measures.list.indent);
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
        .add_numbering(Numbering::new(BULLET, BULLET))
        .add_numbering(Numbering::new(PLUS, PLUS))
        .add_numbering(Numbering::new(NUMBER, NUMBER));
    counted.into_iter().fold(kinds, Numberings::add_numbering)
}

/// A numbering of its own, the `index`th of a document, for a list at `level` that counts up from
/// `start`. Returns it with its number.
pub(super) fn counted(index: usize, level: usize, start: u64) -> (usize, Numbering) {
    let number = FIRST_COUNTED + index;
    let from = LevelOverride::new(level).start(start as usize);
    (number, Numbering::new(number, NUMBER).add_override(from))
}
