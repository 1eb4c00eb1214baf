//! A Word document's body as paragraphs and tables in order: controls are opened, tracked changes
//! accepted.

use std::rc::Rc;

use super::content::{Cell, Item, Paragraph, Row, Table, field, is_blank_text};
use super::numbering::Numberings;
use super::styles::{Styles, indent, numbering};
use super::xml::Element;
use crate::diagnostic::Foreign;

/// What is known of a document beside the text in hand.
pub(super) struct Reader<'d> {
    pub styles: &'d Styles,
    pub numberings: Numberings,
    /// Where the relationships of the part in hand lead outside.
    pub links: Vec<(String, String)>,
    /// The relationships of the part in hand to the form's own frame in the place of a picture.
    pub frames: Vec<String>,
    /// Whether anything was tracked as a change.
    pub is_tracked: bool,
}

/// What is around the text in hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub tag: Option<&'static str>,
    pub link: Option<Rc<str>>,
}

/// A field of Word's that is open.
#[derive(Debug)]
pub(super) struct OpenField {
    pub instruction: String,
    /// Whether its result has begun.
    pub has_result: bool,
    pub link: Option<Rc<str>>,
}

/// A paragraph in the making.
#[derive(Default)]
pub(super) struct Draft {
    pub paragraph: Paragraph,
    pub fields: Vec<OpenField>,
}

impl Reader<'_> {
    /// What stands in an element.
    pub fn items(&mut self, parent: &Element<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        self.collect(parent, &Around::default(), &mut items, &mut None);
        items
    }

    /// Collects what stands in an element. `held` is the paragraph whose end was deleted, so that
    /// the next one goes on with it.
    fn collect(
        &mut self,
        parent: &Element<'_>,
        around: &Around,
        items: &mut Vec<Item>,
        held: &mut Option<Draft>,
    ) {
        for element in parent.elements() {
            match &*element.name {
                "w:p" => self.paragraph(element, around, items, held),
                "w:tbl" => {
                    let table = self.table(element, around);
                    items.push(Item::Table(table));
                }
                "w:sdt" => {
                    let around = Self::around(element, around);
                    match element.find("w:sdtContent") {
                        Some(_) if is_placeholder(element) => {
                            items.push(Item::Paragraph(Paragraph::default()));
                        }
                        Some(content) => self.collect(content, &around, items, held),
                        None => {}
                    }
                }
                "w:del" | "w:moveFrom" => self.is_tracked = true,
                "w:ins" | "w:moveTo" => {
                    self.is_tracked = true;
                    self.collect(element, around, items, held);
                }
                "w:customXml" | "w:smartTag" => self.collect(element, around, items, held),
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(element) {
                        self.collect(choice, around, items, held);
                    }
                }
                "w:altChunk" => items.push(Item::Paragraph(Paragraph {
                    foreign: vec![Foreign::Object],
                    ..Paragraph::default()
                })),
                "m:oMathPara" | "m:oMath" => items.push(Item::Paragraph(Paragraph {
                    foreign: vec![Foreign::Equation],
                    ..Paragraph::default()
                })),
                _ => {}
            }
        }
        if let Some(draft) = held.take() {
            items.push(Item::Paragraph(draft.paragraph));
        }
    }

    /// What is around the content of a control.
    pub fn around(control: &Element<'_>, outer: &Around) -> Around {
        let properties = control.find("w:sdtPr");
        let tag = properties.and_then(|p| p.find("w:tag")).and_then(Element::val).and_then(field);
        Around { tag: tag.or(outer.tag), link: outer.link.clone() }
    }

    fn table(&mut self, element: &Element<'_>, around: &Around) -> Table {
        let mut table = Table { rows: Vec::new(), tag: around.tag };
        self.rows(element, around, &mut table);
        table
    }

    fn rows(&mut self, parent: &Element<'_>, around: &Around, table: &mut Table) {
        for element in parent.elements() {
            match &*element.name {
                "w:tr" => {
                    let properties = element.find("w:trPr");
                    let has = |name| properties.and_then(|p| p.find(name)).is_some();
                    self.is_tracked |= has("w:del") || has("w:ins");
                    if !has("w:del") {
                        let is_head = properties
                            .and_then(|p| p.find("w:tblHeader"))
                            .is_some_and(Element::is_on);
                        let mut row = Row { cells: Vec::new(), is_head };
                        self.cells(element, around, &mut row);
                        table.rows.push(row);
                    }
                }
                "w:sdt" => {
                    let inside = Self::around(element, around);
                    table.tag = table.tag.or(inside.tag);
                    if let Some(content) = element.find("w:sdtContent") {
                        self.rows(content, &inside, table);
                    }
                }
                "w:ins" | "w:moveTo" | "w:customXml" => self.rows(element, around, table),
                _ => {}
            }
        }
    }

    fn cells(&mut self, parent: &Element<'_>, around: &Around, row: &mut Row) {
        for element in parent.elements() {
            match &*element.name {
                "w:tc" => {
                    let mut cell = Cell::default();
                    self.collect(element, around, &mut cell.items, &mut None);
                    let properties = element.find("w:tcPr");
                    let span = properties.and_then(|p| p.find("w:gridSpan"));
                    let span = span.and_then(|span| span.val()?.parse().ok()).unwrap_or(1_usize);
                    row.cells.push(cell);
                    // More columns than Word allows are nobody's.
                    for _ in 1..span.min(63) {
                        row.cells.push(Cell::default());
                    }
                }
                "w:sdt" => {
                    let inside = Self::around(element, around);
                    if let Some(content) = element.find("w:sdtContent") {
                        self.cells(content, &inside, row);
                    }
                }
                "w:ins" | "w:moveTo" | "w:customXml" => self.cells(element, around, row),
                _ => {}
            }
        }
    }

    fn paragraph(
        &mut self,
        element: &Element<'_>,
        around: &Around,
        items: &mut Vec<Item>,
        held: &mut Option<Draft>,
    ) {
        let properties = element.find("w:pPr");
        let find = |name| properties.and_then(|properties| properties.find(name));
        let style = find("w:pStyle").and_then(Element::val);
        let mut draft = held.take().unwrap_or_default();
        let mark = find("w:rPr");
        let is_end_deleted = mark.is_some_and(|mark| mark.find("w:del").is_some());
        self.is_tracked |= is_end_deleted || mark.is_some_and(|mark| mark.find("w:ins").is_some());
        self.inline(element, around, &mut draft);
        if is_end_deleted {
            *held = Some(draft);
            return;
        }
        let listed = match find("w:numPr").and_then(numbering) {
            Some(listed) => Some(listed),
            None => self.styles.find(style, |style| style.numbering.clone()),
        };
        let paragraph = &mut draft.paragraph;
        self.styles.name(style).clone_into(&mut paragraph.style);
        paragraph.heading = self.styles.heading(style);
        // What is empty is not counted.
        let is_seen = !paragraph.is_blank();
        paragraph.mark =
            listed.filter(|_| is_seen).and_then(|(id, level)| self.numberings.next(&id, level));
        let of_style = || self.styles.find(style, |style| style.indent);
        let of_mark = || paragraph.mark.and_then(|mark| mark.indent);
        let own = find("w:ind").and_then(indent);
        paragraph.indent = own.or_else(of_mark).or_else(of_style).unwrap_or(0);
        items.push(Item::Paragraph(draft.paragraph));
    }
}

/// The part of alternatives that is read: the newer one, unless it is empty.
pub(super) fn alternative<'e, 'a>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let choice = element.find("mc:Choice").filter(|choice| choice.elements().next().is_some());
    choice.or_else(|| element.find("mc:Fallback"))
}

pub(super) fn has_descendant(element: &Element<'_>, local: &str) -> bool {
    element.elements().any(|child| child.local() == local || has_descendant(child, local))
}

/// Whether a control shows nothing but what stands in an empty one.
pub(super) fn is_placeholder(control: &Element<'_>) -> bool {
    let properties = control.find("w:sdtPr");
    let shows = properties.is_some_and(|p| p.find("w:showingPlcHdr").is_some_and(Element::is_on));
    let Some(content) = control.find("w:sdtContent").filter(|_| shows) else { return false };
    let mut text = String::new();
    if has_descendant(content, "drawing") || has_descendant(content, "tbl") {
        return false;
    }
    characters(content, &mut text);
    is_blank_text(&text)
}

fn characters(element: &Element<'_>, out: &mut String) {
    if element.name == "w:t" {
        out.push_str(&element.text());
    }
    for child in element.elements() {
        characters(child, out);
    }
}
