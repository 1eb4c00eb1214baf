//! A line of the source, as its author sees it.

use std::ops::Range;

/// A line without its end.
pub(super) struct Line<'s> {
    pub start: usize,
    pub text: &'s str,
}

impl<'s> Line<'s> {
    pub fn at(text: &'s str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Self { start, text: text[start..].lines().next().unwrap_or_default() }
    }

    /// The nearest line above that holds more than a comment.
    pub fn above(&self, text: &'s str) -> Option<Self> {
        let mut start = self.start;
        while start > 0 {
            let line = Self::at(text, start - 1);
            let content = line.text.trim_start();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
            start = line.start;
        }
        None
    }

    /// The nearest line below that holds more than a comment.
    pub fn below(&self, text: &'s str) -> Option<Self> {
        let mut end = self.start + self.text.len();
        while let Some(newline) = text[end..].find('\n') {
            let line = Self::at(text, end + newline + 1);
            let content = line.text.trim_start();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
            end = line.start + line.text.len();
        }
        None
    }

    /// Where the lines end that belong to this one: those that are further in, and entries in its
    /// own column.
    pub fn block_end(&self, text: &str) -> usize {
        let mut next = self.below(text);
        while let Some(line) = next {
            let is_entry = line.is_entry() && !self.is_entry();
            if line.content_column() < self.content_column() + usize::from(!is_entry) {
                return line.start;
            }
            next = line.below(text);
        }
        text.len()
    }

    pub fn content_column(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Where the line's content stands in the source.
    pub fn content(&self) -> Range<usize> {
        let start = self.start + self.content_column();
        start..start + self.text.trim().len()
    }

    pub fn is_entry(&self) -> bool {
        self.text.trim_start().starts_with("- ")
    }

    /// Where a key begins in the line: after its indentation and any dashes.
    pub fn key_column(&self) -> usize {
        let mut rest = self.text.trim_start();
        while let Some(entry) = rest.strip_prefix("- ") {
            rest = entry.trim_start();
        }
        self.text.len() - rest.len()
    }

    /// The word that a line begins with, and what follows it, if that is a colon.
    pub fn word(&self) -> Option<(&'s str, &'s str)> {
        let rest = &self.text[self.key_column()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
        (end > 0 && rest[end..].starts_with(':')).then(|| rest.split_at(end))
    }

    /// Whether the line is one word, perhaps a key that lacks its colon.
    pub fn is_lone_word(&self) -> bool {
        let word = self.text.trim();
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_')
    }

    /// Key and value, the value up to the line's end.
    pub fn key(&self) -> Option<(&'s str, &'s str)> {
        let (key, rest) = self.word()?;
        let value = &rest[1..];
        let is_parted = value.is_empty() || value.starts_with(char::is_whitespace);
        is_parted.then(|| (key, value.trim_start()))
    }

    /// Whether both lines begin with the same key.
    pub fn is_like(&self, other: &Self) -> bool {
        self.word().is_some_and(|(word, _)| other.word().is_some_and(|(other, _)| other == word))
    }

    /// Where in the source the value begins that stands behind the line's key or dashes.
    pub fn value(&self) -> usize {
        match self.key() {
            Some((_, value)) => self.start + self.text.len() - value.len(),
            None => self.start + self.key_column(),
        }
    }

    /// The dash that no space follows.
    pub fn is_glued_entry(&self) -> bool {
        let dashed = self.text.trim_start().strip_prefix('-');
        dashed.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    }

    /// The colon or dash that no space follows, unless it is that of an address or a number.
    pub fn glued(&self) -> Option<(char, Range<usize>)> {
        let content = self.content();
        if self.is_glued_entry() {
            return Some(('-', content.start..content.start + 1));
        }
        let (word, rest) = self.word()?;
        let is_glued = self.key().is_none() && !rest.starts_with("://");
        let colon = self.start + self.key_column() + word.len();
        is_glued.then(|| (':', colon..colon + 1))
    }
}

/// Where the lines end that belong to the one of an offset.
pub(crate) fn block_end(text: &str, offset: usize) -> usize {
    Line::at(text, offset).block_end(text)
}
