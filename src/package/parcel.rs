//! One package that is being made: files go in as they come, and in the end what is said of them.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use nacka_report::model::Submission;

use super::bag;
use super::bench::Bench;
use super::container::{Container, Kind};
use super::describe::ead;
use super::format::Format;
use super::gather::Gathered;
use super::inventory::{Inventory, Part};
use super::mets::{self, Contents, Written};
use super::premis;
use super::schemas::{FORMATS, PAGES, SCHEMAS};
use crate::output::Digest;

/// What a package takes beside its reports, at most: schemas, documentation, a letterhead's logo and
/// what is said of them, in bytes.
pub const OVERHEAD: u64 = 2 * 1024 * 1024;

/// How packages are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// E-ARK SIP, which is FGS Paketstruktur 2.0.
    Sip,
    /// `BagIt`.
    Bag,
}

/// A package.
pub struct Parcel<'a> {
    container: Container,
    inventory: Inventory,
    shape: Shape,
    submission: &'a Submission,
    identifier: String,
    label: String,
    /// The version of the validator that has spoken of its documents.
    validator: Option<String>,
    /// How many reports are in it.
    pub reports: u64,
    /// What it takes at most, so far.
    pub size: u64,
    /// Bytes and files that were put in, without those about the package itself.
    payload: (u64, u64),
}

impl<'a> Parcel<'a> {
    /// Begins a package at a place on a bench, of this identifier and name.
    pub fn begin(
        (bench, place): (&Bench, &Path),
        kind: Kind,
        shape: Shape,
        submission: &'a Submission,
        (identifier, label): (String, String),
        validator: Option<String>,
    ) -> io::Result<Self> {
        let container = Container::create(kind, place, &identifier, submission.created)?;
        Ok(Self {
            container,
            inventory: Inventory::new(bench.file("inventory")?),
            shape,
            submission,
            identifier,
            label,
            validator,
            reports: 0,
            size: OVERHEAD,
            payload: (0, 0),
        })
    }

    /// Adds a report.
    pub fn add(&mut self, report: &Gathered) -> io::Result<()> {
        self.reports += 1;
        self.size += report.cost();
        self.add_files(report)
    }

    /// Adds files.
    pub fn add_files(&mut self, gathered: &Gathered) -> io::Result<()> {
        for (item, bytes) in gathered.record.files.iter().zip(&gathered.bytes) {
            self.put(&item.whole_path(), item.size, item.format, &bytes[..])?;
        }
        self.inventory.add(&gathered.record)
    }

    /// Puts a file of the contents in: in a bag these lie in a folder of their own.
    fn put(
        &mut self,
        path: &str,
        size: u64,
        format: Format,
        bytes: impl io::Read,
    ) -> io::Result<()> {
        self.payload = (self.payload.0 + size, self.payload.1 + 1);
        match self.shape {
            Shape::Sip => self.container.add(path, size, format, bytes),
            Shape::Bag => {
                self.container.add(&format!("{}{path}", bag::PAYLOAD), size, format, bytes)
            }
        }
    }

    /// Puts in what is said of the contents, and ends the package.
    pub fn finish(mut self, bench: &Bench) -> io::Result<()> {
        let mut built_in = Vec::new();
        for file in SCHEMAS.iter().chain(PAGES).chain(FORMATS) {
            let written = Written::built_in(file);
            self.put(&written.path, written.size, written.format, file.text.as_bytes())?;
            built_in.push(written);
        }
        let parts: Vec<Part> = self.inventory.parts().collect();
        let submission = self.submission;
        let mut said = Vec::new();
        let mut lists = Vec::new();
        for part in &parts {
            let folder = part.folder();
            let path = format!("{folder}/metadata/preservation/premis.xml");
            let validator = self.validator.clone();
            let premis = self.generated(bench, path, |this, to| {
                premis::part(to, submission, *part, &mut this.inventory, validator.as_deref())
            })?;
            if self.shape == Shape::Sip {
                let own =
                    Written { path: premis.path[folder.len() + 1..].to_owned(), ..premis.clone() };
                let list = self.generated(bench, format!("{folder}/METS.xml"), |this, to| {
                    mets::part(to, submission, *part, &mut this.inventory, &own)
                })?;
                lists.push((*part, list));
            }
            said.push(premis);
        }
        let path = "metadata/descriptive/ead3.xml".to_owned();
        let ead = self.generated(bench, path, |this, to| {
            ead(to, submission, &this.identifier, &this.label, &mut this.inventory)
        })?;
        let path = "metadata/preservation/premis.xml".to_owned();
        let premis = self.generated(bench, path, |this, to| {
            premis::package(to, &this.identifier, &this.label, &parts)
        })?;
        match self.shape {
            Shape::Sip => {
                self.generated(bench, "METS.xml".to_owned(), |this, to| {
                    let (identifier, label) = (&*this.identifier, &*this.label);
                    let (ead, premis) = (&ead, &premis);
                    let contents = Contents { identifier, label, ead, premis, parts: &lists };
                    mets::package(to, submission, &contents)
                })?;
            }
            Shape::Bag => {
                built_in.extend(said);
                built_in.extend([ead, premis]);
                self.tags(bench, &built_in)?;
            }
        }
        self.container.finish()
    }

    /// Writes a file into the package that is worked out from the inventory.
    fn generated(
        &mut self,
        bench: &Bench,
        path: String,
        write: impl FnOnce(&mut Self, &mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<Written> {
        let (written, file) = self.written(bench, path, Format::Xml, write)?;
        self.put(&written.path, written.size, written.format, file)?;
        Ok(written)
    }

    /// Writes a file beside the package, to be put in.
    fn written(
        &mut self,
        bench: &Bench,
        path: String,
        format: Format,
        write: impl FnOnce(&mut Self, &mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<(Written, File)> {
        let mut to = BufWriter::new(bench.file("file")?);
        write(self, &mut to)?;
        let mut file = to.into_inner().map_err(io::IntoInnerError::into_error)?;
        let size = file.stream_position()?;
        file.rewind()?;
        let sha256 = Digest::of_stream(&mut file)?;
        file.rewind()?;
        Ok((Written { path, size, sha256, format }, file))
    }

    /// Writes the files about a bag's contents.
    fn tags(&mut self, bench: &Bench, others: &[Written]) -> io::Result<()> {
        let mut tags = Vec::new();
        let info = bag::info(self.submission, &self.identifier, &self.label, self.payload);
        for (path, text) in [(bag::DECLARATION.0, bag::DECLARATION.1), (bag::INFO, &info)] {
            let (size, sha256) = (text.len() as u64, Digest::of(text.as_bytes()));
            self.container.add(path, size, Format::Text, text.as_bytes())?;
            tags.push(Written { path: path.to_owned(), size, sha256, format: Format::Text });
        }
        let (manifest, file) =
            self.written(bench, bag::MANIFEST.to_owned(), Format::Text, |this, to| {
                bag::manifest(to, &mut this.inventory, others)
            })?;
        self.container.add(&manifest.path, manifest.size, manifest.format, file)?;
        tags.push(manifest);
        let (list, file) =
            self.written(bench, bag::TAG_MANIFEST.to_owned(), Format::Text, |_, to| {
                bag::tag_manifest(&mut *to, &tags)?;
                to.flush()
            })?;
        self.container.add(&list.path, list.size, list.format, file)
    }
}
