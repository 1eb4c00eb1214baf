//! A file's text as it was read, with the places in it by line and column.

use std::io::{self, Read};
use std::path::Path;

use crate::characters::{is_idle, is_odd_space};
use crate::input;
use crate::limits::MAX_FILE_SIZE;
use crate::signature;

/// A file's text, kept for showing where a problem stands.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line but the first begins.
    lines: Vec<usize>,
    defect: Option<Defect>,
}

/// Why a file's bytes are not a text that can be read further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    /// More than [`MAX_FILE_SIZE`] bytes; the text is left empty.
    TooLarge,
    /// A file of this format; the text is left empty.
    NotText(&'static str),
    /// Not UTF-8 from this offset of the text on.
    NotUtf8(usize),
}

impl Source {
    /// Takes a file's bytes. Never fails: what is wrong with them (too many, not UTF-8) is
    /// reported by the check, so that it can be shown like every other problem.
    ///
    /// `name` is how the user calls the file: a path as given, or `<stdin>`.
    pub fn new(name: impl Into<String>, mut bytes: Vec<u8>) -> Self {
        let name = name.into();
        if bytes.len() > MAX_FILE_SIZE {
            return Self::without_text(name, Defect::TooLarge);
        }
        if let Some(found) = signature::of(&bytes).filter(|found| *found != "SVG") {
            return Self::without_text(name, Defect::NotText(found));
        }
        // UTF-32, which nobody means, begins as UTF-16 does.
        if matches!(bytes[..], [0xFF, 0xFE, 0, 0, _, _, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..]) {
            return Self { defect: Some(Defect::NotUtf8(0)), ..Self::new(name, Vec::new()) };
        }
        if let Some((_, text)) = utf16(&bytes) {
            bytes = text.into_bytes();
        }
        // A carriage return alone ends a line too (YAML 1.2, section 5.4), but nothing that counts
        // and shows lines knows that.
        for at in 0..bytes.len() {
            if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                bytes[at] = b'\n';
            }
        }
        let (mut text, mut valid) = match String::from_utf8(bytes) {
            Ok(text) => (plain_blanks(text), None),
            Err(error) => (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(error.utf8_error().valid_up_to()),
            ),
        };
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
            valid = valid.map(|offset| offset - BYTE_ORDER_MARK.len_utf8());
        }
        let lines = text.match_indices('\n').map(|(newline, _)| newline + 1).collect();
        Self { name, text, lines, defect: valid.map(Defect::NotUtf8) }
    }

    fn without_text(name: String, defect: Defect) -> Self {
        Self { name, text: String::new(), lines: Vec::new(), defect: Some(defect) }
    }

    /// Reads a source to its end, or to just past the largest size that is accepted.
    pub fn read(name: impl Into<String>, reader: impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader.take(MAX_FILE_SIZE as u64 + 1).read_to_end(&mut bytes)?;
        Ok(Self::new(name, bytes))
    }

    /// Reads the file at `path`; its name is the path as given.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self::new(path.display().to_string(), input::read(path, MAX_FILE_SIZE)?))
    }

    /// The letterhead that documents have unless another is given: `templates/nacka.yaml`.
    pub fn built_in_letterhead() -> Self {
        Self::new("templates/nacka.yaml", include_bytes!("../templates/nacka.yaml").into())
    }

    /// The name for diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, in UTF-8 and without byte-order marks; lines end in `\n` or `\r\n`. Where only a
    /// plain blank can be meant (in an indentation, after a key's colon, after a dash) there is one.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset in the text, both from 1, the column in Unicode
    /// characters. An offset past the end is taken as the end.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = if line == 0 { 0 } else { self.lines[line - 1] };
        (line + 1, self.text[start..offset].chars().count() + 1)
    }

    /// Whether the bytes are a text, which is here as a whole.
    pub fn is_whole(&self) -> bool {
        self.defect.is_none()
    }

    pub(crate) fn defect(&self) -> Option<Defect> {
        self.defect
    }
}

/// Some editors put it at the beginning of a file, and it gets inside when files are put together;
/// it is no part of the text.
pub(crate) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// How a file's characters are stored.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Encoding {
    Utf8,
    /// With the bytes of a unit in an order.
    Utf16(fn(u16) -> [u8; 2]),
}

/// A file's encoding and its text as it stands there; none if it is none.
pub(crate) fn decoded(bytes: &[u8]) -> Option<(Encoding, String)> {
    let utf8 = || Some((Encoding::Utf8, String::from_utf8(bytes.to_vec()).ok()?));
    utf16(bytes).or_else(utf8)
}

/// The text of a file in UTF-16, which Notepad calls "Unicode": known by its byte-order mark, or by
/// a zero in each of its first characters.
fn utf16(bytes: &[u8]) -> Option<(Encoding, String)> {
    /// So many characters in a row with a zero in them are no accident.
    const SURE: usize = 8;
    type Order = (fn([u8; 2]) -> u16, fn(u16) -> [u8; 2]);
    const LITTLE: Order = (u16::from_le_bytes, u16::to_le_bytes);
    const BIG: Order = (u16::from_be_bytes, u16::to_be_bytes);
    let begins = bytes.chunks_exact(2).take(SURE);
    let (from, to) = match bytes {
        [0xFF, 0xFE, ..] => LITTLE,
        [0xFE, 0xFF, ..] => BIG,
        _ if begins.len() < SURE => return None,
        _ if begins.clone().all(|pair| pair[0] != 0 && pair[1] == 0) => LITTLE,
        _ if begins.clone().all(|pair| pair[0] == 0 && pair[1] != 0) => BIG,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some((Encoding::Utf16(to), text.collect()))
}

/// Plain blanks for the no-break spaces that YAML takes for letters where its structure asks for
/// blanks, one for one; no marks without width before a line's first letter, and no byte-order
/// mark anywhere.
fn plain_blanks(text: String) -> String {
    let is_odd = |c: char| !c.is_ascii() && (is_odd_space(c) || is_mark(c));
    if text.is_ascii() || !text.contains(is_odd) {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        blanks(&mut rest, &mut plain, is_mark);
        while rest.starts_with('-') && rest[1..].starts_with(is_blank) {
            plain.push('-');
            rest = &rest[1..];
            blanks(&mut rest, &mut plain, |_| false);
        }
        let key = rest.len()
            - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
        if key > 0 && rest[key..].starts_with(':') && rest[key + 1..].starts_with(is_odd_space) {
            plain.push_str(&rest[..=key]);
            rest = &rest[key + 1..];
            blanks(&mut rest, &mut plain, |_| false);
        }
        plain.extend(rest.chars().filter(|c| *c != BYTE_ORDER_MARK));
    }
    plain
}

fn is_blank(character: char) -> bool {
    character == ' ' || is_odd_space(character)
}

fn is_mark(character: char) -> bool {
    is_idle(character) || character == '\u{200B}'
}

/// Takes the blanks off the beginning of a text, and puts down a plain one for each; what is
/// `skipped` goes.
fn blanks(text: &mut &str, plain: &mut String, skipped: impl Fn(char) -> bool) {
    while let Some(first) = text.chars().next().filter(|c| is_blank(*c) || skipped(*c)) {
        if is_blank(first) {
            plain.push(' ');
        }
        *text = &text[first.len_utf8()..];
    }
}
