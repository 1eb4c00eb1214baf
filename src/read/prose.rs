//! Paragraphs of a Word document as prose: runs put together, lists nested.

use std::rc::Rc;

use url::Url;

use super::content::{Content, Paragraph, Span};
use crate::model::{Block, Inlines, List, ListItem, Look, Marker, Piece, Prose, nested};

/// How much less than an item's text a paragraph may be indented and still belong to the item, in
/// twips: what rounding and rulers leave, far less than a level.
const TOLERANCE: i32 = 60;

/// A list that is open, and where its items' text begins.
struct Open {
    list: List,
    level: usize,
    indent: i32,
}

/// Paragraphs as prose; those in which nothing can be seen are no part of it.
pub(super) fn prose<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph>) -> Prose {
    let mut builder = Builder { blocks: Vec::new(), open: Vec::new() };
    for paragraph in paragraphs {
        builder.add(paragraph);
    }
    builder.close(0);
    builder.blocks
}

struct Builder {
    blocks: Prose,
    open: Vec<Open>,
}

impl Builder {
    fn add(&mut self, paragraph: &Paragraph) {
        let mut spans = &paragraph.spans[..];
        let typed = typed_bullet(paragraph);
        let rest;
        let (mark, indent) = match (paragraph.mark, &typed) {
            (Some(mark), _) => (Some((mark.marker, mark.number, mark.level)), paragraph.indent),
            (None, Some(text)) => {
                rest = text.clone();
                spans = &rest;
                let level = self.open.len().saturating_sub(1);
                (Some((Marker::Bullet, 0, level)), paragraph.indent)
            }
            (None, None) => (None, paragraph.indent),
        };
        let texts = paragraphs(spans);
        if texts.is_empty() {
            return;
        }
        let blocks = texts.into_iter().map(|content| Block::Paragraph { content });
        let Some((marker, number, level)) = mark else {
            let inside = |open: &&Open| indent > 0 && open.indent <= indent + TOLERANCE;
            let depth = self.open.iter().take_while(inside).count();
            self.close(depth);
            self.here().extend(blocks);
            return;
        };
        let deeper = self.open.iter().take_while(|open| open.level < level).count();
        self.close(deeper + 1);
        let goes_on = |open: &Open| open.level == level && open.list.marker == marker;
        if !self.open.get(deeper).is_some_and(goes_on) {
            self.close(deeper);
            let list = List { marker, items: Vec::new() };
            self.open.push(Open { list, level, indent });
        }
        if let Some(open) = self.open.last_mut() {
            open.indent = indent;
            let place = open.list.items.len() as u64 + 1;
            let number = if marker.is_numbered() { number } else { place };
            open.list.items.push(ListItem { number, blocks: blocks.collect() });
        }
    }

    /// Where blocks go that begin now.
    fn here(&mut self) -> &mut Prose {
        match self.open.last_mut().and_then(|open| open.list.items.last_mut()) {
            Some(item) => &mut item.blocks,
            None => &mut self.blocks,
        }
    }

    /// Ends the lists that are more than `depth` deep.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(open) = self.open.pop() {
                self.here().push(Block::List(open.list));
            }
        }
    }
}

/// The rest of a paragraph that begins with a bullet which was typed or pasted: such a character
/// is no part of a text.
fn typed_bullet(paragraph: &Paragraph) -> Option<Vec<Span>> {
    let first = paragraph.spans.iter().position(Span::is_seen)?;
    let Content::Text(text) = &paragraph.spans[first].content else { return None };
    let text = text.trim_start();
    let bullet = text.chars().next()?;
    let is_bullet = matches!(bullet, '•' | '·' | '‣' | '▪' | '◦' | '\u{F0B7}' | '\u{F0A7}');
    let after = &text[bullet.len_utf8()..];
    let is_parted = after.starts_with([' ', '\t', '\u{a0}'])
        || after.is_empty()
            && matches!(paragraph.spans.get(first + 1).map(|s| &s.content), Some(Content::Tab));
    if !(is_bullet && is_parted) {
        return None;
    }
    let mut rest = paragraph.spans[first..].to_vec();
    rest[0].content = Content::Text(after.trim_start_matches(['\u{a0}', ' ']).to_owned());
    Some(rest)
}

/// A paragraph's text as inline prose; two line breaks in a row part it.
pub(super) fn paragraphs(spans: &[Span]) -> Vec<Inlines> {
    let mut texts = Vec::new();
    let mut lines: Vec<Vec<Span>> = Vec::new();
    for line in spans.split(|span| matches!(span.content, Content::Break)) {
        let line = collapsed(line);
        if line.is_empty() {
            texts.extend(joined(std::mem::take(&mut lines)));
        } else {
            lines.push(line);
        }
    }
    texts.extend(joined(lines));
    texts
}

/// Lines as one paragraph.
fn joined(lines: Vec<Vec<Span>>) -> Option<Inlines> {
    let mut spans = Vec::new();
    for line in lines {
        if let (Some(last), Some(first)) = (spans.last(), line.first()) {
            let (last, first): (&Span, &Span) = (last, first);
            let end = Span {
                content: Content::Break,
                tag: None,
                is_strong: last.is_strong && first.is_strong,
                is_emphasised: last.is_emphasised && first.is_emphasised,
                link: last.link.clone().filter(|_| is_same_link(last, first)),
            };
            spans.push(end);
        }
        spans.extend(line);
    }
    if spans.is_empty() {
        return None;
    }
    // Spans of one link may each have their own copy of its address: one of them stands for all.
    let linked: Vec<Option<Rc<str>>> = spans.iter().map(|span| span.link.clone()).collect();
    let addresses: Vec<Option<(Rc<str>, String)>> =
        linked.iter().map(|link| link.as_ref().map(|link| (link.clone(), address(link)))).collect();
    let mut first_of: Vec<usize> = Vec::with_capacity(spans.len());
    for (index, link) in linked.iter().enumerate() {
        let before = index.checked_sub(1);
        let goes_on = before.is_some_and(|before| match (&linked[before], link) {
            (Some(one), Some(next)) => Rc::ptr_eq(one, next),
            _ => false,
        });
        first_of.push(if goes_on { first_of[index - 1] } else { index });
    }
    let pieces: Vec<Piece<'_>> = spans
        .iter()
        .zip(&first_of)
        .map(|(span, first)| Piece {
            text: match &span.content {
                Content::Text(text) => Some(text.as_str()),
                _ => None,
            },
            look: Look {
                is_strong: span.is_strong,
                is_emphasised: span.is_emphasised,
                link: addresses[*first].as_ref().map(|(_, address)| address.as_str()),
            },
        })
        .collect();
    Some(nested(&pieces))
}

fn is_same_link(one: &Span, other: &Span) -> bool {
    matches!((&one.link, &other.link), (Some(one), Some(other)) if Rc::ptr_eq(one, other))
}

/// An address as it is kept: absolute ones in their normal form.
fn address(link: &str) -> String {
    Url::parse(link).map_or_else(|_| link.to_owned(), Into::into)
}

/// A line's text with runs of white space as one space, and none at its ends.
fn collapsed(line: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut after_blank = true;
    for span in line {
        let written = match &span.content {
            Content::Text(text) => text.as_str(),
            Content::Tab => " ",
            _ => continue,
        };
        let mut text = String::with_capacity(written.len());
        for character in written.chars() {
            let is_blank = matches!(character, ' ' | '\t' | '\n' | '\r');
            if is_blank && !after_blank {
                text.push(' ');
            } else if !is_blank {
                text.push(character);
            }
            after_blank = is_blank;
        }
        if !text.is_empty() {
            spans.push(Span { content: Content::Text(text), ..span.clone() });
        }
    }
    if let Some(Span { content: Content::Text(text), .. }) = spans.last_mut()
        && text.ends_with(' ')
    {
        text.pop();
        if text.is_empty() {
            spans.pop();
        }
    }
    let is_blank = |span: &Span| match &span.content {
        Content::Text(text) => crate::characters::is_blank(text),
        _ => true,
    };
    if spans.iter().all(is_blank) {
        spans.clear();
    }
    spans
}
