//! PNG chunks and JPEG segments: an image file without what it says beside its pixels.

use crate::model::ImageFormat;

/// An image file without its metadata.
pub(super) struct Stripped {
    /// The file: coded pixels as they were, and the colour profile.
    pub bytes: Vec<u8>,
    /// Whether the pixels have four inks (JPEG only).
    pub cmyk: bool,
}

/// Leaves out EXIF, places, comments, thumbnails, further images and whatever follows the image.
/// `None` if the file ends too early.
pub(super) fn strip(format: ImageFormat, bytes: &[u8]) -> Option<Stripped> {
    match format {
        ImageFormat::Png => png(bytes),
        ImageFormat::Jpeg => jpeg(bytes),
    }
}

/// Keeps the chunks that decoding needs (the critical ones: ISO/IEC 15948, section 5.4) and the
/// colour profile. What is transparent by a `tRNS` chunk is encoded anew anyway.
fn png(bytes: &[u8]) -> Option<Stripped> {
    const SIGNATURE: usize = 8;
    let mut kept = bytes.get(..SIGNATURE)?.to_vec();
    let mut rest = &bytes[SIGNATURE..];
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let kind = rest.get(4..8)?;
        // Length and kind before the data, a checksum after it.
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        if kind[0].is_ascii_uppercase() || kind == b"iCCP" {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(Stripped { bytes: kept, cmyk: false });
        }
        rest = after;
    }
}

/// JPEG markers (ISO/IEC 10918-1, table B.1).
mod marker {
    pub const SOI: u8 = 0xD8;
    pub const EOI: u8 = 0xD9;
    pub const SOS: u8 = 0xDA;
    pub const DHT: u8 = 0xC4;
    pub const JPG: u8 = 0xC8;
    pub const DAC: u8 = 0xCC;
    pub const APP0: u8 = 0xE0;
    pub const APP2: u8 = 0xE2;
    pub const APP14: u8 = 0xEE;
    pub const APP15: u8 = 0xEF;
    pub const JPG0: u8 = 0xF0;
    pub const COM: u8 = 0xFE;
}

/// Keeps the tables, frames and scans, and of the application segments those that say what the
/// numbers mean: JFIF's and Adobe's, and the colour profile.
fn jpeg(bytes: &[u8]) -> Option<Stripped> {
    let mut kept = vec![0xFF, marker::SOI];
    let mut cmyk = false;
    let mut rest = bytes.strip_prefix(&[0xFF, marker::SOI])?;
    loop {
        rest = rest.strip_prefix(&[0xFF])?;
        let marker = *rest.first()?;
        match marker {
            // Padding between segments.
            0xFF => continue,
            marker::EOI => {
                kept.extend([0xFF, marker::EOI]);
                return Some(Stripped { bytes: kept, cmyk });
            }
            _ => rest = &rest[1..],
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        let (segment, after) = rest.split_at_checked(length)?;
        let data = segment.get(2..)?;
        rest = after;
        match marker {
            marker::APP0 if data.starts_with(b"JFIF\0") => {
                // Version, unit and density; a thumbnail of no width and no height.
                kept.extend([0xFF, marker::APP0, 0, 16]);
                kept.extend_from_slice(data.get(..12)?);
                kept.extend([0, 0]);
                continue;
            }
            marker::APP2 if data.starts_with(b"ICC_PROFILE\0") => {}
            marker::APP14 if data.starts_with(b"Adobe") => {}
            marker::APP0..=marker::APP15 | marker::JPG0..=marker::COM => continue,
            marker::DHT | marker::JPG | marker::DAC => {}
            // A frame's head: precision, height, width, number of components.
            0xC0..=0xCF => cmyk = *data.get(5)? == 4,
            _ => {}
        }
        kept.extend([0xFF, marker]);
        kept.extend_from_slice(segment);
        if marker == marker::SOS {
            let end = scan_end(rest)?;
            kept.extend_from_slice(&rest[..end]);
            rest = &rest[end..];
        }
    }
}

/// Where a scan's coded pixels end: at the first marker but for restarts, which stand within, and
/// stuffed zeros, which say that a coded byte is 255.
fn scan_end(data: &[u8]) -> Option<usize> {
    data.windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF))
}
