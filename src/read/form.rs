//! The form in a Word document: which paragraph and table belongs to which field. Headings part the
//! sections, tags and styles say more where they are still there.

use super::boxes::Boxes;
use super::content::{Drawing, Item, Paragraph, Span, Table, is_blank_text};
use super::notes::{Notes, line, plain, written_text};
use super::pictures::Gallery;
use super::prose::{paragraphs, prose};
use super::tables::{Rows, contacts, evaluation};
use crate::check;
use crate::diagnostic::{Appearance, Foreign, Problem};
use crate::field::FieldPath;
use crate::model::{Channel, Form, Inlines};
use crate::write::{Markdown, Value, block};

/// The sections of the form, in order; the title stands before the first heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Title,
    Purpose,
    Evaluation,
    Summary,
    NextSteps,
    Pictures,
    Signature,
}

impl Section {
    /// Those with headings, and their words.
    fn headings() -> [(Self, &'static str); 6] {
        let words = &Form::get().words;
        [
            (Self::Purpose, &words.purpose),
            (Self::Evaluation, &words.evaluation.heading),
            (Self::Summary, &words.summary),
            (Self::NextSteps, &words.next_steps.heading),
            (Self::Pictures, &words.pictures.heading),
            (Self::Signature, &words.signature.heading),
        ]
    }

    /// The section that a paragraph is the heading of.
    fn of_heading(paragraph: &Paragraph) -> Option<Self> {
        // What is a heading may be misspelt; any paragraph may be one with the form's very words.
        let written = plain(&paragraph.text());
        if written.is_empty() || paragraph.spans.iter().any(|span| span.tag.is_some()) {
            return None;
        }
        let headings = Self::headings().map(|(section, words)| (section, plain(words)));
        if let Some((section, _)) = headings.iter().find(|(_, words)| *words == written) {
            return Some(*section);
        }
        paragraph.heading.filter(|level| *level > 1)?;
        let distance = |words: &str| strsim::damerau_levenshtein(words, &written);
        let near = |(_, words): &&(Self, String)| distance(words) <= words.chars().count() / 4;
        headings.iter().find(near).map(|(section, _)| *section)
    }

    /// The section that a field stands in.
    fn of_field(field: &str) -> Option<Self> {
        Some(match field.split('.').next()? {
            "title" => Self::Title,
            "purpose" => Self::Purpose,
            "evaluation" => Self::Evaluation,
            "summary" => Self::Summary,
            "next_steps" => Self::NextSteps,
            "pictures" | "contacts" | "other" => Self::Pictures,
            "signature" => Self::Signature,
            _ => return None,
        })
    }

    /// The field that text of the section belongs to if nothing says otherwise.
    fn path(self) -> FieldPath {
        match self {
            Self::Title => FieldPath::of("title"),
            Self::Purpose => FieldPath::of("purpose"),
            Self::Evaluation => FieldPath::of("evaluation"),
            Self::Summary => FieldPath::of("summary"),
            Self::NextSteps => FieldPath::of("next_steps").key("notes"),
            Self::Pictures => FieldPath::of("other"),
            Self::Signature => FieldPath::of("signature"),
        }
    }
}

/// What a document says, field by field.
#[derive(Default)]
pub(super) struct Filled {
    title: Vec<String>,
    purpose: Vec<Inlines>,
    evaluation: Rows,
    summary: Vec<Paragraph>,
    notes: Vec<Paragraph>,
    boxes: Boxes,
    pub gallery: Gallery,
    contacts: Rows,
    other: Vec<Paragraph>,
    date: Vec<String>,
    name: Vec<String>,
    contact: Vec<String>,
    /// How many headings and fields were known again.
    known: usize,
    pub told: Notes,
}

/// Fewest headings and fields by which the form is known.
const ENOUGH: usize = 3;

impl Filled {
    /// Reads a body; nothing if it is not that of the form.
    pub fn new(items: Vec<Item>) -> Option<Self> {
        let mut filled = Self::default();
        let mut section = Section::Title;
        // The label of the signature that stands above.
        let mut label = None;
        for item in items {
            match item {
                Item::Paragraph(paragraph) => {
                    if let Some(next) = Section::of_heading(&paragraph) {
                        filled.known += 1;
                        section = next;
                        filled.told.of_text(&section.path(), &paragraph);
                        continue;
                    }
                    let tagged = paragraph.spans.iter().find_map(|span| span.tag);
                    if let Some(own) = tagged.and_then(Section::of_field) {
                        filled.known += 1;
                        section = own;
                    }
                    filled.paragraph(section, paragraph, &mut label);
                }
                Item::Table(table) => {
                    if let Some(own) = table.tag.and_then(Section::of_field) {
                        filled.known += 1;
                        section = own;
                    }
                    filled.table(section, table);
                }
            }
        }
        (filled.known >= ENOUGH).then_some(filled)
    }

    fn paragraph(
        &mut self,
        section: Section,
        paragraph: Paragraph,
        label: &mut Option<&'static str>,
    ) {
        let is_written = !is_blank_text(&paragraph.text());
        let path = section.path();
        match section {
            Section::Title => {
                self.told.of_text(&path, &paragraph);
                self.title.extend(is_written.then(|| line(&paragraph.spans)));
            }
            Section::Purpose => {
                let path = path.item(self.purpose.len());
                self.told.of_text(&path, &paragraph);
                if is_written {
                    self.purpose.extend(paragraphs(&paragraph.spans));
                }
            }
            Section::Evaluation => {
                self.told.of_text(&path, &paragraph);
                let text = paragraph.text();
                let is_note = plain(&text) == plain(&Form::get().words.evaluation.note);
                if is_written && !is_note {
                    self.told.stray(path, &text);
                }
            }
            Section::Summary => {
                self.told.of_text(&path, &paragraph);
                self.summary.extend(Some(paragraph).filter(|_| is_written));
            }
            Section::NextSteps => {
                let rest = self.boxes.take(paragraph, &mut self.told);
                if let Some(paragraph) = rest {
                    self.told.of_text(&path, &paragraph);
                    self.notes.extend(Some(paragraph).filter(|_| is_written));
                }
            }
            Section::Pictures => {
                let rest = self.gallery.take(paragraph);
                if let Some(paragraph) = rest {
                    self.told.of_paragraph(&path, &paragraph);
                    let is_written = !is_blank_text(&paragraph.text());
                    self.other.extend(Some(paragraph).filter(|_| is_written));
                }
            }
            Section::Signature => self.signature(&paragraph, label),
        }
    }

    fn table(&mut self, section: Section, table: Table) {
        match section {
            Section::Evaluation => evaluation(table, &mut self.evaluation, &mut self.told),
            Section::Pictures => {
                let Some(table) = contacts(table, &mut self.contacts, &mut self.told) else {
                    return;
                };
                if self.gallery.take_table(table, &mut self.told).is_some() {
                    let problem = Problem::NoPlace { what: Foreign::Table };
                    self.told.add(section.path(), problem);
                }
            }
            _ => self.told.add(section.path(), Problem::NoPlace { what: Foreign::Table }),
        }
    }

    fn signature(&mut self, paragraph: &Paragraph, label: &mut Option<&'static str>) {
        let words = &Form::get().words.signature;
        let written = plain(&paragraph.text());
        let at = |key| Section::Signature.path().key(key);
        if let Some(found) =
            [&words.date, &words.name].into_iter().find(|words| plain(words) == written)
        {
            *label = Some(found);
            return;
        }
        let is_date = match *label {
            Some(label) => label == words.date,
            None => self.date.is_empty(),
        } && !paragraph.has_tag("signature.name")
            && !paragraph.has_tag("signature.contact");
        let path = at(if is_date { "date" } else { "name" });
        self.told.of_text(&path, paragraph);
        if is_blank_text(&paragraph.text()) {
            return;
        }
        if is_date {
            self.date.push(line(&paragraph.spans));
            return;
        }
        let of = |tag: Option<&str>| -> Vec<Span> {
            let own = paragraph.spans.iter().filter(|span| span.tag == tag);
            own.cloned().collect()
        };
        let (name, contact) = (of(Some("signature.name")), of(Some("signature.contact")));
        let rest = line(&of(None));
        if name.is_empty() && contact.is_empty() {
            let (name, contact) = match rest.strip_prefix('/') {
                Some(contact) => ("", contact),
                None => rest.split_once(" /").unwrap_or((&rest, "")),
            };
            self.name.extend(written_text(name));
            self.contact.extend(written_text(contact));
            return;
        }
        let name = line(&name);
        // A form that shows no place for the contact has it typed behind the name.
        match name.rsplit_once(" /") {
            Some((name, typed)) if contact.is_empty() && is_contact(typed.trim()) => {
                self.name.extend(written_text(name));
                self.contact.extend(written_text(typed));
            }
            _ => self.name.extend(written_text(&name)),
        }
        let contact = line(&contact);
        self.contact.extend(written_text(contact.strip_prefix('/').unwrap_or(&contact)));
        // What is typed behind a control belongs to it or, behind a slash, to the next.
        match rest.trim_start().strip_prefix('/') {
            Some(contact) => self.contact.extend(written_text(contact)),
            None => self.name.extend(written_text(&rest)),
        }
    }

    /// The values, as they stand in a report's file.
    pub fn into_value(mut self, registration: Option<String>, markdown: Markdown<'_>) -> Filling {
        let text = |lines: &[String]| Some(lines.join("\n")).filter(|text| !text.is_empty());
        let required = |value: Option<Value>| Some(value.unwrap_or(Value::Missing));
        let list = |values: Vec<Value>| (!values.is_empty()).then_some(Value::List(values));
        let of_prose = |paragraphs: &[Paragraph]| {
            let prose = prose(paragraphs);
            (!prose.is_empty()).then(|| Value::Prose(markdown.prose(&prose)))
        };
        for (path, paragraphs) in [
            (Section::Summary.path(), &self.summary),
            (Section::NextSteps.path(), &self.notes),
            (Section::Pictures.path(), &self.other),
        ] {
            if paragraphs.iter().any(|paragraph| paragraph.heading.is_some()) {
                self.told.add(path, Problem::LostLook { look: Appearance::Heading });
            }
        }
        let purpose =
            self.purpose.iter().map(|item| Value::Prose(markdown.inlines(item))).collect();
        let mut steps = vec![("notes", of_prose(&self.notes))];
        steps.extend(self.boxes.values(markdown, &mut self.told));
        let steps: Vec<_> =
            steps.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let date = text(&self.date).map(|date| {
            let is_iso = date.len() == 10 && date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            if is_iso { Value::Word(date) } else { Value::Line(date) }
        });
        let contacts = self.contacts.into_values(markdown);
        let (pictures, drawings) = self.gallery.into_values(&mut self.told);
        let value = block([
            ("title", required(text(&self.title).map(|text| Value::Line(check::typed(&text))))),
            ("registration_number", registration.map(Value::Line)),
            ("purpose", required(list(purpose))),
            ("evaluation", required(list(self.evaluation.into_values(markdown)))),
            ("summary", of_prose(&self.summary)),
            ("next_steps", (!steps.is_empty()).then_some(Value::Block(steps))),
            ("pictures", list(pictures)),
            ("contacts", list(contacts)),
            ("other", of_prose(&self.other)),
            (
                "signature",
                Some(block([
                    ("date", required(date)),
                    ("name", required(text(&self.name).map(Value::Line))),
                    ("contact", text(&self.contact).map(Value::Line)),
                ])),
            ),
        ]);
        Filling { value, drawings, told: self.told }
    }
}

/// Whether a text is surely how one gets in touch with somebody: an extension, a number, an address.
fn is_contact(text: &str) -> bool {
    let is_number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_number || Channel::of(text).is_some()
}

/// A filled-in form as values, and what is to be told of it.
pub(super) struct Filling {
    pub value: Value,
    /// The pictures that the value's list of them shows, in its order.
    pub drawings: Vec<Drawing>,
    pub told: Notes,
}
