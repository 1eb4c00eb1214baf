//! The seal that a document carries itself: a digest over the rest of its file, which tells later
//! whether somebody has worked on the document since it was rendered.
//!
//! The seal is no signature: whoever can change a document can also seal it anew. It keeps people's
//! work from being overwritten. Sealing needs no clock and no secret, so that the same document has
//! the same seal every time, and leaves the file as long as it was: every format has a place of
//! [`LENGTH`] characters for it.
//!
//! | format | place |
//! |---|---|
//! | PDF | the second string of the trailer's `/ID` (ISO 32000-1, 14.4) |
//! | Word | a custom property in `docProps/custom.xml` (ISO/IEC 29500-1, 15.2.12.2) |
//! | HTML | a `meta` element |

pub mod docx;
pub mod html;
mod pdf;
mod place;

use std::fmt;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;

use sha2::{Digest, Sha256};

use self::place::{MAX_DOCUMENT, Slot, read};
use crate::document::DocumentFormat;

pub use self::place::{BLANK, LENGTH};

/// What has become of a document since it was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Its seal matches: it is as it was rendered.
    Untouched,
    /// It opens as its format, but is not as this program rendered it: somebody's work.
    Changed,
    /// It does not open as its format: damaged, or no document at all.
    Unopenable,
}

/// A document without a place for its seal, which no renderer of this program makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

impl fmt::Display for NoPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the document has no place for its seal")
    }
}

impl std::error::Error for NoPlace {}

/// Seals a finished document. It stays as long as it was.
pub fn seal(document: &mut [u8], format: DocumentFormat) -> Result<(), NoPlace> {
    let place = place(&mut Cursor::new(&*document), format).ok().flatten().ok_or(NoPlace)?;
    let digest = digest(&mut Cursor::new(&*document), &place).map_err(|_| NoPlace)?;
    let range = place.seal.start as usize..place.seal.end as usize;
    document.get_mut(range).ok_or(NoPlace)?.copy_from_slice(digest.as_bytes());
    if format == DocumentFormat::Docx {
        docx::correct_checksums(document, &place).ok_or(NoPlace)?;
    }
    Ok(())
}

/// Tells what has become of a document. Reads all of a file only where a seal is in its place, or
/// where the format asks for it to tell whether it opens.
pub fn inspect(document: &mut (impl Read + Seek), format: DocumentFormat) -> io::Result<Condition> {
    let is_small = document.seek(SeekFrom::End(0))? <= MAX_DOCUMENT;
    if is_small
        && let Some(place) = place(document, format)?
        && digest(document, &place)?.as_bytes() == read(document, &place.seal)?
    {
        return Ok(Condition::Untouched);
    }
    let opens = match format {
        DocumentFormat::Docx => docx::opens(document),
        DocumentFormat::Html => html::opens(document)?,
        DocumentFormat::Pdf => pdf::opens(document)?,
    };
    Ok(if opens { Condition::Changed } else { Condition::Unopenable })
}

fn place(document: &mut (impl Read + Seek), format: DocumentFormat) -> io::Result<Option<Slot>> {
    match format {
        DocumentFormat::Docx => docx::place(document),
        DocumentFormat::Html => html::place(document),
        DocumentFormat::Pdf => pdf::place(document),
    }
}

/// The seal that a document is to have: SHA-256 over its bytes (FIPS 180-4), cut to [`LENGTH`]
/// digits, the seal and its checksums taken for zeros.
fn digest(document: &mut (impl Read + Seek), place: &Slot) -> io::Result<String> {
    let blank: Vec<&Range<u64>> = [&place.seal].into_iter().chain(&place.checksums).collect();
    let mut hasher = Sha256::new();
    let mut at = document.seek(SeekFrom::Start(0))?;
    let mut buffer = [0; 8 * 1024];
    loop {
        let count = match document.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = at + count as u64;
        for range in &blank {
            let (from, to) = (range.start.max(at), range.end.min(end));
            if from < to {
                buffer[(from - at) as usize..(to - at) as usize].fill(0);
            }
        }
        hasher.update(&buffer[..count]);
        at = end;
    }
    let digest: [u8; 32] = hasher.finalize().into();
    Ok(digest
        .iter()
        .take(LENGTH / 2)
        .fold(String::new(), |seal, byte| seal + &format!("{byte:02x}")))
}

#[cfg(test)]
mod tests;
