//! The manifest in a hostile folder: damaged, forged, linked; and what `verify` makes of it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::Command;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use insta::assert_snapshot;
use sha2::{Digest, Sha256};

use crate::program::{Desk, sound};
use crate::support::{make_pipe, project};

const MANIFEST: &str = "out/nacka-report.manifest.json";
const UNFINISHED: &str = "out/nacka-report.manifest.json.part";

/// Three reports, rendered.
fn rendered() -> Desk {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml", "in/c.yaml"]);
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
    desk
}

fn manifest(desk: &Desk) -> String {
    String::from_utf8(desk.read(MANIFEST)).unwrap()
}

#[test]
fn a_damaged_manifest_is_told_and_rebuilt() {
    let desk = rendered();
    let whole = desk.files("out");
    let sound = manifest(&desk);
    let digest = sound.find("\"sha256\":\"").unwrap() + 10;
    for (damaged, rendered) in [
        (String::new(), 3),
        (sound.replacen("manifest", "mani", 1), 0),
        (sound.replacen("\"manifest\":2", "\"manifest\":0", 1), 0),
        (sound[..sound.len() / 2].to_owned(), 2),
        // A digest of odd length panicked every command.
        (format!("{}{}", &sound[..digest], &sound[digest + 1..]), 1),
        (sound.replacen("a.pdf", "b.pdf", 1), 1),
        (sound.replacen("a.yaml", "z.yaml", 1), 1),
        (sound.replacen("../in", "../is", 1), 1),
        (sound.replace('\n', " "), 3),
        ("\0".repeat(10_000), 3),
        ("x".repeat(5_000_000), 3),
        // Ten million empty lines took twenty seconds.
        ("\n".repeat(10_000_000), 3),
        (sound.replacen(":2,", ":02,", 1), 0),
        (format!("{sound}x"), 0),
        (format!("{sound}{sound}"), 0),
    ] {
        desk.write(MANIFEST, &damaged);
        let verified = desk.run(&["verify", "out"]);
        assert_ne!(verified.status, Some(0), "{damaged:.300}: {}", verified.stderr);
        // Not even what looks gone is pruned.
        let ended = desk.run(&["render", "in", "-o", "out", "--prune"]);
        assert_eq!(ended.status, Some(0), "{damaged:.300}: {}", ended.stderr);
        assert!(ended.stderr.contains("the manifest was damaged"), "{}", ended.stderr);
        let counted = format!("rendered {rendered}, unchanged {}, failed 0", 3 - rendered);
        assert!(ended.stderr.contains(&counted), "{damaged:.300}: {}", ended.stderr);
        assert!(whole == desk.files("out"), "{damaged:.300}: the folder is not as it was");
    }
}

#[test]
fn two_damaged_lines_do_not_cost_a_living_document() {
    let desk = rendered();
    let all = desk.names("out");
    let damaged = manifest(&desk).replace("\"report\":\"a.yaml\"", "\"report\":\"x.yaml\"");
    desk.write(MANIFEST, damaged.replace("\"report\":\"b.yaml\"", "\"report\":\"y.yaml\""));
    desk.run(&["render", "in", "-o", "out", "--prune"]);
    assert_eq!(desk.names("out"), all);
}

#[test]
fn after_damage_documents_on_no_record_are_told() {
    let desk = rendered();
    let whole = manifest(&desk);
    fs::remove_file(desk.path("in/c.yaml")).unwrap();
    desk.write(MANIFEST, &whole[..whole.find("c.yaml").unwrap()]);
    assert_snapshot!(desk.run(&["render", "in", "-o", "out", "--prune"]).told());
    assert_snapshot!(desk.run(&["verify", "out"]).told());
}

#[test]
fn another_version_is_refused_only_if_it_is_later() {
    let desk = rendered();
    let two = manifest(&desk);
    desk.write(MANIFEST, two.replacen("\"manifest\":2", "\"manifest\":3", 1));
    assert_snapshot!(desk.run(&["render", "in", "-o", "out"]).told());
    assert_eq!(desk.run(&["verify", "out"]).status, Some(2));
    desk.write(
        MANIFEST,
        "{\"manifest\":1,\"reports\":[\n{\"report\":\"a.yaml\",\"documents\":[]}\n]}\n",
    );
    assert_eq!(desk.run(&["verify", "out"]).status, Some(2));
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("an earlier version, and is rebuilt"), "{}", ended.stderr);
    assert_eq!(manifest(&desk), two);
}

#[test]
fn our_own_files_are_created_never_followed() {
    let desk = rendered();
    desk.write("elsewhere", "somebody's");
    let refused = |why: &str| {
        let ended = desk.run(&["render", "in", "-o", "out", "--force"]);
        assert_eq!(ended.status, Some(2), "{why}: {}", ended.stderr);
        assert!(ended.stderr.contains("not an ordinary file"), "{why}: {}", ended.stderr);
        assert_eq!(desk.read("elsewhere"), b"somebody's", "{why}");
    };
    let whole = desk.files("out");
    for name in [UNFINISHED, MANIFEST] {
        let before = fs::read(desk.path(name));
        let _ = fs::remove_file(desk.path(name));
        symlink("../elsewhere", desk.path(name)).unwrap();
        refused("a symbolic link");
        assert!(desk.path(name).is_symlink());
        fs::remove_file(desk.path(name)).unwrap();
        make_pipe(&desk.path(name));
        refused("a pipe");
        fs::remove_file(desk.path(name)).unwrap();
        fs::create_dir(desk.path(name)).unwrap();
        refused("a folder");
        fs::remove_dir(desk.path(name)).unwrap();
        if let Ok(before) = before {
            desk.write(name, before);
        }
    }
    // A hard link cannot be told from the file: it is given up, not written to.
    fs::hard_link(desk.path("elsewhere"), desk.path(UNFINISHED)).unwrap();
    assert_eq!(desk.run(&["render", "in", "-o", "out", "--force"]).status, Some(0));
    assert_eq!(desk.read("elsewhere"), b"somebody's");
    assert!(whole == desk.files("out"));
}

#[test]
fn a_folder_with_the_name_of_an_unfinished_file_is_left_alone() {
    let desk = rendered();
    desk.write("out/.nacka-report-1-0.tmp/inside", "");
    desk.write("out/.nacka-report-2-0.tmp", "torn");
    desk.write(UNFINISHED, "");
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
    assert!(desk.path("out/.nacka-report-1-0.tmp/inside").exists());
    assert!(!desk.path("out/.nacka-report-2-0.tmp").exists());
}

#[test]
fn nothing_is_written_or_removed_through_a_linked_folder() {
    let desk = Desk::with(&["in/deep/a.yaml", "in/b.yaml"]);
    fs::create_dir_all(desk.path("elsewhere")).unwrap();
    fs::create_dir_all(desk.path("out/inside")).unwrap();
    for target in ["../elsewhere", "inside"] {
        symlink(target, desk.path("out/deep")).unwrap();
        let ended = desk.run(&["render", "in", "-o", "out"]);
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
        assert!(ended.stderr.contains("cannot write out/deep/a.pdf"), "{}", ended.stderr);
        assert!(desk.names("elsewhere").is_empty() && desk.names("out/inside").is_empty());
        fs::remove_file(desk.path("out/deep")).unwrap();
    }
    desk.run(&["render", "in", "-o", "out"]);
    fs::remove_dir_all(desk.path("elsewhere")).unwrap();
    fs::rename(desk.path("out/deep"), desk.path("elsewhere")).unwrap();
    symlink("../elsewhere", desk.path("out/deep")).unwrap();
    fs::remove_file(desk.path("in/deep/a.yaml")).unwrap();
    assert_eq!(desk.run(&["render", "in", "-o", "out", "--prune"]).status, Some(2));
    assert_eq!(desk.names("elsewhere"), ["a.pdf"]);
    assert_eq!(desk.run(&["verify", "out", "-q"]).stdout(), "deep/a.pdf: FAILED\n");
}

#[test]
fn what_a_person_names_is_followed_or_written_into() {
    let desk = Desk::with(&["a.yaml"]);
    desk.write("real.xml", "old");
    symlink("real.xml", desk.path("link.xml")).unwrap();
    assert_eq!(desk.run(&["render", "a.yaml", "--report", "link.xml"]).status, Some(0));
    assert!(desk.path("link.xml").is_symlink() && desk.read("real.xml").starts_with(b"<?xml"));
    symlink("nowhere", desk.path("dangling.yaml")).unwrap();
    assert_eq!(desk.run(&["new", "dangling.yaml"]).status, Some(2));
    assert_eq!(desk.run(&["new", "dangling.yaml", "--force"]).status, Some(2));
    assert!(!desk.path("nowhere").exists());
    symlink("real.yaml", desk.path("report.yaml")).unwrap();
    desk.write("real.yaml", "");
    assert_eq!(desk.run(&["new", "report.yaml", "--force"]).status, Some(0));
    assert!(desk.path("report.yaml").is_symlink() && desk.read("real.yaml").len() > 100);
    let pipe = desk.path("pipe");
    make_pipe(&pipe);
    let reader = Command::new("cat").arg(&pipe).stdout(std::process::Stdio::piped()).spawn();
    assert_eq!(desk.run(&["render", "a.yaml", "--report", "pipe"]).status, Some(0));
    assert!(reader.unwrap().wait_with_output().unwrap().stdout.starts_with(b"<?xml"));
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn a_document_keeps_its_mode() {
    let desk = rendered();
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o7777;
    fs::set_permissions(desk.path("out/a.pdf"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(desk.path("out/b.pdf"), fs::Permissions::from_mode(0o664)).unwrap();
    desk.run(&["render", "in", "-o", "out", "--force"]);
    assert_eq!((mode("out/a.pdf"), mode("out/b.pdf")), (0o600, 0o664));
}

#[test]
fn verify_tells_what_it_finds_and_what_is_on_no_record() {
    let desk = rendered();
    fs::write(desk.path("out/b.pdf"), "%PDF-1.7").unwrap();
    fs::remove_file(desk.path("out/c.pdf")).unwrap();
    desk.write("out/notes.txt", "");
    desk.write("out/deep/old.pdf", "");
    symlink("a.pdf", desk.path("out/link.pdf")).unwrap();
    assert_snapshot!(desk.run(&["verify", "out"]).told());
    assert_snapshot!(desk.run(&["verify", "out", "-q"]).told(), @r"
    exit 1
    --- stdout
    b.pdf: FAILED
    c.pdf: MISSING
    --- stderr
    ");
}

#[test]
fn files_on_no_record_are_no_failure() {
    let desk = rendered();
    desk.write("out/notes.txt", "");
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    assert_eq!(desk.run(&["verify", "out", "-q"]).told(), "exit 0\n--- stdout\n--- stderr\n");
}

#[test]
fn folders_that_nest_for_ever_hold_up_nobody() {
    let desk = rendered();
    let mut folder = Dir::open_ambient_dir(desk.path("out"), ambient_authority()).unwrap();
    for _ in 0..2_000 {
        folder.create_dir("d").unwrap();
        folder = folder.open_dir("d").unwrap();
    }
    let run = |arguments: &[&str]| desk.run_within(1, arguments);
    let verified = run(&["verify", "out"]);
    assert_eq!(verified.status, Some(0), "{}", verified.stderr);
    assert!(verified.stdout().contains("d/d/: UNKNOWN"), "{}", verified.stdout());
    assert_eq!(run(&["render", "in", "-o", "out", "--shard", "1/1"]).status, Some(0));
    assert_eq!(run(&["merge", "out"]).status, Some(0));
}

#[test]
fn an_entry_by_a_roundabout_way_costs_no_living_document() {
    let desk = Desk::with(&["in/b.yaml", "in/s/a.yml"]);
    desk.run(&["render", "in", "-o", "out"]);
    let sound = manifest(&desk);
    let lines: Vec<&str> = sound.lines().collect();
    // With the right digest, but of a report that is gone.
    let entry = lines[2].split(",\"check\"").next().unwrap();
    let entry = entry.replace("a.yml", "./a.yaml").replace("a.pdf", "./a.pdf");
    let digest = Sha256::digest(&entry);
    let check = u64::from_be_bytes(digest[..8].try_into().unwrap());
    let forged = format!("{entry},\"check\":\"{check:016x}\"}},");
    desk.write(MANIFEST, [&lines[..2], &[&*forged], &lines[2..], &[""]].concat().join("\n"));
    let ended = desk.run(&["render", "in", "-o", "out", "--prune"]);
    assert!(ended.stderr.contains("the manifest was damaged"), "{}", ended.stderr);
    assert!(desk.path("out/s/a.pdf").exists() && manifest(&desk) == sound);
}

#[test]
fn nothing_hides_behind_the_manifests_name() {
    let desk = rendered();
    desk.write(format!("{MANIFEST}-x/hidden.pdf"), "%PDF-1.7");
    desk.write(format!("{MANIFEST}.pdf"), "%PDF-1.7");
    desk.write(format!("{MANIFEST}.sha256"), "stands beside it");
    let told = desk.run(&["verify", "out"]).stdout();
    let unknown: Vec<&str> = told.lines().filter(|line| line.ends_with("UNKNOWN")).collect();
    let name = MANIFEST.strip_prefix("out/").unwrap();
    assert_eq!(unknown, [format!("{name}.pdf: UNKNOWN"), format!("{name}-x/hidden.pdf: UNKNOWN")]);
}

#[test]
fn a_document_in_anothers_place_has_changed() {
    let desk = rendered();
    fs::copy(desk.path("out/a.pdf"), desk.path("out/b.pdf")).unwrap();
    fs::remove_file(desk.path("out/c.pdf")).unwrap();
    symlink("a.pdf", desk.path("out/c.pdf")).unwrap();
    let ended = desk.run(&["verify", "out", "-q"]);
    assert_eq!((ended.status, &*ended.stdout()), (Some(1), "b.pdf: CHANGED\nc.pdf: FAILED\n"));
}

#[test]
fn an_empty_manifest_and_an_unfinished_one_prove_nothing() {
    let desk = rendered();
    let whole = manifest(&desk);
    desk.write("out/a.pdf", "forged");
    // As if a run had recorded what is there now.
    desk.write(UNFINISHED, &whole);
    let ended = desk.run(&["verify", "out"]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.contains("a run was broken off"), "{}", ended.stderr);
    desk.write(MANIFEST, "{\"manifest\":2,\"reports\":[\n]}\n");
    assert_eq!(desk.run(&["verify", "out"]).status, Some(2));
}

#[test]
fn a_manifest_that_was_replaced_is_told_by_its_digest() {
    let desk = rendered();
    let digest = desk.run(&["verify", "out"]).stderr;
    let digest = digest.split_once("SHA-256: ").unwrap().1.lines().next().unwrap();
    let verify = |digest: &str| desk.run(&["verify", "out", "-q", "--manifest-sha256", digest]);
    assert_eq!(verify(digest).status, Some(0));
    assert_eq!(verify(&digest.to_uppercase()).status, Some(0));
    assert_eq!(verify("abc").status, Some(2));
    // Report, document and record changed together are intact by themselves.
    desk.write("in/a.yaml", sound("forged"));
    desk.run(&["render", "in", "-o", "out"]);
    assert_eq!(desk.run(&["verify", "out"]).status, Some(0));
    let ended = verify(digest);
    assert_eq!(ended.status, Some(1));
    assert!(ended.stderr.contains("another manifest"), "{}", ended.stderr);
}

#[test]
fn a_signature_tells_whose_manifest_it_is() {
    let desk = Desk::new();
    let fixture = |name: &str| project(&format!("tests/fixtures/signed/{name}"));
    for name in ["utrecht.pdf", "nacka-report.manifest.json", "nacka-report.manifest.json.minisig"]
    {
        desk.write(format!("out/{name}"), fs::read(fixture(&format!("archive/{name}"))).unwrap());
    }
    let [archivist, stranger] = ["archivist.pub", "stranger.pub"].map(fixture);
    let verify = |key: &str| desk.run(&["verify", "out", "--signed-by", key]);
    let key = fs::read_to_string(&archivist).unwrap();
    let ended = verify(archivist.to_str().unwrap());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("(the archive of 2014)"), "{}", ended.stderr);
    assert!(!ended.stdout().contains("UNKNOWN"), "{}", ended.stdout());
    assert_eq!(verify(key.lines().nth(1).unwrap()).status, Some(0), "the key itself");
    assert_eq!(verify(stranger.to_str().unwrap()).status, Some(1), "another's key");
    for nothing in ["no such key", "out", "in/none.pub"] {
        assert_eq!(verify(nothing).status, Some(2), "{nothing}");
    }
    let stale = manifest(&desk).replace("\n]}", " \n]}");
    desk.write(MANIFEST, stale);
    assert_ne!(verify(archivist.to_str().unwrap()).status, Some(0), "a stale signature");
    fs::copy(fixture("archive/nacka-report.manifest.json"), desk.path(MANIFEST)).unwrap();
    fs::write(desk.path(&format!("{MANIFEST}.minisig")), "untrusted comment:\nRUQ=\n").unwrap();
    assert_eq!(verify(archivist.to_str().unwrap()).status, Some(1), "a broken signature");
    fs::remove_file(desk.path(&format!("{MANIFEST}.minisig"))).unwrap();
    assert_eq!(verify(archivist.to_str().unwrap()).status, Some(1), "no signature");
}

#[test]
fn a_file_whose_size_has_changed_is_not_read() {
    let desk = Desk::with(&["in/a.yaml"]);
    let pictured = sound("a") + "pictures:\n  - {file: bild.png, alt: En bild}\n";
    desk.write("in/b.yaml", pictured);
    let picture = fs::read(project("samples/bilder/snitt.png")).unwrap();
    desk.write("in/bild.png", &picture);
    let render = ["render", "in", "-o", "out", "--to", "pdf,docx"];
    assert_eq!(desk.run(&render).status, Some(0));
    assert!(manifest(&desk).contains(&format!("\"size\":{}}}]", picture.len())));
    fs::File::create(desk.path("in/bild.png")).unwrap().set_len(8 << 30).unwrap();
    let ended = desk.run_within(1, &render);
    assert!(ended.stderr.contains("[picture-too-large]"), "{}", ended.stderr);
    desk.write("in/bild.png", &picture);
    // 8 GB without a byte on the disk; reading it would take longer than the program may.
    for name in ["out/a.pdf", "out/a.docx"] {
        let file = fs::File::create(desk.path(name)).unwrap();
        file.set_len(8 << 30).unwrap();
    }
    let verified = desk.run_within(1, &["verify", "out", "-q"]).stdout();
    assert_eq!(verified, "a.docx: FAILED\na.pdf: FAILED\n");
    assert_eq!(desk.run_within(1, &render).status, Some(0));
}
