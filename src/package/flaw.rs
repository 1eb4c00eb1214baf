//! Why a report cannot go into a package, as data until it is told.

use nacka_report::diagnostic::Reason;

/// What is wrong with a report or its documents.
#[derive(Debug)]
pub enum Flaw {
    /// A document on record is not there.
    DocumentMissing,
    /// A document is not the one on record.
    DocumentChanged,
    /// The system says no to a document.
    DocumentUnreadable(Reason),
    /// A report or picture is not among the sources.
    SourceMissing,
    /// A report or picture is not what the documents were made from.
    SourceChanged,
    /// The document stands on another letterhead.
    OtherLetterhead,
    /// Neither a PDF nor the report itself says what it is called.
    Undescribed,
    /// It is larger than a package may be.
    TooLarge,
}
