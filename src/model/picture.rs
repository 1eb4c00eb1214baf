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
    /// SHA-256 of the picture file as it was read: what the report's documents were made from.
    #[schemars(skip)]
    pub file_digest: [u8; 32],
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
    /// Width on the page in points.
    pub width: f64,
    /// Height on the page in points.
    pub height: f64,
}

impl Picture {
    /// Places pictures two abreast, row by row; both renderers show them at the sizes given here.
    ///
    /// Two abreast share the text width so that both are equally high (a portrait beside a
    /// landscape stays in balance), no higher than `pictures.max_height`. One alone in its row is
    /// at most `pictures.single_max_width` wide and never larger than 96 pixels an inch make it.
    pub fn rows(pictures: &[Self], measures: &Measures) -> Vec<Vec<PlacedPicture>> {
        let layout = &measures.pictures;
        pictures
            .chunks(2)
            .enumerate()
            .map(|(row, pair)| {
                let aspects: Vec<f64> = pair
                    .iter()
                    .map(|p| f64::from(p.image.width) / f64::from(p.image.height))
                    .collect();
                let height = match pair {
                    [single] => (layout.single_max_width / aspects[0])
                        .min(f64::from(single.image.height) * POINTS_PER_CSS_PIXEL),
                    _ => (measures.text_width() - layout.gutter) / aspects.iter().sum::<f64>(),
                }
                .min(layout.max_height);
                aspects
                    .iter()
                    .enumerate()
                    .map(|(column, aspect)| PlacedPicture {
                        index: row * 2 + column,
                        width: round_to_twip(height * aspect).max(SMALLEST),
                        height: round_to_twip(height).max(SMALLEST),
                    })
                    .collect()
            })
            .collect()
    }
}

/// 96 pixels an inch, the web's reference pixel (CSS Values and Units 3, section 6.2).
const POINTS_PER_CSS_PIXEL: f64 = 72.0 / 96.0;

/// No side of a picture, however slim, rounds to nothing: one point.
const SMALLEST: f64 = 1.0;
