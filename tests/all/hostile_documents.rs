//! Word documents that mean harm: each ends in a diagnostic, soon and with little memory.

use std::fs;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::Desk;
use crate::support::project;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A document with these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_level(Some(1)).large_file(true);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{W}\"><w:body>{body}</w:body></w:document>")
}

const MAIN: &str = "word/document.xml";

/// Documents by name, with the words that must be told.
fn documents() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let paragraph = "<w:p><w:r><w:t>lol</w:t></w:r></w:p>";
    let sound = document(paragraph);
    let relationships = |target: &str, mode: &str, kind: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/{kind}\" Target=\"{target}\"{mode}/></Relationships>"
        )
    };
    let rels = "word/_rels/document.xml.rels";
    let external = relationships("http://evil.example/a", " TargetMode=\"External\"", "oleObject");
    let out = relationships("../../../etc/passwd", "", "image");
    let laughs = format!(
        "<!DOCTYPE w:document [<!ENTITY a \"lol\"><!ENTITY b \"{}\">]>{}",
        "&a;".repeat(1000),
        document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    );
    let mut large = vec![b' '; 100 * 1024 * 1024];
    large[..sound.len()].copy_from_slice(sound.as_bytes());
    let many = document(&"<w:p/>".repeat(2_000_000));
    let deep = document(&("<w:p>".repeat(100_000) + &"</w:p>".repeat(100_000)));
    let attributes: String =
        (0..200_000).fold(String::new(), |all, n| all + &format!(" a{n}=\"\""));
    let wide = document(&format!("<w:p{attributes}/>"));
    let mut cut = package(&[(MAIN, sound.as_bytes())]);
    cut.truncate(cut.len() / 2);
    let mut encrypted = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    vec![
        ("nothing", Vec::new(), "not a Word document"),
        ("text", b"Hej".to_vec(), "not a Word document"),
        ("old", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "not a Word document"),
        ("password", encrypted, "has a password"),
        ("cut", cut, "damaged"),
        ("zip", package(&[("a.txt", b"a")]), "not a Word document"),
        ("unclosed", package(&[(MAIN, b"<w:document><w:body>")]), "damaged"),
        ("no-xml", package(&[(MAIN, b"\xFF\xFE\0\0")]), "damaged"),
        ("laughs", package(&[(MAIN, laughs.as_bytes())]), "declares entities"),
        ("entity", package(&[(MAIN, document("&a;").as_bytes())]), "damaged"),
        ("large", package(&[(MAIN, &large)]), "too large"),
        ("many", package(&[(MAIN, many.as_bytes())]), "too large"),
        ("deep", package(&[(MAIN, deep.as_bytes())]), "too large"),
        ("wide", package(&[(MAIN, wide.as_bytes())]), "not this form"),
        ("up", package(&[(MAIN, sound.as_bytes()), ("../../evil", b"")]), "lead out"),
        ("root", package(&[(MAIN, sound.as_bytes()), ("/etc/evil", b"")]), "lead out"),
        ("drive", package(&[(MAIN, sound.as_bytes()), ("C:\\evil", b"")]), "lead out"),
        ("target", package(&[(MAIN, sound.as_bytes()), (rels, out.as_bytes())]), "lead out"),
        (
            "external",
            package(&[(MAIN, sound.as_bytes()), (rels, external.as_bytes())]),
            "elsewhere",
        ),
        ("macros", package(&[(MAIN, sound.as_bytes()), ("word/vbaProject.bin", b"")]), "macros"),
        ("other", package(&[(MAIN, sound.as_bytes())]), "not this form"),
    ]
}

#[test]
fn documents_that_mean_harm_are_refused_with_the_reason() {
    let desk = Desk::new();
    for (name, bytes, words) in documents() {
        let file = format!("{name}.docx");
        desk.write(&file, bytes);
        let ended = desk.run(&["read", &file]);
        assert_eq!(ended.status, Some(1), "{name}: {}", ended.stderr);
        assert!(ended.stderr.contains(words), "{name}: {}", ended.stderr);
        assert!(!desk.path(&format!("{name}.yaml")).exists());
    }
}

#[test]
fn documents_that_mean_harm_take_little_time_and_memory() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, words) in documents() {
        let path = folder.path().join(format!("{name}.docx"));
        fs::write(&path, bytes).unwrap();
        let code = if words == "not this form" { "not-the-form" } else { "word-document" };
        crate::hostile::assert_codes(&path, code);
    }
}

/// A form whose parts were cut, doubled or swapped at random is read or refused, never more.
#[test]
fn any_bytes_of_a_form_are_read_or_refused() {
    use proptest::prelude::*;
    use proptest::sample::Index;

    let base = fs::read(project("tests/fixtures/word/base.docx")).unwrap();
    let change = (any::<Index>(), any::<u8>(), 0..40usize);
    crate::fuzz::run(300, prop::collection::vec(change, 0..6), |changes| {
        let mut bytes = base.clone();
        for (index, byte, length) in changes {
            let at = index.index(bytes.len());
            let end = (at + length).min(bytes.len());
            if length % 2 == 0 {
                bytes[at] = byte;
            } else {
                bytes.drain(at..end);
            }
        }
        crate::fuzz::properties::word(&bytes);
    });
}

/// The same of the text of its main part.
#[test]
fn any_text_of_a_form_is_read_or_refused() {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};
    use std::io::Read;

    const PIECES: &[&str] = &[
        "<w:p>",
        "</w:p>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:sdt>",
        "</w:sdt>",
        "<w:br/>",
        "<w:tab/>",
        "<w:del>",
        "</w:del>",
        "<w:sdtContent/>",
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:gridSpan w:val=\"99999\"/>",
        "&amp;",
        "<",
        "<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"2\"/></w:numPr>",
        "/",
        ">",
        "\"",
        "**",
        "<w:commentReference/>",
        "<m:oMath/>",
        "\u{202e}",
        "\u{a0}",
        "Vid pennan",
        "☒",
    ];
    let base = fs::read(project("tests/fixtures/word/base.docx")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(&base)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let main = part(MAIN);
    let rest = ["word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"];
    let rest = rest.map(|name| (name, part(name)));
    let change = (any::<Index>(), select(PIECES), any::<Index>(), any::<bool>());
    crate::fuzz::run(300, prop::collection::vec(change, 1..6), |changes| {
        let mut text = main.clone();
        for (index, piece, end, is_cut) in changes {
            let at = text.floor_char_boundary(index.index(text.len()));
            let end = text.floor_char_boundary((at + end.index(400)).min(text.len()));
            // Between tags, what is put in is read more often.
            let at = text[..at].rfind('<').unwrap_or(0);
            let end = text[..end].rfind('<').unwrap_or(0).max(at);
            text.replace_range(at..if is_cut { end } else { at }, piece);
        }
        let mut parts = vec![(MAIN, text.as_bytes())];
        parts.extend(rest.iter().map(|(name, text)| (*name, text.as_bytes())));
        crate::fuzz::properties::word(&package(&parts));
    });
}
