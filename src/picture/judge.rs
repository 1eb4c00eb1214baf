//! Judging pictures: what the header says, and whether the pixels can be decoded.

use std::io::Cursor;
use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

use super::container;
use crate::model::{Image, ImageFormat};

/// Most bytes of an image in memory, told from its header before it is decoded. With what is kept
/// of the others ([`MAX_KEPT`]) that is less than 300 MB.
const MAX_DECODED: u64 = 160_000_000;

/// What a pixel counts for at least: many are made larger on the way. So an image of 8 bits a
/// channel may have 40 million pixels, more than nearly every camera's.
const MIN_BYTES_PER_PIXEL: u64 = 4;

/// Most bytes of decoded pixels that a checked report keeps for its rendering, so that they need
/// not be decoded again: two photographs of 16 million pixels. What is beyond is decoded twice.
pub const MAX_KEPT: usize = 100_000_000;

/// Why an image cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
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

/// What an image's header says.
pub(super) struct Header<'a> {
    pub decoder: Box<dyn ImageDecoder + 'a>,
    pub orientation: Orientation,
    format: ImageFormat,
    /// Width and height in pixels, upright.
    size: (u32, u32),
}

/// Decodes a picture's file to see that it is sound. The image has the bytes as they are, and the
/// decoded pixels.
pub(crate) fn judge(bytes: Vec<u8>) -> Result<Image, Flaw> {
    let Header { format, decoder, size: (width, height), .. } = header(&bytes)?;
    let pixels = decode(decoder)?;
    container::strip(format, &bytes).ok_or(Flaw::Damaged)?;
    Ok(Image { format, width, height, bytes: bytes.into(), pixels: Some(Arc::new(pixels)) })
}

pub(super) fn decode(decoder: Box<dyn ImageDecoder + '_>) -> Result<DynamicImage, Flaw> {
    DynamicImage::from_decoder(decoder).map_err(|_| Flaw::Damaged)
}

pub(super) fn header(bytes: &[u8]) -> Result<Header<'_>, Flaw> {
    let (format, codec) = match image::guess_format(bytes) {
        Ok(codec @ image::ImageFormat::Png) => (ImageFormat::Png, codec),
        Ok(codec @ image::ImageFormat::Jpeg) => (ImageFormat::Jpeg, codec),
        _ => return Err(Flaw::NotAPicture),
    };
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), codec)
        .into_decoder()
        .map_err(|_| Flaw::Damaged)?;
    let (width, height) = decoder.dimensions();
    let bytes_per_pixel = u64::from(decoder.color_type().bytes_per_pixel());
    let limit = MAX_DECODED / bytes_per_pixel.max(MIN_BYTES_PER_PIXEL);
    if u64::from(width) * u64::from(height) > limit {
        return Err(Flaw::TooManyPixels { width, height, limit });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let size = match orientation.to_exif() {
        // From 5 on, EXIF's orientations lie on their side.
        5.. => (height, width),
        _ => (width, height),
    };
    Ok(Header { format, decoder: Box::new(decoder), orientation, size })
}
