//! PNG chunks and JPEG segments: an image file taken apart without decoding it.
//!
//! Decoders get to see nothing but the coded pixels: what a file says beside them is read here, as
//! far as it is needed, within limits.

use std::io::Read;

use flate2::read::ZlibDecoder;
use image::metadata::Orientation;

use crate::model::ImageFormat;

/// Largest colour profile, in bytes, inflated. Those of printing presses, which are the largest,
/// have some 3 MB.
const MAX_PROFILE: usize = 4 * 1024 * 1024;

/// Most scans of a JPEG. A progressive one has some ten; each may take a walk over the whole image
/// and no more than a few bytes.
const MAX_SCANS: usize = 64;

/// An image file's parts.
pub(super) struct Contents {
    /// The file with its coded pixels as they were and nothing else.
    pub bare: Vec<u8>,
    /// How the image is to be turned, as EXIF says.
    pub orientation: Orientation,
    /// The embedded colour profile; empty if it cannot be read.
    pub profile: Option<Vec<u8>>,
    /// What only a JPEG has.
    pub frame: Option<Frame>,
}

/// What a JPEG says of its pixels.
pub(super) struct Frame {
    /// Its components: three, one if it is grey, four if it has inks.
    pub components: usize,
    /// How many coefficients a decoder that needs all of them holds, in bytes; 0 if it needs none.
    pub coefficients: u64,
    /// Whether the mark of its end is missing, and where the coded pixels end therefore unknown.
    pub is_open: bool,
}

/// Takes a file apart: EXIF, places, comments, thumbnails, further images and whatever follows the
/// image are left out. `None` if the file ends too early or is not made as its format asks.
pub(super) fn open(format: ImageFormat, bytes: &[u8]) -> Option<Contents> {
    match format {
        ImageFormat::Png => png(bytes),
        ImageFormat::Jpeg => jpeg(bytes),
    }
}

fn orientation(exif: Option<&[u8]>) -> Orientation {
    exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}

/// Keeps the chunks that decoding needs: the critical ones (ISO/IEC 15948, section 5.4) and what
/// says which colour is transparent.
fn png(bytes: &[u8]) -> Option<Contents> {
    const SIGNATURE: usize = 8;
    let mut bare = bytes.get(..SIGNATURE)?.to_vec();
    let mut rest = &bytes[SIGNATURE..];
    let (mut profile, mut exif) = (None, None);
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let kind = rest.get(4..8)?;
        // Length and kind before the data, a checksum after it.
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let data = &chunk[8..8 + length];
        match kind {
            b"iCCP" if profile.is_none() => profile = Some(inflated(data).unwrap_or_default()),
            b"eXIf" => exif = Some(data),
            b"tRNS" => bare.extend_from_slice(chunk),
            _ if kind[0].is_ascii_uppercase() => bare.extend_from_slice(chunk),
            _ => {}
        }
        if kind == b"IEND" {
            return Some(Contents { bare, orientation: orientation(exif), profile, frame: None });
        }
        rest = after;
    }
}

/// The profile in an `iCCP` chunk (section 11.3.3.3): after a name and the number of the only way
/// to deflate.
fn inflated(chunk: &[u8]) -> Option<Vec<u8>> {
    let end = chunk.iter().position(|byte| *byte == 0)?;
    let deflated = chunk[end..].strip_prefix(&[0, 0])?;
    let mut profile = Vec::new();
    ZlibDecoder::new(deflated).take(MAX_PROFILE as u64 + 1).read_to_end(&mut profile).ok()?;
    (profile.len() <= MAX_PROFILE).then_some(profile)
}

/// JPEG markers (ISO/IEC 10918-1, table B.1).
mod marker {
    pub const SOF2: u8 = 0xC2;
    pub const DHT: u8 = 0xC4;
    pub const JPG: u8 = 0xC8;
    pub const DAC: u8 = 0xCC;
    pub const SOI: u8 = 0xD8;
    pub const EOI: u8 = 0xD9;
    pub const SOS: u8 = 0xDA;
    pub const APP0: u8 = 0xE0;
    pub const APP1: u8 = 0xE1;
    pub const APP2: u8 = 0xE2;
    pub const APP14: u8 = 0xEE;
    pub const COM: u8 = 0xFE;
}

/// Keeps the tables, frames and scans, and of the application segments those that say what the
/// numbers mean: JFIF's and Adobe's.
///
/// What comes after a scan and is no segment ends the image as its end mark would: some cameras
/// write something else in its place.
fn jpeg(bytes: &[u8]) -> Option<Contents> {
    let mut bare = vec![0xFF, marker::SOI];
    let mut rest = bytes.strip_prefix(&[0xFF, marker::SOI])?;
    let (mut exif, mut profile) = (None, Profile::default());
    let mut frame: Option<Progress> = None;
    let mut scans = 0;
    let is_open = loop {
        let Some((marker, data, after)) = segment(rest) else {
            if scans == 0 {
                return None;
            }
            break true;
        };
        rest = after;
        match marker {
            marker::EOI => break false,
            marker::APP0 if data.starts_with(b"JFIF\0") => {
                // Version, unit and density; a thumbnail of no width and no height.
                let jfif = [data.get(..12)?, &[0, 0]].concat();
                write(&mut bare, marker, &jfif);
                continue;
            }
            marker::APP1 if data.starts_with(b"Exif\0\0") => {
                exif = exif.or(data.get(6..));
                continue;
            }
            marker::APP2 => {
                profile.add(data);
                continue;
            }
            marker::APP14 if data.starts_with(b"Adobe") => {}
            marker::APP0..=marker::COM => continue,
            marker::DHT | marker::JPG | marker::DAC => {}
            // A frame's head.
            0xC0..=0xCF => frame = Some(Progress::new(marker, data)?),
            _ => {}
        }
        write(&mut bare, marker, data);
        if marker == marker::SOS {
            scans += 1;
            if scans > MAX_SCANS {
                return None;
            }
            frame.as_mut()?.scan(data)?;
            let Some(end) = scan_end(rest) else {
                bare.extend_from_slice(rest.strip_suffix(&[0xFF]).unwrap_or(rest));
                break true;
            };
            bare.extend_from_slice(&rest[..end]);
            rest = &rest[end..];
        }
    };
    bare.extend([0xFF, marker::EOI]);
    let frame = frame?;
    // A progressive image that lacks scans is blurred, but not by its author's will.
    if is_open && !frame.is_complete() {
        return None;
    }
    Some(Contents {
        bare,
        orientation: orientation(exif),
        profile: profile.joined(),
        frame: Some(Frame {
            components: frame.components.len(),
            coefficients: frame.coefficients,
            is_open,
        }),
    })
}

/// Writes a segment.
fn write(bare: &mut Vec<u8>, marker: u8, data: &[u8]) {
    bare.extend([0xFF, marker]);
    // No segment is longer than the one that it was read from.
    bare.extend(((data.len() + 2) as u16).to_be_bytes());
    bare.extend_from_slice(data);
}

/// The segment that data begin with, and what follows it. `None` if there is none.
fn segment(mut data: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    data = data.strip_prefix(&[0xFF])?;
    // Padding between segments.
    while let Some(after) = data.strip_prefix(&[0xFF]) {
        data = after;
    }
    let (marker, after) = data.split_first()?;
    match *marker {
        marker::EOI => Some((*marker, &[], after)),
        0xC0..=0xCF | marker::SOS..=marker::COM => {
            let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
            let (segment, after) = after.split_at_checked(length)?;
            Some((*marker, segment.get(2..)?, after))
        }
        _ => None,
    }
}

/// Where a scan's coded pixels end: at the first marker but for restarts, which stand within, and
/// stuffed zeros, which say that a coded byte is 255.
fn scan_end(data: &[u8]) -> Option<usize> {
    data.windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
}

/// What of a frame's coefficients its scans have brought.
struct Progress {
    /// Each component's number, and one bit for each of the 64 coefficients that is complete.
    components: Vec<(u8, u64)>,
    coefficients: u64,
}

impl Progress {
    /// Reads a frame's head (section B.2.2): precision, height, width, and the components with
    /// their sampling.
    fn new(marker: u8, data: &[u8]) -> Option<Self> {
        let side = |at: usize| Some(u64::from(u16::from_be_bytes(*data.get(at..)?.first_chunk()?)));
        let (height, width) = (side(1)?, side(3)?);
        let components = data.get(6..6 + 3 * usize::from(*data.get(5)?))?.chunks_exact(3);
        let sampling =
            |component: &[u8]| u64::from(component[1] >> 4) * u64::from(component[1] & 15);
        let most = components.clone().map(sampling).max()?.max(1);
        let samples: u64 = components.clone().map(sampling).sum();
        let coefficients = match marker {
            // Two bytes each.
            marker::SOF2 => 2 * width * height * samples / most,
            _ => 0,
        };
        Some(Self { components: components.map(|of| (of[0], 0)).collect(), coefficients })
    }

    /// Reads a scan's head (section B.2.3): its components, which coefficients it brings, and down
    /// to which bit.
    fn scan(&mut self, data: &[u8]) -> Option<()> {
        let count = usize::from(*data.first()?);
        let of = data.get(1..1 + 2 * count)?;
        let [first, last, approximation] = *data.get(1 + 2 * count..)?.first_chunk()?;
        if first > last || last > 63 {
            return None;
        }
        let lowest_bit = approximation % 16;
        if lowest_bit == 0 {
            let brought = (u64::MAX >> (63 - (last - first))) << first;
            for (component, complete) in &mut self.components {
                if of.iter().step_by(2).any(|number| number == component) {
                    *complete |= brought;
                }
            }
        }
        Some(())
    }

    fn is_complete(&self) -> bool {
        self.components.iter().all(|(_, complete)| *complete == u64::MAX)
    }
}

/// A colour profile in pieces (ISO 15076-1, annex B.4).
#[derive(Default)]
struct Profile<'a> {
    /// The number of each piece, how many there are, and its data.
    pieces: Vec<(u8, u8, &'a [u8])>,
}

impl<'a> Profile<'a> {
    fn add(&mut self, segment: &'a [u8]) {
        if let Some([number, count, data @ ..]) = segment.strip_prefix(b"ICC_PROFILE\0") {
            self.pieces.push((*number, *count, data));
        }
    }

    /// The whole, if there is any; empty unless all pieces are there once.
    fn joined(mut self) -> Option<Vec<u8>> {
        if self.pieces.is_empty() {
            return None;
        }
        self.pieces.sort_by_key(|piece| piece.0);
        let count = self.pieces.len();
        let is_whole = self.pieces.iter().zip(1..).all(|((number, of, _), place): (_, usize)| {
            usize::from(*number) == place && usize::from(*of) == count
        });
        let size: usize = self.pieces.iter().map(|piece| piece.2.len()).sum();
        if !is_whole || size > MAX_PROFILE {
            return Some(Vec::new());
        }
        Some(self.pieces.iter().flat_map(|piece| piece.2).copied().collect())
    }
}
