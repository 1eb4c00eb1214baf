//! Text as the template sets it: prose nested by its look, and words too long for their place taken
//! apart where a line may end.
//!
//! Typst ends lines only where Unicode allows it (UAX 14); Word and LibreOffice break a word that
//! does not fit anywhere. The template puts each part of such a word into a box of its own: a line
//! may end between two boxes, and no character of the text says so.

use std::borrow::Cow;

use hypher::Lang;
use serde::Serialize;

use crate::model::{Channel, Inline, Piece, pieces};
use crate::render::metrics::Face;

/// Text for the template, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    /// Characters.
    Text(Cow<'a, str>),
    /// A word that is too long for its place.
    Word {
        /// What it is made of.
        word: Vec<Part<'a>>,
    },
    Strong {
        strong: Vec<Node<'a>>,
    },
    Emphasis {
        emphasis: Vec<Node<'a>>,
    },
    Link {
        link: Cow<'a, str>,
        content: Vec<Node<'a>>,
    },
    /// A hard line break.
    LineBreak,
}

/// A part of a word; lines may end between parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a> {
    /// Stays whole.
    Whole(&'a str),
    /// May be hyphenated as Swedish words are.
    Hyphenated { hyphenate: &'a str },
}

/// What an address is rather broken after than inside a name.
const JOINTS: [char; 11] = ['/', '.', '-', '_', '@', '?', '&', '=', '#', '+', ','];

/// More than the widest character's advance, in em.
const WIDEST: f64 = 1.5;

/// Inline prose in a place of a width in em.
pub(super) fn prose(inlines: &[Inline], room: f64) -> Vec<Node<'_>> {
    let pieces: Vec<Piece<'_>> = pieces(inlines).collect();
    let mut nodes = Vec::new();
    for linked in pieces.chunk_by(|one, two| one.look.same_link(two.look)) {
        match linked[0].look.link {
            Some(link) => {
                nodes.push(Node::Link { link: link.into(), content: strong(linked, room) })
            }
            None => nodes.extend(strong(linked, room)),
        }
    }
    nodes
}

fn strong<'a>(pieces: &[Piece<'a>], room: f64) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for alike in pieces.chunk_by(|one, two| one.look.is_strong == two.look.is_strong) {
        let content = emphasised(alike, room);
        if alike[0].look.is_strong {
            nodes.push(Node::Strong { strong: content });
        } else {
            nodes.extend(content);
        }
    }
    nodes
}

fn emphasised<'a>(pieces: &[Piece<'a>], room: f64) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for alike in pieces.chunk_by(|one, two| one.look.is_emphasised == two.look.is_emphasised) {
        let look = alike[0].look;
        let face = Face { is_bold: look.is_strong, is_italic: look.is_emphasised, ..Face::PROSE };
        let mut content = Vec::new();
        for piece in alike {
            match piece.text {
                Some(text) => add_line(text, face, room, &mut content),
                None => content.push(Node::LineBreak),
            }
        }
        if look.is_emphasised {
            nodes.push(Node::Emphasis { emphasis: content });
        } else {
            nodes.extend(content);
        }
    }
    nodes
}

/// Adds plain text in a place of a width in em, as a link if one gets in touch by it.
pub(super) fn add_reached<'a>(
    text: &'a str,
    channel: Option<Channel>,
    face: Face,
    room: f64,
    nodes: &mut Vec<Node<'a>>,
) {
    match channel.and_then(|channel| channel.href(text)) {
        None => add_line(text, face, room, nodes),
        Some(link) => {
            nodes.push(Node::Link { link: link.into(), content: line(text, face, room) });
        }
    }
}

/// Plain text in a place of a width in em.
pub(super) fn line(text: &str, face: Face, room: f64) -> Vec<Node<'_>> {
    let mut nodes = Vec::with_capacity(1);
    add_line(text, face, room, &mut nodes);
    nodes
}

/// Adds plain text in a place of a width in em.
pub(super) fn add_line<'a>(text: &'a str, face: Face, room: f64, nodes: &mut Vec<Node<'a>>) {
    // Hardly a character is wider than one em: most words need no measuring.
    let is_too_long = |word: &str| word.len() as f64 * WIDEST > room && face.width(word) > room;
    let mut start = 0;
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if is_too_long(word) {
            if start < at {
                add_text(&text[start..at], nodes);
            }
            nodes.push(Node::Word { word: parts(word, face, room) });
            start = at + word.len();
        }
        at += piece.len();
    }
    if start < text.len() {
        add_text(&text[start..], nodes);
    }
}

/// Adds text to what is there: set in one go, letters keep their distances.
fn add_text<'a>(text: &'a str, nodes: &mut Vec<Node<'a>>) {
    match nodes.last_mut() {
        Some(Node::Text(before)) => before.to_mut().push_str(text),
        _ => nodes.push(Node::Text(text.into())),
    }
}

/// The parts of a word: it may be parted after its joints; where a part is still too long, as
/// Swedish hyphenation allows it, and where that does not help, wherever the line is full.
fn parts(word: &str, face: Face, room: f64) -> Vec<Part<'_>> {
    // A hyphen that is not there would lead nowhere in an address.
    let is_address = word.trim_end_matches(JOINTS).contains(['/', '@', '.', '_']);
    let mut parts = Vec::new();
    for part in word.split_inclusive(JOINTS) {
        if face.width(part) <= room {
            parts.push(Part::Whole(part));
        } else if !is_address && can_be_hyphenated(part, face, room) {
            parts.push(Part::Hyphenated { hyphenate: part });
        } else {
            parts.extend(lines(part, face, room).map(Part::Whole));
        }
    }
    parts
}

fn can_be_hyphenated(word: &str, face: Face, room: f64) -> bool {
    let hyphen = face.width("-");
    hypher::hyphenate(word, Lang::Swedish).all(|syllable| face.width(syllable) + hyphen <= room)
}

/// A text in pieces that each fill a line, characters with their marks kept whole.
fn lines(text: &str, face: Face, room: f64) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut width = 0.0;
        let end = rest.char_indices().find(|&(index, character)| {
            let advance = face.advance(character);
            width += advance;
            // A mark has no advance, and stays with its letter.
            index > 0 && advance > 0.0 && width > room
        });
        let (line, after) = rest.split_at(end.map_or(rest.len(), |(index, _)| index));
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}
