//! What several test topics share: where the fixtures are.

use std::path::PathBuf;

/// A path below the project's root.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}
