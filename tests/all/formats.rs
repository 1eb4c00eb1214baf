//! The formats that diagnostics are printed in, and problems that only a whole run can meet.

use std::collections::BTreeSet;
use std::io;

use jsonschema::Validator;
use nacka_report::check;
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language, Problem, Reason};
use nacka_report::load::Source;
use nacka_report::render::RenderError;
use serde_json::{Value, json};

use crate::support::{check_report, context, print, project, source};

/// Problems of a run, not of a text, each in a file that could not be read or rendered.
fn run_problems() -> Vec<(Source, Vec<Diagnostic>)> {
    let reason = |kind: io::ErrorKind| Reason::from(&io::Error::from(kind));
    let (output, other) = ("out/rapport.pdf".to_owned(), "rapport.yml".to_owned());
    let problems = [
        Problem::ReportOutsideFolder,
        Problem::UnreadableFile { reason: reason(io::ErrorKind::PermissionDenied) },
        Problem::OutputCollision { output: output.clone(), other },
        Problem::ChangedDocument { output: output.clone() },
        Problem::UnwritableOutput { output, reason: reason(io::ErrorKind::StorageFull) },
        Problem::RenderFailed {
            error: RenderError::Demand {
                message: "the standard a-1a allows no transparency".to_owned(),
                hints: vec!["choose a-2a".to_owned()],
            },
        },
        Problem::RenderFailed { error: RenderError::Bug { message: "it broke".to_owned() } },
    ];
    problems.map(|p| (Source::new("rapport.yaml", Vec::new()), vec![Diagnostic::of_file(p)])).into()
}

/// Texts that are too much, with what the check makes of them.
fn limit_problems() -> Vec<(Source, Vec<Diagnostic>)> {
    let report = |rest: &str| {
        format!(
            "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n\
             signature: {{date: 2014-03-20, name: a}}\n{rest}\n"
        )
    };
    let alias = format!("summary: &a {}\ncontacts: [{}]", "b".repeat(40_000), "*a, ".repeat(30));
    let picture = |file: &str| report(&format!("pictures: [{{file: {file}, alt: a}}]"));
    let folder = tempfile::tempdir().unwrap();
    for (name, megabytes) in [("large.png", 61), ("1.png", 40), ("2.png", 40), ("3.png", 40)] {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        file.set_len(megabytes * 1024 * 1024).unwrap();
    }
    let pictures = ["1", "2", "3"].map(|n| format!("{{file: {n}.png, alt: a}}"));
    [
        ("file-too-large", "a: b\n".repeat(300_000)),
        ("too-many-aliases", report(&alias)),
        ("too-many-problems", "a: b\n".repeat(1_500)),
        ("too-many-entries", report(&format!("contacts:{}", "\n- name: a".repeat(1001)))),
        ("text-too-long", report(&format!("summary: {}", "a ".repeat(25_001)))),
        ("path-too-long", picture(&"a".repeat(261))),
        ("picture-too-large", picture("large.png")),
        ("pictures-too-large", report(&format!("pictures: [{}]", pictures.join(", ")))),
    ]
    .map(|(code, text)| {
        let source = Source::new("rapport.yaml", text.into());
        let problems = check::report(&source, &context(folder.path()));
        let mut problems = problems.expect_err("refused");
        problems.retain(|problem| problem.problem.code() == code);
        (source, problems)
    })
    .into()
}

#[test]
fn what_no_fixture_can_hold_is_told_in_all_formats() {
    let mut outputs = String::new();
    for (source, problems) in run_problems().into_iter().chain(limit_problems()) {
        for (format, language) in [
            (Format::Human, Language::English),
            (Format::Human, Language::Swedish),
            (Format::Json, Language::English),
        ] {
            outputs += &print(format, language, &source, &problems);
        }
    }
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!(outputs);
    });
}

fn seven_mistakes() -> (Source, Vec<Diagnostic>) {
    let path = project("tests/fixtures/invalid/seven-mistakes.yaml");
    (source(&path), check_report(&path).expect_err("refused"))
}

#[test]
fn short_and_github() {
    let (source, problems) = seven_mistakes();
    let outputs = [Format::Short, Format::Github]
        .map(|format| print(format, Language::English, &source, &problems));
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!(outputs.join("--------\n"));
    });
}

#[test]
fn warnings_are_called_so_in_every_format() {
    let source = Source::new(
        "rapport.yaml",
        "title: a\npurpose: [a]\nevaluation: [{activity: a, assessment: a}]\n\
         next_steps: {redirect: true}\nsignature: {date: 2014-03-20, name: a}\n"
            .into(),
    );
    let folder = project("tests");
    let checked = check::report(&source, &context(&folder)).unwrap();
    for (format, language, expected) in [
        (Format::Human, Language::English, "warning[tick-without-text]: `redirect` ticks"),
        (Format::Human, Language::Swedish, "varning[tick-without-text]: `redirect` kryssar"),
        (Format::Short, Language::English, "rapport.yaml:4:24: warning[tick-without-text]: "),
        (
            Format::Json,
            Language::English,
            "\"severity\":\"warning\",\"code\":\"tick-without-text\"",
        ),
        (Format::Github, Language::English, "::warning file=rapport.yaml,line=4,"),
        (Format::Sarif, Language::English, "\"level\":\"warning\""),
        (Format::Gitlab, Language::English, "\"severity\":\"minor\""),
    ] {
        let printed = print(format, language, &source, &checked.warnings);
        assert!(printed.contains(expected), "{format:?}: {printed}");
    }
}

#[test]
fn only_people_get_colours() {
    let (source, diagnostics) = seven_mistakes();
    for (format, is_coloured) in [
        (Format::Human, true),
        (Format::Short, false),
        (Format::Json, false),
        (Format::Github, false),
        (Format::Sarif, false),
        (Format::Gitlab, false),
    ] {
        let mut out = Vec::new();
        let files = [Findings { source: &source, diagnostics: &diagnostics }];
        diagnostic::write(&mut out, format, Language::English, &files).unwrap();
        assert_eq!(out.contains(&0x1B), is_coloured, "{format:?}");
    }
}

#[test]
fn json_lines_keep_their_keys_in_order() {
    let (source, problems) = seven_mistakes();
    let printed = print(Format::Json, Language::English, &source, &problems);
    assert_eq!(printed.lines().count(), 7);
    for line in printed.lines() {
        assert!(line.starts_with(r#"{"file":"seven-mistakes.yaml","line":"#), "{line}");
        serde_json::from_str::<Value>(line).unwrap();
    }
}

/// What SARIF 2.1.0 (OASIS) demands of a result, as far as it is written here; the sections are
/// those of the standard.
fn sarif_result() -> Value {
    let position = json!({"type": "integer", "minimum": 1});
    let message = json!({
        "type": "object",
        "required": ["text"],
        "properties": {"text": {"type": "string", "minLength": 1}},
    });
    let uri = json!({"type": "string", "pattern": "^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"});
    let region = json!({
        "description": "3.30",
        "type": "object",
        "required": ["startLine", "startColumn", "endLine", "endColumn"],
        "additionalProperties": false,
        "properties": {
            "startLine": position, "startColumn": position,
            "endLine": position, "endColumn": position,
        },
    });
    let location = json!({
        "description": "3.28",
        "type": "object",
        "required": ["physicalLocation"],
        "additionalProperties": false,
        "properties": {
            "physicalLocation": {
                "description": "3.29",
                "type": "object",
                "required": ["artifactLocation", "region"],
                "additionalProperties": false,
                "properties": {
                    "artifactLocation": {
                        "description": "3.4",
                        "type": "object",
                        "required": ["uri"],
                        "additionalProperties": false,
                        "properties": {"uri": uri},
                    },
                    "region": region,
                },
            },
            "logicalLocations": {
                "description": "3.33",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["fullyQualifiedName"],
                    "additionalProperties": false,
                    "properties": {"fullyQualifiedName": {"type": "string"}},
                },
            },
        },
    });
    json!({
        "description": "3.27",
        "type": "object",
        "required": ["ruleId", "level", "message", "locations"],
        "additionalProperties": false,
        "properties": {
            "ruleId": {"enum": Problem::CODES},
            "level": {"enum": ["none", "note", "warning", "error"]},
            "message": message,
            "locations": {"type": "array", "items": location},
        },
    })
}

/// What SARIF demands of the whole document.
pub fn sarif_schema() -> Validator {
    // More than SARIF demands: what GitHub shows beside a result.
    let rule = json!({
        "description": "3.49",
        "type": "object",
        "required": ["id", "shortDescription", "help", "helpUri"],
        "additionalProperties": false,
        "properties": {
            "id": {"type": "string"},
            "shortDescription": {"type": "object", "required": ["text"]},
            "help": {"type": "object", "required": ["text", "markdown"]},
            "helpUri": {"type": "string", "format": "uri", "pattern": "^https://.*#[a-z0-9-]+$"},
        },
    });
    let driver = json!({
        "description": "3.19",
        "type": "object",
        "required": ["name"],
        "additionalProperties": false,
        "properties": {
            "name": {"type": "string"},
            "version": {"type": "string"},
            "informationUri": {"type": "string", "format": "uri"},
            "rules": {"type": "array", "uniqueItems": true, "items": rule},
        },
    });
    let invocation = json!({
        "description": "3.20",
        "type": "object",
        "required": ["executionSuccessful"],
        "additionalProperties": false,
        "properties": {
            "executionSuccessful": {"type": "boolean"},
            "toolExecutionNotifications": {
                "type": "array",
                "items": {
                    "description": "3.58",
                    "type": "object",
                    "required": ["message"],
                    "additionalProperties": false,
                    "properties": {
                        "level": {"enum": ["none", "note", "warning", "error"]},
                        "message": {"type": "object", "required": ["text"]},
                    },
                },
            },
        },
    });
    let run = json!({
        "description": "3.14",
        "type": "object",
        "required": ["tool", "results"],
        "additionalProperties": false,
        "properties": {
            "tool": {"type": "object", "required": ["driver"], "properties": {"driver": driver}},
            "invocations": {"type": "array", "items": invocation},
            "language": {"type": "string", "pattern": "^[a-z]{2}$"},
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "results": {"type": "array", "items": sarif_result()},
        },
    });
    let log = json!({
        "description": "3.13",
        "type": "object",
        "required": ["version", "runs"],
        "additionalProperties": false,
        "properties": {
            "$schema": {"type": "string", "format": "uri"},
            "version": {"const": "2.1.0"},
            "runs": {"type": "array", "items": run},
        },
    });
    jsonschema::draft202012::new(&log).unwrap()
}

#[test]
fn sarif_is_one_document_of_the_required_structure() {
    let mut found = run_problems();
    found.push(seven_mistakes());
    let clean = Source::new("ren rapport.yaml", Vec::new());
    let mut files: Vec<Findings<'_>> =
        found.iter().map(|(source, diagnostics)| Findings { source, diagnostics }).collect();
    files.push(Findings { source: &clean, diagnostics: &[] });
    let mut out = Vec::new();
    diagnostic::write(&mut out, Format::Sarif, Language::English, &files).unwrap();
    let document: Value = serde_json::from_slice(&out).unwrap();
    let errors: Vec<String> =
        sarif_schema().iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(document["runs"][0]["results"].as_array().unwrap().len(), 7 + 7);
    for rule in document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        let description = rule["shortDescription"]["text"].as_str().unwrap();
        assert!(description.ends_with('.') && !description.contains("```"), "{rule}");
    }

    let mut nothing = Vec::new();
    diagnostic::write(&mut nothing, Format::Sarif, Language::English, &[]).unwrap();
    assert!(sarif_schema().is_valid(&serde_json::from_slice(&nothing).unwrap()));
}

/// GitLab tells one problem from another, and an old one from a new one, by the fingerprint alone.
#[test]
fn gitlab_knows_a_problem_again_when_lines_move() {
    let path = project("tests/fixtures/invalid/prose.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let entries = |name: &str, text: String, language| -> Vec<Value> {
        let source = Source::new(name, text.into());
        let diagnostics = check::report(&source, &context(path.parent().unwrap())).unwrap_err();
        serde_json::from_str(&print(Format::Gitlab, language, &source, &diagnostics)).unwrap()
    };
    let prints = |entries: &[Value]| -> Vec<String> {
        entries.iter().map(|entry| entry["fingerprint"].to_string()).collect()
    };
    let before = entries("rapporter/a.yaml", text.clone(), Language::English);
    assert_eq!(before[0]["location"]["path"], "rapporter/a.yaml");
    assert_eq!(
        before.iter().map(|e| e["fingerprint"].as_str()).collect::<BTreeSet<_>>().len(),
        before.len()
    );
    let after = entries("./rapporter/a.yaml", format!("# En rad\n{text}"), Language::Swedish);
    assert_eq!(prints(&after), prints(&before));
    let line = |entry: &Value| entry["location"]["lines"]["begin"].as_u64().unwrap();
    assert_eq!(line(&after[0]), line(&before[0]) + 1);
    assert_ne!(prints(&entries("b.yaml", text, Language::English)), prints(&before));
}
