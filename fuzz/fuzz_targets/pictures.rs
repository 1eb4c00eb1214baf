//! What must hold for any file in the place of a picture or a logo.
#![allow(dead_code, reason = "each target uses one of them, the tests all")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use nacka_report::check::{self, Context};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::Mark;
use nacka_report::picture;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);

/// A report's picture and a letterhead's logo: what passes the check can be prepared. Returns
/// whether it is a picture, and whether it is a logo.
pub fn picture(data: &[u8]) -> (bool, bool) {
    let found = both(data);
    let mended = with_checksums(data);
    if mended == data {
        return found;
    }
    let mended = both(&mended);
    (found.0 || mended.0, found.1 || mended.1)
}

fn both(data: &[u8]) -> (bool, bool) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), data).unwrap();
    (is_picture(folder.path()), is_logo(folder.path()))
}

fn is_picture(folder: &Path) -> bool {
    let report = "title: a\npurpose: [a]\nevaluation: [{activity: a, assessment: a}]\n\
                  signature: {date: 2014-03-20, name: a}\npictures: [{file: file, alt: a}]\n";
    let source = Source::new("report.yaml", report.into());
    let Ok(checked) = check::report(&source, &Context { folder: folder.into(), fonts: &FONTS })
    else {
        return false;
    };
    let prepared = picture::prepare(&checked.value.pictures, 300);
    assert!(prepared.is_ok_and(|images| !images[0].bytes.is_empty()), "cannot be prepared");
    true
}

fn is_logo(folder: &Path) -> bool {
    let letterhead = "organisation: Ekvik\nlogo: {file: file, alt: Ekvik, height: 14mm}\n\
                      postal_address: a\nvisiting_address: a\nphone: a\nemail: a@b.se\nsms: a\n\
                      web: b.se\norganisation_number: 212000-9994\n";
    let source = Source::new("letterhead.yaml", letterhead.into());
    let Ok(checked) = check::letterhead(&source, &Context { folder: folder.into(), fonts: &FONTS })
    else {
        return false;
    };
    if let Mark::Logo { bytes, extension: "svg", drawn, .. } = &checked.value.mark {
        let plain = std::str::from_utf8(bytes).unwrap();
        assert!(drawn.as_ref().is_some_and(|drawn| drawn.starts_with(b"\x89PNG")), "not drawn");
        for outside in ["<script", "<foreignObject", "<text", "<!ENTITY", "href=\"http", "href=\"/"]
        {
            assert!(!plain.contains(outside), "{outside} in {plain}");
        }
    }
    true
}

/// A PNG whose chunks have the checksums that they should have: otherwise a changed one would be
/// refused before anybody looks into it.
fn with_checksums(data: &[u8]) -> Vec<u8> {
    let mut mended = data.to_vec();
    let mut at = 8;
    while let Some(length) = data.get(at..at + 4).filter(|_| data.starts_with(b"\x89PNG")) {
        let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
        let Some(end) = at.checked_add(length).and_then(|end| end.checked_add(8)) else { break };
        let Some(chunk) = data.get(at + 4..end).filter(|_| data.len() >= end + 4) else { break };
        mended[end..end + 4].copy_from_slice(&crc32fast::hash(chunk).to_be_bytes());
        at = end + 4;
    }
    mended
}
