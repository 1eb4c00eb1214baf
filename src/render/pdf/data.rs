//! What the template reads, as JSON.

use std::borrow::Cow;

use serde::Serialize;

use super::words::{Space, Text};
use crate::attachment::Relationship;
use crate::model::{Mark, Marker};
use crate::sheet::About;

/// The content of the template's `report.json`.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    pub(super) about: &'a About<'a>,
    /// The date of the document, as the arguments of Typst's `datetime`.
    pub(super) date: Option<Date>,
    pub(super) head: HeadData<'a>,
    pub(super) blocks: Vec<BlockData<'a>>,
    pub(super) attachments: Vec<AttachmentData<'a>>,
}

/// A file that travels in the PDF, as the arguments of Typst's `pdf.attach`, and where its bytes are.
#[derive(Serialize)]
pub(super) struct AttachmentData<'a> {
    pub(super) name: &'a str,
    pub(super) path: String,
    pub(super) relationship: Relationship,
    pub(super) media_type: &'a str,
    pub(super) description: &'a str,
}

#[derive(Serialize)]
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: u32,
    pub(super) day: u32,
}

#[derive(Serialize)]
pub(super) struct HeadData<'a> {
    pub(super) mark: &'a Mark,
    pub(super) registration_number: Option<NumberData<'a>>,
    /// Where the number would stand, if there is none and the layout has marks.
    pub(super) number_space: Option<Space>,
    pub(super) columns: Vec<HeadColumnData<'a>>,
    /// Belongs to no field, which matters where one goes on from the page before.
    pub(super) place: Option<String>,
    /// Whether a value may take more than two lines.
    pub(super) may_be_tall: bool,
}

#[derive(Serialize)]
pub(super) struct NumberData<'a> {
    pub(super) label: &'a str,
    pub(super) value: Text<'a>,
}

#[derive(Serialize)]
pub(super) struct HeadColumnData<'a> {
    pub(super) label: &'a str,
    pub(super) value: Text<'a>,
    pub(super) width: f64,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BlockData<'a> {
    /// `text` for the bookmarks.
    Title {
        text: Cow<'a, str>,
        content: Text<'a>,
        width: f64,
    },
    Heading {
        text: &'a str,
    },
    Bullets {
        items: Vec<Text<'a>>,
    },
    Table {
        columns: Vec<ColumnData<'a>>,
        text: &'static str,
        rows: Vec<RowData<'a>>,
    },
    Note {
        text: &'a str,
    },
    FirstPageEnd,
    /// `place` for the line, where there is nothing on it.
    Prose {
        content: Option<Vec<ProseData<'a>>>,
        place: Option<String>,
    },
    Boxes {
        boxes: Vec<BoxData<'a>>,
    },
    Pictures {
        rows: Vec<Vec<FigureData<'a>>>,
    },
    EmptyBox {
        place: Option<String>,
    },
    Field {
        label: &'a str,
        content: Text<'a>,
    },
}

#[derive(Serialize)]
pub(super) struct ColumnData<'a> {
    pub(super) label: &'a str,
    pub(super) width: f64,
    /// As that of the head of the pages.
    pub(super) place: Option<String>,
}

#[derive(Serialize)]
pub(super) struct RowData<'a> {
    pub(super) cells: Vec<CellData<'a>>,
    pub(super) may_fill_page: bool,
}

#[derive(Serialize)]
pub(super) struct CellData<'a> {
    /// The cell's width, on its first line, if the layout has marks.
    pub(super) space: Option<Space>,
    #[serde(flatten)]
    pub(super) content: CellContent<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "content", rename_all = "kebab-case")]
pub(super) enum CellContent<'a> {
    Prose(Vec<ProseData<'a>>),
    Line(Text<'a>),
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum ProseData<'a> {
    Paragraph { content: Text<'a> },
    List { marker: Marker, items: Vec<ItemData<'a>> },
}

#[derive(Serialize)]
pub(super) struct ItemData<'a> {
    pub(super) number: u64,
    pub(super) blocks: Vec<ProseData<'a>>,
}

#[derive(Serialize)]
pub(super) struct BoxData<'a> {
    pub(super) ticked: bool,
    pub(super) state: &'a str,
    pub(super) label: &'a str,
    /// Whether the author completes the label.
    pub(super) is_completed: bool,
    pub(super) text: Option<Text<'a>>,
    pub(super) place: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FigureData<'a> {
    pub(super) path: String,
    pub(super) alt: &'a str,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) column: f64,
    pub(super) strips: &'a [(f64, f64)],
    pub(super) whole_height: f64,
    pub(super) caption: Option<Text<'a>>,
    pub(super) place: Option<String>,
    /// Where the caption would stand, if there is none and the layout has marks.
    pub(super) caption_space: Option<Space>,
}

/// The virtual path of an attachment: the same for every report.
pub(super) fn attachment_path(index: usize) -> String {
    format!("/attachment/{index}")
}

/// The virtual path of a picture: the same for every report.
pub(super) fn picture_path(index: usize) -> String {
    format!("/picture/{index}")
}
