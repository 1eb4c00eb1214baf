//! What the template reads: the model as JSON, with what needs computing beside it.

use chrono::Datelike;
use serde::Serialize;

use crate::model::{ContactColumn, Form, Letterhead, Measures, Picture, Report};
use crate::render::long_rows::may_fill_a_page;

/// The content of the template's `report.json`.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    report: &'a Report,
    letterhead: &'a Letterhead,
    /// Whether a value of the letterhead may take more than two lines.
    tall_letterhead: bool,
    /// The signature's date, as the arguments of Typst's `datetime`.
    date: Date,
    signature: String,
    keywords: [&'a str; 2],
    /// For each evaluation row whether it may be taller than a page.
    long_rows: Vec<bool>,
    pictures: Vec<Vec<PlacedFigure<'a>>>,
    contacts: Contacts<'a>,
}

#[derive(Serialize)]
struct Date {
    year: i32,
    month: u32,
    day: u32,
}

#[derive(Serialize)]
struct PlacedFigure<'a> {
    path: String,
    width: f64,
    height: f64,
    alt: &'a str,
    caption: Option<&'a str>,
}

#[derive(Serialize)]
struct Contacts<'a> {
    widths: Vec<f64>,
    head: Vec<&'a str>,
    rows: Vec<Vec<&'a str>>,
}

impl<'a> Data<'a> {
    /// Lays out what the template shows of a report.
    pub(super) fn new(report: &'a Report, letterhead: &'a Letterhead) -> Self {
        let form = Form::get();
        let date = report.signature.date;
        let columns = ContactColumn::used(&report.contacts, &form.measures);
        Self {
            report,
            letterhead,
            tall_letterhead: may_be_tall(letterhead, &form.measures),
            date: Date { year: date.year(), month: date.month(), day: date.day() },
            signature: report.signature.line(),
            keywords: [&letterhead.organisation, &form.words.evaluation.heading],
            long_rows: report
                .evaluation
                .iter()
                .map(|row| may_fill_a_page(row, &form.measures))
                .collect(),
            pictures: Picture::rows(&report.pictures, &form.measures)
                .into_iter()
                .map(|row| {
                    row.into_iter()
                        .map(|placed| {
                            let picture = &report.pictures[placed.index];
                            PlacedFigure {
                                path: picture_path(placed.index),
                                width: placed.width,
                                height: placed.height,
                                alt: &picture.alt,
                                caption: picture.caption.as_deref(),
                            }
                        })
                        .collect()
                })
                .collect(),
            contacts: Contacts {
                widths: columns.iter().map(|column| column.width).collect(),
                head: columns.iter().map(|c| c.field.label(&form.words.contacts)).collect(),
                rows: report
                    .contacts
                    .iter()
                    .map(|contact| {
                        columns.iter().map(|c| c.field.of(contact).unwrap_or_default()).collect()
                    })
                    .collect(),
            },
        }
    }
}

/// Whether a value of the letterhead may take more than two lines. A guess on the safe side, so
/// that the template measures hardly any letterhead: letters are half as wide as high.
fn may_be_tall(letterhead: &Letterhead, measures: &Measures) -> bool {
    let of = &measures.letterhead;
    letterhead.columns().into_iter().zip(of.columns).any(|(value, width)| {
        value.chars().count() as f64 * of.value.size / 2.0 > 1.5 * (width - of.gutter)
    })
}

/// The virtual path of a picture: the same for every report.
pub(super) fn picture_path(index: usize) -> String {
    format!("/picture/{index}")
}
