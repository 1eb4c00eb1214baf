//! A report's values as they stand in its file: key by key, in the form's order.

use super::markdown::Markdown;
use crate::check;
use crate::field::FieldPath;
use crate::fonts::Fonts;
use crate::model::{Contact, ContactField, Evaluation, Inlines, Picture, Prose, Report, Tick};

/// A value of a report file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, where something must be written.
    Missing,
    /// A word that YAML reads as more than text: a date, `true`.
    Word(String),
    /// Plain text on one line.
    Line(String),
    /// Markdown.
    Prose(String),
    /// Entries.
    List(Vec<Value>),
    /// Keys with their values.
    Block(Fields),
}

/// Keys with their values.
pub type Fields = Vec<(&'static str, Value)>;

impl Value {
    /// The values of a valid report. `fonts` are those that it was checked with.
    pub fn of_report(report: &Report, fonts: &Fonts) -> Self {
        let markdown = Markdown { fonts };
        let line = |text: &String| Self::Line(check::typed_line(text));
        let prose = |prose: &Prose| Self::Prose(markdown.prose(prose));
        let inlines = |inlines: &Inlines| Self::Prose(markdown.inlines(inlines));
        let list = |values: Vec<Self>| (!values.is_empty()).then_some(Self::List(values));
        let tick = |tick: &Tick| match tick {
            Tick::Empty => None,
            Tick::Ticked => Some(Self::Word("true".to_owned())),
            Tick::Text(text) => Some(inlines(text)),
        };
        let ticked = |ticked: bool| ticked.then(|| Self::Word("true".to_owned()));
        let row = |row: &Evaluation| {
            block([
                ("activity", Some(prose(&row.activity))),
                ("assessment", Some(prose(&row.assessment))),
                ("concerned", row.concerned.as_ref().map(prose)),
            ])
        };
        let picture = |picture: &Picture| {
            block([
                ("file", Some(line(&picture.file))),
                ("alt", Some(line(&picture.alt))),
                ("caption", picture.caption.as_ref().map(|text| Self::Line(check::typed(text)))),
            ])
        };
        let contact = |contact: &Contact| {
            let text = |field: ContactField| {
                field.of(contact).map(|text| Self::Line(check::typed_line(text)))
            };
            block(ContactField::ALL.map(|field| (field.key(), text(field))))
        };
        let steps = &report.next_steps;
        let next_steps = block([
            ("notes", steps.notes.as_ref().map(prose)),
            ("sporadic_contact", ticked(steps.sporadic_contact)),
            ("systematic_contact", ticked(steps.systematic_contact)),
            ("redirect", tick(&steps.redirect)),
            ("implement", tick(&steps.implement)),
        ]);
        let signature = &report.signature;
        block([
            ("title", Some(Self::Line(check::typed(&report.title)))),
            ("registration_number", report.registration_number.as_ref().map(line)),
            ("purpose", list(report.purpose.iter().map(inlines).collect())),
            ("evaluation", list(report.evaluation.iter().map(row).collect())),
            ("summary", report.summary.as_ref().map(prose)),
            ("next_steps", Some(next_steps).filter(|steps| !steps.is_empty())),
            ("pictures", list(report.pictures.iter().map(picture).collect())),
            ("contacts", list(report.contacts.iter().map(contact).collect())),
            ("other", report.other.as_ref().map(prose)),
            (
                "signature",
                Some(block([
                    ("date", Some(Self::Word(signature.date.to_string()))),
                    ("name", Some(line(&signature.name))),
                    ("contact", signature.contact.as_ref().map(line)),
                ])),
            ),
        ])
    }

    /// Whether this is a list or block with nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::List(values) => values.is_empty(),
            Self::Block(fields) => fields.is_empty(),
            _ => false,
        }
    }
}

/// A block of the keys that have values.
pub(crate) fn block<const N: usize>(fields: [(&'static str, Option<Value>); N]) -> Value {
    Value::Block(fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect())
}

/// The fields whose values differ between two reports, no deeper than entries of lists.
pub(crate) fn changes(old: &Value, new: &Value) -> Vec<FieldPath> {
    let mut changed = Vec::new();
    collect(old, new, &FieldPath::default(), &mut changed);
    changed
}

fn collect(old: &Value, new: &Value, path: &FieldPath, changed: &mut Vec<FieldPath>) {
    match (old, new) {
        _ if old == new => {}
        (Value::Block(old), Value::Block(new)) => {
            let keys = old.iter().map(|(key, _)| *key);
            let others = new.iter().map(|(key, _)| *key);
            let others = others.filter(|key| old.iter().all(|(known, _)| known != key));
            for key in keys.chain(others) {
                let of = |fields: &Fields| {
                    let found = fields.iter().find(|(known, _)| *known == key);
                    found.map_or(Value::Missing, |(_, value)| value.clone())
                };
                collect(&of(old), &of(new), &path.clone().key(key), changed);
            }
        }
        (Value::List(old), Value::List(new)) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                collect(old, new, &path.clone().item(index), changed);
            }
        }
        _ => changed.push(path.clone()),
    }
}
