//! Preparing pictures: decoded once to be sure that they can be, and passed on as they are.

use std::io::Cursor;

use image::{ImageFormat as Codec, ImageReader};

use crate::model::{Image, ImageFormat};

/// Most pixels of a picture: 40 million take 160 MB of memory to decode.
const MAX_PIXELS: u64 = 40_000_000;

/// Why a picture cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageProblem {
    /// Neither PNG nor JPEG.
    NotAPicture,
    /// Ends too early, or holds wrong data.
    Damaged,
    /// More pixels than are decoded.
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Most pixels.
        limit: u64,
    },
}

/// Prepares the image in a file's bytes.
pub(super) fn prepare(bytes: &[u8]) -> Result<Image, ImageProblem> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| ImageProblem::NotAPicture)?;
    let format = match reader.format() {
        Some(Codec::Png) => ImageFormat::Png,
        Some(Codec::Jpeg) => ImageFormat::Jpeg,
        _ => return Err(ImageProblem::NotAPicture),
    };
    // A decoder may fill in what is missing after the last marker that it needs.
    if format == ImageFormat::Jpeg && !bytes.windows(2).rev().any(|end| end == [0xFF, 0xD9]) {
        return Err(ImageProblem::Damaged);
    }
    let (width, height) = reader.into_dimensions().map_err(|_| ImageProblem::Damaged)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageProblem::TooManyPixels { width, height, limit: MAX_PIXELS });
    }
    image::load_from_memory(bytes).map_err(|_| ImageProblem::Damaged)?;
    Ok(Image { format, width, height, bytes: bytes.into() })
}
