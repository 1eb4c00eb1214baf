//! Input files: opened once, without waiting, and read within a limit from what was opened.

use std::io::{self, Read};
use std::path::Path;

use cap_fs_ext::OpenOptionsSyncExt;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

/// Reads a file that a person has named, links followed. Gives one byte more than the limit where
/// there are more. Fails on what is not an ordinary file: a pipe or device may have no end.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    read_ordinary(File::open_ambient_with(path, options(), ambient_authority())?, limit)
}

/// An open folder, whose files are named by what others have written.
#[derive(Debug)]
pub struct Folder {
    dir: Dir,
}

impl Folder {
    /// Opens a folder. That of a file named without one is the current folder, but `Path::parent`
    /// says "".
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Ok(Self { dir: Dir::open_ambient_dir(path, ambient_authority())? })
    }

    /// Opens a folder in this one.
    pub fn folder(&self, name: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self { dir: self.dir.open_dir(name)? })
    }

    /// Reads a file as [`read`] does. Links are followed as long as they stay beneath the folder;
    /// what leads out is refused.
    pub fn read(&self, path: impl AsRef<Path>, limit: usize) -> io::Result<Vec<u8>> {
        read_ordinary(self.dir.open_with(path, options())?, limit)
    }

    /// Whether something of this name is in the folder.
    pub fn has(&self, name: impl AsRef<Path>) -> bool {
        self.dir.symlink_metadata(name).is_ok()
    }

    /// The names of what is in the folder, as far as they are Unicode.
    pub fn names(&self) -> io::Result<impl Iterator<Item = String>> {
        let entries = self.dir.entries()?;
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()))
    }
}

/// Whether a file was not opened because its path leads out of the folder.
pub(crate) fn is_escape(error: &io::Error) -> bool {
    // Where the system itself refuses, it gives a number.
    error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

/// Whether a file was opened that is no ordinary one.
pub(crate) fn is_not_ordinary(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported && error.raw_os_error().is_none()
}

fn options() -> &'static OpenOptions {
    static OPTIONS: std::sync::LazyLock<OpenOptions> = std::sync::LazyLock::new(|| {
        let mut options = OpenOptions::new();
        // Opening a pipe would wait for somebody to write.
        options.read(true).nonblock(true);
        options
    });
    &OPTIONS
}

fn read_ordinary(file: File, limit: usize) -> io::Result<Vec<u8>> {
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "not an ordinary file"));
    }
    let most = limit as u64 + 1;
    // A file may be longer than it says, but hardly ever is.
    let mut bytes = Vec::with_capacity(metadata.len().min(most) as usize + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
