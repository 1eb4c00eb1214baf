//! What commands say beside diagnostics: one file a language.

mod en;
mod sv;

use nacka_report::diagnostic::Language;

pub use super::notice::{CommandError, Counts, Labels, Notice};

impl CommandError {
    /// What went wrong: lowercase, without a full stop.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => en::error(self),
            Language::Swedish => sv::error(self),
        }
    }

    /// What to do about it: a line each.
    pub fn hints(&self, language: Language) -> Vec<String> {
        match self {
            Self::Render(diagnostic) => return diagnostic.hints(language),
            Self::Configured { error, .. } if matches!(**error, Self::Render(_)) => {
                return error.hints(language);
            }
            _ => {}
        }
        let hint = match language {
            Language::English => en::hint(self),
            Language::Swedish => sv::hint(self),
        };
        hint.into_iter().collect()
    }
}

impl Notice<'_> {
    /// The text: one line.
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::English => en::notice(self),
            Language::Swedish => sv::notice(self),
        }
    }
}

impl Labels {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &en::LABELS,
            Language::Swedish => &sv::LABELS,
        }
    }
}
