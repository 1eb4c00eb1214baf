//! Pieces of messages that are written alike in every language.

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

/// A character with its code point; an invisible one by its code point alone.
pub(super) fn character(character: char) -> String {
    let code = u32::from(character);
    if is_visible(character) {
        format!("\"{character}\" (U+{code:04X})")
    } else {
        format!("U+{code:04X}")
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
