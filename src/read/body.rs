//! A Word document's body as paragraphs and tables in order: controls are opened, tracked changes
//! accepted, runs put together.

use std::rc::Rc;

use super::numbering::{Mark, Numberings};
use super::styles::{Styles, indent, numbering};
use super::xml::{Element, Node};
use crate::diagnostic::{Appearance, Foreign};
use crate::field::FieldPath;
use crate::model::{ControlWords, Form};

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

/// What is known of a document beside the text in hand.
pub(super) struct Reader<'d> {
    pub styles: &'d Styles,
    pub numberings: Numberings,
    /// Where the relationships of the part in hand lead outside.
    pub links: Vec<(String, String)>,
    /// Whether anything was tracked as a change.
    pub is_tracked: bool,
}

/// What is around the text in hand.
#[derive(Debug, Clone, Default)]
struct Around {
    tag: Option<&'static str>,
    link: Option<Rc<str>>,
}

/// A field of Word's that is open.
#[derive(Debug)]
struct OpenField {
    instruction: String,
    /// Whether its result has begun.
    has_result: bool,
    link: Option<Rc<str>>,
}

/// A paragraph in the making.
#[derive(Default)]
struct Draft {
    paragraph: Paragraph,
    fields: Vec<OpenField>,
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
                    let around = self.around(element, around);
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
    fn around(&self, control: &Element<'_>, outer: &Around) -> Around {
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
                    let inside = self.around(element, around);
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
                    let inside = self.around(element, around);
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
        paragraph.style = self.styles.name(style).to_owned();
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

    /// Reads what stands in a paragraph, or in a part of it.
    fn inline(&mut self, parent: &Element<'_>, around: &Around, draft: &mut Draft) {
        for element in parent.elements() {
            match &*element.name {
                "w:r" => self.run(element, around, draft),
                "w:hyperlink" => {
                    let id = element.attribute("r:id");
                    let target = id.and_then(|id| self.links.iter().find(|(known, _)| known == id));
                    // A link to a place in the document itself leads nowhere on paper.
                    let link = target.map(|(_, address)| Rc::from(address.as_str()));
                    let inside = Around { link: link.or(around.link.clone()), ..around.clone() };
                    self.inline(element, &inside, draft);
                }
                "w:sdt" => self.control(element, around, draft),
                "w:del" | "w:moveFrom" => self.is_tracked = true,
                "w:ins" | "w:moveTo" => {
                    self.is_tracked = true;
                    self.inline(element, around, draft);
                }
                "w:fldSimple" => {
                    let instruction = element.attribute("w:instr").unwrap_or_default();
                    let link = link_of(instruction);
                    if is_page(instruction) {
                        push(draft, Content::Page, around, &Look::default());
                    }
                    let inside = Around { link: link.or(around.link.clone()), ..around.clone() };
                    self.inline(element, &inside, draft);
                }
                "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => {
                    self.inline(element, around, draft);
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = alternative(element) {
                        self.inline(choice, around, draft);
                    }
                }
                "m:oMath" | "m:oMathPara" => draft.paragraph.add_foreign(Foreign::Equation),
                _ => {}
            }
        }
    }

    fn control(&mut self, element: &Element<'_>, around: &Around, draft: &mut Draft) {
        let inside = self.around(element, around);
        let properties = element.find("w:sdtPr");
        if let Some(check_box) = properties.and_then(|p| p.find("w14:checkbox")) {
            let state = check_box.find("w14:checked").and_then(|e| e.attribute("w14:val"));
            let is_ticked = matches!(state, Some("1" | "true" | "on"));
            push(draft, Content::Box(is_ticked), &inside, &Look::default());
            return;
        }
        if let Some(content) = element.find("w:sdtContent")
            && !is_placeholder(element)
        {
            self.inline(content, &inside, draft);
        }
    }

    fn run(&mut self, element: &Element<'_>, around: &Around, draft: &mut Draft) {
        let properties = element.find("w:rPr");
        let find = |name| properties.and_then(|properties| properties.find(name));
        let style = find("w:rStyle").and_then(Element::val);
        let toggle = |name, of_style: Option<bool>| match find(name) {
            Some(own) => own.is_on(),
            None => of_style.unwrap_or(false),
        };
        let look = Look {
            is_strong: toggle("w:b", self.styles.find(style, |style| style.is_strong)),
            is_emphasised: toggle("w:i", self.styles.find(style, |style| style.is_emphasised)),
        };
        let link = draft.fields.iter().rev().find_map(|field| field.link.clone());
        let around = &Around { link: link.or(around.link.clone()), ..around.clone() };
        let before = draft.paragraph.spans.len();
        for node in &element.children {
            let Node::Element(element) = node else { continue };
            if is_hidden_by_field(draft) && !matches!(&*element.name, "w:fldChar" | "w:instrText") {
                continue;
            }
            match &*element.name {
                "w:t" => push(draft, Content::Text(element.text()), around, &look),
                "w:tab" | "w:ptab" => push(draft, Content::Tab, around, &look),
                "w:br" if matches!(element.attribute("w:type"), Some("page" | "column")) => {}
                "w:br" | "w:cr" => push(draft, Content::Break, around, &look),
                "w:noBreakHyphen" => push_char(draft, '\u{2011}', around, &look),
                "w:softHyphen" => push_char(draft, '\u{AD}', around, &look),
                "w:sym" => {
                    let code = element.attribute("w:char");
                    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
                    match code.and_then(char::from_u32) {
                        Some(character) => push_char(draft, symbol(character), around, &look),
                        None => draft.paragraph.add_foreign(Foreign::Object),
                    }
                }
                "w:pgNum" => push(draft, Content::Page, around, &look),
                "w:fldChar" => field_character(element, draft, around),
                "w:instrText" => {
                    if let Some(field) = draft.fields.last_mut() {
                        field.instruction.push_str(&element.text());
                    }
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    draft.paragraph.add_foreign(Foreign::Note);
                }
                "w:commentReference" => draft.paragraph.add_foreign(Foreign::Comment),
                "w:drawing" | "w:pict" | "w:object" => drawn(element, draft, around, &look),
                "mc:AlternateContent" => {
                    for element in alternative(element).into_iter().flat_map(Element::elements) {
                        drawn(element, draft, around, &look);
                    }
                }
                "w:ruby" => {
                    if let Some(base) = element.find("w:rubyBase") {
                        self.inline(base, around, draft);
                    }
                }
                _ => {}
            }
        }
        let spans = &mut draft.paragraph.spans;
        // What stands in an empty field looks like nothing else.
        if self.styles.name(style) == "placeholder text"
            && is_placeholder_text(&text(&spans[before..]))
            && !spans[before..].iter().any(|span| matches!(span.content, Content::Picture(_)))
        {
            spans.truncate(before);
        }
        if spans[before..].iter().any(Span::is_seen) {
            let value = |name| find(name).and_then(Element::val);
            let is_link = around.link.is_some() || self.styles.name(style) == "hyperlink";
            let has = |name| find(name).is_some_and(Element::is_on);
            for (look, is_lost) in [
                (
                    Appearance::Underline,
                    !is_link && value("w:u").is_some_and(|kind| kind != "none"),
                ),
                (Appearance::Strike, has("w:strike") || has("w:dstrike")),
                (
                    Appearance::Script,
                    matches!(value("w:vertAlign"), Some("superscript" | "subscript")),
                ),
                (Appearance::Highlight, value("w:highlight").is_some_and(|c| c != "none")),
                (Appearance::Hidden, has("w:vanish")),
            ] {
                if is_lost {
                    draft.paragraph.add_lost(look);
                }
            }
        }
    }
}

/// How a run looks.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    is_strong: bool,
    is_emphasised: bool,
}

fn push(draft: &mut Draft, content: Content, around: &Around, look: &Look) {
    draft.paragraph.spans.push(Span {
        content,
        tag: around.tag,
        is_strong: look.is_strong,
        is_emphasised: look.is_emphasised,
        link: around.link.clone(),
    });
}

fn push_char(draft: &mut Draft, character: char, around: &Around, look: &Look) {
    push(draft, Content::Text(character.to_string()), around, look);
}

/// What a character of a symbol font shows, for those that people meet: boxes and bullets.
fn symbol(character: char) -> char {
    match character {
        // Wingdings.
        '\u{F0FE}' | '\u{F0FD}' | '\u{F054}' => '☒',
        '\u{F0A8}' | '\u{F06F}' => '☐',
        other => other,
    }
}

/// Whether the run in hand is a field's instruction, or its old result is not begun.
fn is_hidden_by_field(draft: &Draft) -> bool {
    draft.fields.iter().any(|field| !field.has_result)
}

fn field_character(element: &Element<'_>, draft: &mut Draft, around: &Around) {
    match element.attribute("w:fldCharType") {
        Some("begin") => {
            let instruction = String::new();
            draft.fields.push(OpenField { instruction, has_result: false, link: None });
        }
        Some("separate" | "end") => {
            let is_end = element.attribute("w:fldCharType") == Some("end");
            let Some(field) = draft.fields.last_mut() else { return };
            let is_new = !std::mem::replace(&mut field.has_result, true);
            field.link = link_of(&field.instruction);
            let shows_page = is_new && is_page(&field.instruction);
            if is_end {
                draft.fields.pop();
            }
            if shows_page {
                push(draft, Content::Page, around, &Look::default());
            }
        }
        _ => {}
    }
}

fn is_page(instruction: &str) -> bool {
    matches!(instruction.split_whitespace().next(), Some("PAGE" | "NUMPAGES"))
}

/// The address that a field links to.
fn link_of(instruction: &str) -> Option<Rc<str>> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let address = rest.split('"').nth(1)?;
    (!address.is_empty() && !rest.trim_start().starts_with("\\l")).then(|| Rc::from(address))
}

/// The part of alternatives that is read: the newer one, unless it is empty.
fn alternative<'e, 'a>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let choice = element.find("mc:Choice").filter(|choice| choice.elements().next().is_some());
    choice.or_else(|| element.find("mc:Fallback"))
}

/// Reads what is drawn: a picture, or something that has no place.
fn drawn(element: &Element<'_>, draft: &mut Draft, around: &Around, look: &Look) {
    let has = |local: &str| has_descendant(element, local);
    if has("txbxContent") || has("textbox") {
        return draft.paragraph.add_foreign(Foreign::TextBox);
    }
    if element.name == "w:object" || has("OLEObject") {
        return draft.paragraph.add_foreign(Foreign::Object);
    }
    let properties = element.descendant("wp:docPr").or_else(|| element.descendant("v:shape"));
    let inner = element.descendant("pic:cNvPr");
    let attribute = |names: &[&str]| {
        let of = |element: Option<&Element<'_>>| {
            let found = names.iter().find_map(|name| element?.attribute(name));
            found.map(str::to_owned).filter(|text| !text.is_empty())
        };
        of(properties).or_else(|| of(inner)).unwrap_or_default()
    };
    let picture = |relationship: &str| Drawing {
        relationship: relationship.to_owned(),
        name: inner.and_then(|inner| inner.attribute("name")).unwrap_or_default().to_owned(),
        alt: attribute(&["descr", "alt"]),
    };
    let blip = element.descendant("a:blip");
    let drawing = match (blip, element.descendant("v:imagedata")) {
        (Some(blip), _) => match (blip.attribute("r:embed"), blip.attribute("r:link")) {
            (Some(id), _) if !id.is_empty() => picture(id),
            (_, Some(_)) => return draft.paragraph.add_foreign(Foreign::LinkedPicture),
            _ => return draft.paragraph.add_foreign(Foreign::Shape),
        },
        (None, Some(data)) => match data.attribute("r:id") {
            Some(id) => picture(id),
            None => return draft.paragraph.add_foreign(Foreign::Shape),
        },
        (None, None) => {
            let is_object = has("chart") || has("relIds");
            let what = if is_object { Foreign::Object } else { Foreign::Shape };
            return draft.paragraph.add_foreign(what);
        }
    };
    push(draft, Content::Picture(drawing), around, look);
}

fn has_descendant(element: &Element<'_>, local: &str) -> bool {
    element.elements().any(|child| child.local() == local || has_descendant(child, local))
}

/// The field that a tag means, without its place in lists: a row that Word adds has the tag of the
/// one that it was copied from.
pub(super) fn field(tag: &str) -> Option<&'static str> {
    let path: FieldPath = tag.parse().ok()?;
    let place = path.without_positions();
    let controls = &Form::get().words.control;
    controls.get_key_value(&place).map(|(known, _)| known.as_str())
}

/// Whether a control shows nothing but what stands in an empty one.
fn is_placeholder(control: &Element<'_>) -> bool {
    let properties = control.find("w:sdtPr");
    let shows = properties.is_some_and(|p| p.find("w:showingPlcHdr").is_some_and(Element::is_on));
    let Some(content) = control.find("w:sdtContent").filter(|_| shows) else { return false };
    let mut text = String::new();
    if has_descendant(content, "drawing") || has_descendant(content, "tbl") {
        return false;
    }
    characters(content, &mut text);
    is_placeholder_text(&text)
}

/// Whether a text is none that anybody has written: blank, or what an empty control says.
pub(super) fn is_placeholder_text(text: &str) -> bool {
    let text = text.trim();
    let says = |words: &ControlWords| words.placeholder == text;
    text.is_empty() || Form::get().controls.iter().any(says)
}

fn characters(element: &Element<'_>, out: &mut String) {
    if element.name == "w:t" {
        out.push_str(&element.text());
    }
    for child in element.elements() {
        characters(child, out);
    }
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

    fn add_foreign(&mut self, what: Foreign) {
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
