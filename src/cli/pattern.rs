//! Patterns of files to take or to leave out, as in a .gitignore file.

use ignore::Error;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// What matches any of these patterns.
pub fn all<T: AsRef<str>>(patterns: &[T]) -> Result<Gitignore, Error> {
    let mut builder = GitignoreBuilder::new("");
    // Git takes `[` alone for a pattern that nothing matches; who writes it has meant something.
    builder.allow_unclosed_class(false);
    for pattern in patterns {
        builder.add_line(None, pattern.as_ref())?;
    }
    builder.build()
}

/// Whether a text can be read as a pattern.
pub fn is_readable(pattern: &str) -> bool {
    all(&[pattern]).is_ok()
}
