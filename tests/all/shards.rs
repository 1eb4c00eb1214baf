//! Runs cut into shards, on their own, at once and killed; their manifests merged into the one of a
//! single run.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::program::{Desk, Ended, send, sound};
use crate::support::project;

const MANIFEST: &str = "nacka-report.manifest.json";

/// A desk with this many reports in `in`, some in folders, and what a single run makes of them in
/// `whole`.
fn many(count: usize) -> (Desk, Duration) {
    let desk = Desk::new();
    for number in 0..count {
        let folder = ["", "Å/", "b.c/"][number % 3];
        desk.write(format!("in/{folder}{number:02}.yaml"), sound(&format!("{number}")));
    }
    desk.write("in/broken.yaml", "title: [\n");
    desk.write("in/workflow.yaml", "on: push\n");
    let started = Instant::now();
    let ended = desk.run(&["render", "in", "-o", "whole", "--to", "pdf,docx"]);
    assert_eq!(ended.status, Some(1), "{}", ended.stderr);
    (desk, started.elapsed())
}

/// Renders one shard, in both formats.
fn shard(desk: &Desk, shard: &str, options: &[&str]) -> Ended {
    let run = ["render", "in", "-o", "out", "--to", "pdf,docx", "--shard", shard];
    desk.run(&[&run, options].concat())
}

/// Renders all shards of a division, one after the other.
fn shards(desk: &Desk, of: u32) {
    for number in 1..=of {
        let ended = shard(desk, &format!("{number}/{of}"), &[]);
        assert!(ended.status < Some(2), "{}", ended.stderr);
    }
}

fn merge(desk: &Desk) -> Ended {
    desk.run(&["merge", "out"])
}

fn assert_is_whole(desk: &Desk) {
    assert_eq!(desk.names("out"), desk.names("whole"));
    assert!(desk.files("out") == desk.files("whole"), "the folder is not as after a single run");
}

/// The files beside the documents that belong to runs.
fn beside(desk: &Desk) -> Vec<String> {
    let names = desk.names("out").into_iter();
    names.filter_map(|name| Some(name.strip_prefix(MANIFEST)?.to_owned())).collect()
}

#[test]
fn merged_shards_are_a_single_run() {
    let (desk, _) = many(12);
    for of in [1, 3, 16] {
        shards(&desk, of);
        let verified = desk.run(&["verify", "out"]);
        assert_eq!(verified.status, Some(0), "{}", verified.stderr);
        assert!(verified.stderr.contains("shards are not merged yet"), "{}", verified.stderr);
        assert_snapshot!("merged", merge(&desk).told());
        assert_is_whole(&desk);
        // The next run works on either, and with another division.
        let ended = desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
        assert!(ended.stderr.contains("rendered 0, unchanged 12"), "{}", ended.stderr);
        if of == 3 {
            fs::remove_dir_all(desk.path("out")).unwrap();
        }
    }
}

#[test]
fn shards_that_run_at_once_are_a_single_run() {
    let (desk, _) = many(16);
    let start = |index| {
        let mut run = desk.command(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
        run.args(["--shard-index", &format!("{index}/6"), "-q"]).stderr(Stdio::null());
        run.spawn().unwrap()
    };
    let statuses: Vec<_> =
        (0..6).map(start).collect::<Vec<_>>().iter_mut().map(|run| run.wait().unwrap()).collect();
    // Only the one with the broken report ends with 1, as it would alone.
    let mut codes: Vec<_> = statuses.iter().map(|status| status.code().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 0, 0, 0, 0, 1]);
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
}

#[test]
fn the_next_plain_run_takes_over_what_shards_have_written() {
    let (desk, _) = many(6);
    shard(&desk, "1/2", &[]);
    shard(&desk, "2/5", &[]);
    let ended = desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
    assert!(ended.stderr.contains("what shards have written is taken over"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("unchanged 0"), "{}", ended.stderr);
    assert_is_whole(&desk);
}

#[test]
fn merge_says_what_is_missing_and_changes_nothing() {
    let (desk, _) = many(6);
    assert_snapshot!("merge_nothing", desk.run(&["merge", "whole"]).told());
    shard(&desk, "2/4", &[]);
    shard(&desk, "4/4", &[]);
    let before = desk.files("out");
    assert_snapshot!("merge_missing", merge(&desk).told());
    assert_snapshot!("merge_missing_sv", desk.run(&["merge", "out", "--lang", "sv"]).told());
    shard(&desk, "1/3", &[]);
    assert_snapshot!("merge_mixed", merge(&desk).told());
    assert_snapshot!("verify_mixed", desk.run(&["verify", "out", "--lang", "sv"]).told());
    fs::remove_file(desk.path(&format!("out/{MANIFEST}.shard-1-of-3"))).unwrap();
    assert_eq!(merge(&desk).status, Some(2));
    assert!(before.iter().all(|file| desk.read(&format!("out/{}", file.0)) == file.1));

    shards(&desk, 4);
    desk.write("out/egen.pdf", "%PDF-1.7");
    desk.write("out/anteckning.txt", "kvar");
    assert_snapshot!("merge_unrecorded", merge(&desk).told());
    assert!(desk.path("out/anteckning.txt").exists());
}

#[test]
fn a_damaged_manifest_of_a_shard_is_not_merged() {
    let (desk, _) = many(6);
    shards(&desk, 2);
    let name = format!("out/{MANIFEST}.shard-1-of-2");
    let sound = desk.read(&name);
    for damaged in [&sound[..sound.len() - 20], b"", &[&sound[..60], &sound[70..]].concat()] {
        desk.write(&name, damaged);
        assert_snapshot!("merge_damaged", merge(&desk).told());
        assert!(!desk.path(&format!("out/{MANIFEST}")).exists());
    }
    shards(&desk, 2);
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
}

#[test]
fn a_killed_shard_goes_on_where_it_was_and_is_not_merged_before() {
    let (desk, mut time) = many(16);
    shard(&desk, "2/2", &[]);
    let mut was_broken_off = 0;
    let mut tried = 0;
    // Fixed points spread over the run by the golden ratio: as good as random, and repeatable. How long
    // a run is depends on what else the machine does, and is learned anew from each.
    while tried < 20 || was_broken_off <= 5 {
        tried += 1;
        assert!(tried < 200, "{was_broken_off} kills hit a run");
        let point = (f64::from(tried) * 0.618_034).fract();
        let mut command = desk.command(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
        let mut child = command.args(["--shard", "1/2"]).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(time.mul_f64(point / 2.0));
        child.kill().unwrap();
        child.wait().unwrap();
        if beside(&desk).contains(&".shard-1-of-2.part".to_owned()) {
            let merged = merge(&desk);
            assert_eq!(merged.status, Some(2), "{}", merged.stderr);
            assert!(merged.stderr.contains("broken off: 1"), "{}", merged.stderr);
            was_broken_off += 1;
        } else if !beside(&desk).contains(&".shard-1-of-2".to_owned()) {
            time = time.mul_f64(1.2);
        } else {
            time = time.mul_f64(0.8);
            // Anew: a run that has nothing to do is too short to be killed.
            fs::remove_file(desk.path(&format!("out/{MANIFEST}.shard-1-of-2"))).unwrap();
            fs::remove_dir_all(desk.path("out/Å")).unwrap();
        }
    }
    let ended = shard(&desk, "1/2", &[]);
    assert!(ended.status < Some(2), "{}", ended.stderr);
    shard(&desk, "2/2", &[]);
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
}

#[test]
fn what_a_killed_shard_finished_is_not_rendered_again_however_often_it_is_killed() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml", "in/c.yaml", "in/d.yaml"]);
    let run = ["render", "in", "-o", "out", "--shard", "1/1"];
    desk.run(&run);
    let whole = desk.files("out");
    let own = format!("out/{MANIFEST}.shard-1-of-1");
    let manifest = String::from_utf8(desk.read(&own)).unwrap();
    let lines: Vec<&str> = manifest.lines().collect();
    // As after three kills: in the middle of a record, then before the new journal had any, each
    // after other reports were finished.
    fs::remove_file(desk.path(&own)).unwrap();
    desk.write(format!("{own}.begun"), format!("{}\n{}\n]}}\n", lines[0], lines[1]));
    let torn = &lines[4][..100];
    desk.write(format!("{own}.part"), format!("{}\n{}\n{torn}", lines[0], lines[3]));
    desk.write("out/.nacka-report-1-of-1-77-0.tmp", "%PDF-1.7 torn");
    assert_snapshot!(merge(&desk).told(), @r"
    exit 2
    --- stdout
    --- stderr
    error: out: 1 of 1 shards are missing; broken off: 1
    help: run those shards, then merge again
    ");
    assert_snapshot!(desk.run(&run).told(), @r"
    exit 0
    --- stdout
    --- stderr
    note: out: the run before was broken off, and is taken up
    rendered 2, unchanged 2, failed 0
    ");
    assert!(whole == desk.files("out"), "the folder is not as after an undisturbed run");
}

#[test]
fn a_shard_that_was_stopped_is_not_merged() {
    let (desk, _) = many(16);
    shards(&desk, 2);
    fs::remove_dir_all(desk.path("out/Å")).unwrap();
    desk.write("in/00.yaml", "title: [\n");
    desk.write("in/Å/01.yaml", "title: [\n");
    for number in 1..=2 {
        let ended = shard(&desk, &format!("{number}/2"), &["--fail-fast", "--jobs", "1"]);
        assert!(ended.stderr.contains("not tried") || ended.status == Some(0), "{}", ended.stderr);
    }
    let merged = merge(&desk);
    assert!(merged.stderr.contains("broken off: "), "{}", merged.stderr);
}

#[test]
fn a_merge_killed_anywhere_is_completed_by_the_next() {
    let (desk, _) = many(6);
    shards(&desk, 3);
    let shards = desk.files("out");
    let name = |ending: &str| format!("out/{MANIFEST}{ending}");
    let restore = || {
        for (name, bytes) in &shards {
            desk.write(format!("out/{name}"), bytes);
        }
    };
    // Before it was all joined.
    desk.write("out/.nacka-report-77-0.tmp", "half a manifest");
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
    // After that, when none, some and all of the shards' manifests are removed.
    for removed in 0..=3 {
        fs::remove_dir_all(desk.path("out")).unwrap();
        restore();
        fs::copy(desk.path(&format!("whole/{MANIFEST}")), desk.path(&name(".merged"))).unwrap();
        for number in 1..=removed {
            fs::remove_file(desk.path(&name(&format!(".shard-{number}-of-3")))).unwrap();
        }
        assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
        let refused = shard(&desk, "1/3", &[]);
        assert_snapshot!("half_merged", refused.told());
        assert_eq!(merge(&desk).status, Some(0));
        assert_is_whole(&desk);
    }
    // And a plain run takes it over as well.
    restore();
    fs::rename(desk.path(&name("")), desk.path(&name(".merged"))).unwrap();
    fs::remove_file(desk.path(&name(".shard-2-of-3"))).unwrap();
    desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx"]);
    assert_is_whole(&desk);
}

#[test]
fn runs_that_would_be_in_each_others_way_exclude_each_other() {
    let (desk, _) = many(4);
    fs::create_dir(desk.path("out")).unwrap();
    let hold = |name: &str| File::create(desk.path(&format!("out/{MANIFEST}{name}"))).unwrap();
    let is_refused = |ended: Ended| {
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
        assert!(ended.stderr.contains("another run is at work here"), "{}", ended.stderr);
    };
    // A plain run is at work.
    let plain = hold(".part");
    plain.lock().unwrap();
    is_refused(shard(&desk, "1/2", &[]));
    is_refused(merge(&desk));
    drop(plain);
    // A shard is.
    let (together, own) = (hold(".part"), hold(".shard-1-of-2.part"));
    together.lock_shared().unwrap();
    own.lock().unwrap();
    is_refused(shard(&desk, "1/2", &[]));
    is_refused(shard(&desk, "2/3", &[]));
    is_refused(desk.run(&["render", "in", "-o", "out"]));
    is_refused(merge(&desk));
    let other = shard(&desk, "2/2", &[]);
    assert!(other.status < Some(2), "{}", other.stderr);
    // Its process dies.
    drop((together, own));
    shards(&desk, 2);
    assert_eq!(merge(&desk).status, Some(0));
    // A merge is at work on what others have left.
    shard(&desk, "1/1", &[]);
    let merging = hold(".merged");
    merging.lock().unwrap();
    is_refused(shard(&desk, "1/1", &[]));
    is_refused(merge(&desk));
    is_refused(desk.run(&["render", "in", "-o", "out"]));
}

/// The program with another flock(2), which a C compiler makes.
#[cfg(target_os = "linux")]
fn with_locks(desk: &Desk, locks: &str, arguments: &[&str]) -> Ended {
    let library = desk.path(&format!("{locks}.so"));
    if !library.exists() {
        let source = project(&format!("tests/fixtures/locks/{locks}.c"));
        let mut compile = Command::new("cc");
        compile.args(["-shared", "-fPIC", "-o"]).args([&library, &source]);
        assert!(compile.status().unwrap().success());
    }
    desk.command(arguments).env("LD_PRELOAD", library).output().unwrap().into()
}

#[test]
#[cfg(target_os = "linux")]
fn locks_hold_as_nfs_gives_them() {
    let (desk, _) = many(4);
    let run = |options: &[&str]| {
        let run = ["render", "in", "-o", "out", "--to", "pdf,docx"];
        with_locks(&desk, "nfs", &[&run, options].concat())
    };
    for number in ["1/2", "2/2"] {
        assert!(run(&["--shard", number]).status < Some(2));
    }
    // What killed runs leave, opened again to be locked.
    desk.write(format!("out/{MANIFEST}.shard-2-of-2.part"), "");
    let ended = run(&["--shard", "2/2"]);
    assert!(ended.stderr.contains("the run before was broken off"), "{}", ended.stderr);
    let merged = with_locks(&desk, "nfs", &["merge", "out"]);
    assert_eq!(merged.status, Some(0), "{}", merged.stderr);
    desk.write(format!("out/{MANIFEST}.part"), "{\"manifest\":2,\"reports\":[\n");
    let ended = run(&[]);
    assert!(ended.stderr.contains("the run before was broken off"), "{}", ended.stderr);
    assert_is_whole(&desk);

    let mut child = (0..100).find_map(|_| at_work(&desk)).expect("too short a run, every time");
    let others = [run(&["--shard", "1/1"]), run(&["--shard", "1/2"]), run(&[])];
    send("-CONT", &child);
    child.wait().unwrap();
    let refused = others.iter().filter(|other| other.stderr.contains("another run is at work"));
    assert!(refused.count() == 3, "{others:#?}");
}

/// A run that is stopped where it holds the folder, if it did not come to its end before: that depends
/// on what else the machine does.
#[cfg(target_os = "linux")]
fn at_work(desk: &Desk) -> Option<Child> {
    let mut child = desk.command(&["render", "in", "-o", "out", "--force", "--shard", "1/1"]);
    child.env("LD_PRELOAD", desk.path("nfs.so")).stderr(Stdio::null());
    let mut child = child.spawn().unwrap();
    let journal = desk.path(&format!("out/{MANIFEST}.shard-1-of-1.part"));
    let is_begun = || fs::metadata(&journal).is_ok_and(|journal| journal.len() > 0);
    while !is_begun() {
        if child.try_wait().unwrap().is_some() {
            return None;
        }
        thread::sleep(Duration::from_millis(1));
    }
    send("-STOP", &child);
    // Stopped, or over (proc(5)).
    let state = || fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap();
    while !state().contains(") T ") && !state().contains(") Z ") {
        thread::sleep(Duration::from_millis(1));
    }
    if is_begun() {
        return Some(child);
    }
    send("-CONT", &child);
    child.wait().unwrap();
    None
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_without_locks_is_told() {
    let desk = Desk::with(&["in/a.yaml"]);
    for language in ["en", "sv"] {
        let run = ["render", "in", "-o", "out", "--shard", "1/2", "--lang", language];
        assert_snapshot!(with_locks(&desk, "none", &run).told());
    }
    assert!(!desk.path("out/a.pdf").exists());
}

#[test]
fn a_shard_clears_away_only_its_own_unfinished_files() {
    let (desk, _) = many(3);
    let unfinished = ["1-of-3-7-0", "11-of-3-7-0", "1-of-30-7-0", "2-of-3-7-0", "7-0"];
    for name in unfinished {
        desk.write(format!("out/Å/.nacka-report-{name}.tmp"), "%PDF-1.7 torn");
    }
    desk.write(format!("out/{MANIFEST}.shard-1-of-3.part"), "");
    shard(&desk, "1/3", &[]);
    let left = |name: &&str| desk.path(&format!("out/Å/.nacka-report-{name}.tmp")).exists();
    assert_eq!(unfinished.into_iter().filter(left).collect::<Vec<_>>(), unfinished[1..]);
    shards(&desk, 3);
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
}

#[test]
fn reports_in_each_others_way_meet_in_one_shard_and_are_told() {
    let desk = Desk::with(&["in/a.yaml", "in/a.yml", "in/b.yaml", "in/b.pdf/c.yaml"]);
    for name in ["in/Rapport.yaml", "in/rapport.yaml", "in/é.yaml", "in/e\u{301}.yaml"] {
        desk.write(name, sound(name));
    }
    let told = |run: &[&str]| {
        let stderr = desk.run(run).stderr;
        let lines = stderr.lines().filter(|line| !line.starts_with("rendered"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut whole = told(&["render", "in", "-o", "whole", "--message-format", "short"]);
    let mut parts = Vec::new();
    for number in 1..=9 {
        let number = &format!("{number}/9");
        let run = ["render", "in", "-o", "out", "--message-format", "short", "--shard", number];
        parts.extend(told(&run));
    }
    for line in &mut parts {
        *line = line.replace("out/", "whole/");
    }
    whole.sort();
    parts.sort();
    assert_eq!(whole, parts);
    assert!(whole.len() >= 6, "{whole:#?}");
    assert_eq!(merge(&desk).status, Some(0));
    assert_is_whole(&desk);
}

#[test]
fn an_empty_shard_is_well_but_an_empty_folder_is_not() {
    let desk = Desk::with(&["in/a.yaml"]);
    desk.write("in/workflow.yaml", "on: push\n");
    fs::create_dir(desk.path("nothing")).unwrap();
    for number in 1..=20 {
        let ended = shard(&desk, &format!("{number}/20"), &[]);
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    }
    assert_eq!(merge(&desk).status, Some(0));
    let ended = desk.run(&["render", "nothing", "-o", "other", "--shard", "1/2"]);
    assert_eq!(ended.status, Some(2), "{}", ended.stderr);
    assert!(!desk.path("other").exists());
}

#[test]
fn shards_keep_what_people_have_made_and_remove_nothing() {
    let (desk, _) = many(6);
    shards(&desk, 3);
    assert_eq!(merge(&desk).status, Some(0));
    // As readers of PDF append a comment.
    let mut theirs = desk.read("out/00.pdf");
    let update = "\nxref\n0 0\ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n";
    let end = format!("{update}{}\n%%EOF\n", theirs.len() + 1);
    theirs.extend_from_slice(end.as_bytes());
    desk.write("out/00.pdf", &theirs);
    fs::remove_file(desk.path("in/03.yaml")).unwrap();
    let statuses = (1..=3).map(|number| shard(&desk, &format!("{number}/3"), &[]));
    let told: String = statuses.map(|ended| ended.stderr).collect();
    assert!(told.contains("00.pdf"), "{told}");
    assert!(desk.read("out/00.pdf") == theirs, "somebody's work is gone");
    assert_eq!(told.matches("its report is gone").count(), 2, "{told}");
    assert_eq!(merge(&desk).status, Some(0));
    assert!(desk.path("out/03.pdf").exists());

    let prune = shard(&desk, "1/3", &["--prune"]);
    assert_snapshot!("prune_in_shard", prune.told());
    assert_snapshot!("prune_in_shard_sv", shard(&desk, "1/3", &["--prune", "--lang", "sv"]).told());
    assert!(desk.path("out/03.pdf").exists());
    desk.run(&["render", "in", "-o", "out", "--prune"]);
    assert!(!desk.path("out/03.pdf").exists());
    assert!(desk.read("out/00.pdf") == theirs, "somebody's work is gone");
}

#[test]
fn shards_are_numbered_from_one_or_from_zero() {
    let desk = Desk::with(&["in/a.yaml"]);
    for (option, value, is_good) in [
        ("--shard", "1/1", true),
        ("--shard", "1000/1000", true),
        ("--shard", "0/4", false),
        ("--shard", "5/4", false),
        ("--shard", "1/0", false),
        ("--shard", "1/1001", false),
        ("--shard", "1", false),
        ("--shard", "a/b", false),
        ("--shard", "-1/4", false),
        ("--shard", "4294967295/4294967295", false),
        ("--shard-index", "0/4", true),
        ("--shard-index", "3/4", true),
        ("--shard-index", "4/4", false),
        ("--shard-index", "4294967295/4", false),
    ] {
        let option = format!("{option}={value}");
        let ended = desk.run(&["render", "in", "-o", "out", "--dry-run", &option]);
        assert_eq!(ended.status == Some(0), is_good, "{option}: {}", ended.stderr);
        assert_eq!(ended.status == Some(2), !is_good, "{option}: {}", ended.stderr);
    }
    assert_snapshot!(desk.run(&["render", "in", "-o", "out", "--shard", "5/4"]).stderr);
    assert_eq!(desk.run(&["render", "in", "--shard", "1/4"]).status, Some(2));
    let both = ["render", "in", "-o", "out", "--shard", "1/4", "--shard-index", "0/4"];
    assert_eq!(desk.run(&both).status, Some(2));
    assert!(!desk.path("out").exists());
}

#[test]
fn a_signed_manifest_is_not_taken_for_what_shards_say() {
    let (desk, _) = many(3);
    shards(&desk, 2);
    let digest = ["verify", "out", "--manifest-sha256", &"0".repeat(64)];
    assert_snapshot!(desk.run(&digest).told());
}

#[test]
fn a_folder_that_cannot_be_written_is_told_by_merge() {
    let (desk, _) = many(3);
    shards(&desk, 2);
    let before = desk.files("out");
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    let merged = merge(&desk);
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o755)).unwrap();
    // The system's owner may do everything.
    if merged.status != Some(0) {
        assert_eq!(merged.status, Some(2), "{}", merged.stderr);
        assert!(before == desk.files("out"), "something has changed");
        assert_eq!(merge(&desk).status, Some(0));
    }
    assert_is_whole(&desk);
    assert_eq!(desk.run(&["merge", "nowhere"]).status, Some(2));
}
