//! A web page's seal: a `meta` element in its head.

use std::io::{self, Read, Seek, SeekFrom};

use super::place::{BLANK, LENGTH, MAX_DOCUMENT, Slot, find_last};

/// The element up to the seal.
const BEFORE: &str = r#"<meta name="nacka-report-seal" content=""#;
/// The element after the seal.
const AFTER: &str = r#"">"#;

/// The element with the place for a seal. It stands in the page's head, before anything that a
/// report says.
pub fn blank_element() -> String {
    [BEFORE, BLANK, AFTER].concat()
}

/// Where a page's seal is.
pub(super) fn place(document: &mut (impl Read + Seek)) -> io::Result<Option<Slot>> {
    let page = page(document)?;
    let before = page.windows(BEFORE.len()).position(|window| window == BEFORE.as_bytes());
    let seal = before.map(|before| before + BEFORE.len());
    let seal = seal.filter(|seal| {
        page.get(seal + LENGTH..).is_some_and(|rest| rest.starts_with(AFTER.as_bytes()))
    });
    Ok(seal.map(|seal| Slot { seal: seal as u64..(seal + LENGTH) as u64, checksums: Vec::new() }))
}

/// Whether a file opens as a web page: a text that begins and ends as one.
pub(super) fn opens(document: &mut (impl Read + Seek)) -> io::Result<bool> {
    let page = page(document)?;
    let start = page.trim_ascii_start().get(..14).unwrap_or_default().to_ascii_lowercase();
    let begins = start.starts_with(b"<!doctype html") || start.starts_with(b"<html");
    Ok(begins && find_last(&page.to_ascii_lowercase(), b"</html>").is_some())
}

fn page(document: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    document.seek(SeekFrom::Start(0))?;
    let mut page = Vec::new();
    document.take(MAX_DOCUMENT).read_to_end(&mut page)?;
    Ok(page)
}
