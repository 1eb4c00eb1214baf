//! Where reports come from, as seen from the folder that their documents go to: the same on every
//! machine that has both at the same places from each other.

use std::path::{Component, Path, PathBuf};

/// The way from an output folder to the folder that reports were found from, with `/` between the
/// parts. Both are real paths, without links.
pub fn origin(output: &Path, root: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (output.components().collect(), root.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if common == 0 {
        // Another drive: there is no way but the whole one.
        return root.to_string_lossy().into_owned();
    }
    let up = from[common..].iter().map(|_| "..".into());
    let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy());
    let way = up.chain(down).collect::<Vec<_>>().join("/");
    if way.is_empty() { ".".to_owned() } else { way }
}

/// The path of a folder's neighbour, as short as can be: `arkiv` and `../2014/a.yaml` give
/// `2014/a.yaml`.
pub fn resolve(folder: &Path, way: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    for part in Path::new(way).components() {
        match (part, path.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                path.pop();
            }
            (part, _) => path.push(part),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_there_leads_back() {
        for (output, root, way) in [
            ("/a/arkiv", "/a/2014", "../2014"),
            ("/a/arkiv", "/a", ".."),
            ("/a", "/a/b/c", "b/c"),
            ("/a", "/a", "."),
            ("/", "/x", "x"),
        ] {
            assert_eq!(origin(Path::new(output), Path::new(root)), way);
            assert_eq!(resolve(Path::new(output), way), Path::new(root));
        }
        assert_eq!(resolve(Path::new("arkiv"), "../2014/a.yaml"), Path::new("2014/a.yaml"));
        assert_eq!(resolve(Path::new("../arkiv"), "../2014"), Path::new("../2014"));
        assert_eq!(resolve(Path::new(""), "../in"), Path::new("../in"));
    }
}
