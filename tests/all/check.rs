//! Checking: what is valid is accepted, and every mistake is found at its place.

use std::path::Path;

use nacka_report::check;
use nacka_report::diagnostic::{Diagnostic, Format, Language};
use nacka_report::load::Source;

use crate::support::{check_letterhead, check_report, context, print, project, source, yaml_files};

/// Everything that is said about a file: for people, for programs, and in Swedish.
fn assert_refused<T: std::fmt::Debug>(path: &Path, result: Result<T, Vec<Diagnostic>>) {
    let diagnostics = result.expect_err("refused");
    let source = source(path);
    let print = |format, language| print(format, language, &source, &diagnostics);
    let outputs = [
        print(Format::Human, Language::English),
        print(Format::Json, Language::English),
        print(Format::Human, Language::Swedish),
    ];
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("refused", outputs.join("--------\n"));
    });
}

#[test]
fn invalid_reports_are_refused_with_every_problem() {
    insta::glob!("../fixtures/invalid", "*.yaml", |path| {
        assert_refused(path, check_report(path));
    });
    insta::glob!("../fixtures/invalid", "syntax/*.yaml", |path| {
        assert_refused(path, check_report(path));
    });
}

#[test]
fn invalid_letterheads_are_refused_with_every_problem() {
    insta::glob!("../fixtures/invalid", "letterhead/*.yaml", |path| {
        assert_refused(path, check_letterhead(path));
    });
}

#[test]
fn samples_are_accepted() {
    for path in yaml_files("samples") {
        let problems = if path.starts_with(project("samples/letterheads")) {
            check_letterhead(&path).err()
        } else {
            check_report(&path).err()
        };
        if let Some(problems) = problems {
            panic!("{}", print(Format::Human, Language::English, &source(&path), &problems));
        }
    }
}

#[test]
fn the_built_in_letterhead_is_accepted() {
    let source = Source::built_in_letterhead();
    check::letterhead(&source, &context(Path::new("."))).expect("valid");
}

#[test]
fn seven_mistakes_are_seven_diagnostics_in_file_order() {
    let path = project("tests/fixtures/invalid/seven-mistakes.yaml");
    let problems = check_report(&path).expect_err("refused");
    let source = source(&path);
    let lines: Vec<usize> = problems.iter().map(|p| source.position(p.span.start).0).collect();
    assert_eq!(lines, [2, 5, 8, 11, 16, 18, 20]);
}
