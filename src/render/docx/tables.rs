//! Tables: a head row that repeats on each page, and rows that people add to.

use docx_rs::{
    HeightRule, LineSpacing, Paragraph, Shading, ShdType, StructuredDataTagChild,
    Table as WordTable, TableCell, TableLayoutType, TableRow, WidthType,
};

use super::pagination;
use super::places::{Anchor, Control, Kind};
use super::prose::{Paragraphs, Setting};
use super::runs::labelled;
use super::styles::id;
use super::units::twips;
use super::writer::Writer;
use crate::model::{Channel, Measures, Prose};
use crate::sheet::{Cell, Table, Value};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &Table<'a>) {
        let head = head_row(table, self.measures);
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&table.columns).map(|(cell, column)| {
                let cell = match cell {
                    Cell::Prose(value) => self.prose_cell(value),
                    Cell::Line(value) => self.line_cell(value, column.channel),
                };
                sized(cell, column.width)
            });
            let table_row = TableRow::new(cells.collect());
            let table_row = match pagination::blank_height(table, row, self.measures) {
                0.0 => table_row,
                height => {
                    // The room that the cells have at their upper and lower sides is in it.
                    let height = twips(height + 2.0 * self.measures.table.inset_y) as f32;
                    table_row.row_height(height).height_rule(HeightRule::AtLeast)
                }
            };
            // A row that must not break but fits on no page would run off it.
            if pagination::is_taller_than_a_page(table, row, self.measures) {
                table_row
            } else {
                table_row.cant_split()
            }
        });
        let rows = std::iter::once(head).chain(rows).collect();
        let widths = table.columns.iter().map(|column| column.width);
        let word_table = WordTable::new(rows)
            .style(id::TABLE)
            .layout(TableLayoutType::Fixed)
            .width(twips(widths.clone().sum()) as usize, WidthType::Dxa)
            .set_grid(widths.map(|width| twips(width) as usize).collect());
        let list = Control::of(&table.list, Kind::Repeating).kept();
        let word_table = vec![StructuredDataTagChild::Table(Box::new(word_table))];
        let place = self.places.mark(Anchor::Table(list), word_table);
        self.add_place(place);
    }

    fn prose_cell(&mut self, value: &Value<'a, Option<&'a Prose>>) -> TableCell {
        let control = Control::of(value, Kind::RichText);
        let cell = TableCell::new();
        let Some(prose) = value.content else {
            let value = self.marked(control, None);
            return cell.add_paragraph(
                Paragraph::new()
                    .style(id::TABLE_TEXT)
                    .line_spacing(LineSpacing::new().after(0))
                    .add_structured_data_tag(value),
            );
        };
        match self.prose_value(control, prose, Setting::cell(self.measures)) {
            Paragraphs::One(paragraph) => cell.add_paragraph(*paragraph),
            Paragraphs::Several(place) => cell.add_structured_data_tag(*place),
        }
    }

    fn line_cell(
        &mut self,
        value: &Value<'a, Option<&'a str>>,
        channel: Option<Channel>,
    ) -> TableCell {
        let control = Control::of(value, Kind::of(value.content));
        let value = self.reached(control, value.content, channel);
        let paragraph = Paragraph::new().style(id::CONTACT_TEXT).add_structured_data_tag(value);
        TableCell::new().add_paragraph(paragraph)
    }
}

/// The head row: the form's own text. The completion pass makes it repeat on each page.
fn head_row(table: &Table<'_>, of: &Measures) -> TableRow {
    let cells = table.columns.iter().map(|column| {
        let shading = Shading::new().shd_type(ShdType::Clear).color("auto").fill(&of.colour.fill);
        let label = labelled(id::TABLE_HEAD, &column.label);
        sized(TableCell::new().add_paragraph(label), column.width).shading(shading)
    });
    TableRow::new(cells.collect()).cant_split()
}

/// A cell of a width in points.
pub(super) fn sized(cell: TableCell, width: f64) -> TableCell {
    cell.width(twips(width) as usize, WidthType::Dxa)
}
