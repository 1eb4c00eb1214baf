//! A report: the form's fields, filled in and valid.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::channel::Channel;
use super::form::{ContactWords, EvaluationWords};
use super::yaml::{self, Filled};
use super::{Inlines, Picture, Prose};
use crate::limits::MAX_ENTRIES;

/// A valid report. Every text is NFC-normalised and drawable with the fonts in use; optional
/// texts are `None` where the form's empty space is to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Rapport",
    description = "En rapport i Nacka kommuns formulär."
)]
pub struct Report {
    /// The title, one line.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Rubrik",
        description = "Rapportens rubrik, på en rad.",
        example = "Medverkan på möte för nätverket Euro Cities, 26-28 februari 2014 i Utrecht, Holland"
    )]
    pub title: String,
    /// The diarienummer, printed under the page number.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Diarienummer",
        description = "Skrivs under sidnumret på varje sida.",
        example = "KFKS 2014/90123"
    )]
    pub registration_number: Option<String>,
    /// "Syfte med uppdraget": one or more.
    #[schemars(with = "Vec<Filled<yaml::Text>>", title = "Syfte med uppdraget", description = "En punkt för varje syfte. Varje punkt är ett stycke; **fet**, *kursiv* och [länk](https://…) går bra.", length(min = 1, max = MAX_ENTRIES), extend("examples" = [["Att medverka på mötet och lära känna verksamheten i nätverket"]]))]
    pub purpose: Vec<Inlines>,
    /// "Rapport/utvärdering": one or more rows.
    #[schemars(
        title = "Rapport/utvärdering",
        description = "En rad i tabellen för varje delmoment.",
        length(min = 1, max = MAX_ENTRIES)
    )]
    pub evaluation: Vec<Evaluation>,
    /// "Summering och övrigt att notera".
    #[schemars(
        with = "Option<yaml::Text>",
        title = "Summering och övrigt att notera",
        description = "Stycken och listor. Lämnas tomt om formuläret ska fyllas i för hand.",
        example = "Ett givande besök."
    )]
    pub summary: Option<Prose>,
    /// "Önskvärda nästa steg".
    #[schemars(
        with = "Option<NextSteps>",
        title = "Önskvärda nästa steg",
        description = "Anteckningar och formulärets fyra rutor."
    )]
    pub next_steps: NextSteps,
    /// "Bilder", in order.
    #[serde(skip)]
    #[schemars(
        !skip,
        with = "Option<Vec<Picture>>",
        title = "Bilder",
        description = "Visas två i bredd, i den ordning som de står.",
        length(max = MAX_ENTRIES)
    )]
    pub pictures: Vec<Picture>,
    /// "Kontaktuppgifter", in order.
    #[schemars(
        with = "Option<Vec<Contact>>",
        title = "Kontaktuppgifter",
        description = "En rad i tabellen för varje kontakt.",
        length(max = MAX_ENTRIES)
    )]
    pub contacts: Vec<Contact>,
    /// What else belongs to "Bilder och kontaktuppgifter mm".
    #[schemars(
        with = "Option<yaml::Text>",
        title = "Övrigt under bilder och kontaktuppgifter",
        description = "Stycken och listor, efter bilder och kontaktuppgifter.",
        example = &"Presentationerna finns hos kansliet."
    )]
    pub other: Option<Prose>,
    /// "Vid pennan".
    #[schemars(title = "Vid pennan", description = "Vem som har skrivit rapporten, och när.")]
    pub signature: Signature,
}

/// A row of the evaluation table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Delmoment",
    description = "En rad i tabellen Rapport/utvärdering."
)]
pub struct Evaluation {
    /// "Delmoment".
    #[schemars(
        with = "Filled<yaml::Text>",
        title = "Delmoment",
        description = "Vad som gjordes. Stycken och listor går bra.",
        example = "Medverka på Euro Cities mötet"
    )]
    pub activity: Prose,
    /// "Utvärdering av momentet".
    #[schemars(
        with = "Filled<yaml::Text>",
        title = "Utvärdering av momentet",
        description = "Hur det gick. Stycken och listor går bra.",
        example = "Nackas ansökan godkändes"
    )]
    pub assessment: Prose,
    /// "Vilken kollega/enhet i och utanför ... kan också vara berörd".
    #[schemars(
        with = "Option<yaml::Text>",
        title = "Berörda",
        description = "Vilken kollega eller enhet i och utanför kommunens organisation som också kan vara berörd.",
        example = &"Näringslivsenheten"
    )]
    pub concerned: Option<Prose>,
}

/// The block "Önskvärda nästa steg".
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Önskvärda nästa steg",
    description = "Anteckningar och formulärets fyra rutor."
)]
pub struct NextSteps {
    /// Free notes above the boxes.
    #[schemars(
        with = "Option<yaml::Text>",
        title = "Anteckningar",
        description = "Stycken och listor ovanför rutorna.",
        example = "Ulrika kontaktar kansliet för Eurocities."
    )]
    pub notes: Option<Prose>,
    /// Whether the first box is ticked.
    #[schemars(
        with = "Option<bool>",
        title = "Sporadisk, fortsatt kontakt",
        description = "Första rutan: `true` kryssar den.",
        example = true
    )]
    pub sporadic_contact: bool,
    /// Whether the second box is ticked.
    #[schemars(
        with = "Option<bool>",
        title = "Systematisk, fortsatt kontakt",
        description = "Andra rutan: `true` kryssar den.",
        example = true
    )]
    pub systematic_contact: bool,
    /// The third box, with its text.
    #[schemars(
        with = "Option<yaml::Tick>",
        title = "Rikta spaningen åt annat håll nämligen",
        description = "Tredje rutan: en text (ett stycke) kryssar den och skrivs ut; `true` kryssar den och lämnar raden tom; `false` lämnar den tom.",
        example = "Mot de nordiska huvudstäderna"
    )]
    pub redirect: Tick,
    /// The fourth box, with its text.
    #[schemars(
        with = "Option<yaml::Tick>",
        title = "Implementera följande idéer/delar av idéer i verksamheten",
        description = "Fjärde rutan: en text (ett stycke) kryssar den och skrivs ut; `true` kryssar den och lämnar raden tom; `false` lämnar den tom.",
        example = "Kundval i flera verksamheter"
    )]
    pub implement: Tick,
}

/// A box that has a line for a text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    /// Not ticked.
    #[default]
    Empty,
    /// Ticked; the line is left to be written on.
    Ticked,
    /// Ticked, with a text.
    Text(Inlines),
}

impl Tick {
    /// Whether the box is ticked.
    pub fn is_ticked(&self) -> bool {
        *self != Self::Empty
    }

    /// The text, if there is one.
    pub fn text(&self) -> Option<&Inlines> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A person or organisation to get in touch with.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Kontakt",
    description = "En person eller organisation att höra av sig till."
)]
pub struct Contact {
    /// Name.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Namn",
        description = "Personens eller organisationens namn.",
        example = "Anna Lind"
    )]
    pub name: String,
    /// Role.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Roll",
        description = "Befattning eller uppgift.",
        example = &"Samordnare"
    )]
    pub role: Option<String>,
    /// Organisation.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Organisation",
        description = "Arbetsgivare eller nätverk.",
        example = &"Eurocities"
    )]
    pub organisation: Option<String>,
    /// E-mail address.
    #[schemars(
        with = "Option<yaml::Email>",
        title = "E-post",
        description = "E-postadress.",
        example = "anna.lind@ekvik.example"
    )]
    pub email: Option<String>,
    /// Telephone number.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Telefon",
        description = "Telefonnummer.",
        example = "08-465 004 12"
    )]
    pub phone: Option<String>,
    /// Web address, with or without `https://`.
    #[schemars(
        with = "Option<yaml::Web>",
        title = "Webb",
        description = "Webbadress, med eller utan https://.",
        example = "www.nacka.se"
    )]
    pub web: Option<String>,
}

/// The block "Vid pennan".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Vid pennan",
    description = "Vem som har skrivit rapporten, och när."
)]
pub struct Signature {
    /// Date of signature.
    #[schemars(
        with = "yaml::Date",
        title = "Datum",
        description = "År, månad och dag enligt ISO 8601.",
        example = "2014-03-20"
    )]
    pub date: NaiveDate,
    /// The author.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Namn",
        description = "Den som har skrivit rapporten.",
        example = "Torsten Ekvik"
    )]
    pub name: String,
    /// Extension, telephone number or e-mail address.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Kontakt",
        description = "Anknytning, telefonnummer eller e-postadress; skrivs efter namnet.",
        example = "1234"
    )]
    pub contact: Option<String>,
}

/// The fields of a row of the evaluation table, in the order of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in `Evaluation`")]
pub enum EvaluationField {
    Activity,
    Assessment,
    Concerned,
}

impl EvaluationField {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Activity, Self::Assessment, Self::Concerned];

    /// The field's key in the report file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Assessment => "assessment",
            Self::Concerned => "concerned",
        }
    }

    /// The column's head.
    pub fn label(self, words: &EvaluationWords) -> &str {
        match self {
            Self::Activity => &words.activity,
            Self::Assessment => &words.assessment,
            Self::Concerned => &words.concerned,
        }
    }

    /// The field's prose in a row.
    pub fn of(self, row: &Evaluation) -> Option<&Prose> {
        match self {
            Self::Activity => Some(&row.activity),
            Self::Assessment => Some(&row.assessment),
            Self::Concerned => row.concerned.as_ref(),
        }
    }
}

impl Signature {
    /// The author and how to reach them, as printed: `Torsten Ekvik /1234`.
    pub fn line(&self) -> String {
        match &self.contact {
            Some(contact) => format!("{}{}{contact}", self.name, self.separator()),
            None => self.name.clone(),
        }
    }

    /// What parts the name from a contact that is no extension.
    pub const SEPARATOR: &'static str = " / ";

    /// What parts the name from the contact. `Torsten Ekvik /1234` is the paper's way for an
    /// extension; what is longer stands by itself, so that it is read, and copied, without the
    /// slash.
    pub fn separator(&self) -> &'static str {
        let is_extension = |contact: &str| {
            contact.len() <= LONGEST_EXTENSION && contact.bytes().all(|byte| byte.is_ascii_digit())
        };
        if self.contact.as_deref().is_some_and(is_extension) { " /" } else { Self::SEPARATOR }
    }
}

/// The digits of the longest extension in a switchboard.
const LONGEST_EXTENSION: usize = 5;

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
    /// All of them.
    pub const ALL: [Self; 6] =
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

    /// How one gets in touch by the field's text.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Email => Some(Channel::Email),
            Self::Phone => Some(Channel::Phone),
            Self::Web => Some(Channel::Web),
            Self::Name | Self::Role | Self::Organisation => None,
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
}

/// What a report says of itself as a record, for those who list it.
#[derive(Debug, Clone, PartialEq)]
pub struct Particulars {
    /// Its title.
    pub title: String,
    /// Its number in the register.
    pub registration_number: Option<String>,
    /// Who wrote it, and when.
    pub signature: Signature,
}
