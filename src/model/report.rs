//! A report: the form's fields, filled in and valid.

use chrono::NaiveDate;
use serde::Serialize;

use super::form::{ContactWeights, ContactWords, round_to_twip};
use super::{Inlines, Measures, Picture, Prose};

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

/// A column of the contacts table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ContactColumn {
    /// What it shows.
    pub field: ContactField,
    /// Its width in points.
    pub width: f64,
}

/// A contact's fields, in the order of the table's columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in `Contact`")]
pub enum ContactField {
    Name,
    Role,
    Organisation,
    Email,
    Phone,
    Web,
}

impl ContactField {
    const ALL: [Self; 6] =
        [Self::Name, Self::Role, Self::Organisation, Self::Email, Self::Phone, Self::Web];

    /// The field's key in the report file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Role => "role",
            Self::Organisation => "organisation",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Web => "web",
        }
    }

    /// The column's head.
    pub fn label(self, words: &ContactWords) -> &str {
        match self {
            Self::Name => &words.name,
            Self::Role => &words.role,
            Self::Organisation => &words.organisation,
            Self::Email => &words.email,
            Self::Phone => &words.phone,
            Self::Web => &words.web,
        }
    }

    /// The field's text in a contact.
    pub fn of(self, contact: &Contact) -> Option<&str> {
        match self {
            Self::Name => Some(&contact.name),
            Self::Role => contact.role.as_deref(),
            Self::Organisation => contact.organisation.as_deref(),
            Self::Email => contact.email.as_deref(),
            Self::Phone => contact.phone.as_deref(),
            Self::Web => contact.web.as_deref(),
        }
    }

    /// The field's text in a contact, to be changed.
    pub(crate) fn of_mut(self, contact: &mut Contact) -> Option<&mut String> {
        match self {
            Self::Name => Some(&mut contact.name),
            Self::Role => contact.role.as_mut(),
            Self::Organisation => contact.organisation.as_mut(),
            Self::Email => contact.email.as_mut(),
            Self::Phone => contact.phone.as_mut(),
            Self::Web => contact.web.as_mut(),
        }
    }

    fn weight(self, weights: &ContactWeights) -> f64 {
        match self {
            Self::Name => weights.name,
            Self::Role => weights.role,
            Self::Organisation => weights.organisation,
            Self::Email => weights.email,
            Self::Phone => weights.phone,
            Self::Web => weights.web,
        }
    }
}

impl ContactColumn {
    /// The columns that some contact uses, sharing the text width in whole twips.
    pub fn used(contacts: &[Contact], measures: &Measures) -> Vec<Self> {
        let fields: Vec<_> = ContactField::ALL
            .into_iter()
            .filter(|field| contacts.iter().any(|contact| field.of(contact).is_some()))
            .collect();
        let weight = |field: ContactField| field.weight(&measures.contacts.weights);
        let total: f64 = fields.iter().map(|&field| weight(field)).sum();
        let mut left_edge = 0.0;
        let mut sum = 0.0;
        fields
            .into_iter()
            .map(|field| {
                sum += weight(field);
                let right_edge = round_to_twip(measures.text_width() * sum / total);
                let width = right_edge - left_edge;
                left_edge = right_edge;
                Self { field, width }
            })
            .collect()
    }
}
