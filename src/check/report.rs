//! The rules of a report: its fields, and what each of them takes.

use std::collections::BTreeSet;

use super::checker::{Blocks, Checker};
use super::labels;
use super::text::likely_boolean;
use crate::diagnostic::Problem;
use crate::load::{Node, Value};
use crate::model::{Contact, Evaluation, NextSteps, Particulars, Picture, Report, Signature, Tick};
use crate::picture::Album;

const REPORT: &[&str] = &[
    "title",
    "registration_number",
    "purpose",
    "evaluation",
    "summary",
    "next_steps",
    "pictures",
    "contacts",
    "other",
    "signature",
];
const EVALUATION: &[&str] = &["activity", "assessment", "concerned"];
const NEXT_STEPS: &[&str] =
    &["notes", "sporadic_contact", "systematic_contact", "redirect", "implement"];
const PICTURE: &[&str] = &["file", "alt", "caption"];
const CONTACT: &[&str] = &["name", "role", "organisation", "email", "phone", "web"];
const SIGNATURE: &[&str] = &["date", "name", "contact"];

const BLOCKS: Blocks = &[
    ("", REPORT),
    ("signature", SIGNATURE),
    ("evaluation", EVALUATION),
    ("next_steps", NEXT_STEPS),
    ("contacts", CONTACT),
    ("pictures", PICTURE),
];

/// Texts of the starter that are there to be replaced.
const STARTER_TEXTS: &[&str] = &[
    "Text",
    "Vart spaningen ska riktas i stället",
    "Idéer att införa i verksamheten",
    "Förnamn Efternamn",
    "Roll",
    "Organisation",
    "namn@ekvik.example",
    "08-465 004 00",
    "www.ekvik.example",
];

/// Whether keys are a report's: one of its own is among them, or several that people call so, since
/// a word like `images` is a key of other files too.
pub(super) fn are_keys<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
    let mut meant = BTreeSet::new();
    for key in keys {
        if REPORT.contains(&key) {
            return true;
        }
        let lower = key.to_lowercase();
        let own = REPORT.iter().find(|own| **own == lower).copied();
        meant.extend(own.or_else(|| labels::called(key, REPORT)));
    }
    meant.len() > 1
}

/// Reads the whole file.
pub(super) fn read<'n>(checker: &mut Checker<'_>, node: &'n Node<'n>) -> Option<Report> {
    checker.blocks = BLOCKS;
    checker.starter_texts = STARTER_TEXTS;
    let fields = checker.fields(node, REPORT)?;
    let title = checker.required(&fields, "title", Checker::typeset_line);
    let registration_number = checker.optional(&fields, "registration_number", Checker::bare_line);
    let purpose =
        checker.required(&fields, "purpose", |this, node| this.filled_list(node, Checker::inlines));
    let evaluation = checker
        .required(&fields, "evaluation", |this, node| this.filled_list(node, Checker::evaluation));
    let summary = checker.optional(&fields, "summary", Checker::prose);
    let next_steps = checker.optional(&fields, "next_steps", Checker::next_steps);
    let pictures = checker.optional(&fields, "pictures", Checker::pictures);
    let contacts =
        checker.optional(&fields, "contacts", |this, node| this.list(node, Checker::contact));
    let other = checker.optional(&fields, "other", Checker::prose);
    let signature = checker.required(&fields, "signature", Checker::signature);
    Some(Report {
        title: title?,
        registration_number,
        purpose: purpose?,
        evaluation: evaluation?,
        summary,
        next_steps: next_steps.unwrap_or_default(),
        pictures: pictures.unwrap_or_default(),
        contacts: contacts.unwrap_or_default(),
        other,
        signature: signature?,
    })
}

/// Reads what a report says of itself as a record, and nothing else.
pub(super) fn particulars<'n>(
    checker: &mut Checker<'_>,
    node: &'n Node<'n>,
) -> Option<Particulars> {
    checker.blocks = BLOCKS;
    let fields = checker.fields(node, REPORT)?;
    let title = checker.required(&fields, "title", Checker::typeset_line);
    let registration_number = checker.optional(&fields, "registration_number", Checker::line);
    let signature = checker.required(&fields, "signature", Checker::signature);
    Some(Particulars { title: title?, registration_number, signature: signature? })
}

impl Checker<'_> {
    fn evaluation<'n>(&mut self, node: &'n Node<'n>) -> Option<Evaluation> {
        let fields = self.fields(node, EVALUATION)?;
        let activity = self.required(&fields, "activity", Self::prose);
        let assessment = self.required(&fields, "assessment", Self::prose);
        let concerned = self.optional(&fields, "concerned", Self::prose);
        Some(Evaluation { activity: activity?, assessment: assessment?, concerned })
    }

    fn next_steps<'n>(&mut self, node: &'n Node<'n>) -> Option<NextSteps> {
        let fields = self.fields(node, NEXT_STEPS)?;
        Some(NextSteps {
            notes: self.optional(&fields, "notes", Self::prose),
            sporadic_contact: self
                .optional(&fields, "sporadic_contact", Self::boolean)
                .unwrap_or_default(),
            systematic_contact: self
                .optional(&fields, "systematic_contact", Self::boolean)
                .unwrap_or_default(),
            redirect: self.optional(&fields, "redirect", Self::tick).unwrap_or_default(),
            implement: self.optional(&fields, "implement", Self::tick).unwrap_or_default(),
        })
    }

    /// Reads a box that has a line for a text.
    fn tick<'n>(&mut self, node: &'n Node<'n>) -> Option<Tick> {
        if let Value::Scalar(scalar) = &node.value {
            match scalar.boolean() {
                Some(true) => {
                    self.report(node.span.clone(), Problem::TickWithoutText);
                    return Some(Tick::Ticked);
                }
                Some(false) => return Some(Tick::Empty),
                None => {}
            }
            if let Some(meant) = likely_boolean(&scalar.text).filter(|_| scalar.is_plain()) {
                let word = scalar.text.to_string();
                self.report(node.span.clone(), Problem::TickWithWord { word, meant });
            }
        }
        self.inlines(node).map(Tick::Text)
    }

    fn pictures<'n>(&mut self, node: &'n Node<'n>) -> Option<Vec<Picture>> {
        let mut album = Album::default();
        self.list(node, |this, node| this.picture(node, &mut album))
    }

    fn picture<'n>(&mut self, node: &'n Node<'n>, album: &mut Album) -> Option<Picture> {
        let fields = self.fields(node, PICTURE)?;
        let file = self.required(&fields, "file", |this, node| this.picture_file(node, album));
        let alt = self.required(&fields, "alt", Self::line);
        let caption = self.optional(&fields, "caption", Self::typeset_line);
        let (file, original, image) = file?;
        // A missing text has been reported; the picture itself may still be damaged.
        Some(Picture { file, alt: alt.unwrap_or_default(), caption, image, original })
    }

    fn contact<'n>(&mut self, node: &'n Node<'n>) -> Option<Contact> {
        let fields = self.fields(node, CONTACT)?;
        let name = self.required(&fields, "name", Self::line);
        let role = self.optional(&fields, "role", Self::line);
        let organisation = self.optional(&fields, "organisation", Self::line);
        let email = self.optional(&fields, "email", Self::email);
        let phone = self.optional(&fields, "phone", Self::bare_line);
        let web = self.optional(&fields, "web", Self::web);
        Some(Contact { name: name?, role, organisation, email, phone, web })
    }

    fn signature<'n>(&mut self, node: &'n Node<'n>) -> Option<Signature> {
        let fields = self.fields(node, SIGNATURE)?;
        let date = self.required(&fields, "date", Self::date);
        let name = self.required(&fields, "name", Self::line);
        let contact = self.optional(&fields, "contact", Self::bare_line);
        Some(Signature { date: date?, name: name?, contact })
    }
}
