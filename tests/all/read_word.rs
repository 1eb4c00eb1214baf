//! The way back from Word: what a document says, whoever has worked on it.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use nacka_report::check::{self, Checked};
use nacka_report::diagnostic::{Diagnostic, Format, Language};
use nacka_report::load::Source;
use nacka_report::model::{Fingerprint, Letterhead, Report};
use nacka_report::read::Draft;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::pdf::{PdfRenderer, PdfStandard};
use nacka_report::sheet::{Origin, Sheet};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::fuzz::{printable_text, properties, run};
use crate::support::{check_report, context, print, project, render_docx, sheet, yaml_files};

/// The built-in letterhead.
fn letterhead() -> Letterhead {
    check::letterhead(&Source::built_in_letterhead(), &context(Path::new("."))).unwrap().value
}

/// A document as it is read, from a folder in which nothing is.
fn draft(bytes: Vec<u8>) -> Draft {
    let folder = Path::new("/nonexistent");
    Draft::new(&folder.join("form.docx"), folder.into(), bytes, context(folder).fonts)
}

fn check(draft: &Draft) -> Result<Checked<Report>, Vec<Diagnostic>> {
    draft.check(Path::new("").into(), context(Path::new("")).fonts)
}

/// A report without the files of its pictures, which a document holds at another size.
fn without_files(mut report: Report) -> Report {
    for picture in &mut report.pictures {
        picture.original = Fingerprint { sha256: [0; 32], size: 0 };
        picture.image.bytes = [].into();
        picture.image.pixels = None;
        (picture.image.width, picture.image.height) = (0, 0);
    }
    report
}

/// A report as a Word document with every place.
fn with_every_place(report: &Report) -> Vec<u8> {
    let letterhead = letterhead();
    let sheet = Sheet::with_every_place(report, &letterhead, Sheet::IMAGE_DPI).unwrap();
    DocxRenderer::new().render(&sheet).unwrap().bytes
}

#[test]
fn a_document_says_what_its_report_said() {
    assert_says_what_its_report_said(|report| render_docx(report, &letterhead()));
}

#[test]
fn a_document_with_every_place_says_what_its_report_said() {
    assert_says_what_its_report_said(with_every_place);
    assert_says_what_its_report_said(|report| without_controls(&with_every_place(report)));
}

fn assert_says_what_its_report_said(document: impl Fn(&Report) -> Vec<u8>) {
    let mut count = 0;
    for path in yaml_files("tests/fixtures/valid").into_iter().chain(yaml_files("samples")) {
        let Ok(report) = check_report(&path) else { continue };
        let draft = draft(document(&report));
        let text = draft.source.text();
        match check(&draft) {
            Ok(read) => {
                let (read, report) = (without_files(read.value), without_files(report));
                assert!(read == report, "{}:\n{text}\n{read:#?}\n{report:#?}", path.display());
            }
            Err(problems) => {
                let told = print(Format::Human, Language::Swedish, &draft.source, &problems);
                panic!("{}:\n{text}\n{told}", path.display());
            }
        }
        count += 1;
    }
    assert!(count > 20, "{count}");
}

/// A document with the text of its parts changed.
pub fn edited(document: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut package = ZipArchive::new(Cursor::new(document)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if ["xml", "rels"].contains(&name.rsplit('.').next().unwrap()) {
            bytes = change(&name, String::from_utf8(bytes).unwrap()).into_bytes();
        }
        out.start_file(&*name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// XML without an element's tags, and without all that is in it if it is to go whole.
fn without(xml: &str, name: &str, whole: bool) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').unwrap() + 1;
        let tag = &rest[start..end];
        let called = tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap();
        if depth == 0 || !whole {
            out.push_str(&rest[..start]);
        }
        if called == name {
            depth += if tag.starts_with("</") { -1 } else { i32::from(!tag.ends_with("/>")) };
        } else if depth == 0 || !whole {
            out.push_str(tag);
        }
        rest = &rest[end..];
    }
    out + rest
}

/// A document without controls, as other programs leave it, and without its bookmarks.
fn without_controls(document: &[u8]) -> Vec<u8> {
    edited(document, |name, xml| {
        if !name.starts_with("word/") || !xml.contains("<w:") {
            return xml;
        }
        let xml = without(&xml, "w:sdtPr", true);
        ["w:sdtContent", "w:sdt", "w:bookmarkStart", "w:bookmarkEnd"]
            .into_iter()
            .fold(xml, |xml, name| without(&xml, name, false))
    })
}

#[test]
fn a_document_without_controls_says_what_its_report_said() {
    let letterhead = letterhead();
    assert_says_what_its_report_said(|report| without_controls(&render_docx(report, &letterhead)));
    assert_says_what_its_report_said(|report| {
        DocxRenderer::without_controls().render(&sheet(report, &letterhead)).unwrap().bytes
    });
}

#[test]
fn what_a_document_was_made_from_comes_back_byte_for_byte() {
    let letterhead = letterhead();
    let renderer = DocxRenderer::new();
    let mut count = 0;
    for path in yaml_files("tests/fixtures/valid").into_iter().chain(yaml_files("samples")) {
        let Ok(report) = check_report(&path) else { continue };
        let bytes = std::fs::read(&path).unwrap();
        let origin = Origin { report: &bytes, letterhead: String::new() };
        let sheet = Sheet { origin: Some(origin), ..sheet(&report, &letterhead) };
        let document = renderer.render(&sheet).unwrap().bytes;
        // As it was rendered, and as another program would save it: without its seal.
        let saved = edited(&document, |_, xml| xml);
        for document in [document, saved] {
            assert!(draft(document).report() == bytes, "{}", path.display());
        }
        count += 1;
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_document_becomes_the_pdf_of_its_report() {
    let letterhead = letterhead();
    let fonts = context(Path::new("")).fonts.clone();
    let renderer = PdfRenderer::new(fonts, &[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap();
    let pdf = |report: &Report| renderer.render(&sheet(report, &letterhead)).unwrap().bytes;
    let base = project("tests/fixtures/word/base.yaml");
    for path in yaml_files("samples").into_iter().chain([base]) {
        let report = check_report(&path).unwrap();
        // A picture that is made smaller for Word is another in the PDF.
        if report.pictures.iter().any(|picture| picture.image.bytes.len() > 10_000) {
            continue;
        }
        let document = render_docx(&report, &letterhead);
        for document in [without_controls(&document), document] {
            let read = check(&draft(document)).unwrap().value;
            assert!(pdf(&read) == pdf(&report), "{}", path.display());
        }
    }
}

#[test]
fn any_text_comes_back_as_it_was() {
    let letterhead = letterhead();
    run(400, printable_text(), |text| {
        // A straight quotation mark keeps this from being an address, the curly one in Word not.
        if text.contains(['\'', '"']) && (text.contains("www.") || text.contains('@')) {
            return;
        }
        // Nothing tells a no-break space at the end of a text from none.
        if text.contains("\u{a0}\\") {
            return;
        }
        let Some(report) = properties::prose(text.as_bytes()) else { return };
        let document = render_docx(&report, &letterhead);
        let whole = with_every_place(&report);
        for document in [without_controls(&document), document, without_controls(&whole), whole] {
            // Without its control, what the author's name ends with is taken for a number.
            if report.signature.name.contains(" /") {
                continue;
            }
            let draft = draft(document);
            let written = draft.source.text();
            let read = check(&draft);
            let read = read.map(|read| read.value);
            assert!(read.as_ref() == Ok(&report), "{text:?}\n{written}\n{read:#?}\n{report:#?}");
        }
    });
}

/// Compares a text with what a file holds; with `INSTA_UPDATE=always` the file is written anew.
fn assert_file(path: &Path, text: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        if text.is_empty() {
            let _ = std::fs::remove_file(path);
        } else {
            std::fs::write(path, text).unwrap();
        }
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(text == expected, "{}:\n{text}\nand not\n{expected}", path.display());
}

#[test]
fn edited_documents_say_what_their_authors_mean() {
    let mut count = 0;
    for entry in std::fs::read_dir(project("tests/fixtures/word/edits")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "docx") {
            continue;
        }
        let name = path.file_name().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let fonts = context(Path::new("")).fonts;
        let folder = Path::new("/nonexistent");
        let draft = Draft::new(&folder.join(name), folder.into(), bytes, fonts);
        let (report, told) = match check(&draft) {
            Ok(read) => (draft.source.text(), read.warnings),
            Err(problems) => ("", problems),
        };
        let told = print(Format::Human, Language::Swedish, &draft.source, &told);
        let told = told.replace("/nonexistent/", "");
        assert_file(&path.with_extension("yaml"), report);
        assert_file(&path.with_extension("txt"), &told);
        count += 1;
    }
    assert!(count >= 25, "{count}");
}

#[test]
fn a_number_typed_where_there_was_none_is_read() {
    let report = check_report(&project("samples/frukostmote.yaml")).unwrap();
    let document = without_controls(&render_docx(&report, &letterhead()));
    let document = edited(&document, |name, xml| {
        if !name.starts_with("word/header") {
            return xml;
        }
        let (before, after) = xml.split_once('\u{2003}').expect("the empty place of the number");
        format!("{before}KUN 2014/90001{after}").replace("PlaceholderText", "")
    });
    let read = check(&draft(document)).unwrap().value;
    assert_eq!(read.registration_number.as_deref(), Some("KUN 2014/90001"));
}

/// LibreOffice gives each strip a name of its own when it saves the document, and a file.
#[test]
fn a_picture_in_strips_is_one_picture() {
    let report = check_report(&project("tests/fixtures/valid/picture-shapes.yaml")).unwrap();
    let receipts = report.pictures.iter().filter(|picture| picture.file.contains("receipt"));
    let strips = 4 * receipts.count();
    let document = render_docx(&report, &letterhead());
    let document = edited(&document, |name, xml| {
        if name != "word/document.xml" {
            return xml;
        }
        assert_eq!(xml.matches("<a:srcRect").count(), strips);
        xml.replace("name=\"shapes/receipt.png\"", "name=\"Image\"")
    });
    let read = check(&draft(document)).unwrap().value;
    let alts = |report: &Report| -> Vec<_> {
        report.pictures.iter().map(|picture| picture.alt.clone()).collect()
    };
    assert_eq!(alts(&read), alts(&report));
}

#[test]
fn a_note_beside_a_strip_is_told() {
    let report = check_report(&project("tests/fixtures/valid/picture-shapes.yaml")).unwrap();
    let document = without_controls(&render_docx(&report, &letterhead()));
    let document = edited(&document, |name, xml| {
        if name != "word/document.xml" {
            return xml;
        }
        let before_strip = "<w:r><w:tab/></w:r><w:r><w:drawing>";
        let (before, after) = xml.split_once(before_strip).expect("a second strip");
        let note = "</w:p><w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:drawing>";
        format!("{before}{note}{after}")
    });
    let told = check(&draft(document)).unwrap_err();
    let codes: Vec<_> = told.iter().map(|diagnostic| diagnostic.problem.code()).collect();
    assert_eq!(codes, ["no-place-in-form"]);
}
