//! Loading: from bytes to a source text and its YAML tree, both with positions.

mod gaps;
mod line;
mod recover;
mod scalar;
mod syntax;
mod tree;

pub use crate::limits::MAX_FILE_SIZE;
pub use crate::source::Source;
pub(crate) use gaps::Gaps;
pub(crate) use line::block_end;
pub(crate) use recover::pass_over;
pub(crate) use scalar::{Places, Scalar, is_curly_quote};
pub(crate) use serde_saphyr::granit_parser::ScalarStyle;
pub(crate) use tree::{Entry, Node, Value, parse};
