//! Patterns of files: those to take or to leave out, as in a .gitignore file, and those that a shell
//! has left for the program to expand.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::Error;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// What matches any of these patterns.
pub fn all<T: AsRef<str>>(patterns: &[T]) -> Result<Gitignore, Error> {
    let mut builder = GitignoreBuilder::new("");
    // Git takes `[` alone for a pattern that nothing matches; who writes it has meant something.
    builder.allow_unclosed_class(false);
    for pattern in patterns {
        builder.add_line(None, pattern.as_ref())?;
    }
    builder.build()
}

/// Whether a text can be read as a pattern.
pub fn is_readable(pattern: &str) -> bool {
    all(&[pattern]).is_ok()
}

/// Puts the files that match in the place of paths that end in a pattern with `*` or `?`, in order:
/// the shells of Windows hand those over as they are. What is there, or matches nothing, stays.
pub fn expand(paths: &mut Vec<PathBuf>) {
    let expanded = paths.iter().flat_map(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_pattern = name.contains(['*', '?']) && path.symlink_metadata().is_err();
        let found = if is_pattern { matching(path, name) } else { Vec::new() };
        if found.is_empty() { vec![path.clone()] } else { found }
    });
    *paths = expanded.collect();
}

fn matching(path: &Path, pattern: &str) -> Vec<PathBuf> {
    let parent = path.parent().unwrap_or(Path::new(""));
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    // As in a shell, hidden files are meant only if the pattern says so.
    let is_meant = |name: &String| {
        (!name.starts_with('.') || pattern.starts_with('.'))
            && matches(&name.chars().collect::<Vec<_>>(), &pattern.chars().collect::<Vec<_>>())
    };
    let mut found: Vec<PathBuf> = names.filter(is_meant).map(|name| parent.join(name)).collect();
    found.sort();
    found
}

/// Whether a name matches a pattern: `*` for any characters, `?` for one.
fn matches(name: &[char], pattern: &[char]) -> bool {
    // Where the last `*` stands, and what of the name it takes.
    let (mut at, mut along, mut star) = (0, 0, None);
    while at < name.len() {
        match pattern.get(along) {
            Some('*') => {
                star = Some((along, at));
                along += 1;
            }
            Some(one) if *one == '?' || *one == name[at] => {
                at += 1;
                along += 1;
            }
            _ => {
                let Some((place, taken)) = star else { return false };
                star = Some((place, taken + 1));
                at = taken + 1;
                along = place + 1;
            }
        }
    }
    pattern[along..].iter().all(|rest| *rest == '*')
}
