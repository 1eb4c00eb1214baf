//! The form's tables in a Word document: rows of the evaluation, and contacts.

use super::content::{Cell, Item, Paragraph, Table, is_blank_text};
use super::notes::{Notes, line, plain};
use super::prose::prose;
use crate::diagnostic::{Appearance, Foreign, Problem};
use crate::field::FieldPath;
use crate::model::{ContactField, EvaluationField, Form};
use crate::write::{Fields, Markdown, Value};

/// Rows of a table: for each the keys of its columns with the paragraphs of its cells.
#[derive(Default)]
pub(super) struct Rows(Vec<Vec<(&'static str, Kind, Vec<Paragraph>)>>);

/// What a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Required,
    Optional,
    /// A line, which must be there.
    RequiredLine,
    Line,
}

impl Rows {
    /// The rows as entries of a list.
    pub fn into_values(self, markdown: Markdown<'_>) -> Vec<Value> {
        let value = |kind: Kind, paragraphs: &[Paragraph]| {
            let written = match kind {
                Kind::Required | Kind::Optional => {
                    let prose = prose(paragraphs);
                    (!prose.is_empty()).then(|| Value::Prose(markdown.prose(&prose)))
                }
                Kind::RequiredLine | Kind::Line => {
                    let lines = paragraphs.iter().map(|p| line(&p.spans));
                    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
                    (!lines.is_empty()).then(|| Value::Line(lines.join("\n")))
                }
            };
            let is_required = matches!(kind, Kind::Required | Kind::RequiredLine);
            written.or(is_required.then_some(Value::Missing))
        };
        let row = |row: Vec<(&'static str, Kind, Vec<Paragraph>)>| {
            let fields: Fields = row
                .into_iter()
                .filter_map(|(key, kind, cell)| Some((key, value(kind, &cell)?)))
                .collect();
            Value::Block(fields)
        };
        self.0.into_iter().map(row).collect()
    }
}

/// Takes the table of the evaluation. A second one goes on with it, as when a table is split.
pub(super) fn evaluation(table: Table, rows: &mut Rows, told: &mut Notes) {
    let words = &Form::get().words.evaluation;
    let keys = EvaluationField::ALL.map(EvaluationField::key);
    let kinds = [Kind::Required, Kind::Required, Kind::Optional];
    let list = FieldPath::of("evaluation");
    let is_head = |cells: &[Cell]| {
        let label = |index: usize, words: &str| cells.get(index).is_some_and(|c| c.says(words));
        label(0, &words.activity) && label(1, &words.assessment)
    };
    for row in table.rows {
        let is_blank = row.cells.iter().all(Cell::is_blank);
        if row.is_head || is_head(&row.cells) || is_blank {
            continue;
        }
        let path = list.clone().item(rows.0.len());
        let mut cells = row.cells.into_iter();
        let mut read = Vec::new();
        for (key, kind) in keys.into_iter().zip(kinds) {
            let path = path.clone().key(key);
            let cell = cells.next().unwrap_or_default();
            let paragraphs = cell.paragraphs(&path, told);
            if paragraphs.iter().any(|paragraph| paragraph.heading.is_some()) {
                told.add(path, Problem::LostLook { look: Appearance::Heading });
            }
            read.push((key, kind, paragraphs));
        }
        for cell in cells.filter(|cell| !cell.is_blank()) {
            told.stray(path.clone(), &cell.text());
        }
        rows.0.push(read);
    }
}

/// Takes the table of contacts; gives back one that is another.
pub(super) fn contacts(table: Table, rows: &mut Rows, told: &mut Notes) -> Option<Table> {
    let words = &Form::get().words.contacts;
    let labelled = |cell: &Cell| {
        let text = plain(&cell.text());
        ContactField::ALL.into_iter().find(|field| plain(field.label(words)) == text)
    };
    let head = table.rows.first().map_or(&[][..], |row| &row.cells);
    let mut columns: Vec<Option<ContactField>> = head.iter().map(labelled).collect();
    let has_head =
        columns.first() == Some(&Some(ContactField::Name)) || columns.iter().flatten().count() > 1;
    if !has_head && table.tag != Some("contacts") {
        return Some(table);
    }
    // A column whose head says something else is known by what its cells are tagged as.
    for (index, column) in columns.iter_mut().enumerate() {
        let tagged = |field: &ContactField| {
            let tag = format!("contacts.{}", field.key());
            let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
            cells.into_iter().any(|cell| cell.has_tag(&tag))
        };
        *column = column.or_else(|| ContactField::ALL.into_iter().find(tagged));
    }
    let list = FieldPath::of("contacts");
    for row in table.rows.into_iter().skip(usize::from(has_head)) {
        if row.cells.iter().all(Cell::is_blank) {
            continue;
        }
        let path = list.clone().item(rows.0.len());
        let mut read: Vec<(&'static str, Kind, Vec<Paragraph>)> = Vec::new();
        for (index, cell) in row.cells.into_iter().enumerate() {
            let Some(field) = columns.get(index).copied().flatten() else {
                if !cell.is_blank() {
                    told.stray(path.clone(), &cell.text());
                }
                continue;
            };
            let is_name = field == ContactField::Name;
            let kind = if is_name { Kind::RequiredLine } else { Kind::Line };
            let key = field.key();
            read.push((key, kind, cell.paragraphs(&path.clone().key(key), told)));
        }
        if !read.iter().any(|(key, ..)| *key == "name") {
            read.insert(0, ("name", Kind::RequiredLine, Vec::new()));
        }
        let order = |key: &str| ContactField::ALL.iter().position(|field| field.key() == key);
        read.sort_by_key(|(key, ..)| order(key));
        rows.0.push(read);
    }
    None
}

impl Cell {
    /// The cell's paragraphs, those in which something is written. Tells what else it holds.
    pub fn paragraphs(self, path: &FieldPath, told: &mut Notes) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        for item in self.items {
            match item {
                Item::Paragraph(paragraph) => {
                    told.of_text(path, &paragraph);
                    if !is_blank_text(&paragraph.text()) {
                        paragraphs.push(paragraph);
                    }
                }
                Item::Table(_) => {
                    told.add(path.clone(), Problem::NoPlace { what: Foreign::Table });
                }
            }
        }
        paragraphs
    }

    /// The cell's characters, those of tables in it too.
    pub fn text(&self) -> String {
        let texts: Vec<String> = self
            .items
            .iter()
            .map(|item| match item {
                Item::Paragraph(paragraph) => paragraph.text(),
                Item::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.map(Cell::text).collect::<Vec<_>>().join(" ")
                }
            })
            .collect();
        texts.join("\n")
    }

    fn says(&self, words: &str) -> bool {
        plain(&self.text()) == plain(words)
    }

    /// Whether nothing is in the cell that anybody has put there.
    fn is_blank(&self) -> bool {
        self.items.iter().all(|item| match item {
            Item::Paragraph(paragraph) => {
                is_blank_text(&paragraph.text())
                    && paragraph.foreign.is_empty()
                    && !paragraph.has_picture()
            }
            Item::Table(_) => false,
        })
    }

    fn has_tag(&self, tag: &str) -> bool {
        self.items.iter().any(|item| match item {
            Item::Paragraph(paragraph) => paragraph.has_tag(tag),
            Item::Table(_) => false,
        })
    }
}
