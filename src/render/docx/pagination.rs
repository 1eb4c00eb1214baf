//! Where pages end: whether the evaluation table and its note end on the first, and which rows no
//! page can hold.
//!
//! The form's second page starts with the summary, unless the table runs past page 1. Word has no
//! such condition, so the table's end is worked out here, from the measures and the fonts' own
//! widths, as Typst works it out for the PDF: lines take as many words as fit.

use super::flow::{Gaps, flow};
use crate::model::{Evaluation, Form, Inline, Inlines, Measures, Report};
use crate::render::long_rows::may_fill_a_page;
use crate::render::metrics::Face;

/// Whether the table and the note under it end on page 1.
pub(super) fn table_ends_on_first_page(report: &Report, form: &Form) -> bool {
    let of = &form.measures;
    let room = room(of);
    let width = of.text_width();

    let title = lines(&report.title, Face::HEADING, of.title.size, width);
    let above_heading = of.heading.gap_above + of.heading.pitch + of.heading.gap_below;
    let list_width = width - of.list.indent;
    let purpose: f64 = report
        .purpose
        .iter()
        .map(|item| prose_lines(item, of.text.size, list_width) * of.text.pitch)
        .sum();
    let mut bottom = of.letterhead.height
        + title * of.title.pitch
        + above_heading
        + purpose
        + of.list.item_gap * report.purpose.len().saturating_sub(1) as f64
        + above_heading
        + head_row_height(form);
    let note = of.note.gap_above + of.note.pitch;
    for row in &report.evaluation {
        bottom += row_height(row, of);
        if bottom + note > room + TOLERANCE {
            return false;
        }
    }
    true
}

/// Sums of measures are off by the last bits of their floating-point numbers.
const TOLERANCE: f64 = 0.01;

/// Whether a row of the evaluation table does not even fit on a page of its own, below the head
/// row.
pub(super) fn is_taller_than_a_page(row: &Evaluation, form: &Form) -> bool {
    let of = &form.measures;
    may_fill_a_page(row, of) && head_row_height(form) + row_height(row, of) > room(of) + TOLERANCE
}

/// The height that a page has for its body.
fn room(of: &Measures) -> f64 {
    of.page.height - of.page.margin_top - of.page.margin_bottom
}

fn head_row_height(form: &Form) -> f64 {
    let of = &form.measures;
    let labels = &form.words.evaluation;
    [&labels.activity, &labels.assessment, &labels.concerned]
        .iter()
        .zip(of.table.columns)
        .map(|(label, width)| {
            let width = width - 2.0 * of.table.inset_x;
            lines(label, Face::HEADING, of.table.head.size, width) * of.table.head.pitch
        })
        .fold(0.0, f64::max)
        + 2.0 * of.table.inset_y
}

fn row_height(row: &Evaluation, of: &Measures) -> f64 {
    let cells = [Some(&row.activity), Some(&row.assessment), row.concerned.as_ref()];
    let text = &of.table.text;
    let tallest = cells
        .into_iter()
        .zip(of.table.columns)
        .map(|(prose, width)| {
            let flow = flow(prose.map_or(&[], Vec::as_slice), Gaps::of_cell(of), of);
            flow.iter()
                .map(|flowed| {
                    let width = width - 2.0 * of.table.inset_x - flowed.indent;
                    prose_lines(flowed.content, text.size, width) * text.pitch + flowed.gap
                })
                .sum()
        })
        .fold(0.0, f64::max);
    tallest + 2.0 * of.table.inset_y
}

/// The number of lines that inline prose takes, of a type size and width in points.
fn prose_lines(inlines: &Inlines, size: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker::new(width / size);
    add(inlines, Face::PROSE, &mut breaker);
    breaker.lines()
}

/// The number of lines that plain text takes, of a type size and width in points.
pub(super) fn lines(text: &str, face: Face, size: f64, width: f64) -> f64 {
    let mut breaker = LineBreaker::new(width / size);
    breaker.add(text, face);
    breaker.lines()
}

fn add(inlines: &Inlines, face: Face, breaker: &mut LineBreaker) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => breaker.add(text, face),
            Inline::Strong { content } => add(content, Face { is_bold: true, ..face }, breaker),
            Inline::Emphasis { content } => {
                add(content, Face { is_italic: !face.is_italic, ..face }, breaker);
            }
            Inline::Link { content, .. } => add(content, face, breaker),
            Inline::LineBreak => breaker.end_line(),
        }
    }
}

/// Breaks text into lines, first fit. All widths in em.
struct LineBreaker {
    room: f64,
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
        Self { room, lines: 1, line: 0.0, word: 0.0, spaces: 0.0, previous: None }
    }

    fn add(&mut self, text: &str, face: Face) {
        for character in text.chars() {
            let kerning = self.previous.map_or(0.0, |previous| face.kerning(previous, character));
            match character {
                ' ' => {
                    self.end_word();
                    self.spaces += face.advance(' ') + kerning;
                }
                // A soft hyphen shows only where a line ends, in words so long that its own
                // width does not matter.
                ZERO_WIDTH_SPACE | SOFT_HYPHEN => self.end_word(),
                _ => {
                    if self.may_end_before(character) {
                        self.end_word();
                    }
                    self.word += face.advance(character) + kerning;
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

const ZERO_WIDTH_SPACE: char = '\u{200b}';
const SOFT_HYPHEN: char = '\u{ad}';
