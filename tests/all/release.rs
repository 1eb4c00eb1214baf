//! What is published: one address, one version, and actions of others pinned alike everywhere.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::support::project;

const MANIFEST: &str = include_str!("../../Cargo.toml");

/// The value of a line `key = "value"` of Cargo.toml.
fn value(key: &str) -> &'static str {
    let start = format!("{key} = \"");
    let line = MANIFEST.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
    line.strip_suffix('"').unwrap()
}

/// The project's texts, hidden files included, with their paths.
fn texts() -> Vec<(PathBuf, String)> {
    let ours = [
        ".github",
        ".pre-commit-hooks.yaml",
        "action.yml",
        "benches",
        "deploy",
        "docs",
        "packaging",
        "src",
        "samples",
        "templates",
        "tests",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.toml",
        "README.md",
        "README.sv.md",
        "SECURITY.md",
    ];
    let walk = |path: &&str| ignore::WalkBuilder::new(project(path)).hidden(false).build();
    let paths = ours.iter().flat_map(walk).map(|entry| entry.unwrap().into_path());
    paths.filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?))).collect()
}

#[test]
fn the_address_of_the_project_stands_in_one_place() {
    let host = value("repository").split('/').nth(2).unwrap();
    let naming = texts().into_iter().filter(|(_, text)| text.contains(host));
    assert_eq!(naming.map(|(path, _)| path).collect::<Vec<_>>(), [project("Cargo.toml")]);
}

#[test]
fn binstall_looks_for_what_the_archive_is_called() {
    let script = std::fs::read_to_string(project("packaging/archive")).unwrap();
    assert!(script.contains("name=nacka-report-$version-$1\n") && script.contains("/$name.tar.gz"));
    assert!(value("pkg-url").ends_with("/v{ version }/{ name }-{ version }-{ target }.tar.gz"));
    assert!(value("bin-dir").starts_with("{ name }-{ version }-{ target }/"));
}

#[test]
fn packages_in_the_documentation_are_of_this_version() {
    let version = value("version");
    for path in ["README.md", "README.sv.md", "docs/ci.md"] {
        let text = std::fs::read_to_string(project(path)).unwrap();
        for rest in text.split("nacka-report_").skip(1) {
            assert!(rest.starts_with(&format!("{version}-1_amd64.deb")), "{path}");
        }
    }
}

/// By a whole hash, with the release that it is behind it; one hash for each action.
#[test]
fn actions_of_others_are_pinned_alike() {
    let mut pins: BTreeMap<String, String> = BTreeMap::new();
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|e| e == "yml" || e == "md");
    for (path, text) in texts().into_iter().filter(|(path, _)| is_yaml(path)) {
        let lines = text
            .lines()
            .filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "));
        for used in lines.filter(|used| !used.starts_with("./") && !used.starts_with("OWNER/")) {
            let (action, pin) = used.split_once('@').unwrap();
            let (hash, release) = pin.split_once(" # v").unwrap_or_else(|| panic!("{used}"));
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash, "{}: {used}", path.display());
            assert_eq!(release.split('.').count(), 3, "{used}");
            // Parts of one repository are of one release.
            let repository = action.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
            assert_eq!(pins.entry(repository).or_insert_with(|| pin.to_owned()), pin, "{used}");
        }
    }
    assert!(pins.len() >= 5, "{pins:?}");
    let page = std::fs::read_to_string(project("docs/ci.md")).unwrap();
    for (repository, pin) in pins {
        let name = repository.split_once('/').unwrap().1;
        let release = pin.split_once(" # v").unwrap().1;
        assert!(page.contains(&format!("`{name}` {release}")), "{name} {release}");
    }
}

/// Those of Linux alone are named: each makes a package of Linux or runs in a job on Linux.
#[test]
fn scripts_that_run_on_macos_need_nothing_of_gnu() {
    let linux = ["deb", "rpm", "container", "sign"].map(|name| project("packaging").join(name));
    let ours = |path: &PathBuf| {
        let is_ours =
            ["packaging", ".github", "action.yml"].iter().any(|at| path.starts_with(project(at)));
        is_ours && !linux.contains(path)
    };
    let mut looked_at = 0;
    for (path, text) in texts().into_iter().filter(|(path, _)| ours(path)) {
        let is_run = |line: &&str| !line.trim_start().starts_with('#');
        for line in text.lines().filter(is_run) {
            looked_at += 1;
            // What the tools of BSD, which are those of macOS, have not or read as something else.
            for form in [
                "0,/",
                "\\+",
                "\\?",
                "\\|",
                "sed -i",
                "sed --",
                "sed -z",
                "readlink -f",
                "grep -P",
                "grep -oP",
                "date -d",
                "date --",
                "stat -c",
                "stat --",
                "sha256sum",
                "sort -V",
                "cp --",
                "ln --",
                "xargs -d",
                "xargs -r",
                "head -n -",
                "tac ",
                "install -D",
                "realpath -",
                "mktemp -p",
                "mapfile",
                "declare -A",
                ",,}",
                "^^}",
            ] {
                assert!(!line.contains(form), "{}: {form}: {line}", path.display());
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

/// By the one script that every shell and awk can run.
#[test]
fn the_version_is_read_in_one_way() {
    let printed = std::process::Command::new(project("packaging/version")).output().unwrap().stdout;
    assert_eq!(String::from_utf8(printed).unwrap().trim_end(), value("version"));
    let reading = texts()
        .into_iter()
        .filter(|(path, text)| path.starts_with(project("packaging")) && text.contains("^version"));
    assert_eq!(reading.map(|(path, _)| path).collect::<Vec<_>>(), [project("packaging/version")]);
}

/// Debian's synopsis is its first 80 characters.
#[test]
fn the_description_is_one_whole_line() {
    let description = value("description");
    assert!(description.chars().count() <= 80 && !description.ends_with('.'), "{description}");
}

/// By what `samples/README.md` says: serial numbers above 90000, which no year reaches.
#[test]
fn registration_numbers_are_invented() {
    let mut seen = 0;
    for (path, text) in texts() {
        for (at, _) in text.match_indices("KFKS 20") {
            let number = text[at..].split('/').nth(1).unwrap_or_default();
            let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
            let is_number = text[at..].find('/') == Some("KFKS 2014".len()) && !digits.is_empty();
            assert!(
                !is_number || digits.parse::<u32>().unwrap() > 90_000,
                "{}: {digits}",
                path.display()
            );
            seen += usize::from(is_number);
        }
    }
    assert!(seen > 20, "{seen}");
}
