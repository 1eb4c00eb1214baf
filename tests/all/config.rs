//! The configuration file: where it is found, what it stands in for, and what is wrong with it.

use std::fs;

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::project;

/// A folder with two reports, and a configuration that uses every key.
fn desk() -> Desk {
    let desk =
        Desk::with(&["rapporter/a.yaml", "rapporter/2015/b.yaml", "rapporter/utkast/c.yaml"]);
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.write("brevpapper/ekvik.yaml", letterhead.replace("NACKA KOMMUN", "EKVIKS KOMMUN"));
    desk.write("typsnitt/.keep", "");
    desk.write("nacka-report.toml", FULL);
    desk
}

const FULL: &str = r#"# Allt som kan anges.
letterhead = "brevpapper/ekvik.yaml"
font-path = ["typsnitt"]
include = ["*.yaml"]
exclude = ["utkast/"]
deny-warnings = true
to = ["html", "docx"]
pdf-standard = ["a-2b"]
image-dpi = 150
output = "dokument"
"#;

#[test]
fn a_configuration_above_the_reports_holds() {
    let desk = desk();
    let ended = desk.run(&["render", "rapporter"]);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), "rendered 2, unchanged 0, failed 0\n"));
    let names = desk.names("dokument");
    let manifest = "nacka-report.manifest.json";
    assert_eq!(
        names,
        [
            manifest,
            "rapporter/2015/b.docx",
            "rapporter/2015/b.html",
            "rapporter/a.docx",
            "rapporter/a.html"
        ]
    );
    let page = String::from_utf8(desk.read("dokument/rapporter/a.html")).unwrap();
    assert!(page.contains("EKVIKS KOMMUN"));
    assert!(String::from_utf8(desk.read(&format!("dokument/{manifest}"))).unwrap().contains("150"));
    // From within the folder, and for a report that is named, it is the same file.
    let mut command = desk.command(&["render", "b.yaml", "--dry-run"]);
    let ended = command.current_dir(desk.path("rapporter/2015")).output().unwrap();
    let told = String::from_utf8(ended.stdout).unwrap();
    // The document that is there already.
    assert_eq!((ended.status.code(), &*told), (Some(0), ""));
    // A warning is an error.
    desk.write("rapporter/a.yaml", sound("a") + "next_steps: {redirect: true}\n");
    assert_eq!(desk.run(&["check", "rapporter"]).status, Some(1));
    assert_eq!(desk.run(&["check", "rapporter", "--no-config"]).status, Some(0));
}

#[test]
fn options_win_over_the_configuration() {
    let desk = desk();
    let arguments = ["render", "rapporter", "-o", "ut", "--to", "pdf", "--exclude", "2015/"];
    assert_eq!(desk.run(&arguments).status, Some(0));
    assert_eq!(desk.names("ut"), ["a.pdf", "nacka-report.manifest.json", "utkast/c.pdf"]);
    let letterhead = project("templates/nacka.yaml");
    let letterhead = letterhead.to_str().unwrap();
    desk.run(&["render", "rapporter/a.yaml", "-o", "x.html", "--letterhead", letterhead]);
    assert!(!String::from_utf8(desk.read("x.html")).unwrap().contains("EKVIKS KOMMUN"));
    let ended = desk.run(&["render", "rapporter/a.yaml", "--no-config"]);
    assert_eq!(ended.stderr, "rendered rapporter/a.pdf\n");
    // Standard input goes to standard output, with the folder's letterhead.
    let given = ["render", "-", "--to", "html"];
    let ended = desk.run_with_input(&given, &desk.read("rapporter/a.yaml"));
    assert!(ended.stdout().contains("EKVIKS KOMMUN"), "{}", ended.stderr);
    assert_eq!(desk.run(&["render", "rapporter", "--prune"]).status, Some(0));
    assert_eq!(desk.run(&["render", "rapporter", "--prune", "--no-config"]).status, Some(2));
    let named = ["render", "rapporter", "--config", "nacka-report.toml", "--no-config"];
    assert_eq!(desk.run(&named).status, Some(2));
}

#[test]
fn a_file_that_is_named_holds_whatever_else_is_there() {
    let desk = desk();
    desk.write("annan/egen.toml", "output = \"ut\"\n");
    let ended = desk.run(&["render", "rapporter/a.yaml", "--config", "annan/egen.toml"]);
    assert_eq!(ended.stderr, "rendered annan/ut/a.pdf\n");
    assert_eq!(desk.run(&["check", "rapporter", "--config", "nowhere.toml"]).status, Some(2));
}

#[test]
fn the_search_ends_at_a_repository() {
    let desk = desk();
    fs::create_dir(desk.path("rapporter/.git")).unwrap();
    assert_eq!(desk.run(&["render", "rapporter/a.yaml"]).stderr, "rendered rapporter/a.pdf\n");
    // In a work tree of Git, `.git` is a file; the root's own configuration holds.
    fs::remove_dir(desk.path("rapporter/.git")).unwrap();
    desk.write("rapporter/.git", "gitdir: elsewhere\n");
    desk.write("rapporter/nacka-report.toml", "to = [\"docx\"]\n");
    assert_eq!(desk.run(&["render", "rapporter/a.yaml"]).stderr, "rendered rapporter/a.docx\n");
}

#[cfg(unix)]
#[test]
fn the_search_ends_where_the_owner_changes() {
    use std::os::unix::fs::{MetadataExt, chown};
    let desk = desk();
    let of = |name: &str| fs::metadata(desk.path(name)).unwrap().uid();
    if chown(desk.path("nacka-report.toml"), Some(12345), None).is_err() {
        // Only root gives files away.
        return;
    }
    assert_ne!(of("nacka-report.toml"), of(""));
    assert_eq!(desk.run(&["render", "rapporter/a.yaml"]).stderr, "rendered rapporter/a.pdf\n");
    chown(desk.path(""), Some(12345), None).unwrap();
    assert_eq!(desk.run(&["render", "rapporter/a.yaml"]).stderr, "rendered rapporter/a.pdf\n");
}

#[test]
fn two_configurations_in_one_run_are_an_error() {
    let desk = desk();
    desk.write("andra/nacka-report.toml", "");
    desk.write("andra/d.yaml", sound("d"));
    let mut told = Vec::new();
    for arguments in [
        &["check", "rapporter", "andra"][..],
        &["check", "rapporter/a.yaml", "andra/d.yaml", "--lang", "sv"],
        // One that lies among the reports of a folder.
        &["check", "."],
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(2), "{arguments:?}");
        told.push(format!("$ {}\n{}", arguments.join(" "), ended.stderr));
    }
    fs::remove_file(desk.path("nacka-report.toml")).unwrap();
    let ended = desk.run(&["check", "rapporter", "andra"]);
    told.push(format!("one alone\n{}", ended.stderr));
    assert_snapshot!(told.concat());
    // Nothing is ambiguous when the file is named, or none is wanted.
    assert_eq!(desk.run(&["check", "rapporter", "andra", "--no-config"]).status, Some(0));
    let named = ["check", "rapporter", "andra", "--config", "andra/nacka-report.toml"];
    assert_eq!(desk.run(&named).status, Some(0));
}

#[test]
fn what_is_wrong_with_a_configuration_is_shown_where_it_stands() {
    let desk = desk();
    let mut told = Vec::new();
    for text in [
        "to = [\"pdf\", \"word\"]\nimage_dpi = 300\n[render]\noutputs = 1\n",
        "to = \"docs\"\npdf-standard = [\"a2a\", 3]\nimage-dpi = 0\ndeny-warnings = \"ja\"\n",
        "output = \"../ut\"\nletterhead = \"/etc/passwd\"\nfont-path = [\"typsnitt\", \"a/../..\"]\n",
        "output = \"\"\nletterhead = [\"a.yaml\"]\ninclude = 1\n",
        "output = dokument\n",
        "# räksmörgås\nto = [\"pdf\"]\nto = [\"docx\"]\n",
    ] {
        desk.write("nacka-report.toml", text);
        for language in ["en", "sv"] {
            let ended = desk.run(&["render", "rapporter", "--lang", language]);
            assert_eq!(ended.status, Some(2), "{text}");
            told.push(ended.stderr);
        }
    }
    assert_snapshot!(told.concat());
    desk.write("nacka-report.toml", "output = \"bortt\"\n");
    let data = ["check", "rapporter", "--message-format", "json"];
    desk.write("nacka-report.toml", "outpt = \"dokument\"\n");
    let line: serde_json::Value = serde_json::from_slice(&desk.run(&data).stdout).unwrap();
    assert_eq!((&line["file"], &line["line"]), (&"nacka-report.toml".into(), &1.into()));
    assert_eq!((&line["code"], &line["path"]), (&"unknown-key".into(), &"outpt".into()));
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_configuration_elsewhere() {
    let desk = desk();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), desk.path("ut")).unwrap();
    desk.write("nacka-report.toml", "output = \"ut/deep\"\n");
    let ended = desk.run(&["render", "rapporter"]);
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("config-path"), "{}", ended.stderr);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_configuration_that_is_a_link_out_of_its_folder_was_read_and_shown() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&["r/a.yaml"]);
    desk.write("secret", "root:$6$geheim:19000\n");
    for target in ["../secret".into(), desk.path("secret"), "../nowhere/../secret".into()] {
        let _ = fs::remove_file(desk.path("r/nacka-report.toml"));
        symlink(&target, desk.path("r/nacka-report.toml")).unwrap();
        for command in ["check", "render"] {
            let ended = desk.run(&[command, "r"]);
            assert_eq!(ended.status, Some(2));
            assert!(!ended.stderr.contains("geheim"), "{}", ended.stderr);
            assert!(ended.stderr.contains("nacka-report.toml"), "{}", ended.stderr);
        }
    }
    let told = desk.run(&["check", "r", "--lang", "sv"]).stderr;
    assert!(told.contains("nacka-report.toml"), "{told}");
    // A link that stays below is followed, and a file that is named is read.
    fs::remove_file(desk.path("r/nacka-report.toml")).unwrap();
    desk.write("r/egna/val.toml", "to = [\"html\"]\n");
    symlink("egna/val.toml", desk.path("r/nacka-report.toml")).unwrap();
    assert_eq!(desk.run(&["render", "r"]).stderr, "rendered r/a.html\n");
}

#[test]
fn the_configured_output_depended_on_how_the_path_was_written() {
    let desk = Desk::with(&["sub/deep/a.yaml", "sub/b.yaml"]);
    desk.write("nacka-report.toml", "output = \"ut\"\n");
    let manifest = "nacka-report.manifest.json";
    for (paths, rendered) in [
        (&["sub/deep/a.yaml"][..], "rendered ut/sub/deep/a.pdf\n"),
        (&["sub"], "rendered 1, unchanged 1, failed 0\n"),
        (&["."], "rendered 0, unchanged 2, failed 0\n"),
        (&["sub/deep", "sub", "sub/deep/a.yaml"], "rendered 0, unchanged 2, failed 0\n"),
    ] {
        let ended = desk.run(&[&["render"], paths].concat());
        assert_eq!(ended.stderr, rendered, "{paths:?}");
    }
    assert_eq!(desk.names("ut"), [manifest, "sub/b.pdf", "sub/deep/a.pdf"]);
    // From within, too.
    let mut command = desk.command(&["render", "deep"]);
    let ended = command.current_dir(desk.path("sub")).output().unwrap();
    assert!(String::from_utf8(ended.stderr).unwrap().starts_with("rendered 0, unchanged 1"));
    // What is gone is known whichever folder was looked through; what lies elsewhere stays.
    fs::remove_file(desk.path("sub/deep/a.yaml")).unwrap();
    desk.run(&["render", "sub", "--prune"]);
    assert_eq!(desk.names("ut"), [manifest, "sub/b.pdf"]);
    // An output that is given mirrors what is named, as before.
    desk.run(&["render", "sub", "-o", "annan"]);
    assert_eq!(desk.names("annan"), ["b.pdf", manifest]);
}

#[test]
fn errors_that_come_from_a_configuration_did_not_say_so() {
    let desk = Desk::with(&["a.yaml"]);
    let mut told = Vec::new();
    for text in [
        "# Brev\nletterhead = \"finns-inte.yaml\"\n",
        "font-path = [\"typsnitt\"]\n",
        "pdf-standard = [\"a-1b\", \"a-2a\"]\n",
        "to = [\"pdf\"]\nembed-source = true\n",
        "output = \"\"\n",
        "output = \"C:\\x\"\n",
        "output = \"C:\\temp\"\n",
        "exclude = [\"utkast/\", \"[\"]\n",
    ] {
        desk.write("nacka-report.toml", text);
        for language in ["en", "sv"] {
            let ended = desk.run(&["render", "a.yaml", "--lang", language]);
            assert_eq!(ended.status, Some(2), "{text}");
            told.push(ended.stderr);
        }
    }
    assert_snapshot!(told.join("\n"));
    // An option of one's own is not the file's.
    desk.write("nacka-report.toml", "letterhead = \"finns-inte.yaml\"\n");
    let told = desk.run(&["check", "a.yaml", "--letterhead", "inte-heller.yaml"]).stderr;
    assert_eq!(told, "error: inte-heller.yaml: no such file or directory\n");
}

#[test]
fn a_pattern_that_cannot_be_read_was_taken() {
    let desk = Desk::with(&["in/a.yaml"]);
    for pattern in ["[", "a[b", "{a,b", "[z-a]"] {
        for option in ["--exclude", "--include"] {
            let ended = desk.run(&["check", "in", option, pattern]);
            assert_eq!(ended.status, Some(2), "{pattern}");
            assert!(ended.stderr.contains("is no pattern"), "{}", ended.stderr);
        }
    }
    for pattern in ["[ab]*", "\\[", "**/a.yaml", "!a", "# a", ""] {
        assert_ne!(
            desk.run(&["check", "in", "--exclude", pattern]).stderr.find("no pattern"),
            Some(0)
        );
    }
}

#[test]
fn odd_files_are_no_configuration() {
    let desk = Desk::with(&["a.yaml"]);
    fs::create_dir(desk.path("nacka-report.toml")).unwrap();
    assert_eq!(desk.run(&["check", "a.yaml"]).status, Some(2));
    fs::remove_dir(desk.path("nacka-report.toml")).unwrap();
    desk.write("nacka-report.toml", vec![b'#'; 70_000]);
    assert_eq!(desk.run(&["check", "a.yaml"]).status, Some(2));
    desk.write("nacka-report.toml", b"to = [\"\xff\"]\n");
    assert!(desk.run(&["check", "a.yaml"]).stderr.contains("not-utf8"));
    // From Notepad: with a byte-order mark and its line ends.
    desk.write("nacka-report.toml", "\u{feff}to = [\"html\"]\r\noutput = \"ut\"\r\n");
    assert_eq!(desk.run(&["render", "a.yaml"]).stderr, "rendered ut/a.html\n");
}
