//! What must hold for any input at all, for the fuzz targets and for the tests.
#![allow(dead_code, reason = "each target uses one of them, the tests all")]

use std::path::Path;
use std::sync::LazyLock;

use nacka_report::check::{self, Checked, Context};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language, Severity};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::read::Draft;

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
    let text = serde_json::Value::from(String::from_utf8_lossy(data));
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
    let draft = Draft::new(path, data.into(), &FONTS);
    let (value, diagnostics) = match draft.check(Path::new(""), &FONTS) {
        Ok(Checked { value, warnings }) => (Some(value), warnings),
        Err(diagnostics) => (None, diagnostics),
    };
    let is_error = |d: &Diagnostic| d.problem.severity() == Severity::Error;
    assert_eq!(diagnostics.iter().any(is_error), value.is_none(), "{diagnostics:?}");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.in_form), "{diagnostics:?}");
    let told = printed(&draft.source, &diagnostics);
    // What a document says is YAML that says the same, or at least YAML.
    let text = draft.source.text();
    let about_yaml =
        ["[syntax]", "[unknown-key]", "[wrong-type]", "[folded-line]", "[curly-quotes]"];
    let is_about = |code: &&&str| told.contains(**code);
    assert!(about_yaml.iter().find(is_about).is_none(), "{text}\n{told}");
    value
}

/// What is told of a file, in every format and language.
fn printed(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut told = String::new();
    let files = [Findings { source, diagnostics }];
    for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
        for language in [Language::English, Language::Swedish] {
            let mut out = Vec::new();
            let written = diagnostic::write(&mut out, format, language, &files);
            let is_silent = out.is_empty() && !diagnostics.is_empty();
            assert!(written.is_ok() && !is_silent, "{format:?} says nothing");
            told += &String::from_utf8(out).expect("UTF-8");
        }
    }
    told
}

fn sound<T>(
    data: &[u8],
    check: impl Fn(&Source, &Context<'_>) -> Result<Checked<T>, Vec<Diagnostic>>,
) -> Option<T> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    // A folder without pictures: what is on the disk is no part of the input.
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let context = Context { folder, held: None, fonts: &FONTS };
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
    printed(&source, &diagnostics);
    value
}
