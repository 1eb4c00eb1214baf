//! Loading: from bytes to a source text and its YAML tree, both with positions.

mod scalar;
mod syntax;
mod tree;

pub use crate::limits::MAX_FILE_SIZE;
pub use crate::source::{Source, read};
pub(crate) use scalar::{Places, Scalar};
pub(crate) use tree::{Node, Value, parse};
