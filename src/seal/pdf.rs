//! A PDF's seal: the second string of its trailer's `/ID`, which names the version of a file.

use std::io::{self, Read, Seek};

use super::place::{LENGTH, Slot, find_last, read, tail};

/// How far from its ends a PDF's marks are looked for, in bytes: as far as PDF readers do.
const REACH: u64 = 1024;

/// Where the seal of a PDF as Typst writes it is: `/ID[(…)(…)]` in the last trailer.
pub(super) fn place(document: &mut (impl Read + Seek)) -> io::Result<Option<Slot>> {
    let (start, tail) = tail(document, REACH)?;
    Ok(within(&tail).map(|at| {
        let seal = start + at as u64;
        Slot { seal: seal..seal + LENGTH as u64, checksums: Vec::new() }
    }))
}

fn within(tail: &[u8]) -> Option<usize> {
    let first = find_last(tail, b"/ID[(")? + b"/ID[(".len();
    let between = first + LENGTH;
    let second = between + b")(".len();
    let end = second + LENGTH;
    let is_one = tail.get(between..second)? == b")(" && tail.get(end..)?.starts_with(b")]");
    is_one.then_some(second)
}

/// Whether a file opens as a PDF: it begins and ends as one, and its end leads to its
/// cross-reference table or stream (ISO 32000-1, 7.5).
pub(super) fn opens(document: &mut (impl Read + Seek)) -> io::Result<bool> {
    let head = read(document, &(0..REACH))?;
    let (_, tail) = tail(document, REACH)?;
    let Some(table) = find_last(&head, b"%PDF-").and_then(|_| start_of_table(&tail)) else {
        return Ok(false);
    };
    let table = read(document, &(table..table.saturating_add(20)))?;
    let table = String::from_utf8_lossy(&table);
    let is_number = |word: Option<&str>| word.is_some_and(|word| word.parse::<u64>().is_ok());
    let mut words = table.split_ascii_whitespace();
    Ok(table.trim_start().starts_with("xref")
        || (is_number(words.next())
            && is_number(words.next())
            && words.next().is_some_and(|word| word.starts_with("obj"))))
}

/// Where a PDF's end says that its last cross-reference table is.
fn start_of_table(tail: &[u8]) -> Option<u64> {
    let tail = &tail[find_last(tail, b"startxref")? + b"startxref".len()..];
    let end = find_last(tail, b"%%EOF")?;
    std::str::from_utf8(&tail[..end]).ok()?.trim().parse().ok()
}
