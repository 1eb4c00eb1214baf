//! A PDF file: its objects by their numbers, wherever they are.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::cross_references::{CrossReferences, Entry, Indirect, indirect};
use super::filter::{MAX_SYNTAX_STREAM, unpack};
use super::object::{Dict, Object};
use super::parser::Parser;
use super::room::Room;
use crate::diagnostic::PdfFlaw as Flaw;

/// Largest PDF that is read, in bytes: a report's pictures as they are shown and as they were given.
pub const MAX_PDF: usize = 130 * 1024 * 1024;

/// How far from its beginning a file says that it is a PDF, in bytes: as far as readers look.
const REACH: usize = 1024;

/// Longest chain of references, one to the next.
const MAX_CHAIN: u32 = 16;

/// Whether a file says that it is a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(REACH)].windows(5).any(|window| window == b"%PDF-")
}

/// An opened file.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    references: CrossReferences,
    pub room: Room,
    /// The object streams that were unpacked, each with where its objects are.
    packed: RefCell<HashMap<u32, Rc<Packed>>>,
    chain: Cell<u32>,
}

/// An object stream (ISO 32000-1, 7.5.7).
struct Packed {
    bytes: Vec<u8>,
    /// Numbers and offsets of its objects.
    offsets: HashMap<u32, usize>,
}

impl<'a> File<'a> {
    /// Opens a file's bytes.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        if bytes.len() > MAX_PDF {
            return Err(Flaw::TooLarge);
        }
        if !is_pdf(bytes) {
            return Err(Flaw::NotPdf);
        }
        let room = Room::new();
        let references = CrossReferences::read(bytes, &room)?;
        if references.trailer.get("Encrypt").is_some() {
            return Err(Flaw::Locked);
        }
        let (packed, chain) = (RefCell::default(), Cell::new(0));
        Ok(Self { bytes, references, room, packed, chain })
    }

    /// The file's catalogue, from which everything is reached.
    pub fn catalog(&self) -> Result<Dict, Flaw> {
        self.dict(self.references.trailer.get("Root"))?.ok_or(Flaw::Damaged)
    }

    /// The value itself, or what it refers to.
    pub fn resolve<'o>(&self, value: &'o Object) -> Result<Cow<'o, Object>, Flaw> {
        match value {
            Object::Reference(number) => {
                Ok(Cow::Owned(self.object(*number)?.map_or(Object::Other, |found| found.value)))
            }
            value => Ok(Cow::Borrowed(value)),
        }
    }

    /// The dictionary that a value is or refers to.
    pub fn dict(&self, value: Option<&Object>) -> Result<Option<Dict>, Flaw> {
        let Some(value) = value else { return Ok(None) };
        Ok(match self.resolve(value)?.into_owned() {
            Object::Dict(dict) => Some(dict),
            _ => None,
        })
    }

    /// The array that a value is or refers to.
    pub fn array(&self, value: Option<&Object>) -> Result<Vec<Object>, Flaw> {
        let Some(value) = value else { return Ok(Vec::new()) };
        Ok(match self.resolve(value)?.into_owned() {
            Object::Array(items) => items,
            _ => Vec::new(),
        })
    }

    /// A stream's dictionary and its data, at most so many bytes.
    pub fn stream(
        &self,
        value: &Object,
        most: impl FnOnce(&Dict) -> usize,
    ) -> Result<Option<(Dict, Vec<u8>)>, Flaw> {
        let Object::Reference(number) = value else { return Ok(None) };
        let found = self.object(*number)?;
        let Some(Indirect { value: Object::Dict(dict), data: Some(data), .. }) = found else {
            return Ok(None);
        };
        let data = unpack(&self.packing(&dict)?, data, most(&dict), &self.room)?;
        Ok(Some((dict, data)))
    }

    /// A stream of syntax.
    pub fn syntax(&self, value: &Object) -> Result<Option<(Dict, Vec<u8>)>, Flaw> {
        self.stream(value, |_| MAX_SYNTAX_STREAM)
    }

    /// How a stream is packed, all of it in one dictionary.
    fn packing(&self, dict: &Dict) -> Result<Dict, Flaw> {
        let mut packing = Dict::default();
        for key in ["Filter", "DecodeParms"] {
            let Some(value) = dict.get(key) else { continue };
            packing.0.push((key.into(), self.resolve(value)?.into_owned()));
        }
        Ok(packing)
    }

    /// An object; nothing if there is none of this number.
    fn object(&self, number: u32) -> Result<Option<Indirect<'a>>, Flaw> {
        // An object's own length or packing may be in another, which may be in another.
        if self.chain.get() == MAX_CHAIN {
            return Err(Flaw::Damaged);
        }
        self.chain.set(self.chain.get() + 1);
        let found = match self.references.entries.get(&number) {
            None | Some(Entry::Free) => Ok(None),
            Some(Entry::At(offset)) => self.at(number, *offset).map(Some),
            Some(Entry::Packed(stream)) => self
                .packed(number, *stream)
                .map(|value| Some(Indirect { number: number as usize, value, data: None })),
        };
        self.chain.set(self.chain.get() - 1);
        found
    }

    fn at(&self, number: u32, offset: usize) -> Result<Indirect<'a>, Flaw> {
        let length = |length: &Object| self.resolve(length).ok()?.whole();
        let found = indirect(self.bytes, offset, &self.room, length)?;
        if found.number == number as usize { Ok(found) } else { Err(Flaw::Damaged) }
    }

    fn packed(&self, number: u32, stream: u32) -> Result<Object, Flaw> {
        let known = self.packed.borrow().get(&stream).map(Rc::clone);
        let packed = if let Some(packed) = known {
            packed
        } else {
            let packed = Rc::new(self.unpacked(stream)?);
            self.packed.borrow_mut().insert(stream, Rc::clone(&packed));
            packed
        };
        let offset = packed.offsets.get(&number).ok_or(Flaw::Damaged)?;
        Parser::new(&packed.bytes, *offset, &self.room).value()
    }

    fn unpacked(&self, stream: u32) -> Result<Packed, Flaw> {
        if !matches!(self.references.entries.get(&stream), Some(Entry::At(_))) {
            return Err(Flaw::Damaged);
        }
        let (dict, bytes) = self.syntax(&Object::Reference(stream))?.ok_or(Flaw::Damaged)?;
        let whole = |key: &str| {
            let value = dict.get(key).ok_or(Flaw::Damaged)?;
            self.resolve(value)?.whole().ok_or(Flaw::Damaged)
        };
        let (count, first) = (whole("N")?, whole("First")?);
        let mut parser = Parser::new(&bytes, 0, &self.room);
        let mut offsets = HashMap::new();
        for _ in 0..count {
            let (number, offset) = (parser.whole()?, parser.whole()?);
            let number = u32::try_from(number).map_err(|_| Flaw::Damaged)?;
            offsets.insert(number, first.saturating_add(offset));
        }
        Ok(Packed { bytes, offsets })
    }
}
