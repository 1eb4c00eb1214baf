//! How many lines text takes, worked out from the fonts' own widths as Typst does: lines take as
//! many words as fit.

use crate::metrics::Face;
use crate::model::{Inline, pieces};

/// The number of lines that inline prose takes, of a type size and width in points.
pub(super) fn prose_lines(inlines: &[Inline], size: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker::new(width / size);
    breaker.add_prose(inlines);
    breaker.lines()
}

/// The number of lines that inline prose takes behind a label, if there is any.
pub(super) fn labelled_lines(label: &str, inlines: &[Inline], size: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker::new(width / size);
    breaker.add(label, Face::PROSE);
    if !inlines.is_empty() {
        breaker.add(" ", Face::PROSE);
    }
    breaker.add_prose(inlines);
    breaker.lines()
}

/// The number of lines that plain text takes, of a type size and width in points.
pub(super) fn lines(text: &str, face: Face, size: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker::new(width / size);
    breaker.add(text, face);
    breaker.lines()
}

/// The number of lines that a heading takes whose letters stand `tracking` points further apart.
pub(super) fn tracked_lines(text: &str, size: f64, tracking: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker { tracking: tracking / size, ..LineBreaker::new(width / size) };
    breaker.add(text, Face::HEADING);
    breaker.lines()
}

/// Breaks text into lines, first fit. All widths in em.
struct LineBreaker {
    room: f64,
    /// What is added to every advance.
    tracking: f64,
    lines: u32,
    /// The width of the line up to the last place where it may end, and of what follows it.
    line: f64,
    word: f64,
    /// The spaces before the word: they take no room at a line's end.
    spaces: f64,
    previous: Option<char>,
}

impl LineBreaker {
    fn new(room: f64) -> Self {
        Self { room, tracking: 0.0, lines: 1, line: 0.0, word: 0.0, spaces: 0.0, previous: None }
    }

    fn add_prose(&mut self, inlines: &[Inline]) {
        for piece in pieces(inlines) {
            let look = piece.look;
            let face =
                Face { is_bold: look.is_strong, is_italic: look.is_emphasised, ..Face::PROSE };
            match piece.text {
                Some(text) => self.add(text, face),
                None => self.end_line(),
            }
        }
    }

    fn add(&mut self, text: &str, face: Face) {
        for character in text.chars() {
            let kerning = self.previous.map_or(0.0, |previous| face.kerning(previous, character));
            match character {
                ' ' => {
                    self.end_word();
                    self.spaces += face.advance(' ') + kerning + self.tracking;
                }
                SOFT_HYPHEN | ZERO_WIDTH_SPACE => self.end_word(),
                WORD_JOINER => {}
                _ => {
                    if self.may_end_before(character) {
                        self.end_word();
                    }
                    self.word += face.advance(character) + kerning + self.tracking;
                }
            }
            self.previous = Some(character);
        }
    }

    /// Whether a line may end between the previous character and this one (UAX 14, as far as it
    /// concerns words parted by neither space nor marks for it).
    fn may_end_before(&self, character: char) -> bool {
        match self.previous {
            Some('-') => !character.is_ascii_digit() && character != '-',
            Some('\u{2013}' | '\u{2014}') => true,
            _ => false,
        }
    }

    /// Puts the word into the line, or at the start of the next one.
    fn end_word(&mut self) {
        if self.word == 0.0 {
            return;
        }
        if self.line > 0.0 && self.line + self.spaces + self.word > self.room {
            self.lines += 1;
            self.line = self.word;
        } else {
            self.line += self.spaces + self.word;
        }
        // A word wider than the line goes on wherever the line is full.
        if self.line > self.room {
            let full = (self.line / self.room).floor();
            self.lines += full as u32;
            self.line -= full * self.room;
        }
        (self.word, self.spaces) = (0.0, 0.0);
    }

    fn end_line(&mut self) {
        self.end_word();
        self.lines += 1;
        self.line = 0.0;
        self.previous = None;
    }

    fn lines(mut self) -> f64 {
        self.end_word();
        f64::from(self.lines)
    }
}

/// Shows only where a line ends, and there takes less room than it makes.
const SOFT_HYPHEN: char = '\u{ad}';

/// A place where a line may end, and one where none may: neither takes any room.
const ZERO_WIDTH_SPACE: char = '\u{200b}';
const WORD_JOINER: char = '\u{2060}';
