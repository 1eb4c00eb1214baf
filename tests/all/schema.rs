//! The JSON Schemas: committed as generated, and of one mind with the check.

use std::path::Path;

use jsonschema::Validator;
use nacka_report::schema;
use serde_json::Value;

use crate::support::{project, yaml_files};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// A YAML file as an editor sees it.
fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(&text, options)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `INSTA_UPDATE=always cargo test --release` renews the committed schemas along with the
/// snapshots.
#[test]
fn committed_schemas_are_fresh() {
    for (file, schema) in [
        ("docs/report.schema.json", schema::report()),
        ("docs/letterhead.schema.json", schema::letterhead()),
        ("docs/package.schema.json", schema::package()),
    ] {
        let fresh = format!("{schema:#}\n");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(project(file), &fresh).unwrap();
        }
        assert_eq!(std::fs::read_to_string(project(file)).unwrap(), fresh, "{file}");
    }
}

#[test]
fn schemas_are_valid_schemas() {
    for schema in [schema::report(), schema::letterhead(), schema::package()] {
        assert!(jsonschema::meta::is_valid(&schema));
    }
}

#[test]
fn samples_and_valid_fixtures_pass() {
    let (report, letterhead) = (validator(&schema::report()), validator(&schema::letterhead()));
    for path in ["samples", "tests/fixtures/valid", "templates/nacka.yaml"].map(yaml_files).concat()
    {
        let is_letterhead = path.components().any(|part| part.as_os_str() == "letterheads")
            || path.ends_with("nacka.yaml");
        let validator = if is_letterhead { &letterhead } else { &report };
        let errors: Vec<String> =
            validator.iter_errors(&read(&path)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

#[test]
fn structural_mistakes_fail() {
    let (report, letterhead) = (validator(&schema::report()), validator(&schema::letterhead()));
    for name in ["seven-mistakes", "types", "blanks", "values", "pictures"] {
        let path = project("tests/fixtures/invalid").join(name).with_extension("yaml");
        assert!(!report.is_valid(&read(&path)), "{name}");
    }
    for name in ["missing", "numbers", "logo-missing-10cm"] {
        let path = project("tests/fixtures/invalid/letterhead").join(name).with_extension("yaml");
        let is_expected_valid = name.starts_with("logo");
        assert_eq!(letterhead.is_valid(&read(&path)), is_expected_valid, "{name}");
    }
}

/// A mistake's name, and how to make it.
type Mistake = (&'static str, fn(&mut Value));

/// Each mistake by itself, made in a report that is valid without it.
#[test]
fn one_structural_mistake_is_enough() {
    let report = validator(&schema::report());
    let valid = read(&project("tests/fixtures/valid/everything.yaml"));
    assert!(report.is_valid(&valid));
    let mistakes: [Mistake; 16] = [
        ("unknown key", |v| v["titel"] = "a".into()),
        ("missing key", |v| drop(v.as_object_mut().unwrap().remove("signature"))),
        ("missing inner key", |v| {
            drop(v["evaluation"][0].as_object_mut().unwrap().remove("activity"));
        }),
        ("empty list", |v| v["purpose"] = Value::Array(Vec::new())),
        ("text for a list", |v| v["purpose"] = "a".into()),
        ("list for a text", |v| v["title"] = vec!["a"].into()),
        ("no value", |v| v["title"] = Value::Null),
        ("blank", |v| v["title"] = " ".into()),
        ("blank prose", |v| v["evaluation"][0]["activity"] = "\n".into()),
        ("several lines", |v| v["title"] = "a\nb".into()),
        ("too long", |v| v["summary"] = "a".repeat(50_001).into()),
        ("too many", |v| v["purpose"] = vec!["a"; 1001].into()),
        ("path out of the folder", |v| v["pictures"][0]["file"] = "../a.png".into()),
        ("path of a drive", |v| v["pictures"][0]["file"] = r"C:\a.png".into()),
        ("date", |v| v["signature"]["date"] = "2014-13-01".into()),
        ("box", |v| v["next_steps"]["sporadic_contact"] = "ja".into()),
    ];
    for (name, make) in mistakes {
        let mut value = valid.clone();
        make(&mut value);
        assert!(!report.is_valid(&value), "{name}");
    }
}
