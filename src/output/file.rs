//! Files that are there whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// How the name of a file that is still being written begins and ends.
const UNFINISHED: (&str, &str) = (".nacka-report-", ".tmp");

/// Writes a file beside its place and moves it there, making the folder if need be. Whatever
/// happens, the place holds either what it held before or all of `bytes`.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = begin(path)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

/// Begins a file that is to be moved to `path` when it is finished, and is gone if it is not.
pub fn begin(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    // A temporary file is private by default; a document is as readable as the umask lets it be.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Nearly always the folder is there, and asking for it again would make other threads wait.
    builder.tempfile_in(folder).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            builder.tempfile_in(folder)
        }
        _ => Err(error),
    })
}

/// Whether a file of this name was begun and left behind when its process was killed.
pub fn is_unfinished(name: &str) -> bool {
    name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1)
}

/// Removes a file, and the folders up to `top` that it leaves empty. It may be gone already.
pub fn remove(path: &Path, top: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != top) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
