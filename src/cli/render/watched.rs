//! The folders that a watch depends on: which they are, and whether they are still the same.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::SystemTime;

use nacka_report::model::Mark;
use notify::event::{CreateKind, ModifyKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::prepare::Prepared;
use crate::cli::setup::Selected;
use crate::cli::wording::CommandError;

/// Most folders beside a report that is named which are watched for its pictures.
const MAX_FOLDERS: usize = 64;

/// Most links on the way to one file, as Linux has it (`path_resolution(7)`).
const MAX_LINKS: usize = 40;

/// The folders that are watched. Nothing is forgotten: what is gone may come back.
pub struct Watched {
    sender: Sender<notify::Result<Event>>,
    watcher: RecommendedWatcher,
    folders: BTreeMap<PathBuf, Folder>,
    /// Whether a folder was found to be another, or one came to those that are watched, and nobody has
    /// looked at what is in it since.
    is_other: bool,
    /// Whether there is a folder that was not there before.
    is_new: bool,
    /// Whether the system lets no more be watched.
    is_short: bool,
}

/// A folder as it was when the watch was set.
struct Folder {
    /// Without links; the path itself if there was nothing.
    real: PathBuf,
    /// Whether all below it is watched.
    is_deep: bool,
    /// `None` if there was nothing.
    identity: Option<Identity>,
}

/// What tells a folder from another that has come in its place. Systems give numbers again, hence
/// the time when it was made, where they tell that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64, Option<SystemTime>);

impl Watched {
    /// Nothing yet. What happens is sent.
    pub fn new(sender: Sender<notify::Result<Event>>) -> Result<Self, CommandError> {
        let watcher = notify::recommended_watcher(sender.clone())
            .map_err(|_| CommandError::Unwatched { is_all: true })?;
        let folders = BTreeMap::new();
        Ok(Self { sender, watcher, folders, is_other: false, is_new: false, is_short: false })
    }

    /// Watches what the run depends on by now. A watch holds on to the folder that was there when it
    /// was set: if one is another by now, all are set anew. What cannot be watched is not.
    pub fn update(&mut self, prepared: &Prepared) {
        let is_first = self.folders.is_empty();
        for (path, is_deep) in places(prepared) {
            match self.folders.entry(path) {
                Entry::Occupied(known) if known.get().is_deep || !is_deep => {}
                Entry::Occupied(mut known) => {
                    known.get_mut().is_deep = true;
                    known.get_mut().identity = None;
                }
                Entry::Vacant(place) => {
                    let real = place.key().clone();
                    place.insert(Folder { real, is_deep, identity: None });
                }
            }
        }
        if !self.is_stale() {
            return;
        }
        self.is_other |= !is_first;
        for (path, folder) in &mut self.folders {
            folder.identity = identity(path);
            folder.real = path.canonicalize().unwrap_or_else(|_| path.clone());
        }
        let Ok(mut watcher) = notify::recommended_watcher(self.sender.clone()) else {
            self.is_short = true;
            return;
        };
        let there = || self.folders.values().filter(|folder| folder.identity.is_some());
        let deep: Vec<&Path> =
            there().filter(|folder| folder.is_deep).map(|folder| &*folder.real).collect();
        for folder in there() {
            // Of two watches of one folder the later would hold, which may see less.
            let mut above = deep.iter().filter(|above| folder.real.starts_with(above));
            let set = if folder.is_deep && above.all(|above| *above == folder.real) {
                watcher.watch(&folder.real, RecursiveMode::Recursive)
            } else if !folder.is_deep && above.next().is_none() {
                watcher.watch(&folder.real, RecursiveMode::NonRecursive)
            } else {
                Ok(())
            };
            self.is_short |= set.is_err_and(|error| is_about_the_limit(&error));
        }
        self.watcher = watcher;
    }

    /// Whether some folder is gone, back, or another than the one that is watched.
    pub fn is_stale(&self) -> bool {
        self.folders.iter().any(|(path, folder)| folder.identity != identity(path))
    }

    /// Whether watches were set anew since this was asked last: what happened until then went to
    /// nobody.
    pub fn was_stale(&mut self) -> bool {
        std::mem::take(&mut self.is_other)
    }

    /// Whether some folder is gone that was there.
    pub fn has_lost(&self) -> bool {
        let mut there = self.folders.iter().filter(|(_, folder)| folder.identity.is_some());
        there.any(|(path, _)| identity(path).is_none())
    }

    /// Whether a folder has come since this was asked last. It is watched a moment after that is told:
    /// what was put in it meanwhile went to nobody.
    pub fn had_new_folder(&mut self) -> bool {
        std::mem::take(&mut self.is_new)
    }

    /// Whether the system lets no more be watched.
    pub fn is_short(&self) -> bool {
        self.is_short
    }

    /// Takes note that folders were made, removed or moved. What is in the places of those by now is
    /// another, even if it looks the same.
    pub fn note(&mut self, event: &notify::Result<Event>) {
        self.is_new |= event.as_ref().is_ok_and(is_about_a_folder);
        self.is_short |= event.as_ref().is_err_and(is_about_the_limit);
        let Ok(Event {
            kind: EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)),
            paths,
            ..
        }) = event
        else {
            return;
        };
        for folder in self.folders.values_mut() {
            if paths.iter().any(|path| folder.real.starts_with(path)) {
                folder.identity = None;
            }
        }
    }
}

/// Whether as many folders are watched as the system allows (`inotify(7)`, `max_user_watches`).
fn is_about_the_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

/// Whether an event tells of a folder that has come.
fn is_about_a_folder(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(CreateKind::Folder) => true,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            event.paths.iter().any(|path| path.is_dir())
        }
        _ => false,
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let there = fs::metadata(path).ok().filter(fs::Metadata::is_dir)?;
    Some(Identity(there.dev(), there.ino(), there.created().ok()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    let there = fs::metadata(path).ok().filter(fs::Metadata::is_dir)?;
    Some(Identity(0, 0, there.created().ok()))
}

/// The folders that a run depends on, each with whether all below it does.
fn places(prepared: &Prepared) -> Vec<(PathBuf, bool)> {
    let Selected::Files(files) = &prepared.selected else { return Vec::new() };
    let mut places: Vec<(PathBuf, bool)> = Vec::new();
    places.extend(files.roots().iter().map(|root| (whole(&root.path), root.is_whole())));
    for file in files.iter().filter(|file| file.is_link) {
        places.extend(ways(&file.path()).map(|path| (path, false)));
    }
    for file in files.iter().filter(|file| !file.is_scanned).take(MAX_FOLDERS) {
        // Pictures lie in the report's folder or below; a home folder is too much to watch whole.
        let beside = whole(folder(&file.path()));
        let below = beside.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let is_plain = |path: &PathBuf| {
            let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
            path.is_dir() && !name.starts_with('.')
        };
        places.extend(below.filter(is_plain).take(MAX_FOLDERS).map(|path| (path, false)));
    }
    if let Some(memory) = &prepared.pipeline.memory
        && let Ok(memory) = memory.lock()
    {
        for (report, entry) in memory.iter() {
            for picture in entry.documents.iter().flat_map(|document| &document.inputs.pictures) {
                let picture = folder(report).join(&picture.file);
                places.extend(ways(&picture).map(|path| (path, false)));
            }
        }
    }
    places.extend(setup_places(prepared));
    places
}

/// Those of them that hold for all reports: the letterhead's, the configuration's, the fonts'.
pub fn setup_places(prepared: &Prepared) -> Vec<(PathBuf, bool)> {
    let checking = &prepared.args.checking;
    let logo = match (&prepared.pipeline.setup.letterhead.mark, &checking.letterhead) {
        (Mark::Logo { original: (name, _), .. }, Some(file)) => Some(folder(file).join(name)),
        _ => None,
    };
    let files = [&checking.letterhead, &logo, &prepared.config_file];
    let mut places: Vec<(PathBuf, bool)> =
        files.into_iter().flatten().flat_map(|file| ways(file)).map(|path| (path, false)).collect();
    places.extend(checking.font_path.iter().map(|path| (whole(path), true)));
    places
}

/// The folder of a file and, if it is a link, those that the link leads through.
fn ways(file: &Path) -> impl Iterator<Item = PathBuf> {
    let next = |file: &PathBuf| Some(folder(file).join(fs::read_link(file).ok()?));
    let files = std::iter::successors(Some(file.to_path_buf()), next).take(MAX_LINKS);
    files.map(|file| whole(folder(&file)))
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A path that stays true.
fn whole(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
