//! The XML of Office documents as a tree, read within limits, its names with the prefixes that the
//! standard uses whatever the document calls them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesStart, Event};

use crate::diagnostic::DocumentFlaw as Flaw;

/// Deepest nesting. A table in a control in a cell is 30 deep; walks over the tree recurse.
const MAX_DEPTH: usize = 200;

/// Most elements of a part, ten times those of the longest report: they take 100 MB.
const MAX_ELEMENTS: usize = 600_000;

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element<'a> {
    /// The name with its usual prefix, such as `w:p`.
    pub name: Cow<'a, str>,
    attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub children: Vec<Node<'a>>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    Text(Cow<'a, str>),
}

/// Namespaces with their usual prefixes: those of ISO/IEC 29500's transitional and strict parts,
/// and of the extensions that are looked for.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2012/wordml", "w15"),
    ("urn:schemas-microsoft-com:vml", "v"),
];

/// Prefixes that mean another one than usual, each from a depth on.
type Renamed = Vec<(usize, String, &'static str)>;

impl<'a> Element<'a> {
    /// Reads a part; gives its root element.
    pub fn parse(part: &'a str) -> Result<Self, Flaw> {
        let mut reader = Reader::from_str(part);
        let mut open = vec![Self::default()];
        let mut renamed = Renamed::new();
        let mut elements = 0;
        loop {
            let event = reader.read_event().map_err(|_| Flaw::Damaged)?;
            let node = match event {
                Event::Start(tag) => {
                    elements += 1;
                    if open.len() > MAX_DEPTH || elements > MAX_ELEMENTS {
                        return Err(Flaw::TooLarge);
                    }
                    let element = Self::from_tag(&tag, open.len(), &mut renamed)?;
                    open.push(element);
                    continue;
                }
                Event::Empty(tag) => {
                    elements += 1;
                    if elements > MAX_ELEMENTS {
                        return Err(Flaw::TooLarge);
                    }
                    let element = Self::from_tag(&tag, open.len(), &mut renamed)?;
                    renamed.retain(|(depth, ..)| *depth < open.len());
                    Node::Element(element)
                }
                Event::End(_) => {
                    let element = open.pop().filter(|_| !open.is_empty()).ok_or(Flaw::Damaged)?;
                    renamed.retain(|(depth, ..)| *depth < open.len());
                    Node::Element(element)
                }
                Event::Text(text) => Node::Text(text.xml10_content().into_owned().into()),
                Event::CData(text) => Node::Text(text.xml10_content().into_owned().into()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().map_err(|_| Flaw::Damaged)?;
                    Node::Text(match character {
                        Some(character) => character.to_string().into(),
                        None => resolve_xml_entity(&reference.xml10_content())
                            .ok_or(Flaw::Damaged)?
                            .into(),
                    })
                }
                // A part may declare no entities: with them a few lines become gigabytes.
                Event::DocType(_) => return Err(Flaw::Doctype),
                Event::Eof => break,
                _ => continue,
            };
            let Some(parent) = open.last_mut() else { return Err(Flaw::Damaged) };
            match (node, parent.children.last_mut()) {
                (Node::Text(more), Some(Node::Text(text))) => text.to_mut().push_str(&more),
                (node, _) => parent.children.push(node),
            }
        }
        let [document] = &mut open[..] else { return Err(Flaw::Damaged) };
        let document = std::mem::take(document);
        let root = document.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        root.ok_or(Flaw::Damaged)
    }

    fn from_tag(tag: &BytesStart<'a>, depth: usize, renamed: &mut Renamed) -> Result<Self, Flaw> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Flaw::Damaged)?;
            let key = attribute.key.0;
            let value = unescape(&attribute.value).map_err(|_| Flaw::Damaged)?;
            if let Some(prefix) = key.strip_prefix("xmlns:") {
                let usual = NAMESPACES.iter().find(|(uri, _)| *uri == value).map(|(_, p)| *p);
                match usual {
                    Some(usual) if usual != prefix => {
                        renamed.push((depth, prefix.to_owned(), usual));
                    }
                    // A usual prefix for something else.
                    None if NAMESPACES.iter().any(|(_, usual)| *usual == prefix) => {
                        renamed.push((depth, prefix.to_owned(), "other"));
                    }
                    _ => {}
                }
                continue;
            }
            if key == "xmlns" {
                let usual = NAMESPACES.iter().find(|(uri, _)| *uri == value).map(|(_, p)| *p);
                if let Some(usual) = usual {
                    renamed.push((depth, String::new(), usual));
                }
                continue;
            }
            attributes.push((Cow::Owned(key.to_owned()), Cow::Owned(value.into_owned())));
        }
        let name = usual_name(tag.name().0, renamed, true);
        for (key, _) in &mut attributes {
            if !renamed.is_empty() {
                let usual = usual_name(key, renamed, false);
                *key = usual.into();
            }
        }
        Ok(Self { name: name.into(), attributes, children: Vec::new() })
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// The attribute that most properties have.
    pub fn val(&self) -> Option<&str> {
        self.attribute("w:val")
    }

    /// Whether a property is on, which says so by being there (ISO/IEC 29500-1, section 17.17.4).
    pub fn is_on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off"))
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of the given name.
    pub fn find(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element of the given name at any depth.
    pub fn descendant(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find_map(|element| {
            if element.name == name { Some(element) } else { element.descendant(name) }
        })
    }

    /// The characters right in this element.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// A name with its usual prefix. Only elements take the prefix that stands for none.
fn usual_name(name: &str, renamed: &Renamed, is_element: bool) -> String {
    if renamed.is_empty() {
        return name.to_owned();
    }
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let usual = renamed.iter().rev().find(|(_, written, _)| written == prefix);
    match usual {
        Some((_, _, usual)) if is_element || !prefix.is_empty() => format!("{usual}:{local}"),
        _ => name.to_owned(),
    }
}
