//! Pictures: from a path in a report to an image that is sound.

use super::checker::Checker;
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::{Fingerprint, Image};
use crate::picture::{Album, Flaw, Judged};

/// Largest picture file, in bytes: what a telephone of 200 million pixels writes.
const MAX_PICTURE: usize = 60 * 1024 * 1024;

/// Largest sum of a report's picture files, in bytes: all of them are held in memory until the
/// document is written.
const MAX_PICTURES: usize = 100 * 1024 * 1024;

/// The formats that a report's pictures may have.
const FORMATS: &[&str] = &["PNG", "JPEG"];

impl Checker<'_> {
    /// Reads a picture's path, and the file that it leads to: the path under which it was found,
    /// the file as it was read and the image.
    pub fn picture_file(
        &mut self,
        node: &Node<'_>,
        album: &mut Album,
    ) -> Option<(String, Fingerprint, Image)> {
        let written = self.file_path(node)?;
        let entry = if let Some(entry) = album.get(&written) {
            entry
        } else {
            let (path, bytes) = self.file(node, &written, MAX_PICTURE)?;
            if album.bytes() + bytes.len() > MAX_PICTURES {
                let problem = Problem::PicturesTooLarge { limit: MAX_PICTURES };
                self.report(node.span.clone(), problem);
                return None;
            }
            album.add(written, path, bytes)
        };
        match entry.judged {
            Ok(judged) => Some((entry.path, entry.original, self.judged(node, judged))),
            Err(flaw) => {
                self.report(node.span.clone(), problem(flaw, FORMATS));
                None
            }
        }
    }

    /// Takes a sound image; tells if its colours are a guess.
    pub fn judged(&mut self, node: &Node<'_>, judged: Judged) -> Image {
        if judged.has_unknown_colours {
            self.report(node.span.clone(), Problem::PictureColours);
        }
        judged.image
    }
}

/// What is wrong with an image, as a diagnostic; `known` names the formats that are taken.
pub(super) fn problem(flaw: Flaw, known: &'static [&'static str]) -> Problem {
    match flaw {
        Flaw::NotAPicture { found } => Problem::PictureFormat { known, found },
        Flaw::Damaged => Problem::PictureDamaged,
        Flaw::TooManyInAll => Problem::PicturesTooManyPixels,
        Flaw::TooManyPixels { width, height, limit } => {
            Problem::PictureTooManyPixels { width, height, limit }
        }
    }
}
