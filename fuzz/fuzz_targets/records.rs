//! What must hold for the files that the program itself keeps and writes: manifests and JUnit.
#![allow(dead_code, unused_imports, reason = "the sources of the program are taken whole")]

use std::io::Write;
use std::time::Duration;

use cap_std::fs::File;
use nacka_report::diagnostic::{Findings, Language};
use quick_xml::events::Event;

#[path = "../../src/cli/junit.rs"]
mod junit;
#[path = "../../src/output/mod.rs"]
mod output;

use output::manifest::{Entry, Reader, Writer};

/// Reads bytes as a manifest, as they are and with every line's check mended: what is read leads
/// nowhere but below the folder, is in order, and is read as the same once it is written again.
/// Returns how many entries there are.
pub fn manifest(data: &[u8]) -> usize {
    let count = |data: &[u8]| {
        let (entries, written) = read(data);
        assert!(entries.is_empty() || read(&written).0 == entries, "not as it was written");
        entries.len()
    };
    count(data) + count(&with_checks(data))
}

/// The entries in a manifest's bytes, and the manifest that they make.
fn read(data: &[u8]) -> (Vec<Entry>, Vec<u8>) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(data).unwrap();
    let Ok(mut reader) = Reader::new(File::from_std(file), "") else {
        return (Vec::new(), Vec::new());
    };
    let entries: Vec<Entry> = reader.by_ref().collect();
    assert!(entries.windows(2).all(|pair| pair[0].stem() < pair[1].stem()), "out of order");
    for Entry { report, documents, .. } in &entries {
        let named = documents.iter().map(|document| &*document.file).chain([&**report]);
        for name in named {
            let leads_on = |part: &str| part == ".." || part == "." || part.is_empty();
            assert!(!name.split('/').any(leads_on), "{name} leads elsewhere");
        }
    }
    let mut writer = Writer::begin(Vec::new()).unwrap();
    for entry in &entries {
        writer.add(entry).unwrap();
    }
    (entries, writer.end().unwrap())
}

/// The lines of a manifest, each with the check that it would have had.
fn with_checks(data: &[u8]) -> Vec<u8> {
    let mut mended = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        let check = line.windows(10).rposition(|window| window == b",\"check\":\"");
        match check {
            Some(at) => {
                let digits = output::Digest::of(&line[..at]).to_string();
                mended.extend_from_slice(&line[..at + 10]);
                mended.extend_from_slice(&digits.as_bytes()[..16]);
                mended.extend_from_slice(line.get(at + 26..).unwrap_or(b"\"}\n"));
            }
            None => mended.extend_from_slice(line),
        }
    }
    mended
}

/// Writes what is wrong with a file as JUnit XML, which is well-formed and says all of it.
pub fn junit(findings: &Findings<'_>) {
    let Findings { source, diagnostics } = *findings;
    let mut results = junit::Results::default();
    results.passed(source.name().to_owned(), Duration::ZERO, vec![source.name().to_owned()]);
    results.failed(source, diagnostics, Duration::from_secs(3), Language::Swedish);
    let xml = String::from_utf8(results.into_xml()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    reader.config_mut().check_end_names = true;
    let (mut cases, mut text) = (0, String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                cases += usize::from(tag.name().as_ref() == "testcase");
                for attribute in tag.attributes() {
                    attribute.unwrap();
                }
            }
            Event::Text(part) => text += part.as_ref(),
            _ => {}
        }
    }
    assert_eq!(cases, 2);
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    assert!(xml.chars().all(holds), "not XML's characters");
    let told = diagnostics.iter().all(|told| text.contains(&format!("[{}]", told.problem.code())));
    assert!(told, "{text}");
}
