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
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes();
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", pdf.len()).unwrap();
        pdf.extend(format!("{} 0 obj\n", index + 1).bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    let trailer = format!("trailer\n<</Size {} {trailer}>>\n", objects.len() + 1);
    pdf.extend(table);
    pdf.extend(format!("{trailer}startxref\n{start}\n%%EOF\n").bytes());
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

/// A PDF by its name, with the words that must be told.
type Case = (&'static str, Vec<u8>, &'static str);

/// A PDF with a catalogue that says this, too.
fn simple(more: &str) -> Vec<u8> {
    let catalog = format!("<</Type/Catalog/Pages 2 0 R{more}>>").into_bytes();
    pdf(&[catalog, b"<<>>".to_vec()], "/Root 1 0 R")
}

/// A PDF with a stream of cross-references.
fn referring(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n".to_vec();
    pdf.extend(stream(&format!("/Type/XRef{dict}"), data));
    pdf.extend(b"\nendobj\nstartxref\n9\n%%EOF");
    pdf
}

/// PDFs that swell, or name the same thing a great many times.
fn bombs() -> Vec<Case> {
    let bomb = deflated(256 << 20);
    let many_files = |count: usize, size: usize| {
        let catalog = format!("<</Pages 2 0 R/AF[{}]>>", "3 0 R ".repeat(count)).into_bytes();
        let file = stream(&format!("/Params<</Size {size}>>"), &vec![b' '; size]);
        let specification = b"<</F(a)/EF<</F 4 0 R>>>>".to_vec();
        pdf(&[catalog, b"<<>>".to_vec(), specification, file], "/Root 1 0 R")
    };
    let packed = {
        // The catalogue in a stream that swells.
        let mut pdf = b"%PDF-1.7\n5 0 obj\n".to_vec();
        pdf.extend(stream(&format!("/Type/ObjStm/N 1/First 4{FLATE}"), &bomb));
        pdf.extend(b"\nendobj\n");
        let at = pdf.len();
        let entries = [[0, 0, 0], [2, 5, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 9, 0]];
        pdf.extend(b"6 0 obj\n");
        pdf.extend(stream("/Type/XRef/W[1 1 1]/Size 6/Root 1 0 R", &entries.concat()));
        pdf.extend(format!("\nendobj\nstartxref\n{at}\n%%EOF").bytes());
        pdf
    };
    let sized = |size: &str| carrying("a.yaml", &format!("{FLATE}/Params<</Size {size}>>"), &bomb);
    vec![
        ("bomb", carrying("a.yaml", FLATE, &bomb), "too large"),
        ("bomb-sized", sized("999"), "too large"),
        ("bomb-lying", sized("99999999999"), "too large"),
        ("bomb-twice", carrying("a.yaml", "/Filter[/FlateDecode/FlateDecode]", &bomb), "too large"),
        ("packed-bomb", packed, "too large"),
        ("reference-bomb", referring(&format!("/W[1 4 2]/Size 9{FLATE}"), &bomb), "too large"),
        ("many", many_files(100_000, 10), "too large"),
        ("many-large", many_files(1900, 1 << 20), "too large"),
        ("wide", simple(&format!("/AF[{}]", "0 ".repeat(5_000_000))), "too large"),
        ("twice", many_files(2, 10), "does not carry"),
    ]
}

/// PDFs that are damaged, or made to lead a reader in circles.
fn broken() -> Vec<Case> {
    let sound = carrying("a.yaml", "", b"title: a\n");
    let text = String::from_utf8(sound.clone()).unwrap();
    let start = text.find("xref\n0").unwrap();
    let previous = text.replace("/Size", &format!("/Prev {start}/Size"));
    let entries = text.replace("xref\n0 5", "xref\n0 4294967295");
    let filters = format!("/Filter[{}]", "/FlateDecode".repeat(9));
    let length = |length: &str| carrying("a.yaml", &format!("/Length {length}"), b"a");
    vec![
        ("nothing", Vec::new(), "not a Word document"),
        ("head", b"%PDF-1.7".to_vec(), "damaged"),
        ("cut", sound[..sound.len() / 2].to_vec(), "damaged"),
        ("no-root", pdf(&[], ""), "damaged"),
        ("root-loop", pdf(&[b"1 0 R".to_vec()], "/Root 1 0 R"), "damaged"),
        ("nothing-carried", simple(""), "does not carry"),
        ("password", pdf(&[b"<<>>".to_vec()], "/Root 1 0 R/Encrypt<<>>"), "password"),
        ("filters", carrying("a.yaml", &filters, b""), "damaged"),
        ("filter", carrying("a.yaml", "/Filter/LZWDecode", b"a"), "damaged"),
        ("reference-widths", referring("/W[99999999 1 1]/Size 9", b"aaa"), "damaged"),
        ("reference-zero", referring("/W[0 0 0]/Size 999999999", b""), "damaged"),
        ("deep", simple(&format!("/AF{}", "[".repeat(1_000_000))), "damaged"),
        ("deep-dicts", simple(&format!("/AF{}", "<</A".repeat(1_000_000))), "damaged"),
        ("string", simple(&format!("/A({}", "(".repeat(10_000_000))), "damaged"),
        ("length-loop", length("4 0 R"), "damaged"),
        ("far-length", length("99999999999999999999"), "damaged"),
        ("previous-loop", previous.into_bytes(), "damaged"),
        ("entries", entries.into_bytes(), "damaged"),
        ("blank", [&b"%PDF-1.7"[..], &vec![b' '; 100 << 20]].concat(), "damaged"),
        ("comment", simple(&format!("%{}", "a".repeat(50 << 20))), "damaged"),
    ]
}

/// A PDF whose settings say that its picture belongs at a path.
fn with_picture_at(path: &str) -> Vec<u8> {
    let settings = format!(
        "{{\"program\":\"\",\"rendering\":2,\"templates\":\"\",\"fonts\":[],\"image-dpi\":300,\
         \"pdf-standard\":[],\"files\":{{\"a.png\":\"{path}\"}}}}"
    );
    let specification = |name: &str, kind: &str, stream: usize| {
        let name = format!("/F({name})/UF({name})/AFRelationship/{kind}");
        format!("<<{name}/EF<</F {stream} 0 R>>>>").into_bytes()
    };
    pdf(
        &[
            b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R 4 0 R 5 0 R]>>".to_vec(),
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
}

/// PDFs with files whose names lead elsewhere.
fn names() -> Vec<Case> {
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
    let paths = [
        ("settings-up", "bilder/../../evil.png"),
        ("settings-root", "/etc/evil.png"),
        // The report's own.
        ("settings-report", "A.YAML"),
    ];
    let names = names.map(|(case, name)| (case, carrying(name, "", b"title: a\n"), "names"));
    let paths = paths.map(|(case, path)| (case, with_picture_at(path), "names"));
    names.into_iter().chain(paths).collect()
}

fn pdfs() -> Vec<Case> {
    [bombs(), broken(), names()].concat()
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
