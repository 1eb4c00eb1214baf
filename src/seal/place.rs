//! A seal's place in a document, and how bytes of the document are read.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// How long a seal is: that many hexadecimal digits, as many as a PDF has room for.
pub const LENGTH: usize = 24;

/// What stands in a document's place for the seal until it is sealed.
pub const BLANK: &str = "000000000000000000000000";

/// Largest file that is looked at for a seal, in bytes: far more than the largest report becomes.
/// What is larger was not rendered here, and takes long to read.
pub(super) const MAX_DOCUMENT: u64 = 512 * 1024 * 1024;

/// Where a document's seal is, and what depends on it: bytes that the digest takes for zeros.
pub(super) struct Slot {
    pub(super) seal: Range<u64>,
    /// Checksums of the seal, which a container keeps.
    pub(super) checksums: Vec<Range<u64>>,
}

/// The bytes of a range; fewer where the file ends before it.
pub(super) fn read(document: &mut (impl Read + Seek), range: &Range<u64>) -> io::Result<Vec<u8>> {
    document.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    document.take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The last bytes of a file, at most so many, and where they begin.
pub(super) fn tail(document: &mut (impl Read + Seek), length: u64) -> io::Result<(u64, Vec<u8>)> {
    let end = document.seek(SeekFrom::End(0))?;
    let start = end.saturating_sub(length);
    Ok((start, read(document, &(start..end))?))
}

/// Where a byte string stands last in another.
pub(super) fn find_last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}
