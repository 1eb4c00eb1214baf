//! The letterhead: whose form this is.

use std::sync::Arc;

use serde::Serialize;

/// An organisation's letterhead. All texts are plain, one line, not blank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letterhead {
    /// The organisation's name.
    pub organisation: String,
    /// What stands at the top left of every page.
    pub mark: Mark,
    /// Post address.
    pub postal_address: String,
    /// Visiting address.
    pub visiting_address: String,
    /// Telephone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Number for text messages.
    pub sms: String,
    /// Web address.
    pub web: String,
    /// Ten digits with a valid check digit, written `212000-0167`.
    pub organisation_number: String,
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
        /// What the logo shows.
        alt: String,
        /// Width on the page in points.
        width: f64,
        /// Height on the page in points.
        height: f64,
    },
}
