//! How much may still be read of a PDF. All of it is counted, however often the same bytes are
//! read: a small file can refer to the same thing a million times.

use std::cell::Cell;

use crate::diagnostic::PdfFlaw as Flaw;

/// Most syntax that is read, in bytes: a hundred times that of a long report. Every value counts as
/// [`VALUE`] bytes beside its own, since that is what it takes in memory.
const MAX_SYNTAX: usize = 24 * 1024 * 1024;

/// What a value takes in memory beside its own bytes.
const VALUE: usize = 48;

/// Most bytes that are unpacked, together: a report's pictures and its texts.
const MAX_UNPACKED: usize = 110 * 1024 * 1024;

/// What is left.
#[derive(Debug)]
pub(super) struct Room {
    syntax: Cell<usize>,
    unpacked: Cell<usize>,
}

impl Room {
    pub fn new() -> Self {
        Self { syntax: Cell::new(MAX_SYNTAX), unpacked: Cell::new(MAX_UNPACKED) }
    }

    /// Takes room for a value that so many bytes of syntax say.
    pub fn take_value(&self, bytes: usize) -> Result<(), Flaw> {
        take(&self.syntax, bytes + VALUE)
    }

    /// How many bytes of syntax may still be read.
    pub fn syntax(&self) -> usize {
        self.syntax.get()
    }

    /// Takes room for bytes that were unpacked.
    pub fn take_unpacked(&self, bytes: usize) -> Result<(), Flaw> {
        take(&self.unpacked, bytes)
    }

    /// How many bytes may still be unpacked.
    pub fn unpacked(&self) -> usize {
        self.unpacked.get()
    }
}

fn take(from: &Cell<usize>, bytes: usize) -> Result<(), Flaw> {
    from.set(from.get().checked_sub(bytes).ok_or(Flaw::TooLarge)?);
    Ok(())
}
