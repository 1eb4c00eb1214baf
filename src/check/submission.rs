//! The rules of a package file.

use super::checker::{Blocks, Checker};
use crate::characters::bare;
use crate::diagnostic::Problem;
use crate::limits::MAX_IDENTIFIER;
use crate::load::Node;
use crate::model::{Classification, ContactPerson, Delivery, Organisation, Submission, System};

const SUBMISSION: &[&str] = &[
    "identifier",
    "name",
    "created",
    "archival_creator",
    "submitter",
    "archive",
    "agreement",
    "reference_code",
    "delivery",
    "system",
    "information_type",
    "classification",
    "confidentiality",
    "disposal",
    "language",
    "licence",
];
const ORGANISATION: &[&str] = &["name", "organisation_number"];
const DELIVERY: &[&str] = &["number", "date", "contact"];
const CONTACT: &[&str] = &["name", "email", "phone"];
const SYSTEM: &[&str] = &["name", "version"];
const CLASSIFICATION: &[&str] = &["code", "name"];

const BLOCKS: Blocks = &[
    ("", SUBMISSION),
    ("archival_creator", ORGANISATION),
    ("delivery", DELIVERY),
    ("contact", CONTACT),
    ("system", SYSTEM),
    ("classification", CLASSIFICATION),
];

/// The language of records if nothing is said of it.
const SWEDISH: &str = "swe";

/// Reads the whole file.
pub(super) fn read<'n>(checker: &mut Checker<'_>, node: &'n Node<'n>) -> Option<Submission> {
    checker.blocks = BLOCKS;
    let fields = checker.fields(node, SUBMISSION)?;
    let identifier = checker.required(&fields, "identifier", Checker::identifier);
    let name = checker.required(&fields, "name", Checker::line);
    let created = checker.required(&fields, "created", Checker::date);
    let archival_creator = checker.required(&fields, "archival_creator", Checker::organisation);
    let submitter = checker.optional(&fields, "submitter", Checker::organisation);
    let archive = checker.optional(&fields, "archive", Checker::organisation);
    let agreement = checker.optional(&fields, "agreement", Checker::line);
    let reference_code = checker.optional(&fields, "reference_code", Checker::line);
    let delivery = checker.optional(&fields, "delivery", Checker::delivery);
    let system = checker.optional(&fields, "system", Checker::system);
    let information_type = checker.required(&fields, "information_type", Checker::line);
    let classification = checker.optional(&fields, "classification", Checker::classification);
    let confidentiality = checker.optional(&fields, "confidentiality", Checker::line);
    let disposal = checker.optional(&fields, "disposal", Checker::line);
    let language = checker.optional(&fields, "language", Checker::language_code);
    let licence = checker.optional(&fields, "licence", Checker::line);
    Some(Submission {
        identifier: identifier?,
        name: name?,
        created: created?,
        archival_creator: archival_creator?,
        submitter,
        archive,
        agreement,
        reference_code,
        delivery,
        system,
        information_type: information_type?,
        classification,
        confidentiality,
        disposal,
        language: language.unwrap_or_else(|| SWEDISH.to_owned()),
        licence,
    })
}

impl Checker<'_> {
    fn organisation<'n>(&mut self, node: &'n Node<'n>) -> Option<Organisation> {
        let fields = self.fields(node, ORGANISATION)?;
        let name = self.required(&fields, "name", Self::line);
        let organisation_number =
            self.required(&fields, "organisation_number", Self::organisation_number);
        Some(Organisation { name: name?, organisation_number: organisation_number? })
    }

    fn delivery<'n>(&mut self, node: &'n Node<'n>) -> Option<Delivery> {
        let fields = self.fields(node, DELIVERY)?;
        Some(Delivery {
            number: self.optional(&fields, "number", Self::line),
            date: self.optional(&fields, "date", Self::date),
            contact: self.optional(&fields, "contact", Self::contact_person),
        })
    }

    fn contact_person<'n>(&mut self, node: &'n Node<'n>) -> Option<ContactPerson> {
        let fields = self.fields(node, CONTACT)?;
        let name = self.required(&fields, "name", Self::line);
        let email = self.optional(&fields, "email", Self::email);
        let phone = self.optional(&fields, "phone", Self::bare_line);
        Some(ContactPerson { name: name?, email, phone })
    }

    fn system<'n>(&mut self, node: &'n Node<'n>) -> Option<System> {
        let fields = self.fields(node, SYSTEM)?;
        let name = self.required(&fields, "name", Self::line);
        let version = self.optional(&fields, "version", Self::line);
        Some(System { name: name?, version })
    }

    fn classification<'n>(&mut self, node: &'n Node<'n>) -> Option<Classification> {
        let fields = self.fields(node, CLASSIFICATION)?;
        let code = self.required(&fields, "code", Self::line);
        let name = self.optional(&fields, "name", Self::line);
        Some(Classification { code: code?, name })
    }

    /// Reads a package's identifier, which every system takes as the name of a folder.
    fn identifier(&mut self, node: &Node<'_>) -> Option<String> {
        let identifier = bare(&self.line(node)?);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let has_form = identifier.starts_with(|c: char| c.is_ascii_alphanumeric())
            && identifier.chars().all(is_plain)
            // Windows takes a name for another that ends with a dot.
            && !identifier.ends_with('.')
            && identifier.len() <= MAX_IDENTIFIER;
        if !has_form {
            let problem = Problem::IdentifierForm { limit: MAX_IDENTIFIER };
            self.report(node.span.clone(), problem);
            return None;
        }
        Some(identifier)
    }

    /// Reads a language as ISO 639 writes it, in two or three letters.
    fn language_code(&mut self, node: &Node<'_>) -> Option<String> {
        let written = bare(&self.line(node)?);
        let is_code =
            matches!(written.len(), 2 | 3) && written.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_code {
            let suggestion = match &*written.to_lowercase() {
                "svenska" | "swedish" | "sv-se" | "sve" | "sv" | "swe" => Some("swe"),
                "engelska" | "english" | "en-gb" | "en-us" | "en" | "eng" => Some("eng"),
                "finska" | "finnish" | "suomi" => Some("fin"),
                "norska" | "norwegian" => Some("nor"),
                "danska" | "danish" => Some("dan"),
                "tyska" | "german" => Some("deu"),
                _ => None,
            };
            self.report(node.span.clone(), Problem::LanguageCode { suggestion });
            return None;
        }
        Some(written)
    }
}
