//! All that belongs to a report: its documents as they are on record, what they were made from, and
//! what is said of it.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

use nacka_report::attachment::{Attachment, Role};
use nacka_report::check;
use nacka_report::document::DocumentFormat;
use nacka_report::fonts::Fonts;
use nacka_report::input::Place;
use nacka_report::load::Source;
use nacka_report::model::Submission;
use nacka_report::pdf::attached;
use nacka_report::read::Draft;

use super::describe::dublin_core;
use super::description::{Description, PdfMetadata};
use super::flaw::Flaw;
use super::format::Format;
use super::inventory::{Item, Part, Record, Rendering};
use super::path::{below, folder};
use super::sources::Sources;
use super::validation::Validations;
use crate::output::manifest::{Document, Entry};
use crate::output::{Digest, Folder, is_form_ending, stem};

/// The folders of the sources: the reports as they lay with their pictures, the letterhead, and the
/// documents that people go on editing.
const REPORTS: &str = "data/reports/";
const LETTERHEAD: &str = "data/letterhead/";
const DOCUMENTS: &str = "data/documents/";

/// The option that has a PDF carry what it was made from.
const EMBED: &str = "embed-source";

/// What a report is gathered from.
pub struct Gatherer<'a> {
    pub folder: &'a Folder,
    pub submission: &'a Submission,
    pub sources: &'a Sources,
    /// The digests that the documents' letterhead may have, if it goes into the package.
    pub letterhead: Option<[Digest; 2]>,
    pub validations: Option<Validations>,
    pub fonts: Fonts,
}

/// The files of sources that are in the package already: reports may share pictures.
pub type There = HashMap<String, Digest>;

/// A report with its files' bytes, in the record's order.
pub struct Gathered {
    pub record: Record,
    pub bytes: Vec<Vec<u8>>,
}

/// What a document says of its report, and the files that it carries.
#[derive(Default)]
struct Said {
    description: Option<Description>,
    carried: Option<Vec<Attachment>>,
}

impl Gathered {
    fn new() -> Self {
        let record = Record {
            description: None,
            files: Vec::new(),
            sources: Vec::new(),
            renderings: Vec::new(),
        };
        Self { record, bytes: Vec::new() }
    }

    /// Adds a file.
    pub fn add(&mut self, part: Part, path: String, format: Format, bytes: Vec<u8>) {
        self.record.files.push(Item {
            part,
            path,
            size: bytes.len() as u64,
            sha256: Digest::of(&bytes),
            format,
            is_metadata: false,
            validations: Vec::new(),
        });
        self.bytes.push(bytes);
    }

    /// Notes a file of the sources that the documents were made from.
    fn made_from(&mut self, path: &str) {
        let path = format!("{}/{path}", Part::Source.folder());
        if !self.record.sources.contains(&path) {
            self.record.sources.push(path);
        }
    }

    /// A letterhead's files.
    pub fn of_letterhead(files: &[(String, Vec<u8>)]) -> Self {
        let mut gathered = Self::new();
        for (path, bytes) in files {
            // The letterhead itself comes first, its logo behind it.
            let is_first = gathered.bytes.is_empty();
            let format = if is_first { Format::Yaml } else { Format::of_picture(bytes) };
            gathered.add(Part::Source, format!("{LETTERHEAD}{path}"), format, bytes.clone());
        }
        gathered
    }

    /// Most bytes that the report takes in a package, with all that is said of it.
    pub fn cost(&self) -> u64 {
        /// What METS, PREMIS, EAD and the container take for a file, beside the names in them.
        const EACH: u64 = 6 * 1024;
        /// How often a name is written, at most in three characters a byte.
        const NAMES: u64 = 10 * 3;
        let said = self.record.description.as_ref();
        let said = said.map_or(0, |of| 12 * (of.title.len() + of.author.len()) as u64);
        let files = self.record.files.iter();
        files.map(|item| item.size + EACH + NAMES * item.path.len() as u64).sum::<u64>() + said
    }
}

impl Gatherer<'_> {
    /// Gathers a report; `there` holds the pictures that are in the package already. Gives all that
    /// is wrong with it, each with the file that it is about.
    pub fn gather(
        &mut self,
        entry: &Entry,
        there: &mut There,
    ) -> Result<Gathered, Vec<(String, Flaw)>> {
        let mut gathered = Gathered::new();
        let mut flaws = Vec::new();
        let (mut description, mut carried) = (None, None);
        for document in &entry.documents {
            match self.document(document, &mut gathered) {
                Ok(said) => {
                    description = description.or(said.description);
                    carried = carried.or(said.carried);
                }
                Err(flaw) => flaws.push((document.file.clone(), flaw)),
            }
        }
        let said = match carried {
            _ if !self.sources.is_empty() => self.source(entry, there, &mut gathered),
            Some(carried) => self.carried(entry, carried, there, &mut gathered),
            None => Ok(None),
        };
        match said {
            Ok(said) => description = said.or(description),
            Err(flaw) => flaws.push(flaw),
        }
        if !flaws.is_empty() {
            return Err(flaws);
        }
        let Some(mut description) = description else {
            return Err(vec![(entry.report.to_string(), Flaw::Undescribed)]);
        };
        description.pages = entry.documents.iter().find_map(|document| document.pages);
        self.describe(entry, &description, &mut gathered)
            .map_err(|error| vec![(entry.report.to_string(), unreadable(&error))])?;
        gathered.record.description = Some(description);
        Ok(gathered)
    }

    /// Takes a document, if it is the one on record. Gives what it says of its report.
    fn document(&mut self, document: &Document, gathered: &mut Gathered) -> Result<Said, Flaw> {
        let settings = &document.inputs.settings;
        if self.letterhead.is_some_and(|digests| !digests.contains(&settings.letterhead)) {
            return Err(Flaw::OtherLetterhead);
        }
        let file = self.folder.file(&document.file).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Flaw::DocumentMissing,
            _ => unreadable(&error),
        })?;
        let length = file.metadata().map_err(|error| unreadable(&error))?.len();
        let mut bytes = Vec::new();
        if length == document.size {
            // Not a byte more, should the file be growing.
            let mut file = file.take(document.size.saturating_add(1));
            file.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        }
        let format = DocumentFormat::of(&document.file).ok_or(Flaw::DocumentChanged)?;
        let mut said = Said::default();
        let (part, path, kind) = if format == DocumentFormat::Pdf {
            let metadata = PdfMetadata::of(&bytes);
            let kind = metadata.format();
            said.description = metadata.description();
            if settings.options.split(' ').any(|option| option == EMBED) {
                said.carried = attached(&bytes).ok();
            }
            (Part::Pdf, format!("data/{}", document.file), kind)
        } else {
            let path = format!("{DOCUMENTS}{}", document.file);
            (Part::Source, path, Format::of_document(format))
        };
        gathered.add(part, path, kind, bytes);
        let place = gathered.record.files.len() - 1;
        let item = &mut gathered.record.files[place];
        if (item.size, item.sha256) != (document.size, document.sha256) {
            return Err(Flaw::DocumentChanged);
        }
        if let Some(validations) = &mut self.validations {
            item.validations = validations.of(&document.file, document.size);
        }
        gathered.record.renderings.push(Rendering {
            document: place,
            program: settings.program.clone(),
            detail: format!(
                "{}; rendering {}; letterhead {}; fonts {}; templates {}",
                settings.options,
                settings.rendering,
                settings.letterhead,
                settings.fonts,
                settings.templates
            ),
        });
        Ok(said)
    }

    /// Takes the report itself and its pictures. Gives what it says of itself, or the file that is
    /// wrong and why.
    fn source(
        &self,
        entry: &Entry,
        there: &mut There,
        gathered: &mut Gathered,
    ) -> Result<Option<Description>, (String, Flaw)> {
        let Some(first) = entry.documents.first() else { return Ok(None) };
        let about = |flaw| (entry.report.to_string(), flaw);
        let report = self.sources.report(&entry.report, first.inputs.report).map_err(about)?;
        // Documents of one report may have been made at different times.
        if entry.documents.iter().any(|other| other.inputs.report != first.inputs.report) {
            return Err(about(Flaw::SourceChanged));
        }
        let name = &*entry.report;
        let is_form = name.rsplit_once('.').is_some_and(|(_, ending)| is_form_ending(ending));
        let beside = Path::new("");
        let draft =
            Draft::new(Path::new(name), Place::from(beside), report.bytes.clone(), &self.fonts);
        let said = check::particulars(&draft.source, &self.fonts);
        let format = if is_form { Format::Docx } else { Format::Yaml };
        // Pictures of a form filled in in Word are in it.
        if !is_form {
            let pictures = entry.documents.iter().flat_map(|document| &document.inputs.pictures);
            for picture in pictures {
                let below = below(folder(name), &picture.file);
                let path = format!("{REPORTS}{below}");
                gathered.made_from(&path);
                if there.contains_key(&path) {
                    continue;
                }
                let bytes = report.picture(picture).map_err(|flaw| (below, flaw))?;
                there.insert(path.clone(), picture.sha256);
                gathered.add(Part::Source, path, Format::of_picture(&bytes), bytes);
            }
        }
        let path = format!("{REPORTS}{name}");
        gathered.made_from(&path);
        gathered.add(Part::Source, path, format, report.bytes);
        Ok(said.map(Description::from))
    }

    /// Takes what a PDF carries: it is the one on record, so this is what it was made from. Gives
    /// what the report says of itself.
    fn carried(
        &self,
        entry: &Entry,
        carried: Vec<Attachment>,
        there: &mut There,
        gathered: &mut Gathered,
    ) -> Result<Option<Description>, (String, Flaw)> {
        let beside = folder(&entry.report);
        let letterhead = carried.iter().find(|file| file.role == Role::Letterhead);
        // Reports of one folder may stand on several letterheads.
        let letterhead = letterhead.map(|file| Digest::of(&file.bytes).to_string());
        let letterhead = letterhead.as_deref().map_or("", |digest| &digest[..8]);
        let mut said = None;
        for file in carried.into_iter().filter(Attachment::is_safe) {
            let path = match file.role {
                Role::Other => continue,
                Role::Letterhead | Role::Logo => {
                    // A folder of their own keeps them from the report's files; here they have one.
                    let path = file.path.split_once('/').map_or(&*file.path, |(_, path)| path);
                    format!("{LETTERHEAD}{letterhead}/{path}")
                }
                _ => format!("{REPORTS}{}", below(beside, &file.path)),
            };
            let format = match file.role {
                Role::Report | Role::Letterhead => Format::Yaml,
                Role::Settings => Format::Json,
                _ => Format::of_picture(&file.bytes),
            };
            if file.role == Role::Report {
                let source = Source::new(&*path, file.bytes.to_vec());
                said = check::particulars(&source, &self.fonts).map(Description::from);
            }
            gathered.made_from(&path);
            let digest = Digest::of(&file.bytes);
            match there.get(&path) {
                Some(same) if *same == digest => continue,
                Some(_) => return Err((file.path, Flaw::SourceChanged)),
                None => {}
            }
            there.insert(path.clone(), digest);
            gathered.add(Part::Source, path, format, file.bytes.to_vec());
        }
        Ok(said)
    }

    /// Adds the record that describes the report.
    fn describe(
        &self,
        entry: &Entry,
        description: &Description,
        gathered: &mut Gathered,
    ) -> io::Result<()> {
        let files = &gathered.record.files;
        let document = files.iter().find(|item| item.part == Part::Pdf).or(files.first());
        let Some(document) = document.cloned() else { return Ok(()) };
        let path = format!("metadata/descriptive/{}.xml", stem(&entry.report));
        let depth = document.part.folder().split('/').count() + path.matches('/').count();
        let mut bytes = Vec::new();
        dublin_core(&mut bytes, self.submission, description, &document, &"../".repeat(depth))?;
        gathered.add(document.part, path, Format::Xml, bytes);
        if let Some(item) = gathered.record.files.last_mut() {
            item.is_metadata = true;
        }
        Ok(())
    }
}

fn unreadable(error: &io::Error) -> Flaw {
    Flaw::DocumentUnreadable(error.into())
}
