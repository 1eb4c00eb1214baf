//! Typography: what a careful Swedish typesetter does to plain text, for both formats alike.

use super::addresses::addresses;

/// Months, which stay with the day before them.
pub(super) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Units, which stay with the number before them.
const UNITS: [&str; 38] = [
    "%", "‰", "°C", "kr", "kronor", "tkr", "mkr", "mnkr", "mdkr", "kkr", "SEK", "EUR", "€", "$",
    "mm", "cm", "dm", "m", "km", "mil", "m²", "km²", "ha", "l", "m³", "g", "hg", "kg", "ton", "s",
    "min", "h", "tim", "W", "kW", "kWh", "MWh", "GWh",
];

/// Abbreviations and signs, which stay with the number after them.
const BEFORE_NUMBERS: [&str; 11] =
    ["§", "§§", "kl.", "kl", "s.", "sid.", "nr", "nr.", "kap.", "ca", "tel."];

const NO_BREAK_SPACE: char = '\u{a0}';

/// Sets a text by Swedish rules: straight quotation marks become ” and ’, and a number stays on
/// one line with its unit, its month, the sign before it and its own groups of three digits. An
/// address stays as it is.
pub(super) fn typeset(text: &str) -> String {
    let addresses = addresses(text);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (index, character) in text.match_indices(['"', '\'', ' ']) {
        let after = index + character.len();
        if addresses.iter().any(|address| address.contains(&index)) {
            continue;
        }
        let set = match character {
            "\"" => '”',
            "'" => '’',
            _ if belong_together(&text[..index], &text[after..]) => NO_BREAK_SPACE,
            _ => continue,
        };
        out.push_str(&text[copied..index]);
        out.push(set);
        copied = after;
    }
    out.push_str(&text[copied..]);
    out
}

/// A text as its author would type it: with plain blanks where [`typeset`] puts others.
pub(super) fn typed(text: &str) -> String {
    if !text.contains(NO_BREAK_SPACE) {
        return text.to_owned();
    }
    let plain = text.replace(NO_BREAK_SPACE, " ");
    let set = typeset(&plain);
    let is_set =
        |(written, set)| if written == set && set == NO_BREAK_SPACE { ' ' } else { written };
    text.chars().zip(set.chars()).map(is_set).collect()
}

/// Whether the words on both sides of a space are not to be parted.
fn belong_together(before: &str, after: &str) -> bool {
    if !ends_in_digit(before) && !begins_with_digit(after) {
        return false;
    }
    let left = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let left = left.trim_start_matches(['(', '[', '”', '"', '’', '\'']);
    let right = after.split(char::is_whitespace).next().unwrap_or_default();
    let right =
        right.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', '"', '’', '\'']);
    if ends_in_digit(left) {
        return UNITS.contains(&right) || MONTHS.contains(&right) || is_group_of_three(left, right);
    }
    BEFORE_NUMBERS.contains(&left) && begins_with_digit(right)
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether `right` goes on the number that `left` begins, as in `1 500 000`. A four-digit left
/// side is a year or the like, not the head of a number.
fn is_group_of_three(left: &str, right: &str) -> bool {
    let head = left.trim_start_matches(['-', '−', '+', '±']);
    let digits = right.split(',').next().unwrap_or_default();
    (1..=3).contains(&head.len())
        && head.bytes().all(|b| b.is_ascii_digit())
        && digits.len() == 3
        && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{typed, typeset};

    #[test]
    fn keeps_numbers_with_what_belongs_to_them() {
        for (plain, set) in [
            ("26-28 februari 2014", "26-28\u{a0}februari 2014"),
            ("1 500 000 kr, ca 12 %.", "1\u{a0}500\u{a0}000\u{a0}kr, ca\u{a0}12\u{a0}%."),
            ("(§ 5, kl. 10)", "(§\u{a0}5, kl.\u{a0}10)"),
            ("år 2014 300 personer", "år 2014 300 personer"),
            ("3 möten m m", "3 möten m m"),
        ] {
            assert_eq!(typeset(plain), set);
        }
    }

    #[test]
    fn what_was_set_is_typed_with_plain_blanks() {
        for (set, plain) in [
            ("3–4\u{a0}juni, ca\u{a0}12\u{a0}%", "3–4 juni, ca 12 %"),
            ("Lena\u{a0}Ek, 45\u{a0}000\u{a0}kr", "Lena\u{a0}Ek, 45 000 kr"),
        ] {
            assert_eq!(typed(set), plain);
            assert_eq!(typeset(plain), set);
        }
    }

    #[test]
    fn leaves_addresses_as_they_are() {
        for (plain, set) in [
            ("'https://a.se/d'arc'", "’https://a.se/d'arc’"),
            ("\"www.a.se/o'k\", it's", "”www.a.se/o'k”, it’s"),
        ] {
            assert_eq!(typeset(plain), set);
        }
    }

    #[test]
    fn curls_quotation_marks_the_swedish_way() {
        assert_eq!(typeset(r#"den "gröna" staden, SME's"#), "den ”gröna” staden, SME’s");
    }
}
