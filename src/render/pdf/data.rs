//! What the template reads: the model as JSON, with what needs computing beside it.

use chrono::Datelike;
use serde::Serialize;

use crate::model::{
    Block, ContactColumn, Evaluation, Form, Inline, Letterhead, Measures, Picture, Report,
};

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

/// Whether a row could be taller than a page at all. Generous and cheap, so that the template
/// measures hardly any row: every character counts as wide as it is high, and since a line and
/// the next one's first word never fit together, text fills at least half of its lines.
fn may_fill_a_page(row: &Evaluation, measures: &Measures) -> bool {
    let page = &measures.page;
    let head = 8.0 * measures.table.head.pitch;
    let room = page.height - page.margin_top - page.margin_bottom - head;
    let cells = [Some(&row.activity), Some(&row.assessment), row.concerned.as_ref()];
    cells.into_iter().zip(measures.table.columns).any(|(cell, width)| {
        let width = width - 2.0 * measures.table.inset_x;
        cell.is_some_and(|prose| height_bound(prose, width, measures) > room)
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
            let width = (width - measures.list.indent).max(measures.list.indent);
            list.items.iter().map(|item| gap + height_bound(item, width, measures)).sum()
        }
    };
    prose.iter().map(|block| gap + block_height(block)).sum()
}

/// How many characters and how many hard line breaks inline prose has.
fn extent(inlines: &[Inline]) -> (usize, usize) {
    inlines.iter().fold((0, 0), |(characters, breaks), inline| match inline {
        Inline::Text { text } => (characters + text.chars().count(), breaks),
        Inline::LineBreak => (characters, breaks + 1),
        Inline::Strong { content }
        | Inline::Emphasis { content }
        | Inline::Link { content, .. } => {
            let (more, more_breaks) = extent(content);
            (characters + more, breaks + more_breaks)
        }
    })
}
