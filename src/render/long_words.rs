//! Words too long for their place: where they may break, so that none runs off it.
//!
//! Typst ends lines only where Unicode allows it (UAX 14). Word and LibreOffice break a word that
//! does not fit anywhere; zero-width spaces in such words, and in no others, do it for the PDF.
//! The template keeps every other word with a slash whole, as those two do.

use hypher::Lang;
use unicode_normalization::char::is_combining_mark;

use super::metrics::Face;
use crate::model::{Block, ContactColumn, Form, Inline, Letterhead, Measures, Report};

/// Marks a place where a line may end (U+200B).
const BREAK: &str = "\u{200b}";

/// Marks a place where a line may end with a hyphen (U+00AD).
const SOFT_HYPHEN: &str = "\u{ad}";

/// What an address is rather broken after than inside a name.
const JOINTS: [char; 11] = ['/', '.', '-', '_', '@', '?', '&', '=', '#', '+', ','];

/// Allows breaks in the words of a report that are too long for their place.
pub(super) fn allow_breaks(report: &mut Report) {
    let measures = &Form::get().measures;
    let breaker = Breaker { measures };
    let full = measures.text_width();
    let (text, list, table) = (&measures.text, &measures.list, &measures.table);
    Breaker::plain(&mut report.title, Face::HEADING, full / measures.title.size);
    if let Some(number) = &mut report.registration_number {
        Breaker::plain(number, Face::LABEL, full / 2.0 / measures.head.number.size);
    }
    for inlines in &mut report.purpose {
        Breaker::inlines(inlines, Face::PROSE, (full - list.indent) / text.size);
    }
    for row in &mut report.evaluation {
        let cells = [Some(&mut row.activity), Some(&mut row.assessment), row.concerned.as_mut()];
        for (cell, width) in cells.into_iter().zip(table.columns) {
            let room = width - 2.0 * table.inset_x;
            breaker.prose(cell.into_iter().flatten(), room, table.text.size);
        }
    }
    let steps = &mut report.next_steps;
    for prose in [&mut report.summary, &mut steps.notes] {
        breaker.prose(prose.iter_mut().flatten(), full, text.size);
    }
    for inlines in [&mut steps.redirect, &mut steps.implement].into_iter().flatten() {
        Breaker::inlines(inlines, Face::PROSE, (full - measures.r#box.indent) / text.size);
    }
    let columns = ContactColumn::used(&report.contacts, measures);
    for contact in &mut report.contacts {
        for column in &columns {
            let room = column.width - 2.0 * table.inset_x;
            if let Some(text) = column.field.of_mut(contact) {
                Breaker::plain(text, Face::PROSE, room / measures.contacts.text.size);
            }
        }
    }
    if let Some(contact) = &mut report.signature.contact {
        Breaker::plain(contact, Face::PROSE, full / text.size);
    }
    Breaker::plain(&mut report.signature.name, Face::PROSE, full / text.size);
    let rows = crate::model::Picture::rows(&report.pictures, measures);
    for placed in rows.into_iter().flatten() {
        if let Some(caption) = &mut report.pictures[placed.index].caption {
            Breaker::plain(caption, Face::LABEL, placed.width / measures.pictures.caption.size);
        }
    }
}

/// More than the widest character's advance, in em.
const WIDEST: f64 = 1.5;

/// Allows breaks in the words of a letterhead that are too long for their column.
pub(super) fn allow_breaks_in_letterhead(letterhead: &mut Letterhead) {
    let of = &Form::get().measures.letterhead;
    let values = [
        &mut letterhead.postal_address,
        &mut letterhead.visiting_address,
        &mut letterhead.phone,
        &mut letterhead.email,
        &mut letterhead.sms,
        &mut letterhead.web,
        &mut letterhead.organisation_number,
    ];
    for (value, width) in values.into_iter().zip(of.columns) {
        Breaker::plain(value, Face::LABEL, (width - of.gutter) / of.value.size);
    }
}

struct Breaker<'a> {
    measures: &'a Measures,
}

impl Breaker<'_> {
    /// `room` and `size` in points.
    fn prose<'p>(&self, prose: impl Iterator<Item = &'p mut Block>, room: f64, size: f64) {
        for block in prose {
            match block {
                Block::Paragraph { content } => Self::inlines(content, Face::PROSE, room / size),
                Block::List(list) => {
                    let room = room - list.indent(self.measures);
                    list.items.iter_mut().for_each(|item| self.prose(item.iter_mut(), room, size));
                }
            }
        }
    }

    /// `room` in em, as in all that follows.
    fn inlines(inlines: &mut [Inline], face: Face, room: f64) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => Self::plain(text, face, room),
                Inline::Strong { content } => {
                    Self::inlines(content, Face { is_bold: true, ..face }, room);
                }
                Inline::Emphasis { content } => {
                    Self::inlines(content, Face { is_italic: !face.is_italic, ..face }, room);
                }
                Inline::Link { content, .. } => Self::inlines(content, face, room),
                Inline::LineBreak => {}
            }
        }
    }

    fn plain(text: &mut String, face: Face, room: f64) {
        // Hardly a character is wider than one em: most words need no measuring.
        let too_long = |word: &str| word.len() as f64 * WIDEST > room && face.width(word) > room;
        if text.split(char::is_whitespace).any(too_long) {
            let pieces = text.split_inclusive(char::is_whitespace);
            *text = pieces
                .map(|piece| {
                    if too_long(piece.trim_end()) {
                        Self::broken(piece, face, room)
                    } else {
                        piece.to_owned()
                    }
                })
                .collect();
        }
    }

    /// A word with breaks allowed after its joints; in a part that is still too long where Swedish
    /// hyphenation allows it; and in one that has no such place everywhere.
    fn broken(word: &str, face: Face, room: f64) -> String {
        // A hyphen that is not there would lead nowhere in an address.
        let is_address = word.trim_end_matches(JOINTS).contains(['/', '@', '.', '_']);
        let mut out = String::with_capacity(2 * word.len());
        for part in word.split_inclusive(JOINTS) {
            if !out.is_empty() {
                out.push_str(BREAK);
            }
            out.push_str(&Self::parted(part, face, room, !is_address));
        }
        out
    }

    fn parted(part: &str, face: Face, room: f64, hyphenate: bool) -> String {
        if face.width(part) <= room {
            return part.to_owned();
        }
        let syllables: Vec<&str> = hypher::hyphenate(part, Lang::Swedish).collect();
        if hyphenate
            && syllables.iter().all(|syllable| face.width(syllable) + face.width("-") <= room)
        {
            return syllables.join(SOFT_HYPHEN);
        }
        let mut out = String::with_capacity(4 * part.len());
        for (index, character) in part.char_indices() {
            if index > 0 && !is_combining_mark(character) {
                out.push_str(BREAK);
            }
            out.push(character);
        }
        out
    }
}
