//! Hostile and damaged files among those of shards: nothing is written through them, none costs a
//! record or a document, and what is told names the very file.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::program::{Desk, Ended};
use crate::support::make_pipe;

const MANIFEST: &str = "out/nacka-report.manifest.json";

/// A desk whose three reports have been rendered in so many shards.
fn rendered(of: u32) -> Desk {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml", "in/c.yaml"]);
    for number in 1..=of {
        assert_eq!(shard(&desk, &format!("{number}/{of}")).status, Some(0));
    }
    desk
}

fn shard(desk: &Desk, shard: &str) -> Ended {
    desk.run(&["render", "in", "-o", "out", "--shard", shard])
}

fn plain(desk: &Desk) -> Ended {
    desk.run(&["render", "in", "-o", "out", "--prune"])
}

/// Puts back what was in the output folder.
fn restore(desk: &Desk, files: &[(String, Vec<u8>)]) {
    fs::remove_dir_all(desk.path("out")).unwrap();
    for (name, bytes) in files {
        desk.write(format!("out/{name}"), bytes);
    }
}

#[test]
fn what_is_no_ordinary_file_is_named_and_left_alone() {
    let desk = rendered(1);
    desk.write("elsewhere", "somebody's");
    let before = desk.files("out");
    for ending in ["", ".part", ".merged", ".shard-1-of-1", ".shard-1-of-1.begun"] {
        let name = format!("{MANIFEST}{ending}");
        let path = desk.path(&name);
        for kind in ["link", "dangling link", "pipe", "folder"] {
            restore(&desk, &before);
            let _ = fs::remove_file(&path);
            match kind {
                "link" => symlink("../elsewhere", &path).unwrap(),
                "dangling link" => symlink("../nowhere", &path).unwrap(),
                "folder" => fs::create_dir(&path).unwrap(),
                _ => make_pipe(&path),
            }
            let file_type = fs::symlink_metadata(&path).unwrap().file_type();
            for ended in [shard(&desk, "1/1"), plain(&desk)] {
                assert_eq!(ended.status, Some(2), "{ending} {kind}: {}", ended.stderr);
                let told = format!("error: {name}: not an ordinary file");
                assert!(ended.stderr.contains(&told), "{ending} {kind}: {}", ended.stderr);
            }
            desk.run(&["verify", "out"]);
            assert_ne!(desk.run(&["merge", "out"]).status, None);
            let still = fs::symlink_metadata(&path).map(|path| path.file_type());
            assert!(still.is_ok_and(|still| still == file_type), "{ending} {kind}");
            assert_eq!(desk.read("elsewhere"), b"somebody's", "{ending} {kind}");
            assert!(!desk.path("nowhere").exists(), "{ending} {kind}");
        }
        // A hard link cannot be told from the file: it is given up, not written to.
        restore(&desk, &before);
        let _ = fs::remove_file(&path);
        fs::hard_link(desk.path("elsewhere"), &path).unwrap();
        desk.run(&["merge", "out"]);
        shard(&desk, "1/1");
        assert_eq!(plain(&desk).status, Some(0), "{ending}");
        assert_eq!(desk.read("elsewhere"), b"somebody's", "{ending}");
    }
}

#[test]
fn a_damaged_merge_costs_no_record() {
    let desk = rendered(2);
    let before = desk.files("out");
    let merged = format!("{MANIFEST}.merged");
    assert_eq!(desk.run(&["merge", "out"]).status, Some(0));
    let whole = desk.read(MANIFEST);
    let half = &whole[..whole.len() / 2];
    let old = &b"{\"manifest\":1,\"reports\":[\n]}\n"[..];
    let later = &b"{\"manifest\":9,\"reports\":[\n]}\n"[..];
    for damaged in [b"", &b"junk"[..], half, &whole[..whole.len() - 4], old, later] {
        restore(&desk, &before);
        desk.write(&merged, damaged);
        let ended = desk.run(&["merge", "out"]);
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
        assert!(ended.stderr.contains(&merged), "{}", ended.stderr);
        fs::remove_file(desk.path(&merged)).unwrap();
        assert!(desk.files("out") == before, "a record was changed");
        desk.write(&merged, damaged);
        let ended = plain(&desk);
        assert_eq!(ended.status, Some(if damaged == later { 2 } else { 0 }), "{}", ended.stderr);
        if damaged != later {
            assert!(ended.stderr.contains("rendered 0, unchanged 3"), "{}", ended.stderr);
            assert_eq!(desk.read(MANIFEST), whole);
        }
    }
}

#[test]
fn a_shards_manifest_that_was_cut_anywhere_is_not_merged_and_costs_no_document() {
    let desk = rendered(1);
    let own = format!("{MANIFEST}.shard-1-of-1");
    let before = desk.files("out");
    let whole = desk.read(&own);
    for at in (0..whole.len()).step_by(whole.len() / 20) {
        let without = [&whole[..at], &whole[at + 1..]].concat();
        for damaged in [&whole[..at], &without] {
            desk.write(&own, damaged);
            for command in ["merge", "verify"] {
                assert_ne!(desk.run(&[command, "out"]).status, Some(0), "{command} at {at}");
            }
        }
        let ended = plain(&desk);
        assert_eq!(ended.status, Some(0), "{at}: {}", ended.stderr);
        for name in ["out/a.pdf", "out/b.pdf", "out/c.pdf"] {
            assert!(desk.path(name).is_file(), "{at}: {name} is gone");
        }
        restore(&desk, &before);
    }
}

#[test]
fn another_versions_file_is_named() {
    let desk = rendered(2);
    let before = desk.files("out");
    for ending in ["", ".shard-1-of-2", ".shard-2-of-2.begun", ".merged", ".shard-3-of-4"] {
        restore(&desk, &before);
        let name = format!("{MANIFEST}{ending}");
        desk.write(&name, "{\"manifest\":3,\"reports\":[\n]}\n");
        let ended = plain(&desk);
        assert_eq!(ended.status, Some(2), "{ending}: {}", ended.stderr);
        let told = format!("error: {name}: the manifest was written by a later version");
        assert!(ended.stderr.contains(&told), "{ending}: {}", ended.stderr);
        assert_eq!(desk.run(&["merge", "out"]).status, Some(2), "{ending}");
    }
}
