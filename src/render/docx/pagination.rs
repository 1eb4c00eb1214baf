//! Where pages end: whether the form's first page ends where the sheet has it end, and which rows no
//! page can hold.
//!
//! Word has no page break on a condition, so the heights are worked out here, from the measures and
//! the fonts' own widths, as Typst works them out for the PDF.

use super::flow::{Gaps, flow};
use crate::model::{Form, Measures, Prose};
use crate::render::lines::{lines, prose_lines};
use crate::render::metrics::Face;
use crate::sheet::{Block, Cell, CellText, Row, Sheet, Table};

/// Whether what stands above the end of the first page has not run past it.
pub(super) fn first_page_ends(sheet: &Sheet<'_>, form: &Form) -> bool {
    let of = &form.measures;
    let room = of.room() + TOLERANCE;
    let mut bottom = of.letterhead.height;
    for block in &sheet.blocks {
        if matches!(block, Block::FirstPageEnd) {
            break;
        }
        let height = match block {
            Block::Title(value) => {
                let title = value.content.unwrap_or_default();
                lines(title, Face::HEADING, of.title.size, of.text_width()) * of.title.pitch
            }
            Block::Heading { .. } => of.heading.gap_above + of.heading.pitch + of.heading.gap_below,
            Block::Bullets(bullets) => {
                let width = of.text_width() - of.list.indent;
                let items = bullets.items.iter();
                items
                    .map(|item| prose_lines(item.content, of.text.size, width) * of.text.pitch)
                    .sum::<f64>()
                    + of.list.item_gap * bullets.items.len().saturating_sub(1) as f64
            }
            Block::Table(table) => {
                let mut height = head_row_height(table, of);
                for row in &table.rows {
                    height += row_height(table, row, of);
                    if bottom + height > room {
                        return false;
                    }
                }
                height
            }
            Block::Note { .. } => of.note.gap_above + of.note.pitch,
            Block::FirstPageEnd => 0.0,
            _ => 0.0,
        };
        bottom += height;
    }
    bottom <= room
}

/// Sums of measures are off by the last bits of their floating-point numbers.
const TOLERANCE: f64 = 0.01;

/// Whether a row of a table does not even fit on a page of its own, below the head row.
pub(super) fn is_taller_than_a_page(table: &Table<'_>, row: &Row<'_>, of: &Measures) -> bool {
    row.may_fill_page
        && head_row_height(table, of) + row_height(table, row, of) > of.room() + TOLERANCE
}

fn head_row_height(table: &Table<'_>, of: &Measures) -> f64 {
    let head = &of.table.head;
    let labels = table.columns.iter().map(|column| {
        let width = column.width - 2.0 * of.table.inset_x;
        lines(column.label, Face::HEADING, head.size, width) * head.pitch
    });
    labels.fold(0.0, f64::max) + 2.0 * of.table.inset_y
}

fn row_height(table: &Table<'_>, row: &Row<'_>, of: &Measures) -> f64 {
    let text = match table.text {
        CellText::Prose => &of.table.text,
        CellText::Lines => &of.contacts.text,
    };
    let cells = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
        let width = column.width - 2.0 * of.table.inset_x;
        match cell {
            Cell::Prose(value) => {
                let flow = flow(value.content.map_or(&[], Prose::as_slice), Gaps::of_cell(of), of);
                flow.iter()
                    .map(|flowed| {
                        let width = width - flowed.indent;
                        prose_lines(flowed.content, text.size, width) * text.pitch + flowed.gap
                    })
                    .sum()
            }
            Cell::Line(value) => {
                let line = value.content.unwrap_or_default();
                lines(line, Face::PROSE, text.size, width) * text.pitch
            }
        }
    });
    cells.fold(0.0, f64::max) + 2.0 * of.table.inset_y
}
