//! Checking: what is valid is accepted, and every mistake is found at its place.

use std::path::Path;

use nacka_report::check;
use nacka_report::diagnostic::{Diagnostic, Format, Language};
use nacka_report::load::Source;
use nacka_report::model::NextSteps;

use crate::support::{
    check_letterhead, check_report, check_submission, context, print, project, source, yaml_files,
};

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
fn invalid_package_files_are_refused_with_every_problem() {
    insta::glob!("../fixtures/invalid", "package/*.yaml", |path| {
        assert_refused(path, check_submission(path));
    });
}

#[test]
fn package_files_are_accepted() {
    let minimal = check_submission(&project("tests/fixtures/package/minimal.yaml")).unwrap();
    assert_eq!(minimal.language, "swe");
    assert_eq!(minimal.submitter(), &minimal.archival_creator);
    let full = check_submission(&project("tests/fixtures/package/paket.yaml")).unwrap();
    assert_eq!(full.delivery.unwrap().contact.unwrap().name, "Anna Lind");
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

#[test]
fn valid_fixtures_are_accepted() {
    for path in yaml_files("tests/fixtures/valid") {
        if let Err(problems) = check_report(&path) {
            panic!("{}", print(Format::Human, Language::English, &source(&path), &problems));
        }
    }
}

/// What the model holds of the fixture that looks like anything but text.
#[test]
fn texts_are_what_their_author_typed() {
    let report = check_report(&project("tests/fixtures/valid/yaml-styles.yaml")).unwrap();
    assert_eq!(report.title, "2014");
    assert_eq!(report.registration_number.as_deref(), Some("007"));
    assert_eq!(report.contacts[0].name, "0x1F");
    assert_eq!(report.contacts[0].phone.as_deref(), Some("08"));
    assert_eq!(report.contacts[0].role, None);
    assert_eq!(report.signature.name, "Yes");
    assert_eq!(report.signature.line(), "Yes /007");
    insta::assert_json_snapshot!((report.purpose, report.evaluation));
}

#[test]
fn line_ends_and_byte_order_marks_are_no_text() {
    let report = check_report(&project("tests/fixtures/valid/windows.yaml")).unwrap();
    assert_eq!(report.title, "Med byteordningsmärke");
    assert_eq!(report.signature.name, "Torsten Ekvik");
    insta::assert_json_snapshot!((report.purpose, report.evaluation));
}

#[test]
fn blank_fields_are_left_to_be_filled_in_by_hand() {
    let report = check_report(&project("tests/fixtures/valid/empty-fields.yaml")).unwrap();
    assert_eq!(report.registration_number, None);
    assert_eq!(report.evaluation[0].concerned, None);
    assert_eq!(report.summary, None);
    assert_eq!(report.next_steps, NextSteps::default());
    assert_eq!(report.signature.contact, None);
}

/// The place of a problem in texts of every style: line and column, from 1.
#[test]
fn positions_are_exact_in_every_style() {
    let cases = [
        ("summary: å `b`", (1, 12)),
        ("summary: å\n  ä\n  `b`", (3, 3)),
        ("summary: 'd''å `b`'", (1, 16)),
        ("summary: \"\\u00e5\\t\\\" `b`\"", (1, 22)),
        ("summary: \"å\\\n  ä `b`\"", (2, 5)),
        ("summary: \"å\\n\\n`b`\"", (1, 16)),
        ("summary: |\n  å\n\n   `b`", (4, 4)),
        ("summary: |-\n\n\n  `b`", (4, 3)),
        ("summary: |4\n      å `b`", (2, 9)),
        ("summary: >\n  å\n  ä\n\n  `b`\n", (5, 3)),
        ("summary: >+\r\n  å\r\n  😀ä `b`\r\n\r\n", (3, 6)),
        ("{title: a, summary: [`b`]}", (1, 22)),
        ("\u{feff}summary: `b`", (1, 10)),
        ("# å\nnext_steps: {notes: \"`b`\"}", (2, 22)),
    ];
    for (text, expected) in cases {
        let source = Source::new("case.yaml", text.into());
        let problems = check::report(&source, &context(Path::new("."))).unwrap_err();
        let places: Vec<(usize, usize)> =
            problems.iter().map(|problem| source.position(problem.span.start)).collect();
        assert!(places.contains(&expected), "{text}: {places:?}");
    }
}

#[test]
fn lists_need_not_be_indented_below_their_key() {
    let signed = "signature: {date: 2014-03-20, name: a}\n";
    for body in [
        "purpose: [a]\nevaluation:\n- {activity: a, assessment: a}\n- {activity: b, assessment: b}\n",
        "purpose:\n- \"a\n b\"\n- 'c\n   d'\nevaluation:\n- activity: a\n  assessment: a\n",
        "purpose: # why\n- a\nevaluation: &rows\n-   {activity: a,\n assessment: a}\n- {activity: b,\n  assessment: b}\n",
    ] {
        let source = Source::new("a.yaml", format!("title: a\n{signed}{body}").into_bytes());
        let folder = project("samples");
        let checked = check::report(&source, &context(&folder));
        assert!(checked.is_ok(), "{body}: {:?}", checked.err());
    }
}
