//! Pictures: from a path in a report to a prepared image.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::checker::Checker;
use super::image::{self, ImageProblem};
use crate::diagnostic::Problem;
use crate::field::FieldPath;
use crate::load::Node;
use crate::model::{Form, Image, Picture};

const POINTS_PER_INCH: f64 = 72.0;

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
    /// Where each is named: the path to the value, and its span.
    places: Vec<(FieldPath, Range<usize>)>,
}

impl Checker<'_> {
    /// Reads a picture's path, and the file that it leads to: path, SHA-256 and image, which is
    /// yet to be prepared.
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
        match image::read(&bytes) {
            Ok(image) => {
                album.places.push((self.path(), node.span.clone()));
                Some((file, Sha256::digest(&bytes).into(), image))
            }
            Err(problem) => {
                self.report(node.span.clone(), image_problem(problem, FORMATS));
                None
            }
        }
    }

    /// Prepares all pictures, which must be those of the album: how large one is shown, and so
    /// how many pixels it needs, depends on its neighbour too.
    pub fn prepare(&mut self, pictures: &mut [Picture], album: Album) {
        let rows = Picture::rows(pictures, &Form::get().measures);
        let dots = |points: f64| {
            (points / POINTS_PER_INCH * f64::from(self.context.image_dpi)).ceil() as u32
        };
        let sizes: Vec<_> =
            rows.iter().flatten().map(|placed| (dots(placed.width), dots(placed.height))).collect();
        for ((picture, (path, span)), most) in pictures.iter_mut().zip(album.places).zip(sizes) {
            match image::prepare(&picture.image, most) {
                Ok(image) => picture.image = image,
                Err(problem) => self.report_at(path, span, image_problem(problem, FORMATS)),
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
