//! What diagnostics say: one file a language.

mod en;
mod pieces;
mod sv;

use super::finding::{Diagnostic, Language};
use super::problem::Reason;
use crate::field::{FieldPath, Step};

impl Diagnostic {
    /// The message: one line, lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        let field = field(&self.path);
        match language {
            Language::English => en::message(&self.problem, &en::field(field)),
            Language::Swedish => sv::message(&self.problem, &sv::field(field)),
        }
    }

    /// What to do about it: a line each.
    pub fn hints(&self, language: Language) -> Vec<String> {
        let (mut hints, repeated) = match language {
            Language::English => (en::hints(&self.problem), en::repeated as fn(usize) -> String),
            Language::Swedish => (sv::hints(&self.problem), sv::repeated as fn(usize) -> String),
        };
        hints.extend(self.repeated.as_ref().map(|value| repeated(value.line)));
        hints
    }
}

impl Reason {
    /// The reason in a language, as far as it has words for it.
    pub fn words(&self, language: Language) -> String {
        match language {
            Language::English => self.text.clone(),
            Language::Swedish => sv::reason(self),
        }
    }
}

/// What a message calls the value at a path: its key, and which entry of a list it is, from 1.
/// Nothing is the file as a whole.
fn field(path: &FieldPath) -> Option<(&str, Option<usize>)> {
    let mut steps = path.steps().iter().rev();
    match steps.next()? {
        Step::Key(key) => Some((key, None)),
        Step::Item(index) => match steps.next()? {
            Step::Key(key) => Some((key, Some(index + 1))),
            Step::Item(_) => None,
        },
    }
}
