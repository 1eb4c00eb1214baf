//! The formats that diagnostics are printed in.

/// The formats that diagnostics are printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: source lines with carets, and hints.
    Human,
    /// One line each: `file:line:column: error[code]: message`, or `warning`.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub's workflow commands.
    Github,
    /// SARIF 2.1.0: one document for a whole run.
    Sarif,
    /// GitLab's Code Quality report: one document for a whole run.
    Gitlab,
}

impl Format {
    /// Whether this format is for programs, and goes to standard output.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Gitlab)
    }
}
