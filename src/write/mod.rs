//! Writing: from values back to the text of a report file, as a careful author would write it.

mod markdown;
mod value;
mod yaml;

pub(crate) use markdown::Markdown;
pub(crate) use value::block;
pub use value::{Fields, Value};
pub use yaml::{Written, yaml};
