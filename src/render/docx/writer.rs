//! A body under construction: what is written so far, and the places in it.

use docx_rs::{DocumentChild, Numbering, Paragraph, Run, StructuredDataTag};

use super::numbering;
use super::places::{Anchor, Control, Kind, Places};
use super::runs::child;
use crate::model::{ControlWords, Form, Marker, Measures};

/// Writes the parts of a body; one file a kind of part adds to what it can do.
pub(super) struct Writer<'a> {
    pub(super) measures: &'a Measures,
    pub(super) places: Places<'a>,
    /// The lists that count, each with a numbering of its own.
    pub(super) counted: Vec<Numbering>,
    pub(super) content: Vec<DocumentChild>,
    /// The words of the controls around the form's own text.
    fixed: &'a ControlWords,
}

impl<'a> Writer<'a> {
    pub(super) fn new(form: &'a Form) -> Self {
        Self {
            measures: &form.measures,
            places: Places::default(),
            counted: Vec::new(),
            content: Vec::new(),
            fixed: form.control("form"),
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

    /// Text of the form's own, protected against change.
    pub(super) fn fixed(&mut self, text: &str) -> StructuredDataTag {
        let control = Control::new("", self.fixed, Kind::RichText).fixed();
        self.places.mark(Anchor::Control(control), vec![child(Run::new().add_text(text))])
    }

    /// A paragraph of the form's own.
    pub(super) fn fixed_paragraph(&mut self, style: &str, text: &str) -> Paragraph {
        Paragraph::new().style(style).add_structured_data_tag(self.fixed(text))
    }

    /// The number of a numbering of its own for items that count up from `start`.
    pub(super) fn number_from(&mut self, marker: Marker, start: u64, level: usize) -> usize {
        let (number, numbering) = numbering::counted(self.counted.len(), marker, level, start);
        self.counted.push(numbering);
        number
    }
}
