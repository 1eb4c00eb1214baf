//! The format `human`: the source line with carets under the problem, and hints below.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::escape::{escape, shown};
use super::finding::{Diagnostic, Language};
use super::place::Position;
use super::problem::Severity;
use crate::source::Source;

/// How much of a line is shown on either side of a problem, in bytes: more than a terminal is
/// wide, and little enough that a line of a megabyte costs nothing.
const MAX_CONTEXT: usize = 10_000;

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let (level, swedish) = match diagnostic.problem.severity() {
        Severity::Error => (Level::ERROR, "fel"),
        Severity::Warning => (Level::WARNING, "varning"),
    };
    let (level, help) = match language {
        Language::English => (level, Level::HELP),
        Language::Swedish => (level.with_name(swedish), Level::HELP.with_name("tips")),
    };
    let (name, message) = (escape(source.name()), diagnostic.message(language));
    let title = level.primary_title(escape(&message)).id(diagnostic.problem.code());
    let hints = diagnostic.hints(language).into_iter();
    let hints = hints.map(|hint| help.clone().message(escape(&hint).into_owned()));
    if let Position::Field(field) = Position::of(diagnostic, source, language) {
        let place = format!("{name}: {}", escape(&field));
        let group = title.element(Origin::path(&*place)).elements(hints);
        return writeln!(out, "{}\n", Renderer::styled().render(&[group]));
    }
    let (line, column) = source.position(diagnostic.span.start);
    let Window { text, span, is_cut } = Window::around(source, diagnostic);
    let snippet =
        Snippet::source(&*text).line_start(line).annotation(AnnotationKind::Primary.span(span));
    let origin = Origin::path(&*name).line(line).char_column(column);
    let group = if source.text().is_empty() {
        title.element(Origin::path(&*name))
    } else if is_cut {
        // The snippet would count the column from where its line is cut.
        title.element(origin).element(snippet)
    } else {
        title.element(snippet.path(&*name))
    };
    writeln!(out, "{}\n", Renderer::styled().render(&[group.elements(hints)]))
}

/// The lines of a source that a problem touches.
struct Window<'a> {
    text: Cow<'a, str>,
    span: Range<usize>,
    /// Whether the beginning of the first line is left out.
    is_cut: bool,
}

impl<'a> Window<'a> {
    fn around(source: &'a Source, diagnostic: &Diagnostic) -> Self {
        let text = source.text();
        let from = text.floor_char_boundary(diagnostic.span.start);
        let to = text.ceil_char_boundary(diagnostic.span.end).max(from);
        let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[to..].find('\n').map_or(text.len(), |newline| to + newline);
        let is_cut = from - start > MAX_CONTEXT;
        let start = text.floor_char_boundary(start.max(from.saturating_sub(MAX_CONTEXT)));
        let end = text.ceil_char_boundary(end.min(to.saturating_add(MAX_CONTEXT)));
        // The carriage return of a Windows line end is no part of the line, and would be shown.
        let end = to.max(end - usize::from(text[..end].ends_with('\r')));
        let [before, inside, after] =
            [start..from, from..to, to..end].map(|part| shown(&text[part]));
        let span = before.len()..before.len() + inside.len();
        // Nearly always the text is shown as it is.
        let text = match (&before, &inside, &after) {
            (Cow::Borrowed(_), Cow::Borrowed(_), Cow::Borrowed(_)) => text[start..end].into(),
            _ => before + inside + after,
        };
        Self { text, span, is_cut }
    }
}
