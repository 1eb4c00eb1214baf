//! The values of a PDF (ISO 32000-1, 7.3), and its text strings (7.9.2.2).

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    /// `null`, `true` and `false`, of which nothing here depends.
    Other,
    Number(f64),
    Name(Vec<u8>),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// Another object of the file, by its number.
    Reference(u32),
}

/// A dictionary.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dict(pub Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.0.iter().find(|(name, _)| name == key.as_bytes()).map(|(_, value)| value)
    }

    /// The value of a key that is a whole number, not below zero, and stands in the dictionary
    /// itself.
    pub fn number(&self, key: &str) -> Option<usize> {
        self.get(key)?.whole()
    }

    /// The value of a key that is a name.
    pub fn name(&self, key: &str) -> Option<&[u8]> {
        match self.get(key) {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        }
    }
}

impl Object {
    /// A whole number, not below zero.
    pub fn whole(&self) -> Option<usize> {
        match self {
            Self::Number(number) if *number >= 0.0 && number.fract() == 0.0 => {
                Some(*number as usize)
            }
            _ => None,
        }
    }

    /// A text string: UTF-16 or UTF-8 with its mark, else the PDF's own encoding, of which the
    /// letters are those of Latin-1.
    pub fn text(&self) -> Option<String> {
        let Self::String(bytes) = self else { return None };
        Some(match bytes.as_slice() {
            [0xFE, 0xFF, text @ ..] => utf_16(text),
            [0xEF, 0xBB, 0xBF, text @ ..] => String::from_utf8_lossy(text).into_owned(),
            text => text.iter().map(|byte| char::from(*byte)).collect(),
        })
    }
}

/// A text in UTF-16, the high byte first.
pub(super) fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
