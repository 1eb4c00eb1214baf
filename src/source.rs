//! A file's text as it was read, with the places in it by line and column.

use std::io::{self, Read};
use std::path::Path;

use crate::input;
use crate::limits::MAX_FILE_SIZE;

/// A file's text, kept for showing where a problem stands.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    defect: Option<Defect>,
}

/// Why a file's bytes are not a text that can be read further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    /// More than [`MAX_FILE_SIZE`] bytes; the text is left empty.
    TooLarge,
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
            return Self { name, text: String::new(), defect: Some(Defect::TooLarge) };
        }
        // A carriage return alone ends a line too (YAML 1.2, section 5.4), but nothing that counts
        // and shows lines knows that.
        for at in 0..bytes.len() {
            if bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                bytes[at] = b'\n';
            }
        }
        let (mut text, mut valid) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(error.utf8_error().valid_up_to()),
            ),
        };
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
            valid = valid.map(|offset| offset - BYTE_ORDER_MARK.len_utf8());
        }
        Self { name, text, defect: valid.map(Defect::NotUtf8) }
    }

    /// Reads a source to its end, or to just past the largest size that is accepted.
    pub fn read(name: impl Into<String>, reader: impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader.take(MAX_FILE_SIZE as u64 + 1).read_to_end(&mut bytes)?;
        Ok(Self::new(name, bytes))
    }

    /// Reads the file at `path`; its name is the path as given.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self::new(path.display().to_string(), read(path)?))
    }

    /// The letterhead that documents have unless another is given: `templates/nacka.yaml`.
    pub fn built_in_letterhead() -> Self {
        Self::new("templates/nacka.yaml", include_bytes!("../templates/nacka.yaml").into())
    }

    /// The name for diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte-order mark; lines end in `\n` or `\r\n`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset in the text, both from 1, the column in Unicode
    /// characters. An offset past the end is taken as the end.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    pub(crate) fn defect(&self) -> Option<Defect> {
        self.defect
    }
}

/// Reads a file to its end, or to just past the largest size that is accepted. Fails on what is
/// not an ordinary file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    input::read(path, MAX_FILE_SIZE)
}

/// Some editors put it at the beginning of a file; it is no part of the text.
const BYTE_ORDER_MARK: char = '\u{FEFF}';
