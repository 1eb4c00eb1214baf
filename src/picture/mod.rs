//! Pictures: judged when a report is checked, prepared once when it is rendered.

mod container;
mod judge;
mod prepare;
mod svg;
#[cfg(test)]
mod tests;

pub(crate) use judge::judge;
pub use judge::{Flaw, MAX_KEPT};
pub use prepare::prepare;
pub(crate) use prepare::prepare_whole;
pub(crate) use svg::draw;
