//! `nacka-report` turns a report written as YAML into Nacka kommun's form: an archival,
//! accessible PDF or a Word document that stays editable as a form.
//!
//! Data flows one way: bytes, [`load`] (YAML with positions), [`check`] (every problem found,
//! each with its place), [`model`] (typed and valid), [`picture`] (prepared for the size shown),
//! [`render`] (PDF or DOCX).

mod characters;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod field;
pub mod fonts;
pub mod input;
mod limits;
pub mod load;
pub mod model;
pub mod picture;
pub mod render;
pub mod schema;
pub mod seal;
pub mod sheet;
mod signature;
mod source;
pub mod templates;
