//! Plain texts: lines, dates, addresses, and the characters they are made of.

use std::cell::LazyCell;
use std::ops::Range;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::addresses::{is_email, is_web};
use super::checker::Checker;
use super::typography::{MONTHS, typeset};
use crate::diagnostic::{Kind, Problem};
use crate::limits::MAX_TEXT;
use crate::load::{Node, Scalar};

impl Checker<'_> {
    /// Reads a text of at most [`MAX_TEXT`] characters.
    pub fn text<'n>(&mut self, node: &'n Node<'n>) -> Option<&'n Scalar<'n>> {
        self.text_as(node, Kind::Text)
    }

    /// Reads such a text, where a value of the given kind is meant.
    pub fn text_as<'n>(&mut self, node: &'n Node<'n>, kind: Kind) -> Option<&'n Scalar<'n>> {
        let scalar = self.scalar(node, kind)?;
        let here: Vec<_> =
            self.controls.extract_if(.., |(offset, _)| node.span.contains(offset)).collect();
        for (offset, character) in here {
            self.control(offset..offset + character.len_utf8(), character);
        }
        if scalar.text.len() > MAX_TEXT && scalar.text.chars().count() > MAX_TEXT {
            self.report(node.span.clone(), Problem::TextTooLong { limit: MAX_TEXT });
            return None;
        }
        Some(scalar)
    }

    /// Reads plain text of one line. Returns it NFC-normalised, runs of white space as one space.
    pub fn line(&mut self, node: &Node<'_>) -> Option<String> {
        let scalar = self.text(node)?;
        let text = &*scalar.text;
        let source = self.text;
        let places = LazyCell::new(|| scalar.places(source, &node.span));
        let start = text.len() - text.trim_start().len();
        if let Some(newline) = text.trim().find('\n') {
            let second = start + newline + 1;
            let place = places.of(&(second..text.trim_end().len()));
            self.report(place, Problem::SeveralLines);
        }
        self.characters(text, |range| places.of(&range));
        Some(normalise(text))
    }

    /// Reads plain text of one line, to be printed as prose is.
    pub fn typeset_line(&mut self, node: &Node<'_>) -> Option<String> {
        self.line(node).map(|text| typeset(&text))
    }

    /// Reads a date written as in ISO 8601: `2014-03-20`.
    pub fn date(&mut self, node: &Node<'_>) -> Option<NaiveDate> {
        let written = self.text(node)?.text.trim();
        let has_form = written.len() == 10
            && written.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !has_form {
            let suggestion = likely_date(written);
            self.report(node.span.clone(), Problem::DateForm { suggestion });
            return None;
        }
        // The year 0 is in no calendar that Word's date picker knows.
        let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok();
        let date = date.filter(|_| !written.starts_with("0000"));
        if date.is_none() {
            let days = days_of_month(&written[..4], &written[5..7]);
            self.report(node.span.clone(), Problem::ImpossibleDate { days });
        }
        date
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        let scalar = self.text(node)?;
        match (scalar.is_plain(), &*scalar.text) {
            // YAML 1.2, section 10.3.2: the core schema's booleans.
            (true, "true" | "True" | "TRUE") => Some(true),
            (true, "false" | "False" | "FALSE") => Some(false),
            (_, other) => {
                let suggestion = match other.to_lowercase().trim() {
                    "true" | "yes" | "y" | "on" | "ja" | "j" | "sant" | "x" | "1" => Some(true),
                    "false" | "no" | "n" | "off" | "nej" | "falskt" | "0" => Some(false),
                    _ => None,
                };
                self.report(node.span.clone(), Problem::NotTrueOrFalse { suggestion });
                None
            }
        }
    }

    /// Reads an e-mail address.
    pub fn email(&mut self, node: &Node<'_>) -> Option<String> {
        let address = self.line(node)?;
        if !is_email(&address) {
            self.report(node.span.clone(), Problem::EmailAddress);
        }
        Some(address)
    }

    /// Reads a web address, with or without `https://`.
    pub fn web(&mut self, node: &Node<'_>) -> Option<String> {
        let address = self.line(node)?;
        if !is_web(&address) {
            self.report(node.span.clone(), Problem::WebAddress);
        }
        Some(address)
    }

    /// Reports a control character.
    pub fn control(&mut self, span: Range<usize>, character: char) {
        let escaped = self.text[span.start..].starts_with('\\');
        self.report(span, Problem::ControlCharacter { character, escaped });
    }

    /// Reports the characters of `text` that cannot be printed; `place` gives the place in the
    /// source of a byte range of the text. A run of undrawable characters is one problem.
    pub fn characters(&mut self, text: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let fonts = self.context.fonts;
        let is_good = |c| c < FIRST_MARK && !is_control(c) && (is_invisible(c) || fonts.covers(c));
        if text.chars().all(is_good) {
            return;
        }
        let mut run: Option<(char, Range<usize>)> = None;
        let mut bad = Vec::new();
        for cluster in clusters(text) {
            let piece = &text[cluster.clone()];
            let hidden = piece.chars().find(|character| is_control(*character));
            let mut base = None;
            let missing = piece.nfc().find(|character| {
                if is_mark(*character) {
                    return !base.is_some_and(|base| fonts.combines(base, *character));
                }
                base = Some(*character);
                !is_invisible(*character) && !fonts.covers(*character)
            });
            match (hidden, missing, &mut run) {
                (Some(character), ..) => {
                    bad.extend(run.take().map(undrawable));
                    bad.push((Bad::Control(character), cluster));
                }
                (None, Some(_), Some((_, range))) => range.end = cluster.end,
                (None, Some(character), run) => *run = Some((character, cluster)),
                (None, None, run) => bad.extend(run.take().map(undrawable)),
            }
        }
        bad.extend(run.map(undrawable));
        for (bad, range) in bad {
            match bad {
                Bad::Control(character) => self.control(place(range), character),
                Bad::Undrawable(character) => {
                    self.report(place(range), Problem::UndrawableCharacter { character });
                }
            }
        }
    }
}

/// A character that cannot be printed.
enum Bad {
    Control(char),
    Undrawable(char),
}

fn undrawable((character, range): (char, Range<usize>)) -> (Bad, Range<usize>) {
    (Bad::Undrawable(character), range)
}

/// How many days a month has, both given in digits.
fn days_of_month(year: &str, month: &str) -> Option<u32> {
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    // As above, there is no year 0.
    let exists = |day: &u32| year > 0 && NaiveDate::from_ymd_opt(year, month, *day).is_some();
    (28..=31).rev().find(exists)
}

/// The date that is meant by another way of writing one, such as `20/3 2014`, `20 mars 2014` or
/// `20140320`.
fn likely_date(written: &str) -> Option<NaiveDate> {
    if written.len() == 8 && written.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(written, "%Y%m%d").ok();
    }
    let mut parts = written.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let month = month.to_lowercase();
    let is_named = |name: &&str| month.len() >= 3 && name.starts_with(&month);
    let month = match MONTHS.iter().position(is_named) {
        Some(index) => index as u32 + 1,
        None => month.parse().ok()?,
    };
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}

/// The byte ranges of characters with the combining marks that follow them, which NFC may turn
/// into one character.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = characters.next()?;
        while characters.next_if(|(_, c)| is_mark(*c)).is_some() {}
        Some(start..characters.peek().map_or(text.len(), |(next, _)| *next))
    })
}

/// The first character that is drawn on the one before it. A text of earlier ones, as nearly all
/// are, is in NFC.
const FIRST_MARK: char = '\u{300}';

/// Whether a character is drawn on the one before it.
fn is_mark(character: char) -> bool {
    character >= FIRST_MARK && canonical_combining_class(character) != 0
}

/// A text in NFC, so that a letter with its accent is one character wherever there is one.
pub(super) fn compose(text: String) -> String {
    if text.chars().all(|character| character < FIRST_MARK) { text } else { text.nfc().collect() }
}

/// NFC, runs of white space as one space, none at the ends.
pub(super) fn normalise(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    compose(words.collect::<Vec<_>>().join(" "))
}

/// Whether a character steers a device or the direction of writing, or is none at all; a text
/// that holds one does not print as it reads.
pub(super) fn is_control(character: char) -> bool {
    let code = u32::from(character);
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => true,
        _ => character.is_control() || code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code),
    }
}

/// Whether a character is drawn by no font: white space, the soft hyphen, and marks that only
/// allow or forbid a line's end or a join.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'
    )
}
