//! What was passed over in a text that could not be read as it is.

use std::collections::BTreeSet;
use std::ops::Range;

/// Most words in gaps that are told apart: more than there are keys. Behind more, nothing is
/// called missing.
const MAX_KEYS: usize = 200;

/// What was passed over in a text.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// Where, in order of passing.
    ranges: Vec<Range<usize>>,
    /// The words in it that look like keys.
    keys: BTreeSet<String>,
    /// Names in it that aliases may refer to.
    anchors: Vec<String>,
}

impl Gaps {
    /// Whether a value begins in a gap.
    pub fn holds(&self, offset: usize) -> bool {
        self.ranges.iter().any(|gap| gap.contains(&offset))
    }

    /// Whether nothing but blanks parts a place from a gap: a value that seems to be blank may
    /// have stood there.
    pub fn touches(&self, text: &str, offset: usize) -> bool {
        // The parser places a value of which nothing is written before its key's colon.
        let is_blank = |c: char| c.is_ascii_whitespace() || c == ':' || c == '-';
        let start = text[..offset].trim_end_matches(is_blank).len();
        let end = text.len() - text[offset..].trim_start_matches(is_blank).len();
        self.ranges.iter().any(|gap| gap.start <= end && gap.end >= start)
    }

    /// Whether an alias may refer to a value in a gap.
    pub fn names(&self, anchor: &str) -> bool {
        self.anchors.iter().any(|name| name == anchor)
    }

    /// Whether the value of a key may stand in a gap; `is_meant` tells whether a word is it.
    pub fn may_hold(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        self.keys.len() >= MAX_KEYS || self.keys.iter().any(|word| is_meant(word))
    }

    /// Notes a part of the text as passed over.
    pub fn add(&mut self, text: &str, gap: Range<usize>) {
        let written = &text[gap.clone()];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let before_colons = written.match_indices(':').map(|(at, _)| {
            let before = written[..at].trim_end();
            &before[before.trim_end_matches(is_word).len()..]
        });
        // The slip may be a key's missing colon.
        let first_in_lines = written.lines().map(|line| {
            let line = line.trim_start_matches([' ', '-']);
            &line[..line.len() - line.trim_start_matches(is_word).len()]
        });
        for word in before_colons.chain(first_in_lines).filter(|word| !word.is_empty()) {
            if self.keys.len() < MAX_KEYS {
                self.keys.insert(word.to_owned());
            }
        }
        for (at, _) in written.match_indices('&') {
            let name = written[at + 1..].split(|c: char| c.is_whitespace() || ",[]{}".contains(c));
            self.anchors.extend(name.take(1).map(str::to_owned));
        }
        self.ranges.push(gap);
    }
}
