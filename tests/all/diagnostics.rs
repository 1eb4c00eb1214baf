//! Diagnostics: the page that explains them, and the formats for programs.

use std::collections::BTreeSet;

use nacka_report::check;
use nacka_report::diagnostic::Problem;
use nacka_report::load::Source;

use crate::support::{
    check_letterhead, check_report, check_submission, context, project, yaml_files,
};

/// The page in both languages, each with the words that an error and a warning begin with.
const PAGES: [(&str, [&str; 2]); 2] = [
    (include_str!("../../docs/diagnostics.md"), ["error", "warning"]),
    (include_str!("../../docs/sv/diagnostics.md"), ["fel", "varning"]),
];

/// A page's entries: each code with its text.
fn entries(page: &'static str) -> Vec<(&'static str, &'static str)> {
    page.split("\n## ").skip(1).map(|entry| entry.split_once('\n').unwrap()).collect()
}

/// An entry's examples in a language.
fn examples(entry: &str, language: &str) -> Vec<String> {
    entry
        .split(&format!("```{language}\n"))
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// The kinds of files that there are diagnostics of.
#[derive(Clone, Copy)]
enum Kind {
    Report,
    Letterhead,
    Package,
}

impl Kind {
    /// The kind of an example.
    fn of(text: &str) -> Self {
        if text.contains("identifier") || text.contains("language") {
            Self::Package
        } else if text.contains("organisation") || text.contains("logo") {
            Self::Letterhead
        } else {
            Self::Report
        }
    }
}

/// The codes of everything that is wrong with a text.
fn codes(text: &str, kind: Kind) -> BTreeSet<&'static str> {
    let source = Source::new("example.yaml", text.into());
    let folder = project("tests/fixtures");
    let context = context(&folder);
    let problems = match kind {
        Kind::Report => {
            check::report(&source, &context).map_or_else(|errors| errors, |c| c.warnings)
        }
        Kind::Letterhead => {
            check::letterhead(&source, &context).map_or_else(|errors| errors, |c| c.warnings)
        }
        Kind::Package => {
            check::submission(&source, &context).map_or_else(|errors| errors, |c| c.warnings)
        }
    };
    problems.iter().map(|problem| problem.problem.code()).collect()
}

#[test]
fn the_page_lists_every_code_in_order() {
    for (page, _) in PAGES {
        let listed: Vec<&str> = entries(page).into_iter().map(|(code, _)| code).collect();
        assert_eq!(listed, Problem::CODES);
    }
}

#[test]
fn both_editions_have_the_same_examples_and_say_as_much() {
    let [english, swedish] = PAGES.map(|(page, _)| entries(page));
    for ((code, english), (_, swedish)) in english.into_iter().zip(swedish) {
        assert_eq!(examples(english, "yaml"), examples(swedish, "yaml"), "{code}");
        let [one, other] = [english, swedish].map(|entry| entry.split("\n\n").count());
        assert_eq!(one, other, "{code}");
        let shared = english.lines().find(|line| line.len() > 30 && swedish.contains(line));
        let is_example = |line: &str| examples(english, "yaml").concat().contains(line);
        assert!(shared.is_none_or(is_example), "{code}: {shared:?}");
    }
}

#[test]
fn the_pages_examples_are_what_they_say() {
    let both = PAGES.iter().flat_map(|(page, levels)| {
        entries(page).into_iter().map(|(code, entry)| (code, entry, *levels))
    });
    for (code, entry, levels) in both {
        let yaml = examples(entry, "yaml");
        let kind = yaml.first().map_or(Kind::Report, |yaml| Kind::of(yaml));
        match &yaml[..] {
            [] => {
                let text = examples(entry, "text").concat();
                let begins = levels.map(|level| format!("{level}[{code}]: "));
                assert!(begins.iter().any(|begins| text.starts_with(begins)), "{code}: {text}");
            }
            [wrong, mended @ ..] => {
                assert!(codes(wrong, kind).contains(code), "{code}: {wrong}");
                for mended in mended {
                    assert!(!codes(mended, kind).contains(code), "{code}: {mended}");
                }
            }
        }
    }
}

#[test]
fn fixtures_cover_every_code() {
    let mut covered = BTreeSet::new();
    for path in yaml_files("tests/fixtures/invalid") {
        let problems = if path.starts_with(project("tests/fixtures/invalid/letterhead")) {
            check_letterhead(&path).err()
        } else if path.starts_with(project("tests/fixtures/invalid/package")) {
            check_submission(&path).err()
        } else {
            check_report(&path).err()
        };
        covered.extend(problems.unwrap_or_default().iter().map(|problem| problem.problem.code()));
    }
    // What takes megabytes, or only a whole run can meet: see the topics `hostile`, `hostile_logos`
    // and `formats`.
    let elsewhere = [
        "unreadable-file",
        "report-outside-folder",
        "file-too-large",
        "not-text",
        "not-a-report",
        "too-many-aliases",
        "too-many-problems",
        "too-many-entries",
        "text-too-long",
        "path-too-long",
        "picture-too-large",
        "pictures-too-large",
        "picture-colours",
        "pictures-too-many-pixels",
        "logo-reference",
        "logo-element",
        "logo-too-complex",
        // Of Word documents: see `read_word`.
        "word-document",
        "not-the-form",
        // Of PDFs: see `embedded`.
        "pdf-document",
        "foreign-attachment",
        "no-place-in-form",
        "text-outside-fields",
        "tracked-changes",
        "lost-look",
        "automatic-alt-text",
        "text-beside-empty-box",
        "alt-texts-differ",
        "registration-numbers-differ",
        "output-is-source",
        "report-exists",
        "both-changed",
        "picture-from-document",
        "output-collision",
        "not-writable",
        "changed-document",
        "config-syntax",
        "config-value",
        "config-path",
        "unwritable-output",
        "render-failed",
    ];
    let missing: Vec<_> = Problem::CODES
        .iter()
        .filter(|code| !covered.contains(*code) && !elsewhere.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
