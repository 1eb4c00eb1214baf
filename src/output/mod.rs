//! Where documents go: their names, files that are there whole or not at all, and what is known
//! of them.

mod digest;
mod due;
mod folder;
mod journal;
pub mod manifest;
mod names;
mod origin;
mod unrecorded;

pub use digest::Digest;
pub use due::{Due, condition};
pub use folder::{Folder, is_gone, write_named};
pub use journal::{Journal, Refusal, is_unfinished_manifest, known};
pub use names::{document_file, is_form_ending, is_report_ending, stem};
pub use origin::{origin, resolve};
pub use unrecorded::unrecorded;
