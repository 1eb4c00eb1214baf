//! Where documents go: their names, files that are there whole or not at all, and what is known
//! of them.

mod digest;
mod file;
mod journal;
pub mod manifest;
mod names;

pub use digest::Digest;
pub use file::{remove, write};
pub use journal::{Journal, Refusal, known};
pub use names::{document_file, is_report_ending, stem};
