//! Files that a report or letterhead names: found below its folder, and read with care.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::checker::Checker;
use super::text::is_control;
use crate::diagnostic::{Problem, Reason};
use crate::limits::MAX_PATH;
use crate::load::Node;

impl Checker<'_> {
    /// Reads the path at `node`.
    pub fn file_path(&mut self, node: &Node<'_>) -> Option<String> {
        let scalar = self.text(node)?;
        let control = scalar.text.char_indices().find(|(_, character)| is_control(*character));
        if let Some((at, character)) = control {
            let places = scalar.places(self.text, &node.span);
            self.control(places.of(&(at..at + character.len_utf8())), character);
            return None;
        }
        Some(scalar.text.trim().to_owned())
    }

    /// Reads the file that the path at `node` leads to. Only an ordinary file that lies below the
    /// folder, symbolic links followed, is opened: nothing else on the machine gets into a
    /// document, and no pipe or device holds up the run.
    pub fn file(&mut self, node: &Node<'_>, path: &str, limit: usize) -> Option<Vec<u8>> {
        read(self.context.folder, path, limit)
            .map_err(|problem| self.report(node.span.clone(), problem))
            .ok()
    }
}

fn read(folder: &Path, written: &str, limit: usize) -> Result<Vec<u8>, Problem> {
    if written.chars().count() > MAX_PATH {
        return Err(Problem::PathTooLong { limit: MAX_PATH });
    }
    if is_windows_root(written) {
        return Err(Problem::PathOutsideFolder);
    }
    let unreadable = |error| unreadable(&error, written);
    let path = locate(folder, written)?;
    let metadata = fs::metadata(&path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Problem::PictureNotAFile);
    }
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() > limit {
        return Err(Problem::PictureTooLarge { limit });
    }
    Ok(bytes)
}

/// The real place of a path, which must lie below the folder.
fn locate(folder: &Path, written: &str) -> Result<PathBuf, Problem> {
    // As written, before anything outside is asked for: not even whether it is there.
    let mut depth = 0i32;
    for component in Path::new(written).components() {
        depth += match component {
            Component::Normal(_) => 1,
            Component::CurDir => 0,
            Component::ParentDir if depth > 0 => -1,
            _ => return Err(Problem::PathOutsideFolder),
        };
    }
    // The folder of a file named without one is the current folder, but `Path::parent` says "".
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let unreadable = |error| unreadable(&error, written);
    let folder = folder.canonicalize().map_err(unreadable)?;
    let path = folder.join(written).canonicalize().map_err(unreadable)?;
    if path.starts_with(&folder) { Ok(path) } else { Err(Problem::PathOutsideFolder) }
}

/// Whether a path begins at a drive or its root, as Windows writes them: outside of the folder on
/// every system.
fn is_windows_root(written: &str) -> bool {
    let drive = written.strip_prefix(|c: char| c.is_ascii_alphabetic());
    written.starts_with('\\') || drive.is_some_and(|rest| rest.starts_with(':'))
}

fn unreadable(error: &io::Error, written: &str) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Problem::PictureNotFound { backslash: written.contains('\\') }
        }
        _ => Problem::PictureUnreadable { reason: Reason::from(error) },
    }
}
