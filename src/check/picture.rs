//! Pictures: from a path in a report to an image that is sound.

use sha2::{Digest, Sha256};

use super::checker::Checker;
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::Image;
use crate::picture::{self, Flaw, MAX_KEPT};
use crate::signature;

/// Largest picture file, in bytes: what a good camera writes at full resolution.
const MAX_PICTURE: usize = 20 * 1024 * 1024;

/// Largest sum of a report's picture files, in bytes: all of them are held in memory until the
/// document is written.
const MAX_PICTURES: usize = 100 * 1024 * 1024;

/// The formats that a report's pictures may have.
const FORMATS: &[&str] = &["PNG", "JPEG"];

/// A report's picture files, while they are read.
#[derive(Default)]
pub(super) struct Album {
    /// How many bytes they hold together.
    bytes: usize,
    /// How many bytes of decoded pixels are kept of them.
    kept: usize,
}

impl Checker<'_> {
    /// Reads a picture's path, and the file that it leads to: path, SHA-256 and image.
    pub fn picture_file(
        &mut self,
        node: &Node<'_>,
        album: &mut Album,
    ) -> Option<(String, [u8; 32], Image)> {
        let (file, bytes) = self.file(node, MAX_PICTURE)?;
        album.bytes += bytes.len();
        if album.bytes > MAX_PICTURES {
            self.report(node.span.clone(), Problem::PicturesTooLarge { limit: MAX_PICTURES });
            return None;
        }
        let found = signature::of(&bytes);
        let digest = Sha256::digest(&bytes).into();
        match picture::judge(bytes) {
            Ok(image) => Some((file, digest, album.keep(image))),
            Err(flaw) => {
                self.report(node.span.clone(), problem(flaw, FORMATS, found));
                None
            }
        }
    }
}

impl Album {
    /// Keeps an image's pixels, if there is room for them.
    fn keep(&mut self, mut image: Image) -> Image {
        let size = image.pixels.as_ref().map_or(0, |pixels| pixels.as_bytes().len());
        if self.kept + size > MAX_KEPT {
            image.pixels = None;
        } else {
            self.kept += size;
        }
        image
    }
}

/// What is wrong with an image, as a diagnostic; `known` names the formats that are taken,
/// `found` what the file is by its signature.
pub(super) fn problem(
    flaw: Flaw,
    known: &'static [&'static str],
    found: Option<&'static str>,
) -> Problem {
    match flaw {
        Flaw::NotAPicture => Problem::PictureFormat { known, found },
        Flaw::Damaged => Problem::PictureDamaged,
        Flaw::TooManyPixels { width, height, limit } => {
            Problem::PictureTooManyPixels { width, height, limit }
        }
    }
}
