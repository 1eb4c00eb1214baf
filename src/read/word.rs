//! A Word document as a report: its parts read, its fields found, its pictures named.

use std::collections::BTreeMap;
use std::path::Path;

use super::body::{Content, Drawing, Item, Paragraph, Reader};
use super::form::{Filled, Filling};
use super::head::registration_number;
use super::notes::Notes;
use super::numbering::Numberings;
use super::package::{Package, Relationship};
use super::styles::Styles;
use super::xml::Element;
use crate::diagnostic::{Diagnostic, DocumentFlaw as Flaw, Foreign, Problem};
use crate::field::FieldPath;
use crate::fonts::Fonts;
use crate::input::Folder;
use crate::signature;
use crate::source::Source;
use crate::write::{Markdown, Value, Written, yaml};

/// Largest Word document that is read, in bytes: the pictures of a report, and some room.
pub const MAX_DOCUMENT: usize = 110 * 1024 * 1024;

/// Longest name of a picture that is kept, in bytes.
const MAX_NAME: usize = 200;

/// Most names that are tried for a picture whose own is taken.
const MAX_NAMES: usize = 1000;

/// Relationships that lead outside and fetch nothing: links, and the template that an office's
/// documents are made from.
const HARMLESS: &[&str] = &["hyperlink", "attachedTemplate"];

/// A Word document, as far as it could be read.
pub(super) struct Read {
    /// The YAML that it says; empty if it cannot be read at all.
    pub source: Source,
    /// What was found out on the way.
    pub problems: Vec<Diagnostic>,
    /// The pictures, by the paths that the text calls them.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Reads the bytes of the Word document at `path`.
pub(super) fn read(path: &Path, bytes: Vec<u8>, fonts: &Fonts) -> Read {
    let name = path.display().to_string();
    match fields(bytes, path, fonts) {
        Ok((written, told, files)) => {
            let problems = told.0.into_iter().map(|(path, problem)| {
                let start = place(&written, &path);
                let problem = Diagnostic::new(problem, start..start, path);
                Diagnostic { in_form: true, ..problem }
            });
            let problems = problems.collect();
            let source = Source::new(name, written.text.into_bytes());
            Read { source, problems, files }
        }
        Err(problem) => Read {
            source: Source::new(name, Vec::new()),
            problems: vec![Diagnostic { in_form: true, ..Diagnostic::of_file(problem) }],
            files: BTreeMap::new(),
        },
    }
}

type Fields = (Written, Notes, BTreeMap<String, Vec<u8>>);

fn fields(bytes: Vec<u8>, path: &Path, fonts: &Fonts) -> Result<Fields, Problem> {
    let refused = |flaw| Problem::WordDocument { flaw };
    if bytes.len() > MAX_DOCUMENT {
        return Err(refused(Flaw::TooLarge));
    }
    if !bytes.starts_with(b"PK") {
        return Err(refused(kind_of(&bytes)));
    }
    let mut package = Package::open(bytes).map_err(refused)?;
    let opened = Opened::new(&mut package).map_err(refused)?;
    let mut filled = Filled::new(opened.items).ok_or(Problem::NotTheForm)?;
    filled.told.0.extend(opened.told.0);
    let Filling { mut value, drawings, mut told } =
        filled.into_value(opened.registration, Markdown { fonts });
    let mut files = BTreeMap::new();
    let names = pictures(&mut package, &opened.relationships, &drawings, path, &mut files);
    for (index, name) in names.map_err(refused)?.into_iter().enumerate() {
        if let Some(name) = name {
            set_file(&mut value, index, name);
        } else {
            let path = FieldPath::of("pictures").item(index);
            told.add(path, Problem::NoPlace { what: Foreign::LinkedPicture });
        }
    }
    Ok((yaml(&value), told, files))
}

/// What is wrong with a file that is no package.
fn kind_of(bytes: &[u8]) -> Flaw {
    /// The stream of a document with a password, in UTF-16 (MS-OFFCRYPTO, section 2.3.4.4).
    const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    let is_compound = signature::of(bytes) == Some("Word (.doc)");
    if is_compound && bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED) {
        Flaw::Locked
    } else {
        Flaw::NotWord
    }
}

/// What was read of a package.
struct Opened {
    items: Vec<Item>,
    registration: Option<String>,
    relationships: Vec<Relationship>,
    told: Notes,
}

impl Opened {
    fn new(package: &mut Package) -> Result<Self, Flaw> {
        let main = package.main()?;
        let relationships = package.relationships(&main)?;
        let is_fetched =
            |r: &&Relationship| r.is_external && !HARMLESS.contains(&&*r.kind) && r.kind != "image";
        if relationships.iter().any(|r| is_fetched(&r)) {
            return Err(Flaw::External);
        }
        let target = |kind: &str| {
            let found = relationships.iter().find(|r| r.kind == kind && !r.is_external);
            found.map(|found| found.target.clone())
        };
        let mut part = |path: Option<String>| match path {
            None => Ok(None),
            Some(path) => package.text(&path),
        };
        let (styles, numbering) = (part(target("styles"))?, part(target("numbering"))?);
        let styles = match &styles {
            Some(text) => Styles::new(&Element::parse(text)?),
            None => Styles::default(),
        };
        let numberings = match &numbering {
            Some(text) => Numberings::new(&Element::parse(text)?),
            None => Numberings::default(),
        };
        let mut reader =
            Reader { styles: &styles, numberings, links: links(&relationships), is_tracked: false };
        let text = package.text(&main)?.ok_or(Flaw::NotWord)?;
        let document = Element::parse(&text)?;
        let body = document.find("w:body").ok_or(Flaw::NotWord)?;
        let items = reader.items(body);
        let mut told = Notes::default();
        let mut numbers: Vec<Option<String>> = Vec::new();
        for (kind, id) in references(body) {
            let found = relationships.iter().find(|r| r.id == id && !r.is_external);
            let Some(path) = found.map(|found| found.target.clone()) else { continue };
            let Some(text) = package.text(&path)? else { continue };
            reader.links = links(&package.relationships(&path)?);
            let root = Element::parse(&text)?;
            let items = reader.items(&root);
            if kind == "w:headerReference" {
                numbers.push(registration_number(&items));
            } else if is_written(&items) {
                let what = Foreign::Footer;
                told.add(FieldPath::default(), Problem::NoPlace { what });
            }
        }
        if reader.is_tracked {
            told.add(FieldPath::default(), Problem::TrackedChanges);
        }
        let read = numbers.iter().flatten().next().cloned();
        let other = numbers.iter().find(|number| **number != read);
        if let (Some(read), Some(other)) = (&read, other) {
            let (read, other) = (read.clone(), other.clone().unwrap_or_default());
            let problem = Problem::RegistrationNumbersDiffer { read, other };
            told.add(FieldPath::of("registration_number"), problem);
        }
        Ok(Self { items, registration: read, relationships, told })
    }
}

/// The addresses that relationships link to.
fn links(relationships: &[Relationship]) -> Vec<(String, String)> {
    let links = relationships.iter().filter(|r| r.kind == "hyperlink" && r.is_external);
    links.map(|link| (link.id.clone(), link.target.clone())).collect()
}

/// The heads and feet of a document's pages, those of the first page first, by their relationships.
fn references(body: &Element<'_>) -> Vec<(String, String)> {
    let mut found: Vec<(bool, String, String)> = Vec::new();
    let own = body.elements().filter(|element| element.name == "w:sectPr");
    let in_paragraphs =
        body.elements().filter_map(|element| element.find("w:pPr")?.find("w:sectPr"));
    for section in own.chain(in_paragraphs) {
        let has_first = section.find("w:titlePg").is_some_and(Element::is_on);
        for reference in section.elements() {
            let kind = &*reference.name;
            let is_first = reference.attribute("w:type") == Some("first");
            if matches!(kind, "w:headerReference" | "w:footerReference")
                && (has_first || !is_first)
                && let Some(id) = reference.attribute("r:id")
            {
                found.push((!is_first, kind.to_owned(), id.to_owned()));
            }
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, kind, id)| (kind, id)).collect()
}

/// Whether there is more than the number of the page.
fn is_written(items: &[Item]) -> bool {
    let has_text = |paragraph: &Paragraph| {
        let is_number = |text: &str| text.chars().all(|c| !c.is_alphabetic());
        let is_seen = |content: &Content| match content {
            Content::Text(text) => !is_number(text),
            Content::Picture(_) => true,
            _ => false,
        };
        paragraph.spans.iter().any(|span| is_seen(&span.content))
    };
    items.iter().any(|item| match item {
        Item::Paragraph(paragraph) => has_text(paragraph),
        Item::Table(table) => {
            let mut cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.any(|cell| is_written(&cell.items))
        }
    })
}

/// Reads the pictures' files and gives each a name; none where there is no file.
fn pictures(
    package: &mut Package,
    relationships: &[Relationship],
    drawings: &[Drawing],
    path: &Path,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Option<String>>, Flaw> {
    let stem = path.file_stem().map_or_else(|| "bild".into(), |stem| stem.to_string_lossy());
    let beside = if drawings.is_empty() {
        None
    } else {
        Folder::open(path.parent().unwrap_or(Path::new(""))).ok()
    };
    let mut names = Vec::new();
    for (index, drawing) in drawings.iter().enumerate() {
        let part = relationships.iter().find(|r| r.id == drawing.relationship && !r.is_external);
        let bytes = match part {
            Some(part) => package.picture(&part.target)?,
            None => None,
        };
        let Some(bytes) = bytes else {
            names.push(None);
            continue;
        };
        let ending = match signature::of(&bytes) {
            Some("PNG") => "png",
            Some("JPEG") => "jpg",
            _ => "bin",
        };
        let own = Some(drawing.name.clone()).filter(|name| is_file_name(name, ending));
        let name = own.unwrap_or_else(|| format!("bilder/{stem}-{}.{ending}", index + 1));
        let is_free = |name: &str| match files.get(name) {
            Some(held) => *held == bytes,
            None => beside.as_ref().is_none_or(|beside| is_free_beside(beside, name, &bytes)),
        };
        let (base, ending) = name.rsplit_once('.').unwrap_or((&name, ending));
        let numbered = (2..MAX_NAMES).map(|number| format!("{base}-{number}.{ending}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name));
        let name = free.unwrap_or(name);
        files.entry(name.clone()).or_insert(bytes);
        names.push(Some(name));
    }
    Ok(names)
}

/// Whether there is no file of this name, or one that holds the same.
fn is_free_beside(beside: &Folder, name: &str, bytes: &[u8]) -> bool {
    match beside.read(name, bytes.len()) {
        Ok(found) => found == bytes,
        Err(_) => !beside.has(name),
    }
}

/// Whether what a picture is called is the path of a file such as it is, in the report's folder.
fn is_file_name(name: &str, ending: &str) -> bool {
    let fits = match name.rsplit_once('.') {
        Some((base, written)) => {
            let written = written.to_ascii_lowercase();
            !base.is_empty() && (written == ending || ending == "jpg" && written == "jpeg")
        }
        None => false,
    };
    fits && name.len() <= MAX_NAME
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|step| !step.is_empty() && !step.starts_with('.'))
}

/// Names a picture's file.
fn set_file(value: &mut Value, index: usize, name: String) {
    let Value::Block(fields) = value else { return };
    let pictures = fields.iter_mut().find(|(key, _)| *key == "pictures");
    if let Some((_, Value::List(pictures))) = pictures
        && let Some(Value::Block(picture)) = pictures.get_mut(index)
        && let Some((_, file)) = picture.first_mut()
    {
        *file = Value::Line(name);
    }
}

/// Where a field begins, or what it stands in.
fn place(written: &Written, path: &FieldPath) -> usize {
    let mut path = path.clone();
    loop {
        if let Some((_, start)) = written.places.iter().find(|(place, _)| *place == path) {
            return *start;
        }
        if path.pop().is_none() {
            return 0;
        }
    }
}
