//! The form's tables: what was done and how it went, and whom to get in touch with.

use super::build::{Builder, is_number, or_blank};
use super::columns::{self, Demand};
use super::extent::may_fill_a_page;
use super::{Cell, CellText, Column, Row, Table};
use crate::field::FieldPath;
use crate::metrics::Face;
use crate::model::{Contact, ContactField, Evaluation, EvaluationField, Letterhead};

/// Stands in the form's words for the letterhead's organisation, in the genitive.
const ORGANISATION: &str = "{organisation}";

impl Builder {
    pub fn evaluation<'a>(self, rows: &'a [Evaluation], letterhead: &Letterhead) -> Table<'a> {
        let label = |field: EvaluationField| {
            let label = field.label(&self.form.words.evaluation);
            if label.contains(ORGANISATION) {
                label.replace(ORGANISATION, &letterhead.genitive()).into()
            } else {
                label.into()
            }
        };
        let measures = &self.form.measures;
        let place = FieldPath::of("evaluation");
        let columns = EvaluationField::ALL.into_iter().zip(measures.table.columns);
        let row = |(index, row): (usize, Option<&'a Evaluation>)| Row {
            cells: EvaluationField::ALL
                .into_iter()
                .map(|field| {
                    let place = place.clone().item(index).key(field.key());
                    Cell::Prose(self.value(place, row.and_then(|row| field.of(row))))
                })
                .collect(),
            may_fill_page: row.is_some_and(|row| may_fill_a_page(row, measures)),
        };
        Table {
            text: CellText::Prose,
            columns: columns
                .map(|(field, width)| Column { label: label(field), width, channel: None })
                .collect(),
            rows: or_blank(rows).enumerate().map(row).collect(),
            list: self.value(place.clone(), ()),
        }
    }

    pub fn contacts<'a>(self, contacts: &'a [Contact]) -> Table<'a> {
        let words = &self.form.words;
        let place = FieldPath::of("contacts");
        let measures = &self.form.measures;
        let fields: Vec<_> = ContactField::ALL
            .into_iter()
            .filter(|field| {
                let is_used = |contact| field.of(contact).is_some();
                self.has_every_place || contacts.iter().any(is_used)
            })
            .collect();
        let size = measures.contacts.text.size;
        let demands: Vec<_> = fields
            .iter()
            .map(|field| {
                let mut demand = Demand::default();
                demand.add_whole(
                    field.label(&words.contacts),
                    Face::HEADING,
                    measures.table.head.size,
                );
                for text in contacts.iter().filter_map(|contact| field.of(contact)) {
                    if is_number(field.channel()) {
                        demand.add_whole(text, Face::PROSE, size);
                    } else {
                        demand.add(text, Face::PROSE, size);
                    }
                }
                demand
            })
            .collect();
        let beside = 2.0 * measures.table.inset_x;
        let widths = columns::share(&demands, beside, measures.text_width());
        let row = |(index, contact): (usize, Option<&'a Contact>)| Row {
            cells: fields
                .iter()
                .map(|&field| {
                    let place = place.clone().item(index).key(field.key());
                    Cell::Line(self.value(place, contact.and_then(|contact| field.of(contact))))
                })
                .collect(),
            may_fill_page: false,
        };
        Table {
            text: CellText::Lines,
            rows: or_blank(contacts).enumerate().map(row).collect(),
            list: self.value(place.clone(), ()),
            columns: fields
                .iter()
                .zip(widths)
                .map(|(field, width)| Column {
                    label: field.label(&words.contacts).into(),
                    width,
                    channel: field.channel(),
                })
                .collect(),
        }
    }
}
