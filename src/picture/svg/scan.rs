//! What a drawing may be as it is written: measured before anything that could take long reads it.

use std::collections::HashMap;

use quick_xml::events::Event;
use usvg::roxmltree::{Document, Node, NodeId};

use super::flaw::SvgFlaw;

/// Most elements, texts and comments; a logo has some hundreds.
pub(super) const MAX_NODES: u32 = 50_000;

/// Deepest nesting of elements; drawing programs nest some ten layers.
const MAX_DEPTH: usize = 48;

/// Most attributes of an element. Drawing programs write some 40 at the first one.
const MAX_ATTRIBUTES: usize = 200;

/// Most declarations of name spaces.
const MAX_NAMESPACES: usize = 1_000;

/// Most bytes that entities add, which Illustrator declares for its name spaces.
const MAX_ENTITIES: usize = 1024 * 1024;

/// Most bytes of a line that may be stroked, which takes twenty times its room, or has arcs: usvg
/// passes over those of no length by recursion.
const MAX_LINE: usize = 256 * 1024;

/// Most bytes of style sheets.
const MAX_CSS: usize = 64 * 1024;

/// Most bytes of style sheets for all elements: each is held against each rule.
const MAX_STYLING: usize = 20_000_000;

/// Most bytes of a drawing once all parts that it repeats are written out. The file itself has no
/// more than a quarter of it.
const MAX_EXPANDED: u64 = 8 * 1024 * 1024;

/// What each repeated element counts for beside its own bytes.
const ELEMENT: u64 = 64;

/// How many references may lead from one part to the next, the levels of each part counted.
const MAX_CHAIN: usize = 100;

/// The namespaces of SVG elements and of links.
const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Measures a text, in time that grows as it does.
pub(super) fn text(text: &str) -> Result<(), SvgFlaw> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut depth, mut namespaces, mut nodes) = (0, 0, 0);
    loop {
        match reader.read_event().map_err(|_| SvgFlaw::NotSvg)? {
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let is_start = matches!(event, Event::Start(_));
                let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
                let mut attributes = 0;
                for attribute in tag.attributes().with_checks(false) {
                    let attribute = attribute.map_err(|_| SvgFlaw::NotSvg)?;
                    attributes += 1;
                    namespaces += usize::from(attribute.key.as_ref().starts_with("xmlns"));
                    if attributes > MAX_ATTRIBUTES || namespaces > MAX_NAMESPACES {
                        return Err(SvgFlaw::TooComplex);
                    }
                }
                depth += usize::from(is_start);
                if depth > MAX_DEPTH {
                    return Err(SvgFlaw::TooComplex);
                }
            }
            Event::End(_) => depth = usize::saturating_sub(depth, 1),
            Event::DocType(declaration) => entities(&declaration, text)?,
            Event::Eof => break,
            _ => {}
        }
        nodes += 1;
        // An element has a beginning, an end and blanks after it.
        if nodes > 3 * MAX_NODES {
            return Err(SvgFlaw::TooComplex);
        }
    }
    Ok(())
}

/// Measures what entities add: no more than all references would with the longest value there can
/// be. One whose value refers to others could grow without end.
fn entities(declaration: &str, text: &str) -> Result<(), SvgFlaw> {
    let is_nested = declaration.split('&').skip(1).any(|rest| !rest.starts_with('#'));
    let references = text.matches('&').count();
    let is_declared = declaration.contains("<!ENTITY");
    if is_declared && (is_nested || references * declaration.len() > MAX_ENTITIES) {
        return Err(SvgFlaw::TooComplex);
    }
    Ok(())
}

/// Measures a document, and looks for what is not taken.
pub(super) fn document(document: &Document<'_>) -> Result<(), SvgFlaw> {
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(SvgFlaw::NotSvg);
    }
    let has_strokes = document.input_text().contains("stroke");
    let mut css = String::new();
    let mut elements = 0;
    for node in document.descendants().filter(Node::is_element) {
        elements += 1;
        let name = node.tag_name();
        // Text would need a font, and is invisible to a PDF's reader without one.
        if name.name() == "flowRoot" || name.namespace() == Some(SVG) && name.name() == "text" {
            return Err(SvgFlaw::Text);
        }
        if name.name() == "foreignObject" {
            return Err(SvgFlaw::Element("foreignObject"));
        }
        if name.namespace() != Some(SVG) {
            continue;
        }
        let line = node.attribute("d").or_else(|| node.attribute("points")).unwrap_or_default();
        if line.len() > MAX_LINE && (has_strokes || line.contains(['a', 'A'])) {
            return Err(SvgFlaw::TooComplex);
        }
        if name.name() == "style" {
            css.extend(node.descendants().filter_map(|text| text.text()));
        }
        if let Some(address) = address(node).filter(|_| name.name() != "a") {
            let is_inside = address.is_empty() || address.starts_with('#');
            let is_data = address.starts_with("data:") && name.name() == "image";
            if !(is_inside || is_data) {
                return Err(SvgFlaw::Reference(address.chars().take(100).collect()));
            }
        }
    }
    let has_size = root.has_attribute("width") && root.has_attribute("height");
    if !has_size && !root.has_attribute("viewBox") {
        return Err(SvgFlaw::NoSize);
    }
    if css.len() > MAX_CSS || css.len() * elements > MAX_STYLING {
        return Err(SvgFlaw::TooComplex);
    }
    match Expanded::new(document, &css).of(root, 0) {
        Some(_) => Ok(()),
        None => Err(SvgFlaw::TooComplex),
    }
}

/// The address that an element refers to.
fn address<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href"))).map(str::trim)
}

/// How large parts of a drawing are once what they refer to is written out.
struct Expanded<'a, 'input> {
    parts: HashMap<&'a str, Node<'a, 'input>>,
    rules: Vec<Rule<'a>>,
    sizes: HashMap<NodeId, Option<u64>>,
}

/// A rule of a style sheet, with what it refers to.
struct Rule<'a> {
    /// Every name in its selector, be it of an element, of a class or of one element alone.
    names: Vec<&'a str>,
    /// Whether it may be about any element.
    is_for_all: bool,
    references: Vec<&'a str>,
}

impl<'a, 'input> Expanded<'a, 'input> {
    fn new(document: &'a Document<'input>, css: &'a str) -> Self {
        let mut parts = HashMap::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                parts.entry(id).or_insert(node);
            }
        }
        let rules = css.split('}').filter_map(|rule| {
            let (selector, body) = rule.split_once('{')?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            Some(Rule {
                names: selector.split(|c| !is_name(c)).filter(|name| !name.is_empty()).collect(),
                is_for_all: selector.contains(['*', '[', ':']),
                references: references(body).collect(),
            })
        });
        let rules = rules.filter(|rule| !rule.references.is_empty()).collect();
        Self { parts, rules, sizes: HashMap::new() }
    }

    /// The size of an element with all that is in it. `None` if there is no end of it.
    fn of(&mut self, node: Node<'a, 'input>, depth: usize) -> Option<u64> {
        if let Some(size) = self.sizes.get(&node.id()) {
            return *size;
        }
        // Who comes here again before the size is known goes in circles.
        self.sizes.insert(node.id(), None);
        let size = self.size(node, depth);
        self.sizes.insert(node.id(), size);
        size
    }

    fn size(&mut self, node: Node<'a, 'input>, depth: usize) -> Option<u64> {
        if depth > MAX_CHAIN {
            return None;
        }
        let mut size = ELEMENT;
        // A marker is drawn at every point of a line.
        let mut points = 1;
        let mut targets = Vec::new();
        for attribute in node.attributes() {
            let value = attribute.value();
            size += value.len() as u64;
            if ["d", "points"].contains(&attribute.name()) {
                points += value.len() as u64 / 2;
            }
            targets.extend(references(value));
        }
        targets.extend(address(node).and_then(|address| address.strip_prefix('#')));
        for rule in self.rules.iter().filter(|rule| rule.is_about(node)) {
            targets.extend(&rule.references);
        }
        for id in targets {
            let Some(part) = self.parts.get(id).copied() else { continue };
            let times = if part.has_tag_name((SVG, "marker")) { points } else { 1 };
            size = size.saturating_add(self.of(part, depth + 1)?.saturating_mul(times));
        }
        for child in node.children().filter(Node::is_element) {
            size = size.saturating_add(self.of(child, depth + 1)?);
        }
        (size <= MAX_EXPANDED).then_some(size)
    }
}

impl Rule<'_> {
    fn is_about(&self, node: Node<'_, '_>) -> bool {
        let is_named = |name: &str| self.names.contains(&name);
        self.is_for_all
            || is_named(node.tag_name().name())
            || node.attribute("id").is_some_and(is_named)
            || node.attribute("class").is_some_and(|of| of.split_whitespace().any(is_named))
    }
}

/// The parts that a property refers to: `url(#name)`.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        rest.split([')', ' ', '"', '\'']).next()
    })
}
