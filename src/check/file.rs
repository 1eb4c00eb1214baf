//! Files that a report or letterhead names: found below its folder, and read with care.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::checker::Checker;
use crate::diagnostic::Problem;
use crate::load::Node;

/// Longest path, in characters: what Windows takes, and far more than anybody types.
const MAX_PATH: usize = 260;

impl Checker<'_> {
    /// Reads the path at `node` and the file it leads to. Only an ordinary file that lies below
    /// the folder, symbolic links followed, is opened: nothing else on the machine gets into a
    /// document, and no pipe or device holds up the run.
    pub fn file(&mut self, node: &Node<'_>, limit: usize) -> Option<(String, Vec<u8>)> {
        let written = self.text(node)?.text.trim();
        match read(self.context.folder, written, limit) {
            Ok(bytes) => Some((written.to_owned(), bytes)),
            Err(problem) => {
                self.report(node.span.clone(), problem);
                None
            }
        }
    }
}

fn read(folder: &Path, written: &str, limit: usize) -> Result<Vec<u8>, Problem> {
    if written.chars().count() > MAX_PATH {
        return Err(Problem::PathTooLong { limit: MAX_PATH });
    }
    let path = locate(folder, Path::new(written))?;
    let metadata = fs::metadata(&path).map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err(Problem::PictureNotAFile);
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() > limit {
        return Err(Problem::PictureTooLarge { limit });
    }
    Ok(bytes)
}

/// The real place of a path, which must lie below the folder.
fn locate(folder: &Path, written: &Path) -> Result<PathBuf, Problem> {
    // As written, before anything outside is asked for: not even whether it is there.
    let mut depth = 0i32;
    for component in written.components() {
        depth += match component {
            Component::Normal(_) => 1,
            Component::CurDir => 0,
            Component::ParentDir if depth > 0 => -1,
            _ => return Err(Problem::PathOutsideFolder),
        };
    }
    // The folder of a file named without one is the current folder, but `Path::parent` says "".
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = folder.canonicalize().map_err(|error| unreadable(&error))?;
    let path = folder.join(written).canonicalize().map_err(|error| unreadable(&error))?;
    if path.starts_with(&folder) { Ok(path) } else { Err(Problem::PathOutsideFolder) }
}

fn unreadable(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Problem::PictureNotFound,
        // The system's words alone: a code number after them helps nobody.
        kind => Problem::PictureUnreadable { reason: kind.to_string() },
    }
}
