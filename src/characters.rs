//! Characters that cannot be seen: spaces other than the plain one, and those without any width;
//! and those that are nothing but bullets.

use std::borrow::Cow;

/// A space as wide as others that is not the plain one of the keyboard: the no-break space, which
/// comes with text from Word and the web, and its kin (Unicode's category Zs).
pub(crate) fn is_odd_space(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// A character without width: the soft hyphen, marks that allow or forbid a line's end or a join,
/// marks of direction, the byte-order mark.
pub(crate) fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// A character without width that means nothing in a text written from left to right: marks that
/// say so once more, invisible operators, the byte-order mark. Those that turn the direction
/// around are not among them.
pub(crate) fn is_idle(character: char) -> bool {
    matches!(
        character,
        '\u{61C}'
            | '\u{180E}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'
            | '\u{202C}'
            | '\u{202D}'
            | '\u{2061}'..='\u{2064}' | '\u{2066}' | '\u{2068}' | '\u{2069}' | '\u{FEFF}'
    )
}

/// Whether a character belongs to a script that is written from right to left (the blocks of the
/// Unicode Character Database that default to R or AL).
pub(crate) fn is_right_to_left(character: char) -> bool {
    matches!(
        u32::from(character),
        0x590..=0x61B
            | 0x61D..=0x8FF
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFE
            | 0x1_0800..=0x1_0FFF
            | 0x1_E800..=0x1_EFFF
    )
}

/// A text without its marks that only allow or forbid a line's end, for what has no lines: a
/// document's properties, bookmarks, alternative texts.
pub(crate) fn without_break_marks(text: &str) -> Cow<'_, str> {
    const MARKS: [char; 3] = ['\u{AD}', '\u{200B}', '\u{2060}'];
    if text.contains(MARKS) { text.replace(MARKS, "").into() } else { text.into() }
}

/// Whether nothing of a text can be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || is_zero_width(character))
}

/// A text without what cannot be seen at all, and without white space at its ends: for values in
/// which nothing else can be meant, such as keys and addresses.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|character| !is_zero_width(*character))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Whether a character at the beginning of a line is nothing but a bullet: those of Unicode, those
/// that Word's bullets become in copied text, and those of Word's symbol fonts, which have no
/// meaning of their own.
pub(crate) fn is_bullet(character: char) -> bool {
    matches!(
        character,
        '·' | '•'
            | '‣'
            | '◦'
            | '●'
            | '○'
            | '▪'
            | '■'
            | '□'
            | '▫'
            | '⁃'
            | '∙'
            | '➢'
            | '➤'
            | '►'
            | '▶'
            | '▸'
            | '❖'
            | '◆'
            | '◊'
            | '♦'
            | '✓'
            | '✔'
            | '\u{F020}'..='\u{F0FF}'
    )
}
