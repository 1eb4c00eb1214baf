//! Why a sheet could not be rendered.

use std::fmt;

/// A demand that cannot be met, or a fault of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RenderError {
    /// PDF standards that exclude each other.
    Standards(StandardsClash),
    /// The document does not meet a demand of the PDF standards that were asked for.
    Demand {
        /// What is demanded, in the words of the exporter.
        message: String,
        /// What to do about it, likewise.
        hints: Vec<String>,
    },
    /// Something that no report should bring about: a fault of this program.
    Bug {
        /// What went wrong, for those who mend it.
        message: String,
    },
}

/// Why PDF standards do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandardsClash {
    /// PDF/A-1 is bound to PDF 1.4, which cannot mark a page's head as such, as PDF/UA-1 demands
    /// (ISO 14289-1, 7.1).
    ArchiveOneWithAccessibility,
    /// A file declares one level of PDF/A.
    SeveralArchives,
    /// The version of PDF is not one that the standard is bound to.
    Version,
}

impl RenderError {
    /// A fault of this program.
    pub(crate) fn bug(message: impl fmt::Display) -> Self {
        Self::Bug { message: message.to_string() }
    }
}

impl fmt::Display for RenderError {
    /// For programs that use this library; people are told by [`crate::diagnostic`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standards(clash) => write!(formatter, "PDF standards clash: {clash:?}"),
            Self::Demand { message, .. } => formatter.write_str(message),
            Self::Bug { message } => write!(formatter, "a bug in nacka-report: {message}"),
        }
    }
}

impl std::error::Error for RenderError {}
