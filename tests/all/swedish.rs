//! Swedish throughout: help, manual, explanations and numbers; what is wrong is told elsewhere.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use crate::program::{Desk, sound};

const COMMANDS: [&str; 13] = [
    "",
    "render",
    "check",
    "new",
    "read",
    "edit",
    "schema",
    "explain",
    "verify",
    "merge",
    "package",
    "completions",
    "man",
];

/// The lines of a text that are sentences: two words of letters at least, and no command line.
fn sentences(text: &str) -> BTreeSet<String> {
    let is_sentence = |line: &&str| {
        line.split(' ')
            .filter(|word| word.len() > 2 && word.chars().all(char::is_alphabetic))
            .count()
            > 1
            && !line.contains("nacka-report ")
            && !line.contains("nacka\\-report ")
    };
    text.lines().map(str::trim).filter(is_sentence).map(str::to_owned).collect()
}

#[test]
fn help_and_manual_are_swedish_to_the_last_word() {
    let desk = Desk::new();
    for command in COMMANDS {
        let name = || [command].into_iter().filter(|name| !name.is_empty());
        for asked in [
            name().chain(["--help"]).collect::<Vec<_>>(),
            name().chain(["-h"]).collect(),
            ["man"].into_iter().chain(name()).collect(),
        ] {
            let english = desk.run(&asked).stdout();
            let swedish = desk.run(&[&asked[..], &["--lang", "sv"]].concat()).stdout();
            let same: Vec<_> =
                sentences(&english).intersection(&sentences(&swedish)).cloned().collect();
            assert!(same.is_empty(), "{asked:?}: {same:?}");
            for word in [
                "Usage",
                "Options",
                "OPTIONS",
                "ossible values",
                "efault",
                "Print",
                "FILE>",
                "DIR>",
            ] {
                assert!(!swedish.contains(word), "{asked:?}: {word}");
            }
            // All options are there.
            let options = |text: &str| -> BTreeSet<String> {
                let words =
                    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '\\');
                words
                    .filter(|word| word.contains("--") || word.contains("\\-\\-"))
                    .map(str::to_owned)
                    .collect()
            };
            let missing: Vec<_> =
                options(&english).difference(&options(&swedish)).cloned().collect();
            assert!(missing.is_empty(), "{asked:?}: {missing:?}");
        }
    }
}

#[test]
fn help_follows_the_locale() {
    let desk = Desk::new();
    for (locale, word) in
        [("sv_SE.UTF-8", "Användning"), ("sv_FI", "Användning"), ("en_GB", "Usage")]
    {
        for arguments in [&["--help"][..], &["render", "-h"], &["help", "new"]] {
            let ended = desk.command(arguments).env("LC_ALL", locale).output().unwrap();
            assert!(String::from_utf8(ended.stdout).unwrap().contains(word), "{locale}");
        }
    }
    // What is asked for wins over the locale.
    let ended = desk.command(&["-h", "--lang=en"]).env("LC_ALL", "sv_SE").output().unwrap();
    assert!(String::from_utf8(ended.stdout).unwrap().contains("Usage"));
    assert_snapshot!(desk.run(&["--help", "--lang", "sv"]).stdout());
}

#[test]
fn mistakes_on_the_command_line_are_told_in_swedish() {
    let desk = Desk::with(&["a.yaml"]);
    let mut told = Vec::new();
    for arguments in [
        &["render"][..],
        &["rendre"],
        &["render", "a.yaml", "--outptu", "x"],
        &["render", "a.yaml", "--to", "doc"],
        &["render", "a.yaml", "--to"],
        &["render", "a.yaml", "--jobs", "många"],
        &["render", "a.yaml", "--jobs", "0"],
        &["render", "a.yaml", "--image-dpi", "x"],
        &["render", "a.yaml", "-o", "ut", "--shard", "9/3"],
        &["render", "a.yaml", "-o", "ut", "--shard", "tre"],
        &["render", "a.yaml", "-o", "ut", "--shard-index", "3/3"],
        &["render", "a.yaml", "-o", "ut", "--shard", "1/2000"],
        &["render", "a.yaml", "--prune"],
        &["package", "ut", "--with", "p.yaml", "-o", "p.tar", "--max-size", "2XB"],
        &["package", "ut", "--with", "p.yaml", "-o", "p.tar", "--max-reports", "0"],
        &["man", "rendr"],
        &["render", "a.yaml", "--watch", "--dry-run"],
        &["render", "a.yaml", "--force", "--force"],
        &["explain", "a", "b"],
        &["schema", "rapport"],
        &[],
    ] {
        let ended = desk.run(&[arguments, &["--lang=sv"]].concat());
        assert_eq!(ended.status, Some(2), "{arguments:?}");
        told.push(format!("$ {}\n{}\n", arguments.join(" "), ended.stderr));
    }
    assert_snapshot!(told.concat());
}

/// What values mean stood in them in English.
#[test]
fn completions_are_swedish() {
    let desk = Desk::new();
    for shell in ["zsh", "fish", "bash", "elvish", "powershell"] {
        let swedish = desk.run(&["completions", shell, "--lang", "sv"]).stdout();
        let english = desk.run(&["completions", shell]).stdout();
        for word in ["Swedish", "Word doc", "YAML files", "report file", "source line", "The "] {
            assert!(!swedish.contains(word), "{shell}: {word}");
        }
        assert!(shell != "zsh" || english.contains("Swedish"));
        for value in ["gitlab", "letterhead", "bagit", "a-3u"] {
            assert!(swedish.contains(value) || !english.contains(value), "{shell}: {value}");
        }
    }
}

#[test]
fn explanations_are_swedish() {
    let desk = Desk::new();
    let ended = desk.run(&["explain", "unknown-key", "--lang", "sv"]);
    assert!(ended.stdout().contains("Oftast är det ett stavfel"), "{}", ended.stdout());
    let [swedish, english] =
        ["sv", "en"].map(|lang| desk.run(&["explain", "--lang", lang]).stdout());
    assert_eq!(swedish.lines().count(), english.lines().count());
    for (line, english) in swedish.lines().zip(english.lines()) {
        let (code, told) = line.split_once("  ").unwrap();
        assert_eq!(english.split_once("  ").unwrap().0, code);
        assert!(told.trim().len() > 20 && !told.ends_with('.') && line != english, "{line}");
        assert_eq!(desk.run(&["explain", code, "--lang", "sv"]).status, Some(0), "{code}");
    }
}

#[test]
fn numbers_are_grouped_and_have_a_comma() {
    let desk = Desk::new();
    desk.write("a.yaml", sound("a") + &format!("summary: {}\n", "x".repeat(50_001)));
    let told = desk.run(&["check", "a.yaml", "--lang", "sv", "--message-format", "short"]).stderr;
    assert!(told.contains("är längre än 50\u{A0}000 tecken"), "{told}");
    let told = desk.run(&["check", "a.yaml", "--message-format", "short"]).stderr;
    assert!(told.contains("is longer than 50000 characters"), "{told}");
    let ended = desk.command(&["check", "a.yaml", "--lang", "sv"]).output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    let time = told.trim_end().rsplit_once(" på ").unwrap().1;
    assert!(time.contains(',') && !time.contains('.'), "{time}");
}
