//! The lines of a text, and what of Markdown begins with a line and has no place in the form.

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::diagnostic::Markup;

/// A line that holds more than white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where its first visible character stands in the text.
    pub start: usize,
    /// The column of that character, from 0.
    pub indent: usize,
    /// Whether an empty line stands above, or nothing.
    pub after_blank: bool,
    /// The line from its first to its last visible character.
    pub content: &'t str,
}

impl Line<'_> {
    /// Where the last visible character ends.
    pub fn end(&self) -> usize {
        self.start + self.content.len()
    }
}

/// The lines of a text. `is_empty_line` says whether the line end at an offset is one that YAML
/// left of an empty line.
pub(super) fn lines(text: &str, is_empty_line: impl Fn(usize) -> bool) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut after_blank = true;
    for written in text.split_inclusive('\n') {
        let rest = written.trim_start_matches(BLANKS);
        let content = rest.trim_end_matches(BLANKS);
        if content.is_empty() {
            after_blank = true;
        } else {
            let blanks = &written[..written.len() - rest.len()];
            let start = at + blanks.len();
            lines.push(Line { start, indent: columns(blanks, 0), after_blank, content });
            after_blank = written.ends_with('\n') && is_empty_line(at + written.len() - 1);
        }
        at += written.len();
    }
    lines
}

/// White space within and at the ends of lines.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// The column after blanks that begin in the given one. Tabs lead to every fourth (CommonMark,
/// section 2.2).
pub(super) fn columns(blanks: &str, from: usize) -> usize {
    blanks.chars().fold(from, |column, blank| match blank {
        '\t' => (column / TAB + 1) * TAB,
        _ => column + 1,
    })
}

const TAB: usize = 4;

/// Columns of indentation that make a new paragraph code (CommonMark, section 4.4).
pub(super) const CODE: usize = 4;

/// What begins with the first of these lines, if it is something that the form has no place for,
/// and how many lines it takes.
pub(super) fn refused(lines: &[Line<'_>], in_paragraph: bool) -> Option<(Markup, usize)> {
    let line = lines.first()?.content;
    // What has an end of its own takes all lines if it has none.
    let to =
        |is_end: &dyn Fn(&Line<'_>) -> bool| lines.iter().skip(1).position(is_end).map(|at| at + 1);
    let paragraph = || to(&|line| line.after_blank).unwrap_or(lines.len());
    let first = line.chars().next()?;
    let may_begin = match first {
        '#' | '>' | '[' | '<' => true,
        '-' | '*' | '_' => line.chars().all(|c| c == first || c == ' ' || c == '\t'),
        '`' | '~' => line.len() > 2 && line.chars().take(3).all(|c| c == first),
        _ => false,
    };
    if !may_begin {
        return None;
    }
    // CommonMark's own rules for all of these, read by its parser.
    let mut parser = Parser::new_ext(line, Options::ENABLE_FOOTNOTES);
    let defines = parser.reference_definitions().iter().next().is_some();
    match parser.next() {
        Some(Event::Start(Tag::Heading { .. })) => Some((Markup::Heading, 1)),
        Some(Event::Start(Tag::BlockQuote(_))) => Some((Markup::Quote, paragraph())),
        Some(Event::Start(Tag::FootnoteDefinition(_))) => Some((Markup::Footnote, paragraph())),
        Some(Event::Start(Tag::CodeBlock(_))) => {
            let fence = line.chars().take_while(|c| *c == first).count();
            let closes = |line: &Line<'_>| {
                line.content.len() >= fence && line.content.chars().all(|c| c == first)
            };
            Some((Markup::Code, to(&closes).map_or(lines.len(), |end| end + 1)))
        }
        Some(Event::Start(Tag::HtmlBlock)) if line.starts_with("<!--") => {
            let is_end = |line: &Line<'_>| line.content.contains("-->");
            let end = if line.contains("-->") { Some(0) } else { to(&is_end) };
            Some((Markup::Html, end.map_or(lines.len(), |end| end + 1)))
        }
        Some(Event::Start(Tag::HtmlBlock)) => Some((Markup::Html, paragraph())),
        Some(Event::Rule) => Some((Markup::Rule, 1)),
        None if defines && !in_paragraph => Some((Markup::LinkDefinition, 1)),
        _ => None,
    }
}

/// Whether a line makes the one above it a heading.
pub(super) fn is_underline(line: &str) -> bool {
    line.len() > 1 && ['-', '='].iter().any(|mark| line.chars().all(|c| c == *mark))
}

/// Whether a line makes the one above it the head of a table.
pub(super) fn is_table_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}
