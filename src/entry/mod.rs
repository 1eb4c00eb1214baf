//! Filling in the form on a screen: its fields in order with their words, and what is entered in
//! each, from a report's text and back into it.

mod enter;
mod filled;
mod help;
mod merge;
mod outline;
mod prose;
mod settle;
mod shape;

pub use enter::NotWritable;
pub use filled::Filled;
pub use merge::{Clash, Sides};
pub use outline::{Field, Kind, List, Outline, Part};
pub use settle::{Left, Settled};
