//! Pictures: from a path in a report to a prepared image.

use sha2::{Digest, Sha256};

use super::checker::Checker;
use super::image::{self, ImageProblem};
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::Image;

/// Largest picture file, in bytes: what a good camera writes at full resolution.
const MAX_PICTURE: usize = 20 * 1024 * 1024;

/// Largest sum of a report's picture files, in bytes: all of them are held in memory until the
/// document is written.
const MAX_PICTURES: usize = 100 * 1024 * 1024;

/// The formats that a report's pictures may have.
const FORMATS: &[&str] = &["PNG", "JPEG"];

/// What a report's pictures have used so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    bytes: usize,
}

/// A picture file that has been read.
pub(super) struct PictureFile {
    /// The path as written.
    pub file: String,
    /// SHA-256 of the file.
    pub file_digest: [u8; 32],
    pub image: Image,
}

impl Checker<'_> {
    /// Reads a picture's path, and prepares the image it leads to.
    pub fn picture_file(&mut self, node: &Node<'_>, budget: &mut Budget) -> Option<PictureFile> {
        let (file, bytes) = self.file(node, MAX_PICTURE)?;
        budget.bytes += bytes.len();
        if budget.bytes > MAX_PICTURES {
            self.report(node.span.clone(), Problem::PicturesTooLarge { limit: MAX_PICTURES });
            return None;
        }
        match image::prepare(&bytes) {
            Ok(image) => {
                Some(PictureFile { file, file_digest: Sha256::digest(&bytes).into(), image })
            }
            Err(problem) => {
                self.report(node.span.clone(), image_problem(problem, FORMATS));
                None
            }
        }
    }
}

/// What is wrong with an image, as a diagnostic; `known` names the formats that are taken.
pub(super) fn image_problem(problem: ImageProblem, known: &'static [&'static str]) -> Problem {
    match problem {
        ImageProblem::NotAPicture => Problem::PictureFormat { known },
        ImageProblem::Damaged => Problem::PictureDamaged,
        ImageProblem::TooManyPixels { width, height, limit } => {
            Problem::PictureTooManyPixels { width, height, limit }
        }
    }
}
