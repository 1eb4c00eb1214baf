//! A Word document as a report: its parts read, its fields found, its pictures named.

use std::io::Cursor;
use std::path::Path;

use super::body::Reader;
use super::content::{Content, Item, Paragraph};
use super::form::{Filled, Filling};
use super::head::registration_number;
use super::names::named;
use super::notes::Notes;
use super::numbering::Numberings;
use super::origin::Origin;
use super::original::{Files, Original, says};
use super::package::{Package, Relationship};
use super::styles::Styles;
use super::xml::Element;
use crate::diagnostic::{Diagnostic, DocumentFlaw as Flaw, Foreign, Problem};
use crate::document::DocumentFormat;
use crate::field::FieldPath;
use crate::fonts::Fonts;
use crate::input::Place;
use crate::model::Image;
use crate::seal::{self, Condition};
use crate::signature;
use crate::write::{Markdown, Value, update, yaml};

/// Largest Word document that is read, in bytes: the pictures of a report, and some room.
pub const MAX_DOCUMENT: usize = 110 * 1024 * 1024;

/// Relationships that lead outside and fetch nothing: links, and the template that an office's
/// documents are made from.
const HARMLESS: &[&str] = &["hyperlink", "attachedTemplate"];

/// A Word document, as far as it could be read.
pub(super) struct Read {
    /// The report's file that it says, to be written; empty if it cannot be read at all.
    pub report: Vec<u8>,
    /// What it says.
    pub value: Value,
    /// What the report said that it was made from, if it says that.
    pub original: Option<Value>,
    /// The fields in the order of the form.
    pub places: Vec<FieldPath>,
    /// What was found out on the way.
    pub problems: Vec<Diagnostic>,
    /// The pictures, by the paths that the text calls them.
    pub files: Files,
}

/// Reads the bytes of the Word document at `path`.
pub(super) fn read(path: &Path, folder: Place<'_>, bytes: Vec<u8>, fonts: &Fonts) -> Read {
    fields(bytes, path, folder, fonts).unwrap_or_else(|problem| Read {
        report: Vec::new(),
        value: Value::Missing,
        original: None,
        places: Vec::new(),
        problems: vec![in_form(FieldPath::default(), problem)],
        files: Files::new(),
    })
}

fn in_form(path: FieldPath, problem: Problem) -> Diagnostic {
    Diagnostic { in_form: true, ..Diagnostic::new(problem, 0..0, path) }
}

fn fields(bytes: Vec<u8>, path: &Path, folder: Place<'_>, fonts: &Fonts) -> Result<Read, Problem> {
    let refused = |flaw| Problem::WordDocument { flaw };
    if bytes.len() > MAX_DOCUMENT {
        return Err(refused(Flaw::TooLarge));
    }
    if !bytes.starts_with(b"PK") {
        return Err(refused(kind_of(&bytes)));
    }
    let condition = seal::inspect(&mut Cursor::new(&bytes), DocumentFormat::Docx);
    let is_untouched = condition.is_ok_and(|condition| condition == Condition::Untouched);
    let mut package = Package::open(bytes).map_err(refused)?;
    let opened = Opened::new(&mut package).map_err(refused)?;
    let origin = Origin::find(&mut package, &opened.relationships).map_err(refused)?;
    let mut filled = Filled::new(opened.items).ok_or(Problem::NotTheForm)?;
    filled.told.0.extend(opened.told.0);
    let Filling { mut value, drawings, mut told } =
        filled.into_value(opened.registration, Markdown { fonts });
    let original = origin.and_then(Original::new);
    let mut held = Vec::new();
    for drawing in &drawings {
        let is_part =
            |r: &&Relationship| r.id == drawing.relationship && !r.is_external && !drawing.is_frame;
        let part = opened.relationships.iter().find(is_part);
        held.push(match part {
            Some(part) => package.picture(&part.target).map_err(refused)?,
            None => None,
        });
    }
    let mut files = Files::new();
    let names = named(&drawings, held, original.as_ref(), (path, folder), &mut files, &mut told);
    for (index, name) in names.into_iter().enumerate() {
        set_file(&mut value, index, name);
    }
    let written = yaml(&value);
    let was = original.as_ref().and_then(|original| original.value(fonts));
    let report = match (&original, &was) {
        (Some(original), _) if is_untouched => original.report().to_vec(),
        (Some(original), Some(was)) if *was == value => original.report().to_vec(),
        (Some(original), Some(was)) => {
            let says = |text: &str, value: &Value| says(text.as_bytes(), value, &files, fonts);
            update(original.text(), was, &value, says).unwrap_or(written.text).into_bytes()
        }
        _ => written.text.into_bytes(),
    };
    Ok(Read {
        report,
        value,
        original: was,
        places: written.places.into_iter().map(|(path, _)| path).collect(),
        problems: told.0.into_iter().map(|(path, problem)| in_form(path, problem)).collect(),
        files,
    })
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
        let links_of = links(&relationships);
        let frames = frames(package, &relationships)?;
        let mut reader =
            Reader { styles: &styles, numberings, links: links_of, frames, is_tracked: false };
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
            reader.frames.clear();
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

/// The relationships to the form's own frame in the place of a picture.
fn frames(package: &mut Package, relationships: &[Relationship]) -> Result<Vec<String>, Flaw> {
    let mut frames = Vec::new();
    for image in relationships.iter().filter(|r| r.kind == "image" && !r.is_external) {
        if package.size(&image.target) == Some(Image::BLANK.len() as u64)
            && package.picture(&image.target)?.as_deref() == Some(Image::BLANK)
        {
            frames.push(image.id.clone());
        }
    }
    Ok(frames)
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

/// Names a picture's file.
fn set_file(value: &mut Value, index: usize, name: Option<String>) {
    let (Value::Block(fields), Some(name)) = (value, name) else { return };
    let pictures = fields.iter_mut().find(|(key, _)| *key == "pictures");
    if let Some((_, Value::List(pictures))) = pictures
        && let Some(Value::Block(picture)) = pictures.get_mut(index)
        && let Some((_, file)) = picture.first_mut()
    {
        *file = Value::Line(name);
    }
}
