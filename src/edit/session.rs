//! A report that is open: what is on the disk, what was entered, and what is written when it is
//! saved.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Component, Path};

use nacka_report::diagnostic::Reason;
use nacka_report::entry::{Clash, Filled, Left, NotWritable, Settled, Sides};
use nacka_report::input::{Folder, Place};
use nacka_report::load::{MAX_FILE_SIZE, Source};
use nacka_report::write::{stored, with_line_ends};
use serde_json::Value as Json;

use super::bench::Bench;
use super::store::{Kept, Store, revision};
use crate::output::{self, Digest, is_report_ending};

/// What a report begins with that is not there yet.
pub const STARTER: &str = include_str!("../../templates/starter.yaml");

/// A report that is open.
#[derive(Debug)]
pub struct Session {
    kept: Kept,
    /// What the form shows of the ground; none if it cannot.
    filled: Option<Filled>,
    /// The file, if it is no text that can be shown as a whole.
    unreadable: Option<Source>,
    /// Why what was entered is nowhere but here until it is saved, if it is not kept elsewhere.
    unkept: Option<Reason>,
}

/// Why something was not taken in or written.
#[derive(Debug)]
pub enum Refused {
    /// Another tab has entered something since.
    Outdated,
    /// Somebody has changed the file since: what it says now, and its digest.
    Changed { disk: String, digest: String },
    /// What is entered cannot be written into the file.
    Text(NotWritable),
    /// Something that was entered, which the session tells, cannot be.
    Left,
    /// The file is no text.
    Unreadable,
    /// The text is longer than a report may be.
    TooLarge,
    /// Somebody has protected the file against being changed.
    Protected,
    /// The system refused.
    System(io::Error),
}

/// A report's name below the folder, if it is one that may be opened.
pub fn name(name: &str) -> Option<&str> {
    let path = Path::new(name);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_clean = !name.contains(['\\', ':']) && !name.chars().any(char::is_control);
    (is_plain && is_clean && !name.is_empty() && ending.is_some_and(is_report_ending))
        .then_some(name)
}

/// What is on the disk.
struct OnDisk {
    bytes: Vec<u8>,
    source: Source,
    /// That of the bytes.
    digest: String,
}

/// What is on the disk; nothing if there is no such file.
fn on_disk(root: &Folder, file: &str) -> io::Result<Option<OnDisk>> {
    match root.read(file, MAX_FILE_SIZE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => {
            let bytes = read?;
            let digest = Digest::of(&bytes).to_string();
            Ok(Some(OnDisk { source: Source::new(file, bytes.clone()), bytes, digest }))
        }
    }
}

impl Session {
    /// Opens a report: as it was left, or as it is on the disk. A file that is not there begins as
    /// the starter.
    pub fn open(file: &str, root: &Folder, store: &Store, bench: &Bench) -> io::Result<Self> {
        if let Some(kept) = store.draft(file) {
            let filled = Filled::read(&kept.ground, &bench.outline, &bench.fonts);
            return Ok(Self { kept, filled, unreadable: None, unkept: None });
        }
        Self::fresh(file, root, bench)
    }

    fn fresh(file: &str, root: &Folder, bench: &Bench) -> io::Result<Self> {
        let (text, disk, unreadable) = match on_disk(root, file)? {
            None => (STARTER.to_owned(), None, None),
            Some(OnDisk { source, digest, .. }) if source.is_whole() => {
                (source.text().to_owned(), Some(digest), None)
            }
            Some(OnDisk { source, digest, .. }) => (String::new(), Some(digest), Some(source)),
        };
        let is_shown = unreadable.is_none();
        let filled = is_shown.then(|| Filled::read(&text, &bench.outline, &bench.fonts)).flatten();
        let (file, ground, revision) = (file.to_owned(), text.clone(), revision()?);
        let kept = Kept { file, disk, ground, text, left: Vec::new(), tab: None, revision };
        Ok(Self { kept, filled, unreadable, unkept: None })
    }

    pub fn text(&self) -> &str {
        &self.kept.text
    }

    pub fn revision(&self) -> u64 {
        self.kept.revision
    }

    /// The tab that entered the text, if it was one.
    pub fn tab(&self) -> Option<u64> {
        self.kept.tab
    }

    /// What was entered but cannot be written into the file.
    pub fn left(&self) -> &[Left] {
        &self.kept.left
    }

    /// What is to be checked: the text, or the file that is none.
    pub fn source(&self) -> Source {
        let text = || Source::new(&*self.kept.file, self.kept.text.as_bytes().to_vec());
        self.unreadable.clone().unwrap_or_else(text)
    }

    /// Why what was entered would be lost with the program, if it would.
    pub fn unkept(&self) -> Option<&Reason> {
        self.unkept.as_ref()
    }

    pub fn is_unreadable(&self) -> bool {
        self.unreadable.is_some()
    }

    /// The bytes that the file would have if it were saved.
    pub fn bytes(&self, root: &Folder) -> io::Result<Vec<u8>> {
        Ok(self.bytes_over(on_disk(root, &self.kept.file)?.as_ref()))
    }

    /// The bytes that take the place of what is on the disk.
    fn bytes_over(&self, disk: Option<&OnDisk>) -> Vec<u8> {
        match disk {
            Some(disk) => stored(&self.kept.text, &disk.bytes),
            None => self.kept.text.as_bytes().to_vec(),
        }
    }

    /// Whether something is entered that is not saved.
    pub fn has_draft(&self) -> bool {
        self.kept.has_draft()
    }

    /// Whether all that was entered is on the disk.
    pub fn is_saved(&self) -> bool {
        self.kept.disk.is_some() && !self.has_draft()
    }

    /// What the form shows now, with what cannot be written; none if it cannot show the text.
    pub fn shown(&self, bench: &Bench) -> Option<Json> {
        if self.is_unreadable() {
            return None;
        }
        let now = Filled::read(&self.kept.text, &bench.outline, &bench.fonts)?;
        Some(with_left(now.shown(), &self.kept.left))
    }

    fn require(&self, revision: u64) -> Result<(), Refused> {
        if self.is_unreadable() {
            return Err(Refused::Unreadable);
        }
        if revision == self.kept.revision { Ok(()) } else { Err(Refused::Outdated) }
    }

    /// Takes in what the form holds, as a tab sends it.
    pub fn enter(
        &mut self,
        revision: u64,
        tab: Option<u64>,
        entered: &Json,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        self.require(revision)?;
        let Some(filled) = &self.filled else { return Err(Refused::Text(NotWritable::Structure)) };
        let Settled { text, left } = filled
            .settle(entered, MAX_FILE_SIZE, &bench.outline, &bench.fonts)
            .map_err(Refused::Text)?;
        self.take(text, left, tab, store)
    }

    /// Takes in the file's text, as somebody has written it in a tab.
    pub fn write(
        &mut self,
        revision: u64,
        tab: Option<u64>,
        text: &str,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        self.require(revision)?;
        // A browser knows one kind of line end; the file keeps its own.
        let text = with_line_ends(text, &self.kept.text);
        if text.len() > MAX_FILE_SIZE {
            return Err(Refused::TooLarge);
        }
        let (outline, fonts) = (&bench.outline, &bench.fonts);
        let before = Filled::read(&self.kept.text, outline, fonts);
        let now = Filled::read(&text, outline, fonts);
        // What could not be written may be now, unless somebody has written something else there.
        let mut settled = Settled { text: text.clone(), left: self.kept.left.clone() };
        if let (Some(before), Some(now)) = (before, &now) {
            settled.left.retain(|left| left.is_same(before.shown(), now.shown()));
            let entered = with_left(now.shown(), &settled.left);
            settled = now.settle(&entered, MAX_FILE_SIZE, outline, fonts).map_err(Refused::Text)?;
        }
        self.take(settled.text, settled.left, tab, store)?;
        // From here on the form changes this text. What is on the disk stays known by its digest.
        self.filled = now;
        Ok(())
    }

    fn take(
        &mut self,
        text: String,
        left: Vec<Left>,
        tab: Option<u64>,
        store: &Store,
    ) -> Result<(), Refused> {
        let revision = revision().map_err(Refused::System)?;
        self.kept = Kept { text, left, tab, revision, ..self.kept.clone() };
        // What cannot be kept can be saved all the same.
        let done =
            if self.has_draft() { store.keep(&self.kept) } else { store.forget(&self.kept.file) };
        self.unkept = done.err().map(|error| Reason::from(&error));
        Ok(())
    }

    /// What is on the disk, if all that was entered can take its place.
    fn written_over(&self, revision: u64, root: &Folder) -> Result<Option<OnDisk>, Refused> {
        self.require(revision)?;
        if !self.kept.left.is_empty() {
            return Err(Refused::Left);
        }
        on_disk(root, &self.kept.file).map_err(Refused::System)
    }

    /// Writes the file. Where somebody has changed it since, only if that is what `over` says.
    pub fn save(
        &mut self,
        revision: u64,
        over: Option<&str>,
        root: &Folder,
        target: &output::Folder,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        let disk = self.written_over(revision, root)?;
        let now = disk.as_ref().map(|disk| &*disk.digest);
        // The digest of what was seen to be gone is empty.
        let is_seen = over == Some(now.unwrap_or_default());
        if now != self.kept.disk.as_deref() && !is_seen {
            return Err(self.changed(root)?);
        }
        // A file is replaced by another, which no protection of its own would keep from happening.
        if root.is_protected(&self.kept.file) {
            return Err(Refused::Protected);
        }
        // Over the very bytes that were looked at.
        let bytes = self.bytes_over(disk.as_ref());
        if bytes.len() > MAX_FILE_SIZE {
            return Err(Refused::TooLarge);
        }
        target
            .replace(&self.kept.file, |file| {
                file.write_all(&bytes)?;
                file.sync_all()
            })
            .map_err(Refused::System)?;
        self.kept.disk = Some(Digest::of(&bytes).to_string());
        Source::new("", bytes).text().clone_into(&mut self.kept.text);
        self.kept.ground.clone_from(&self.kept.text);
        self.filled = Filled::read(&self.kept.text, &bench.outline, &bench.fonts);
        self.unkept = store.forget(&self.kept.file).err().map(|error| Reason::from(&error));
        Ok(())
    }

    /// The text with what was entered here and what is on the disk, and the fields that both have
    /// changed; see [`Outline::merge`](nacka_report::entry::Outline::merge). Nothing where one of
    /// the texts is not shown as a form, or says more here than the form has entered.
    pub fn merged(
        &self,
        disk: &str,
        keep: &HashSet<String>,
        bench: &Bench,
    ) -> Option<(String, Vec<Clash>)> {
        let (outline, fonts) = (&bench.outline, &bench.fonts);
        let read = |text| Filled::read(text, outline, fonts);
        let (ground, here, there) = (read(&self.kept.ground)?, read(&self.kept.text)?, read(disk)?);
        let entered = ground.with(here.shown(), outline, fonts).ok()?;
        if entered != self.kept.text {
            return None;
        }
        let sides = Sides { ground: ground.shown(), mine: here.shown(), theirs: there.shown() };
        let (values, clashes) = outline.merge(sides, keep);
        Some((there.with(&values, outline, fonts).ok()?, clashes))
    }

    /// What a tab has entered since it began with `ground`, and what is entered here; nothing where
    /// one of them is no form.
    pub fn joined(
        &self,
        ground: &Json,
        values: &Json,
        keep: &HashSet<String>,
        bench: &Bench,
    ) -> Option<(Json, Vec<Clash>)> {
        let (outline, fonts) = (&bench.outline, &bench.fonts);
        // As they would be shown: spaces at the end of a line are no change.
        let shown = |values: &Json| {
            let settled = self.filled.as_ref()?.settle(values, MAX_FILE_SIZE, outline, fonts);
            let Settled { text, left } = settled.ok()?;
            Some(with_left(Filled::read(&text, outline, fonts)?.shown(), &left))
        };
        let (ground, mine, theirs) = (shown(ground)?, shown(values)?, self.shown(bench)?);
        let sides = Sides { ground: &ground, mine: &mine, theirs: &theirs };
        Some(outline.merge(sides, keep))
    }

    /// Takes the file as it is on the disk, if it still is what was seen, with what was entered here
    /// put into it.
    pub fn merge(
        &mut self,
        revision: u64,
        seen: &str,
        keep: &HashSet<String>,
        root: &Folder,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        let disk = self.written_over(revision, root)?;
        let Some(OnDisk { source, digest, .. }) = disk.filter(|disk| disk.digest == seen) else {
            return Err(self.changed(root)?);
        };
        let merged = self.merged(source.text(), keep, bench);
        let (text, _) = merged.ok_or(Refused::Text(NotWritable::Structure))?;
        self.filled = Filled::read(source.text(), &bench.outline, &bench.fonts);
        self.kept.disk = Some(digest);
        source.text().clone_into(&mut self.kept.ground);
        self.take(text, Vec::new(), None, store)
    }

    /// What is on the disk in the place of what was there before.
    fn changed(&self, root: &Folder) -> Result<Refused, Refused> {
        let disk = on_disk(root, &self.kept.file).map_err(Refused::System)?;
        if disk.is_none() && root.is_removed() {
            return Err(Refused::System(io::ErrorKind::NotFound.into()));
        }
        let (disk, digest) =
            disk.map_or_else(Default::default, |disk| (disk.source.text().to_owned(), disk.digest));
        Ok(Refused::Changed { disk, digest })
    }

    /// Throws away what was entered: the file as it is on the disk.
    pub fn discard(&mut self, root: &Folder, store: &Store, bench: &Bench) -> io::Result<()> {
        let fresh = Self::fresh(&self.kept.file, root, bench)?;
        store.forget(&self.kept.file)?;
        *self = fresh;
        Ok(())
    }

    /// Looks at the disk again, if nothing is entered that is not saved.
    pub fn refresh(&mut self, root: &Folder, bench: &Bench) -> io::Result<()> {
        if !self.has_draft() {
            let fresh = Self::fresh(&self.kept.file, root, bench)?;
            if fresh.kept.text != self.kept.text || fresh.kept.disk != self.kept.disk {
                *self = fresh;
            }
        }
        Ok(())
    }
}

/// What is shown, with what was entered but is not written.
fn with_left(shown: &Json, left: &[Left]) -> Json {
    let mut shown = shown.clone();
    for left in left {
        left.put_into(&mut shown);
    }
    shown
}

/// Where a report's pictures are looked up: in its own folder.
pub fn beside<'a>(root: &'a Folder, file: &'a str) -> Place<'a> {
    Place::beneath(root, Path::new(file).parent().unwrap_or(Path::new("")))
}
