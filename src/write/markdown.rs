//! Prose as the Markdown of report files: plain characters wherever they are read as they stand,
//! escapes only where they would be read as something else.
//!
//! Which characters are markup depends on what stands around them. So the plainest way of writing
//! is tried first, and what it says is read by the very reader that reads report files.

use std::fmt::Write as _;
use std::ops::Range;

use crate::characters::is_bullet;
use crate::check;
use crate::fonts::Fonts;
use crate::model::{Block, Inline, Inlines, List, Marker, Piece, Prose, pieces};

/// Writes prose as Markdown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Markdown<'a> {
    /// What the reader of the text will draw with.
    pub fonts: &'a Fonts,
}

/// How characters are written that may be markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Escapes {
    /// As they are.
    None,
    /// With a backslash, but for backslashes: a path of Windows has many.
    Marks,
    /// With a backslash.
    All,
    /// As entities, and so are letters right beside marks of emphasis: a mark counts as one only
    /// beside a space or a sign.
    Entities,
}

/// A way of writing: escapes, the mark of emphasis, and whether addresses stand in the text as
/// they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    escapes: Escapes,
    emphasis: char,
    bare: bool,
}

impl Way {
    const fn new(escapes: Escapes, emphasis: char, bare: bool) -> Self {
        Self { escapes, emphasis, bare }
    }
}

/// The ways, from the plainest on.
const WAYS: [Way; 9] = [
    Way::new(Escapes::None, '*', true),
    Way::new(Escapes::Marks, '*', true),
    Way::new(Escapes::None, '*', false),
    Way::new(Escapes::Marks, '*', false),
    Way::new(Escapes::All, '*', true),
    Way::new(Escapes::All, '*', false),
    Way::new(Escapes::All, '_', false),
    Way::new(Escapes::Entities, '*', false),
    Way::new(Escapes::Entities, '_', false),
];

/// How paragraphs and lists are written.
#[derive(Debug, Clone, Copy)]
struct Layout {
    /// Paragraphs are escaped no less than so much.
    least: Escapes,
    /// Whether a mark that is one only beside others stands on a line of its own, which makes it
    /// one for sure.
    unsure_apart: bool,
}

impl Layout {
    const fn new(least: Escapes, unsure_apart: bool) -> Self {
        Self { least, unsure_apart }
    }
}

/// The layouts, from the plainest on.
const LAYOUTS: [Layout; 4] = [
    Layout::new(Escapes::None, false),
    Layout::new(Escapes::None, true),
    Layout::new(Escapes::All, false),
    Layout::new(Escapes::All, true),
];

impl Markdown<'_> {
    /// Writes paragraphs and lists.
    pub fn prose(self, prose: &Prose) -> String {
        for layout in LAYOUTS {
            let written = self.blocks(prose, layout);
            let is_sure =
                layout.least == Escapes::None && matches!(prose[..], [Block::Paragraph { .. }]);
            let is_meant = || self.read(&written).is_some_and(|read| is_same(&read, prose));
            if is_sure || is_meant() {
                return written;
            }
        }
        // What cannot be read whatever way it is written is told by the check.
        self.blocks(prose, Layout::new(Escapes::All, false))
    }

    /// What is read of a text that is written, with the line's end that it may have.
    fn read(self, written: &str) -> Option<Prose> {
        check::prose(&format!("{written}\n"), self.fonts)
    }

    /// Writes one paragraph.
    pub fn inlines(self, inlines: &Inlines) -> String {
        self.paragraph(inlines, Escapes::None)
    }

    fn blocks(self, blocks: &[Block], layout: Layout) -> String {
        let mut out = String::new();
        for block in blocks {
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            match block {
                Block::Paragraph { content } => {
                    out.push_str(&self.paragraph(content, layout.least));
                }
                Block::List(list) => out.push_str(&self.list(list, layout)),
            }
        }
        out
    }

    fn list(self, list: &List, layout: Layout) -> String {
        let mut out = String::new();
        let mut is_loose = false;
        for (index, item) in list.items.iter().enumerate() {
            if !out.is_empty() {
                // In the middle of a text a number begins an item only below an empty line.
                out.push_str(if is_loose && list.marker.is_numbered() { "\n\n" } else { "\n" });
            }
            let begins = out.len();
            let mut label = list.marker.label(item.number);
            if label == "•" {
                "-".clone_into(&mut label);
            }
            let indent = " ".repeat(label.chars().count() + 1);
            out.push_str(&label);
            // Below a mark that stands alone; nothing but a text may stand behind one.
            let is_apart = layout.unsure_apart && is_unsure(list, index)
                || matches!(item.blocks.first(), Some(Block::List(_)));
            for (at, block) in item.blocks.iter().enumerate() {
                let text = match block {
                    Block::Paragraph { content } => self.paragraph(content, layout.least),
                    Block::List(list) => self.list(list, layout),
                };
                match (at, block) {
                    (0, _) if is_apart => out.push('\n'),
                    (0, _) => out.push(' '),
                    (_, Block::Paragraph { .. }) => out.push_str("\n\n"),
                    // A number alone is one only below an empty line.
                    (_, Block::List(list)) if is_lone_number(list) => out.push_str("\n\n"),
                    (_, Block::List(_)) => out.push('\n'),
                }
                for (line, written) in text.split('\n').enumerate() {
                    if line > 0 {
                        out.push('\n');
                    }
                    if (at > 0 || line > 0 || is_apart) && !written.is_empty() {
                        out.push_str(&indent);
                    }
                    out.push_str(written);
                }
            }
            is_loose = out[begins..].contains("\n\n");
        }
        out
    }

    /// A paragraph, escaped no less than so much.
    fn paragraph(self, inlines: &Inlines, least: Escapes) -> String {
        let ways = WAYS.into_iter().filter(|way| way.escapes >= least);
        let mut fallback = None;
        for way in ways {
            let mut out = String::new();
            write(inlines, way, false, &mut out);
            if least == Escapes::None && !may_be_markup(&out) {
                return out;
            }
            let read = self.read(&out);
            if let Some([Block::Paragraph { content }]) = read.as_deref()
                && is_alike(content, inlines)
            {
                return out;
            }
            // What cannot be read whatever way it is written is told by the check.
            if way == Way::new(Escapes::All, '*', true) {
                fallback = Some(out);
            }
        }
        fallback.unwrap_or_default()
    }
}

/// Whether a list has but one item, and that is not number 1.
fn is_lone_number(list: &List) -> bool {
    matches!(&list.items[..], [item] if list.marker.is_numbered() && item.number != 1)
}

/// Whether an item's mark may be taken for text.
fn is_unsure(list: &List, index: usize) -> bool {
    let begins_late = list.marker == Marker::Number && list.items[index].number != 1;
    list.marker.is_numbered() && (list.items.len() == 1 || index == 0 && begins_late)
}

/// Whether anything in a paragraph may be read otherwise than as it stands.
fn may_be_markup(text: &str) -> bool {
    text.contains(['*', '_', '[', ']', '<', '&', '`', '\\', '~', '@'])
        || ["://", "www."].iter().any(|sign| text.contains(sign))
        || text.lines().any(may_begin)
}

/// Whether a line may begin something else than a paragraph.
fn may_begin(line: &str) -> bool {
    line.starts_with(|c: char| !c.is_alphabetic())
        || line.chars().nth(1).is_none_or(|second| !second.is_alphanumeric())
}

/// Whether prose that was read says what was meant.
fn is_same(read: &Prose, meant: &Prose) -> bool {
    let mut pairs = vec![(&read[..], &meant[..])];
    while let Some((read, meant)) = pairs.pop() {
        if read.len() != meant.len() {
            return false;
        }
        for pair in read.iter().zip(meant) {
            match pair {
                (Block::Paragraph { content: one }, Block::Paragraph { content: other }) => {
                    if !is_alike(one, other) {
                        return false;
                    }
                }
                (Block::List(one), Block::List(other)) => {
                    let numbers = |list: &List| list.items.iter().map(|i| i.number).collect();
                    let (numbers, others): (Vec<_>, Vec<_>) = (numbers(one), numbers(other));
                    if one.marker != other.marker || numbers != others {
                        return false;
                    }
                    let items = one.items.iter().zip(&other.items);
                    pairs.extend(items.map(|(one, other)| (&one.blocks[..], &other.blocks[..])));
                }
                _ => return false,
            }
        }
    }
    true
}

/// Whether inline prose that was read says what was meant. An address that stands in a text becomes
/// a link by itself.
fn is_alike(read: &Inlines, meant: &Inlines) -> bool {
    if read == meant {
        return true;
    }
    let typeset = |text: &str| text.replace(['"', '”'], "\"").replace(['\'', '’'], "'");
    // Each character with its look, and whether it stands in an address that links by itself.
    let flat = |inlines: &Inlines| {
        let mut flat = Vec::new();
        for Piece { text, look } in pieces(inlines) {
            let link = look.link.map(str::to_owned);
            let is_bare = link.is_some() && text.and_then(check::address) == link;
            let set = text.map(|text| typeset(&check::composed(text).replace('\u{a0}', " ")));
            for character in set.as_deref().unwrap_or("\n").chars() {
                let marks = (look.is_strong, look.is_emphasised);
                flat.push(((character, marks), link.clone(), is_bare));
            }
        }
        flat
    };
    let (read, meant) = (flat(read), flat(meant));
    read.len() == meant.len()
        && read.iter().zip(&meant).all(|((one, link, is_bare), (other, meant, _))| {
            one == other && (link == meant || meant.is_none() && *is_bare)
        })
}

/// Writes pieces; `within` says whether marks of emphasis stand around them.
fn write(inlines: &[Inline], way: Way, within: bool, out: &mut String) {
    let mut after_mark = within;
    for (index, inline) in inlines.iter().enumerate() {
        let is_mark =
            |inline: &Inline| matches!(inline, Inline::Strong { .. } | Inline::Emphasis { .. });
        let before_mark = inlines.get(index + 1).map_or(within, is_mark);
        match inline {
            Inline::Text { text } => {
                write_text(&check::typed(text), way.escapes, (after_mark, before_mark), out);
            }
            Inline::LineBreak => out.push('\n'),
            Inline::Strong { content } => {
                out.push_str("**");
                write(content, way, true, out);
                out.push_str("**");
            }
            Inline::Emphasis { content } => {
                out.push(way.emphasis);
                write(content, way, true, out);
                out.push(way.emphasis);
            }
            Inline::Link { url, content } => match &content[..] {
                [Inline::Text { text }]
                    if way.bare && check::address(text).as_ref() == Some(url) =>
                {
                    out.push_str(text);
                }
                _ => {
                    // It would make a picture of the link.
                    if out.ends_with('!') {
                        out.insert(out.len() - 1, '\\');
                    }
                    out.push('[');
                    write(content, way, false, out);
                    let is_odd = url.contains(['(', ')', ' ']);
                    let (open, close) = if is_odd { ("](<", ">)") } else { ("](", ")") };
                    out.push_str(open);
                    write_address(url, out);
                    out.push_str(close);
                }
            },
        }
        after_mark = is_mark(inline);
    }
}

/// Writes a link's address, in which backslashes and entities are read as such.
fn write_address(url: &str, out: &mut String) {
    for (at, character) in url.char_indices() {
        let name = url[at + character.len_utf8()..].split(';').next().unwrap_or_default();
        let has_name = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#');
        match character {
            '\\' | '<' | '>' => out.extend(['\\', character]),
            '&' if has_name && url[at..].contains(';') => out.push_str("&amp;"),
            _ => out.push(character),
        }
    }
}

/// What markup is made of, and entities.
const MARKS: [char; 9] = ['*', '_', '[', ']', '<', '&', '`', '~', '\\'];

/// Writes characters; `beside` says whether a mark of emphasis stands before and after them.
fn write_text(text: &str, escapes: Escapes, beside: (bool, bool), out: &mut String) {
    let entity = |out: &mut String, character: char| {
        let _ = write!(out, "&#{};", u32::from(character));
    };
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    // In addresses nothing is markup. One beside a mark or an entity would take that in, so it is
    // none.
    let mut addresses = if escapes == Escapes::None { Vec::new() } else { check::addresses(text) };
    let is_glued = |address: &Range<usize>| {
        address.start == 0 && beside.0
            || address.end == text.len() && beside.1
            || text[address.end..].starts_with(MARKS)
    };
    addresses.retain(|address| escapes != Escapes::Entities || !is_glued(address));
    for (at, character) in text.char_indices() {
        if addresses.iter().any(|address| address.contains(&at)) {
            out.push(character);
            continue;
        }
        // What is none must not become one, either.
        let rest = &text[at..];
        let may_be_address = character == '@'
            || rest.starts_with("://")
            || rest.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."));
        let begins_line = at == 0 && (out.is_empty() || out.ends_with('\n'));
        let is_beside = (at == 0 && beside.0) || (at == last && beside.1);
        let is_mark = (MARKS.contains(&character)
            && (character != '\\' || escapes >= Escapes::All))
            || is_line_mark(text, at, begins_line)
            || (escapes == Escapes::Entities && may_be_address);
        match escapes {
            Escapes::None => out.push(character),
            Escapes::Entities
                if is_mark
                    || is_beside
                        && !character.is_whitespace()
                        && !character.is_ascii_punctuation() =>
            {
                entity(out, character);
            }
            // Only signs of ASCII can be escaped.
            _ if is_mark && character.is_ascii_punctuation() => out.extend(['\\', character]),
            _ if is_mark => entity(out, character),
            _ => out.push(character),
        }
    }
}

/// Whether a character makes the beginning of a line something else than a paragraph.
fn is_line_mark(text: &str, at: usize, begins_line: bool) -> bool {
    let rest = &text[at..];
    let Some(character) = rest.chars().next() else { return false };
    if begins_line {
        let next = rest[character.len_utf8()..].chars().next();
        return match character {
            '-' | '+' | '#' | '>' | '=' | '|' | ':' => true,
            'o' => next.is_none_or(|next| matches!(next, ' ' | '\t' | '\u{a0}')),
            _ => is_bullet(character),
        };
    }
    if !matches!(character, '.' | ')') {
        return false;
    }
    let before = &text[..at];
    let digits = before.bytes().all(|byte| byte.is_ascii_digit());
    let letter = character == ')' && before.len() == 1 && before.is_ascii();
    !before.is_empty() && (digits || letter)
}
