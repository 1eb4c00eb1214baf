//! Blocks of keys and values: which keys there are, which are misspelt, missing or there twice.

use std::ops::Range;

use super::checker::Checker;
use super::labels;
use crate::characters::bare;
use crate::diagnostic::{Kind, Problem, Syntax};
use crate::field::Step;
use crate::load::{Entry, Node, Scalar, ScalarStyle, Value};

/// A block's known keys with their values.
pub(super) struct Fields<'n> {
    /// The key that comes first if the block is an entry of a list.
    first_of_entry: Option<&'static str>,
    /// Whether a key has shown that the next entry has begun.
    is_over: bool,
    found: Vec<Field<'n>>,
    /// Where a missing key is reported.
    place: Range<usize>,
}

struct Field<'n> {
    key: &'static str,
    key_span: Range<usize>,
    value: &'n Node<'n>,
}

impl Fields<'_> {
    pub fn has(&self, key: &str) -> bool {
        self.found.iter().any(|field| field.key == key)
    }

    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }
}

impl Checker<'_> {
    /// Reads the value of a key of the block that the walk is at.
    fn enter_field<'n, T>(
        &mut self,
        field: &Field<'n>,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        let step = Step::Key(field.key.into());
        self.enter(step, Some(field.key_span.clone()), field.value, read)
    }

    /// Reads a block of keys and values. A misspelt key is reported, and its value read as if it
    /// had been spelt well; so are keys with dashes before them.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node<'n>,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        let entries: Vec<_> = match &node.value {
            Value::Mapping(entries) => entries.iter().collect(),
            value => {
                self.wrong_type(node, Kind::Block, known);
                let Value::Sequence(items) = value else { return None };
                let blocks = items.iter().filter_map(|item| match &item.value {
                    Value::Mapping(entries) => Some(entries),
                    _ => None,
                });
                let entries: Vec<_> = blocks.flatten().collect();
                if entries.is_empty() {
                    return None;
                }
                entries
            }
        };
        let place = self.key.clone().unwrap_or_else(|| node.span.clone());
        let is_entry = self.path().last_key().is_none() && !self.path().is_root();
        let first_of_entry = known.first().copied().filter(|_| is_entry);
        let mut fields = Fields { first_of_entry, is_over: false, found: Vec::new(), place };
        let mut unknown = Vec::new();
        let mut merged = Vec::new();
        for entry in entries {
            let Value::Scalar(Scalar { text, style, .. }) = &entry.key.value else {
                if matches!(entry.key.value, Value::Broken) {
                    continue;
                }
                self.report(entry.key.span.clone(), Problem::KeyNotText);
                continue;
            };
            // What cannot be seen means nothing in a key.
            let key = bare(text);
            match known.iter().find(|known| **known == key) {
                Some(known) => self.add(&mut fields, known, entry.key.span.clone(), &entry.value),
                None if key == "<<" && *style == ScalarStyle::Plain => {
                    self.report(entry.key.span.clone(), Problem::MergeKey);
                    merged.push(&entry.value);
                }
                None => unknown.push((key, entry)),
            }
        }
        for (key, entry) in unknown {
            self.unknown(&mut fields, known, &key, entry);
        }
        // Read as YAML 1.1 means it, so that nothing is called missing which is there.
        let merged = merged.into_iter().filter_map(|value| match &value.value {
            Value::Mapping(entries) => Some(entries),
            _ => None,
        });
        for entry in merged.flatten() {
            let Value::Scalar(Scalar { text: key, .. }) = &entry.key.value else { continue };
            let key = known.iter().find(|known| *known == key && !fields.has(known));
            if let Some(key) = key {
                self.add(&mut fields, key, entry.key.span.clone(), &entry.value);
            }
        }
        Some(fields)
    }

    /// Reports a key that a block does not know. Its value is read as that of the key which is
    /// meant, if that is clear.
    fn unknown<'n>(
        &mut self,
        fields: &mut Fields<'n>,
        known: &'static [&'static str],
        key: &str,
        entry: &'n Entry<'n>,
    ) {
        if self.is_full() {
            return;
        }
        let others = || self.blocks.iter().filter(|(_, keys)| *keys != known);
        let is_text = matches!(entry.value.value, Value::Scalar(_));
        let mut homes: Vec<_> = others()
            .filter_map(|(block, keys)| Some((*block, *keys.iter().find(|known| **known == key)?)))
            .collect();
        let free: Vec<_> = known
            .iter()
            .copied()
            .filter(|known| !fields.has(known) && !self.is_lost(known))
            .collect();
        // A text below a key of another block is not meant for a list or block that is called
        // almost like it.
        let suggestion =
            if is_text && !homes.is_empty() { None } else { labels::meant(key, &free) };
        if suggestion.is_some() {
            homes.clear();
        } else if homes.is_empty() {
            let meant = |(block, keys): &(_, &[_])| Some((*block, labels::called(key, keys)?));
            homes.extend(others().filter_map(meant));
        }
        // The form's own name for a key that is there already.
        let plain = key.to_lowercase();
        let taken = known.iter().find(|known| **known == plain).copied();
        let taken = taken.or_else(|| labels::called(key, known)).filter(|key| fields.has(key));
        if suggestion.is_none() && taken.is_some() {
            homes.clear();
        }
        self.strayed.extend(homes.iter().map(|(_, key)| *key));
        let likely = suggestion.or(taken);
        let problem = Problem::UnknownKey { key: key.to_owned(), suggestion: likely, homes, known };
        self.report_at(self.path_to(key.to_owned()), entry.key.span.clone(), problem);
        if let Some(key) = suggestion {
            self.add(fields, key, entry.key.span.clone(), &entry.value);
        }
    }

    fn add<'n>(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
        key_span: Range<usize>,
        value: &'n Node<'n>,
    ) {
        match fields.found.iter().position(|field| field.key == key) {
            Some(_) if self.is_full() || fields.is_over => {}
            // Where its first key was passed over, nobody knows where an entry ends.
            Some(_) if fields.first_of_entry.is_some_and(|first| self.is_lost(first)) => {}
            Some(index) => {
                let first_line = self.line_of(fields.found[index].key_span.start);
                // What stands below belongs to an entry of its own.
                fields.is_over = fields.first_of_entry.is_some() && index == 0;
                let problem = if fields.is_over {
                    Problem::Syntax { syntax: Syntax::MissingDash }
                } else {
                    Problem::DuplicateKey { key, first_line }
                };
                self.report_at(self.path_to(key), key_span, problem);
            }
            None => fields.found.push(Field { key, key_span, value }),
        }
    }

    /// Reads a value that must be there and not be blank.
    pub fn required<'n, T>(
        &mut self,
        fields: &Fields<'n>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        let Some(field) = fields.found.iter().find(|field| field.key == key) else {
            if !self.strayed.contains(&key) && !self.is_lost(key) {
                let place = fields.place.clone();
                self.report_at(self.path_to(key), place, Problem::MissingKey { key });
            }
            return None;
        };
        // What is to stand below it stands beside it, and has been told.
        let has_strayed = self.blocks.iter().any(|(block, keys)| {
            *block == key && keys.iter().any(|key| self.strayed.contains(key))
        });
        self.enter_field(field, |this, value| {
            if value.is_blank() {
                if !has_strayed || !value.span.is_empty() {
                    this.blank(value);
                }
                return None;
            }
            read(this, value)
        })
    }

    /// Reads a value that may be left out or left blank.
    pub fn optional<'n, T>(
        &mut self,
        fields: &Fields<'n>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        let field = fields.found.iter().find(|field| field.key == key)?;
        if field.value.is_blank() {
            let nothing = field.value.span.is_empty();
            if let Some(comment) = self.comment_after(field.key_span.end).filter(|_| nothing) {
                self.report_at(self.path_to(key), comment, Problem::CommentForValue);
            }
            return None;
        }
        self.enter_field(field, read)
    }
}
