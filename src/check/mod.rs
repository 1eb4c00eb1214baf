//! Checking: from a source text to the valid model, or to every problem in it.

mod addresses;
mod checker;
mod date;
mod fields;
mod file;
mod labels;
mod letterhead;
mod logo;
mod picture;
mod prose;
mod report;
mod submission;
mod text;
mod typography;

use std::borrow::Cow;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Problem, Severity};
use crate::field::FieldPath;
use crate::fonts::Fonts;
use crate::limits::{MAX_FILE_SIZE, MAX_PROBLEMS};
use crate::load::{self, Gaps, Node, Scalar, ScalarStyle, Value};
use crate::model::{Letterhead, Particulars, Prose, Report, Submission};
use crate::source::{Defect, Source};
use checker::Checker;
pub use checker::Context;

/// A valid file.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    /// What it says.
    pub value: T,
    /// What is legal in it but probably not meant, in file order.
    pub warnings: Vec<Diagnostic>,
}

/// Checks a report. On failure returns every problem, warnings among them, in file order.
pub fn report(source: &Source, context: &Context<'_>) -> Result<Checked<Report>, Vec<Diagnostic>> {
    check(source, context, report::read)
}

/// Checks a letterhead. On failure returns every problem, warnings among them, in file order.
pub fn letterhead(
    source: &Source,
    context: &Context<'_>,
) -> Result<Checked<Letterhead>, Vec<Diagnostic>> {
    check(source, context, letterhead::read)
}

/// Checks a package file. On failure returns every problem, warnings among them, in file order.
pub fn submission(
    source: &Source,
    context: &Context<'_>,
) -> Result<Checked<Submission>, Vec<Diagnostic>> {
    check(source, context, submission::read)
}

/// What a valid report says of itself as a record; none of its pictures is looked for. `None` if
/// that is not to be read.
pub fn particulars(source: &Source, fonts: &Fonts) -> Option<Particulars> {
    let context = Context { folder: Path::new("").into(), fonts };
    check(source, &context, report::particulars).ok().map(|checked| checked.value)
}

/// What a text says as prose; nothing if it holds anything that prose has no place for.
pub(crate) fn prose(text: &str, fonts: &Fonts) -> Option<Prose> {
    let scalar = Scalar { text: text.into(), style: ScalarStyle::Literal, resolves: false };
    let value = Value::Scalar(scalar);
    let node = Node { span: 0..text.len(), value, end: text.len(), alias: None };
    prose_at(&node, text, fonts)
}

/// The same of a value in a file's text, where it may be folded.
pub(crate) fn prose_at(node: &Node<'_>, text: &str, fonts: &Fonts) -> Option<Prose> {
    let context = Context { folder: Path::new("").into(), fonts };
    let gaps = Gaps::default();
    Checker::new(&context, text, &gaps, Vec::new()).prose(node)
}

/// Whether a text is a word that people write for yes or no.
pub(crate) fn is_yes_or_no(text: &str) -> bool {
    text::likely_boolean(text).is_some()
}

/// A text as its author would type it before it is typeset.
pub(crate) fn typed(text: &str) -> String {
    typography::typed(&text::typed(text))
}

/// The same of a text that is not typeset.
pub(crate) fn typed_line(text: &str) -> String {
    text::typed(text)
}

/// A text as it is printed, but for what is typeset.
pub(crate) fn composed(text: &str) -> String {
    text::compose(text.to_owned())
}

/// The absolute address that a link's address means, if it is one that can be followed.
pub(crate) fn link(written: &str) -> Option<String> {
    prose::link(written)
}

/// Where addresses stand in a text.
pub(crate) fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    addresses::addresses(text)
}

/// Where a text leads that is an address and nothing else.
pub(crate) fn address(text: &str) -> Option<String> {
    let is_whole = matches!(&addresses::addresses(text)[..], [range] if *range == (0..text.len()));
    is_whole.then(|| addresses::href(text))?
}

/// Whether a file has any of a report's keys, however wrong the rest of it may be. A file that has
/// none, found in a folder, is most likely something else that is written in YAML.
pub fn has_report_key(source: &Source) -> bool {
    if source.defect().is_some_and(|defect| matches!(defect, Defect::TooLarge | Defect::NotText(_)))
    {
        return true;
    }
    let text = source.text();
    let parsed = load::parse(text, &Gaps::default()).ok();
    match parsed.and_then(|parsed| parsed.root).map(|root| root.value) {
        Some(Value::Mapping(entries)) => {
            let keys = entries.iter().filter_map(|entry| match &entry.key.value {
                Value::Scalar(key) => Some(&*key.text),
                _ => None,
            });
            report::are_keys(keys)
        }
        Some(_) => false,
        // Not YAML, as far as it is read: a key at the beginning of a line is one all the same.
        None => {
            let lines = text.lines().filter_map(|line| line.split_once(':'));
            report::are_keys(lines.map(|(key, _)| key.trim_end()))
        }
    }
}

fn check<T>(
    source: &Source,
    context: &Context<'_>,
    read: impl for<'n> FnOnce(&mut Checker<'_>, &'n Node<'n>) -> Option<T>,
) -> Result<Checked<T>, Vec<Diagnostic>> {
    match source.defect() {
        Some(Defect::TooLarge) => {
            let problem = Problem::FileTooLarge { limit: MAX_FILE_SIZE };
            return Err(vec![Diagnostic::of_file(problem)]);
        }
        Some(Defect::NotText(found)) => {
            return Err(vec![Diagnostic::of_file(Problem::NotText { found })]);
        }
        Some(Defect::NotUtf8(offset)) => {
            let span = offset..offset + char::REPLACEMENT_CHARACTER.len_utf8();
            return Err(vec![Diagnostic::new(Problem::NotUtf8, span, FieldPath::default())]);
        }
        None => {}
    }
    let (text, controls) = blank_controls(source.text());
    let whole = Gaps::default();
    let (mended, mut problems, root);
    let (text, gaps) = match load::parse(&text, &whole) {
        Ok(parsed) => {
            (problems, root) = (parsed.problems, parsed.root);
            (&*text, &whole)
        }
        Err(failed) => {
            mended = load::pass_over(&text, failed);
            problems = mended.problems.clone();
            root = load::parse(&mended.text, &mended.gaps)
                .ok()
                .filter(|_| mended.is_readable)
                .and_then(|parsed| {
                    problems.extend(parsed.problems);
                    parsed.root
                });
            (&*mended.text, &mended.gaps)
        }
    };
    let mut checker = Checker::new(context, text, gaps, controls);
    checker.slips = problems;
    let value = match &root {
        Some(root) if !root.is_blank() => read(&mut checker, root),
        _ => {
            if checker.slips.is_empty() {
                checker.slips.push(Diagnostic::of_file(Problem::EmptyFile));
            }
            None
        }
    };
    for (offset, character) in std::mem::take(&mut checker.controls) {
        checker.control(offset..offset + character.len_utf8(), character);
    }
    let problems = in_order([checker.slips, checker.diagnostics].concat());
    let is_valid = problems.iter().all(|p| p.problem.severity() == Severity::Warning);
    match value {
        Some(value) if is_valid => Ok(Checked { value, warnings: problems }),
        _ => Err(problems),
    }
}

/// Control characters that may not stand in YAML at all, with their places, and the text with
/// blanks in their stead: so that they are found together with everything else.
fn blank_controls(text: &str) -> (Cow<'_, str>, Vec<(usize, char)>) {
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let controls: Vec<(usize, char)> =
        text.char_indices().filter(|(_, character)| is_control(*character)).collect();
    if controls.is_empty() {
        return (text.into(), controls);
    }
    // As long as what they replace, so that all places stay: U+0000 to U+007F take one byte,
    // U+0080 to U+009F two.
    let blank = |c: char| match (is_control(c), c.is_ascii()) {
        (true, true) => ' ',
        (true, false) => '\u{A0}',
        _ => c,
    };
    (text.chars().map(blank).collect::<String>().into(), controls)
}

/// Problems in file order, each only once, and not more of them than can be of use. What is wrong
/// with a value wherever it stands is not repeated at its aliases.
fn in_order(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (repeated, mut problems): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|diagnostic| diagnostic.repeated.is_some());
    let is_told = |diagnostic: &Diagnostic| {
        let place = diagnostic.repeated.as_ref().map(|value| &value.span);
        problems.iter().any(|p| Some(&p.span) == place && p.problem == diagnostic.problem)
    };
    let others: Vec<_> = repeated.into_iter().filter(|diagnostic| !is_told(diagnostic)).collect();
    problems.extend(others);
    problems.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    problems.dedup_by(|a, b| a.span == b.span && a.problem == b.problem);
    if problems.len() > MAX_PROBLEMS {
        problems.truncate(MAX_PROBLEMS);
        let span = problems.last().map_or(0..0, |last| last.span.clone());
        let problem = Problem::TooManyProblems { limit: MAX_PROBLEMS };
        problems.push(Diagnostic::new(problem, span, FieldPath::default()));
    }
    problems
}
