//! The text that a PDF shows, in the order of its content (ISO 32000-1, 9.4 and 14.6).

use std::collections::HashMap;
use std::rc::Rc;

use super::file::File;
use super::object::{Dict, Object};
use super::parser::{Parser, Token};
use super::to_unicode::Font;
use crate::diagnostic::PdfFlaw as Flaw;

/// Deepest nesting of the tree of pages.
const MAX_DEPTH: usize = 32;

/// Longest text, in bytes: a hundred times that of the longest report.
const MAX_TEXT: usize = 16 * 1024 * 1024;

/// Gives the text that a PDF shows, in the order of its content: what is no content but belongs to
/// the pages, such as their heads, is left out. Each text object is a line.
///
/// Made for PDFs of this program; of others it may give little.
pub fn text(pdf: &[u8]) -> Result<String, Flaw> {
    let file = File::open(pdf)?;
    let catalog = file.catalog()?;
    let mut reader = Reader { file: &file, fonts: HashMap::new(), text: String::new() };
    let root = file.dict(catalog.get("Pages"))?.ok_or(Flaw::Damaged)?;
    reader.pages(&root, &Dict::default(), MAX_DEPTH)?;
    Ok(reader.text)
}

struct Reader<'f, 'a> {
    file: &'f File<'a>,
    /// The fonts by the numbers of their objects.
    fonts: HashMap<u32, Rc<Font>>,
    text: String,
}

impl Reader<'_, '_> {
    /// Reads a page, or the pages of a part of their tree; what they use may stand further up.
    fn pages(&mut self, node: &Dict, above: &Dict, depth: usize) -> Result<(), Flaw> {
        let depth = depth.checked_sub(1).ok_or(Flaw::Damaged)?;
        let own = self.file.dict(node.get("Resources"))?;
        let resources = own.as_ref().unwrap_or(above);
        if node.get("Kids").is_none() {
            return self.page(node, resources);
        }
        for kid in self.file.array(node.get("Kids"))? {
            let kid = self.file.dict(Some(&kid))?.ok_or(Flaw::Damaged)?;
            self.pages(&kid, resources, depth)?;
        }
        Ok(())
    }

    fn page(&mut self, page: &Dict, resources: &Dict) -> Result<(), Flaw> {
        let Some(contents) = page.get("Contents") else { return Ok(()) };
        let mut content = Vec::new();
        let parts = match self.file.array(Some(contents))? {
            parts if parts.is_empty() => vec![contents.clone()],
            parts => parts,
        };
        for part in &parts {
            let (_, mut bytes) = self.file.syntax(part)?.ok_or(Flaw::Damaged)?;
            content.append(&mut bytes);
            content.push(b'\n');
        }
        let fonts = self.file.dict(resources.get("Font"))?.unwrap_or_default();
        self.content(&content, &fonts)
    }

    fn content(&mut self, content: &[u8], fonts: &Dict) -> Result<(), Flaw> {
        let mut parser = Parser::new(content, 0, &self.file.room);
        let mut operands: Vec<Object> = Vec::new();
        let mut font = Rc::new(Font::default());
        // For each mark that is open, whether what it holds is not to be read.
        let mut marks: Vec<bool> = Vec::new();
        while let Some(token) = parser.token()? {
            let operator = match token {
                Token::Value(value) => {
                    operands.push(value);
                    continue;
                }
                Token::Word(operator) => operator,
            };
            match operator {
                b"BMC" | b"BDC" => marks.push(self.is_passed_by(&operands, &marks)),
                b"EMC" => drop(marks.pop()),
                b"Tf" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        font = self.font(fonts, name)?;
                    }
                }
                b"Tj" | b"TJ" | b"'" | b"\"" if !marks.contains(&true) => {
                    for operand in &operands {
                        self.show(&font, operand);
                    }
                }
                b"ET" if !self.text.ends_with('\n') => self.text.push('\n'),
                _ => {}
            }
            if self.text.len() > MAX_TEXT {
                return Err(Flaw::TooLarge);
            }
            operands.clear();
        }
        Ok(())
    }

    /// Whether a mark holds what is not to be read: it is no content, or the mark says itself what
    /// its text is.
    fn is_passed_by(&mut self, operands: &[Object], marks: &[bool]) -> bool {
        if matches!(operands.first(), Some(Object::Name(tag)) if tag == b"Artifact") {
            return true;
        }
        let Some(Object::Dict(properties)) = operands.get(1) else { return false };
        let Some(text) = properties.get("ActualText").and_then(Object::text) else { return false };
        if !marks.contains(&true) {
            self.text.push_str(&text);
        }
        true
    }

    fn show(&mut self, font: &Font, operand: &Object) {
        match operand {
            Object::String(codes) => font.read(codes, &mut self.text),
            Object::Array(pieces) => {
                for piece in pieces {
                    if let Object::String(codes) = piece {
                        font.read(codes, &mut self.text);
                    }
                }
            }
            _ => {}
        }
    }

    fn font(&mut self, fonts: &Dict, name: &[u8]) -> Result<Rc<Font>, Flaw> {
        let value = fonts.0.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        let Some(Object::Reference(number)) = value else { return Ok(Rc::default()) };
        if let Some(known) = self.fonts.get(number) {
            return Ok(Rc::clone(known));
        }
        let font = match self.file.dict(value)? {
            Some(font) => Rc::new(Font::new(self.file, &font)?),
            None => Rc::default(),
        };
        self.fonts.insert(*number, Rc::clone(&font));
        Ok(font)
    }
}
