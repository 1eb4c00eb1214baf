//! What the template reads: the sheet as JSON, with what needs computing beside it.

use chrono::Datelike;
use serde::Serialize;

use crate::model::{Form, Measures};
use crate::sheet::{Head, Sheet};

/// The content of the template's `report.json`.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    #[serde(flatten)]
    sheet: &'a Sheet<'a>,
    /// Whether a value of the letterhead may take more than two lines.
    tall_letterhead: bool,
    /// The date of the document, as the arguments of Typst's `datetime`.
    date: Date,
}

#[derive(Serialize)]
struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl<'a> Data<'a> {
    /// Lays out what the template shows of a sheet.
    pub(super) fn new(sheet: &'a Sheet<'a>) -> Self {
        let date = sheet.about.date;
        Self {
            sheet,
            tall_letterhead: may_be_tall(&sheet.head, &Form::get().measures),
            date: Date { year: date.year(), month: date.month(), day: date.day() },
        }
    }
}

/// Whether a value of the letterhead may take more than two lines. A guess on the safe side, so
/// that the template measures hardly any letterhead: letters are half as wide as high.
fn may_be_tall(head: &Head<'_>, measures: &Measures) -> bool {
    let of = &measures.letterhead;
    head.columns.iter().any(|column| {
        let width = column.value.chars().count() as f64 * of.value.size / 2.0;
        width > 1.5 * (column.width - of.gutter)
    })
}

/// The virtual path of a picture: the same for every report.
pub(super) fn picture_path(index: usize) -> String {
    format!("/picture/{index}")
}
