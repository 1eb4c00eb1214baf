//! The jobs of a run: the reports, each with what is known of its documents, and between them
//! what is known of reports that are not among them.

use std::iter::Peekable;

use crate::cli::sources::Source;
use crate::output::manifest::{Entry, Known};

/// One thing to deal with.
#[derive(Debug)]
pub enum Job<'a> {
    /// A report, with what is known of its documents.
    Report(Source<'a>, Option<Entry>),
    /// Documents of a report that is not in this run.
    Other(Entry),
}

/// Walks the reports and the manifest side by side: both are sorted by the report's name, so
/// that neither needs to be held in memory.
pub struct Feed<S: Iterator> {
    sources: Peekable<S>,
    known: Option<Peekable<Known>>,
}

impl<'a, S: Iterator<Item = Source<'a>>> Feed<S> {
    pub fn new(sources: S, known: Option<Known>) -> Self {
        Self { sources: sources.peekable(), known: known.map(Iterator::peekable) }
    }
}

impl<'a, S: Iterator<Item = Source<'a>>> Iterator for Feed<S> {
    type Item = Job<'a>;

    fn next(&mut self) -> Option<Job<'a>> {
        let name = self.sources.peek().map(|source| source.name);
        if let Some(known) = &mut self.known {
            let other = |entry: &Entry| name.is_none_or(|name| *entry.report < *name);
            if let Some(entry) = known.next_if(other) {
                return Some(Job::Other(entry));
            }
        }
        let source = self.sources.next()?;
        let its_own = |entry: &Entry| *entry.report == *source.name;
        let entry = self.known.as_mut().and_then(|known| known.next_if(its_own));
        Some(Job::Report(source, entry))
    }
}
