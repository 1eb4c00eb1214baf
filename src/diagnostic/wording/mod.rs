//! What diagnostics say: one file a language.

mod en;
mod sv;

use super::{Diagnostic, Language, Reason};

/// Longest piece of a file's text that a message repeats, in characters.
const MAX_QUOTE: usize = 40;

/// The message of a diagnostic.
pub(super) fn message(diagnostic: &Diagnostic, language: Language) -> String {
    let field = field(&diagnostic.path);
    match language {
        Language::English => en::message(&diagnostic.problem, &en::field(field)),
        Language::Swedish => sv::message(&diagnostic.problem, &sv::field(field)),
    }
}

/// The hints of a diagnostic.
pub(super) fn hints(diagnostic: &Diagnostic, language: Language) -> Vec<String> {
    let (mut hints, repeated) = match language {
        Language::English => (en::hints(&diagnostic.problem), en::repeated as fn(usize) -> String),
        Language::Swedish => (sv::hints(&diagnostic.problem), sv::repeated as fn(usize) -> String),
    };
    hints.extend(diagnostic.repeated.as_ref().map(|value| repeated(value.line)));
    hints
}

/// Why the system refused.
pub(super) fn reason(reason: &Reason, language: Language) -> String {
    match language {
        Language::English => reason.text.clone(),
        Language::Swedish => sv::reason(reason),
    }
}

/// What a message calls the value at a path: its key, and which entry of a list it is, from 1.
fn field(path: &str) -> (&str, Option<usize>) {
    let last = path.rsplit('.').next().unwrap_or_default();
    let entry = last.strip_suffix(']').and_then(|last| last.rsplit_once('['));
    match entry.and_then(|(key, index)| Some((key, index.parse::<usize>().ok()?))) {
        Some((key, index)) => (key, Some(index + 1)),
        None => (last, None),
    }
}

/// Text from a file in a message: of bearable length, and nothing in it that a terminal obeys.
fn quote(text: &str) -> String {
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
fn character(character: char) -> String {
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
fn size(bytes: usize) -> String {
    const UNITS: [(usize, &str); 2] = [(1024 * 1024, "MB"), (1024, "kB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}

/// Alternatives: `SVG, PNG or JPEG`.
fn choice(names: &[&str], or: &str) -> String {
    match names {
        [others @ .., last] if !others.is_empty() => format!("{} {or} {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// A list of keys for a hint.
fn keys(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
