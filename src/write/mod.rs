//! Writing: from values back to the text of a report file, as a careful author would write it.

mod alias;
mod begin;
mod comment;
mod edits;
mod flow;
mod flow_rows;
mod kept;
mod lines;
mod markdown;
mod rows;
mod same;
mod scalar;
mod stored;
mod style;
mod update;
mod value;
mod yaml;

pub(crate) use markdown::Markdown;
pub use stored::{stored, with_line_ends};
pub use update::update;
pub use value::{Fields, Value};
pub(crate) use value::{block, changes};
pub use yaml::{Written, yaml};
