//! What becomes of sealed documents: every byte counts, and a copy is as good as its original.

use super::*;

/// As Typst ends a PDF.
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 2\ntrailer\n<</Size 2/Root 1 0 R\
    /ID[(32xXCfvdTO/YTzjoVR7B9g==)(rbavjktDMzMQSX5UPFPc6g==)]>>\nstartxref\n29\n%%EOF";

fn page() -> Vec<u8> {
    let meta = html::blank_element();
    format!("<!DOCTYPE html><html><head>{meta}</head><body>Rapport</body></html>\n").into_bytes()
}

fn word() -> Vec<u8> {
    use std::io::Write;
    let stored = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("word/document.xml", "<w:document/>"), (docx::PART, &*docx::blank_part())]
    {
        package.start_file(name, stored).unwrap();
        package.write_all(content.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

fn documents() -> [(DocumentFormat, Vec<u8>); 3] {
    [
        (DocumentFormat::Pdf, PDF.to_vec()),
        (DocumentFormat::Docx, word()),
        (DocumentFormat::Html, page()),
    ]
}

fn condition(document: &[u8], format: DocumentFormat) -> Condition {
    inspect(&mut Cursor::new(document), format).unwrap()
}

#[test]
fn a_sealed_document_is_untouched_and_as_long_as_before() {
    for (format, blank) in documents() {
        let mut sealed = blank.clone();
        assert_eq!(condition(&blank, format), Condition::Changed, "{format:?} without a seal");
        seal(&mut sealed, format).unwrap();
        assert_eq!(sealed.len(), blank.len());
        assert_eq!(condition(&sealed, format), Condition::Untouched, "{format:?}");
        let mut again = sealed.clone();
        seal(&mut again, format).unwrap();
        assert!(again == sealed, "{format:?}: sealed twice it is another");
    }
}

#[test]
fn no_byte_can_change_unnoticed() {
    for (format, mut document) in documents() {
        seal(&mut document, format).unwrap();
        for at in 0..document.len() {
            let mut changed = document.clone();
            changed[at] ^= 1;
            assert_ne!(condition(&changed, format), Condition::Untouched, "{format:?}, byte {at}");
        }
        document.push(b'\n');
        assert_ne!(condition(&document, format), Condition::Untouched, "{format:?}, appended");
    }
}

#[test]
fn what_is_cut_off_does_not_open() {
    for (format, mut document) in documents() {
        seal(&mut document, format).unwrap();
        for part in [0, 1, document.len() / 2, document.len() - 10] {
            let cut = condition(&document[..part], format);
            assert_eq!(cut, Condition::Unopenable, "{format:?}, {part} bytes");
        }
    }
}

#[test]
fn what_was_appended_to_is_somebodys_work() {
    let mut signed = PDF.to_vec();
    seal(&mut signed, DocumentFormat::Pdf).unwrap();
    let update = signed.len() + 1;
    signed.extend_from_slice(
        format!("\nxref\n0 0\ntrailer\n<</Prev 29>>\nstartxref\n{update}\n%%EOF\n").as_bytes(),
    );
    assert_eq!(condition(&signed, DocumentFormat::Pdf), Condition::Changed);
}
