//! Reading PDFs: the files that they carry, and the text that they show.
//!
//! Only what that needs is read (ISO 32000-1, chapters 7, 9 and 14.13), and with limits of our own
//! everywhere: the PDF may come from anybody. A PDF that other programs have saved anew or added to
//! is read as well; one whose cross-references are damaged is not repaired.

mod attached;
mod cross_references;
mod file;
mod filter;
mod object;
mod parser;
mod room;
mod text;
mod to_unicode;
pub use attached::attached;
pub use file::{MAX_PDF, is_pdf};
pub use text::text;
