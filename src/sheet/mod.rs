//! The sheet: what a document shows, block by block in the order of the form. It stands between
//! the model and the renderers, which see nothing else of a report and know no form by themselves.
//!
//! [`Sheet::new`] builds Nacka kommun's form; a sheet built otherwise renders as well.

mod build;
mod columns;
mod extent;
mod tables;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use crate::attachment::Attachment;
use crate::field::FieldPath;
use crate::model::{Channel, Image, Inlines, Mark, Measures, Picture, Prose};

/// A document before it has a format. Lengths are in points.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// What is known of the document as a whole.
    pub about: About<'a>,
    /// What stands at the head of the pages.
    pub head: Head<'a>,
    /// What stands below, from the title on.
    pub blocks: Vec<Block<'a>>,
    /// The fields of the form that have no place on the sheet as it is filled in.
    pub absent: Vec<Absent>,
    /// Whether a Word document has a place for everything that can be filled in, and not only what a
    /// PDF shows.
    pub has_every_place: bool,
    /// What the document is made from, if that is to travel inside a Word document.
    pub origin: Option<Origin<'a>>,
    /// The files that travel inside a PDF.
    pub attachments: Vec<Attachment>,
}

/// A field that has no place on a sheet, and where it would have one.
#[derive(Debug, Clone)]
pub struct Absent {
    /// Its place in the report.
    pub path: FieldPath,
    /// The field beside which it would stand.
    pub beside: FieldPath,
    /// On which side of that.
    pub side: Side,
}

/// A side of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain words")]
pub enum Side {
    Right,
    Below,
}

/// What a document is made from.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// The report's file, byte for byte.
    pub report: &'a [u8],
    /// What tells the letterhead from others: a digest in hexadecimal.
    pub letterhead: String,
}

/// A document's metadata: without marks for lines' ends.
#[derive(Debug, Clone, Serialize)]
pub struct About<'a> {
    /// Its title.
    pub title: Cow<'a, str>,
    /// Who wrote it.
    pub author: Cow<'a, str>,
    /// When it was signed; nothing in a blank form.
    pub date: Option<NaiveDate>,
    /// What kind of document it is.
    pub subject: &'a str,
    /// Whose it is.
    pub organisation: Cow<'a, str>,
    /// The number under which it is registered.
    pub registration_number: Option<Cow<'a, str>>,
    /// Its language (BCP 47).
    pub language: &'a str,
}

/// The head of the pages: mark and numbers on each, the columns on the first.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// At the left.
    pub mark: &'a Mark,
    /// Under the page's number at the right, behind its label.
    pub registration_number: Value<'a, Option<&'a str>>,
    /// Under a hairline on the first page, from left to right.
    pub columns: Vec<HeadColumn<'a>>,
}

/// A label over its value in the head of the first page.
#[derive(Debug, Clone)]
pub struct HeadColumn<'a> {
    /// The label.
    pub label: &'a str,
    /// The value.
    pub value: &'a str,
    /// How one gets in touch by the value.
    pub channel: Option<Channel>,
    /// How wide the column is, with the gutter at its right.
    pub width: f64,
}

/// What a person wrote, or may write, at a place of the form.
#[derive(Debug, Clone)]
pub struct Value<'a, T> {
    /// What stands there.
    pub content: T,
    /// The value's place in the report.
    pub path: FieldPath,
    /// What its control in Word is called.
    pub control: &'a str,
}

/// A part of the form, in the order in which it is read.
#[derive(Debug, Clone)]
pub enum Block<'a> {
    /// The document's title, its only heading of the first level.
    Title(Value<'a, Option<&'a str>>),
    /// The heading of a section.
    Heading {
        /// The form's words.
        text: &'a str,
    },
    /// A bullet list of one-paragraph values.
    Bullets(Bullets<'a>),
    /// A table that grows with the report.
    Table(Table<'a>),
    /// A small remark of the form's own.
    Note {
        /// The form's words.
        text: &'a str,
    },
    /// The first page ends here, unless what stands above has run past it.
    FirstPageEnd,
    /// Paragraphs and lists; where there are none, a line to write on.
    Prose(Value<'a, Option<&'a Prose>>),
    /// Boxes to tick, one below the other.
    Boxes {
        /// From the first to the last.
        boxes: Vec<TickBox<'a>>,
    },
    /// Pictures, row by row.
    Pictures {
        /// The list as a whole.
        list: Value<'a, ()>,
        /// The rows; those of a row stand abreast and are equally high.
        rows: Vec<Vec<Figure<'a>>>,
    },
    /// An empty box to write or paste into.
    EmptyBox(Value<'a, ()>),
    /// A label with its value below.
    Field(Field<'a>),
}

/// A list that people add items to: purposes, or a table's rows.
#[derive(Debug, Clone)]
pub struct Bullets<'a> {
    /// The list as a whole.
    pub list: Value<'a, ()>,
    /// Its items.
    pub items: Vec<Value<'a, Option<&'a Inlines>>>,
}

/// A table: a head row, repeated on each page, and the items of a list.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The list as a whole.
    pub list: Value<'a, ()>,
    /// How the text in its cells is set.
    pub text: CellText,
    /// The columns, from left to right.
    pub columns: Vec<Column<'a>>,
    /// The rows below the head.
    pub rows: Vec<Row<'a>>,
}

/// How the text in a table's cells is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellText {
    /// As prose: `table.text` of the measures.
    Prose,
    /// As short lines: `contacts.text` of the measures.
    Lines,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    /// Its head.
    pub label: Cow<'a, str>,
    /// Its width, with the insets.
    pub width: f64,
    /// How one gets in touch by what stands in it.
    pub channel: Option<Channel>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Its cells, one for each column.
    pub cells: Vec<Cell<'a>>,
    /// Whether the row could be taller than a page. A generous guess: a renderer measures such a
    /// row, and lets it break over pages if it is.
    pub may_fill_page: bool,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    /// Paragraphs and lists.
    Prose(Value<'a, Option<&'a Prose>>),
    /// A line of plain text.
    Line(Value<'a, Option<&'a str>>),
}

/// A box to tick, with its text.
#[derive(Debug, Clone)]
pub struct TickBox<'a> {
    /// Whether it is ticked. Without a place of its own if that follows from its text.
    pub tick: Value<'a, bool>,
    /// What a screen reader says for the box.
    pub state: &'a str,
    /// The form's words beside it.
    pub label: &'a str,
    /// What the author adds to them, or the line to write it on.
    pub text: Option<Value<'a, Option<&'a Inlines>>>,
}

/// A picture and how large it is shown.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    /// The picture; its place in the report is that of its file. None where one is to be put.
    pub picture: Value<'a, Option<&'a Picture>>,
    /// The picture's image, prepared for this size; a frame in the place of none.
    pub image: Image,
    /// Which of the sheet's pictures it is, from 0.
    pub index: usize,
    /// What it shows, for those who cannot see it.
    pub alt: Cow<'a, str>,
    /// Where a Word document has that written to be seen, in a sheet with every place.
    pub alt_line: Option<Line<'a>>,
    /// Width on the page; of each strip, if there are several.
    pub width: f64,
    /// Height on the page; of the longest strip, if there are several.
    pub height: f64,
    /// The strips in which it is shown, side by side: the top and bottom of each as parts of the
    /// image's height. Hardly ever more than one.
    pub strips: Vec<(f64, f64)>,
    /// The height of the whole picture on the page, however it is cut.
    pub whole_height: f64,
    /// The width of its column, in which its caption stands.
    pub column: f64,
    /// The caption under it.
    pub caption: Value<'a, Option<&'a str>>,
    /// The form's word before the caption, in a sheet with every place.
    pub caption_label: &'a str,
}

/// A line with a label before it.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The form's words.
    pub label: &'a str,
    /// What stands behind them.
    pub value: Value<'a, Option<&'a str>>,
}

/// A label with its value below.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    /// The form's words.
    pub label: &'a str,
    /// What stands below, piece by piece on one line.
    pub pieces: Vec<FieldPiece<'a>>,
}

/// A piece of a field's line.
#[derive(Debug, Clone)]
pub enum FieldPiece<'a> {
    /// A day.
    Date {
        /// The day.
        value: Value<'a, Option<NaiveDate>>,
        /// The day as ISO 8601 writes it; empty if there is none.
        text: String,
    },
    /// Plain text.
    Line {
        /// What stands between it and the piece before, if it is there.
        separator: &'static str,
        /// The text.
        value: Value<'a, Option<&'a str>>,
        /// Whether it is who wrote the document.
        is_author: bool,
    },
}

impl<'a, T> Value<'a, T> {
    /// A value at a place of the report.
    pub fn new(path: FieldPath, control: &'a str, content: T) -> Self {
        Self { content, path, control }
    }
}

impl Block<'_> {
    /// Whether the first thing of the block is a line to write on.
    pub(crate) fn begins_with_line(&self) -> bool {
        match self {
            Self::Prose(value) => value.content.is_none(),
            Self::Bullets(bullets) => bullets.items.first().is_some_and(|i| i.content.is_none()),
            _ => false,
        }
    }
}

impl Cell<'_> {
    /// Whether nothing stands in the cell.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Prose(value) => value.content.is_none(),
            Self::Line(value) => value.content.is_none(),
        }
    }
}

impl FieldPiece<'_> {
    /// Whether nothing stands there.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Date { value, .. } => value.content.is_none(),
            Self::Line { value, .. } => value.content.is_none(),
        }
    }

    /// Whether it is who wrote the document.
    pub(crate) fn is_author(&self) -> bool {
        matches!(self, Self::Line { is_author: true, .. })
    }
}

impl TickBox<'_> {
    /// The space above the box in points, beside the usual one between two: the first one's, and
    /// what lines to write on are further apart.
    pub(crate) fn space_above(&self, is_first: bool, of: &Measures) -> f64 {
        let is_line = self.text.as_ref().is_some_and(|text| text.content.is_none());
        let line = if is_line { of.above_line() - of.r#box.gap } else { 0.0 };
        line + if is_first { of.r#box.gap_above } else { 0.0 }
    }
}

impl Sheet<'_> {
    /// How many pixels an inch pictures keep at most unless asked otherwise: what offices
    /// print at.
    pub const IMAGE_DPI: u32 = 300;

    /// The figures in the order in which they are shown.
    pub fn figures(&self) -> impl Iterator<Item = &Figure<'_>> {
        self.blocks
            .iter()
            .flat_map(|block| match block {
                Block::Pictures { rows, .. } => rows.as_slice(),
                _ => &[],
            })
            .flatten()
    }
}
