//! The form's fields, in the order in which the sheet shows them, with the words of the form and
//! of the schema.
//!
//! Nothing of the form is written down here: a report that is filled in with the schema's examples
//! is laid out as a sheet, and that is walked through.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use serde_json::{Map, Value as Json};

use super::help;
use crate::check::{self, Context};
use crate::diagnostic::{Diagnostic, Language, Problem, entry_of};
use crate::field::{FieldPath, Step};
use crate::fonts::Fonts;
use crate::input::Place;
use crate::model::Letterhead;
use crate::render::RenderError;
use crate::schema;
use crate::sheet::{Block, Cell, FieldPiece, Sheet};
use crate::source::Source;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text on one line.
    Line,
    /// A day.
    Date,
    /// A box to tick.
    Box,
    /// A box to tick that has a line for one paragraph.
    Tick,
    /// One paragraph of prose.
    Inlines,
    /// Paragraphs and lists.
    Prose,
    /// A picture's file.
    File,
}

/// A place to fill in, with its words.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its place in the report; in a list, its place in an entry. Of entries that are values
    /// themselves it is empty.
    pub keys: Vec<&'static str>,
    /// What it holds.
    pub kind: Kind,
    /// What the form calls it.
    pub label: String,
    /// What is to be written.
    pub help: String,
    /// Whether it must be filled in.
    pub is_required: bool,
    /// Most characters.
    pub most: Option<u64>,
}

/// A list that people add entries to.
#[derive(Debug, Clone)]
pub struct List {
    /// Its key in the report.
    pub key: &'static str,
    /// What it is called.
    pub label: String,
    /// What an entry is called.
    pub entry: &'static str,
    /// What an entry is.
    pub help: String,
    /// Whether it must have an entry.
    pub is_required: bool,
    /// Most entries.
    pub most: Option<u64>,
    /// An entry's fields; one without keys where entries are values themselves.
    pub fields: Vec<Field>,
}

/// A part of the form.
#[derive(Debug, Clone)]
pub enum Part {
    /// A section's heading.
    Heading(String),
    /// A place to fill in.
    Field(Field),
    /// A list.
    List(List),
}

/// The form from its top to its end.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

impl Outline {
    /// Reads the form off the sheet. `letterhead` is the one that documents will have, `language` that
    /// of the help. Fails only on mistakes in the program.
    pub fn new(
        letterhead: &Letterhead,
        fonts: &Fonts,
        language: Language,
    ) -> Result<Self, Vec<Diagnostic>> {
        let schema = schema::report();
        let root = Schema { root: &schema, language };
        let specimen = root.specimen(&schema);
        let mut files = BTreeMap::new();
        if let Some(file) = specimen.pointer("/pictures/0/file").and_then(Json::as_str) {
            files.insert(file.to_owned(), picture());
        }
        let source = Source::new("", specimen.to_string().into_bytes());
        let report = check::report(&source, &Context { folder: Place::holding(&files), fonts })?;
        let bug = |message: String| {
            let error = RenderError::Bug { message };
            vec![Diagnostic::of_file(Problem::RenderFailed { error })]
        };
        let sheet = Sheet::new(&report.value, letterhead, Sheet::IMAGE_DPI)
            .map_err(|flaw| bug(flaw.to_string()))?;
        let mut walk = Walk { schema: root, parts: Vec::new() };
        walk.sheet(&sheet);
        Ok(Self { parts: walk.parts })
    }
}

/// The smallest picture that can be judged.
fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // Writing to memory does not fail; without a picture the outline would lack its fields, which a
    // test sees.
    let _ = RgbImage::new(8, 8).write_to(&mut bytes, ImageFormat::Png);
    bytes.into_inner()
}

struct Walk<'s> {
    schema: Schema<'s>,
    parts: Vec<Part>,
}

impl Walk<'_> {
    fn sheet(&mut self, sheet: &Sheet<'_>) {
        for block in &sheet.blocks {
            match block {
                Block::Title(value) => {
                    // It stands by itself on the paper; problems call it what its control is called.
                    self.field(&value.path, Kind::Line, Some(value.control));
                    self.field(&sheet.head.registration_number.path, Kind::Line, None);
                }
                Block::Heading { text } => self.parts.push(Part::Heading((*text).to_owned())),
                Block::Bullets(bullets) => {
                    let field = self.schema.field(&bullets.list.path.clone().item(0));
                    let field = Field { kind: Kind::Inlines, ..field };
                    self.list(&bullets.list.path, vec![field]);
                }
                Block::Table(table) => {
                    let cells = table.rows.first().map_or(&[][..], |row| &row.cells);
                    let fields = cells.iter().zip(&table.columns).map(|(cell, column)| {
                        let (path, kind) = match cell {
                            Cell::Prose(value) => (&value.path, Kind::Prose),
                            Cell::Line(value) => (&value.path, Kind::Line),
                        };
                        let label = column.label.clone().into_owned();
                        Field { kind, label, ..self.schema.field(path) }
                    });
                    let fields = fields.collect();
                    self.list(&table.list.path, fields);
                }
                Block::Prose(value) => self.field(&value.path, Kind::Prose, None),
                Block::Boxes { boxes } => {
                    for tick in boxes {
                        match &tick.text {
                            Some(text) => self.field(&text.path, Kind::Tick, Some(tick.label)),
                            None => self.field(&tick.tick.path, Kind::Box, Some(tick.label)),
                        }
                    }
                }
                Block::Pictures { rows, .. } => {
                    let Some(figure) = rows.iter().flatten().next() else { continue };
                    let (file, caption) = (&figure.picture.path, &figure.caption.path);
                    let mut entry = file.clone();
                    entry.pop();
                    // What is read aloud stands nowhere on the sheet.
                    let alt = entry.clone().key("alt");
                    let fields = [(file, Kind::File), (&alt, Kind::Line), (caption, Kind::Line)];
                    let fields =
                        fields.map(|(path, kind)| Field { kind, ..self.schema.field(path) });
                    entry.pop();
                    self.list(&entry, fields.into());
                }
                Block::Field(field) => {
                    for piece in &field.pieces {
                        match piece {
                            FieldPiece::Date { value, .. } => {
                                self.field(&value.path, Kind::Date, None);
                            }
                            FieldPiece::Line { value, .. } => {
                                self.field(&value.path, Kind::Line, None);
                            }
                        }
                    }
                }
                Block::Note { .. } | Block::FirstPageEnd | Block::EmptyBox(_) => {}
            }
        }
    }

    fn field(&mut self, path: &FieldPath, kind: Kind, label: Option<&str>) {
        let mut field = self.schema.field(path);
        field.kind = kind;
        if let Some(label) = label {
            label.trim_end_matches(':').clone_into(&mut field.label);
        }
        self.parts.push(Part::Field(field));
    }

    fn list(&mut self, path: &FieldPath, fields: Vec<Field>) {
        let Field { keys, label, help, is_required, .. } = self.schema.field(path);
        let Some(key) = keys.first() else { return };
        let most = self.schema.at(path).0.get("maxItems").and_then(Json::as_u64);
        let entry = entry_of(key, self.schema.language);
        self.parts.push(Part::List(List { key, label, entry, help, is_required, most, fields }));
    }
}

/// What the schema says of fields.
#[derive(Clone, Copy)]
struct Schema<'s> {
    root: &'s Json,
    language: Language,
}

impl<'s> Schema<'s> {
    /// What stands behind a reference, and behind "or nothing".
    fn resolved(self, mut schema: &'s Json) -> &'s Json {
        if let Some(first) = schema.pointer("/anyOf/0") {
            schema = first;
        }
        let name = schema.get("$ref").and_then(Json::as_str);
        let target = name.and_then(|name| self.root.pointer(name.trim_start_matches('#')));
        target.unwrap_or(schema)
    }

    /// The schema at a place, and whether there must be something.
    fn at(self, path: &FieldPath) -> (&'s Json, bool) {
        let (mut at, mut is_required) = (self.root, false);
        for step in path.steps() {
            let inside = self.resolved(at);
            let next = match step {
                Step::Item(_) => {
                    is_required = true;
                    inside.get("items")
                }
                Step::Key(key) => {
                    let required = inside.get("required").and_then(Json::as_array);
                    is_required = required.is_some_and(|keys| keys.iter().any(|k| k == &**key));
                    inside.get("properties").and_then(|properties| properties.get(&**key))
                }
            };
            at = next.unwrap_or(&Json::Null);
        }
        (at, is_required)
    }

    /// The words of a field.
    fn field(self, path: &FieldPath) -> Field {
        let (schema, is_required) = self.at(path);
        let text = |key| schema.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        // Below the last list.
        let steps = path.steps();
        let entry = steps.iter().rposition(|step| matches!(step, Step::Item(_)));
        let keys = steps[entry.map_or(0, |at| at + 1)..].iter().filter_map(|step| match step {
            Step::Key(Cow::Borrowed(key)) => Some(*key),
            _ => None,
        });
        Field {
            keys: keys.collect(),
            kind: Kind::Line,
            label: text("title"),
            help: match self.language {
                Language::Swedish => text("description"),
                Language::English => help::english(&path.without_positions()).to_owned(),
            },
            is_required,
            most: schema.get("maxLength").and_then(Json::as_u64),
        }
    }

    /// A value that a schema's examples make up.
    fn specimen(self, schema: &'s Json) -> Json {
        if let Some(example) = schema.pointer("/examples/0") {
            return example.clone();
        }
        let inside = self.resolved(schema);
        if let Some(properties) = inside.get("properties").and_then(Json::as_object) {
            let fields = properties.iter().map(|(key, value)| (key.clone(), self.specimen(value)));
            return Json::Object(fields.collect::<Map<_, _>>());
        }
        match inside.get("items") {
            Some(items) => Json::Array(vec![self.specimen(items)]),
            None => Json::Null,
        }
    }
}
