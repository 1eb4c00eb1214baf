//! Marks that say which field is where, for pages that are looked at while a report is written.

use super::words::{Node, Space, Text};
use crate::field::FieldPath;

/// How wide the place of a registration number that is missing is, in points: about as wide as one.
pub(super) const NUMBER_WIDTH: f64 = 90.0;

/// The same of a contact behind the author's name.
pub(super) const CONTACT_WIDTH: f64 = 60.0;

/// Whether the layout says which field is where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    None,
    Fields,
}

impl Marks {
    /// A field's place, if the layout has marks.
    pub(super) fn place(self, path: &FieldPath) -> Option<String> {
        (self == Self::Fields).then(|| path.to_string())
    }

    /// Where a field's text would stand, from where this is put in points, if the layout has marks.
    pub(super) fn space(
        self,
        path: &FieldPath,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
    ) -> Option<Space> {
        let place = self.place(path)?;
        Some(Space { place, x, y, width, height })
    }

    /// A field's text, between marks if the layout has any.
    pub(super) fn marked<'a>(self, path: &FieldPath, mut text: Text<'a>) -> Text<'a> {
        if let Some(place) = self.place(path)
            && !text.is_empty()
        {
            text.push(Node::end(&place));
            text.insert(0, Node::Place { place });
        }
        text
    }
}
