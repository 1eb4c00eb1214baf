//! The README: its lists and its example are what the program is and does.

use std::collections::BTreeSet;

use nacka_report::check;
use nacka_report::diagnostic::{Format, Language};
use nacka_report::load::Source;

use crate::program::Desk;
use crate::support::{context, print, project};

const README: &str = include_str!("../../README.md");
const SWEDISH: &str = include_str!("../../README.sv.md");
const GUIDE: &str = include_str!("../../docs/sv/skriva-rapport.md");
const MANIFEST: &str = include_str!("../../Cargo.toml");

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).unwrap().1.split_once(end).unwrap().0
}

/// The names in backticks in the first column of the table under a head row.
fn first_column(head: &str) -> Vec<&'static str> {
    first_column_of(README, head)
}

fn first_column_of<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let table = between(text, head, "\n\n");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.flat_map(|row| row.split_once(" | ").unwrap().0.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect()
}

#[test]
fn the_example_is_what_the_program_says() {
    for (text, language) in [(README, Language::English), (SWEDISH, Language::Swedish)] {
        let report = between(text, "```yaml\n", "```");
        let said = between(text, "```text\n", "```");
        let source = Source::new("min-rapport.yaml", report.into());
        let diagnostics = check::report(&source, &context(&project("tests"))).unwrap_err();
        let printed = print(Format::Human, language, &source, &diagnostics);
        assert_eq!(printed.trim_end(), said.trim_end());
    }
}

/// The commands that a text shows, without the comments behind them.
fn commands(text: &str) -> Vec<&str> {
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap().trim_end()).collect()
}

#[test]
fn the_swedish_readme_has_the_same_commands() {
    assert_eq!(commands(SWEDISH), commands(README));
    assert_eq!(first_column_of(SWEDISH, "| kommando | gör |"), first_column("| command | does |"));
    for path in linked(SWEDISH) {
        assert!(project(path).exists(), "{path}");
    }
}

#[test]
fn the_swedish_guide_is_what_the_program_does() {
    let desk = Desk::new();
    let example = between(GUIDE, "```yaml\n", "```");
    let commands = commands(GUIDE);
    assert_eq!(commands.len(), 4);
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let ended = desk.run(&words[1..]);
        assert_eq!(ended.status, Some(0), "{command}: {}", ended.stderr);
        // From here on the starter is filled in.
        desk.write("min-rapport.yaml", example);
    }
    assert_eq!(
        desk.names("."),
        ["min-rapport.docx", "min-rapport.pdf", "min-rapport.yaml", "report.schema.json"]
    );
    for field in first_column_of(GUIDE, "| i filen | på blanketten | |") {
        assert!(
            example.contains(field)
                || ["pictures", "redirect", "sporadic_contact"].contains(&field),
            "{field}"
        );
    }
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
    for path in linked(README).chain(["tests/run", "tests/packages/run"]) {
        assert!(README.contains(path) && project(path).is_file(), "{path}");
    }
}

/// The files that a text links to.
fn linked(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0);
    targets.filter(|target| !target.contains("://"))
}
