//! From a PDF's bytes to values and operators (ISO 32000-1, 7.2 and 7.3).

use super::object::{Dict, Object};
use super::room::Room;
use crate::diagnostic::PdfFlaw as Flaw;

/// Deepest nesting of arrays and dictionaries: a fixed limit keeps the parser within its stack.
const MAX_DEPTH: usize = 32;

/// What stands next in a content stream.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Value(Object),
    /// An operator, or another word that is no value.
    Word(&'a [u8]),
}

/// Where reading has come to.
#[derive(Debug, Clone)]
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    /// The offset of what stands next.
    pub at: usize,
    room: &'a Room,
}

impl<'a> Parser<'a> {
    /// Reads bytes from an offset on. They end where there is no room left for more.
    pub fn new(bytes: &'a [u8], at: usize, room: &'a Room) -> Self {
        let end = at.saturating_add(room.syntax()).min(bytes.len());
        Self { bytes: &bytes[..end], at, room }
    }

    /// What stands next; nothing at the end.
    pub fn token(&mut self) -> Result<Option<Token<'a>>, Flaw> {
        self.token_within(MAX_DEPTH)
    }

    /// The value that stands next.
    pub fn value(&mut self) -> Result<Object, Flaw> {
        match self.token()? {
            Some(Token::Value(value)) => Ok(value),
            _ => Err(Flaw::Damaged),
        }
    }

    /// The whole number that stands next.
    pub fn whole(&mut self) -> Result<usize, Flaw> {
        match self.token()? {
            Some(Token::Value(Object::Number(number))) => {
                Object::Number(number).whole().ok_or(Flaw::Damaged)
            }
            _ => Err(Flaw::Damaged),
        }
    }

    /// Passes by a word if it stands next.
    pub fn skip_word(&mut self, word: &str) -> bool {
        let mut ahead = self.clone();
        let is_next =
            matches!(ahead.token(), Ok(Some(Token::Word(next))) if next == word.as_bytes());
        if is_next {
            self.at = ahead.at;
        }
        is_next
    }

    fn token_within(&mut self, depth: usize) -> Result<Option<Token<'a>>, Flaw> {
        let start = self.at;
        self.skip_blank();
        let Some(first) = self.peek() else { return Ok(None) };
        let value = match first {
            b'/' => Object::Name(self.name()),
            b'(' => Object::String(self.literal()?),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                Object::Dict(self.dict(depth.checked_sub(1).ok_or(Flaw::Damaged)?)?)
            }
            b'<' => Object::String(self.hexadecimal()?),
            b'[' => Object::Array(self.array(depth.checked_sub(1).ok_or(Flaw::Damaged)?)?),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference()?,
            _ => {
                let word = self.word();
                self.room.take_value(self.at - start)?;
                return Ok(Some(match word {
                    b"null" | b"true" | b"false" => Token::Value(Object::Other),
                    word => Token::Word(word),
                }));
            }
        };
        self.room.take_value(self.at - start)?;
        Ok(Some(Token::Value(value)))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.skip_while(|byte| !matches!(byte, b'\r' | b'\n')),
                byte if is_blank(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    fn skip_while(&mut self, is_wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_wanted) {
            self.at += 1;
        }
    }

    /// A word, or a single character that can begin nothing.
    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        self.skip_while(is_regular);
        if self.at == start {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn name(&mut self) -> Vec<u8> {
        let start = self.at + 1;
        self.at = start;
        self.skip_while(is_regular);
        let written = &self.bytes[start..self.at];
        let mut name = Vec::with_capacity(written.len());
        let mut rest = written;
        while let [byte, after @ ..] = rest {
            match (byte, after) {
                (b'#', [high, low, after @ ..]) if digit(*high).and(digit(*low)).is_some() => {
                    name.push(digit(*high).unwrap_or(0) << 4 | digit(*low).unwrap_or(0));
                    rest = after;
                }
                (byte, after) => {
                    name.push(*byte);
                    rest = after;
                }
            }
        }
        name
    }

    fn literal(&mut self) -> Result<Vec<u8>, Flaw> {
        let mut text = Vec::new();
        let mut open = 0_usize;
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(text);
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text)?,
                byte => text.push(byte),
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Flaw> {
        match self.next()? {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            first @ b'0'..=b'7' => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                text.push(code as u8);
            }
            other => text.push(other),
        }
        Ok(())
    }

    fn next(&mut self) -> Result<u8, Flaw> {
        let byte = self.peek().ok_or(Flaw::Damaged)?;
        self.at += 1;
        Ok(byte)
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Flaw> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut high = None;
        loop {
            let byte = self.next()?;
            match (digit(byte), high) {
                (Some(digit), None) => high = Some(digit),
                (Some(low), Some(digit)) => {
                    bytes.push(digit << 4 | low);
                    high = None;
                }
                (None, _) if byte == b'>' => {
                    bytes.extend(high.map(|digit| digit << 4));
                    return Ok(bytes);
                }
                (None, _) if is_blank(byte) => {}
                (None, _) => return Err(Flaw::Damaged),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Object>, Flaw> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            match self.token_within(depth)? {
                Some(Token::Value(item)) => items.push(item),
                Some(Token::Word(b"]")) => return Ok(items),
                _ => return Err(Flaw::Damaged),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, Flaw> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            match self.token_within(depth)? {
                Some(Token::Value(Object::Name(key))) => match self.token_within(depth)? {
                    Some(Token::Value(value)) => entries.push((key, value)),
                    _ => return Err(Flaw::Damaged),
                },
                Some(Token::Word(b">")) if self.peek() == Some(b'>') => {
                    self.at += 1;
                    return Ok(Dict(entries));
                }
                _ => return Err(Flaw::Damaged),
            }
        }
    }

    /// A number; or, where two whole ones and an `R` follow, a reference.
    fn number_or_reference(&mut self) -> Result<Object, Flaw> {
        let number = self.number()?;
        let Some(first) = number.whole() else { return Ok(number) };
        let mut ahead = self.clone();
        ahead.skip_blank();
        if !ahead.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Ok(number);
        }
        let generation = ahead.number();
        ahead.skip_blank();
        let is_reference = generation.is_ok() && ahead.peek() == Some(b'R') && {
            ahead.at += 1;
            !ahead.peek().is_some_and(is_regular)
        };
        match u32::try_from(first) {
            Ok(first) if is_reference => {
                self.at = ahead.at;
                Ok(Object::Reference(first))
            }
            _ => Ok(number),
        }
    }

    fn number(&mut self) -> Result<Object, Flaw> {
        /// Longest number that is read, in bytes.
        const MAX_NUMBER: usize = 40;
        let start = self.at;
        self.skip_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9'));
        let written = &self.bytes[start..self.at];
        if written.len() > MAX_NUMBER {
            return Err(Flaw::Damaged);
        }
        let number = std::str::from_utf8(written).ok().and_then(|number| number.parse().ok());
        number.map(Object::Number).ok_or(Flaw::Damaged)
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Object, Flaw> {
        let room = Room::new();
        Parser::new(text.as_bytes(), 0, &room).value()
    }

    #[test]
    fn values_are_read_as_they_are_written() {
        let string = |text: &str| Object::String(text.as_bytes().to_vec());
        for (text, value) in [
            (" % what\n -1.5 ", Object::Number(-1.5)),
            ("/a#20b", Object::Name(b"a b".to_vec())),
            (
                r"(a(b)\)\n\101\
c)",
                string("a(b))\nAc"),
            ),
            ("<48 6 9>", string("Hi")),
            ("12 0 R", Object::Reference(12)),
            ("[1 0 RG]", Object::Other),
            ("[1 2]", Object::Array(vec![Object::Number(1.0), Object::Number(2.0)])),
            (
                "<</A<</B 1 0 R>>>>",
                Object::Dict(Dict(vec![(
                    b"A".to_vec(),
                    Object::Dict(Dict(vec![(b"B".to_vec(), Object::Reference(1))])),
                )])),
            ),
        ] {
            match value {
                Object::Other => assert_eq!(parse(text), Err(Flaw::Damaged), "{text}"),
                value => assert_eq!(parse(text), Ok(value), "{text}"),
            }
        }
    }

    #[test]
    fn what_is_broken_or_too_deep_is_refused() {
        for text in ["", "(a", "<4", "[1", "<</A", "<</A>>", "<<1 2>>", ")", "<4x>", "--1", "1-1"] {
            assert_eq!(parse(text), Err(Flaw::Damaged), "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), Err(Flaw::Damaged));
        assert_eq!(parse(&"<</A".repeat(100_000)), Err(Flaw::Damaged));
    }
}
