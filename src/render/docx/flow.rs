//! Prose as a flow of paragraphs: what stands beside each and how far it is from the next. Read
//! by the writer of paragraphs and by the estimate of where pages end.

use crate::model::{Block, Inlines, List, ListItem, Marker, Measures};

/// A paragraph in the flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flowed<'a> {
    pub(super) content: &'a Inlines,
    /// In how many lists the paragraph stands.
    pub(super) depth: usize,
    /// How far in its text begins, in points.
    pub(super) indent: f64,
    /// The list whose marker stands before the paragraph.
    pub(super) marker: Option<Item>,
    /// The space below in points.
    pub(super) gap: f64,
}

/// A list's item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) marker: Marker,
    /// The item's number, if it has one.
    pub(super) number: u64,
    /// How far before the text the marker stands, in points.
    pub(super) width: f64,
    /// Whether the item does not count on from the one before it.
    pub(super) starts: bool,
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
pub(super) fn flow<'a>(prose: &'a [Block], gaps: Gaps, measures: &Measures) -> Vec<Flowed<'a>> {
    let mut flow = Flow { gaps, measures, out: Vec::new() };
    flow.add_blocks(prose, 0, 0.0);
    flow.set_last_gap(gaps.last);
    flow.out
}

struct Flow<'a, 'm> {
    gaps: Gaps,
    measures: &'m Measures,
    out: Vec<Flowed<'a>>,
}

impl<'a> Flow<'a, '_> {
    fn add_blocks(&mut self, blocks: &'a [Block], depth: usize, indent: f64) {
        let mut follows_paragraph = false;
        for block in blocks {
            match block {
                Block::Paragraph { content } => {
                    let gap = self.gaps.paragraph;
                    self.out.push(Flowed { content, depth, indent, marker: None, gap });
                }
                Block::List(list) => {
                    if follows_paragraph {
                        self.set_last_gap(self.gaps.item);
                    }
                    self.add_list(list, depth + 1, indent);
                }
            }
            follows_paragraph = matches!(block, Block::Paragraph { .. });
        }
    }

    fn add_list(&mut self, list: &'a List, depth: usize, indent: f64) {
        let width = list.indent(self.measures);
        let mut previous = None;
        for ListItem { number, blocks } in &list.items {
            let (number, marker) = (*number, list.marker);
            let first = self.out.len();
            self.add_blocks(blocks, depth, indent + width);
            if let Some(paragraph) = self.out.get_mut(first) {
                let starts = previous.is_none_or(|previous| number != previous + 1);
                paragraph.marker = Some(Item { marker, number, width, starts });
            }
            previous = Some(number);
            self.set_last_gap(self.gaps.item);
        }
        self.set_last_gap(self.gaps.paragraph);
    }

    fn set_last_gap(&mut self, gap: f64) {
        if let Some(last) = self.out.last_mut() {
            last.gap = gap;
        }
    }
}
