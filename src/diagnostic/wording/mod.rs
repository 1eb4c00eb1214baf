//! What diagnostics say: one file a language.

mod en;
mod pieces;
mod sv;

use super::facts::Reason;
use super::finding::{Diagnostic, Language};
use super::place::label;
use super::problem::Problem;
use pieces::Field;
pub use pieces::grouped;

impl Diagnostic {
    /// The message: one line, lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        let field = match (self.in_form, language) {
            (true, _) if self.path.is_root() => label(&self.path, language),
            (true, _) => format!("\"{}\"", label(&self.path, language)),
            (false, Language::English) => en::field(self.field()),
            (false, Language::Swedish) => sv::field(self.field()),
        };
        match language {
            Language::English => en::message(&self.problem, &field),
            Language::Swedish => sv::message(&self.problem, &field),
        }
    }

    fn field(&self) -> Field<'_> {
        match self.problem {
            // Told before the text's key was known.
            Problem::CommentAfterText if self.path.is_root() => Field::Text,
            _ => Field::of(&self.path),
        }
    }

    /// What to do about it: a line each.
    pub fn hints(&self, language: Language) -> Vec<String> {
        if self.in_form && is_about_yaml(&self.problem) {
            return Vec::new();
        }
        let (mut hints, repeated) = match language {
            Language::English => {
                (en::hints::hints(&self.problem), en::repeated as fn(usize) -> String)
            }
            Language::Swedish => {
                (sv::hints::hints(&self.problem), sv::repeated as fn(usize) -> String)
            }
        };
        hints.extend(self.repeated.as_ref().map(|value| repeated(value.line)));
        hints
    }
}

/// Whether what to do about a problem is said in words of YAML or Markdown, which nobody writes
/// in Word.
fn is_about_yaml(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::BlankValue { .. }
            | Problem::StarterText
            | Problem::PrintedQuotes
            | Problem::PlainMarkup { .. }
            | Problem::TickWithoutText
            | Problem::TickWithWord { .. }
            | Problem::EmptyList
            | Problem::SeveralLines
            | Problem::SingleParagraph { .. }
            | Problem::ListNumber { .. }
            | Problem::BlankListItem { .. }
            | Problem::StrayMark { .. }
            | Problem::StrayLink { .. }
            | Problem::LinkText
            | Problem::DisallowedMarkup { .. }
            | Problem::PathOutsideFolder
            | Problem::PictureNotFound { .. }
    )
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
