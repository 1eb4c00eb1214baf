//! What can go wrong around a run: at every moment each document is there whole or not at all,
//! and the next run gives what an undisturbed one would have given.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use insta::assert_snapshot;

use crate::program::{Desk, before_its_end, sound};
use crate::support::project;

const MANIFEST: &str = "nacka-report.manifest.json";

/// A desk with this many reports in `in`.
fn many(count: usize) -> Desk {
    let desk = Desk::new();
    for number in 0..count {
        desk.write(format!("in/{number:02}.yaml"), sound(&format!("{number}")));
    }
    desk
}

#[test]
fn a_killed_run_leaves_nothing_torn_and_the_next_completes_it() {
    let desk = many(16);
    let started = Instant::now();
    let whole = ["render", "in", "-o", "whole", "--to", "pdf,docx"];
    assert_eq!(desk.run(&whole).status, Some(0));
    let time = started.elapsed();
    let whole = desk.files("whole");

    // Fixed points spread over the run by the golden ratio: as good as random, and repeatable.
    for kill in 1..=50 {
        let point = (f64::from(kill) * 0.618_034).fract();
        let mut command = desk.command(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
        // Now and then over documents that are there already.
        if kill % 3 == 0 {
            command.arg("--force");
        } else if kill % 5 == 0 {
            let _ = fs::remove_dir_all(desk.path("out"));
        }
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(time.mul_f64(point));
        child.kill().unwrap();
        child.wait().unwrap();
        if !desk.path("out").exists() {
            continue;
        }
        for (name, bytes) in desk.files("out") {
            let unfinished = name.starts_with(".nacka-report-") || name.starts_with(MANIFEST);
            match whole.iter().find(|(document, _)| *document == name && name != MANIFEST) {
                Some((_, expected)) => assert!(bytes == *expected, "{name} is torn"),
                None => assert!(unfinished, "{name} is no document"),
            }
        }
    }
    let ended = desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(whole == desk.files("out"), "the folder is not as after an undisturbed run");
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
}

#[test]
fn what_a_killed_run_finished_is_not_rendered_again() {
    let desk = many(4);
    desk.run(&["render", "in", "-o", "out"]);
    let manifest = String::from_utf8(desk.read(&format!("out/{MANIFEST}"))).unwrap();
    let lines: Vec<&str> = manifest.lines().collect();
    // As after a kill in the middle of the third report's record.
    let journal = format!("{}\n{}\n{}\n{}", lines[0], lines[1], lines[2], &lines[3][..100]);
    desk.write(format!("out/{MANIFEST}.part"), journal);
    desk.write("out/.nacka-report-x1y2z3.tmp", "%PDF-1.7 torn");
    fs::remove_file(desk.path(&format!("out/{MANIFEST}"))).unwrap();
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told(), @r"
    exit 0
    --- stdout
    --- stderr
    note: out: the run before was broken off, and is taken up
    rendered 2, unchanged 2, failed 0
    ");
    assert_eq!(desk.names("out"), ["00.pdf", "01.pdf", "02.pdf", "03.pdf", MANIFEST]);
    assert_eq!(String::from_utf8(desk.read(&format!("out/{MANIFEST}"))).unwrap(), manifest);
}

#[test]
fn ctrl_c_ends_a_run_in_good_order() {
    let (desk, ended) = before_its_end(500, 0, |reports| {
        let desk = many(reports);
        let ended = desk.interrupt("", &["render", "in", "-o", "out"], "out/00.pdf", "-INT");
        (desk, ended)
    });
    assert_eq!(ended.status, Some(130), "{}", ended.stderr);
    let rendered = desk.names("out").len() - 1;
    assert!((1..desk.names("in").len()).contains(&rendered), "{rendered} were rendered");
    let verified = desk.run(&["verify", "out"]);
    assert_eq!(verified.status, Some(0));
    assert_eq!(verified.stdout().lines().count(), rendered);
    let ended = desk.run(&["render", "in", "-o", "out", "--dry-run"]);
    assert!(ended.stderr.contains(&format!("unchanged {rendered},")), "{}", ended.stderr);
}

#[test]
fn two_runs_do_not_share_a_folder() {
    let desk = many(1);
    fs::create_dir(desk.path("out")).unwrap();
    let other = File::create(desk.path(&format!("out/{MANIFEST}.part"))).unwrap();
    other.lock().unwrap();
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told(), @r"
    exit 2
    --- stdout
    --- stderr
    error: out: another run is at work here
    help: wait until it has finished, or choose another folder
    ");
    drop(other);
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
}

#[test]
fn a_document_that_cannot_be_written_does_not_stop_the_others() {
    let desk = many(3);
    desk.write("in/deep/b.yaml", sound("deep"));
    desk.write("out/deep", "a file where a folder is needed");
    fs::create_dir_all(desk.path("out/01.pdf")).unwrap();
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.names("out"), ["00.pdf", "02.pdf", "deep", MANIFEST]);
}

#[test]
fn a_report_that_vanishes_is_told() {
    let desk = many(2);
    symlink("gone.yaml", desk.path("in/01b.yaml")).unwrap();
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.names("out"), ["00.pdf", "01.pdf", MANIFEST]);
}

#[test]
fn reports_that_change_while_they_are_read_give_no_mixture() {
    let desk = many(8);
    let picture = "pictures:\n  - {file: bild.png, alt: En bild}\n";
    desk.write("in/08.yaml", sound("8") + picture);
    let pictures = ["snitt.png", "raknestolpe.png"]
        .map(|name| fs::read(project("samples/bilder").join(name)).unwrap());
    let versions = [0, 1].map(|version: usize| {
        let reports =
            (0..8).map(move |n| (format!("{n:02}.yaml"), sound(&format!("{n} {version}"))));
        let reports = reports.map(|(name, text)| (name, text.into_bytes()));
        reports.chain([("bild.png".to_owned(), pictures[version].clone())]).collect::<Vec<_>>()
    });
    let write = |version: usize| {
        for (name, bytes) in &versions[version] {
            desk.write(format!("in/{name}"), bytes);
        }
    };
    // What each version becomes when nobody disturbs it.
    let expected = [0, 1].map(|version| {
        write(version);
        let out = format!("whole-{version}");
        assert_eq!(desk.run(&["render", "in", "-o", &out]).status, Some(0));
        desk.files(&out)
    });
    let done = AtomicBool::new(false);
    let mixtures = thread::scope(|scope| {
        scope.spawn(|| {
            let mut versions = [0, 1].into_iter().cycle();
            while !done.load(Relaxed) {
                versions.next().map(write);
            }
        });
        let mut found = Vec::new();
        for _ in 0..20 {
            // Half written, a report may be refused; it then keeps the document that it has.
            desk.run(&["render", "in", "-o", "out", "--quiet"]);
            found.extend(desk.files("out"));
        }
        done.store(true, Relaxed);
        found
            .retain(|file| file.0 != MANIFEST && !expected.iter().flatten().any(|one| one == file));
        found.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    });
    assert!(mixtures.is_empty(), "{mixtures:?}: of neither version");
    write(1);
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
    assert!(expected[1] == desk.files("out"), "the folder is not as after an undisturbed run");
}

#[test]
fn a_broken_manifest_only_costs_time() {
    let desk = many(3);
    desk.run(&["render", "in", "-o", "out"]);
    let whole = desk.files("out");
    let manifest = desk.read(&format!("out/{MANIFEST}"));
    desk.write(format!("out/{MANIFEST}"), &manifest[..manifest.len() / 2]);
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
    assert!(whole == desk.files("out"), "the folder is not as it was");

    desk.write(format!("out/{MANIFEST}"), "{\"manifest\":99,\"reports\":[\n]}\n");
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
}

/// A small file system that is full after a few documents. Needs the right to mount one in a
/// name space of its own; says so where that is denied.
#[test]
fn a_full_disk_ends_the_run_and_a_larger_one_completes_it() {
    let desk = many(12);
    desk.run(&["render", "in", "-o", "whole"]);
    fs::create_dir(desk.path("out")).unwrap();
    let script = r#"
        mount -t tmpfs -o size=256k none out || exit 77
        "$0" render in -o out 2>stderr
        echo "status $?"
        for document in out/*.pdf; do cmp "$document" "whole/${document#out/}" || exit 1; done
        # With its source named as well, or the options of before would be given again, of which
        # another user's name space does not know all.
        mount -t tmpfs -o remount,size=64m none out
        "$0" render in -o out 2>/dev/null
        echo "status $?"
        diff -r out whole && echo complete
    "#;
    let program = env!("CARGO_BIN_EXE_nacka-report");
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, program]);
    match command.current_dir(desk.path("")).env("LC_ALL", "C").output() {
        Ok(output) if output.status.code() == Some(0) => {
            let stdout = String::from_utf8(output.stdout).unwrap();
            assert_eq!(stdout, "status 2\nstatus 0\ncomplete\n");
            let stderr = String::from_utf8(desk.read("stderr")).unwrap();
            assert!(stderr.contains("no space left on device"), "{stderr}");
            assert!(stderr.contains(", not tried "), "{stderr}");
        }
        Ok(output) if output.stdout.is_empty() => {
            eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(output) => panic!("{output:?}"),
        Err(error) => eprintln!("skipped: unshare: {error}"),
    }
}
