//! What diagnostics say: one file a language.

mod en;
mod pieces;
mod sv;

use super::finding::{Diagnostic, Language};
use super::problem::Reason;
use pieces::Field;
pub use pieces::grouped;

impl Diagnostic {
    /// The message: one line, lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        let field = Field::of(&self.path);
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
