//! The way back to YAML: what is written says what was read.

use std::cell::Cell;

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::model::Report;
use nacka_report::write::{Value, update, yaml};
use proptest::prelude::*;

use crate::fuzz::run;
use crate::support::{check_report, context, project, yaml_files};

#[test]
fn a_report_written_anew_says_the_same() {
    let mut count = 0;
    for path in yaml_files("tests/fixtures/valid").into_iter().chain(yaml_files("samples")) {
        let folder = path.parent().unwrap();
        let Ok(report) = check_report(&path) else { continue };
        let context = context(folder);
        let written = yaml(&Value::of_report(&report, context.fonts)).text;
        let source = Source::new("written.yaml", written.clone().into_bytes());
        match check::report(&source, &context) {
            Ok(read) => assert!(
                read.value == report,
                "{}:\n{written}\n{:#?}\n{:#?}",
                path.display(),
                read.value,
                report
            ),
            Err(problems) => panic!("{}:\n{written}\n{problems:?}", path.display()),
        }
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_report_is_written_as_its_author_would() {
    let path = project("samples/cykel-utrecht.yaml");
    let report = check_report(&path).unwrap();
    let context = context(path.parent().unwrap());
    insta::assert_snapshot!(yaml(&Value::of_report(&report, context.fonts)).text);
}

/// A report of some texts.
fn report_of(texts: &[String]) -> Option<Report> {
    let json: Vec<_> = texts.iter().map(|text| serde_json::Value::from(text.as_str())).collect();
    let purposes = json.iter().map(|text| format!("- {text}\n"));
    let rows = json.iter().map(|text| format!("- {{activity: {text}, assessment: {text}}}\n"));
    let first = json.first()?;
    let text = format!(
        "title: a\npurpose:\n{}evaluation:\n{}summary: {first}\n\
         signature: {{date: 2014-03-20, name: a}}\n",
        purposes.collect::<String>(),
        rows.collect::<String>()
    );
    let folder = project("tests/fixtures/valid");
    let source = Source::new("a.yaml", text.into_bytes());
    Some(check::report(&source, &context(&folder)).ok()?.value)
}

#[test]
fn a_report_changed_in_place_says_what_it_should() {
    let texts = || prop::collection::vec("[a-zåäö][a-zåäö :#'\"*,(-]{0,40}", 1..5);
    let changed = Cell::new(0);
    run(300, (texts(), texts(), 0..4usize), |(mut texts, others, kept)| {
        let Some(old) = report_of(&texts) else { return };
        // Some entries stay, some are others.
        let count = texts.len();
        texts.rotate_left(kept % count.max(1));
        texts.truncate(kept);
        texts.extend(others);
        let Some(new) = report_of(&texts) else { return };
        let folder = project("tests/fixtures/valid");
        let context = context(&folder);
        let value = |report: &Report| Value::of_report(report, context.fonts);
        let text = yaml(&value(&old)).text;
        let Some(updated) = update(&text, &value(&old), &value(&new), |_, _| true) else { return };
        let source = Source::new("a.yaml", updated.clone().into_bytes());
        let read = check::report(&source, &context).map(|read| read.value);
        assert!(read.as_ref() == Ok(&new), "{text}\n{updated}\n{read:#?}\n{new:#?}");
        changed.set(changed.get() + 1);
    });
    assert!(changed.get() > 20, "{}", changed.get());
}
