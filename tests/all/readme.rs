//! The README: its lists and its example are what the program is and does.

use std::collections::BTreeSet;

use nacka_report::check;
use nacka_report::diagnostic::{Format, Language};
use nacka_report::load::Source;

use crate::program::Desk;
use crate::support::{context, print, project};

const README: &str = include_str!("../../README.md");
const MANIFEST: &str = include_str!("../../Cargo.toml");

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).unwrap().1.split_once(end).unwrap().0
}

/// The names in backticks in the first column of the table under a head row.
fn first_column(head: &str) -> Vec<&'static str> {
    let table = between(README, head, "\n\n");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| row.split_once(" | ").unwrap().0.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect()
}

#[test]
fn the_example_is_what_the_program_says() {
    let report = between(README, "```yaml\n", "```");
    let said = between(README, "```text\n", "```");
    let source = Source::new("min-rapport.yaml", report.into());
    let diagnostics = check::report(&source, &context(&project("tests"))).unwrap_err();
    let printed = print(Format::Human, Language::English, &source, &diagnostics);
    assert_eq!(printed.trim_end(), said.trim_end());
}

#[test]
fn every_command_is_listed() {
    let help = Desk::new().run(&["--help"]).stdout();
    let commands = between(&help, "Commands:\n", "\n\n").lines().map(|line| {
        let (name, about) = line.trim().split_once(' ').unwrap();
        (name, about.trim())
    });
    let offered: BTreeSet<&str> = commands.map(|(name, _)| name).filter(|n| *n != "help").collect();
    assert_eq!(offered, first_column("| command | does |").into_iter().collect());
}

#[test]
fn every_dependency_has_its_reason() {
    let section = between(MANIFEST, "[dependencies]\n", "\n[");
    let names = section.lines().filter(|line| !line.starts_with('#'));
    let names = names.filter_map(|line| Some(line.split_once(" = ")?.0));
    let listed: BTreeSet<&str> = first_column("| crate | reason |").into_iter().collect();
    assert_eq!(names.collect::<BTreeSet<_>>(), listed);
}

#[test]
fn paths_in_the_readme_exist() {
    for path in ["docs/page-1.png", "docs/diagnostics.md", "fonts/README.md", "tests/run"] {
        assert!(README.contains(path) && project(path).is_file(), "{path}");
    }
    for path in paths_in("| to change | look in |") {
        assert!(project(path).exists(), "{path}");
    }
}

/// The paths in backticks in a table.
fn paths_in(head: &str) -> Vec<&'static str> {
    let table = between(README, head, "\n\n");
    table.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}
