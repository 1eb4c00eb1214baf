//! The manifest's form: what every document in a folder was made from (docs/manifest.md).

use std::fs::File;
use std::io::{self, BufRead, BufReader, Lines, Write};
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::digest::Digest;

/// The manifest's name in its folder.
pub const NAME: &str = "nacka-report.manifest.json";

/// The version of the form, raised when a reader of the one before would go wrong.
const VERSION: u32 = 1;

/// What a manifest says of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The report: its path below the folder that was rendered, with `/` between the parts.
    pub report: Box<str>,
    /// Its documents, sorted by file.
    pub documents: Vec<Document>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its path below the manifest's folder, with `/` between the parts.
    pub file: String,
    /// Its digest.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its pages, where the format has pages of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Everything that it was made from.
    pub inputs: Inputs,
}

/// Everything that a document is made from. Equal inputs give equal documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The report file.
    pub report: Digest,
    /// The picture files, in the report's order.
    pub pictures: Vec<PictureInput>,
    /// What the whole run has in common.
    #[serde(flatten)]
    pub settings: Settings,
}

/// A picture file that went into a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureInput {
    /// Its path as the report gives it.
    pub file: String,
    /// Its digest.
    pub sha256: Digest,
}

/// What all documents of one format in a run are made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The letterhead.
    pub letterhead: Digest,
    /// The fonts.
    pub fonts: Digest,
    /// The options that shape the document, as on the command line.
    pub options: String,
    /// This program's version.
    pub program: String,
}

/// Writes a manifest, entry by entry; one a line, so that it can be read the same way.
#[derive(Debug)]
pub struct Writer<W> {
    to: W,
    any: bool,
}

impl<W: Write> Writer<W> {
    /// Begins a manifest.
    pub fn begin(mut to: W) -> io::Result<Self> {
        write!(to, "{{\"manifest\":{VERSION},\"reports\":[")?;
        Ok(Self { to, any: false })
    }

    /// Adds an entry; they come sorted by report.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        self.to.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        serde_json::to_writer(&mut self.to, entry)?;
        Ok(())
    }

    /// Ends the manifest and hands back what it was written to.
    pub fn end(mut self) -> io::Result<W> {
        self.to.write_all(b"\n]}\n")?;
        self.to.flush()?;
        Ok(self.to)
    }

    /// What the manifest is written to.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.to
    }
}

/// Reads a manifest, entry by entry, in order. It ends where the manifest breaks off.
#[derive(Debug)]
pub struct Reader {
    lines: Lines<BufReader<File>>,
    ahead: Option<Entry>,
    whole: bool,
}

impl Reader {
    /// Opens a manifest; `None` if there is none.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let mut lines = BufReader::new(file).lines();
        let head = lines.next().transpose()?.unwrap_or_default();
        if head != format!("{{\"manifest\":{VERSION},\"reports\":[") {
            let message = format!("the manifest is not of version {VERSION}");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let mut reader = Self { lines, ahead: None, whole: false };
        reader.ahead = reader.read();
        Ok(Some(reader))
    }

    fn read(&mut self) -> Option<Entry> {
        let line = self.lines.next()?.ok()?;
        if line == "]}" {
            self.whole = true;
            return None;
        }
        let entry: Entry = serde_json::from_str(line.trim_end_matches(',')).ok()?;
        entry.documents.iter().all(|document| stays_below(&document.file)).then_some(entry)
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let entry = self.ahead.take()?;
        self.ahead = self.read().filter(|ahead| ahead.report > entry.report);
        Some(entry)
    }
}

/// Whether a path leads nowhere but down.
fn stays_below(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// What is known of a folder: its manifest, overlaid with what an unfinished run wrote.
#[derive(Debug)]
pub struct Known {
    manifest: Option<Reader>,
    unfinished: Option<Reader>,
}

impl Known {
    /// Opens both; either may be missing. An unfinished one may be broken in every way.
    pub fn open(manifest: &Path, unfinished: &Path) -> io::Result<Self> {
        let unfinished = Reader::open(unfinished).unwrap_or_default();
        Ok(Self { manifest: Reader::open(manifest)?, unfinished })
    }

    /// Whether there is a manifest.
    pub fn has_manifest(&self) -> bool {
        self.manifest.is_some()
    }

    /// Whether the manifest was read to its proper end.
    pub fn is_whole(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.whole)
    }
}

impl Iterator for Known {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let report =
            |reader: &Option<Reader>| Some(reader.as_ref()?.ahead.as_ref()?.report.clone());
        let (old, new) = (report(&self.manifest), report(&self.unfinished));
        let first = old.iter().chain(&new).min()?.clone();
        let next_if = |reader: &mut Option<Reader>, at: Option<Box<str>>| match reader {
            Some(reader) if at.as_ref() == Some(&first) => reader.next(),
            _ => None,
        };
        let old = next_if(&mut self.manifest, old);
        next_if(&mut self.unfinished, new).or(old)
    }
}
