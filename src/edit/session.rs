//! A report that is open: what is on the disk, what was entered, and what is written when it is
//! saved.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Component, Path};

use nacka_report::entry::{Clash, Filled, NotWritable, Sides};
use nacka_report::input::{Folder, Place};
use nacka_report::load::{MAX_FILE_SIZE, Source};
use serde_json::Value as Json;

use super::bench::Bench;
use super::store::{Kept, Store};
use crate::output::{self, Digest, is_report_ending};

/// What a report begins with that is not there yet.
pub const STARTER: &str = include_str!("../../templates/starter.yaml");

/// A report that is open.
#[derive(Debug)]
pub struct Session {
    kept: Kept,
    /// What the form shows of the ground; none if it cannot.
    filled: Option<Filled>,
    /// Why the file's text cannot be shown at all, if it cannot.
    pub is_unreadable: bool,
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
    /// The text is longer than a report may be.
    TooLarge,
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

/// What is on the disk: the text and the digest of the bytes; nothing if there is no such file.
fn on_disk(root: &Folder, file: &str) -> io::Result<Option<(Source, String)>> {
    match root.read(file, MAX_FILE_SIZE) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => {
            let bytes = read?;
            let digest = Digest::of(&bytes).to_string();
            Ok(Some((Source::new(file, bytes), digest)))
        }
    }
}

/// Where the revisions of a text begin that is opened with this digest. A tab that knows another
/// text, from before the program was started, must not be taken for one that knows this.
fn first_revision(digest: &str) -> u64 {
    // As many bits as a script's numbers have, less those to count with.
    u64::from_str_radix(digest.get(..12).unwrap_or_default(), 16).unwrap_or(0)
}

impl Session {
    /// Opens a report: as it was left, or as it is on the disk. A file that is not there begins as
    /// the starter.
    pub fn open(file: &str, root: &Folder, store: &Store, bench: &Bench) -> io::Result<Self> {
        if let Some(kept) = store.draft(file) {
            let filled = Filled::read(&kept.ground, &bench.outline, &bench.fonts);
            return Ok(Self { kept, filled, is_unreadable: false });
        }
        let mut session = Self::fresh(file, root, bench, 0)?;
        session.kept.revision = session.kept.disk.as_deref().map_or(0, first_revision);
        Ok(session)
    }

    fn fresh(file: &str, root: &Folder, bench: &Bench, revision: u64) -> io::Result<Self> {
        let (text, disk, is_unreadable) = match on_disk(root, file)? {
            None => (STARTER.to_owned(), None, false),
            Some((source, digest)) => {
                // What is no text at all, or too long, has none to show.
                let is_unreadable = source.text().is_empty()
                    && !source.name().is_empty()
                    && root
                        .read(file, MAX_FILE_SIZE)?
                        .iter()
                        .any(|byte| !byte.is_ascii_whitespace());
                (source.text().to_owned(), Some(digest), is_unreadable)
            }
        };
        let filled = Filled::read(&text, &bench.outline, &bench.fonts);
        let file = file.to_owned();
        let kept = Kept { file, disk, ground: text.clone(), text, revision };
        Ok(Self { kept, filled, is_unreadable })
    }

    pub fn text(&self) -> &str {
        &self.kept.text
    }

    pub fn revision(&self) -> u64 {
        self.kept.revision
    }

    /// Whether something is entered that is not saved.
    pub fn has_draft(&self) -> bool {
        self.kept.text != self.kept.ground
    }

    /// Whether all that was entered is on the disk.
    pub fn is_saved(&self) -> bool {
        self.kept.disk.is_some() && self.kept.text == self.kept.ground
    }

    /// What the form shows now; none if it cannot show the text.
    pub fn shown(&self, bench: &Bench) -> Option<Json> {
        let now = Filled::read(&self.kept.text, &bench.outline, &bench.fonts)?;
        Some(now.shown().clone())
    }

    fn expect(&self, revision: u64) -> Result<(), Refused> {
        if revision == self.kept.revision { Ok(()) } else { Err(Refused::Outdated) }
    }

    /// Takes in what the form holds.
    pub fn enter(
        &mut self,
        revision: u64,
        entered: &Json,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        self.expect(revision)?;
        let Some(filled) = &self.filled else { return Err(Refused::Text(NotWritable::Structure)) };
        let text = filled.with(entered, &bench.outline, &bench.fonts).map_err(Refused::Text)?;
        self.take(text, store)
    }

    /// Takes in the file's text, as somebody has written it.
    pub fn write(
        &mut self,
        revision: u64,
        text: &str,
        store: &Store,
        bench: &Bench,
    ) -> Result<(), Refused> {
        self.expect(revision)?;
        let mut text = text.replace("\r\n", "\n");
        // A browser knows one kind of line end; the file keeps its own.
        if self.kept.text.contains("\r\n") {
            text = text.replace('\n', "\r\n");
        }
        self.take(text.clone(), store)?;
        // From here on the form changes this text. What is on the disk stays known by its digest.
        self.filled = Filled::read(&text, &bench.outline, &bench.fonts);
        Ok(())
    }

    fn take(&mut self, text: String, store: &Store) -> Result<(), Refused> {
        if text.len() > MAX_FILE_SIZE {
            return Err(Refused::TooLarge);
        }
        let kept = Kept { text, revision: self.kept.revision + 1, ..self.kept.clone() };
        if kept.text == kept.ground {
            store.forget(&kept.file).map_err(Refused::System)?;
        } else {
            store.keep(&kept).map_err(Refused::System)?;
        }
        self.kept = kept;
        Ok(())
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
        self.expect(revision)?;
        if self.is_unreadable {
            return Err(Refused::Text(NotWritable::Structure));
        }
        let disk = on_disk(root, &self.kept.file).map_err(Refused::System)?;
        let now = disk.as_ref().map(|(_, digest)| &**digest);
        // What was seen to be gone has no digest.
        let is_seen = over.is_some_and(|over| now == Some(over).filter(|over| !over.is_empty()));
        if now != self.kept.disk.as_deref() && !is_seen {
            return Err(self.changed(root)?);
        }
        let bytes = self.kept.text.as_bytes();
        target
            .replace(&self.kept.file, |file| {
                file.write_all(bytes)?;
                file.sync_all()
            })
            .map_err(Refused::System)?;
        self.kept.disk = Some(Digest::of(bytes).to_string());
        self.kept.ground.clone_from(&self.kept.text);
        self.filled = Filled::read(&self.kept.text, &bench.outline, &bench.fonts);
        store.forget(&self.kept.file).map_err(Refused::System)
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
            let text = self.filled.as_ref()?.with(values, outline, fonts).ok()?;
            Some(Filled::read(&text, outline, fonts)?.shown().clone())
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
        self.expect(revision)?;
        let disk = on_disk(root, &self.kept.file).map_err(Refused::System)?;
        let Some((source, digest)) = disk.filter(|(_, digest)| digest == seen) else {
            return Err(self.changed(root)?);
        };
        let merged = self.merged(source.text(), keep, bench);
        let (text, _) = merged.ok_or(Refused::Text(NotWritable::Structure))?;
        self.filled = Filled::read(source.text(), &bench.outline, &bench.fonts);
        self.kept.disk = Some(digest);
        source.text().clone_into(&mut self.kept.ground);
        self.take(text, store)
    }

    /// What is on the disk in the place of what was there before.
    fn changed(&self, root: &Folder) -> Result<Refused, Refused> {
        let disk = on_disk(root, &self.kept.file).map_err(Refused::System)?;
        let (disk, digest) = disk
            .map_or_else(Default::default, |(source, digest)| (source.text().to_owned(), digest));
        Ok(Refused::Changed { disk, digest })
    }

    /// Throws away what was entered: the file as it is on the disk.
    pub fn discard(&mut self, root: &Folder, store: &Store, bench: &Bench) -> io::Result<()> {
        let fresh = Self::fresh(&self.kept.file, root, bench, self.kept.revision + 1)?;
        store.forget(&self.kept.file)?;
        *self = fresh;
        Ok(())
    }

    /// Looks at the disk again, if nothing is entered that is not saved.
    pub fn refresh(&mut self, root: &Folder, bench: &Bench) -> io::Result<()> {
        if self.kept.text == self.kept.ground {
            let fresh = Self::fresh(&self.kept.file, root, bench, self.kept.revision + 1)?;
            if fresh.kept.text != self.kept.text || fresh.kept.disk != self.kept.disk {
                *self = fresh;
            }
        }
        Ok(())
    }
}

/// Where a report's pictures are looked up: in its own folder.
pub fn beside<'a>(root: &'a Folder, file: &'a str) -> Place<'a> {
    Place::beneath(root, Path::new(file).parent().unwrap_or(Path::new("")))
}
