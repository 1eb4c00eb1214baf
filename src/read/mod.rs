//! Reading: from a file, whatever its kind, to a report's text that can be checked.

mod body;
mod boxes;
mod content;
mod draft;
mod form;
mod head;
mod inline;
mod names;
mod notes;
mod numbering;
mod origin;
mod original;
mod package;
mod pictures;
mod prose;
mod styles;
mod tables;
mod word;
mod xml;

pub use draft::{Draft, NoUpdate, is_word, most};
pub use word::MAX_DOCUMENT;
