//! The format `human`: the source line with carets under the problem, and hints below.

use std::io;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Language};
use crate::load::Source;

/// How much of a line is shown on either side of a problem, in bytes: more than a terminal is
/// wide, and little enough that a line of a megabyte costs nothing.
const MAX_CONTEXT: usize = 2000;

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    source: &Source,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let (line, column) = source.position(diagnostic.span.start);
    let origin = Origin::path(source.name()).line(line).char_column(column);
    let snippet = (!source.text().is_empty()).then(|| {
        let Window { text, span } = Window::around(source, diagnostic);
        let annotation = AnnotationKind::Primary.span(span);
        Snippet::source(text).line_start(line).annotation(annotation)
    });
    let error = match language {
        Language::English => Level::ERROR,
        Language::Swedish => Level::ERROR.with_name("fel"),
    };
    let help = match language {
        Language::English => Level::HELP,
        Language::Swedish => Level::HELP.with_name("tips"),
    };
    let group = error
        .primary_title(diagnostic.message(language))
        .id(diagnostic.problem.code())
        .element(origin)
        .elements(snippet)
        .elements(diagnostic.hints(language).into_iter().map(|hint| help.clone().message(hint)));
    writeln!(out, "{}\n", Renderer::styled().render(&[group]))
}

/// The lines of a source that a problem touches.
struct Window<'a> {
    text: &'a str,
    span: std::ops::Range<usize>,
}

impl<'a> Window<'a> {
    fn around(source: &'a Source, diagnostic: &Diagnostic) -> Self {
        let text = source.text();
        let from = text.floor_char_boundary(diagnostic.span.start);
        let to = text.ceil_char_boundary(diagnostic.span.end).max(from);
        let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[to..].find('\n').map_or(text.len(), |newline| to + newline);
        let start = text.floor_char_boundary(start.max(from.saturating_sub(MAX_CONTEXT)));
        let end = text.ceil_char_boundary(end.min(to.saturating_add(MAX_CONTEXT)));
        Self { text: &text[start..end], span: from - start..to - start }
    }
}
