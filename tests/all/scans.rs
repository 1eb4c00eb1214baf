//! Folders that are searched for reports, and what others may have put there: links that lead out,
//! pipes and devices, files swapped meanwhile, endless lists of what is to be ignored.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::{make_pipe, project};

fn pipe(desk: &Desk, name: &str) {
    make_pipe(&desk.path(name));
}

#[test]
fn a_report_that_is_a_link_out_of_the_folder_is_not_read() {
    let desk = Desk::with(&["in/a.yaml", "outside/secret.yaml"]);
    symlink("../outside/secret.yaml", desk.path("in/b.yaml")).unwrap();
    symlink(desk.path("outside/secret.yaml"), desk.path("in/c.yaml")).unwrap();
    symlink("/etc/hostname", desk.path("in/d.yml")).unwrap();
    symlink("a.yaml", desk.path("in/e.yaml")).unwrap();
    assert_snapshot!(desk.run(&["check", "in"]).told());
    assert_snapshot!(desk.run(&["render", "in", "-o", "out", "--lang", "sv"]).told());
    assert_eq!(desk.names("out"), ["a.pdf", "e.pdf", "nacka-report.manifest.json"]);
    // What a person names is followed, the folder itself too.
    symlink("in", desk.path("link")).unwrap();
    assert_eq!(desk.run(&["check", "in/b.yaml", "in/c.yaml"]).status, Some(0));
    assert_eq!(desk.run(&["render", "link/e.yaml", "-o", "out2"]).status, Some(0));
    assert!(desk.run(&["check", "link"]).stderr.contains("checked 5, failed 3"));
}

#[test]
fn a_file_that_cannot_be_read_is_not_passed_by() {
    let desk = Desk::with(&["in/a.yaml"]);
    symlink("nowhere.yaml", desk.path("in/b.yaml")).unwrap();
    let ended = desk.run(&["check", "in"]);
    assert_eq!(ended.status, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.contains("checked 2, failed 1"), "{}", ended.stderr);
}

#[test]
fn pipes_and_sockets_hold_up_no_run() {
    let desk = Desk::with(&["in/a.yaml"]);
    pipe(&desk, "in/pipe.yaml");
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("in/socket.yaml")).unwrap();
    symlink("pipe.yaml", desk.path("in/link.yaml")).unwrap();
    assert_eq!(desk.run(&["check", "in"]).status, Some(0));
    for named in ["in/pipe.yaml", "in/socket.yaml", "in/link.yaml"] {
        assert_eq!(desk.run(&["check", named]).status, Some(1), "{named}");
        assert_eq!(desk.run(&["check", "in/a.yaml", "--letterhead", named]).status, Some(2));
        assert_eq!(desk.run(&["verify", "in", "--signed-by", named]).status, Some(2), "{named}");
    }
}

#[test]
fn lists_of_what_to_ignore_are_read_with_care() {
    let desk = Desk::with(&["in/a.yaml", "in/deep/b.yaml"]);
    desk.write("outside", "*.yaml\n");
    fs::create_dir(desk.path("in/.git")).unwrap();
    let many = (0..30_000).map(|number| format!("*a{number}?[a-z]\n")).collect::<Vec<_>>().concat();
    let long = "#\n".repeat(200_000);
    for name in ["in/deep/.ignore", "in/deep/.gitignore", "in/.git/info/exclude", "in/.ignore"] {
        fs::create_dir_all(desk.path("in/.git/info")).unwrap();
        let put: [&dyn Fn(); 5] = [
            &|| pipe(&desk, name),
            &|| symlink("/dev/zero", desk.path(name)).unwrap(),
            &|| symlink(desk.path("outside"), desk.path(name)).unwrap(),
            &|| desk.write(name, &many),
            &|| desk.write(name, &long),
        ];
        for (number, put) in put.into_iter().enumerate() {
            put();
            let ended = desk.run(&["check", "in"]);
            assert_eq!(ended.status, Some(2), "{name} {number}: {}", ended.stderr);
            let told = ended.stderr.lines().next().unwrap();
            assert!(told.starts_with(&format!("error: {name}: ")), "{told}");
            assert_eq!(desk.run(&["check", "in", "--no-ignore"]).status, Some(0));
            fs::remove_file(desk.path(name)).unwrap();
        }
    }
    // Above the folder as well, where it may be somebody's too.
    pipe(&desk, ".ignore");
    assert_eq!(desk.run(&["check", "in"]).status, Some(2));
}

#[test]
fn what_is_ignored_is_ignored_as_git_does() {
    let names = [
        "in/a.yaml",
        "in/b.yaml",
        "in/c.yaml",
        "in/x/a.yaml",
        "in/x/keep.yaml",
        "in/own/b.yaml",
        "in/own/c.yaml",
    ];
    let desk = Desk::with(&names);
    let taken = |from: &str| {
        let _ = fs::remove_dir_all(desk.path("out"));
        desk.run(&["render", from, "-o", "out", "--to", "html"]);
        let mut names = desk.names("out");
        names.retain(|name| !name.contains("manifest"));
        names.join(" ")
    };
    // Without a repository .gitignore says nothing.
    desk.write("in/.gitignore", "b.yaml\n/a.yaml\n*.yaml~\n[\n");
    assert_eq!(taken("in").split(' ').count(), 7);
    fs::create_dir(desk.path("in/.git")).unwrap();
    assert_eq!(taken("in"), "c.html own/c.html x/a.html x/keep.html");
    desk.write("in/.git/info/exclude", "/c.yaml\n");
    assert_eq!(taken("in"), "own/c.html x/a.html x/keep.html");
    desk.write("in/x/.ignore", "*\n!keep.yaml\n");
    assert_eq!(taken("in"), "own/c.html x/keep.html");
    // A repository in the repository has its own rules; .ignore files know of none.
    fs::create_dir(desk.path("in/own/.git")).unwrap();
    assert_eq!(taken("in"), "own/b.html own/c.html x/keep.html");
    // Looked at from within, what stands above still counts.
    assert_eq!(taken("in/x"), "keep.html");
    desk.write(".ignore", "own/\n");
    assert_eq!(taken("in"), "x/keep.html");
    assert_eq!(taken("in/own"), "b.html c.html", "what is named is looked into");
}

/// While a folder is checked, somebody puts links that lead out into the places of a report, of its
/// folder and of its picture, and takes them away.
#[test]
fn what_is_swapped_for_a_link_after_the_search_does_not_lead_out() {
    let desk = Desk::new();
    let report = |title: &str| sound(title) + "pictures:\n  - {file: bild.png, alt: En bild}\n";
    let picture = fs::read(project("samples/bilder/snitt.png")).unwrap();
    for number in 0..30 {
        desk.write(format!("in/deep/{number:02}.yaml"), report("inside"));
    }
    desk.write("in/deep/bild.png", &picture);
    desk.write("outside/bild.png", "not a picture: whoever says so has read it");
    for number in 0..30 {
        desk.write(format!("outside/{number:02}.yaml"), "title: outside\npurpose: []\n");
    }
    let done = AtomicBool::new(false);
    let deep = desk.path("in/deep");
    let told = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                fs::rename(&deep, desk.path("in/away")).unwrap();
                symlink("../outside", &deep).unwrap();
                fs::remove_file(&deep).unwrap();
                fs::rename(desk.path("in/away"), &deep).unwrap();
                for file in ["00.yaml", "15.yaml", "bild.png"] {
                    fs::rename(deep.join(file), deep.join("aside")).unwrap();
                    symlink(format!("../../outside/{file}"), deep.join(file)).unwrap();
                    fs::rename(deep.join("aside"), deep.join(file)).unwrap();
                }
            }
        });
        let told: Vec<String> =
            (0..40).map(|_| desk.run(&["check", "in", "-q", "-j", "2"]).stderr).collect();
        done.store(true, Ordering::Relaxed);
        told.concat()
    });
    assert!(!told.contains("outside\n") && !told.contains("missing"), "{told}");
    assert!(!told.contains("picture-format") && !told.contains("empty"), "{told}");
}

/// Needs a user who may not read everything, which root is not: `tests/run` runs it as another.
#[test]
fn what_may_not_be_read_or_written_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&["in/a.yaml", "in/locked.yaml", "in/dark/b.yaml", "in/x/c.yaml"]);
    assert_eq!(desk.run(&["render", "in", "-o", "out"]).status, Some(0));
    let all = desk.names("out");
    let mode = |name: &str, mode| {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("in/locked.yaml", 0);
    if fs::read(desk.path("in/locked.yaml")).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let ended = desk.run(&["check", "in"]);
    assert_eq!(ended.status, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.contains("[unreadable-file]"), "{}", ended.stderr);
    desk.write("in/x/.ignore", "nothing");
    for dark in ["in/dark", "in/x/.ignore"] {
        mode(dark, 0);
        let ended = desk.run(&["render", "in", "-o", "out", "--prune"]);
        mode(dark, 0o755);
        assert_eq!(ended.status, Some(2), "{dark}: {}", ended.stderr);
        let told = format!("error: {dark}: permission denied");
        assert!(ended.stderr.contains(&told), "{dark}: {}", ended.stderr);
        // What is out of sight is not gone.
        assert_eq!(desk.names("out"), all, "{dark}");
    }
    mode("out", 0o555);
    let ended = desk.run(&["render", "in", "-o", "out", "--force"]);
    mode("out", 0o755);
    assert_eq!(ended.status, Some(2), "{}", ended.stderr);
    assert!(ended.stderr.contains("permission denied"), "{}", ended.stderr);
    assert_eq!(desk.names("out"), all);
}
