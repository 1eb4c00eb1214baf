//! Pictures, and how they are placed on the page.

use std::sync::Arc;

use image::DynamicImage;
use schemars::JsonSchema;
use serde::Serialize;

use super::Measures;
use super::form::round_to_twip;
use super::yaml::{self, Filled};

/// A picture with its texts.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields, title = "Bild", description = "En bild med alternativtext.")]
pub struct Picture {
    /// The path relative to the report's folder under which the file was found: as written in the
    /// report, but for letter case, normal form and the like.
    #[schemars(
        with = "Filled<yaml::File>",
        title = "Fil",
        description = "Sökväg till en PNG- eller JPEG-fil, räknad från rapportens egen mapp.",
        example = "bilder/utrecht.jpg"
    )]
    pub file: String,
    /// What the picture shows, for those who cannot see it.
    #[schemars(
        with = "Filled<yaml::Line>",
        title = "Alternativtext",
        description = "Vad bilden visar, för den som inte kan se den.",
        example = "Deltagarna framför stadshuset"
    )]
    pub alt: String,
    /// The caption under it.
    #[schemars(
        with = "Option<yaml::Line>",
        title = "Bildtext",
        description = "Skrivs under bilden.",
        example = "Mötet i Utrecht"
    )]
    pub caption: Option<String>,
    /// The image: as it was read in a checked report, and as [`crate::picture::prepare`] makes it
    /// in one that is rendered.
    #[schemars(skip)]
    pub image: Image,
    /// The picture file as it was read: what the report's documents were made from.
    #[schemars(skip)]
    pub original: Fingerprint,
}

/// What tells whether a file is still the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Its size in bytes.
    pub size: u64,
}

/// An image file that is sound.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The file format of `bytes`.
    pub format: ImageFormat,
    /// Width in pixels of the picture as it was given, upright: the layout follows from it.
    pub width: u32,
    /// Height in pixels of the picture as it was given, upright.
    pub height: u32,
    /// The whole file. A prepared one is upright and free of private metadata, and holds fewer
    /// pixels than given if not so many can be seen.
    pub bytes: Arc<[u8]>,
    /// The decoded pixels, as the file has them, if they were kept for preparing it.
    pub pixels: Option<Arc<DynamicImage>>,
}

impl Image {
    /// What stands in the place of a picture in the blank form: a frame.
    pub(crate) const BLANK: &[u8] = include_bytes!("blank.png");

    /// The frame in the place of a picture.
    pub(crate) fn blank() -> Self {
        // Its own size says nothing: it is as large as the place.
        Self {
            format: ImageFormat::Png,
            width: 1,
            height: 1,
            bytes: Self::BLANK.into(),
            pixels: None,
        }
    }
}

/// The two image formats that a report may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFormat {
    /// Portable Network Graphics (ISO/IEC 15948).
    Png,
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
}

/// A picture's place: its size on the page, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlacedPicture {
    /// Position in the report's list of pictures.
    pub index: usize,
    /// Width on the page in points; of each strip, if there are several.
    pub width: f64,
    /// How wide its column is, with its caption: hardly ever wider than the picture.
    pub column: f64,
    /// In how many strips, side by side from its top to its bottom, it is shown.
    pub strips: usize,
    /// Height on the page in points, of all strips together if there are several.
    pub height: f64,
}

impl Picture {
    /// Places pictures two abreast, row by row; both renderers show them at the sizes given here.
    ///
    /// Two abreast share the text width so that both are equally high (a portrait beside a
    /// landscape stays in balance), no higher than `pictures.max_height`. One alone in its row is
    /// at most `pictures.single_max_width` wide and never larger than 96 pixels an inch make it.
    ///
    /// A slim one is higher, up to `pictures.tall_max_height`, until it is `pictures.least_side`
    /// wide. One that would still be slimmer than `pictures.strip_below`, such as the scan of a long
    /// receipt, could not be read: it is cut into strips, side by side in a row of their own.
    ///
    /// A picture does not share its row if a side of one of the two would be shorter than
    /// `pictures.least_side`, and longer if it stood alone.
    pub fn rows(pictures: &[Self], measures: &Measures) -> Vec<Vec<PlacedPicture>> {
        let of = &measures.pictures;
        let mut rows = Vec::new();
        let mut rest = pictures;
        while let [first, after @ ..] = rest {
            let index = pictures.len() - rest.len();
            if let Some(strips) = first.in_strips(measures) {
                rows.push(vec![PlacedPicture { index, ..strips }]);
                rest = after;
                continue;
            }
            let alone = first.height_alone(measures);
            let second = after.first().filter(|second| second.in_strips(measures).is_none());
            let abreast = second.and_then(|second| {
                let pair = [first, second];
                let height = Self::height_abreast(pair, measures);
                let is_large = |picture: &Self| {
                    height * picture.aspect().min(1.0) >= of.least_side
                        || height >= picture.height_alone(measures)
                };
                pair.into_iter().all(is_large).then_some((pair, height))
            });
            let place = |(column, picture): (usize, &Self), height: f64, column_width: f64| {
                let width = round_to_twip(height * picture.aspect()).max(SMALLEST);
                let height = round_to_twip(height).max(SMALLEST);
                PlacedPicture {
                    index: index + column,
                    width,
                    height,
                    column: width.max(column_width),
                    strips: 1,
                }
            };
            let row: Vec<_> = match abreast {
                Some((pair, height)) => pair
                    .into_iter()
                    .enumerate()
                    .map(|picture| place(picture, height, of.least_side))
                    .collect(),
                None => vec![place((0, first), alone, of.single_max_width)],
            };
            rest = &rest[row.len()..];
            rows.push(row);
        }
        rows
    }

    /// Width by height.
    fn aspect(&self) -> f64 {
        f64::from(self.image.width) / f64::from(self.image.height)
    }

    /// How a picture is shown that is too slim to be read in one piece: in so many strips, side by
    /// side, that they are as wide as may be, or `pictures.least_side`.
    fn in_strips(&self, measures: &Measures) -> Option<PlacedPicture> {
        let of = &measures.pictures;
        let most = f64::from(self.image.width) * POINTS_PER_CSS_PIXEL;
        let whole = (of.tall_max_height * self.aspect()).min(most);
        if whole >= of.strip_below {
            return None;
        }
        let width = |strips: usize| {
            let number = strips as f64;
            let abreast = (measures.text_width() - (number - 1.0) * of.gutter) / number;
            let high = of.tall_max_height * self.aspect() * number / (1.0 + STRIP_SLACK);
            abreast.min(high).min(most).min(of.least_side)
        };
        let (strips, width) = (2..=MOST_STRIPS)
            .map(|strips| (strips, width(strips)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        if width <= whole {
            return None;
        }
        let width = round_to_twip(width);
        Some(PlacedPicture {
            index: 0,
            width,
            height: round_to_twip(width / self.aspect()),
            column: strips as f64 * (width + of.gutter) - of.gutter,
            strips,
        })
    }

    /// How high the picture is if it stands alone in its row.
    fn height_alone(&self, measures: &Measures) -> f64 {
        let of = &measures.pictures;
        (of.single_max_width / self.aspect())
            .min(f64::from(self.image.height) * POINTS_PER_CSS_PIXEL)
            .min(self.most_height(measures))
    }

    /// How high two pictures are that share their row.
    fn height_abreast([first, second]: [&Self; 2], measures: &Measures) -> f64 {
        let shared = measures.text_width() - measures.pictures.gutter;
        (shared / (first.aspect() + second.aspect()))
            .min(first.most_height(measures).max(second.most_height(measures)))
    }

    /// How high the picture may be.
    fn most_height(&self, measures: &Measures) -> f64 {
        let of = &measures.pictures;
        (of.least_side / self.aspect()).min(of.tall_max_height).max(of.max_height)
    }
}

/// 96 pixels an inch, the web's reference pixel (CSS Values and Units 3, section 6.2).
const POINTS_PER_CSS_PIXEL: f64 = 72.0 / 96.0;

/// By how much a strip of a picture may be longer than if all were equally long: a picture is cut
/// where nothing is cut in two.
pub const STRIP_SLACK: f64 = 0.06;

/// More strips than these would be slimmer than 40 points, which are not read any better.
const MOST_STRIPS: usize = 8;

/// No side of a picture, however slim, rounds to nothing: one point.
const SMALLEST: f64 = 1.0;
