//! What stands in a Word document: paragraphs and tables, as far as a report has use for them.

use std::rc::Rc;

use super::numbering::Mark;
use crate::diagnostic::{Appearance, Foreign};
use crate::field::FieldPath;
use crate::model::Form;

/// What stands in a body or cell.
#[derive(Debug)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub spans: Vec<Span>,
    /// Its style's name in small letters.
    pub style: String,
    /// Its level, if it is a heading.
    pub heading: Option<usize>,
    /// What stands before it, if it is of a list.
    pub mark: Option<Mark>,
    /// How far it is indented, in twips.
    pub indent: i32,
    /// What it holds that a report has no place for.
    pub foreign: Vec<Foreign>,
    /// Looks that the form has not.
    pub lost: Vec<Appearance>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub content: Content,
    /// The innermost field whose control it stands in.
    pub tag: Option<&'static str>,
    pub is_strong: bool,
    pub is_emphasised: bool,
    /// The address that it leads to. Two links to one address are two.
    pub link: Option<Rc<str>>,
}

/// What a piece of a paragraph is.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Text(String),
    Tab,
    Break,
    /// A box, ticked or not.
    Box(bool),
    Picture(Drawing),
    /// The number of the page.
    Page,
}

/// A picture as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The relationship to its file.
    pub relationship: String,
    /// What it is called.
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Whether it is the form's own frame in the place of a picture.
    pub is_frame: bool,
    /// The part that is shown: its top and bottom as parts of the file's height.
    pub part: (f64, f64),
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// The list whose control it stands in or holds.
    pub tag: Option<&'static str>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// The cells by their columns.
    pub cells: Vec<Cell>,
    /// Whether it is repeated at the head of pages.
    pub is_head: bool,
}

/// A cell.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub items: Vec<Item>,
}

impl Span {
    /// Whether anything of it can be seen.
    pub fn is_seen(&self) -> bool {
        match &self.content {
            Content::Text(text) => !text.trim().is_empty(),
            Content::Tab | Content::Break => false,
            Content::Box(_) | Content::Picture(_) | Content::Page => true,
        }
    }
}

impl Paragraph {
    /// Whether nothing can be seen in it.
    pub fn is_blank(&self) -> bool {
        !self.spans.iter().any(Span::is_seen)
    }

    /// Its characters; what is drawn has none.
    pub fn text(&self) -> String {
        text(&self.spans)
    }

    /// Whether some of it stands in the control of a field.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.spans.iter().any(|span| span.tag == Some(tag))
    }

    pub fn add_foreign(&mut self, what: Foreign) {
        if !self.foreign.contains(&what) {
            self.foreign.push(what);
        }
    }

    pub fn add_lost(&mut self, look: Appearance) {
        if !self.lost.contains(&look) {
            self.lost.push(look);
        }
    }
}

/// The characters of some spans.
pub(super) fn text(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        match &span.content {
            Content::Text(more) => text.push_str(more),
            Content::Tab => text.push(' '),
            Content::Break => text.push('\n'),
            Content::Box(_) | Content::Picture(_) | Content::Page => {}
        }
    }
    text
}

/// The field that a tag means, without its place in lists: a row that Word adds has the tag of the
/// one that it was copied from.
pub(super) fn field(tag: &str) -> Option<&'static str> {
    let path: FieldPath = tag.parse().ok()?;
    let place = path.without_positions();
    let controls = &Form::get().words.control;
    controls.get_key_value(&place).map(|(known, _)| known.as_str())
}

/// Whether a text is none that anybody has written: the form's own space or line to write on.
pub(super) fn is_blank_text(text: &str) -> bool {
    text.trim().is_empty()
}
