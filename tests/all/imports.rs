//! The data's one way, seen in the imports: no file leads back to itself through what it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::architecture;
use crate::support::project;

/// A module: its path from the crate's root.
type Module = Vec<String>;

/// A source file, as far as its imports go.
struct File {
    path: String,
    module: Module,
    /// Names that it takes from elsewhere, and hands on under its own.
    names: BTreeMap<String, Module>,
    /// Every path to something elsewhere.
    uses: Vec<Module>,
}

/// Every file of a crate, but for its unit tests.
fn files(root: &str, skip: &[&str]) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&project("src"), &mut paths);
    let relative = |path: &Path| {
        path.strip_prefix(project("src")).unwrap().to_str().unwrap().replace('\\', "/")
    };
    let mut files = Vec::new();
    for path in &paths {
        let name = relative(path);
        let top = name.split('/').next().unwrap();
        let is_root = name == root;
        if name.ends_with("_tests.rs")
            || skip.contains(&top)
            || (!is_root && ["lib.rs", "main.rs"].contains(&&*name))
        {
            continue;
        }
        let module = if is_root {
            Module::new()
        } else {
            let name = name.trim_end_matches(".rs").trim_end_matches("/mod");
            name.split('/').map(str::to_owned).collect()
        };
        files.push(read(&name, module, &fs::read_to_string(path).unwrap()));
    }
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
}

fn read(path: &str, module: Module, text: &str) -> File {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let code: String = text.lines().map(|line| strip(line) + "\n").collect();
    let mut file = File { path: path.to_owned(), module, names: BTreeMap::new(), uses: Vec::new() };
    let mut rest = String::new();
    let mut remaining = &code[..];
    while let Some(at) = find_use(remaining) {
        rest.push_str(&remaining[..at]);
        let end = remaining[at..].find(';').unwrap();
        let tree = remaining[at..at + end].split_once("use ").unwrap().1;
        expand(&Module::new(), tree, &mut file);
        remaining = &remaining[at + end + 1..];
    }
    rest.push_str(remaining);
    // Its own modules are named by their paths, `child::item`.
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for path in rest.split(|c: char| !is_word(c)).filter(|path| path.contains("::")) {
        file.uses.push(path.split("::").map(str::to_owned).collect());
    }
    file
}

/// A line without its comment and without what stands in quotation marks.
fn strip(line: &str) -> String {
    let code = line.split("//").next().unwrap();
    code.split('"').step_by(2).collect()
}

/// Where the next `use` at a line's beginning stands, with `pub` before it or not.
fn find_use(code: &str) -> Option<usize> {
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let item = line.trim_start();
        let item = item.strip_prefix("pub").map_or(item, |rest| {
            rest.trim_start_matches("(crate)").trim_start_matches("(super)").trim_start()
        });
        if item.starts_with("use ") {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// Takes apart `a::{b, c::{self, d as e}}`.
fn expand(prefix: &Module, tree: &str, file: &mut File) {
    let tree = tree.trim();
    let (head, inner) = match tree.split_once('{') {
        Some((head, inner)) => (head, inner.trim().strip_suffix('}')),
        None => (tree, None),
    };
    let mut path = prefix.clone();
    let (head, alias) = head.trim().split_once(" as ").unwrap_or((head.trim(), ""));
    path.extend(head.split("::").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned));
    if let Some(inner) = inner {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&path, &inner[start..at], file);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return expand(&path, &inner[start..], file);
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let Some(last) = path.last() else { return };
    let name = if alias.is_empty() { last.clone() } else { alias.trim().to_owned() };
    file.names.insert(name, path.clone());
    file.uses.push(path);
}

/// Which file a path leads to from a file, through what others hand on; none if out of the crate.
fn target<'f>(files: &'f [File], from: &File, path: &[String]) -> Option<&'f File> {
    let by_module = |module: &[String]| files.iter().find(|file| file.module == module);
    let mut at = by_module(&from.module)?;
    let mut steps = path.iter().peekable();
    match path.first()?.as_str() {
        "crate" => {
            steps.next();
            at = by_module(&[])?;
        }
        "self" => {
            steps.next();
        }
        "super" => {
            while steps.next_if(|step| *step == "super").is_some() {
                at = by_module(&at.module[..at.module.len().checked_sub(1)?])?;
            }
        }
        first => {
            let mut child = from.module.clone();
            child.push(first.to_owned());
            // A name that was imported, or one from another crate.
            by_module(&child)?;
        }
    }
    for step in steps {
        let mut child = at.module.clone();
        child.push(step.clone());
        if let Some(file) = by_module(&child) {
            at = file;
        } else if let Some(handed_on) = at.names.get(step) {
            return target(files, at, handed_on);
        } else {
            break;
        }
    }
    Some(at)
}

/// Everything that a file leads to, through any number of others.
fn reach<'f>(edges: &BTreeMap<&'f str, BTreeSet<&'f str>>, start: &'f str) -> BTreeSet<&'f str> {
    let (mut seen, mut todo) = (BTreeSet::new(), vec![start]);
    while let Some(at) = todo.pop() {
        todo.extend(edges[at].iter().copied().filter(|next| seen.insert(*next)));
    }
    seen
}

/// The other files that each file uses.
fn edges(files: &[File]) -> BTreeMap<&str, BTreeSet<&str>> {
    files
        .iter()
        .map(|file| {
            let targets = file.uses.iter().filter_map(|path| target(files, file, path));
            let targets = targets.map(|target| &*target.path).filter(|path| *path != file.path);
            (&*file.path, targets.collect())
        })
        .collect()
}

/// The circles: groups of files each of which leads to every other.
fn circles(files: &[File]) -> Vec<Vec<&str>> {
    let edges = edges(files);
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|path| (*path, reach(&edges, path))).collect();
    let mut circles: Vec<Vec<&str>> = Vec::new();
    for (path, seen) in &reached {
        if seen.contains(path) && !circles.iter().any(|circle| circle.contains(path)) {
            circles
                .push(seen.iter().copied().filter(|other| reached[other].contains(path)).collect());
        }
    }
    circles
}

/// The files of the library, and those of the program alone.
fn both() -> (Vec<File>, Vec<File>) {
    let library = files("lib.rs", &["cli", "edit", "package", "output"]);
    let program = files("main.rs", &[]);
    let rooms = ["main.rs", "cli", "edit", "package", "output"];
    let program: Vec<File> = program
        .into_iter()
        .filter(|file| rooms.contains(&file.path.split('/').next().unwrap()))
        .collect();
    assert!(library.len() > 30 && program.len() > 20, "{} {}", library.len(), program.len());
    (library, program)
}

#[test]
fn no_file_leads_back_to_itself() {
    let (library, program) = both();
    let found = [circles(&library), circles(&program)].concat();
    assert!(found.is_empty(), "{found:#?}");
}

/// The rooms stand on the page about the architecture in the order of the data's way back.
#[test]
fn imports_go_down_the_tree_of_the_page() {
    let rooms = architecture::rooms();
    let floor = |path: &str| {
        let room = path.split_inclusive('/').next().unwrap();
        rooms.iter().position(|known| known == room).unwrap_or_else(|| panic!("{room}"))
    };
    let (library, program) = both();
    for (file, used) in edges(&library).into_iter().chain(edges(&program)) {
        for other in used.into_iter().filter(|_| file != "lib.rs") {
            assert!(floor(file) <= floor(other), "{file} uses {other}");
        }
    }
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let crate_of = |texts: [(&str, &str); 4]| {
        texts.map(|(path, text)| {
            let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
            let module = match module {
                "lib" => Module::new(),
                _ => module.split('/').map(str::to_owned).collect(),
            };
            read(path, module, text)
        })
    };
    let lib = ("lib.rs", "mod a;\npub mod b;\n");
    let facade = ("a/mod.rs", "mod c;\npub(crate) use c::C;\nfn call() { c::make(); }\n");
    let harmless = [
        "use std::fmt;\nuse serde::b;\n// use crate::b::B;\n",
        "const B: &str = \"crate::b::B\";\n",
        "pub struct C;\n#[cfg(test)]\nmod tests { use crate::b::B; }\n",
    ];
    let b = ("b.rs", "use crate::{\n    a::{C, D},\n};\n");
    for text in harmless {
        assert!(circles(&crate_of([lib, facade, ("a/c.rs", text), b])).is_empty(), "{text}");
    }
    for text in ["use crate::b::{self, B as Other};\n", "fn f() { crate::b::make(); }\n"] {
        let files = crate_of([lib, facade, ("a/c.rs", text), b]);
        assert_eq!(circles(&files), [["a/c.rs", "a/mod.rs", "b.rs"]], "{text}");
    }
    let files = crate_of([lib, facade, ("a/c.rs", "use super::call;\n"), ("b.rs", "")]);
    assert_eq!(circles(&files), [["a/c.rs", "a/mod.rs"]]);
}
