//! Texts for people to read, of which a name from outside may be a part.

use std::borrow::Cow;

/// A text of one line without anything that a terminal obeys or that lets it look like another: what
/// controls, ends a line or turns the direction of writing is shown as `\u{1b}`.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_escaped) {
        return text.into();
    }
    let escape =
        |c: char| if is_escaped(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(escape).collect::<String>().into()
}

/// Lines of a file with a mark for each character that a terminal may obey; the ASCII ones are left
/// to whoever shows the lines, for whom some of them are blanks or ends of lines.
pub(super) fn shown(lines: &str) -> Cow<'_, str> {
    let is_replaced = |c: char| !c.is_ascii() && is_escaped(c);
    if lines.is_ascii() || !lines.contains(is_replaced) {
        return lines.into();
    }
    lines.replace(is_replaced, "\u{FFFD}").into()
}

fn is_escaped(c: char) -> bool {
    let turns_direction = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{61C}');
    c.is_control() || turns_direction || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        let name = "a\u{1b}[31m\r\nb\u{9b}\u{202e}\u{2028}å.yaml";
        let escaped = r"a\u{1b}[31m\r\nb\u{9b}\u{202e}\u{2028}å.yaml";
        assert_eq!(escape(name), escaped);
        assert!(matches!(escape("räksmörgås.yaml"), Cow::Borrowed(_)));
        assert_eq!(shown("a\u{9b}2J\u{85}\tå\n\u{202e}b\u{2028}"), "a�2J�\tå\n�b�");
    }
}
