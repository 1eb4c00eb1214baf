//! The way back to YAML: what is written says what was read.

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::write::{Value, yaml};

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
