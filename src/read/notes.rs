//! What is told of a document while it is read, and how texts in it are compared.

use super::content::{Content, Paragraph, Span, is_blank_text, text};
use crate::diagnostic::{Appearance, Foreign, Problem};
use crate::field::FieldPath;

/// What a document is about to tell, as far as it is read.
#[derive(Default)]
pub(super) struct Notes(pub Vec<(FieldPath, Problem)>);

impl Notes {
    pub fn add(&mut self, path: FieldPath, problem: Problem) {
        if !self.0.iter().any(|(at, known)| *at == path && *known == problem) {
            self.0.push((path, problem));
        }
    }

    /// Tells what a field's paragraph holds that the form has no place for.
    pub fn of_paragraph(&mut self, path: &FieldPath, paragraph: &Paragraph) {
        for what in &paragraph.foreign {
            self.add(path.clone(), Problem::NoPlace { what: *what });
        }
        for look in &paragraph.lost {
            self.add(path.clone(), Problem::LostLook { look: *look });
        }
        if paragraph.mark.is_some_and(|mark| mark.is_other) {
            self.add(path.clone(), Problem::LostLook { look: Appearance::Numbering });
        }
    }

    /// Tells the same of a field that takes no pictures.
    pub fn of_text(&mut self, path: &FieldPath, paragraph: &Paragraph) {
        self.of_paragraph(path, paragraph);
        let is_picture = |span: &Span| matches!(span.content, Content::Picture(_));
        if paragraph.spans.iter().any(is_picture) {
            self.add(path.clone(), Problem::NoPlace { what: Foreign::Picture });
        }
    }

    /// Tells of text that belongs to no field.
    pub fn stray(&mut self, path: FieldPath, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.add(path, Problem::StrayText { text });
    }
}

/// A text for comparing: one space between words, small letters, no colon at its end.
pub(super) fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(':').trim_end().to_lowercase()
}

/// Spans as plain text: runs of white space as one space, line ends as they are.
pub(super) fn line(spans: &[Span]) -> String {
    let text = text(spans);
    let lines = text.split('\n').map(|line| {
        let words = line.split([' ', '\t', '\r']).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A text, unless nothing is written.
pub(super) fn written_text(text: &str) -> Option<String> {
    // What stands in an empty field beside it is a space of another width.
    let text = text.trim_matches([' ', '\t', '\n', '\u{2003}']);
    (!is_blank_text(text)).then(|| text.to_owned())
}
