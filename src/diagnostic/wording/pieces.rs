//! Pieces of messages that are written alike in every language.

use crate::field::{FieldPath, Step};

/// Longest piece of a file's text that a message repeats, in characters.
const MAX_QUOTE: usize = 40;

/// Text from a file in a message: of bearable length, and nothing in it that a terminal obeys.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == MAX_QUOTE {
            quoted.push('…');
            break;
        }
        if character.is_control() {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    quoted.push('`');
    quoted
}

/// A character with its code point; one that cannot be seen by its code point and, if it has one
/// in the language, its name.
pub(super) fn character(character: char, name: Option<&str>) -> String {
    let code = u32::from(character);
    match name {
        _ if is_visible(character) => format!("\"{character}\" (U+{code:04X})"),
        Some(name) => format!("U+{code:04X} ({name})"),
        None => format!("U+{code:04X}"),
    }
}

fn is_visible(character: char) -> bool {
    !(character.is_control()
        || character.is_whitespace()
        || matches!(u32::from(character), 0x0300..=0x036F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
            | 0xE000..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF9..=0xFFFF | 0x1_FFFE..))
}

/// A number of bytes, in the largest unit that gives a whole number.
pub(super) fn size(bytes: usize) -> String {
    const UNITS: [(usize, &str); 2] = [(1024 * 1024, "MB"), (1024, "kB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}

/// Alternatives: `SVG, PNG or JPEG`.
pub(super) fn choice(names: &[&str], or: &str) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} {or} {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// A list of keys for a hint.
pub(super) fn keys(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// What a message calls the value at a path.
#[derive(Clone, Copy)]
pub(super) enum Field<'a> {
    /// The file itself.
    File,
    /// A text of which nothing is known but where it stands.
    Text,
    /// The value of a key.
    Key(&'a str),
    /// An entry of a list, from 1.
    Entry(&'a str, usize),
    /// The file of a picture, from 1.
    Picture(usize),
    /// The file of a logo.
    Logo,
}

impl<'a> Field<'a> {
    pub fn of(path: &'a FieldPath) -> Self {
        match path.steps() {
            [Step::Key(pictures), Step::Item(index), Step::Key(file)]
                if pictures == "pictures" && file == "file" =>
            {
                Self::Picture(index + 1)
            }
            [Step::Key(logo), Step::Key(file)] if logo == "logo" && file == "file" => Self::Logo,
            [.., Step::Key(key), Step::Item(index)] => Self::Entry(key, index + 1),
            [.., Step::Key(key)] => Self::Key(key),
            _ => Self::File,
        }
    }
}

/// A whole number as Swedish groups it: from five digits on in threes, with no-break spaces.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{A0}');
        }
        text.push(digit);
    }
    text
}
