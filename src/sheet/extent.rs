//! Which rows of the evaluation table may be taller than a page. A cheap guess on the safe side,
//! so that hardly any row is measured.

use crate::model::{Block, Evaluation, EvaluationField, Inline, Measures, pieces};

/// Whether a row could be taller than a page at all: every character counts as wide as it is high,
/// and since a line and the next one's first word never fit together, text fills at least half of
/// its lines.
pub(super) fn may_fill_a_page(row: &Evaluation, measures: &Measures) -> bool {
    let head = 8.0 * measures.table.head.pitch;
    let room = measures.room() - head;
    EvaluationField::ALL.into_iter().zip(measures.table.columns).any(|(field, width)| {
        let width = width - 2.0 * measures.table.inset_x;
        field.of(row).is_some_and(|prose| height_bound(prose, width, measures) > room)
    })
}

/// An upper bound of the height of prose set `width` points wide, in points.
fn height_bound(prose: &[Block], width: f64, measures: &Measures) -> f64 {
    let text = &measures.table.text;
    let gap = text.paragraph_gap.max(measures.list.item_gap);
    let block_height = |block: &Block| match block {
        Block::Paragraph { content } => {
            let (characters, breaks) = extent(content);
            let lines = 2.0 * characters as f64 * text.size / width + breaks as f64 + 1.0;
            lines * text.pitch
        }
        Block::List(list) => {
            let width = (width - list.indent(measures)).max(measures.list.indent);
            list.items.iter().map(|item| gap + height_bound(&item.blocks, width, measures)).sum()
        }
    };
    prose.iter().map(|block| gap + block_height(block)).sum()
}

/// How many characters and how many hard line breaks inline prose has.
fn extent(inlines: &[Inline]) -> (usize, usize) {
    pieces(inlines).fold((0, 0), |(characters, breaks), piece| match piece.text {
        Some(text) => (characters + text.chars().count(), breaks),
        None => (characters, breaks + 1),
    })
}
