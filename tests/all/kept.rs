//! What people have made is kept: documents that somebody has changed, documents of other reports,
//! documents whose report is not really gone.
#![cfg(unix)]

use std::fs;
use std::io::{Cursor, Read, Write};

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::project;

const BOTH: &[&str] = &["--to", "pdf,docx"];
const MANIFEST: &str = "nacka-report.manifest.json";

/// Renders `in` into `out`, in both formats, with further options.
fn render(desk: &Desk, options: &[&str]) -> crate::program::Ended {
    desk.run(&[&["render", "in", "-o", "out"], BOTH, options].concat())
}

/// A Word document as Word would save it again: the same parts, packed anew, a word of the text
/// another.
fn written_in(docx: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "word/document.xml" {
            content = String::from_utf8(content).unwrap().replace("Rapport", "Utkast").into();
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A PDF with a comment, as readers append one: an update at the end.
fn annotated(pdf: &[u8]) -> Vec<u8> {
    let mut pdf = pdf.to_vec();
    let table = pdf.len() + 1;
    let update =
        format!("\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    pdf.extend_from_slice(update.as_bytes());
    pdf
}

/// Changes both documents under a stem as people do.
fn work_on(desk: &Desk, stem: &str) {
    desk.write(format!("{stem}.docx"), written_in(&desk.read(&format!("{stem}.docx"))));
    desk.write(format!("{stem}.pdf"), annotated(&desk.read(&format!("{stem}.pdf"))));
}

#[test]
fn work_on_a_document_is_kept_whatever_the_reason_to_render() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    assert_eq!(render(&desk, &[]).status, Some(0));
    work_on(&desk, "out/a");
    let worked_on = [desk.read("out/a.docx"), desk.read("out/a.pdf")];
    let is_kept = |why: &str| {
        assert!(desk.read("out/a.docx") == worked_on[0], "{why}: the Word document is gone");
        assert!(desk.read("out/a.pdf") == worked_on[1], "{why}: the PDF is gone");
    };
    assert_snapshot!(render(&desk, &[]).told());
    is_kept("nothing but the documents has changed");
    assert_snapshot!(desk.run(&["verify", "out", "-q"]).told(), @r"
    exit 1
    --- stdout
    a.docx: CHANGED
    a.pdf: CHANGED
    --- stderr
    ");
    assert_snapshot!(render(&desk, &["--force", "--lang", "sv"]).told());
    is_kept("--force");
    assert_eq!(render(&desk, &["--dry-run"]).status, Some(1));
    desk.write("in/a.yaml", sound("another"));
    assert_eq!(render(&desk, &[]).status, Some(1));
    is_kept("the report has changed");
    assert_eq!(render(&desk, &["--image-dpi", "100"]).status, Some(1));
    is_kept("the options have changed");
    fs::write(desk.path(&format!("out/{MANIFEST}")), "").unwrap();
    assert_eq!(render(&desk, &[]).status, Some(1));
    is_kept("nothing is known any more");
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    render(&desk, &["--prune"]);
    is_kept("its report is gone");

    desk.write("in/a.yaml", sound("another"));
    let ended = render(&desk, &["--replace-changed"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
}

#[test]
fn work_on_a_document_of_a_gone_report_is_pruned_only_when_asked() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    render(&desk, &[]);
    work_on(&desk, "out/a");
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    assert_snapshot!(render(&desk, &["--prune"]).told());
    assert!(desk.path("out/a.docx").is_file() && desk.path("out/a.pdf").is_file());
    let ended = render(&desk, &["--prune", "--replace-changed"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("out"), ["b.docx", "b.pdf", MANIFEST]);
}

#[test]
fn documents_beside_their_reports_are_kept_too() {
    let desk = Desk::with(&["a.yaml", "b.yaml"]);
    let beside =
        |options: &[&str]| desk.run(&[&["render", "a.yaml", "b.yaml"], BOTH, options].concat());
    assert_eq!(beside(&[]).status, Some(0));
    assert_eq!(beside(&[]).status, Some(0), "untouched documents are rendered again");
    desk.write("a.docx", written_in(&desk.read("a.docx")));
    // Made by other means, before there was a report.
    desk.write("b.pdf", "%PDF-1.4\nxref\n0 1\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n");
    let kept = (desk.read("a.docx"), desk.read("b.pdf"));
    for options in [&[][..], &["--force"]] {
        let ended = beside(options);
        assert_eq!(ended.status, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("a.docx has been changed"), "{}", ended.stderr);
        assert!((desk.read("a.docx"), desk.read("b.pdf")) == kept);
    }
    assert_eq!(beside(&["--replace-changed"]).status, Some(0));
    assert!((desk.read("a.docx"), desk.read("b.pdf")) != kept);
}

#[test]
fn what_somebody_has_changed_does_not_hold_up_the_other_format() {
    let desk = Desk::with(&["in/a.yaml"]);
    render(&desk, &[]);
    desk.write("out/a.docx", written_in(&desk.read("out/a.docx")));
    let before = desk.read("out/a.pdf");
    desk.write("in/a.yaml", sound("another"));
    assert_eq!(render(&desk, &[]).status, Some(1));
    assert!(before != desk.read("out/a.pdf"), "the PDF is the old one");
    assert!(desk.run(&["verify", "out"]).stdout().contains("a.pdf: OK"));
}

#[test]
fn damage_is_not_work_and_is_rendered_again() {
    let desk = Desk::with(&["in/a.yaml"]);
    render(&desk, &[]);
    let whole = desk.files("out");
    for damage in [0, 1, 500, 5_000] {
        for name in ["out/a.pdf", "out/a.docx"] {
            let document = desk.read(name);
            desk.write(name, &document[..damage]);
        }
        let verified = desk.run(&["verify", "out", "-q"]).stdout();
        assert_eq!(verified, "a.docx: FAILED\na.pdf: FAILED\n", "cut to {damage} bytes");
        let ended = render(&desk, &[]);
        assert_eq!(ended.status, Some(0), "cut to {damage} bytes: {}", ended.stderr);
        assert!(whole == desk.files("out"), "cut to {damage} bytes");
    }
}

#[test]
fn without_a_manifest_untouched_documents_are_simply_rendered_again() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    render(&desk, &[]);
    let whole = desk.files("out");
    fs::remove_file(desk.path(&format!("out/{MANIFEST}"))).unwrap();
    assert_eq!(render(&desk, &[]).status, Some(0));
    assert!(whole == desk.files("out"));
}

#[test]
fn two_folders_do_not_replace_each_others_documents() {
    let desk = Desk::with(&["2014/a.yaml", "2014/only-2014.yaml", "2015/a.yaml", "2015/c.yaml"]);
    assert_eq!(desk.run(&["render", "2014", "-o", "arkiv"]).status, Some(0));
    let before = desk.read("arkiv/a.pdf");
    assert_snapshot!(desk.run(&["render", "2015", "-o", "arkiv", "--prune"]).told());
    assert!(desk.read("arkiv/a.pdf") == before, "2014's document is gone");
    assert_eq!(desk.names("arkiv"), ["a.pdf", "c.pdf", MANIFEST, "only-2014.pdf"]);
    assert_eq!(desk.run(&["render", "2014", "-o", "arkiv", "--prune"]).status, Some(0));
    assert_eq!(desk.names("arkiv"), ["a.pdf", "c.pdf", MANIFEST, "only-2014.pdf"]);
    // Nor do those whose names differ in their endings alone.
    fs::rename(desk.path("2015/a.yaml"), desk.path("2015/a.yml")).unwrap();
    assert_eq!(desk.run(&["render", "2015", "-o", "arkiv", "--force"]).status, Some(1));
    assert!(desk.read("arkiv/a.pdf") == before);
    // In one run they never did.
    assert_eq!(desk.run(&["render", "2014", "2015", "-o", "both"]).status, Some(1));
}

#[test]
fn two_files_of_one_name_do_not_replace_each_others_documents() {
    let desk = Desk::with(&["anna/rapport.yaml"]);
    // Even if both say the same.
    desk.write("bo/rapport.yaml", desk.read("anna/rapport.yaml"));
    assert_eq!(desk.run(&["render", "anna/rapport.yaml", "-o", "arkiv"]).status, Some(0));
    let ended = desk.run(&["render", "bo/rapport.yaml", "-o", "arkiv"]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.contains("anna/rapport.yaml"), "{}", ended.stderr);
    // The way out: the other's document is removed.
    fs::remove_file(desk.path("arkiv/rapport.pdf")).unwrap();
    assert_eq!(desk.run(&["render", "bo/rapport.yaml", "-o", "arkiv"]).status, Some(0));
}

#[test]
fn a_folder_that_has_moved_takes_its_documents_along() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    render(&desk, &[]);
    fs::rename(desk.path("in"), desk.path("moved")).unwrap();
    let moved = |expected: &str| {
        let ended = desk.run(&[&["render", "moved", "-o", "out"], BOTH].concat());
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        assert!(ended.stderr.contains(expected), "{}", ended.stderr);
    };
    moved("unchanged 2");
    desk.write("moved/a.yaml", sound("another"));
    moved("rendered 1, unchanged 1");
}

#[test]
fn the_manifest_is_the_same_wherever_both_folders_are() {
    let desk = Desk::with(&["here/in/a.yaml", "there/deep/in/a.yaml"]);
    desk.write("there/deep/in/a.yaml", desk.read("here/in/a.yaml"));
    for (run_in, paths) in [("here", ["in", "out"]), ("there", ["deep/in", "deep/out"])] {
        let mut command = desk.command(&["render", paths[0], "-o", paths[1]]);
        assert!(command.current_dir(desk.path(run_in)).status().unwrap().success());
    }
    assert!(desk.files("here/out") == desk.files("there/deep/out"));
}

#[test]
fn a_report_that_is_left_out_is_not_gone() {
    let desk = Desk::with(&["in/a.yaml", "in/deep/b.yaml", "in/c.yaml"]);
    render(&desk, &[]);
    let all = desk.names("out");
    for options in [&["--exclude", "deep/"][..], &["--include", "a.*"], &["--exclude", "*.yaml"]] {
        let ended = render(&desk, &[options, &["--prune"]].concat());
        assert!(!ended.stderr.contains("gone"), "{options:?}: {}", ended.stderr);
        assert_eq!(desk.names("out"), all, "{options:?}");
    }
    desk.write("in/.ignore", "c.yaml\n");
    assert_eq!(render(&desk, &["--prune"]).status, Some(0));
    assert_eq!(desk.names("out"), all);
    fs::remove_file(desk.path("in/.ignore")).unwrap();
    desk.write("in/c.yaml", "services: {}\n");
    render(&desk, &["--prune"]);
    assert_eq!(desk.names("out"), all, "what is no report any more");
    // A run over a part, or over other folders, tells nothing of the rest.
    desk.write("other/d.yaml", sound("d"));
    for part in ["in/deep", "other"] {
        desk.run(&["render", part, "-o", "out", "--prune"]);
        assert!(all.iter().all(|name| desk.path("out").join(name).exists()), "{part}");
    }
}

#[test]
fn a_run_without_any_report_ends_with_2() {
    let desk = Desk::with(&["in/a.yaml"]);
    render(&desk, &[]);
    let all = desk.names("out");
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    desk.write("notes/README.txt", "");
    desk.write("ignored/a.yaml", sound("ignored"));
    desk.write("ignored/.ignore", "*.yaml\n");
    desk.write("foreign/compose.yaml", "services: {}\n");
    for folder in ["in", "notes", "ignored", "foreign"] {
        for command in
            [&["check"][..], &["render", "-o", "out"], &["render", "-o", "out", "--prune"]]
        {
            let ended = desk.run(&[&command[..1], &[folder], &command[1..]].concat());
            assert_eq!(ended.status, Some(2), "{command:?} {folder}: {}", ended.stderr);
            assert!(ended.stderr.contains("no report found"), "{}", ended.stderr);
        }
    }
    assert_eq!(desk.names("out"), all);
    assert_snapshot!(desk.run(&["check", "in", "--lang", "sv"]).told());
}

#[test]
fn when_many_reports_are_gone_at_once_nothing_is_pruned() {
    let names: Vec<String> = (0..14).map(|number| format!("in/{number:02}.yaml")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let run = |options: &[&str]| desk.run(&[&["render", "in", "-o", "out"], options].concat());
    run(&[]);
    let remove = |numbers: std::ops::Range<usize>| {
        numbers.for_each(|number| fs::remove_file(desk.path(&names[number])).unwrap());
    };
    remove(0..10);
    let all = desk.names("out");
    let ended = run(&["--prune", "-q"]);
    assert_snapshot!(ended.told(), @r"
    exit 2
    --- stdout
    --- stderr
    error: 10 of 14 reports on record are gone, more than 9: nothing is removed
    help: check that all folders are there; if the reports are meant to be gone, say how many with --prune-at-most
    ");
    assert_eq!(desk.names("out"), all);
    assert_eq!(run(&["--prune", "--dry-run"]).status, Some(2));
    assert_eq!(run(&["--prune", "--prune-at-most", "9"]).status, Some(2));
    assert_eq!(desk.names("out"), all);
    assert_eq!(run(&["--prune", "--prune-at-most", "10"]).status, Some(0));
    assert_eq!(desk.names("out").len(), 5);
    // A few may be gone in any case.
    remove(10..13);
    assert_eq!(run(&["--prune"]).status, Some(0));
    assert_eq!(desk.names("out"), ["13.pdf", MANIFEST]);
}

#[test]
fn other_yaml_in_a_folder_is_passed_by() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.write("in/ci.yml", "name: ci\non: [push]\njobs: {}\n");
    desk.write("in/docker-compose.yaml", "services:\n  web: [\n");
    desk.write("in/list.yaml", "- title: a\n");
    fs::copy(project("templates/nacka.yaml"), desk.path("in/letterhead.yaml")).unwrap();
    assert_snapshot!(desk.run(&["check", "in"]).told());
    let ended = desk.run(&["render", "in", "-o", "out", "--report", "junit.xml"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("out"), ["a.pdf", MANIFEST]);
    assert!(String::from_utf8(desk.read("junit.xml")).unwrap().contains("tests=\"1\""));
    // One that is named is checked, and so is one with any of a report's keys, however broken.
    for named in ["in/ci.yml", "in/docker-compose.yaml", "in/letterhead.yaml"] {
        assert_eq!(desk.run(&["check", named]).status, Some(1), "{named}");
        assert_eq!(desk.run(&["check", "in", named]).status, Some(1), "{named}");
    }
    for broken in ["title: a: b\n", "{\"purpose\": 3}\n", "titel: a\nsignature:\n  - [\n"] {
        desk.write("in/broken.yaml", broken);
        assert_eq!(desk.run(&["check", "in"]).status, Some(1), "{broken}");
    }
}

#[test]
fn files_are_taken_and_left_out_by_globs() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yml", "in/utkast/c.yaml", "in/2014/d.yaml"]);
    for (options, taken) in [
        (&["--exclude", "utkast/"][..], &["2014/d.pdf", "a.pdf", "b.pdf"][..]),
        (&["--include", "*.yml"], &["b.pdf"]),
        (&["--include", "2014/", "--include", "/a.*"], &["2014/d.pdf", "a.pdf"]),
        (&["--include", "*.yaml", "--exclude", "**/c.*"], &["2014/d.pdf", "a.pdf"]),
    ] {
        let _ = fs::remove_dir_all(desk.path("out"));
        let ended = desk.run(&[&["render", "in", "-o", "out"], options].concat());
        assert_eq!(ended.status, Some(0), "{options:?}: {}", ended.stderr);
        let names: Vec<_> =
            desk.names("out").into_iter().filter(|name| *name != MANIFEST).collect();
        assert_eq!(names, taken, "{options:?}");
    }
    // What is named is taken in any case.
    assert_eq!(desk.run(&["check", "in/a.yaml", "--exclude", "*"]).status, Some(0));
}
