//! Where pages end: whether the form's first page ends where the sheet has it end, and which rows no
//! page can hold.
//!
//! Word has no page break on a condition, so the heights are worked out here, from the measures and
//! the fonts' own widths, as Typst works them out for the PDF.

use super::flow::{Gaps, flow};
use crate::metrics::Face;
use crate::model::{Block as ProseBlock, Form, Measures, Prose, Text};
use crate::render::lines::{labelled_lines, lines, prose_lines};
use crate::sheet::{Block, Cell, CellText, FieldPiece, Figure, Head, Row, Sheet, Table};

/// Whether what stands above the end of the first page has not run past it.
pub(super) fn first_page_ends(sheet: &Sheet<'_>, form: &Form) -> bool {
    let of = &form.measures;
    let room = of.room() + TOLERANCE;
    let mut bottom = below_head(&sheet.head, of);
    let above = sheet.blocks.iter().take_while(|block| !matches!(block, Block::FirstPageEnd));
    for block in above {
        bottom += height(block, of);
        if bottom > room {
            return false;
        }
    }
    true
}

/// The height of a block with the space around it.
fn height(block: &Block<'_>, of: &Measures) -> f64 {
    let full = of.text_width();
    match block {
        Block::Title(value) => {
            let title = value.content.unwrap_or_default();
            lines(title, Face::HEADING, of.title.size, full) * of.title.pitch
        }
        Block::Heading { .. } => of.heading.gap_above + of.heading.pitch + of.heading.gap_below,
        Block::Bullets(bullets) => {
            let width = full - of.list.indent;
            let items = bullets.items.iter();
            let items = items.map(|item| {
                item.content.map_or(1.0, |item| prose_lines(item, of.text.size, width))
            });
            let gaps = bullets.items.len().saturating_sub(1) as f64 * of.list.item_gap;
            items.sum::<f64>() * of.text.pitch + gaps
        }
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| row_height(table, row, of));
            head_row_height(table, of) + rows.sum::<f64>()
        }
        Block::Note { .. } => of.note.gap_above + of.note.pitch,
        Block::FirstPageEnd => 0.0,
        Block::Prose(value) => match value.content {
            Some(prose) => prose_height(prose, &of.text, Gaps::of_text(of), full, of),
            None => of.writing_line.pitch,
        },
        Block::Boxes { boxes } => {
            let width = full - of.r#box.indent;
            let above = boxes.iter().enumerate();
            let above = above.map(|(index, option)| option.space_above(index == 0, of));
            let gaps = above.sum::<f64>() + boxes.len() as f64 * of.r#box.gap;
            let boxes = boxes.iter().map(|option| {
                let text = option.text.as_ref().and_then(|text| text.content);
                let text = text.map_or(&[][..], Vec::as_slice);
                labelled_lines(option.label, text, of.text.size, width)
            });
            boxes.sum::<f64>() * of.text.pitch + gaps
        }
        Block::Pictures { rows, .. } => rows.iter().map(|row| picture_row_height(row, of)).sum(),
        Block::EmptyBox(_) => f64::from(of.pictures.empty_lines) * of.writing_line.pitch,
        Block::Field(field) => {
            let text: String = field.pieces.iter().map(shown).collect();
            let text = lines(&text, Face::PROSE, of.text.size, full) * of.text.pitch;
            of.signature.gap + of.signature.label.pitch + text
        }
    }
}

/// What a piece of a field adds to its line.
fn shown(piece: &FieldPiece<'_>) -> String {
    match piece {
        FieldPiece::Date { text, .. } => text.clone(),
        FieldPiece::Line { separator, value, .. } => {
            value.content.map_or_else(String::new, |text| format!("{separator}{text}"))
        }
    }
}

fn picture_row_height(row: &[Figure<'_>], of: &Measures) -> f64 {
    let caption = &of.pictures.caption;
    let captions = row.iter().filter_map(|figure| {
        let lines = lines(figure.caption.content?, Face::LABEL, caption.size, figure.column);
        Some(of.pictures.caption_gap + lines * caption.pitch)
    });
    let pictures = row.iter().map(|figure| figure.height).fold(0.0, f64::max);
    pictures + captions.fold(0.0, f64::max) + of.pictures.gap
}

/// How far below the top margin the body begins on the first page: lower than usual where a value
/// of the head takes many lines.
fn below_head(head: &Head<'_>, of: &Measures) -> f64 {
    let (page, of) = (&of.page, &of.letterhead);
    let values = head.columns.iter().map(|column| {
        lines(column.value, Face::LABEL, of.value.size, column.width - of.gutter) * of.value.pitch
    });
    let columns = of.rule_gap + of.label.pitch + values.fold(0.0, f64::max);
    of.top - page.margin_top + of.height.max(columns + of.label.pitch)
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
        lines(&column.label, Face::HEADING, head.size, width) * head.pitch
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
                let prose = value.content.map_or(&[][..], Prose::as_slice);
                prose_height(prose, text, Gaps::of_cell(of), width, of)
            }
            Cell::Line(value) => {
                let line = value.content.unwrap_or_default();
                lines(line, Face::PROSE, text.size, width) * text.pitch
            }
        }
    });
    cells.fold(blank_height(table, row, of), f64::max) + 2.0 * of.table.inset_y
}

/// The height in points that a row has to be filled in by hand, if nothing stands in it.
pub(super) fn blank_height(table: &Table<'_>, row: &Row<'_>, of: &Measures) -> f64 {
    let lines = match table.text {
        CellText::Prose => of.table.blank_lines,
        CellText::Lines => of.contacts.blank_lines,
    };
    let is_blank = row.cells.iter().all(Cell::is_blank);
    if is_blank { f64::from(lines) * of.writing_line.pitch } else { 0.0 }
}

/// The height of block prose in a place `width` points wide.
fn prose_height(prose: &[ProseBlock], text: &Text, gaps: Gaps, width: f64, of: &Measures) -> f64 {
    let flow = flow(prose, gaps, of);
    flow.iter()
        .map(|flowed| {
            let width = width - flowed.indent;
            prose_lines(flowed.content, text.size, width) * text.pitch + flowed.gap
        })
        .sum()
}
