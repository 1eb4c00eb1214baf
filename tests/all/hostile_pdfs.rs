//! PDFs that mean harm: each ends in a diagnostic, soon and with little memory, and nothing is
//! written.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::program::Desk;

/// A PDF with these objects, from 1 on, and these entries of its trailer.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf.extend(format!("{} 0 obj\n", index + 1).bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    let trailer = format!("trailer\n<</Size {} {trailer}>>\n", objects.len() + 1);
    pdf.extend(format!("{table}{trailer}startxref\n{start}\n%%EOF\n").bytes());
    pdf
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// So many zeros, deflated.
fn deflated(zeros: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let chunk = vec![0; 1 << 20];
    for _ in 0..zeros >> 20 {
        encoder.write_all(&chunk).unwrap();
    }
    encoder.finish().unwrap()
}

/// A PDF that carries a file of this name, and in which the stream has this dictionary and data.
fn carrying(name: &str, dict: &str, data: &[u8]) -> Vec<u8> {
    let kind = "/Type/Filespec/AFRelationship/Source";
    pdf(
        &[
            b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R]>>".to_vec(),
            b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
            format!("<<{kind}/F({name})/UF({name})/EF<</F 4 0 R/UF 4 0 R>>>>").into_bytes(),
            stream(&format!("/Type/EmbeddedFile/Subtype/application#2Fyaml{dict}"), data),
        ],
        "/Root 1 0 R",
    )
}

const FLATE: &str = "/Filter/FlateDecode";

/// PDFs by name, with the words that must be told.
fn pdfs() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let catalog = |more: &str| format!("<</Type/Catalog/Pages 2 0 R{more}>>").into_bytes();
    let simple = |more: &str| pdf(&[catalog(more), b"<<>>".to_vec()], "/Root 1 0 R");
    let bomb = deflated(256 << 20);
    let sound = carrying("a.yaml", "", b"title: a\n");
    let cut = sound[..sound.len() / 2].to_vec();
    let text = |pdf: &[u8]| String::from_utf8(pdf.to_vec()).unwrap();
    let start = text(&sound).find("xref\n0").unwrap();
    let many_files = |count: usize, size: usize| {
        let list = "3 0 R ".repeat(count);
        let data = vec![b' '; size];
        let specification = "<</F(a)/EF<</F 4 0 R>>>>";
        let catalog = catalog(&format!("/AF[{list}]"));
        let file = stream(&format!("/Params<</Size {size}>>"), &data);
        pdf(&[catalog, b"<<>>".to_vec(), specification.into(), file], "/Root 1 0 R")
    };
    let reference_stream = |dict: &str, data: &[u8]| {
        let mut pdf = b"%PDF-1.7\n1 0 obj\n".to_vec();
        pdf.extend(stream(&format!("/Type/XRef{dict}"), data));
        pdf.extend(b"\nendobj\nstartxref\n9\n%%EOF");
        pdf
    };
    let packed = {
        // Objects 5 to 7 in a stream that swells.
        let mut pdf = b"%PDF-1.7\n5 0 obj\n".to_vec();
        pdf.extend(stream(&format!("/Type/ObjStm/N 1/First 4{FLATE}"), &bomb));
        let at = pdf.len();
        pdf.extend(b"\nendobj\n");
        let entries = [[0, 0, 0], [2, 5, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 9, 0]];
        let at = at + "\nendobj\n".len();
        pdf.extend(b"6 0 obj\n");
        let dict = "/Type/XRef/W[1 1 1]/Size 6/Root 1 0 R";
        pdf.extend(stream(dict, &entries.concat()));
        pdf.extend(format!("\nendobj\nstartxref\n{at}\n%%EOF").bytes());
        pdf
    };
    // The settings' file says where a picture belongs.
    let elsewhere = |path: &str| {
        let settings = format!(
            r#"{{"program":"","rendering":2,"templates":"","fonts":[],"image-dpi":300,"pdf-standard":[],"files":{{"a.png":"{path}"}}}}"#
        );
        let specification = |name: &str, kind: &str, stream: usize| {
            let name = format!("/F({name})/UF({name})/AFRelationship/{kind}");
            format!("<<{name}/EF<</F {stream} 0 R>>>>").into_bytes()
        };
        let list = b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R 4 0 R 5 0 R]>>".to_vec();
        pdf(
            &[
                list,
                b"<<>>".to_vec(),
                specification("a.yaml", "Source", 6),
                specification("a.png", "Source", 7),
                specification("nacka-report.json", "Data", 8),
                stream("/Subtype/application#2Fyaml", b"title: a\n"),
                stream("/Subtype/image#2Fpng", b"\x89PNG\r\n\x1a\n"),
                stream("/Subtype/application#2Fjson", settings.as_bytes()),
            ],
            "/Root 1 0 R",
        )
    };
    let names = [
        ("up", "../evil.yaml"),
        ("deep-up", "a/../../evil.yaml"),
        ("root", "/etc/evil.yaml"),
        ("backslash", "a\\\\evil.yaml"),
        ("hidden", ".bashrc"),
        ("hidden-folder", ".git/hooks.yaml"),
        ("line", "a\\nb.yaml"),
        ("nothing-named", ""),
    ];
    let names = names.map(|(case, name)| (case, carrying(name, "", b"title: a\n"), "names"));
    let mut cases = vec![
        ("nothing", Vec::new(), "not a Word document"),
        ("head", b"%PDF-1.7".to_vec(), "damaged"),
        ("cut", cut, "damaged"),
        ("no-root", pdf(&[], ""), "damaged"),
        ("root-loop", pdf(&[b"1 0 R".to_vec()], "/Root 1 0 R"), "damaged"),
        ("nothing-carried", simple(""), "does not carry"),
        ("password", pdf(&[catalog("")], "/Root 1 0 R/Encrypt<<>>"), "password"),
        ("twice", many_files(2, 10), "does not carry"),
        ("bomb", carrying("a.yaml", FLATE, &bomb), "too large"),
        (
            "bomb-sized",
            carrying("a.yaml", &format!("{FLATE}/Params<</Size 999>>"), &bomb),
            "too large",
        ),
        (
            "bomb-lying",
            carrying("a.yaml", &format!("{FLATE}/Params<</Size 99999999999>>"), &bomb),
            "too large",
        ),
        ("bomb-twice", carrying("a.yaml", "/Filter[/FlateDecode/FlateDecode]", &bomb), "too large"),
        (
            "filters",
            carrying("a.yaml", &format!("/Filter[{}]", "/FlateDecode".repeat(9)), b""),
            "damaged",
        ),
        ("filter", carrying("a.yaml", "/Filter/LZWDecode", b"a"), "damaged"),
        ("many", many_files(100_000, 10), "too large"),
        ("many-large", many_files(1900, 1 << 20), "too large"),
        ("packed-bomb", packed, "too large"),
        (
            "reference-bomb",
            reference_stream(&format!("/W[1 4 2]/Size 9{FLATE}"), &bomb),
            "too large",
        ),
        ("reference-widths", reference_stream("/W[99999999 1 1]/Size 9", b"aaa"), "damaged"),
        ("reference-zero", reference_stream("/W[0 0 0]/Size 999999999", b""), "damaged"),
        ("deep", simple(&format!("/AF{}", "[".repeat(1_000_000))), "damaged"),
        ("deep-dicts", simple(&format!("/AF{}", "<</A".repeat(1_000_000))), "damaged"),
        ("wide", simple(&format!("/AF[{}]", "0 ".repeat(5_000_000))), "too large"),
        ("string", simple(&format!("/A({}", "(".repeat(10_000_000))), "damaged"),
        ("length-loop", carrying("a.yaml", "/Length 4 0 R", b"a"), "damaged"),
        ("far-length", carrying("a.yaml", "/Length 99999999999999999999", b"a"), "damaged"),
        (
            "previous-loop",
            text(&sound).replace("/Size", &format!("/Prev {start}/Size")).into_bytes(),
            "damaged",
        ),
        (
            "entries",
            text(&sound).replace("xref\n0 5", "xref\n0 4294967295").into_bytes(),
            "damaged",
        ),
        ("blank", [&b"%PDF-1.7"[..], &vec![b' '; 100 << 20]].concat(), "damaged"),
        ("comment", simple(&format!("%{}", "a".repeat(50 << 20))), "damaged"),
    ];
    cases.extend(names);
    cases.push(("settings-up", elsewhere("bilder/../../evil.png"), "names"));
    cases.push(("settings-root", elsewhere("/etc/evil.png"), "names"));
    cases.push(("settings-report", elsewhere("A.YAML"), "names"));
    cases
}

#[test]
fn pdfs_that_mean_harm_are_refused_with_the_reason() {
    for (name, bytes, words) in pdfs() {
        let desk = Desk::new();
        desk.write("in/a.pdf", bytes);
        let ended = desk.run(&["read", "in/a.pdf", "-o", "out"]);
        assert_eq!(ended.status, Some(1), "{name}: {}", ended.stderr);
        assert!(ended.stderr.contains(words), "{name}: {}", ended.stderr);
        assert!(!desk.path("out").exists(), "{name}");
    }
}

#[test]
fn pdfs_that_mean_harm_take_little_time_and_memory() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, words) in pdfs() {
        // What is read is no harm, and what is no PDF is seen at once.
        if ["names", "does not carry", "not a Word document"].contains(&words) {
            continue;
        }
        let path = folder.path().join(format!("{name}.pdf"));
        fs::write(&path, bytes).unwrap();
        crate::hostile::assert_codes(&path, "pdf-document");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn what_others_have_put_into_a_pdf_is_told_and_left() {
    let list = b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R 5 0 R]>>";
    let one = "<</F(a.yaml)/AFRelationship/Source/EF<</F 4 0 R>>>>";
    let other = "<</F(../evil.exe)/EF<</F 6 0 R>>>>";
    let pdf = pdf(
        &[
            list.to_vec(),
            b"<<>>".to_vec(),
            one.into(),
            stream("/Subtype/application#2Fyaml", b"title: a\n"),
            other.into(),
            stream("", b"MZ"),
        ],
        "/Root 1 0 R",
    );
    let desk = Desk::new();
    desk.write("a.pdf", pdf);
    let ended = desk.run(&["read", "a.pdf", "-o", "out"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("warning[foreign-attachment]"), "{}", ended.stderr);
    assert_eq!(desk.names("out"), ["a.yaml"]);
    assert_eq!(desk.run(&["read", "a.pdf", "-o", "other", "--deny-warnings"]).status, Some(1));
    assert!(!desk.path("other").exists());
}

/// PDFs whose bytes were changed, cut or put in at random are read or refused, never more.
#[test]
fn any_bytes_of_a_pdf_are_read_or_refused() {
    const PIECES: &[&str] = &[
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "/",
        "%",
        "1 0 R",
        "0",
        "9",
        "-1",
        "endobj",
        "stream\n",
        "endstream",
        "obj",
        "xref\n",
        "trailer",
        "/AF",
        "/Kids",
        "/Length",
        "/Filter",
        "/Prev 9",
        "BT",
        "ET",
        "Tj",
        "BDC",
        "EMC",
        "\\",
        "\0",
        "99999999999",
    ];
    let desk = Desk::with(&["a.yaml"]);
    let arguments = ["render", "a.yaml", "--embed-source", "--pdf-standard", "a-3a"];
    assert_eq!(desk.run(&arguments).status, Some(0));
    let whole = desk.read("a.pdf");
    let small = carrying("a.yaml", "", b"title: a\n");
    let change = (any::<Index>(), select(PIECES), 0..40_usize, any::<bool>());
    let changes = prop::collection::vec(change, 1..6);
    crate::fuzz::run(600, (any::<bool>(), changes), |(is_small, changes)| {
        let mut bytes = if is_small { small.clone() } else { whole.clone() };
        for (index, piece, length, is_kept) in changes {
            let at = index.index(bytes.len());
            let end = (at + if is_kept { piece.len() } else { length }).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        crate::fuzz::properties::pdf(&bytes);
    });
}
