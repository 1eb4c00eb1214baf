//! Characters that only look like markup: those of addresses and paths, asterisks inside words and
//! numbers; and marks that were meant as markup and are none.

use std::ops::Range;

use crate::diagnostic::{Misfire, Problem};

/// A paragraph as CommonMark's parser is to read it: as long as what is written, on one line, with
/// a letter for each character that is no markup.
/// `ends_line` says whether a line end follows.
pub(super) fn prepared(written: &str, addresses: &[Range<usize>], ends_line: bool) -> String {
    let mut bytes = written.as_bytes().to_vec();
    for address in addresses {
        hide(&mut bytes[address.clone()]);
    }
    for path in paths(written) {
        hide(&mut bytes[path]);
    }
    // A backslash before a line's end makes it one in Markdown; here it is one anyway.
    let ends = written.match_indices('\n').map(|(end, _)| end);
    for end in ends.chain(ends_line.then_some(written.len())) {
        let line = &bytes[..written[..end].trim_end().len()];
        let backslashes = line.iter().rev().take_while(|byte| **byte == b'\\').count();
        if backslashes % 2 == 1 {
            let last = line.len() - 1;
            bytes[last] = b' ';
        }
    }
    for byte in &mut bytes {
        if matches!(byte, b'\n' | b'\t' | b'\r') {
            *byte = b' ';
        }
    }
    // Only whole characters of ASCII were replaced by such.
    let mut prepared = String::from_utf8(bytes).unwrap_or_default();
    for run in asterisks_of_text(&prepared) {
        let text = "x".repeat(run.len());
        prepared.replace_range(run, &text);
    }
    prepared
}

/// Puts letters in the place of what may be markup.
fn hide(bytes: &mut [u8]) {
    for byte in bytes {
        if b"\\*_[]<>&`~!".contains(byte) {
            *byte = b'x';
        }
    }
}

/// The words that belong to paths of Windows. A path begins with a drive's letter and a colon, or
/// with two backslashes. As its folders may have blanks in their names, it takes in the later words
/// of its line that have a backslash inside. (Nobody needs one there as an escape: marks inside
/// words are text.) Marks of emphasis around a path are no part of it.
fn paths(written: &str) -> impl Iterator<Item = Range<usize>> {
    let lines = written.split('\n').filter(|line| line.contains('\\'));
    lines
        .flat_map(|line| {
            line.split_whitespace().scan(false, |in_path, word| Some(path_word(in_path, word)))
        })
        .flatten()
        .map(|word| {
            let start = word.as_ptr() as usize - written.as_ptr() as usize;
            start..start + word.len()
        })
}

/// What of a word belongs to a path; `in_path` says whether one has begun on its line.
fn path_word<'w>(in_path: &mut bool, word: &'w str) -> Option<&'w str> {
    let path = word.trim_start_matches(['*', '_', '(', '[', '"', '\'', '”', '’', '<']);
    let path = path.trim_end_matches(['*', '_']);
    let mut characters = path.chars();
    let begins = match (characters.next(), characters.next(), characters.next()) {
        (Some(drive), Some(':'), Some('\\' | '/')) => drive.is_ascii_alphabetic(),
        (Some('\\'), Some('\\'), Some(server)) => server.is_alphanumeric(),
        _ => false,
    };
    let goes_on = *in_path && path.find('\\').is_some_and(|at| at > 0);
    *in_path |= begins;
    Some(path).filter(|_| begins || goes_on)
}

/// A run of one of the marks of emphasis.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub range: Range<usize>,
    before: Option<char>,
    after: Option<char>,
}

impl Run {
    fn new(text: &str, range: Range<usize>) -> Self {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        Self { range, before, after }
    }

    fn is_in_word(&self) -> bool {
        is_word(self.before) && is_word(self.after)
    }

    fn follows_space(&self) -> bool {
        self.before.is_none_or(char::is_whitespace)
    }

    fn precedes_space(&self) -> bool {
        self.after.is_none_or(char::is_whitespace)
    }

    /// Whether it may end emphasis (CommonMark, section 6.2: right-flanking).
    fn may_close(&self) -> bool {
        !self.follows_space() && (is_word(self.before) || !is_word(self.after))
    }

    /// Whether it may begin emphasis (left-flanking).
    fn may_open(&self) -> bool {
        !self.precedes_space() && (is_word(self.after) || !is_word(self.before))
    }
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// The runs of a mark that no backslash stands before.
fn runs(text: &str, mark: u8) -> Vec<Run> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        if *byte == b'\\' {
            at += usize::from(bytes.get(at).is_some_and(u8::is_ascii));
        } else if *byte == mark {
            at += bytes[at..].iter().take_while(|byte| **byte == mark).count();
            runs.push(Run::new(text, start..at));
        }
    }
    runs
}

/// The asterisks that are text: between two letters or digits, unless they end what was opened
/// before; and alone between blanks, as in a product.
fn asterisks_of_text(text: &str) -> Vec<Range<usize>> {
    if !text.contains('*') {
        return Vec::new();
    }
    let runs = runs(text, b'*');
    // What a later mark ends better does not end inside a word.
    let mut ends_later = vec![false; runs.len()];
    let mut closing = false;
    for (ends_later, run) in ends_later.iter_mut().zip(&runs).rev() {
        *ends_later = closing;
        if !run.is_in_word() {
            closing = run.may_close();
        }
    }
    let mut of_text = Vec::new();
    // How many asterisks each mark has that is still to be ended.
    let mut open = Vec::new();
    for (run, ends_later) in runs.iter().zip(ends_later) {
        let length = run.range.len();
        if run.is_in_word() {
            if open.last() == Some(&length) && !ends_later {
                open.pop();
            } else {
                of_text.push(run.range.clone());
            }
        } else if run.may_close() && !open.is_empty() {
            open.pop();
        } else if run.may_open() {
            open.push(length);
        } else if length == 1 && run.follows_space() && !open.contains(&1) {
            of_text.push(run.range.clone());
        }
    }
    of_text
}

/// The marks that were meant as emphasis or as a link, among those that the parser left as text:
/// the offsets of `*`, `_` and `]`.
pub(super) fn misfires(text: &str, left: &[usize]) -> Vec<(Range<usize>, Problem)> {
    let mut runs: Vec<Run> = Vec::new();
    let mut out = Vec::new();
    let mut told = 0;
    for &at in left {
        let mark = &text[at..=at];
        if mark == "]" {
            // What stands inside a link that misfired is no other.
            if at >= told {
                let link = misfired_link(text, at);
                told = link.as_ref().map_or(told, |(place, _)| place.end);
                out.extend(link);
            }
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.range.end == at && text[run.range.clone()].starts_with(mark) => {
                *run = Run::new(text, run.range.start..at + 1);
            }
            _ => runs.push(Run::new(text, at..at + 1)),
        }
    }
    let mut runs = runs.into_iter().peekable();
    while let Some(run) = runs.next() {
        let mark = &text[run.range.clone()];
        let is_partner = |next: &Run| text[next.range.clone()] == *mark && !next.is_in_word();
        let is_underscore = mark.starts_with('_');
        let is_told = match mark.len() {
            _ if run.is_in_word() => false,
            // Lines to write on, and the names of files.
            1 | 2 if is_underscore => {
                run.may_open() && runs.peek().is_some_and(|n| is_partner(n) && !n.follows_space())
            }
            _ if is_underscore => false,
            // A sign for a footnote: `250 kr*`, `*)`.
            1 => run.may_open() && run.after != Some(')'),
            _ => true,
        };
        if !is_told {
            continue;
        }
        let partner = runs.next_if(is_partner);
        let misfire = match &partner {
            None => Misfire::Alone,
            Some(end) if run.precedes_space() || end.follows_space() => Misfire::Spaced,
            Some(_) => Misfire::Glued,
        };
        let end = partner.map_or(run.range.end, |partner| partner.range.end);
        let problem = Problem::StrayMark { mark: mark.to_owned(), misfire };
        out.push((run.range.start..end, problem));
    }
    out
}

/// The link that was meant around a `]`.
fn misfired_link(text: &str, at: usize) -> Option<(Range<usize>, Problem)> {
    let rest = &text[at + 1..];
    let address = rest.trim_start().strip_prefix('(')?;
    let is_parted = !rest.starts_with('(');
    let begins = ["http://", "https://", "www.", "mailto:"].iter().any(|s| address.starts_with(s));
    if is_parted && !begins {
        return None;
    }
    let start = text[..at].rfind('[').filter(|start| !text[..*start].ends_with('\\'))?;
    // Without a closing bracket, the address ends with its word.
    let closing = address.find(')');
    let length = closing.or_else(|| address.find(char::is_whitespace)).unwrap_or(address.len());
    let end = text.len() - address.len() + length + usize::from(closing.is_some());
    let spaces = !is_parted && address[..length].trim().contains(char::is_whitespace);
    Some((start..end, Problem::StrayLink { spaces }))
}
