//! The walk over a file's tree: blocks of keys, lists, and the place of every problem.

use std::borrow::Cow;
use std::ops::Range;

use super::labels;
use crate::diagnostic::{Diagnostic, Kind, Problem, Repeated, Syntax};
use crate::field::{FieldPath, Step};
use crate::fonts::Fonts;
use crate::input::Place;
use crate::limits::{MAX_ENTRIES, MAX_PROBLEMS};
use crate::load::{self, Entry, Gaps, Node, Scalar, Value, is_curly_quote};

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
    /// What the parser stumbled over.
    pub slips: Vec<Diagnostic>,
    path: FieldPath,
    /// Where the key stands that leads to where the walk is, if one does.
    pub(super) key: Option<Range<usize>>,
    /// The blocks of the format, each with the keys that it knows; "" is the file itself.
    pub blocks: Blocks,
    /// Texts of the starter that are there to be replaced.
    pub starter_texts: &'static [&'static str],
    /// Keys that stand in another block than their own: they are not missing there.
    pub(super) strayed: Vec<&'static str>,
    /// The alias that brought the walk to where it is.
    alias: Option<Range<usize>>,
}

/// Blocks by their keys, each with the keys that it knows.
pub(super) type Blocks = &'static [(&'static str, &'static [&'static str])];

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
            slips: Vec::new(),
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
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }

    /// Whether there are more problems than will be shown.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_PROBLEMS
    }

    /// The place of the value that the walk is at.
    pub fn path(&self) -> FieldPath {
        self.path.clone()
    }

    pub(super) fn path_to(&self, key: impl Into<Cow<'static, str>>) -> FieldPath {
        self.path().key(key)
    }

    /// Reads a value one step down the tree. What is wrong with one that an alias repeats is
    /// reported at the alias.
    pub(super) fn enter<'n, T>(
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
    pub(super) fn blank(&mut self, node: &Node<'_>) {
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

    pub(super) fn wrong_type(
        &mut self,
        node: &Node<'_>,
        expected: Kind,
        known: &'static [&'static str],
    ) {
        let found = match &node.value {
            Value::Scalar(scalar) if scalar.boolean().is_some() => Kind::Boolean,
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
        if matches!(expected, Kind::List | Kind::Block) {
            self.drop_slips_of_kind();
        }
        let span = match &node.value {
            // The list's first entry was passed over, as it has no dash.
            Value::Sequence(items) if self.gaps.holds(node.span.start) => {
                let read = items.iter().find(|item| !matches!(item.value, Value::Broken));
                read.map_or(&node.span, |item| &item.span)
            }
            _ => &node.span,
        };
        let is_undashed = expected == Kind::List && found == Kind::Block;
        let problem = if is_undashed && !self.text[span.start..].starts_with('{') {
            Problem::Syntax { syntax: Syntax::MissingDash }
        } else {
            Problem::WrongType { expected, found, known }
        };
        self.report(span.clone(), problem);
    }

    /// Drops what the parser stumbled over in the block of a key that is no list or no block: that
    /// some of its lines have a dash and some have none.
    fn drop_slips_of_kind(&mut self) {
        let Some(key) = self.key.clone() else { return };
        let block = key.start..load::block_end(self.text, key.start);
        self.slips.retain(|slip| {
            let is_of_kind = matches!(
                slip.problem,
                Problem::Syntax {
                    syntax: Syntax::BelowValue
                        | Syntax::EntryBelowText
                        | Syntax::Indentation
                        | Syntax::MissingDash
                }
            );
            !(is_of_kind && block.contains(&slip.span.start))
        });
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
