//! Preparing images: upright, opaque, free of private data, and with no more pixels than shown.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::metadata::Orientation;
use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageEncoder, ImageReader, Luma, Rgb, RgbImage,
};

use super::container;
use crate::model::{Image, ImageFormat};

/// Most bytes of an image in memory, told from its header before it is decoded. Preparing it takes
/// less than as much again, so that no picture takes more than 300 MB.
const MAX_DECODED: u64 = 160_000_000;

/// What a pixel counts for at least: many are made larger on the way. So an image of 8 bits a
/// channel may have 40 million pixels, more than nearly every camera's.
const MIN_BYTES_PER_PIXEL: u64 = 4;

/// Quality of a JPEG that had to be encoded anew: no difference is seen on paper.
const JPEG_QUALITY: u8 = 90;

/// Why an image cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImageProblem {
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

/// Width and height in pixels, upright.
pub(super) type Pixels = (u32, u32);

/// For an image that is prepared before anyone knows how large it is shown.
pub(super) const ANY_SIZE: Pixels = (u32::MAX, u32::MAX);

/// What an image's header says.
struct Header<'a> {
    format: ImageFormat,
    decoder: Box<dyn ImageDecoder + 'a>,
    orientation: Orientation,
    size: Pixels,
}

/// Takes a file for an image by its header alone: the bytes stay as they are.
pub(super) fn read(bytes: &[u8]) -> Result<Image, ImageProblem> {
    let Header { format, size: (width, height), .. } = header(bytes)?;
    Ok(Image { format, width, height, bytes: bytes.into() })
}

/// Prepares an image that is shown with at most so many pixels.
///
/// Both formats get the result: upright whatever EXIF says, without transparency (the page is
/// white, and PDF/A-1 knows no other), 8 bits a channel, without metadata but for the colour
/// profile, which tells what the colours mean. The coded pixels stay as they are where none of
/// this asks for a change.
pub(super) fn prepare(image: &Image, most: Pixels) -> Result<Image, ImageProblem> {
    let Header { format, mut decoder, orientation, size: (width, height) } = header(&image.bytes)?;
    let stripped = container::strip(format, &image.bytes).ok_or(ImageProblem::Damaged)?;
    // A CMYK image becomes RGB when decoded, and its profile is of no use any more.
    let profile = if stripped.cmyk { None } else { decoder.icc_profile().ok().flatten() };
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(|_| ImageProblem::Damaged)?;

    let too_large = width > most.0 || height > most.1;
    let deep = pixels.color().bytes_per_pixel() > pixels.color().channel_count();
    let unchanged = orientation == Orientation::NoTransforms
        && !(stripped.cmyk || too_large || deep || pixels.color().has_alpha());
    if unchanged {
        return Ok(Image { bytes: stripped.bytes.into(), ..*image });
    }

    if deep || pixels.color().has_alpha() {
        pixels = on_white(pixels);
    }
    pixels.apply_orientation(orientation);
    if too_large {
        let (width, height) = (width.min(most.0).max(1), height.min(most.1).max(1));
        pixels = pixels.resize_exact(width, height, imageops::FilterType::Lanczos3);
    }
    let bytes = encode(&pixels, format, profile).ok_or(ImageProblem::Damaged)?;
    Ok(Image { bytes: bytes.into(), ..*image })
}

fn header(bytes: &[u8]) -> Result<Header<'_>, ImageProblem> {
    let (format, codec) = match image::guess_format(bytes) {
        Ok(codec @ image::ImageFormat::Png) => (ImageFormat::Png, codec),
        Ok(codec @ image::ImageFormat::Jpeg) => (ImageFormat::Jpeg, codec),
        _ => return Err(ImageProblem::NotAPicture),
    };
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), codec)
        .into_decoder()
        .map_err(|_| ImageProblem::Damaged)?;
    let (width, height) = decoder.dimensions();
    let bytes_per_pixel = u64::from(decoder.color_type().bytes_per_pixel());
    let limit = MAX_DECODED / bytes_per_pixel.max(MIN_BYTES_PER_PIXEL);
    if u64::from(width) * u64::from(height) > limit {
        return Err(ImageProblem::TooManyPixels { width, height, limit });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let size = match orientation.to_exif() {
        // From 5 on, EXIF's orientations lie on their side.
        5.. => (height, width),
        _ => (width, height),
    };
    Ok(Header { format, decoder: Box::new(decoder), orientation, size })
}

/// Lays an image on white paper, in 8 bits, grey where it was grey.
fn on_white(image: DynamicImage) -> DynamicImage {
    let mix = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let (width, height) = (image.width(), image.height());
    if image.color().has_color() {
        let source = image.into_rgba8();
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            let [red, green, blue, alpha] = source.get_pixel(x, y).0;
            Rgb([red, green, blue].map(|value| mix(value, alpha)))
        }))
    } else {
        let source = image.into_luma_alpha8();
        DynamicImage::ImageLuma8(GrayImage::from_fn(width, height, |x, y| {
            let [grey, alpha] = source.get_pixel(x, y).0;
            Luma([mix(grey, alpha)])
        }))
    }
}

fn encode(pixels: &DynamicImage, format: ImageFormat, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    fn write(
        mut encoder: impl ImageEncoder,
        pixels: &DynamicImage,
        profile: Option<Vec<u8>>,
    ) -> Option<()> {
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).ok()?;
        }
        let color = pixels.color().into();
        encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), color).ok()
    }
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Png => {
            let encoder = PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                FilterType::Adaptive,
            );
            write(encoder, pixels, profile)?;
        }
        ImageFormat::Jpeg => {
            write(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY), pixels, profile)?;
        }
    }
    Some(bytes)
}

#[cfg(test)]
#[path = "image_tests.rs"]
mod tests;
