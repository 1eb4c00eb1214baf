//! Which characters a font's codes stand for (ISO 32000-1, 9.10.3).

use std::collections::HashMap;

use super::file::File;
use super::object::{Dict, Object, utf_16};
use super::parser::{Parser, Token};
use crate::diagnostic::PdfFlaw as Flaw;

/// A font, as far as text is read by it.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// How many bytes a code has.
    width: usize,
    characters: HashMap<u32, String>,
}

impl Font {
    /// Reads a font's map.
    pub fn new(file: &File<'_>, font: &Dict) -> Result<Self, Flaw> {
        let width = if font.name("Subtype") == Some(b"Type0") { 2 } else { 1 };
        let mut read = Self { width, characters: HashMap::new() };
        let Some(map) = font.get("ToUnicode") else { return Ok(read) };
        let Some((_, map)) = file.syntax(map)? else { return Ok(read) };
        let mut parser = Parser::new(&map, 0, &file.room);
        let mut before: Vec<Object> = Vec::new();
        while let Some(token) = parser.token()? {
            match token {
                Token::Value(value) => before.push(value),
                Token::Word(word) => {
                    match word {
                        b"endbfchar" => read.characters(&before),
                        b"endbfrange" => read.ranges(&before),
                        _ => {}
                    }
                    before.clear();
                }
            }
        }
        Ok(read)
    }

    fn characters(&mut self, pairs: &[Object]) {
        for pair in pairs.chunks_exact(2) {
            if let [Object::String(code), Object::String(text)] = pair {
                self.characters.insert(number(code), utf_16(text));
            }
        }
    }

    fn ranges(&mut self, triples: &[Object]) {
        for triple in triples.chunks_exact(3) {
            let [Object::String(first), Object::String(last), texts] = triple else { continue };
            // A range changes only a code's last byte.
            let codes = (number(first)..=number(last)).take(256);
            match texts {
                Object::Array(texts) => {
                    for (code, text) in codes.zip(texts) {
                        let Object::String(text) = text else { continue };
                        self.characters.insert(code, utf_16(text));
                    }
                }
                Object::String(text) => {
                    let Some((end, begin)) = text.split_last() else { continue };
                    for (code, step) in codes.zip(0..) {
                        let text = [begin, &[end.wrapping_add(step)]].concat();
                        self.characters.insert(code, utf_16(&text));
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds what a string of codes stands for; what is not known is told as such.
    pub fn read(&self, codes: &[u8], text: &mut String) {
        for code in codes.chunks(self.width.max(1)) {
            match self.characters.get(&number(code)) {
                Some(characters) => text.push_str(characters),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}
