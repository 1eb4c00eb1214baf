//! The package file: what an archive is told of a package beside what the documents say themselves.

use chrono::NaiveDate;
use schemars::JsonSchema;

use super::yaml::{self, Filled};

/// What is said of a package. All texts are plain, one line, not blank.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "Paketfil",
    description = "Det som ett e-arkiv får veta om ett paket utöver vad dokumenten själva säger."
)]
pub struct Submission {
    /// The package's identifier, which is also the name of its folder (CSIP1, CSIPSTR2).
    #[schemars(
        with = "yaml::Identifier",
        title = "Identifierare",
        description = "Paketets egen beteckning, och namnet på dess mapp: bokstäver a–z, siffror, punkt, bindestreck och understreck.",
        example = "nacka-reserapporter-2026-1"
    )]
    pub identifier: String,
    /// What the package is called (SIP1).
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Paketets namn",
        description = "Vad paketet innehåller, i några ord.",
        example = "Reserapporter 2014–2015"
    )]
    pub name: String,
    /// The day on which the package is made (CSIP7).
    #[schemars(
        with = "yaml::Date",
        title = "Skapat",
        description = "Dagen då paketet görs, som 2026-11-26. METS kräver den, och programmet frågar aldrig klockan.",
        example = "2026-11-26"
    )]
    pub created: NaiveDate,
    /// Whose records these are (SIP9 to SIP14).
    #[schemars(title = "Arkivbildare", description = "Den vars handlingar det är.")]
    pub archival_creator: Organisation,
    /// Who hands the package over (SIP15 to SIP20), if not the archival creator.
    #[schemars(
        title = "Levererande organisation",
        description = "Den som lämnar över paketet, om det inte är arkivbildaren."
    )]
    pub submitter: Option<Organisation>,
    /// Who receives it (SIP26 to SIP31).
    #[schemars(title = "Mottagande arkiv", description = "Arkivet som tar emot paketet.")]
    pub archive: Option<Organisation>,
    /// The agreement that the delivery goes by (SIP5).
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Leveransöverenskommelse",
        description = "Överenskommelsens beteckning och datum.",
        example = "KFKS 2026/90012, 2026-03-01"
    )]
    pub agreement: Option<String>,
    /// Where in the archive the package belongs (SIP7).
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Referenskod",
        description = "Platsen i arkivets förteckning.",
        example = "SE/NKA/123/F1"
    )]
    pub reference_code: Option<String>,
    /// The delivery itself.
    #[schemars(title = "Leverans", description = "Leveransens nummer, datum och kontaktperson.")]
    pub delivery: Option<Delivery>,
    /// The system that the records come from.
    #[schemars(title = "System", description = "Systemet som handlingarna kommer ifrån.")]
    pub system: Option<System>,
    /// What kind of information it is (CSIP4, CSIP5).
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Informationstyp",
        description = "Vad det är för slags handlingar.",
        example = &"Reserapporter"
    )]
    pub information_type: String,
    /// Where the records belong in the organisation's classification.
    #[schemars(
        title = "Klassificering",
        description = "Platsen i klassificeringsstrukturen eller dokumenthanteringsplanen."
    )]
    pub classification: Option<Classification>,
    /// What is secret, and by which rule.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Sekretess",
        description = "Om något är hemligt, och enligt vilken bestämmelse.",
        example = "Ingen sekretess"
    )]
    pub confidentiality: Option<String>,
    /// What is to be disposed of, and when.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Gallring",
        description = "Om och när handlingarna får gallras.",
        example = &"Bevaras"
    )]
    pub disposal: Option<String>,
    /// The language of the records, as in ISO 639; Swedish if nothing is said.
    #[schemars(
        with = "Option<yaml::LanguageCode>",
        title = "Språk",
        description = "Handlingarnas språk: två eller tre bokstäver enligt ISO 639. Svenska om inget sägs.",
        example = &"swe"
    )]
    pub language: String,
    /// On what terms the records may be used.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Licens",
        description = "På vilka villkor handlingarna får användas: ett namn eller en webbadress.",
        example = "CC0 1.0"
    )]
    pub licence: Option<String>,
}

impl Submission {
    /// Who hands the package over.
    pub fn submitter(&self) -> &Organisation {
        self.submitter.as_ref().unwrap_or(&self.archival_creator)
    }
}

/// An organisation with its number.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Organisation {
    /// Its name.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Namn",
        description = "Organisationens namn.",
        example = "Nacka kommun"
    )]
    pub name: String,
    /// Ten digits with a valid check digit, written `212000-0167`.
    #[schemars(
        with = "yaml::OrganisationNumber",
        title = "Organisationsnummer",
        description = "Tio siffror; den sista är en kontrollsiffra.",
        example = "212000-0167"
    )]
    pub organisation_number: String,
}

/// A delivery to an archive.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Delivery {
    /// Its number.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Leveransnummer",
        description = "Leveransens nummer.",
        example = "2026-1"
    )]
    pub number: Option<String>,
    /// Its day.
    #[schemars(
        with = "Option<yaml::Date>",
        title = "Leveransdatum",
        description = "Dagen för leveransen.",
        example = "2026-12-01"
    )]
    pub date: Option<NaiveDate>,
    /// Whom the archive may ask (SIP21 to SIP25).
    #[schemars(title = "Kontaktperson", description = "Den som arkivet kan fråga.")]
    pub contact: Option<ContactPerson>,
}

/// Somebody who can be asked.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ContactPerson {
    /// The person's name.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Namn",
        description = "Förnamn och efternamn.",
        example = "Anna Lind"
    )]
    pub name: String,
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
}

/// A system that records come from.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct System {
    /// Its name.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Systemets namn",
        description = "Systemets namn.",
        example = "Gemensam mapp för reserapporter"
    )]
    pub name: String,
    /// Its version.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Version",
        description = "Systemets version.",
        example = "2014"
    )]
    pub version: Option<String>,
}

/// A place in a classification.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Classification {
    /// Its code.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Kod",
        description = "Klassificeringskoden.",
        example = "2.8.1"
    )]
    pub code: String,
    /// What the code stands for.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Klassens namn",
        description = "Vad koden står för.",
        example = &"Omvärldsbevakning"
    )]
    pub name: Option<String>,
}
