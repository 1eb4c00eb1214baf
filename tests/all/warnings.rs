//! Warnings: told each time, in every format, and counted where they are denied.

use crate::program::{Desk, Ended, sound};
use crate::support::project;

/// Reports with one warning each.
fn warned() -> Desk {
    let desk = Desk::new();
    let with = |line: &str| sound("a") + line;
    desk.write("in/mall.yaml", with("contacts:\n  - name: Förnamn Efternamn\n"));
    desk.write("in/kryss.yaml", with("next_steps:\n  redirect: true\n"));
    desk.write("in/nej.yaml", with("next_steps:\n  implement: nej\n"));
    let picture = "pictures:\n  - {file: profil.jpg, alt: Fyra färger}\n";
    desk.write("in/bild.yaml", with(picture));
    let profile = project("tests/fixtures/valid/bilder/profile-abstract.jpg");
    desk.write("in/profil.jpg", std::fs::read(profile).unwrap());
    desk.write("in/utan.yaml", sound("utan"));
    desk
}

const CODES: [&str; 4] = ["picture-colours", "tick-without-text", "starter-text", "tick-with-word"];

fn counts(ended: &Ended, rendered: usize, unchanged: usize) {
    let counted = format!("rendered {rendered}, unchanged {unchanged}, failed 0");
    assert!(ended.stderr.contains(&counted), "{}", ended.stderr);
}

#[test]
fn an_unchanged_report_tells_its_warnings_again() {
    let desk = warned();
    let formats = ["human", "short", "json", "github", "gitlab", "sarif"];
    for (format, language) in
        formats.into_iter().flat_map(|format| [(format, "en"), (format, "sv")])
    {
        let options = ["render", "in", "-o", "out", "--message-format", format, "--lang", language];
        let _ = std::fs::remove_dir_all(desk.path("out"));
        let told = |ended: &Ended| {
            assert_eq!(ended.status, Some(0), "{}", ended.stderr);
            let text = ended.stdout() + &ended.stderr;
            // The summary alone is another one, and only what was due is told as a document.
            let lines = text.lines().filter(|line| !line.contains(", failed 0"));
            let lines = lines.filter(|line| !line.starts_with("{\"type\":\"document\""));
            lines.filter(|line| !line.contains(", med fel 0")).collect::<Vec<_>>().join("\n")
        };
        let first: String = told(&desk.run(&options));
        let second: String = told(&desk.run(&options));
        for code in CODES {
            assert!(first.contains(code), "{format} {code}: {first}");
        }
        assert_eq!(second, first, "{format} {language}");
    }
}

#[test]
fn a_logo_whose_colours_cannot_be_told_is_warned_of() {
    let desk = Desk::with(&["a.yaml"]);
    desk.write(
        "lh.yaml",
        "organisation: Ekvik\nlogo: {file: profil.jpg, alt: Ekvik, height: 14mm}\n\
         postal_address: a\nvisiting_address: a\nphone: a\nemail: a@b.se\nsms: a\nweb: b.se\n\
         organisation_number: 212000-9994\n",
    );
    let profile = project("tests/fixtures/valid/bilder/profile-abstract.jpg");
    desk.write("profil.jpg", std::fs::read(profile).unwrap());
    for (language, told) in [
        ("en", "warning[picture-colours]: the colour profile of the file of the logo"),
        ("sv", "varning[picture-colours]: färgprofilen i filen till logotypen"),
    ] {
        for command in ["check", "render"] {
            let run = [command, "a.yaml", "--letterhead", "lh.yaml", "--lang", language];
            let ended = desk.run(&run);
            assert_eq!(ended.status, Some(0), "{}", ended.stderr);
            assert_eq!(ended.stderr.matches(told).count(), 1, "{}", ended.stderr);
            assert!(ended.stderr.contains("lh.yaml:2:"), "{}", ended.stderr);
            let denied = desk.run(&[&run[..], &["--deny-warnings"]].concat());
            assert_eq!(denied.status, Some(2), "{}", denied.stderr);
        }
    }
}

#[test]
fn warnings_are_remembered_for_each_document() {
    let desk = Desk::new();
    let warned = sound("a") + "next_steps:\n  redirect: true\n";
    let tells = |ended: &Ended| ended.stderr.contains("tick-without-text");
    desk.write("in/a.yaml", &warned);
    let run = |formats: &str, options: &[&str]| {
        desk.run(&[&["render", "in", "-o", "out", "--to", formats], options].concat())
    };
    assert!(tells(&run("pdf", &[])));
    // Another format is made from the report without the warning.
    desk.write("in/a.yaml", sound("a"));
    assert!(!tells(&run("docx", &[])));
    // The PDF was made from this one, and nothing is due.
    desk.write("in/a.yaml", &warned);
    let again = run("pdf", &[]);
    assert!(tells(&again), "{}", again.stderr);
    counts(&again, 0, 1);
    // A dry run tells as well, and one that denies warnings fails.
    assert!(tells(&run("pdf", &["--dry-run"])));
    let denied = run("pdf", &["--deny-warnings"]);
    assert_eq!(denied.status, Some(1), "{}", denied.stderr);
    assert!(tells(&denied));
    // The record is as it was.
    assert!(tells(&run("pdf", &[])));
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    // Mended, it is told no more.
    desk.write("in/a.yaml", sound("b"));
    assert!(!tells(&run("pdf", &[])));
    assert!(!tells(&run("pdf", &[])));
}

#[test]
fn other_yaml_fails_where_warnings_are_denied() {
    for (name, content) in [
        ("ci.yml", "on: push\n"),
        ("inventory/hosts.yaml", "all:\n  hosts: {}\n"),
        ("schema.yaml", "- a\n- b\n"),
        ("compose.yaml", "services:\n  web: [\n"),
    ] {
        let desk = Desk::with(&["in/a.yaml"]);
        desk.write(format!("in/{name}"), content);
        for command in [&["check", "in"][..], &["render", "in", "-o", "out"]] {
            let passed = desk.run(command);
            assert_eq!(passed.status, Some(0), "{name}: {}", passed.stderr);
            for format in ["human", "json", "sarif"] {
                let denied = [command, &["--deny-warnings", "--message-format", format]].concat();
                let denied = desk.run(&denied);
                assert_eq!(denied.status, Some(1), "{name}: {}", denied.stderr);
                let text = denied.stdout() + &denied.stderr;
                assert!(text.contains("not-a-report") && text.contains("warning"), "{text}");
                assert!(text.contains("failed 1"), "{text}");
            }
        }
        // Left out, it is no matter.
        let options = ["check", "in", "--deny-warnings", "--exclude", name];
        assert_eq!(desk.run(&options).status, Some(0), "{name}");
        // A folder with nothing else holds no report.
        std::fs::remove_file(desk.path("in/a.yaml")).unwrap();
        for command in [&["check", "in"][..], &["render", "in", "-o", "out"]] {
            let ended = desk.run(&[command, &["--deny-warnings"]].concat());
            assert_eq!(ended.status, Some(2), "{name}: {}", ended.stderr);
        }
    }
}

/// Reports whose keys are all written in Swedish or in capitals were passed by with a note.
#[test]
fn a_report_with_the_forms_own_words_for_keys_is_checked() {
    for (content, is_report) in [
        ("titel: Möte\nsyfte: [a]\n", true),
        ("TITLE: Möte\nPurpose: [a]\n", true),
        ("Syfte: a: b\nSammanfattning: c\n", true),
        ("images:\n  - name: web\n", false),
        ("namn: a\ndatum: b\n", false),
    ] {
        let desk = Desk::with(&["in/a.yaml"]);
        desk.write("in/b.yaml", content);
        let ended = desk.run(&["check", "in"]);
        assert_eq!(ended.status, Some(i32::from(is_report)), "{content}: {}", ended.stderr);
    }
}

#[test]
fn the_starters_texts_are_told_in_reports_alone() {
    let desk = Desk::with(&["a.yaml"]);
    let letterhead = project("samples/letterheads/ekvik.yaml");
    let letterhead = letterhead.to_str().unwrap();
    let options = ["check", "a.yaml", "--deny-warnings", "--letterhead", letterhead];
    let ended = desk.run(&options);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    desk.write("b.yaml", sound("b") + "contacts:\n  - {name: Bo Ek, web: www.ekvik.example}\n");
    assert!(desk.run(&["check", "b.yaml"]).stderr.contains("starter-text"));
}

#[test]
fn a_year_that_no_report_is_from_is_told() {
    let desk = Desk::new();
    for (date, hint) in [
        ("0014-03-20", Some("did you mean `2014-03-20`?")),
        ("0099-12-31", Some("did you mean `2099-12-31`?")),
        ("0204-03-20", Some("look for a mistyped digit")),
        ("1970-12-31", Some("look for a mistyped digit")),
        ("2104-03-20", Some("look for a mistyped digit")),
        ("1971-01-01", None),
        ("2014-03-20", None),
        ("2099-12-31", None),
    ] {
        let report = sound("a");
        let old = report.split("date: ").nth(1).unwrap().split_whitespace().next().unwrap();
        desk.write("a.yaml", report.replace(old, date));
        let ended = desk.run(&["check", "a.yaml"]);
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        let is_told = ended.stderr.contains("warning[unlikely-year]");
        assert_eq!(is_told, hint.is_some(), "{date}: {}", ended.stderr);
        assert!(ended.stderr.contains(hint.unwrap_or_default()), "{date}: {}", ended.stderr);
    }
}
