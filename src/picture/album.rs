//! The pictures of a report together: each file is read and decoded once, and all within limits.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::judge::{Flaw, Judged, judge};
use crate::model::Fingerprint;

/// Most bytes of decoded pixels that a checked report keeps for its rendering, so that they need
/// not be decoded again: two photographs of 16 million pixels. What is beyond is decoded twice.
const MAX_KEPT: usize = 100_000_000;

/// Most pixels that are decoded for a report, beside those that [`PIXELS_PER_BYTE`] allows: they
/// take a second. Files of a few bytes could hold any number of them.
const MAX_PIXELS: u64 = 80_000_000;

/// How many pixels more are decoded for each byte of the pictures' files. Photographs have fewer,
/// so that the limit is none for them.
const PIXELS_PER_BYTE: u64 = 8;

/// A report's picture files, while they are read.
#[derive(Default)]
pub(crate) struct Album {
    /// How many bytes of files have been read.
    bytes: usize,
    /// How many pixels have been decoded.
    pixels: u64,
    /// How many bytes of decoded pixels are kept.
    kept: usize,
    /// What was found out about each file, by its digest.
    judged: BTreeMap<[u8; 32], Result<Judged, Flaw>>,
    /// Where each file was found and what it is, by the path that it was named by.
    paths: BTreeMap<String, (String, Fingerprint)>,
}

/// A picture's file in an album.
pub(crate) struct Entry {
    /// The path under which it was found.
    pub path: String,
    /// The file as it was read.
    pub original: Fingerprint,
    /// What was found out about it.
    pub judged: Result<Judged, Flaw>,
}

impl Album {
    /// The file that was added by this path.
    pub fn get(&self, path: &str) -> Option<Entry> {
        let (path, original) = self.paths.get(path)?.clone();
        Some(Entry { path, original, judged: self.judged.get(&original.sha256)?.clone() })
    }

    /// How many bytes of files have been read.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Judges a file that was named by one path and found under another, or the same. One that
    /// equals another is not decoded again.
    pub fn add(&mut self, written: String, path: String, bytes: Vec<u8>) -> Entry {
        self.bytes += bytes.len();
        let sha256 = Sha256::digest(&bytes).into();
        let original = Fingerprint { sha256, size: bytes.len() as u64 };
        self.paths.insert(written, (path.clone(), original));
        if let Some(judged) = self.judged.get(&sha256) {
            return Entry { path, original, judged: judged.clone() };
        }
        let most = MAX_PIXELS + PIXELS_PER_BYTE * self.bytes as u64;
        let mut judged = judge(bytes, most.saturating_sub(self.pixels));
        if let Ok(Judged { image, .. }) = &mut judged {
            self.pixels += u64::from(image.width) * u64::from(image.height);
            self.keep(&mut image.pixels);
        }
        self.judged.insert(sha256, judged.clone());
        Entry { path, original, judged }
    }

    /// Keeps an image's pixels, if there is room for them.
    fn keep(&mut self, pixels: &mut Option<Arc<image::DynamicImage>>) {
        let size = pixels.as_ref().map_or(0, |pixels| pixels.as_bytes().len());
        if self.kept + size > MAX_KEPT {
            *pixels = None;
        } else {
            self.kept += size;
        }
    }
}
