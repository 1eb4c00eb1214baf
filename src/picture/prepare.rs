//! Preparing pictures: upright, opaque, free of private data, and with no more pixels than shown.

use std::borrow::Cow;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};

use super::judge::{File, Flaw};
use super::profile::Colours;
use crate::model::{Form, Image, ImageFormat, Picture};

/// Quality of a JPEG that had to be encoded anew: no difference is seen on paper.
const JPEG_QUALITY: u8 = 90;

const POINTS_PER_INCH: f64 = 72.0;

/// Prepares a checked report's pictures for the size that they are shown at: that depends on their
/// neighbours too. No picture gets more pixels an inch than `image_dpi`, but for slim ones.
///
/// All formats get the result: upright whatever EXIF says, without transparency (the page is
/// white, and PDF/A-1 knows no other), 8 bits a channel, in sRGB's colours, without metadata. The
/// coded pixels stay as they are where none of this asks for a change. Fails on images that have
/// not been checked.
pub fn prepare(pictures: &[Picture], image_dpi: u32) -> Result<Vec<Image>, Flaw> {
    let dots = |points: f64| (points / POINTS_PER_INCH * f64::from(image_dpi)).ceil() as u32;
    let of = &Form::get().measures;
    Picture::rows(pictures, of)
        .iter()
        .flatten()
        .map(|placed| {
            // A slim picture is zoomed in on: it keeps as many as if it were as wide as others.
            let scale = (of.pictures.least_side / placed.width).max(1.0);
            let most = (dots(placed.width * scale), dots(placed.height * scale));
            prepare_image(&pictures[placed.index].image, most)
        })
        .collect()
}

/// Prepares an image with all its pixels.
pub(crate) fn prepare_whole(image: &Image) -> Result<Image, Flaw> {
    prepare_image(image, ANY_SIZE)
}

/// Width and height in pixels.
pub(super) type Pixels = (u32, u32);

/// For an image that is prepared before anyone knows how large it is shown.
pub(super) const ANY_SIZE: Pixels = (u32::MAX, u32::MAX);

pub(super) fn prepare_image(image: &Image, most: Pixels) -> Result<Image, Flaw> {
    let file = File::open(&image.bytes)?;
    let mut pixels = match &image.pixels {
        Some(pixels) => Cow::Borrowed(&**pixels),
        None => Cow::Owned(file.decode()?),
    };

    let orientation = file.contents.orientation;
    let too_large = image.width > most.0 || image.height > most.1;
    let deep = pixels.color().bytes_per_pixel() > pixels.color().channel_count();
    let transparent = pixels.color().has_alpha();
    let colours = file.colours(&pixels);
    // Where the coded pixels of an open file end is not known, nor what follows them.
    let recoded = file.has_inks() || file.is_open() || file.is_reduced();
    let converted = matches!(colours, Colours::Other(_));
    let turned = orientation != Orientation::NoTransforms;
    let prepared = |bytes: Vec<u8>| Image { bytes: bytes.into(), pixels: None, ..*image };
    if !(recoded || converted || turned || too_large || deep || transparent) {
        return Ok(prepared(file.contents.bare));
    }

    if deep || transparent {
        pixels = Cow::Owned(on_white(pixels.into_owned()));
    }
    if turned {
        pixels.to_mut().apply_orientation(orientation);
    }
    let (width, height) = (pixels.width(), pixels.height());
    if width > most.0 || height > most.1 {
        let (width, height) = (width.min(most.0).max(1), height.min(most.1).max(1));
        let filter = imageops::FilterType::Lanczos3;
        pixels = Cow::Owned(pixels.resize_exact(width, height, filter));
    }
    if let Colours::Other(conversion) = colours {
        conversion.apply(pixels.to_mut()).ok_or(Flaw::Damaged)?;
    }
    encode(&pixels, image.format).map(prepared).ok_or(Flaw::Damaged)
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

fn encode(pixels: &DynamicImage, format: ImageFormat) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Png => pixels.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        )),
        ImageFormat::Jpeg => {
            pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))
        }
    }
    .ok()?;
    Some(bytes)
}
