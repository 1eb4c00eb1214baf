//! Loading: from bytes to a source text and its YAML tree, both with positions.

/// A file's text, kept for showing where a problem stands.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// Takes a file's bytes. Never fails: what is wrong with them (too many, not UTF-8) is
    /// reported by the check, so that it can be shown like every other problem.
    ///
    /// `name` is how the user calls the file: a path as given, or `<stdin>`.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// The name for diagnostics.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }
}
