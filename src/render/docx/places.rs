//! What docx-rs cannot express, set aside while it builds the document.
//!
//! Each such place stands in docx-rs's tree as a bare content control whose alias is a number:
//! the place's position in this list. The completion pass puts the real markup there.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use docx_rs::{StructuredDataTag, StructuredDataTagChild};

use crate::characters::without_break_marks;
use crate::metrics::Face;
use crate::sheet::Value;

/// The glyphs of Word's check boxes and the typeface that Word takes them from.
pub(super) const TICKED: &str = "\u{2612}";
pub(super) const UNTICKED: &str = "\u{2610}";
pub(super) const BOX_FONT: &str = "MS Gothic";

/// The places of one document.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    /// In the order in which they were marked.
    anchors: Vec<Anchor<'a>>,
    /// The values that the document keeps beside its text, by their places in the report: what is
    /// shown twice is one value.
    bound: Vec<(String, Option<String>)>,
}

/// A place.
#[derive(Debug)]
pub(super) enum Anchor<'a> {
    /// A content control around what stands in the place.
    Control(Control<'a>),
    /// A table, whose rows below the head are items of the control's list.
    Table(Control<'a>),
    /// A link to an address, carried by what stands in the place.
    Link(Cow<'a, str>),
    /// A picture.
    Picture(Drawing<'a>),
}

/// A content control.
#[derive(Debug)]
pub(super) struct Control<'a> {
    /// The value's place in the report file, such as `evaluation[2].assessment`; empty for what
    /// has none of its own.
    pub(super) tag: String,
    /// What Word calls the control.
    pub(super) name: &'a str,
    /// What stands in it when it is empty.
    pub(super) blank: Blank,
    /// Where its value is kept beside the text.
    pub(super) binding: Option<Binding>,
    pub(super) kind: Kind,
    /// Whether the control itself cannot be deleted.
    pub(super) is_kept: bool,
    /// Whether it is empty, so that typing replaces what it shows.
    pub(super) empty: bool,
}

/// What stands in an empty control: it is printed, so it is the form's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// A space, something to click at.
    Space,
    /// A line to write on, up to the paragraph's next tab stop.
    Line,
    /// The same drawn by the tab stop: LibreOffice shows none of a run's look in a control for plain
    /// text.
    LineOfTab,
    /// A frame to put a picture in.
    Picture,
}

/// Where a control's value is kept beside the text, so that it is the same wherever it is shown. Such
/// a control is for plain text or a date, and holds one run.
#[derive(Debug, Clone, Copy)]
pub(super) enum Binding {
    /// In the document's title.
    Title,
    /// In the document's author.
    Author,
    /// Among the document's own values: which one, from 0.
    Value(usize),
}

/// What a control holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// Characters on one line.
    PlainText,
    /// Paragraphs, lists and links.
    RichText,
    /// A day.
    Date(Option<NaiveDate>),
    /// A box, ticked or not.
    CheckBox(bool),
    Picture,
    /// A list of items; Word offers a plus sign that adds one.
    Repeating,
    /// An item of such a list.
    RepeatingItem,
}

impl Kind {
    /// The kind for plain text. Where the text is set in a second typeface, it is rich text:
    /// a control for plain text has one look, to which LibreOffice holds it.
    pub(super) fn of(text: Option<&str>) -> Self {
        let is_one_face = |text: &str| text.chars().all(|character| Face::PROSE.draws(character));
        if text.is_none_or(is_one_face) { Self::PlainText } else { Self::RichText }
    }
}

/// A picture as it is drawn.
#[derive(Debug)]
pub(super) struct Drawing<'a> {
    /// The file.
    pub(super) bytes: Arc<[u8]>,
    /// The file's usual extension.
    pub(super) extension: &'static str,
    /// What the picture is called: a report's by the path of its file.
    pub(super) name: &'a str,
    /// Width and height in points.
    pub(super) size: (f64, f64),
    /// The part that is shown: its top and bottom as parts of the file's height.
    pub(super) part: (f64, f64),
    /// What it shows, for those who cannot see it.
    pub(super) alt: Cow<'a, str>,
}

impl<'a> Control<'a> {
    /// A control for the value at `tag`.
    pub(super) fn new(tag: impl Into<String>, name: &'a str, kind: Kind) -> Self {
        Self {
            tag: tag.into(),
            name,
            blank: if matches!(kind, Kind::Picture) { Blank::Picture } else { Blank::Space },
            binding: None,
            kind,
            is_kept: false,
            empty: false,
        }
    }

    /// A control for a value of the sheet.
    pub(super) fn of<T>(value: &Value<'a, T>, kind: Kind) -> Self {
        Self::new(value.path.to_string(), value.control, kind)
    }

    /// Protects the control itself; for values that the form has exactly one of. An item of a
    /// repeating list stays free, or Word would refuse to delete it.
    pub(super) fn kept(self) -> Self {
        Self { is_kept: true, ..self }
    }

    /// A control for an item of this list.
    pub(super) fn item(&self) -> Self {
        Self { kind: Kind::RepeatingItem, ..self.inner() }
    }

    /// A control within this one, for a part of its value.
    pub(super) fn inner(&self) -> Self {
        Self { tag: String::new(), is_kept: false, binding: None, ..*self }
    }

    /// Has a line to write on in the control when it is empty.
    pub(super) fn lined(self) -> Self {
        let is_plain = matches!(self.kind, Kind::PlainText);
        Self { blank: if is_plain { Blank::LineOfTab } else { Blank::Line }, ..self }
    }

    /// Keeps the value beside the text, if it is to be.
    pub(super) fn bound(self, binding: Option<Binding>) -> Self {
        Self { binding, ..self }
    }

    /// Marks the control as empty, if it is.
    pub(super) fn empty_if(self, empty: bool) -> Self {
        Self { empty, ..self }
    }
}

impl<'a> Places<'a> {
    /// Marks a place around `content`.
    pub(super) fn mark(
        &mut self,
        place: Anchor<'a>,
        content: Vec<StructuredDataTagChild>,
    ) -> StructuredDataTag {
        let mut tag = StructuredDataTag::new().alias(self.anchors.len().to_string());
        tag.children = content;
        self.anchors.push(place);
        tag
    }

    /// Keeps the value of a place beside the text. What has marks for lines' ends is not kept: there
    /// they would be characters that are seen.
    pub(super) fn bind<T>(&mut self, value: &Value<'a, T>, text: Option<&str>) -> Option<Binding> {
        if text.is_some_and(|text| without_break_marks(text) != text) {
            return None;
        }
        let place = value.path.to_string();
        let known = self.bound.iter().position(|(known, _)| *known == place);
        if known.is_none() {
            self.bound.push((place, text.map(str::to_owned)));
        }
        Some(Binding::Value(known.unwrap_or(self.bound.len() - 1)))
    }

    /// The values that are kept beside the text, by their places in the report.
    pub(super) fn bound(&self) -> &[(String, Option<String>)] {
        &self.bound
    }

    /// The place that an alias stands for.
    pub(super) fn get(&self, alias: &str) -> Option<&Anchor<'a>> {
        self.anchors.get(alias.parse::<usize>().ok()?)
    }
}
