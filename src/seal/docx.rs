//! A Word document's seal: a custom property, in a part that is stored as it is.

use std::io::{self, Read, Seek};

use zip::{CompressionMethod, ZipArchive};

use super::place::{BLANK, LENGTH, Slot, read};

/// The part that holds the seal; it must be stored without compression.
pub const PART: &str = "docProps/custom.xml";

/// The part up to the seal. The number in braces says that the property is a user's own; the first
/// of these is number 2.
const BEFORE: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" "#,
    r#"xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#,
    r#"<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="nacka-report seal">"#,
    "<vt:lpwstr>",
);
/// The part after the seal.
const AFTER: &str = "</vt:lpwstr></property></Properties>";

/// Where a zip file's local header and its entry in the central directory hold the checksum
/// (APPNOTE.TXT 4.3.7 and 4.3.12).
const CHECKSUM_AT: (u64, u64) = (14, 16);

/// Most bytes that a document's parts are unpacked to, together, to see whether it opens: more than
/// the largest report becomes but for its pictures, and a moment's work.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// The part with the place for a seal.
pub fn blank_part() -> String {
    [BEFORE, BLANK, AFTER].concat()
}

/// Where the seal of a document that this program packed is.
pub(super) fn place(document: &mut (impl Read + Seek)) -> io::Result<Option<Slot>> {
    let Ok(mut package) = ZipArchive::new(document) else { return Ok(None) };
    let Ok(mut part) = package.by_name(PART) else { return Ok(None) };
    let blank = blank_part();
    let is_stored = part.compression() == CompressionMethod::Stored;
    let (Some(start), true) = (part.data_start(), is_stored && part.size() == blank.len() as u64)
    else {
        return Ok(None);
    };
    let checksums =
        [part.header_start() + CHECKSUM_AT.0, part.central_header_start() + CHECKSUM_AT.1];
    let mut content = String::new();
    if part.read_to_string(&mut content).is_err()
        || !(content.starts_with(BEFORE) && content.ends_with(AFTER))
    {
        return Ok(None);
    }
    drop(part);
    let document = package.into_inner();
    let checksum = crc32fast::hash(content.as_bytes()).to_le_bytes();
    for at in checksums {
        // They are no part of the digest, so they must be right.
        if read(document, &(at..at + 4))? != checksum {
            return Ok(None);
        }
    }
    let seal = start + BEFORE.len() as u64;
    Ok(Some(Slot {
        seal: seal..seal + LENGTH as u64,
        checksums: checksums.into_iter().map(|at| at..at + 4).collect(),
    }))
}

/// Gives the container the checksum of the part with its new seal.
pub(super) fn correct_checksums(document: &mut [u8], place: &Slot) -> Option<()> {
    let start = (place.seal.start as usize).checked_sub(BEFORE.len())?;
    let part = document.get(start..place.seal.end as usize + AFTER.len())?;
    let checksum = crc32fast::hash(part).to_le_bytes();
    for range in &place.checksums {
        let range = range.start as usize..range.end as usize;
        document.get_mut(range)?.copy_from_slice(&checksum);
    }
    Some(())
}

/// Whether a file opens as a Word document: a package whose parts are all as their checksums say,
/// the main one among them.
pub(super) fn opens(document: &mut (impl Read + Seek)) -> bool {
    let Ok(mut package) = ZipArchive::new(document) else { return false };
    if package.index_for_name("word/document.xml").is_none() {
        return false;
    }
    let mut room = MAX_UNPACKED;
    for index in 0..package.len() {
        let Ok(part) = package.by_index(index) else { return false };
        let Ok(unpacked) = io::copy(&mut part.take(room), &mut io::sink()) else {
            return false;
        };
        room -= unpacked;
    }
    true
}
