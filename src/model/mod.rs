//! The valid model: what a report says, the letterhead it stands on, the package that it goes to, and the form's words and
//! measures. Renderers read nothing else.

mod channel;
pub mod form;
mod genitive;
mod letterhead;
mod picture;
mod pieces;
mod prose;
mod report;
mod submission;
pub(crate) mod yaml;

pub use channel::Channel;
pub use form::{Form, Measures, Text, Words};
pub use letterhead::{Letterhead, LetterheadField, Mark};
pub use picture::{Fingerprint, Image, ImageFormat, Picture, PlacedPicture, STRIP_SLACK};
pub use pieces::{Look, Piece, Pieces, nested, pieces};
pub(crate) use prose::LETTERS;
pub use prose::{Block, Inline, Inlines, List, ListItem, Marker, Prose};
pub use report::{
    Contact, ContactField, Evaluation, EvaluationField, NextSteps, Particulars, Report, Signature,
    Tick,
};
pub use submission::{Classification, ContactPerson, Delivery, Organisation, Submission, System};
