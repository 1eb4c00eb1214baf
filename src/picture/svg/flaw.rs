//! What can be wrong with a drawing.

/// Why a drawing cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SvgFlaw {
    /// Not an SVG, or not well-formed.
    NotSvg,
    /// It has text elements.
    Text,
    /// It does not say how large it is.
    NoSize,
    /// It refers to something outside of itself.
    Reference(String),
    /// It has an element that is not drawn.
    Element(&'static str),
    /// Reading or drawing it would take too much time or memory.
    TooComplex,
}
