//! A text that is being read, and where in the file each of its characters stands.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::checker::Checker;
use crate::diagnostic::{Diagnostic, Markup, Problem};
use crate::load::{Node, Places, Scalar};

/// A text in its file. All ranges are in bytes of the text.
pub(super) struct Passage<'c, 'a, 'n> {
    pub checker: &'c mut Checker<'a>,
    pub scalar: &'n Scalar<'n>,
    node: &'n Node<'n>,
    /// Asked for by the first problem only.
    places: OnceCell<Places>,
    /// How many diagnostics there were before this text's own.
    before: usize,
}

impl<'c, 'a, 'n> Passage<'c, 'a, 'n> {
    pub fn new(checker: &'c mut Checker<'a>, node: &'n Node<'n>, scalar: &'n Scalar<'n>) -> Self {
        let before = checker.diagnostics.len();
        Self { checker, scalar, node, places: OnceCell::new(), before }
    }

    /// How many problems have been found so far that leave open what the text says: a character
    /// that no font has is one of its characters all the same.
    pub fn problems(&self) -> usize {
        let is_open = |diagnostic: &&Diagnostic| {
            !matches!(diagnostic.problem, Problem::UndrawableCharacter { .. })
        };
        self.checker.diagnostics[self.before..].iter().filter(is_open).count()
    }

    /// Reports a problem of the whole text.
    pub fn report_all(&mut self, problem: Problem) {
        self.checker.report(self.node.span.clone(), problem);
    }

    /// Reports a problem at a range.
    pub fn report(&mut self, range: Range<usize>, problem: Problem) {
        let place = self.places().of(&range);
        self.checker.report(place, problem);
    }

    /// Reports markup that the form has no place for.
    pub fn disallow(&mut self, range: Range<usize>, markup: Markup) {
        self.report(range, Problem::DisallowedMarkup { markup });
    }

    /// Reports the characters that cannot be printed. What is read at a range is what is written
    /// there, unless `other` is.
    pub fn characters(&mut self, range: &Range<usize>, other: Option<&str>) {
        let text = other.unwrap_or(&self.scalar.text[range.clone()]);
        let source = self.checker.text;
        let places = || self.places.get_or_init(|| self.scalar.places(source, &self.node.span));
        self.checker.characters(text, |inner| match other {
            Some(_) => places().of(range),
            None => places().of(&(range.start + inner.start..range.start + inner.end)),
        });
    }

    /// Where the text's characters stand in the file.
    pub fn places(&self) -> &Places {
        self.places.get_or_init(|| self.scalar.places(self.checker.text, &self.node.span))
    }
}
