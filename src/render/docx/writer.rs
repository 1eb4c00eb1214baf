//! A body under construction: what is written so far, and the places in it.

use docx_rs::{DocumentChild, Numbering, Paragraph, StructuredDataTag};

use super::numbering;
use super::places::Places;
use crate::model::{Form, Marker, Measures};

/// Writes the parts of a body; one file a kind of part adds to what it can do.
pub(super) struct Writer<'a> {
    pub(super) measures: &'a Measures,
    /// Whether the document has a place for everything that can be filled in.
    pub(super) has_every_place: bool,
    pub(super) places: Places<'a>,
    /// The lists that count, each with a numbering of its own.
    pub(super) counted: Vec<Numbering>,
    pub(super) content: Vec<DocumentChild>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(form: &'a Form, has_every_place: bool) -> Self {
        Self {
            has_every_place,
            measures: &form.measures,
            places: Places::default(),
            counted: Vec::new(),
            content: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub(super) fn add(&mut self, paragraph: Paragraph) {
        self.content.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// Adds a place.
    pub(super) fn add_place(&mut self, place: StructuredDataTag) {
        self.content.push(DocumentChild::StructuredDataTag(Box::new(place)));
    }

    /// The number of a numbering of its own for items that count up from `start`.
    pub(super) fn number_from(&mut self, marker: Marker, start: u64, level: usize) -> usize {
        let (number, numbering) = numbering::counted(self.counted.len(), marker, level, start);
        self.counted.push(numbering);
        number
    }
}
