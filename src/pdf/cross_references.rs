//! Where a PDF's objects are (ISO 32000-1, 7.5.4 to 7.5.8): its tables and streams of
//! cross-references, from the newest to the oldest.

use std::collections::HashMap;

use super::filter::{MAX_SYNTAX_STREAM, unpack};
use super::object::{Dict, Object};
use super::parser::Parser;
use super::room::Room;
use crate::diagnostic::PdfFlaw as Flaw;

/// Most objects of a file: a thousand times a report's.
const MAX_OBJECTS: usize = 500_000;

/// Most times that a file was added to.
const MAX_SECTIONS: usize = 1000;

/// How far from its end a file says where its references are, in bytes: as far as readers look.
const REACH: usize = 1024;

/// Where an object is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    /// Nowhere: it was removed.
    Free,
    /// At this offset.
    At(usize),
    /// In the object stream of this number.
    Packed(u32),
}

/// All that is known of the objects.
#[derive(Debug)]
pub(super) struct CrossReferences {
    pub entries: HashMap<u32, Entry>,
    /// The newest trailer.
    pub trailer: Dict,
}

impl CrossReferences {
    /// Reads them.
    pub fn read(bytes: &[u8], room: &Room) -> Result<Self, Flaw> {
        let mut found = Self { entries: HashMap::new(), trailer: Dict::default() };
        let mut next = vec![start(bytes, room)?];
        let mut seen = Vec::new();
        while let Some(at) = next.pop() {
            if seen.contains(&at) || seen.len() == MAX_SECTIONS {
                return Err(Flaw::Damaged);
            }
            seen.push(at);
            let trailer = found.section(bytes, at, room)?;
            // A stream beside a table tells of objects that old readers were not to see.
            next.extend(trailer.number("Prev"));
            next.extend(trailer.number("XRefStm"));
            if seen.len() == 1 {
                found.trailer = trailer;
            }
        }
        Ok(found)
    }

    /// Reads the table or stream at an offset; gives its trailer.
    fn section(&mut self, bytes: &[u8], at: usize, room: &Room) -> Result<Dict, Flaw> {
        let mut parser = Parser::new(bytes, at, room);
        if parser.skip_word("xref") {
            return self.table(&mut parser);
        }
        match indirect(bytes, at, room, Object::whole)? {
            Indirect { value: Object::Dict(dict), data: Some(data), .. }
                if dict.name("Type") == Some(b"XRef") =>
            {
                let data = unpack(&dict, data, MAX_SYNTAX_STREAM, room)?;
                self.stream(&dict, &data)?;
                Ok(dict)
            }
            _ => Err(Flaw::Damaged),
        }
    }

    fn table(&mut self, parser: &mut Parser<'_>) -> Result<Dict, Flaw> {
        while !parser.skip_word("trailer") {
            let (first, count) = (parser.whole()?, parser.whole()?);
            for number in first..first.saturating_add(count) {
                let (offset, _) = (parser.whole()?, parser.whole()?);
                let entry = if parser.skip_word("n") {
                    Entry::At(offset)
                } else if parser.skip_word("f") {
                    Entry::Free
                } else {
                    return Err(Flaw::Damaged);
                };
                self.add(number, entry)?;
            }
        }
        match parser.value()? {
            Object::Dict(trailer) => Ok(trailer),
            _ => Err(Flaw::Damaged),
        }
    }

    fn stream(&mut self, dict: &Dict, data: &[u8]) -> Result<(), Flaw> {
        let numbers = |key: &str| match dict.get(key) {
            Some(Object::Array(numbers)) => {
                numbers.iter().map(Object::whole).collect::<Option<Vec<_>>>()
            }
            _ => None,
        };
        let widths = numbers("W").ok_or(Flaw::Damaged)?;
        let [kind, second, third] = widths[..] else { return Err(Flaw::Damaged) };
        if [kind, second, third].iter().any(|width| *width > 8) || kind + second + third == 0 {
            return Err(Flaw::Damaged);
        }
        let index = numbers("Index").or_else(|| Some(vec![0, dict.number("Size")?]));
        let index = index.ok_or(Flaw::Damaged)?;
        let mut rows = data.chunks_exact(kind + second + third);
        for range in index.chunks_exact(2) {
            for number in range[0]..range[0].saturating_add(range[1]) {
                let row = rows.next().ok_or(Flaw::Damaged)?;
                let number_in = |bytes: &[u8]| {
                    bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)) as usize
                };
                let what = number_in(&row[kind..kind + second]);
                let entry = match if kind == 0 { 1 } else { number_in(&row[..kind]) } {
                    1 => Entry::At(what),
                    2 => Entry::Packed(u32::try_from(what).map_err(|_| Flaw::Damaged)?),
                    // What is to come in later versions counts as nothing there, as 0 says.
                    _ => Entry::Free,
                };
                self.add(number, entry)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, number: usize, entry: Entry) -> Result<(), Flaw> {
        if self.entries.len() == MAX_OBJECTS {
            return Err(Flaw::TooLarge);
        }
        let number = u32::try_from(number).map_err(|_| Flaw::Damaged)?;
        self.entries.entry(number).or_insert(entry);
        Ok(())
    }
}

/// Where the newest references are.
fn start(bytes: &[u8], room: &Room) -> Result<usize, Flaw> {
    const WORD: &[u8] = b"startxref";
    let from = bytes.len().saturating_sub(REACH);
    let at = bytes[from..].windows(WORD.len()).rposition(|window| window == WORD);
    let at = from + at.ok_or(Flaw::Damaged)? + WORD.len();
    Parser::new(bytes, at, room).whole()
}

/// An object as it stands in the file.
#[derive(Debug)]
pub(super) struct Indirect<'a> {
    pub number: usize,
    pub value: Object,
    /// A stream's data, as they are packed.
    pub data: Option<&'a [u8]>,
}

/// Reads the object at an offset. `length` says what the value of a stream's length is.
pub(super) fn indirect<'a>(
    bytes: &'a [u8],
    at: usize,
    room: &Room,
    length: impl FnOnce(&Object) -> Option<usize>,
) -> Result<Indirect<'a>, Flaw> {
    let mut parser = Parser::new(bytes, at, room);
    let (number, _) = (parser.whole()?, parser.whole()?);
    if !parser.skip_word("obj") {
        return Err(Flaw::Damaged);
    }
    let value = parser.value()?;
    let data = match &value {
        Object::Dict(dict) if parser.skip_word("stream") => {
            let length = dict.get("Length").and_then(length).ok_or(Flaw::Damaged)?;
            Some(data(bytes, parser.at, length, room).ok_or(Flaw::Damaged)?)
        }
        _ => None,
    };
    Ok(Indirect { number, value, data })
}

/// The data of a stream, which begin after the end of the line.
fn data<'a>(bytes: &'a [u8], at: usize, length: usize, room: &Room) -> Option<&'a [u8]> {
    let start = match bytes.get(at..)? {
        [b'\r', b'\n', ..] => at + 2,
        [b'\n', ..] => at + 1,
        _ => return None,
    };
    let end = start.checked_add(length)?;
    let data = bytes.get(start..end)?;
    Parser::new(bytes, end, room).skip_word("endstream").then_some(data)
}
