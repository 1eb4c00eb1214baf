//! The evaluation and contacts tables.

use docx_rs::{
    LineSpacing, Paragraph, Shading, ShdType, StructuredDataTagChild, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};

use super::body::{Body, text_or_blank};
use super::pagination;
use super::places::{Control, Kind, Place};
use super::prose::{Setting, Value};
use super::styles::id;
use super::units::twips;
use crate::model::{Contact, ContactColumn, ControlWords, Evaluation, Prose};

impl<'a> Body<'a> {
    pub(super) fn evaluation(&mut self, rows: &'a [Evaluation]) {
        let words = &self.form.words;
        let (label, control) = (&words.evaluation, &words.control);
        let widths = &self.form.measures.table.columns;
        let head = self.head_row(widths, &[&label.activity, &label.assessment, &label.concerned]);
        let rows = rows.iter().enumerate().map(|(index, row)| {
            let cells = [
                ("activity", &control.activity, Some(&row.activity)),
                ("assessment", &control.assessment, Some(&row.assessment)),
                ("concerned", &control.concerned, row.concerned.as_ref()),
            ];
            let cells = cells.into_iter().zip(widths).map(|((field, words, prose), &width)| {
                let tag = format!("evaluation[{index}].{field}");
                self.prose_cell(&tag, words, prose, width)
            });
            let table_row = TableRow::new(cells.collect());
            // A row that must not break but fits on no page would run off it.
            if pagination::is_taller_than_a_page(row, self.form) {
                table_row
            } else {
                table_row.cant_split()
            }
        });
        let rows = std::iter::once(head).chain(rows).collect();
        let list = Control::new("evaluation", &control.evaluation, Kind::Repeating);
        self.table(list, rows, widths);
    }

    fn prose_cell(
        &mut self,
        tag: &str,
        words: &'a ControlWords,
        prose: Option<&'a Prose>,
        width: f64,
    ) -> TableCell {
        let control = Control::new(tag, words, Kind::RichText);
        let cell = TableCell::new();
        let cell = match prose {
            None => {
                let blank = Place::Control(control.empty_if(true));
                let value = self.places.mark(blank, text_or_blank(None));
                let gap = LineSpacing::new().after(0);
                cell.add_paragraph(
                    Paragraph::new()
                        .style(id::TABLE_TEXT)
                        .line_spacing(gap)
                        .add_structured_data_tag(value),
                )
            }
            Some(prose) => {
                match self.prose_value(control, prose, Setting::cell(&self.form.measures)) {
                    Value::Paragraph(paragraph) => cell.add_paragraph(*paragraph),
                    Value::Paragraphs(place) => cell.add_structured_data_tag(*place),
                }
            }
        };
        sized(cell, width)
    }

    pub(super) fn contacts(&mut self, contacts: &'a [Contact]) {
        if contacts.is_empty() {
            return;
        }
        let columns = ContactColumn::used(contacts, &self.form.measures);
        let widths: Vec<f64> = columns.iter().map(|column| column.width).collect();
        let labels: Vec<&str> =
            columns.iter().map(|c| c.field.label(&self.form.words.contacts)).collect();
        let head = self.head_row(&widths, &labels);
        let rows = contacts.iter().enumerate().map(|(index, contact)| {
            let cells = columns.iter().map(|column| {
                let tag = format!("contacts[{index}].{}", column.field.key());
                let text = column.field.of(contact);
                let words = &self.form.words;
                let control = Control {
                    name: column.field.label(&words.contacts),
                    ..Control::new(tag, &words.control.contacts, Kind::of(text))
                };
                let control = Place::Control(control.empty_if(text.is_none()));
                let value = self.places.mark(control, text_or_blank(text));
                let paragraph =
                    Paragraph::new().style(id::CONTACT_TEXT).add_structured_data_tag(value);
                sized(TableCell::new().add_paragraph(paragraph), column.width)
            });
            TableRow::new(cells.collect()).cant_split()
        });
        let rows = std::iter::once(head).chain(rows).collect();
        let list = Control::new("contacts", &self.form.words.control.contacts, Kind::Repeating);
        self.table(list, rows, &widths);
    }

    /// The head row: the form's own text. The completion pass makes it repeat on each page.
    fn head_row(&mut self, widths: &[f64], labels: &[&str]) -> TableRow {
        let fill = &self.form.measures.colour.fill;
        let cells = labels.iter().zip(widths).map(|(label, &width)| {
            let shading = Shading::new().shd_type(ShdType::Clear).color("auto").fill(fill);
            let cell = TableCell::new().add_paragraph(self.fixed_paragraph(id::TABLE_HEAD, label));
            sized(cell, width).shading(shading)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    /// A table of a head row and the items of a list.
    fn table(&mut self, list: Control<'a>, rows: Vec<TableRow>, widths: &[f64]) {
        let table = Table::new(rows)
            .style(id::TABLE)
            .layout(TableLayoutType::Fixed)
            .width(twips(widths.iter().sum()) as usize, WidthType::Dxa)
            .set_grid(widths.iter().map(|&width| twips(width) as usize).collect());
        let table = vec![StructuredDataTagChild::Table(Box::new(table))];
        let place = self.places.mark(Place::Table(list.kept()), table);
        self.add_place(place);
    }
}

/// A cell of a width in points.
pub(super) fn sized(cell: TableCell, width: f64) -> TableCell {
    cell.width(twips(width) as usize, WidthType::Dxa)
}
