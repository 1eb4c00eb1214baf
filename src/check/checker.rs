//! The walk over a file's tree: blocks of keys, lists, and the place of every problem.

use std::borrow::Cow;
use std::ops::Range;

use super::labels;
use crate::characters::bare;
use crate::diagnostic::{Diagnostic, Kind, Problem, Repeated, Syntax};
use crate::field::{FieldPath, Step};
use crate::fonts::Fonts;
use crate::input::Place;
use crate::limits::{MAX_ENTRIES, MAX_PROBLEMS};
use crate::load::{Entry, Gaps, Node, Scalar, ScalarStyle, Value, is_curly_quote};

/// What a check needs to know beside the file itself.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The folder that pictures and logos are looked up in and may not leave.
    pub folder: Place<'a>,
    /// The fonts that must be able to draw every character.
    pub fonts: &'a Fonts,
}

/// What a check has found so far, and where in the tree it is. Readers return `None` for what
/// they have reported, so that the walk goes on and finds everything.
pub(super) struct Checker<'a> {
    pub context: &'a Context<'a>,
    /// The text that was parsed: the source's, with control characters blanked.
    pub text: &'a str,
    /// What was passed over in it.
    gaps: &'a Gaps,
    /// Control characters that stand in the source itself, to be reported where they are read.
    pub controls: Vec<(usize, char)>,
    pub diagnostics: Vec<Diagnostic>,
    path: FieldPath,
    /// Where the key stands that leads to where the walk is, if one does.
    key: Option<Range<usize>>,
    /// The blocks of the format, each with the keys that it knows; "" is the file itself.
    pub blocks: Blocks,
    /// Texts of the starter that are there to be replaced.
    pub starter_texts: &'static [&'static str],
    /// Keys that stand in another block than their own: they are not missing there.
    strayed: Vec<&'static str>,
    /// The alias that brought the walk to where it is.
    alias: Option<Range<usize>>,
}

/// Blocks by their keys, each with the keys that it knows.
pub(super) type Blocks = &'static [(&'static str, &'static [&'static str])];

/// A block's known keys with their values.
pub(super) struct Fields<'n> {
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

impl<'a> Checker<'a> {
    pub fn new(
        context: &'a Context<'a>,
        text: &'a str,
        gaps: &'a Gaps,
        controls: Vec<(usize, char)>,
    ) -> Self {
        Self {
            context,
            text,
            gaps,
            controls,
            diagnostics: Vec::new(),
            path: FieldPath::default(),
            key: None,
            blocks: &[],
            starter_texts: &[],
            strayed: Vec::new(),
            alias: None,
        }
    }

    /// Reports a problem of the value that the walk is at. The place never runs over a line's
    /// end: what is wrong is best shown where it begins.
    pub fn report(&mut self, span: Range<usize>, problem: Problem) {
        self.report_at(self.path.clone(), span, problem);
    }

    /// Reports a problem at a place that the walk has left, or is not at yet.
    pub fn report_at(&mut self, path: FieldPath, span: Range<usize>, problem: Problem) {
        if self.is_full() {
            return;
        }
        let line = self.text.get(span.clone()).and_then(|text| text.split(['\r', '\n']).next());
        let span = span.start..span.start + line.map_or(0, str::len);
        let diagnostic = match &self.alias {
            None => Diagnostic::new(problem, span, path),
            Some(alias) => {
                let line = self.line_of(span.start);
                let repeated = Some(Repeated { span, line });
                Diagnostic { repeated, ..Diagnostic::new(problem, alias.clone(), path) }
            }
        };
        self.diagnostics.push(diagnostic);
    }

    /// The line, from 1, of a byte offset.
    fn line_of(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// Whether there are more problems than will be shown.
    fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_PROBLEMS
    }

    /// The place of the value that the walk is at.
    pub fn path(&self) -> FieldPath {
        self.path.clone()
    }

    fn path_to(&self, key: impl Into<Cow<'static, str>>) -> FieldPath {
        self.path().key(key)
    }

    /// Reads a value one step down the tree. What is wrong with one that an alias repeats is
    /// reported at the alias.
    fn enter<'n, T>(
        &mut self,
        step: Step,
        key: Option<Range<usize>>,
        node: &'n Node<'n>,
        read: impl FnOnce(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<T> {
        let outer = self.alias.clone();
        if outer.is_none() {
            self.alias.clone_from(&node.alias);
        }
        let outer_key = std::mem::replace(&mut self.key, key);
        self.path.push(step);
        let result = read(self, node);
        self.path.pop();
        self.key = outer_key;
        self.alias = outer;
        result
    }

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
        let mut fields = Fields { found: Vec::new(), place };
        let mut unknown = Vec::new();
        let mut merged = Vec::new();
        for entry in entries {
            let Value::Scalar(Scalar { text, style, .. }) = &entry.key.value else {
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
        self.strayed.extend(homes.iter().map(|(_, key)| *key));
        let problem = Problem::UnknownKey { key: key.to_owned(), suggestion, homes, known };
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
        match fields.found.iter().find(|field| field.key == key) {
            Some(_) if self.is_full() => {}
            Some(first) => {
                let first_line = self.line_of(first.key_span.start);
                let problem = Problem::DuplicateKey { key, first_line };
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
        self.enter_field(field, |this, value| {
            if value.is_blank() {
                this.blank(value);
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

    /// Reads a list whose entries must not be blank. A value that stands where a list is meant is
    /// reported, and read as if it were the list's only entry.
    pub fn list<'n, T>(
        &mut self,
        node: &'n Node<'n>,
        mut read: impl FnMut(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::Sequence(items) = &node.value else {
            if let Some(dash) = glued_dash(node) {
                self.report(dash, Problem::Syntax { syntax: Syntax::NoSpace('-') });
                return None;
            }
            self.wrong_type(node, Kind::List, &[]);
            let before = self.diagnostics.len();
            self.enter(Step::Item(0), None, node, &mut read);
            // That it is no list has been said.
            let entry = self.path().item(0);
            let is_said = |diagnostic: &mut Diagnostic| {
                diagnostic.path == entry
                    && matches!(
                        diagnostic.problem,
                        Problem::WrongType { .. }
                            | Problem::SingleParagraph { list: true }
                            | Problem::FoldedLine { .. }
                    )
            };
            self.diagnostics.extract_if(before.., is_said).for_each(drop);
            return None;
        };
        if let Some(item) = items.get(MAX_ENTRIES) {
            let problem = Problem::TooManyEntries { limit: MAX_ENTRIES };
            self.report(item.span.clone(), problem);
        }
        let mut values = Vec::new();
        for (index, item) in items.iter().take(MAX_ENTRIES).enumerate() {
            values.extend(self.enter(Step::Item(index), None, item, |this, item| {
                if item.is_blank() {
                    this.blank(item);
                    return None;
                }
                read(this, item)
            }));
        }
        Some(values)
    }

    /// Reads a list with at least one entry.
    pub fn filled_list<'n, T>(
        &mut self,
        node: &'n Node<'n>,
        read: impl FnMut(&mut Self, &'n Node<'n>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if matches!(&node.value, Value::Sequence(items) if items.is_empty()) {
            self.report(node.span.clone(), Problem::EmptyList);
            return None;
        }
        self.list(node, read)
    }

    /// Reads a scalar, where a value of the given kind is meant.
    pub fn scalar<'n>(&mut self, node: &'n Node<'n>, kind: Kind) -> Option<&'n Scalar<'n>> {
        let Value::Scalar(scalar) = &node.value else {
            self.wrong_type(node, kind, &[]);
            return None;
        };
        Some(scalar)
    }

    /// Reports a blank value, at its key or dash where nothing at all is written.
    fn blank(&mut self, node: &Node<'_>) {
        let span = match &self.key {
            Some(key) if node.span.is_empty() => key.clone(),
            None if node.span.is_empty() => {
                let line = self.text[..node.span.start].rfind('\n').map_or(0, |end| end + 1);
                let dash = self.text[line..node.span.start].find('-').map(|dash| line + dash);
                dash.map_or(node.span.clone(), |dash| dash..dash + 1)
            }
            _ => node.span.clone(),
        };
        let comment = self.comment_after(span.end).is_some();
        self.report(span, Problem::BlankValue { comment });
    }

    /// Whether a key may stand in a part of the file that was passed over.
    pub fn is_lost(&self, key: &'static str) -> bool {
        self.gaps.may_hold(|word| labels::meant(word, &[key]).is_some())
    }

    /// Where the comment stands that follows a key or a value on its line.
    pub fn comment_after(&self, end: usize) -> Option<Range<usize>> {
        let rest = &self.text[end..];
        let is_blank = |c: char| c.is_whitespace() && !matches!(c, '\r' | '\n');
        let comment = rest.trim_start_matches(':').trim_start_matches(is_blank);
        let start = end + rest.len() - comment.len();
        // Only behind the mark is the line's end looked for: a thousand values may share a long line.
        if !comment.starts_with('#') || start == end {
            return None;
        }
        let line = comment.split(['\r', '\n']).next()?;
        Some(start..start + line.trim_end().len())
    }

    fn wrong_type(&mut self, node: &Node<'_>, expected: Kind, known: &'static [&'static str]) {
        let found = match &node.value {
            Value::Scalar(_) => Kind::Text,
            Value::Sequence(_) => Kind::List,
            Value::Mapping(entries) => {
                if matches!(expected, Kind::Text | Kind::Prose) && begins_with_curly_quote(entries)
                {
                    self.report(node.span.clone(), Problem::CurlyQuotes);
                    return;
                }
                Kind::Block
            }
            Value::Broken => return,
        };
        self.report(node.span.clone(), Problem::WrongType { expected, found, known });
    }
}

/// The dash of a list's first entry if no space follows it, so that YAML takes it for a text.
fn glued_dash(node: &Node<'_>) -> Option<Range<usize>> {
    let Value::Scalar(scalar) = &node.value else { return None };
    let rest = scalar.text.strip_prefix('-').filter(|_| scalar.is_plain())?;
    rest.starts_with(char::is_alphabetic).then(|| node.span.start..node.span.start + 1)
}

/// Whether a block came about because a text in curly quotation marks has a colon in it.
fn begins_with_curly_quote(entries: &[Entry<'_>]) -> bool {
    entries.first().is_some_and(|first| match &first.key.value {
        Value::Scalar(scalar) => scalar.is_plain() && scalar.text.starts_with(is_curly_quote),
        _ => false,
    })
}
