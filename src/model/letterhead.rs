//! The letterhead: whose form this is.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::channel::Channel;
use super::form::LetterheadWords;
use super::genitive::genitive;
use super::yaml::{self, Filled};

/// An organisation's letterhead. All texts are plain, one line, not blank.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "Brevhuvud", description = "En organisations brevhuvud.")]
pub struct Letterhead {
    /// The organisation's name.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Organisation",
        description = "Organisationens namn.",
        example = "Nacka kommun"
    )]
    pub organisation: String,
    /// The name's genitive, where it is not what Swedish makes of it.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Organisation, genitiv",
        description = "Namnet i genitiv, om det inte bildas som vanligt.",
        example = "Nacka kommuns"
    )]
    pub organisation_genitive: Option<String>,
    /// What stands at the top left of every page.
    #[schemars(flatten)]
    pub mark: Mark,
    /// Post address.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Postadress",
        description = "Skrivs i brevhuvudet.",
        example = "Nacka kommun, 131 81 Nacka"
    )]
    pub postal_address: String,
    /// Visiting address.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Besöksadress",
        description = "Skrivs i brevhuvudet.",
        example = "Stadshuset, Granitvägen 15"
    )]
    pub visiting_address: String,
    /// Telephone number.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Telefon",
        description = "Telefonnummer till växeln.",
        example = "08-718 80 00"
    )]
    pub phone: String,
    /// E-mail address.
    #[schemars(
        with = "Filled<yaml::Email>",
        title = "E-post",
        description = "E-postadress.",
        example = "info@nacka.se"
    )]
    pub email: String,
    /// Number for text messages.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "SMS",
        description = "Nummer för sms.",
        example = "716 80"
    )]
    pub sms: String,
    /// Web address.
    #[schemars(
        with = "Filled<yaml::Web>",
        title = "Webb",
        description = "Webbadress, med eller utan https://.",
        example = "www.nacka.se"
    )]
    pub web: String,
    /// Ten digits with a valid check digit, written `212000-0167`.
    #[schemars(
        with = "yaml::OrganisationNumber",
        title = "Organisationsnummer",
        description = "Tio siffror; den sista är en kontrollsiffra.",
        example = "212000-0167"
    )]
    pub organisation_number: String,
}

impl Letterhead {
    /// The organisation's name in the genitive, as the form says whose something is.
    pub fn genitive(&self) -> Cow<'_, str> {
        match &self.organisation_genitive {
            Some(genitive) => genitive.into(),
            None => genitive(&self.organisation),
        }
    }
}

/// What stands in the seven columns under the head of the first page, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in `Letterhead`")]
pub enum LetterheadField {
    PostalAddress,
    VisitingAddress,
    Phone,
    Email,
    Sms,
    Web,
    OrganisationNumber,
}

impl LetterheadField {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::PostalAddress,
        Self::VisitingAddress,
        Self::Phone,
        Self::Email,
        Self::Sms,
        Self::Web,
        Self::OrganisationNumber,
    ];

    /// The label over the value.
    pub fn label(self, words: &LetterheadWords) -> &str {
        match self {
            Self::PostalAddress => &words.postal_address,
            Self::VisitingAddress => &words.visiting_address,
            Self::Phone => &words.phone,
            Self::Email => &words.email,
            Self::Sms => &words.sms,
            Self::Web => &words.web,
            Self::OrganisationNumber => &words.organisation_number,
        }
    }

    /// How one gets in touch by the value.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Phone => Some(Channel::Phone),
            Self::Email => Some(Channel::Email),
            Self::Sms => Some(Channel::Sms),
            Self::Web => Some(Channel::Web),
            Self::PostalAddress | Self::VisitingAddress | Self::OrganisationNumber => None,
        }
    }

    /// The value in a letterhead.
    pub fn of(self, letterhead: &Letterhead) -> &str {
        match self {
            Self::PostalAddress => &letterhead.postal_address,
            Self::VisitingAddress => &letterhead.visiting_address,
            Self::Phone => &letterhead.phone,
            Self::Email => &letterhead.email,
            Self::Sms => &letterhead.sms,
            Self::Web => &letterhead.web,
            Self::OrganisationNumber => &letterhead.organisation_number,
        }
    }
}

/// A wordmark set in type, or a logo.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mark {
    /// Words set in the heading font.
    Wordmark {
        /// The words.
        text: String,
    },
    /// A logo as SVG without text elements, or as PNG or JPEG.
    Logo {
        /// The file.
        #[serde(skip)]
        bytes: Arc<[u8]>,
        /// `svg`, `png` or `jpg`: the file's format as its usual extension.
        extension: &'static str,
        /// An SVG drawn as a PNG, for programs that show no SVG.
        #[serde(skip)]
        drawn: Option<Arc<[u8]>>,
        /// What the logo shows.
        alt: String,
        /// Width on the page in points.
        width: f64,
        /// Height on the page in points.
        height: f64,
        /// The file as it was read, and its path as the letterhead gives it.
        #[serde(skip)]
        original: (String, Arc<[u8]>),
    },
}
