//! The jobs of a run: the reports, each with what is known of its documents, and between them
//! what is known of reports that are not among them.

use std::iter::Peekable;

use crate::cli::report_files::ReportFile;
use crate::output::manifest::{Entry, State};
use crate::output::{Known, stem};

/// One thing to deal with.
#[derive(Debug)]
pub enum Job<'a> {
    /// A report, with what is known of its documents.
    Report(ReportFile<'a>, Option<Entry>),
    /// Documents of a report that is not in this run.
    Other(Entry),
}

/// Walks the reports and the manifest side by side: both are sorted by the report's stem, so
/// that neither needs to be held in memory.
pub struct Feed<S: Iterator> {
    files: Peekable<S>,
    known: Option<Known>,
    ahead: Option<Entry>,
}

impl<'a, S: Iterator<Item = ReportFile<'a>>> Feed<S> {
    pub fn new(files: S, mut known: Option<Known>) -> Self {
        let ahead = known.as_mut().and_then(Known::next);
        Self { files: files.peekable(), known, ahead }
    }

    /// The name of a manifest that is not as it was written, as far as it has been read.
    pub fn flaw(&self) -> Option<(&str, State)> {
        self.known.as_ref().and_then(Known::flaw)
    }

    fn next_known(&mut self) -> Option<Entry> {
        let ahead = self.known.as_mut().and_then(Known::next);
        std::mem::replace(&mut self.ahead, ahead)
    }
}

impl<'a, S: Iterator<Item = ReportFile<'a>>> Iterator for Feed<S> {
    type Item = Job<'a>;

    fn next(&mut self) -> Option<Job<'a>> {
        let next = self.files.peek().map(|file| stem(file.name));
        let known = self.ahead.as_ref().map(Entry::stem);
        match (next, known) {
            (None, None) => None,
            (Some(next), Some(known)) if known == next => {
                let known = self.next_known();
                Some(Job::Report(self.files.next()?, known))
            }
            (next, Some(known)) if next.is_none_or(|next| known < next) => {
                self.next_known().map(Job::Other)
            }
            _ => Some(Job::Report(self.files.next()?, None)),
        }
    }
}
