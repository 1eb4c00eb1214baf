//! Prose as a flow of paragraphs: what stands beside each and how far it is from the next. Read
//! by the writer of paragraphs and by the estimate of where pages end.

use crate::model::{Block, Inlines, List, Marker, Measures};

/// A paragraph in the flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flowed<'a> {
    pub(super) content: &'a Inlines,
    /// In how many lists the paragraph stands.
    pub(super) depth: usize,
    /// The list whose marker stands before the paragraph.
    pub(super) marker: Option<Item>,
    /// The space below in points.
    pub(super) gap: f64,
}

/// A list's item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) marker: Marker,
    /// Whether the item is its list's first.
    pub(super) is_first: bool,
}

/// How far paragraphs stand apart, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gaps {
    /// Between two paragraphs.
    pub(super) paragraph: f64,
    /// Between two items of a list.
    pub(super) item: f64,
    /// Below the last paragraph.
    pub(super) last: f64,
}

impl Gaps {
    /// Those of running text.
    pub(super) fn of_text(measures: &Measures) -> Self {
        let gap = measures.text.paragraph_gap;
        Self { paragraph: gap, item: measures.list.item_gap, last: gap }
    }

    /// Those of a cell of the evaluation table.
    pub(super) fn of_cell(measures: &Measures) -> Self {
        Self {
            paragraph: measures.table.text.paragraph_gap,
            item: measures.list.item_gap,
            last: 0.0,
        }
    }
}

/// The paragraphs of prose, in order.
pub(super) fn flow(prose: &[Block], gaps: Gaps) -> Vec<Flowed<'_>> {
    let mut out = Vec::new();
    add_blocks(prose, gaps, 0, &mut out);
    set_last_gap(&mut out, gaps.last);
    out
}

fn add_blocks<'a>(blocks: &'a [Block], gaps: Gaps, depth: usize, out: &mut Vec<Flowed<'a>>) {
    let mut follows_paragraph = false;
    for block in blocks {
        match block {
            Block::Paragraph { content } => {
                out.push(Flowed { content, depth, marker: None, gap: gaps.paragraph });
            }
            Block::List(list) => {
                if follows_paragraph {
                    set_last_gap(out, gaps.item);
                }
                add_list(list, gaps, depth + 1, out);
            }
        }
        follows_paragraph = matches!(block, Block::Paragraph { .. });
    }
}

fn add_list<'a>(list: &'a List, gaps: Gaps, depth: usize, out: &mut Vec<Flowed<'a>>) {
    for (index, item) in list.items.iter().enumerate() {
        let first = out.len();
        add_blocks(item, gaps, depth, out);
        if let Some(paragraph) = out.get_mut(first) {
            paragraph.depth = depth;
            paragraph.marker = Some(Item { marker: list.marker, is_first: index == 0 });
        }
        set_last_gap(out, gaps.item);
    }
    set_last_gap(out, gaps.paragraph);
}

fn set_last_gap(out: &mut [Flowed<'_>], gap: f64) {
    if let Some(last) = out.last_mut() {
        last.gap = gap;
    }
}
