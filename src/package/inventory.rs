//! What has gone into a package: a list in a file, which is written as reports come and read again
//! for each of the package's own XML files. So memory stays flat however many reports there are.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

use serde::{Deserialize, Serialize};

use super::description::Description;
use super::format::Format;
use super::validation::Outcome;
use crate::output::Digest;

/// The parts of a package (CSIP's representations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The PDFs.
    Pdf,
    /// What they were made from, and what people go on editing.
    Source,
}

impl Part {
    /// Both, in the order that they have in a package.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Source];

    /// Its folder's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Source => "source",
        }
    }

    /// The path of its folder in the package.
    pub fn folder(self) -> String {
        format!("representations/{}", self.name())
    }

    /// What it holds, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "Rapporterna som PDF",
            Self::Source => "Rapporternas källor och redigerbara dokument",
        }
    }
}

/// A report in a package, or what belongs to all of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// What is said of the report; nothing of a letterhead.
    pub description: Option<Description>,
    /// The files, in the order in which they were added.
    pub files: Vec<Item>,
    /// The paths in the package of what its documents were made from, if that is there.
    pub sources: Vec<String>,
    /// How its documents came about.
    pub renderings: Vec<Rendering>,
}

/// A file in a package.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// The part that it is in.
    pub part: Part,
    /// Its path below the part's folder.
    pub path: String,
    pub size: u64,
    pub sha256: Digest,
    pub format: Format,
    /// Whether it describes the report, and is no part of it.
    pub is_metadata: bool,
    /// What a validator said about it.
    pub validations: Vec<Outcome>,
}

impl Item {
    /// Whether it is what is to be preserved: a PDF.
    pub fn is_archival(&self) -> bool {
        self.part == Part::Pdf && !self.is_metadata
    }

    /// Its path in the package.
    pub fn whole_path(&self) -> String {
        format!("{}/{}", self.part.folder(), self.path)
    }
}

/// How a document came about.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rendering {
    /// The document's place among the files.
    pub document: usize,
    /// The program's version.
    pub program: String,
    /// The options and digests that shaped it, in words.
    pub detail: String,
}

/// The list.
pub struct Inventory {
    file: BufWriter<File>,
    /// Which parts there are anything in.
    parts: Vec<Part>,
}

impl Inventory {
    /// An empty list in an empty file, which can be read as well as written.
    pub fn new(file: File) -> Self {
        Self { file: BufWriter::new(file), parts: Vec::new() }
    }

    /// Adds a record.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        for item in &record.files {
            if !self.parts.contains(&item.part) {
                self.parts.push(item.part);
            }
        }
        serde_json::to_writer(&mut self.file, record)?;
        self.file.write_all(b"\n")
    }

    /// The parts that the package has.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        Part::ALL.into_iter().filter(|part| self.parts.contains(part))
    }

    /// Gives each record with its number, from 1.
    pub fn each(
        &mut self,
        mut give: impl FnMut(usize, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        self.file.flush()?;
        let mut file = self.file.get_ref().try_clone()?;
        file.rewind()?;
        for (index, line) in BufReader::new(&file).lines().enumerate() {
            give(index + 1, serde_json::from_str(&line?)?)?;
        }
        file.seek(io::SeekFrom::End(0))?;
        Ok(())
    }
}
