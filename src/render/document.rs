//! What comes out of rendering.

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, if its format has pages of its own.
    pub pages: Option<usize>,
}
