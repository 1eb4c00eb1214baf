//! Checking: what is valid is accepted, and every mistake is found at its place.

use std::path::Path;

use nacka_report::check::{self, Context};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::Report;

use crate::support::project;

fn check_file(path: &Path) -> (Source, Result<Report, Vec<Diagnostic>>) {
    let bytes = std::fs::read(path).unwrap();
    let source = Source::new(path.file_name().unwrap().to_string_lossy(), bytes);
    let fonts = Fonts::bundled();
    let context = Context { folder: path.parent().unwrap(), fonts: &fonts, image_dpi: 220 };
    let result = check::report(&source, &context);
    (source, result)
}

fn print(format: Format, source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    diagnostic::write(&mut out, format, Language::English, &[Findings { source, diagnostics }])
        .unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

#[test]
fn invalid_fixtures_are_refused_with_every_problem() {
    insta::glob!("../fixtures/invalid", "*.yaml", |path| {
        let (source, result) = check_file(path);
        let diagnostics = result.expect_err("refused");
        insta::assert_snapshot!("human", print(Format::Human, &source, &diagnostics));
        insta::assert_snapshot!("json", print(Format::Json, &source, &diagnostics));
    });
}

#[test]
fn samples_are_accepted() {
    for entry in ignore::Walk::new(project("samples")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|e| e == "yaml")
            && !path.to_string_lossy().contains("letterheads")
        {
            let (source, result) = check_file(&path);
            if let Err(diagnostics) = result {
                panic!("{}", print(Format::Human, &source, &diagnostics));
            }
        }
    }
}
