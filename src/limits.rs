//! The limits of what is read and checked, each with its reason: known to several rooms, said once.

/// Largest file that is read, in bytes. The longest reports are some 50 KB of text; this leaves
/// room for twenty times that, and keeps the whole check of the worst file far below a second.
pub const MAX_FILE_SIZE: usize = 1024 * 1024;

/// Deepest nesting of lists and blocks. A report needs five levels; a fixed limit keeps every
/// walk over the tree well within the smallest thread's stack.
pub(crate) const MAX_DEPTH: usize = 32;

/// Most that aliases may add to a file: one a value and one a byte of text. As much as the
/// largest file may hold, so that a few lines of aliases cannot grow into gigabytes.
pub(crate) const MAX_EXPANSION: usize = MAX_FILE_SIZE;

/// Longest list, in entries. Reports have some ten rows; the limit stops a file made by mistake.
pub(crate) const MAX_ENTRIES: usize = 1000;

/// Longest text, in characters: some twenty pages of the form. The limit keeps one value of a
/// broken file from holding up a whole run.
pub(crate) const MAX_TEXT: usize = 50_000;

/// Longest path, in characters: what Windows takes, and far more than anybody types.
pub(crate) const MAX_PATH: usize = 260;

/// Most problems of one file that are reported. Nobody mends more in one go, and a large file of
/// nonsense would otherwise take minutes to print.
pub(crate) const MAX_PROBLEMS: usize = 1000;

/// Longest identifier of a package, in characters: with what is added to it, a name that every
/// system takes for a folder.
pub(crate) const MAX_IDENTIFIER: usize = 100;
