//! A folder that is read and written beneath. What is named in it never leads out of it, and no
//! link is followed, whoever else may write there: each folder on the way is opened on its own.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, DirEntry, File, OpenOptions, Permissions};
use nacka_report::input;

/// How the name of a file that is still being written begins and ends; between them stands whose
/// it is.
const UNFINISHED: (&str, &str) = (".nacka-report-", ".tmp");

/// Most names that are tried for a new file; all of them are taken only if somebody means harm.
const MAX_NAMES: u32 = 1000;

/// An open folder.
#[derive(Debug)]
pub struct Folder {
    dir: Dir,
    mark: String,
}

impl Folder {
    /// Opens a folder that the user has named, as [`input::open_folder`] does.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { dir: input::open_folder(path)?, mark: String::new() })
    }

    /// Puts a mark into the names of the files that are begun here, so that they are told from
    /// those of other runs.
    pub fn marked(self, mark: String) -> Self {
        Self { mark, ..self }
    }

    /// Opens a folder that the user has named, making it if need be.
    pub fn create(path: &Path) -> io::Result<Self> {
        Dir::create_ambient_dir_all(path, ambient_authority()).map_err(|error| {
            match error.kind() {
                io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
                _ => error,
            }
        })?;
        Self::open(path)
    }

    /// Opens an ordinary file. Fails on links, folders, pipes and devices, without waiting.
    pub fn file(&self, name: impl AsRef<Path>) -> io::Result<File> {
        self.within(name.as_ref(), false, |dir, name| {
            input::open_beneath(dir, name, FollowSymlinks::No)
        })
    }

    /// Opens an ordinary file to be locked. Some systems, NFS among them, give an exclusive lock
    /// only on a file that is open for writing; where that is denied, others give it still.
    pub fn file_to_lock(&self, name: impl AsRef<Path>) -> io::Result<File> {
        let opened = self.within(name.as_ref(), false, |dir, name| {
            let mut options = OpenOptions::new();
            options.read(true).write(true).follow(FollowSymlinks::No).nonblock(true);
            let file = dir.open_with(name, &options)?;
            if file.metadata()?.is_file() { Ok(file) } else { Err(input::not_ordinary()) }
        });
        match opened {
            // What is no ordinary file is told as such.
            Err(error) if error.kind() != io::ErrorKind::NotFound => self.file(name),
            opened => opened,
        }
    }

    /// What is in a folder below this one, or in itself: the names, in the system's order, and
    /// whether each is a folder.
    pub fn entries(&self, path: &Path) -> io::Result<Vec<(OsString, bool)>> {
        let folder = if path.as_os_str().is_empty() {
            self.dir.entries()
        } else {
            self.within(path, false, |dir, name| dir.open_dir_nofollow(name)?.entries())
        };
        let named = |entry: DirEntry| Ok((entry.file_name(), entry.file_type()?.is_dir()));
        folder?.map(|entry| named(entry?)).collect()
    }

    /// Whether there is anything of this name. Fails if that cannot be known.
    pub fn has(&self, name: &str) -> io::Result<bool> {
        match self.dir.symlink_metadata(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            found => found.map(|_| true),
        }
    }

    /// Waits until what was renamed and removed in the folder is on the disk, where the system can
    /// say so of a folder.
    pub fn sync(&self) -> io::Result<()> {
        if cfg!(unix) { self.dir.open(".")?.sync_all() } else { Ok(()) }
    }

    /// Creates a file that is not there yet.
    pub fn create_new(&self, name: impl AsRef<Path>) -> io::Result<File> {
        self.within(name.as_ref(), true, create_new)
    }

    /// Writes a file under another name and moves it to its place, making folders if need be.
    /// Whatever happens, the place holds either what it held before or all that was written. A file
    /// that is replaced leaves its mode; anything but an ordinary file is not replaced.
    pub fn replace(
        &self,
        name: impl AsRef<Path>,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        self.within(name.as_ref(), true, |dir, name| {
            let mode = match dir.symlink_metadata(name) {
                Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
                Ok(metadata) if !metadata.is_file() => return Err(input::not_ordinary()),
                Ok(metadata) => Some(ordinary_mode(metadata.permissions())),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let (unfinished, mut file) = begin(dir, &self.mark)?;
            let written = mode
                .map_or(Ok(()), |mode| file.set_permissions(mode))
                .and_then(|()| write(&mut file))
                .and_then(|()| dir.rename(&unfinished, dir, name));
            if written.is_err() {
                // The reason that is told is why it could not be written.
                let _ = dir.remove_file(&unfinished);
            }
            written
        })
    }

    /// Moves a file of this folder to another name in it.
    pub fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.dir.rename(from, &self.dir, to)
    }

    /// Removes a file, or a link but never what it leads to. It may be gone already.
    pub fn remove_file(&self, name: impl AsRef<Path>) -> io::Result<()> {
        match self.within(name.as_ref(), false, |dir, name| dir.remove_file_or_symlink(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes a file as [`Folder::remove_file`] does, and the folders on the way that this leaves
    /// empty. Only for whoever is alone here: another might be about to write there.
    pub fn remove(&self, name: impl AsRef<Path>) -> io::Result<()> {
        let name = name.as_ref();
        self.remove_file(name)?;
        for folder in name.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty()) {
            if self.within(folder, false, |dir, name| dir.remove_dir(name)).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Gives the folder that a file is in, and its name there.
    fn within<T>(
        &self,
        name: &Path,
        make: bool,
        act: impl FnOnce(&Dir, &Path) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut parts = name.components().map(|part| match part {
            Component::Normal(part) => Ok(Path::new(part)),
            _ => Err(io::Error::from(io::ErrorKind::InvalidFilename)),
        });
        let mut part = parts.next().ok_or(io::ErrorKind::InvalidFilename)??;
        let mut folder = None;
        for next in parts {
            let above = folder.as_ref().unwrap_or(&self.dir);
            folder = Some(open_folder(above, part, make)?);
            part = next?;
        }
        act(folder.as_ref().unwrap_or(&self.dir), part)
    }
}

/// Opens a folder that is no link. Nearly always it is there, and asking for it to be made would
/// make other threads wait.
fn open_folder(above: &Dir, name: &Path, make: bool) -> io::Result<Dir> {
    let opened = above.open_dir_nofollow(name);
    match opened {
        Err(error) if make && error.kind() == io::ErrorKind::NotFound => {
            match above.create_dir(name) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            above.open_dir_nofollow(name)
        }
        // What the system says of a link differs from system to system.
        Err(_) if above.symlink_metadata(name).is_ok_and(|there| there.is_symlink()) => {
            Err(io::ErrorKind::NotADirectory.into())
        }
        opened => opened,
    }
}

fn create_new(dir: &Dir, name: &Path) -> io::Result<File> {
    dir.open_with(name, OpenOptions::new().read(true).write(true).create_new(true))
}

/// Creates a file under a name that says that it is unfinished.
fn begin(dir: &Dir, mark: &str) -> io::Result<(String, File)> {
    /// Tells the files of one process apart. The names are gone when the run ends.
    static COUNT: AtomicU64 = AtomicU64::new(0);
    for _ in 0..MAX_NAMES {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}{mark}{}-{count}{}", UNFINISHED.0, process::id(), UNFINISHED.1);
        match create_new(dir, Path::new(&name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return Ok((name, created?)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whether a file of this name was begun by a run with this mark, or by any if there is none. It was
/// left behind if that run's process was killed.
pub fn is_unfinished(name: &str, mark: &str) -> bool {
    name.strip_prefix(UNFINISHED.0).is_some_and(|rest| rest.starts_with(mark))
        && name.ends_with(UNFINISHED.1)
}

/// A mode without the bits that make a program run as somebody else.
#[cfg(unix)]
fn ordinary_mode(mut permissions: Permissions) -> Permissions {
    use cap_std::fs::PermissionsExt;
    permissions.set_mode(permissions.mode() & 0o777);
    permissions
}

#[cfg(not(unix))]
fn ordinary_mode(permissions: Permissions) -> Permissions {
    permissions
}

/// Whether a file is certainly not there any more.
pub fn is_gone(path: &Path) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    fs::symlink_metadata(path).is_err_and(|error| matches!(error.kind(), NotFound | NotADirectory))
}

/// Writes a file that the user has named on the command line. A link is followed, and an ordinary
/// file replaced as a whole; into a pipe or device it is written.
pub fn write_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = match path.metadata() {
        Ok(metadata) if metadata.is_file() => path.canonicalize()?,
        Ok(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let name = real.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let folder = Folder::create(match real.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    })?;
    folder.replace(name, |file| file.write_all(bytes))
}
