//! Signals, streams and names: what ends a run, where output goes, and what names can do to it.
#![cfg(unix)]

use std::fs;
use std::process::Command;

use insta::assert_snapshot;

use crate::program::{Desk, Ended, before_its_end, sound};

/// A desk with this many reports in `in`.
fn many(count: usize) -> Desk {
    let desk = Desk::new();
    for number in 0..count {
        desk.write(format!("in/{number:03}.yaml"), sound(&format!("{number}")));
    }
    desk
}

#[test]
fn signals_end_a_run_in_good_order() {
    for (signal, status) in [("-TERM", 143), ("-HUP", 129)] {
        let (desk, ended) = before_its_end(400, 0, |reports| {
            let desk = many(reports);
            let arguments = ["render", "in", "-o", "out", "--report", "junit.xml"];
            let ended = desk.interrupt("", &arguments, "out/000.pdf", signal);
            (desk, ended)
        });
        assert_eq!(ended.status, Some(status), "{signal}: {}", ended.stderr);
        assert!(ended.stderr.contains(", not tried "), "{signal}: {}", ended.stderr);
        assert!(desk.path("junit.xml").is_file());
        assert_eq!(desk.run(&["verify", "out"]).status, Some(0), "{signal}");
    }
}

#[test]
fn a_signal_that_the_parent_has_ignored_stays_ignored() {
    let desk = many(40);
    let arguments = ["render", "in", "-o", "out"];
    let ended = desk.interrupt("trap '' HUP;", &arguments, "out/000.pdf", "-HUP");
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("out").len(), 41);
}

#[test]
fn no_unfinished_file_is_left_beside_reports() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let desk = many(200);
        desk.interrupt("", &["render", "in"], "in/000.pdf", signal);
        let names = desk.names("in");
        assert!(names.iter().all(|name| !name.starts_with('.')), "{signal}: {names:?}");
    }
}

#[test]
fn a_check_ends_its_document_when_it_is_stopped() {
    let (_, ended) = before_its_end(3000, 1, |reports| {
        let desk = many(1);
        for number in 0..reports {
            desk.write(format!("in/bad-{number:05}.yaml"), "title: [\n");
        }
        let arguments = ["check", "in", "--message-format", "sarif", "-j", "1"];
        let ended = desk.interrupt("", &arguments, "in/000.yaml", "-TERM");
        (desk, ended)
    });
    assert!(matches!(ended.status, Some(143) | None), "{:?}", ended.status);
    if !ended.stdout.is_empty() {
        serde_json::from_slice::<serde_json::Value>(&ended.stdout).unwrap();
    }
}

#[test]
fn a_closed_or_full_standard_output_is_told() {
    let desk = Desk::with(&["a.yaml"]);
    for line in [
        "render - < a.yaml >&-",
        "render - < a.yaml > /dev/full",
        "--help > /dev/full",
        "help render > /dev/full",
        "--version > /dev/full",
        "schema > /dev/full",
        "check a.yaml --message-format sarif > /dev/full",
        "render a.yaml -o out --dry-run > /dev/full",
    ] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("\"$0\" {line}"), env!("CARGO_BIN_EXE_nacka-report")]);
        let ended: Ended =
            command.current_dir(desk.path("")).env("LC_ALL", "C").output().unwrap().into();
        assert_eq!(ended.status, Some(2), "{line}");
        assert!(ended.stderr.contains("error: "), "{line}: {}", ended.stderr);
    }
    // What is thrown away on purpose is not told.
    let mut command = Command::new("sh");
    command.args([
        "-c",
        "\"$0\" render - < a.yaml > /dev/null",
        env!("CARGO_BIN_EXE_nacka-report"),
    ]);
    assert!(command.current_dir(desk.path("")).status().unwrap().success());
}

/// Needs the right to be somebody else, which root has; says so where that is denied.
#[test]
fn too_few_threads_are_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&["a.yaml"]);
    fs::set_permissions(desk.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_nacka-report"), desk.path("program")).unwrap();
    let script = "ulimit -u 1; ./program check a.yaml; echo $?; exec ./program render - < a.yaml";
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "54321", "--clear-groups", "bash", "-c", script]);
    match command.current_dir(desk.path("")).env("LC_ALL", "C").output() {
        Ok(output) if !output.stdout.is_empty() => {
            let ended: Ended = output.into();
            assert_eq!((ended.status, &ended.stdout[..2]), (Some(2), &b"2\n"[..]));
            let told = ended.stderr.matches("lets no further thread start").count();
            assert_eq!(told, 2, "{}", ended.stderr);
        }
        other => eprintln!("skipped: {other:?}"),
    }
}

#[test]
fn reports_that_were_not_tried_are_counted_as_such() {
    let desk = many(60);
    desk.write("in/000.yaml", "title: [\n");
    let ended = desk.run(&["render", "in", "-o", "out", "--fail-fast", "-j", "1"]);
    let counts = ended.stderr.lines().last().unwrap();
    let numbers: Vec<usize> = counts
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .take(4)
        .collect();
    assert!(counts.contains("not tried"), "{counts}");
    assert_eq!(numbers.iter().sum::<usize>(), 60, "{counts}");
}

#[test]
fn a_folder_where_a_document_goes_is_a_collision() {
    let desk = Desk::with(&["in/a.yaml", "in/a.pdf/b.yaml", "in/c.yaml"]);
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.names("out"), ["c.pdf", "nacka-report.manifest.json"]);
    // As Word documents they do not meet.
    assert_eq!(desk.run(&["render", "in", "-o", "word", "--to", "docx"]).status, Some(0));
    assert_eq!(desk.names("word").len(), 4);
}

#[test]
fn names_that_are_one_on_other_systems_are_told() {
    let desk = Desk::with(&[
        "in/Möte.yaml",
        "in/mo\u{308}te.yaml",
        "in/x/A.yaml",
        "in/X/a.yml",
        "in/b.yaml",
    ]);
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let told = ended.stderr.lines().filter(|line| line.contains("one file")).count();
    assert_eq!(told, 2, "{}", ended.stderr);
    assert_eq!(desk.names("out").len(), 6);
}

#[test]
fn names_cannot_forge_a_line() {
    let name = "in/a\u{1b}[2K\r\nb.pdf: OK\u{202e}.yaml";
    let desk = Desk::with(&[name, "in/gone\u{7}.yaml", "in/x.yaml"]);
    desk.write("in/bad\u{1b}]0;x\u{7}.yaml", "title: [\n");
    desk.write("in/other\u{1b}.yaml", "a: b\n");
    let mut told = String::new();
    let mut run = |arguments: &[&str]| {
        let ended = desk.run(arguments);
        told += &ended.told();
    };
    run(&["check", "in"]);
    run(&["check", "in", "--message-format", "short"]);
    run(&["render", "in", "-o", "out", "--dry-run"]);
    run(&["render", "in", "-o", "out"]);
    run(&["render", "in\u{1b}"]);
    run(&["verify", "out"]);
    fs::remove_file(desk.path("in/gone\u{7}.yaml")).unwrap();
    run(&["render", "in", "-o", "out"]);
    let raw = told.replace('\n', "");
    assert!(!raw.contains(|c: char| c.is_control() || c == '\u{202e}'), "{told:?}");
    assert!(!told.lines().any(|line| line == "b.pdf: OK"), "{told}");
}
