//! Content controls, links, repeating rows and pictures, put where docx-rs's tree marks them.

use super::super::package::Part;
use super::super::places::{Anchor, BOX_FONT, Control, Drawing, Kind, Places, TICKED, UNTICKED};
use super::super::xml::{Element, Node};
use super::drawing::drawing;
use super::glossary;
use super::properties::Relationship;
use super::values::data_binding;
use crate::model::Form;

/// The pass over the parts that hold places. One for a document: identifiers count through it.
pub(super) struct Completion<'p> {
    places: &'p Places<'p>,
    /// Whether controls are put in, or only what stands in them.
    has_controls: bool,
    /// Whether the element in hand stands in a link.
    is_in_link: bool,
    /// The last identifier given to a control or drawing.
    last_id: u32,
    /// What the part in hand refers to.
    relationships: Vec<Relationship>,
    media: Vec<Part>,
}

impl<'p> Completion<'p> {
    pub(super) fn new(places: &'p Places<'p>, has_controls: bool) -> Self {
        Self {
            places,
            has_controls,
            is_in_link: false,
            last_id: 0,
            relationships: Vec::new(),
            media: Vec::new(),
        }
    }

    /// What the part just done refers to.
    pub(super) fn take_relationships(&mut self) -> Vec<Relationship> {
        std::mem::take(&mut self.relationships)
    }

    /// The files of all pictures.
    pub(super) fn into_media(self) -> Vec<Part> {
        self.media
    }

    /// Puts the real markup where places are marked, in this element and all below it.
    pub(super) fn put_in_place(&mut self, element: &mut Element<'_>) {
        match element.name {
            // Identifiers of paragraphs are for merging and comments; without them the part is
            // smaller and depends on nothing but its content.
            "w:p" => element.clear_attributes(),
            // A break is one of the line unless it says otherwise.
            "w:br" if element.attribute("w:type") == Some("textWrapping") => {
                element.clear_attributes();
            }
            // Programs that do not know the extensions are to pass over them.
            "w:document" => {
                element.remove_attribute("mc:Ignorable");
                element.set("mc:Ignorable", "w14 w15 wp14");
            }
            "w:r" => set_hyphens(element),
            "w:gridCol" => element.remove_attribute("w:type"),
            "w:tbl" => repeat_head_row(element),
            "w:tblPr" => complete_table_properties(element),
            "w:sectPr" => element.remove("w:docGrid"),
            "w:sdt" => {
                if let Some(place) = place_of(element).and_then(|alias| self.places.get(alias)) {
                    self.put(place, element);
                }
            }
            _ => {}
        }
        if !self.has_controls {
            element.children = self.opened(std::mem::take(&mut element.children));
        }
        let was_in_link = self.is_in_link;
        self.is_in_link |= element.name == "w:hyperlink";
        for child in element.elements_mut() {
            self.put_in_place(child);
        }
        self.is_in_link = was_in_link;
    }

    /// Nodes with what stands in controls in the place of those.
    fn opened<'a>(&self, nodes: Vec<Node<'a>>) -> Vec<Node<'a>> {
        let mut opened = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Element(mut element) if self.is_control(&element) => {
                    let content = element.take("w:sdtContent").unwrap_or_default();
                    opened.extend(self.opened(content.children));
                }
                node => opened.push(node),
            }
        }
        opened
    }

    /// Whether a control is to stand at a place.
    fn is_control(&self, element: &Element<'_>) -> bool {
        let alias = place_of(element).filter(|_| element.name == "w:sdt");
        let place = alias.and_then(|alias| self.places.get(alias));
        matches!(place, Some(Anchor::Control(_) | Anchor::Table(_)))
    }

    /// Turns a marked place into what it stands for.
    fn put(&mut self, place: &Anchor<'_>, element: &mut Element<'_>) {
        let mut marked = std::mem::take(element);
        let content = marked.take("w:sdtContent").unwrap_or_default().children;
        *element = match place {
            Anchor::Control(control) => self.control(control, content),
            Anchor::Table(rows) => self.table(rows, content),
            Anchor::Link(url) => {
                let id = self.relate(Relationship::link(url));
                Element::new("w:hyperlink").with("r:id", &id).with("w:history", "1").nodes(content)
            }
            Anchor::Picture(picture) => {
                let id = self.next_id();
                let file = self.file(picture);
                let relationship = self.relate(Relationship::image(&file));
                Element::new("w:r").child(drawing(picture, id, &relationship))
            }
        };
    }

    /// The file of a picture, seen from the parts that refer to it. The same picture has one.
    fn file(&mut self, picture: &Drawing<'_>) -> String {
        let known = self.media.iter().position(|part| part.bytes == *picture.bytes);
        let index = known.unwrap_or(self.media.len());
        let file = format!("media/image{}.{}", index + 1, picture.extension);
        if known.is_none() {
            self.media.push(Part::new(format!("word/{file}"), &*picture.bytes));
        }
        file
    }

    /// A content control.
    fn control<'a>(&mut self, control: &Control<'_>, content: Vec<Node<'a>>) -> Element<'a> {
        let id = self.next_id().to_string();
        let mut properties = Element::new("w:sdtPr").child(Element::value("w:id", &id));
        // LibreOffice 25.2 does not survive making a PDF of a control in a line that has a name and
        // a link in it or around it. One around paragraphs it does.
        if !self.is_in_link && !content.iter().any(|node| self.is_link(node)) {
            properties.add(Element::value("w:alias", control.name));
        }
        if !control.tag.is_empty() {
            properties.add(Element::value("w:tag", &control.tag));
        }
        if control.is_kept {
            properties.add(Element::value("w:lock", "sdtLocked"));
        }
        if takes_placeholder(control.kind) {
            let blank = Element::value("w:docPart", glossary::name(control.blank));
            properties.add(Element::new("w:placeholder").child(blank));
        }
        if control.empty {
            properties.add(Element::new("w:showingPlcHdr"));
        }
        if let Some(binding) = control.binding {
            properties.add(data_binding(binding));
        }
        if let Some(kind) = kind(control.kind) {
            properties.add(kind);
        }
        Element::new("w:sdt").child(properties).child(Element::new("w:sdtContent").nodes(content))
    }

    /// Whether a link is to stand at a place in a line.
    fn is_link(&self, node: &Node<'_>) -> bool {
        let Node::Element(element) = node else { return false };
        let place = place_of(element).and_then(|alias| self.places.get(alias));
        matches!(place, Some(Anchor::Link(_)))
    }

    /// A table whose head row is repeated on every page and whose other rows are list items.
    fn table<'a>(&mut self, list: &Control<'_>, content: Vec<Node<'a>>) -> Element<'a> {
        let mut table =
            Element::default().nodes(content).into_elements().next().unwrap_or_default();
        repeat_head_row(&mut table);
        let mut whole = Element::new("w:tbl");
        let mut items = Vec::new();
        let mut heads = 1;
        for child in table.into_elements() {
            if child.name == "w:tr" && heads == 0 {
                items.push(Node::Element(self.control(&list.item(), vec![Node::Element(child)])));
                continue;
            }
            heads -= i32::from(child.name == "w:tr");
            whole.add(child);
        }
        whole.child(self.control(list, items))
    }

    fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    /// Adds a relationship to the part in hand and returns its identifier.
    fn relate(&mut self, relationship: Relationship) -> String {
        let id = format!("rId{}", self.relationships.len() + 1);
        self.relationships.push(relationship.called(&id));
        id
    }
}

/// The number by which docx-rs's tree refers to a place.
fn place_of<'e>(element: &'e Element<'_>) -> Option<&'e str> {
    element.find("w:sdtPr")?.find("w:alias")?.attribute("w:val")
}

/// Boxes and lists bring their own empty state.
fn takes_placeholder(kind: Kind) -> bool {
    matches!(kind, Kind::PlainText | Kind::RichText | Kind::Date(_) | Kind::Picture)
}

/// The element that says what a control holds. Rich text is what a control without one holds;
/// said aloud, LibreOffice 7.4 puts the line breaks of such a control before its text.
fn kind(kind: Kind) -> Option<Element<'static>> {
    Some(match kind {
        Kind::PlainText => Element::new("w:text"),
        Kind::RichText => return None,
        Kind::Picture => Element::new("w:picture"),
        Kind::Date(date) => date
            .map_or(Element::new("w:date"), |date| {
                Element::new("w:date").with("w:fullDate", &format!("{date}T00:00:00Z"))
            })
            .child(Element::value("w:dateFormat", "yyyy-MM-dd"))
            .child(Element::value("w:lid", &Form::get().words.language))
            .child(Element::value("w:storeMappedDataAs", "date"))
            .child(Element::value("w:calendar", "gregorian")),
        Kind::CheckBox(ticked) => {
            let state = |name, glyph: &str| {
                let code = glyph.chars().next().map_or(0, u32::from);
                let code = format!("{code:04X}");
                Element::new(name).with("w14:val", &code).with("w14:font", BOX_FONT)
            };
            Element::new("w14:checkbox")
                .child(Element::new("w14:checked").with("w14:val", if ticked { "1" } else { "0" }))
                .child(state("w14:checkedState", TICKED))
                .child(state("w14:uncheckedState", UNTICKED))
        }
        Kind::Repeating => Element::new("w15:repeatingSection"),
        Kind::RepeatingItem => Element::new("w15:repeatingSectionItem"),
    })
}

/// Hyphens that Word has elements for (ISO/IEC 29500-1, sections 17.3.3.18 and 17.3.3.29): the one
/// that is seen at a line's end alone, and the one at which no line ends.
const HYPHENS: [(&str, &str); 2] = [("\u{AD}", "w:softHyphen"), ("-\u{2060}", "w:noBreakHyphen")];

/// Puts Word's own hyphens into a run's text.
fn set_hyphens<'a>(run: &mut Element<'a>) {
    let needs = |node: &Node<'a>| match node {
        Node::Element(text) if text.name == "w:t" => {
            HYPHENS.iter().any(|(written, _)| text.content().contains(written))
        }
        _ => false,
    };
    if !run.children.iter().any(needs) {
        return;
    }
    for node in std::mem::take(&mut run.children) {
        if !needs(&node) {
            run.children.push(node);
            continue;
        }
        let Node::Element(text) = node else { continue };
        let content = text.content();
        let mut rest = &*content;
        loop {
            let hyphens = HYPHENS.into_iter();
            let next =
                hyphens.filter_map(|(written, name)| Some((rest.find(written)?, written, name)));
            let next = next.min();
            let before = next.map_or(rest, |(at, ..)| &rest[..at]);
            if !before.is_empty() {
                run.add(text.with_content(before));
            }
            let Some((at, written, name)) = next else { break };
            run.add(Element::new(name));
            rest = &rest[at + written.len()..];
        }
    }
}

/// Makes a table's first row its head, which is repeated on every page.
fn repeat_head_row(table: &mut Element<'_>) {
    if let Some(head) = table.elements_mut().find(|child| child.name == "w:tr") {
        let mut properties = head.take("w:trPr").unwrap_or(Element::new("w:trPr"));
        properties.add(Element::new("w:tblHeader"));
        head.add(properties);
    }
}

/// docx-rs writes borders and alignment of its own into every table that has none; the table's
/// style decides both. A head row is what the table's look is to show.
fn complete_table_properties(properties: &mut Element<'_>) {
    properties.remove("w:jc");
    if properties.find("w:tblStyle").is_some() {
        properties.remove("w:tblBorders");
    }
    properties.add(
        Element::value("w:tblLook", "0620")
            .with("w:firstRow", "1")
            .with("w:lastRow", "0")
            .with("w:firstColumn", "0")
            .with("w:lastColumn", "0")
            .with("w:noHBand", "1")
            .with("w:noVBand", "1"),
    );
}
