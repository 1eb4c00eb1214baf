//! A small XML tree: what the completion pass reads docx-rs's parts into, changes and writes out.
//!
//! Texts and attributes are kept as they stand in the source, escaped, so that what is not
//! touched comes out as it went in. New values are escaped when they are put in.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;

/// The namespace of `WordprocessingML`.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element<'a> {
    /// The prefixed name, such as `w:p`.
    pub(super) name: &'a str,
    /// The attributes as written in the start tag, each with a space before it.
    attributes: Cow<'a, str>,
    pub(super) children: Vec<Node<'a>>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(super) enum Node<'a> {
    Element(Element<'a>),
    /// Escaped characters.
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// An element without attributes and children.
    pub(super) fn new(name: &'a str) -> Self {
        Self { name, ..Self::default() }
    }

    /// An element with the one attribute that most of `WordprocessingML`'s properties have.
    pub(super) fn value(name: &'a str, value: &str) -> Self {
        Self::new(name).with("w:val", value)
    }

    /// Adds an attribute.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let attributes = self.attributes.to_mut();
        for piece in [" ", name, "=\"", &escape(value), "\""] {
            attributes.push_str(piece);
        }
    }

    /// Adds an attribute.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Adds characters.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(escape(text).into_owned().into()));
        self
    }

    /// Adds a child element.
    pub(super) fn add(&mut self, child: Element<'a>) {
        self.children.push(Node::Element(child));
    }

    /// Adds a child element.
    pub(super) fn child(mut self, child: Element<'a>) -> Self {
        self.add(child);
        self
    }

    /// Adds children.
    pub(super) fn nodes(mut self, nodes: impl IntoIterator<Item = Node<'a>>) -> Self {
        self.children.extend(nodes);
        self
    }

    /// Reads a part: its root element, without what stands before and after it.
    pub(super) fn parse(part: &'a str) -> Result<Self, quick_xml::Error> {
        let mut reader = Reader::from_str(part);
        // docx-rs closes what it opens.
        reader.config_mut().check_end_names = false;
        let mut open = vec![Self::default()];
        loop {
            let from = position(&reader);
            let node = match reader.read_event()? {
                Event::Start(_) => {
                    open.push(Self::from_tag(&part[from..position(&reader)]));
                    continue;
                }
                Event::Empty(_) => Node::Element(Self::from_tag(&part[from..position(&reader)])),
                Event::End(_) => Node::Element(open.pop().unwrap_or_default()),
                Event::Text(_) | Event::GeneralRef(_) => {
                    Node::Text(part[from..position(&reader)].into())
                }
                Event::Eof => break,
                _ => continue,
            };
            if let Some(parent) = open.last_mut() {
                parent.children.push(node);
            }
        }
        let document = open.pop().unwrap_or_default();
        Ok(document.into_elements().next().unwrap_or_default())
    }

    /// Takes a start tag apart.
    fn from_tag(tag: &'a str) -> Self {
        let inside = tag.trim_start_matches('<').trim_end_matches(['/', '>', ' ']);
        let (name, attributes) =
            inside.split_at(inside.find(char::is_whitespace).unwrap_or(inside.len()));
        Self { name, attributes: attributes.into(), children: Vec::new() }
    }

    /// Writes a part: the declaration and this element.
    pub(super) fn to_part(&self) -> Vec<u8> {
        let mut part = String::with_capacity(16 * 1024);
        part.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        self.write(&mut part);
        part.into_bytes()
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        out.push_str(&self.attributes);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(text),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
        out.push('>');
    }

    /// An attribute's value, still escaped.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.match_indices(name).find_map(|(start, _)| {
            let before = &self.attributes[..start];
            let value = self.attributes[start + name.len()..].strip_prefix("=\"")?;
            before.ends_with(char::is_whitespace).then(|| value.split('"').next())?
        })
    }

    /// Removes an attribute.
    pub(super) fn remove_attribute(&mut self, name: &str) {
        if let Some(value) = self.attribute(name) {
            self.attributes = self.attributes.replace(&format!(" {name}=\"{value}\""), "").into();
        }
    }

    /// Removes all attributes.
    pub(super) fn clear_attributes(&mut self) {
        self.attributes = Cow::Borrowed("");
    }

    /// The characters in the element, still escaped.
    pub(super) fn content(&self) -> Cow<'a, str> {
        match &self.children[..] {
            [Node::Text(text)] => text.clone(),
            nodes => nodes
                .iter()
                .filter_map(|node| match node {
                    Node::Text(text) => Some(&**text),
                    Node::Element(_) => None,
                })
                .collect::<String>()
                .into(),
        }
    }

    /// The element with other characters, escaped already, and nothing else in it.
    pub(super) fn with_content(&self, escaped: &str) -> Self {
        let children = vec![Node::Text(escaped.to_owned().into())];
        Self { children, ..self.clone() }
    }

    /// Whether there is nothing in the element but its name.
    pub(super) fn is_bare(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty()
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements, to be changed.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element<'a>> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements, taken out.
    pub(super) fn into_elements(self) -> impl Iterator<Item = Element<'a>> {
        self.children.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of the given name.
    pub(super) fn find(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// Takes out the first child element of the given name.
    pub(super) fn take(&mut self, name: &str) -> Option<Element<'a>> {
        let index = self.children.iter().position(|node| node.is(name))?;
        match self.children.remove(index) {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }

    /// Removes the child elements of the given name.
    pub(super) fn remove(&mut self, name: &str) {
        self.children.retain(|node| !node.is(name));
    }
}

impl Node<'_> {
    /// Whether this is an element of the given name.
    fn is(&self, name: &str) -> bool {
        matches!(self, Node::Element(element) if element.name == name)
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    reader.buffer_position() as usize
}
