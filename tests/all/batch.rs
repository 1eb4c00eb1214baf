//! Runs over folders: what is rendered and why, what is left alone, what is on record.
#![cfg(unix)]

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, SystemTime};

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::project;

#[test]
fn unchanged_reports_are_left_alone() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    desk.run(&["render", "in", "-o", "out"]);
    let before = desk.files("out");
    // Long ago: some file systems count in whole seconds.
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
    for name in ["out/a.pdf", "out/b.pdf"] {
        fs::File::options()
            .append(true)
            .open(desk.path(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    let written = |name| fs::metadata(desk.path(name)).unwrap().modified().unwrap();

    desk.write("in/b.yaml", sound("another"));
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_snapshot!(ended.told(), @r"
    exit 0
    --- stdout
    --- stderr
    rendered 1, unchanged 1, failed 0
    ");
    assert!(written("out/a.pdf") == long_ago && written("out/b.pdf") > long_ago);

    desk.write("in/b.yaml", sound("in/b.yaml"));
    desk.run(&["render", "in", "-o", "out"]);
    assert!(before == desk.files("out"), "the same reports gave another folder");
}

#[test]
fn a_dry_run_says_why_and_writes_nothing() {
    let names = ["damaged", "missing", "picture", "report", "unchanged"];
    let desk = Desk::with(&names.map(|name| format!("in/{name}.yaml")).each_ref().map(|n| &**n));
    let picture = "pictures:\n  - {file: bild.png, alt: En bild}\n";
    desk.write("in/picture.yaml", sound("picture") + picture);
    fs::copy(project("samples/bilder/snitt.png"), desk.path("in/bild.png")).unwrap();
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);

    desk.write("in/new.yaml", sound("new"));
    desk.write("in/report.yaml", sound("changed"));
    fs::copy(project("samples/bilder/raknestolpe.png"), desk.path("in/bild.png")).unwrap();
    fs::remove_file(desk.path("out/missing.pdf")).unwrap();
    desk.write("out/damaged.pdf", "%PDF-1.7");
    let before = desk.files("out");
    assert_snapshot!(desk.run(&["render", "in", "-o", "out", "--dry-run"]).told());

    let letterhead = project("samples/letterheads/ekvik.yaml");
    for (option, value) in [
        ("--letterhead", letterhead.to_str().unwrap()),
        ("--image-dpi", "150"),
        ("--pdf-standard", "a-2b"),
        ("--to", "docx"),
        ("--force", "-q"),
    ] {
        let run = ["render", "in/unchanged.yaml", "-o", "out", "--dry-run", option, value];
        let reason = desk.run(&run).stdout();
        assert_snapshot!(format!("dry_run{option}"), reason);
    }
    assert!(before == desk.files("out"), "a dry run wrote something");
}

#[test]
fn documents_of_other_formats_stay_on_record() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
    let both = desk.files("out");
    fs::remove_dir_all(desk.path("out")).unwrap();
    desk.run(&["render", "in", "-o", "out", "--to", "docx"]);
    desk.run(&["render", "in", "-o", "out", "--to", "pdf"]);
    assert!(both == desk.files("out"), "one format after the other gave another folder");
}

#[test]
fn documents_of_gone_reports_are_told_and_removed_when_asked() {
    let desk = Desk::with(&["in/a.yaml", "in/deep/b.yaml", "in/deep/c.yaml"]);
    desk.run(&["render", "in", "-o", "out"]);
    fs::remove_dir_all(desk.path("in/deep")).unwrap();
    // A run over single files cannot tell.
    assert!(!desk.run(&["render", "in/a.yaml", "-o", "out"]).stderr.contains("gone"));
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.names("out").len(), 4);
    assert_snapshot!(desk.run(&["render", "in", "-o", "out", "--prune"]).told());
    assert_eq!(desk.names("out"), ["a.pdf", "nacka-report.manifest.json"]);
    assert!(!desk.path("out/deep").exists());
    assert_eq!(desk.run(&["verify", "out"]).stdout(), "a.pdf: OK\n");
}

#[test]
fn a_report_with_a_new_ending_takes_over_its_documents() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.run(&["render", "in", "-o", "out"]);
    fs::rename(desk.path("in/a.yaml"), desk.path("in/a.yml")).unwrap();
    desk.run(&["render", "in", "-o", "out", "--prune"]);
    assert_eq!(desk.names("out"), ["a.pdf", "nacka-report.manifest.json"]);
    assert_eq!(desk.run(&["verify", "out"]).stdout(), "a.pdf: OK\n");
}

#[test]
fn a_report_gone_bad_keeps_its_documents() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.run(&["render", "in", "-o", "out"]);
    let before = desk.files("out");
    desk.write("in/a.yaml", "title: [\n");
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(1));
    assert!(before == desk.files("out"), "the last sound document is gone");
}

#[test]
fn an_archive_is_verified_without_its_reports() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml", "in/c.yaml"]);
    desk.run(&["render", "in", "-o", "out"]);
    fs::remove_dir_all(desk.path("in")).unwrap();
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    desk.write("out/b.pdf", "%PDF-1.7");
    fs::remove_file(desk.path("out/c.pdf")).unwrap();
    assert_snapshot!(desk.run(&["verify", "out"]).told());

    let manifest = desk.read("out/nacka-report.manifest.json");
    desk.write("out/nacka-report.manifest.json", &manifest[..manifest.len() / 2]);
    assert_snapshot!(desk.run(&["verify", "out"]).told());
}

#[test]
fn reports_that_would_become_one_document_are_refused() {
    let desk = Desk::with(&["in/a.yaml", "in/a.yml", "in/b.yaml", "other/b.yaml", "in/c.yaml"]);
    assert_snapshot!(desk.run(&["render", "in", "other", "-o", "out"]).told());
    assert_eq!(desk.names("out"), ["c.pdf", "nacka-report.manifest.json"]);
    // The same report named twice is no clash.
    let ended = desk.run(&["render", "other", "./other", "other/b.yaml", "-o", "twice"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

#[test]
fn odd_names_work() {
    let long = "å".repeat(125);
    let odd = ["med blank", "räksmörgås", "#1", "-rf", "a.b", "'\"&<>", &long, "x\ny"];
    let desk = Desk::new();
    for name in odd {
        desk.write(format!("in/{name}.yaml"), sound("odd"));
    }
    let ended = desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx", "--report", "r.xml"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    for name in odd {
        assert!(desk.path(&format!("out/{name}.pdf")).is_file(), "{name}");
        assert!(desk.path(&format!("out/{name}.docx")).is_file(), "{name}");
    }
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    let ended = desk.command(&["render", "--", "-rf.yaml"]).current_dir(desk.path("in")).output();
    assert_eq!(ended.unwrap().status.code(), Some(0));
}

#[test]
fn a_name_that_is_not_utf8_is_told() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.write(Path::new(std::ffi::OsStr::from_bytes(b"in/\xe5.yaml")), sound("latin"));
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.names("out"), ["a.pdf", "nacka-report.manifest.json"]);
}

#[test]
fn hidden_and_ignored_files_are_left_out() {
    let desk = Desk::with(&["in/a.yaml", "in/.hidden.yaml", "in/drafts/b.yaml", "in/c.yaml"]);
    desk.write("in/.ignore", "drafts/\n");
    desk.write("in/.gitignore", "c.yaml\n");
    fs::create_dir(desk.path("in/.git")).unwrap();
    desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(desk.names("out"), ["a.pdf", "nacka-report.manifest.json"]);
    desk.run(&["render", "in", "-o", "all", "--no-ignore"]);
    let all = [".hidden.pdf", "a.pdf", "c.pdf", "drafts/b.pdf", "nacka-report.manifest.json"];
    assert_eq!(desk.names("all"), all);
}

#[test]
fn links_lead_to_files_but_not_round_in_loops() {
    let desk = Desk::with(&["in/a.yaml", "in/.hidden/b.yaml"]);
    symlink("..", desk.path("in/loop")).unwrap();
    symlink(".hidden/b.yaml", desk.path("in/link.yaml")).unwrap();
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("out"), ["a.pdf", "link.pdf", "nacka-report.manifest.json"]);
}

#[test]
fn the_first_failure_ends_a_run_that_is_to_fail_fast() {
    let names: Vec<String> = (0..400).map(|number| format!("in/{number:03}.yaml")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    desk.write("in/010.yaml", "title: [\n");
    let ended = desk.run(&["render", "in", "-o", "out", "--fail-fast", "--jobs", "1"]);
    assert_eq!(ended.status, Some(1));
    assert!(desk.names("out").len() < 400, "all the others were rendered");
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
}
