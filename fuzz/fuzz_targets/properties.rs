//! What must hold for any input at all, for the fuzz targets and for the tests.
#![allow(dead_code, reason = "each target uses one of them, the tests all")]

use std::path::Path;
use std::sync::LazyLock;

use nacka_report::attachment::Role;
use nacka_report::check::{self, Checked, Context};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language, Severity};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::pdf::{attached, text};
use nacka_report::read::Draft;
use serde_json::Value;

/// Checks bytes as a report; returns it if it is valid.
pub fn report(data: &[u8]) -> Option<Report> {
    sound(data, check::report)
}

/// Checks bytes as a letterhead; returns it if it is valid.
pub fn letterhead(data: &[u8]) -> Option<Letterhead> {
    sound(data, check::letterhead)
}

/// Checks a text as the prose of a report; returns the report if it is valid.
pub fn prose(data: &[u8]) -> Option<Report> {
    let text = Value::from(String::from_utf8_lossy(data));
    report(
        format!(
            "title: a\npurpose: [{text}, a]\nevaluation: [{{activity: a, assessment: {text}}}]\n\
             summary: {text}\nsignature: {{date: 2014-03-20, name: {text}}}\n"
        )
        .as_bytes(),
    )
}

/// Reads bytes as a Word document; returns its report if it is valid.
pub fn word(data: &[u8]) -> Option<Report> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    let path = Path::new("/nonexistent/input.docx");
    let folder = Path::new("/nonexistent");
    let draft = Draft::new(path, folder.into(), data.into(), &FONTS);
    let (value, diagnostics) = match draft.check(folder.into(), &FONTS) {
        Ok(Checked { value, warnings }) => (Some(value), warnings),
        Err(diagnostics) => (None, diagnostics),
    };
    let is_error = |d: &Diagnostic| d.problem.severity() == Severity::Error;
    assert_eq!(diagnostics.iter().any(is_error), value.is_none(), "{diagnostics:?}");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.in_form), "{diagnostics:?}");
    if !diagnostics.is_empty() {
        printable(&Findings { source: &draft.source, diagnostics: &diagnostics });
    }
    // What a document says is a report's text, whatever is wrong with its values.
    let is_about_yaml = |diagnostic: &&Diagnostic| {
        let code = diagnostic.problem.code();
        ["syntax", "unknown-key", "wrong-type", "folded-line", "curly-quotes"].contains(&code)
    };
    assert!(!diagnostics.iter().any(|d| is_about_yaml(&d)), "{diagnostics:?}");
    value
}

/// Reads bytes as a PDF: what it carries, and what it shows.
pub fn pdf(data: &[u8]) {
    let files = attached(data);
    // Whatever is called a report is to be checked before anything is made of it.
    for file in files.iter().flatten().filter(|file| file.role == Role::Report) {
        report(&file.bytes);
    }
    let _ = text(data);
}

fn sound<T>(
    data: &[u8],
    check: impl Fn(&Source, &Context<'_>) -> Result<Checked<T>, Vec<Diagnostic>>,
) -> Option<T> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    // A folder without pictures: what is on the disk is no part of the input.
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let context = Context { folder: folder.into(), fonts: &FONTS };
    let source = Source::new("input.yaml", data.into());
    let (value, diagnostics) = match check(&source, &context) {
        Ok(Checked { value, warnings }) => (Some(value), warnings),
        Err(diagnostics) => (None, diagnostics),
    };
    let is_error = |d: &Diagnostic| d.problem.severity() == Severity::Error;
    assert_eq!(diagnostics.iter().any(is_error), value.is_none(), "{diagnostics:?}");
    if diagnostics.is_empty() {
        return value;
    }
    let mut last = 0;
    for Diagnostic { span, .. } in &diagnostics {
        assert!(last <= span.start && span.start <= span.end, "out of order at {span:?}");
        assert!(source.text().get(span.clone()).is_some(), "nothing at {span:?}");
        last = span.start;
    }
    printable(&Findings { source: &source, diagnostics: &diagnostics });
    value
}

/// Checks bytes as a report under a name, which is their first line; what is wrong with it can be
/// printed. `also` looks at it too.
pub fn messages(data: &[u8], also: impl Fn(&Findings<'_>)) {
    let (name, report) = match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end..]),
        None => (data, &data[..0]),
    };
    let source = Source::new(String::from_utf8_lossy(name), report.into());
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let context = Context { folder: folder.into(), fonts: &Fonts::bundled() };
    let Err(diagnostics) = check::report(&source, &context) else { return };
    let findings = Findings { source: &source, diagnostics: &diagnostics };
    printable(&findings);
    also(&findings);
}

/// Every format says something of each problem, and is what it says that it is: what programs read
/// parses again, what people read holds nothing that a terminal obeys but colours.
fn printable(findings: &Findings<'_>) {
    let count = findings.diagnostics.len();
    let print = |format, language| {
        let mut out = Vec::new();
        diagnostic::write(&mut out, format, language, &[*findings]).unwrap();
        String::from_utf8(out).unwrap()
    };
    for language in [Language::English, Language::Swedish] {
        for format in [Format::Human, Format::Short, Format::Github] {
            let text = print(format, language);
            let bare = text.replace("\u{1b}[", "");
            let is_obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            assert!(!bare.contains(is_obeyed), "{format:?}: {text:?}");
            let is_whole = match format {
                Format::Human => text.lines().count() >= count,
                _ => text.lines().count() == count,
            };
            assert!(is_whole, "{format:?}: {count} problems in {text}");
        }
        let lines = print(Format::Json, language);
        assert_eq!(lines.lines().map(parsed).filter(Value::is_object).count(), count);
        let sarif = parsed(&print(Format::Sarif, language));
        assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(count));
        let gitlab = parsed(&print(Format::Gitlab, language));
        assert_eq!(gitlab.as_array().map(Vec::len), Some(count));
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
