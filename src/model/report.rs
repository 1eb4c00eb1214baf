//! A report: the form's fields, filled in and valid.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Inlines, Picture, Prose};

/// A valid report. Every text is NFC-normalised and drawable with the fonts in use; optional
/// texts are `None` where the form's empty space is to be shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The title, one line.
    pub title: String,
    /// The diarienummer, printed under the page number.
    pub registration_number: Option<String>,
    /// "Syfte med uppdraget": one or more.
    pub purpose: Vec<Inlines>,
    /// "Rapport/utvärdering": one or more rows.
    pub evaluation: Vec<Evaluation>,
    /// "Summering och övrigt att notera".
    pub summary: Option<Prose>,
    /// "Önskvärda nästa steg".
    pub next_steps: NextSteps,
    /// "Bilder", in order.
    #[serde(skip)]
    pub pictures: Vec<Picture>,
    /// "Kontaktuppgifter", in order.
    pub contacts: Vec<Contact>,
    /// "Vid pennan".
    pub signature: Signature,
}

/// A row of the evaluation table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// "Delmoment".
    pub activity: Prose,
    /// "Utvärdering av momentet".
    pub assessment: Prose,
    /// "Vilken kollega/enhet i och utanför ... kan också vara berörd".
    pub concerned: Option<Prose>,
}

/// The block "Önskvärda nästa steg".
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NextSteps {
    /// Free notes above the boxes.
    pub notes: Option<Prose>,
    /// Whether the first box is ticked.
    pub sporadic_contact: bool,
    /// Whether the second box is ticked.
    pub systematic_contact: bool,
    /// The third box's text; the box is ticked exactly when it is there.
    pub redirect: Option<Inlines>,
    /// The fourth box's text; the box is ticked exactly when it is there.
    pub implement: Option<Inlines>,
}

/// A person or organisation to get in touch with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Web address, with or without `https://`.
    pub web: Option<String>,
}

/// The block "Vid pennan".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Date of signature.
    pub date: NaiveDate,
    /// The author.
    pub name: String,
    /// Extension, telephone number or e-mail address.
    pub contact: Option<String>,
}

impl Signature {
    /// The author and how to reach them, as printed: `Staffan Ström /7951`.
    pub fn line(&self) -> String {
        match &self.contact {
            Some(contact) => format!("{} /{contact}", self.name),
            None => self.name.clone(),
        }
    }
}
