//! The manifest's form: what every document in a folder was made from (docs/manifest.md).

use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Component, Path};

use cap_std::fs::File;
use nacka_report::document::DocumentFormat;
use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::folder::Folder;
use super::names::{document_file, stem};

/// The manifest's name in its folder.
pub const NAME: &str = "nacka-report.manifest.json";

/// The version of the form, raised when a reader of the one before would go wrong.
const VERSION: u32 = 2;

/// Longest line that is read, in bytes: an entry with ten times the pictures that a report holds.
const MAX_LINE: u64 = 4 * 1024 * 1024;

/// Most lines that are no entries of the manifest, behind which nothing more is read: a damaged disk
/// spoils some lines, and ten million empty ones would take seconds.
const MAX_BROKEN: u32 = 10_000;

/// What stands before an entry's check, which is this many digits of the SHA-256 of all before it.
const CHECK: (&str, usize) = (r#","check":""#, 16);

/// What a manifest says of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The report: its path below the folder that was rendered, with `/` between the parts.
    pub report: Box<str>,
    /// The folder that was rendered, as seen from the manifest's own.
    pub from: Box<str>,
    /// Its documents, sorted by file.
    pub documents: Vec<Document>,
}

impl Entry {
    /// What entries are sorted by: the report's name without its ending. Reports of the same stem
    /// become the same documents, so there is one entry a stem.
    pub fn stem(&self) -> &str {
        stem(&self.report)
    }

    /// Whether the entry's documents are such as its report becomes, and lie below the folder.
    fn is_sound(&self) -> bool {
        let file = |format| document_file(&self.report, format);
        stays_below(&self.report)
            && self.documents.iter().all(|document| {
                DocumentFormat::of(&document.file).is_some_and(|of| file(of) == document.file)
            })
    }
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
    /// How many warnings there were about its report, which are told again as long as it stands.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub warnings: usize,
    /// Everything that it was made from.
    pub inputs: Inputs,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Document {
    /// Whether a file is this document. One of another size is not read.
    pub fn is(&self, file: &File) -> io::Result<bool> {
        is_of(file, self.size, self.sha256)
    }
}

/// Whether a file has this size and digest. One of another size is not read.
pub fn is_of(file: &File, size: u64, sha256: Digest) -> io::Result<bool> {
    // Not a byte more than the recorded size, should the file be growing.
    Ok(file.metadata()?.len() == size
        && Digest::of_stream(file.take(size.saturating_add(1)))? == sha256)
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
    /// Its size in bytes.
    pub size: u64,
}

/// What all documents of one format in a run are made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The letterhead.
    pub letterhead: Digest,
    /// The fonts.
    pub fonts: Digest,
    /// The templates that the program was built with.
    pub templates: Digest,
    /// The options that shape the document, as on the command line.
    pub options: String,
    /// What this program's code makes of a report, as a number.
    pub rendering: u32,
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
        write!(to, "{}", head(VERSION))?;
        Ok(Self { to, any: false })
    }

    /// Adds an entry; they come sorted by stem.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.pop();
        self.to.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        self.to.write_all(&line)?;
        write!(self.to, "{}{}\"}}", CHECK.0, check(&line))
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

/// The first line of a manifest of some version.
fn head(version: u32) -> String {
    format!("{{\"manifest\":{version},\"reports\":[")
}

/// An entry's check: with it, an entry that is read is one that was written.
fn check(line: &[u8]) -> String {
    let mut digits = Digest::of(line).to_string();
    digits.truncate(CHECK.1);
    digits
}

/// Why a manifest cannot be read at all.
#[derive(Debug)]
pub enum Unreadable {
    /// The one of this name says itself that a later version of this program wrote it.
    Newer(String),
    /// The system says no to the one of this name.
    File(String, io::Error),
    /// The system says no.
    Io(io::Error),
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What state a manifest is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it was written, as far as it has been read.
    Whole,
    /// Of version 1, which did not say where reports came from: its documents are unknown.
    Old,
    /// Not as it was written. What was read is sound; there was more.
    Damaged,
}

/// Reads a manifest, entry by entry, in order. An entry that is not as it was written is left out.
#[derive(Debug)]
pub struct Reader {
    file: BufReader<File>,
    ahead: Option<Entry>,
    state: State,
    is_empty: bool,
    broken: u32,
}

impl Reader {
    /// Opens a manifest; `None` if there is none.
    pub fn open(folder: &Folder, name: &str) -> Result<Option<Self>, Unreadable> {
        match folder.file(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Unreadable::File(name.to_owned(), error)),
            Ok(file) => Self::new(file, name).map(Some),
        }
    }

    /// Reads an opened manifest, which has this name.
    pub fn new(file: File, name: &str) -> Result<Self, Unreadable> {
        let mut file = BufReader::new(file);
        file.rewind()?;
        let mut reader =
            Self { file, ahead: None, state: State::Whole, is_empty: false, broken: 0 };
        let first = reader.line()?;
        reader.is_empty = first.is_empty();
        match version(&first) {
            Some(VERSION) => reader.ahead = reader.read(None),
            Some(0) | None => {
                reader.state = State::Damaged;
                reader.ahead = reader.read(None);
            }
            Some(1) => reader.state = State::Old,
            Some(_) => return Err(Unreadable::Newer(name.to_owned())),
        }
        Ok(reader)
    }

    /// Whether there was nothing to read at all.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// What state the manifest is in, as far as it has been read.
    pub fn state(&self) -> State {
        self.state
    }

    /// The next sound entry after a stem.
    fn read(&mut self, after: Option<&str>) -> Option<Entry> {
        loop {
            let Ok(line) = self.line() else {
                self.state = State::Damaged;
                return None;
            };
            if line == b"]}\n" {
                if self.file.fill_buf().map_or(true, |rest| !rest.is_empty()) {
                    self.state = State::Damaged;
                }
                return None;
            }
            let entry = parse(&line).filter(|entry| after.is_none_or(|after| entry.stem() > after));
            if entry.is_some() {
                return entry;
            }
            self.state = State::Damaged;
            self.broken += 1;
            // A line without an end is the last, and an endless one is no manifest's.
            if line.last() != Some(&b'\n') || self.broken == MAX_BROKEN {
                return None;
            }
        }
    }

    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.file).take(MAX_LINE).read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

impl Iterator for Reader {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let entry = self.ahead.take()?;
        self.ahead = self.read(Some(entry.stem()));
        Some(entry)
    }
}

/// The version that a first line names; `None` if it is no manifest's.
fn version(line: &[u8]) -> Option<u32> {
    let line = std::str::from_utf8(line).ok()?.trim_end_matches('\n');
    let version = line.strip_prefix("{\"manifest\":")?.strip_suffix(",\"reports\":[")?;
    version.parse().ok().filter(|version| line == head(*version))
}

/// The entry on a line, if it is as it was written.
fn parse(line: &[u8]) -> Option<Entry> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b",").unwrap_or(line);
    let (entry, end) = line.split_at(line.len().checked_sub(CHECK.0.len() + CHECK.1 + 2)?);
    let end = end.strip_prefix(CHECK.0.as_bytes())?.strip_suffix(b"\"}")?;
    if end != check(entry).as_bytes() {
        return None;
    }
    let entry: Entry = serde_json::from_slice(line).ok()?;
    entry.is_sound().then_some(entry)
}

/// Whether a path leads nowhere but down, and is the only one that leads there: `./a.pdf` would be
/// taken for another document than `a.pdf`.
fn stays_below(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(report: &str, from: &str) -> Entry {
        let nothing = Digest::of(b"");
        let settings = Settings {
            letterhead: nothing,
            fonts: nothing,
            templates: nothing,
            options: "image-dpi=300".to_owned(),
            rendering: 1,
            program: "0.1.0".to_owned(),
        };
        let pictures = vec![PictureInput { file: "bild.png".to_owned(), sha256: nothing, size: 7 }];
        let document = Document {
            file: document_file(report, DocumentFormat::Pdf),
            sha256: nothing,
            size: 60_312,
            pages: Some(2),
            warnings: 1,
            inputs: Inputs { report: nothing, pictures, settings },
        };
        Entry { report: report.into(), from: from.into(), documents: vec![document] }
    }

    /// What is read of a manifest with these bytes.
    fn read(bytes: &[u8]) -> (Vec<Entry>, State) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let Ok(mut reader) = Reader::new(File::from_std(file), NAME) else {
            return (Vec::new(), State::Damaged);
        };
        let entries = reader.by_ref().collect();
        (entries, reader.state())
    }

    #[test]
    fn nothing_is_read_that_was_not_written() {
        let entries = [entry("2014/å.yaml", "../in"), entry("b.yml", "../in")];
        let mut writer = Writer::begin(Vec::new()).unwrap();
        for entry in &entries {
            writer.add(entry).unwrap();
        }
        let whole = writer.end().unwrap();
        assert_eq!(read(&whole), (entries.to_vec(), State::Whole));
        for at in 0..whole.len() {
            let (before, after) = (&whole[..at], &whole[at + 1..]);
            let flipped = [whole[at] ^ 1];
            for damaged in [[before, after].concat(), [before, &flipped, after].concat()] {
                let (read, state) = read(&damaged);
                assert!(read.iter().all(|entry| entries.contains(entry)), "byte {at}");
                // But for the line's own end, which may be missing, every loss is noticed.
                assert!(state != State::Whole || read == entries, "byte {at}");
            }
            assert!(read(before).0.iter().all(|entry| entries.contains(entry)), "cut at {at}");
        }
    }

    #[test]
    fn an_entry_that_leads_elsewhere_is_left_out() {
        let mut foreign = entry("a.yaml", "../in");
        foreign.documents[0].file = "b.pdf".to_owned();
        let outside = entry("../a.yaml", "../in");
        let roundabout = ["./a.yaml", "a//b.yaml", "a/./b.yaml", "/a.yaml"];
        let roundabout = roundabout.map(|report| entry(report, "../in"));
        let sound = entry("c.yaml", "../in");
        let mut writer = Writer::begin(Vec::new()).unwrap();
        for entry in [&outside, &foreign].into_iter().chain(&roundabout).chain([&sound]) {
            writer.add(entry).unwrap();
        }
        assert_eq!(read(&writer.end().unwrap()), (vec![sound], State::Damaged));
    }
}
