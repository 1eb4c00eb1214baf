//! Input files: opened once, without waiting, and read within a limit from what was opened.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};

/// Reads a file that a person has named, links followed. Gives one byte more than the limit where
/// there are more. Fails on what is not an ordinary file: a pipe or device may have no end.
pub fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = File::open_ambient_with(path, &reading(), ambient_authority())?;
    read_within(ordinary(file)?, limit)
}

/// Opens a folder that a person has named, links followed. That of a file named without one is the
/// current folder, but `Path::parent` says "".
pub fn open_folder(path: &Path) -> io::Result<Dir> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    Dir::open_ambient_dir(path, ambient_authority())
}

/// Opens an ordinary file beneath a folder for reading. Fails on folders, pipes and devices,
/// without waiting, and on links unless they are followed; then they have to stay beneath the
/// folder.
pub fn open_beneath(dir: &Dir, path: &Path, follow: FollowSymlinks) -> io::Result<File> {
    match dir.open_with(path, reading().follow(follow)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(error) => {
            // What the system says of links and sockets differs from system to system.
            let there = match follow {
                FollowSymlinks::Yes => dir.metadata(path),
                FollowSymlinks::No => dir.symlink_metadata(path),
            };
            Err(if there.is_ok_and(|there| !there.is_file()) { not_ordinary() } else { error })
        }
        Ok(file) => ordinary(file),
    }
}

/// An open folder, whose files are named by what others have written.
#[derive(Debug)]
pub struct Folder {
    dir: Dir,
}

impl Folder {
    /// Opens a folder as [`open_folder`] does.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { dir: open_folder(path)? })
    }

    /// Opens a folder in this one.
    pub fn folder(&self, name: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self { dir: self.dir.open_dir(name)? })
    }

    /// Opens an ordinary file, without waiting. Links are followed as long as they stay beneath the
    /// folder; what leads out is refused.
    pub fn file(&self, path: impl AsRef<Path>) -> io::Result<File> {
        open_beneath(&self.dir, path.as_ref(), FollowSymlinks::Yes)
    }

    /// Reads such a file. Gives one byte more than the limit where there are more.
    pub fn read(&self, path: impl AsRef<Path>, limit: usize) -> io::Result<Vec<u8>> {
        read_within(self.file(path)?, limit)
    }

    /// Whether something of this name is in the folder.
    pub fn has(&self, name: impl AsRef<Path>) -> bool {
        self.dir.symlink_metadata(name).is_ok()
    }

    /// Whether somebody has removed the folder: nothing can be written into it any more. Where a folder
    /// that is open cannot be removed, nobody has.
    pub fn is_removed(&self) -> bool {
        #[cfg(unix)]
        {
            use cap_std::fs::MetadataExt;
            self.dir.dir_metadata().is_ok_and(|metadata| metadata.nlink() == 0)
        }
        #[cfg(not(unix))]
        false
    }

    /// Whether somebody has protected a file against being changed.
    pub fn is_protected(&self, path: impl AsRef<Path>) -> bool {
        self.dir.metadata(path).is_ok_and(|metadata| metadata.permissions().readonly())
    }

    /// The names of what is in the folder, as far as they are Unicode.
    pub fn names(&self) -> io::Result<impl Iterator<Item = String>> {
        let entries = self.dir.entries()?;
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()))
    }
}

/// Where a report or letterhead lies: the folder that is opened when something in it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    beneath: Option<&'a Folder>,
    path: &'a Path,
    held: Option<&'a BTreeMap<String, Vec<u8>>>,
}

impl<'a> Place<'a> {
    /// A folder below one that was looked through. Nothing leads out of that, whatever has become
    /// of the way since.
    pub fn beneath(folder: &'a Folder, path: &'a Path) -> Self {
        Self { beneath: Some(folder), path, held: None }
    }

    /// Files that are at hand, by their paths, in place of any folder's.
    pub fn holding(held: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self { beneath: None, path: Path::new(""), held: Some(held) }
    }

    /// The files that are at hand, if they are to be looked up and no folder's.
    pub fn held(self) -> Option<&'a BTreeMap<String, Vec<u8>>> {
        self.held
    }

    /// Opens the folder.
    pub fn open(self) -> io::Result<Folder> {
        match self.beneath {
            None => Folder::open(self.path),
            Some(above) if self.path.as_os_str().is_empty() => above.folder("."),
            Some(above) => above.folder(self.path),
        }
    }

    /// Reads the report or letterhead itself, as [`read`] does. Its name is one that a person has
    /// given or that was found.
    pub fn read(self, name: &str, limit: usize) -> io::Result<Vec<u8>> {
        let path = self.path.join(name);
        match self.beneath {
            None => read(&path, limit),
            Some(above) => above.read(path, limit),
        }
    }
}

/// A folder that a person has named.
impl<'a> From<&'a Path> for Place<'a> {
    fn from(path: &'a Path) -> Self {
        Self { beneath: None, path, held: None }
    }
}

/// Whether a file was not opened because its path leads out of the folder.
pub fn is_escape(error: &io::Error) -> bool {
    // Where the system itself refuses, it gives a number.
    error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none()
}

/// Whether a file was opened that is no ordinary one.
pub(crate) fn is_not_ordinary(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported && error.raw_os_error().is_none()
}

/// Why what is no ordinary file is not opened.
pub fn not_ordinary() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "not an ordinary file")
}

fn reading() -> OpenOptions {
    let mut options = OpenOptions::new();
    // Opening a pipe would wait for somebody to write.
    options.read(true).nonblock(true);
    options
}

fn ordinary(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_ordinary()) }
}

fn read_within(file: File, limit: usize) -> io::Result<Vec<u8>> {
    let most = limit as u64 + 1;
    // A file may be longer than it says, but hardly ever is.
    let mut bytes = Vec::with_capacity(file.metadata()?.len().min(most) as usize + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
