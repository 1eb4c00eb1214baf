//! Judging pictures: what a file holds, whether its pixels can be decoded, and decoding them.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, RgbImage};
use jpeg_decoder::PixelFormat;
use sha2::{Digest, Sha256};

use super::container::{self, Contents};
use super::profile::{self, Colours};
use crate::model::{Image, ImageFormat};
use crate::signature;

/// Most bytes that decoding an image whole may take, told from its header before it is decoded.
/// With what is kept of the others ([`super::MAX_KEPT`]) that is less than 300 MB.
const MAX_DECODED: u64 = 160_000_000;

/// What a pixel counts for at least: many are made larger on the way. So an image of 8 bits a
/// channel may have 40 million pixels.
const MIN_BYTES_PER_PIXEL: u64 = 4;

/// Most pixels of a JPEG, in any case: more than any camera's. One of more than 40 million is
/// decoded at a half, a quarter or an eighth of its size, which takes little memory.
const MAX_JPEG_PIXELS: u64 = 250_000_000;

/// Most bytes of coefficients, which a decoder of a progressive JPEG holds whatever the size that
/// it decodes at: 25 to 50 million pixels.
const MAX_COEFFICIENTS: u64 = 150_000_000;

/// Most pixels of a JPEG that is decoded at a reduced size.
const MAX_REDUCED: u64 = 25_000_000;

/// Why an image cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Neither PNG nor JPEG.
    NotAPicture {
        /// What it is by its signature.
        found: Option<&'static str>,
    },
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
    /// More pixels, with all pictures before, than are decoded for a report.
    TooManyInAll,
}

impl fmt::Display for Flaw {
    /// For programs that use this library; people are told by [`crate::diagnostic`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPicture { found: None } => formatter.write_str("not a PNG or JPEG picture"),
            Self::NotAPicture { found: Some(found) } => {
                write!(formatter, "not a PNG or JPEG picture but {found}")
            }
            Self::Damaged => formatter.write_str("a damaged picture"),
            Self::TooManyPixels { width, height, limit } => {
                write!(formatter, "{width} × {height} pixels, more than {limit}")
            }
            Self::TooManyInAll => formatter.write_str("more pixels than are decoded for a report"),
        }
    }
}

impl std::error::Error for Flaw {}

/// A sound image.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    /// The image: the file as it is, and its decoded pixels.
    pub image: Image,
    /// Whether it has a colour profile that cannot be used.
    pub has_unknown_colours: bool,
}

/// Decodes a picture's file, of at most so many pixels, to see that it is sound.
pub(crate) fn judge(bytes: Vec<u8>, most: u64) -> Result<Judged, Flaw> {
    let file = File::open(&bytes)?;
    if file.pixels > most {
        return Err(Flaw::TooManyInAll);
    }
    let pixels = file.decode()?;
    let has_unknown_colours = matches!(file.colours(&pixels), Colours::Unknown);
    let File { format, size: (width, height), .. } = file;
    let pixels = Some(Arc::new(pixels));
    Ok(Judged {
        image: Image { format, width, height, bytes: bytes.into(), pixels },
        has_unknown_colours,
    })
}

/// A picture's file whose header has been read.
pub(super) struct File {
    pub contents: Contents,
    pub format: ImageFormat,
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// How many pixels are decoded.
    pixels: u64,
    /// What a JPEG's sides are divided by when it is decoded.
    divisor: u16,
}

impl File {
    pub fn open(bytes: &[u8]) -> Result<Self, Flaw> {
        let format = match image::guess_format(bytes) {
            Ok(image::ImageFormat::Png) => ImageFormat::Png,
            Ok(image::ImageFormat::Jpeg) => ImageFormat::Jpeg,
            _ => return Err(Flaw::NotAPicture { found: signature::of(bytes) }),
        };
        let contents = container::open(format, bytes).ok_or(Flaw::Damaged)?;
        let decoder = decoder(format, &contents.bare)?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        let bytes_per_pixel = u64::from(decoder.color_type().bytes_per_pixel());
        drop(decoder);
        let limit = MAX_DECODED / bytes_per_pixel.max(MIN_BYTES_PER_PIXEL);
        let mut divisor = 1;
        match &contents.frame {
            Some(frame) if matches!(frame.components, 1 | 3) => {
                let whole = frame.coefficients + pixels * bytes_per_pixel;
                if pixels > limit || whole > MAX_DECODED {
                    let reduced = |divisor: &u16| pixels / u64::from(*divisor).pow(2);
                    divisor =
                        [2, 4, 8].into_iter().find(|by| reduced(by) <= MAX_REDUCED).unwrap_or(8);
                }
                if pixels > MAX_JPEG_PIXELS || frame.coefficients > MAX_COEFFICIENTS {
                    let limit = match frame.coefficients.checked_div(pixels) {
                        None | Some(0) => MAX_JPEG_PIXELS,
                        Some(bytes) => MAX_COEFFICIENTS / bytes,
                    };
                    return Err(Flaw::TooManyPixels { width, height, limit });
                }
            }
            _ if pixels > limit => return Err(Flaw::TooManyPixels { width, height, limit }),
            _ => {}
        }
        let size = match contents.orientation.to_exif() {
            // From 5 on, EXIF's orientations lie on their side.
            5.. => (height, width),
            _ => (width, height),
        };
        Ok(Self { contents, format, size, pixels, divisor })
    }

    /// Whether the image's pixels are fewer than the file's.
    pub fn is_reduced(&self) -> bool {
        self.divisor > 1
    }

    /// Whether a JPEG's end mark is missing.
    pub fn is_open(&self) -> bool {
        self.contents.frame.as_ref().is_some_and(|frame| frame.is_open)
    }

    /// Whether the pixels have four inks.
    pub fn has_inks(&self) -> bool {
        self.contents.frame.as_ref().is_some_and(|frame| frame.components == 4)
    }

    /// What the decoded pixels' numbers mean.
    pub fn colours(&self, pixels: &DynamicImage) -> Colours {
        match &self.contents.profile {
            // An image of four inks becomes RGB when decoded, and its profile is of no use any more.
            Some(profile) if !self.has_inks() => {
                profile::judge(profile, !pixels.color().has_color())
            }
            _ => Colours::Srgb,
        }
    }

    /// Decodes the pixels, as the file has them.
    pub fn decode(&self) -> Result<DynamicImage, Flaw> {
        let bare = &self.contents.bare;
        if !self.is_open() {
            return self.decode_bytes(bare);
        }
        // Where the end mark is missing, the coded pixels are complete if it makes no difference
        // what follows them: many zeros, or many ones (a coded 255 has a zero behind it).
        let (before, end) = bare.split_at(bare.len() - 2);
        let followed = |by: [u8; 2]| self.decode_bytes(&[before, &by.repeat(64), end].concat());
        let digest = Sha256::digest(followed([0, 0])?.as_bytes());
        let pixels = followed([0xFF, 0])?;
        if Sha256::digest(pixels.as_bytes()) == digest { Ok(pixels) } else { Err(Flaw::Damaged) }
    }

    fn decode_bytes(&self, bytes: &[u8]) -> Result<DynamicImage, Flaw> {
        match self.divisor {
            1 => {
                let decoder = decoder(self.format, bytes)?;
                DynamicImage::from_decoder(decoder).map_err(|_| Flaw::Damaged)
            }
            divisor => reduced(bytes, divisor).ok_or(Flaw::Damaged),
        }
    }
}

fn decoder(format: ImageFormat, bytes: &[u8]) -> Result<impl ImageDecoder, Flaw> {
    let format = match format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
    };
    ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(|_| Flaw::Damaged)
}

/// Decodes a JPEG with its sides divided by two, four or eight.
fn reduced(bytes: &[u8], divisor: u16) -> Option<DynamicImage> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.read_info().ok()?;
    let info = decoder.info()?;
    let (width, height) = decoder.scale(info.width / divisor, info.height / divisor).ok()?;
    let pixels = decoder.decode().ok()?;
    let (width, height) = (u32::from(width), u32::from(height));
    Some(match info.pixel_format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels)?.into(),
        PixelFormat::L16 | PixelFormat::CMYK32 => return None,
    })
}
