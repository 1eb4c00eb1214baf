//! Pictures: judged when a report is checked, prepared once when it is rendered.

mod album;
mod container;
mod judge;
mod prepare;
mod profile;
mod strips;
mod svg;
#[cfg(test)]
mod tests;

pub(crate) use album::Album;
pub use judge::Flaw;
pub(crate) use judge::{Judged, judge};
pub use prepare::prepare;
pub(crate) use prepare::prepare_whole;
pub(crate) use strips::cuts;
pub(crate) use svg::{Svg, SvgFlaw};
