//! The page about the architecture: its paths are there, and its tree has every room.

use std::fs;

use crate::support::project;

const PAGE: &str = include_str!("../../docs/architecture.md");

/// The page's tree as paths from the project's folder.
fn tree() -> Vec<String> {
    let block = PAGE.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let mut above: Vec<&str> = Vec::new();
    let mut paths = Vec::new();
    for line in block.lines() {
        let name = line.trim_start();
        let depth = (line.len() - name.len()) / 2;
        let name = name.split(' ').next().unwrap();
        above.truncate(depth);
        paths.push(above.concat() + name);
        above.push(name);
    }
    paths
}

/// The folders and files in `src`, in the page's order: each uses only those below it.
pub fn rooms() -> Vec<String> {
    let rooms = tree().into_iter().filter_map(|path| Some(path.strip_prefix("src/")?.to_owned()));
    rooms.filter(|room| !room.trim_end_matches('/').contains(['/']) && !room.is_empty()).collect()
}

#[test]
fn every_path_on_the_page_is_there() {
    let in_text = PAGE.split('`').skip(1).step_by(2).filter(|name| {
        name.contains('/') && name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
    });
    let mut count = 0;
    for path in in_text.map(str::to_owned).chain(tree()) {
        assert!(project(&path).exists(), "{path}");
        count += 1;
    }
    assert!(count > 60, "{count}");
}

#[test]
fn the_tree_has_every_room() {
    let tree = tree();
    for folder in ["src/", "src/render/"] {
        for entry in fs::read_dir(project(folder)).unwrap() {
            let entry = entry.unwrap();
            let mut path = format!("{folder}{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                path += "/";
            }
            // What a room says of itself stands in its `mod.rs`; `error.rs` is what all renderers fail with.
            if !path.ends_with("mod.rs") && !path.ends_with("/error.rs") {
                assert!(tree.contains(&path), "{path} is missing");
            }
        }
    }
}
