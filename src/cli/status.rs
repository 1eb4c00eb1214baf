//! How a command ended, as its exit status says.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All went well.
    Success,
    /// At least one report was refused or failed.
    Refused,
    /// The command itself could not run.
    Unable,
    /// Stopped by a signal of this number.
    Stopped(u8),
}

impl Status {
    /// The process's exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Refused => 1,
            Self::Unable => 2,
            // As shells have it.
            Self::Stopped(signal) => 128_u8.saturating_add(signal),
        }
    }
}
