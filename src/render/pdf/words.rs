//! Text as the template sets it: prose nested by its look, and words too long for their place taken
//! apart where a line may end.
//!
//! Typst ends lines only where Unicode allows it (UAX 14); Word and LibreOffice break a word that
//! does not fit anywhere. The template puts each part of such a word into a box of its own: a line
//! may end between two boxes, and no character of the text says so.

use std::borrow::Cow;
use std::ops::Range;

use hypher::Lang;
use serde::Serialize;

use crate::metrics::{Face, JOINTS};
use crate::model::{Channel, Inline, Piece, pieces};

/// Text for the template.
pub(super) type Text<'a> = Vec<Node<'a>>;

/// A piece of text for the template.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    /// Characters.
    Text(Cow<'a, str>),
    /// A word of which it is said where lines may end.
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
    /// From here on the field at this place is shown; with a slash before it, up to here. Nothing is
    /// to be seen.
    Place {
        place: String,
    },
    /// Here an empty field would be shown. Nothing is to be seen.
    Space {
        space: Space,
    },
    /// A hard line break.
    LineBreak,
}

impl Node<'_> {
    /// The end of what a field shows.
    pub fn end(place: &str) -> Self {
        Node::Place { place: format!("/{place}") }
    }
}

/// Where a field's text would stand, in points from where this is put.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Space {
    /// The field's place in the report.
    pub place: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A part of a word; lines may end between parts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a> {
    /// Stays whole.
    Whole(Cow<'a, str>),
    /// May be hyphenated as Swedish words are.
    Hyphenated { hyphenate: Cow<'a, str> },
    /// May be hyphenated between its pieces alone.
    Pieces { pieces: Vec<&'a str> },
}

/// The author's own marks for lines' ends.
const BREAK_MARKS: [char; 3] = [SOFT_HYPHEN, ZERO_WIDTH_SPACE, WORD_JOINER];
const SOFT_HYPHEN: char = '\u{AD}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';
const WORD_JOINER: char = '\u{2060}';

/// More than the widest character's advance, in em.
const WIDEST: f64 = 1.5;

/// Inline prose in a place of a width in em.
pub(super) fn prose(inlines: &[Inline], room: f64) -> Vec<Node<'_>> {
    let pieces: Vec<Piece<'_>> = pieces(inlines).collect();
    let mut nodes = Vec::new();
    for linked in pieces.chunk_by(|one, two| one.look.same_link(two.look)) {
        match linked[0].look.link {
            Some(link) => {
                nodes.push(Node::Link { link: link.into(), content: strong(linked, room) });
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
    let has_marks = text.contains(BREAK_MARKS);
    let mut start = 0;
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let is_marked = has_marks && word.contains(BREAK_MARKS);
        if is_marked || is_too_long(word) {
            if start < at {
                add_text(&text[start..at], nodes);
            }
            let word =
                if is_marked { marked(word, face, room) } else { parts(word.into(), face, room) };
            nodes.push(Node::Word { word });
            start = at + piece.trim_end().len();
        }
        at += piece.len();
    }
    if start < text.len() {
        add_text(&text[start..], nodes);
    }
}

/// A word with marks that its author set for where a line may end and where not: those places are
/// kept, and nothing of the marks is in the text.
fn marked<'a>(word: &'a str, face: Face, room: f64) -> Vec<Part<'a>> {
    let mut parts_of_word = Vec::new();
    let mut add = |segment: &'a str| {
        let pieces: Vec<&str> = segment.split(SOFT_HYPHEN).collect();
        let plain = segment.replace(BREAK_MARKS, "");
        if pieces.len() > 1 && !segment.contains(WORD_JOINER) && is_hyphenated_at(&pieces) {
            parts_of_word.push(Part::Pieces { pieces });
        } else if !plain.is_empty() {
            parts_of_word.extend(parts(plain.into(), face, room));
        }
    };
    for segment in word.split(ZERO_WIDTH_SPACE) {
        // After a hyphen or dash a line may end (UAX 14), but for digits, which belong to it.
        let mut start = 0;
        for (at, dash) in segment.match_indices(['-', '\u{2013}', '\u{2014}']) {
            let end = at + dash.len();
            let after = segment[end..].chars().next();
            let is_joined =
                after.is_none_or(|c| c == WORD_JOINER || c == '-' || c.is_ascii_digit());
            if !is_joined && at > start {
                add(&segment[start..end]);
                start = end;
            }
        }
        add(&segment[start..]);
    }
    parts_of_word
}

/// Whether Swedish hyphenation parts a word between all these pieces, perhaps among others.
fn is_hyphenated_at(pieces: &[&str]) -> bool {
    let word = pieces.concat();
    let letters = word.trim_matches(|c: char| !c.is_alphabetic());
    if letters.is_empty() || !letters.chars().all(char::is_alphabetic) {
        return false;
    }
    let mut end = word.len() - word.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let ends: Vec<usize> = hypher::hyphenate(letters, Lang::Swedish)
        .map(|syllable| {
            end += syllable.len();
            end
        })
        .collect();
    let mut at = 0;
    pieces[..pieces.len() - 1].iter().all(|piece| {
        at += piece.len();
        ends.contains(&at)
    })
}

/// Adds text to what is there: set in one go, letters keep their distances.
fn add_text<'a>(text: &'a str, nodes: &mut Vec<Node<'a>>) {
    match nodes.last_mut() {
        Some(Node::Text(before)) => before.to_mut().push_str(text),
        _ => nodes.push(Node::Text(text.into())),
    }
}

/// The parts of a word: it may be parted after its joints; where a part is still too long, as
/// Swedish hyphenation allows it, and where that does not help, wherever the line is full. One that
/// fits stays whole.
fn parts(word: Cow<'_, str>, face: Face, room: f64) -> Vec<Part<'_>> {
    if face.width(&word) <= room {
        return vec![Part::Whole(word)];
    }
    // A hyphen that is not there would lead nowhere in an address.
    let is_address = word.trim_end_matches(JOINTS).contains(['/', '@', '.', '_']);
    let part = |range: Range<usize>| match &word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[range]),
        Cow::Owned(word) => Cow::Owned(word[range].to_owned()),
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in word.split_inclusive(JOINTS) {
        let range = start..start + piece.len();
        start = range.end;
        if face.width(piece) <= room {
            parts.push(Part::Whole(part(range)));
        } else if !is_address && can_be_hyphenated(piece, face, room) {
            parts.push(Part::Hyphenated { hyphenate: part(range) });
        } else {
            let mut start = range.start;
            for line in lines(piece, face, room) {
                parts.push(Part::Whole(part(start..start + line.len())));
                start += line.len();
            }
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
