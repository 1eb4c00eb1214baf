//! What stands in a paragraph of a Word document: runs, links, fields, boxes and what is drawn.

use std::rc::Rc;

use super::body::{Around, Draft, OpenField, Reader, alternative, has_descendant, is_placeholder};
use super::content::{Content, Drawing, Span, is_blank_text, text};
use super::xml::{Element, Node};
use crate::diagnostic::{Appearance, Foreign};

impl Reader<'_> {
    /// Reads what stands in a paragraph, or in a part of it.
    pub(super) fn inline(&mut self, parent: &Element<'_>, around: &Around, draft: &mut Draft) {
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
                        push(draft, Content::Page, around, Look::default());
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
        let inside = Self::around(element, around);
        let properties = element.find("w:sdtPr");
        if let Some(check_box) = properties.and_then(|p| p.find("w14:checkbox")) {
            let state = check_box.find("w14:checked").and_then(|e| e.attribute("w14:val"));
            let is_ticked = matches!(state, Some("1" | "true" | "on"));
            push(draft, Content::Box(is_ticked), &inside, Look::default());
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
                "w:t" => push(draft, Content::Text(element.text()), around, look),
                "w:tab" | "w:ptab" => push(draft, Content::Tab, around, look),
                "w:br" if matches!(element.attribute("w:type"), Some("page" | "column")) => {}
                "w:br" | "w:cr" => push(draft, Content::Break, around, look),
                "w:noBreakHyphen" => push_char(draft, '\u{2011}', around, look),
                "w:softHyphen" => push_char(draft, '\u{AD}', around, look),
                "w:sym" => {
                    let code = element.attribute("w:char");
                    let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
                    match code.and_then(char::from_u32) {
                        Some(character) => push_char(draft, symbol(character), around, look),
                        None => draft.paragraph.add_foreign(Foreign::Object),
                    }
                }
                "w:pgNum" => push(draft, Content::Page, around, look),
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
                "w:drawing" | "w:pict" | "w:object" => {
                    drawn(element, &self.frames, draft, around, look);
                }
                "mc:AlternateContent" => {
                    for element in alternative(element).into_iter().flat_map(Element::elements) {
                        drawn(element, &self.frames, draft, around, look);
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
            && is_blank_text(&text(&spans[before..]))
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

fn push(draft: &mut Draft, content: Content, around: &Around, look: Look) {
    draft.paragraph.spans.push(Span {
        content,
        tag: around.tag,
        is_strong: look.is_strong,
        is_emphasised: look.is_emphasised,
        link: around.link.clone(),
    });
}

fn push_char(draft: &mut Draft, character: char, around: &Around, look: Look) {
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
                push(draft, Content::Page, around, Look::default());
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

/// Reads what is drawn: a picture, or something that has no place.
fn drawn(element: &Element<'_>, frames: &[String], draft: &mut Draft, around: &Around, look: Look) {
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
    let cut_off = |side| {
        let cut = element.descendant("a:srcRect").and_then(|cut| cut.attribute(side));
        // In thousandths of a per cent (ECMA-376-1, 20.1.10.40).
        cut.and_then(|part| part.parse().ok()).map_or(0.0, |part: f64| part / 100_000.0)
    };
    let picture = |relationship: &str| Drawing {
        relationship: relationship.to_owned(),
        name: inner.and_then(|inner| inner.attribute("name")).unwrap_or_default().to_owned(),
        alt: attribute(&["descr", "alt"]),
        is_frame: frames.iter().any(|frame| frame == relationship),
        part: (cut_off("t"), 1.0 - cut_off("b")),
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
