//! `read`, and Word documents as reports of `check` and `render`.

use std::fs;

use crate::program::Desk;
use crate::support::project;

/// A folder with a filled-in form.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("in/form.docx", fixture("base.docx"));
    desk
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(project("tests/fixtures/word").join(name)).unwrap()
}

#[test]
fn a_form_becomes_a_report_and_its_pictures() {
    let desk = desk();
    let ended = desk.run(&["read", "in/form.docx"]);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), "read 1, failed 0\n"));
    assert_eq!(desk.names("in"), ["bilder/lekplats.png", "form.docx", "form.yaml"]);
    let text = String::from_utf8(desk.read("in/form.yaml")).unwrap();
    let expected = fs::read_to_string(project("tests/fixtures/word/edits/unchanged.yaml")).unwrap();
    assert_eq!(text, expected);
    assert!(desk.read("in/bilder/lekplats.png") == fixture("bilder/lekplats.png"));
    // Once more changes nothing.
    assert_eq!(desk.run(&["read", "in/form.docx"]).status, Some(0));
    // The report is the form's twin now, and says the same.
    let ended = desk.run(&["render", "in/form.yaml", "-o", "yaml"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let ended = desk.run(&["render", "in/form.docx", "-o", "word"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(desk.read("yaml/form.pdf") == desk.read("word/form.pdf"));
}

#[test]
fn a_report_that_is_there_is_never_overwritten() {
    let desk = desk();
    for (name, content) in [("form.yaml", "title: min\n"), ("form.yml", "title: min\n")] {
        desk.write(format!("in/{name}"), content);
        let ended = desk.run(&["read", "in/form.docx"]);
        assert_eq!(ended.status, Some(1));
        assert!(ended.stderr.contains("error[report-exists]"), "{}", ended.stderr);
        assert_eq!(desk.names("in"), ["form.docx", name]);
        fs::remove_file(desk.path(&format!("in/{name}"))).unwrap();
    }
    assert_eq!(desk.run(&["read", "in/form.docx", "-o", "out"]).status, Some(0));
    assert_eq!(desk.names("out"), ["bilder/lekplats.png", "form.yaml"]);
}

#[test]
fn another_picture_of_the_same_name_stays() {
    let desk = desk();
    desk.write("in/bilder/lekplats.png", fixture("bilder/annan.png"));
    assert_eq!(desk.run(&["read", "in/form.docx"]).status, Some(0));
    assert!(desk.read("in/bilder/lekplats.png") == fixture("bilder/annan.png"));
    assert!(desk.read("in/bilder/lekplats-2.png") == fixture("bilder/lekplats.png"));
    let text = String::from_utf8(desk.read("in/form.yaml")).unwrap();
    assert!(text.contains("file: bilder/lekplats-2.png"), "{text}");
}

#[test]
fn forms_are_taken_from_folders_when_asked_for() {
    let desk = desk();
    desk.write("in/deep/other.docx", fixture("edits/rows-moved.docx"));
    desk.write("in/twin.yaml", crate::program::sound("twin"));
    desk.write("in/twin.docx", fixture("base.docx"));
    desk.write("in/letter.docx", not_the_form());
    desk.write("in/~$form.docx", "Word's own");
    assert_eq!(desk.run(&["render", "in", "-o", "yaml"]).status, Some(0));
    assert_eq!(desk.names("yaml"), ["nacka-report.manifest.json", "twin.pdf"]);
    let ended = desk.run(&["render", "in", "--from", "yaml,docx", "-o", "out", "--to", "pdf,docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let expected = [
        "deep/other.docx",
        "deep/other.pdf",
        "form.docx",
        "form.pdf",
        "nacka-report.manifest.json",
        "twin.docx",
        "twin.pdf",
    ];
    assert_eq!(desk.names("out"), expected);
    // The documents in an output folder are no reports.
    let ended = desk.run(&["check", ".", "--from", "yaml,docx"]);
    assert!(ended.stderr.contains("checked 3, failed 0"), "{}", ended.stderr);
}

/// A Word document that is another.
fn not_the_form() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(
        b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
          <w:body><w:p><w:r><w:t>Hej</w:t></w:r></w:p></w:body></w:document>",
    )
    .unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn no_document_replaces_its_source() {
    let desk = desk();
    for arguments in [
        &["render", "in/form.docx", "--to", "docx"][..],
        &["render", "in/form.docx", "--to", "pdf,docx", "-o", "in"],
        &["render", "in/form.docx", "--to", "docx", "--force", "--replace-changed"],
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("error[output-is-source]"), "{}", ended.stderr);
        assert!(desk.read("in/form.docx") == fixture("base.docx"));
    }
}

#[test]
fn what_is_wrong_in_a_form_is_told_by_the_fields_name() {
    let desk = Desk::new();
    desk.write("form.docx", fixture("edits/date-written-otherwise.docx"));
    let mut told = String::new();
    for format in ["human", "short", "json", "github", "gitlab", "sarif"] {
        for language in ["sv", "en"] {
            let arguments =
                ["check", "form.docx", "--message-format", format, "--lang", language, "-q"];
            let ended = desk.run(&arguments);
            assert_eq!(ended.status, Some(1));
            let text = ended.stdout() + &ended.stderr;
            let text = text.lines().filter(|line| !line.contains("\"rules\""));
            told.extend([format, " ", language, "\n"]);
            for line in text {
                told.extend([line, "\n"]);
            }
        }
    }
    insta::assert_snapshot!(told);
}

/// A report whose author has a hand of their own.
const OWN_HAND: &str = "# Resan till Malmö\r
title: 'Studiebesök i Malmö'   # kort\r
signature: {date: 2015-06-09, name: Maria Sandell}   # jag\r
\r
purpose:\r
# först\r
- 'Se \"lekplatser\"' # ett\r
- Träffa folk\r
evaluation:\r
  - assessment: >\r
      Bra,\r
      mycket bra\r
    # vad vi gjorde\r
    activity: Rundvandring\r
  - activity: \"Möte\"   # det andra\r
    assessment: Också bra\r
summary: |\r
  Första stycket.\r
\r
  Andra stycket.\r
# slut\r
";

/// A folder with that report as a Word document.
fn own_hand() -> Desk {
    let desk = Desk::new();
    desk.write("a.yaml", OWN_HAND);
    let ended = desk.run(&["render", "a.yaml", "--to", "docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    desk
}

/// Changes the text of a document's main part, as if somebody had worked on it.
fn change(desk: &Desk, changes: &[(&str, &str)]) {
    let document = crate::read_word::edited(&desk.read("a.docx"), |name, xml| {
        if name != "word/document.xml" {
            return xml;
        }
        changes.iter().fold(xml, |xml, (old, new)| {
            assert!(xml.contains(old), "{old}");
            xml.replace(old, new)
        })
    });
    desk.write("a.docx", document);
}

#[test]
fn an_unchanged_document_gives_its_report_back_byte_for_byte() {
    let utf16 = [
        &[0xFF, 0xFE][..],
        &OWN_HAND.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    ]
    .concat();
    for report in [OWN_HAND.as_bytes().to_vec(), utf16] {
        let desk = own_hand();
        desk.write("a.yaml", &report);
        let render = ["render", "a.yaml", "--to", "docx"];
        assert_eq!(desk.run(&render).status, Some(0));
        for changes in [&[][..], &[("<w:body>", "<w:body >")]] {
            change(&desk, changes);
            let ended = desk.run(&["read", "a.docx", "-o", "out"]);
            assert_eq!(ended.status, Some(0), "{}", ended.stderr);
            assert!(desk.read("out/a.yaml") == report);
        }
    }
}

#[test]
fn only_what_was_changed_in_a_document_is_changed_in_its_report() {
    let desk = own_hand();
    change(
        &desk,
        &[
            (">Träffa folk<", ">Träffa alla<"),
            (">Också bra<", ">Sämre<"),
            (">Andra stycket.<", ">Sista stycket.<"),
        ],
    );
    assert_eq!(desk.run(&["read", "a.docx", "-o", "out"]).status, Some(0));
    let expected = OWN_HAND
        .replace("Träffa folk", "Träffa alla")
        .replace("Också bra", "Sämre")
        .replace("Andra stycket", "Sista stycket");
    assert_eq!(String::from_utf8(desk.read("out/a.yaml")).unwrap(), expected);
    // In place, where the report has not been touched.
    let ended = desk.run(&["read", "a.docx"]);
    assert!(ended.stderr.contains("error[report-exists]"), "{}", ended.stderr);
    assert_eq!(desk.run(&["read", "a.docx", "--update"]).status, Some(0));
    assert_eq!(String::from_utf8(desk.read("a.yaml")).unwrap(), expected);
}

#[test]
fn an_update_keeps_a_byte_order_mark_and_the_files_own_line_ends() {
    let desk = own_hand();
    change(&desk, &[(">Träffa folk<", ">Träffa alla<")]);
    let stored = |text: &str| format!("\u{feff}{}", text.replace("\r\n", "\r"));
    desk.write("a.yaml", stored(OWN_HAND));
    let ended = desk.run(&["read", "a.docx", "--update"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let expected = stored(&OWN_HAND.replace("Träffa folk", "Träffa alla"));
    assert_eq!(String::from_utf8(desk.read("a.yaml")).unwrap(), expected);
}

#[test]
fn a_report_and_a_document_that_were_both_changed_are_left_alone() {
    let desk = own_hand();
    change(&desk, &[(">Träffa folk<", ">Träffa alla<")]);
    let changed = OWN_HAND.replace("Också bra", "Sämre");
    desk.write("a.yaml", &changed);
    let ended = desk.run(&["read", "a.docx", "--update"]);
    assert_eq!(ended.status, Some(1));
    let fields = "Rapport/utvärdering, row 2, Utvärdering av momentet; Syfte med uppdraget, item 2";
    assert!(ended.stderr.contains(fields), "{}", ended.stderr);
    assert_eq!(String::from_utf8(desk.read("a.yaml")).unwrap(), changed);
    // If the document says nothing new, there is nothing to do.
    change(&desk, &[(">Träffa alla<", ">Träffa folk<")]);
    assert_eq!(desk.run(&["read", "a.docx", "--update"]).status, Some(0));
    assert_eq!(String::from_utf8(desk.read("a.yaml")).unwrap(), changed);
}

#[test]
fn the_source_stays_at_home_when_asked_to() {
    let desk = own_hand();
    let has_source = |desk: &Desk| {
        let bytes = desk.read("a.docx");
        // The second such part holds the values that controls are bound to.
        bytes.windows(19).any(|window| window == b"customXml/item1.xml")
    };
    assert!(has_source(&desk));
    let ended = desk.run(&["render", "a.yaml", "--to", "docx", "--no-source"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(!has_source(&desk));
    assert_eq!(desk.run(&["read", "a.docx", "-o", "out"]).status, Some(0));
    let text = String::from_utf8(desk.read("out/a.yaml")).unwrap();
    assert!(text.starts_with("# yaml-language-server"), "{text}");
}

#[test]
fn a_document_without_controls_is_ordinary_text_and_is_read_all_the_same() {
    let desk = own_hand();
    for source in [&[][..], &["--no-source"]] {
        let arguments = ["render", "a.yaml", "--to", "docx", "--docx-controls", "none"];
        let ended = desk.run(&[&arguments[..], source].concat());
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        crate::read_word::edited(&desk.read("a.docx"), |name, xml| {
            assert!(!xml.contains("<w:sdt"), "{name}");
            assert!(!name.contains("glossary"), "{name}");
            xml
        });
        let ended = desk.run(&["render", "a.docx", "-o", "out"]);
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        let ended = desk.run(&["render", "a.yaml", "-o", "yaml"]);
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        assert!(desk.read("out/a.pdf") == desk.read("yaml/a.pdf"));
    }
}

#[test]
fn a_large_picture_comes_back_as_its_own_file() {
    let desk = Desk::new();
    let picture = image::RgbImage::from_fn(3000, 2000, |x, y| image::Rgb([x as u8, y as u8, 7]));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    desk.write("in/bilder/stor.png", &png);
    let report = format!(
        "{}pictures:\n  - file: bilder/stor.png\n    alt: Ett mönster\n",
        crate::program::sound("a")
    );
    desk.write("in/a.yaml", &report);
    assert_eq!(desk.run(&["render", "in/a.yaml", "--to", "docx"]).status, Some(0));
    let ended = desk.run(&["read", "in/a.docx"]);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), "read 1, failed 0\n"));
    assert!(desk.read("in/bilder/stor.png") == png);
    // Without the file the document's own is taken, and that is told.
    fs::remove_file(desk.path("in/bilder/stor.png")).unwrap();
    let ended = desk.run(&["read", "in/a.docx"]);
    assert_eq!(ended.status, Some(0));
    assert!(ended.stderr.contains("warning[picture-from-document]"), "{}", ended.stderr);
    let read = image::load_from_memory(&desk.read("in/bilder/stor.png")).unwrap();
    assert!(read.width() < 3000);
}

#[test]
fn the_blank_form_is_written_and_read_when_it_is_filled_in() {
    let desk = Desk::new();
    let ended = desk.run(&["new", "blankett.docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("."), ["blankett.docx"]);
    // What is committed for the other tests is today's.
    assert!(desk.read("blankett.docx") == fixture("blank.docx"), "run tests/fixtures/word/edit.py");
    let ended = desk.run(&["new", "blankett.docx"]);
    assert_eq!(ended.status, Some(2), "{}", ended.stderr);
    // Nothing is in it yet.
    let ended = desk.run(&["read", "blankett.docx"]);
    assert_eq!(ended.status, Some(1), "{}", ended.stderr);
    desk.write("blankett.docx", fixture("edits/blank-filled-in.docx"));
    let ended = desk.run(&["read", "blankett.docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(desk.names("."), ["bilder/blankett-1.png", "blankett.docx", "blankett.yaml"]);
    let ended = desk.run(&["render", "blankett.yaml"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

#[test]
fn the_blank_form_is_another_organisations_too() {
    let desk = Desk::new();
    let letterhead = project("samples/letterheads/ekvik.yaml");
    let letterhead = letterhead.to_str().unwrap();
    let ended = desk.run(&["new", "blankett.docx", "--letterhead", letterhead]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let texts = std::cell::RefCell::new(String::new());
    crate::read_word::edited(&desk.read("blankett.docx"), |name, xml| {
        if name.starts_with("word/") {
            texts.borrow_mut().push_str(&xml);
        }
        xml
    });
    assert!(texts.borrow().contains("Ekviks kommuns organisation"));
    assert!(!texts.borrow().contains("Nacka"));
    // A report has no letterhead of its own.
    for language in ["en", "sv"] {
        let arguments = ["new", "a.yaml", "--letterhead", letterhead, "--lang", language];
        let ended = desk.run(&arguments);
        assert_eq!(ended.status, Some(2));
        assert!(ended.stderr.contains("--letterhead") && ended.stderr.contains(".docx"));
    }
    assert_eq!(desk.names("."), ["blankett.docx"]);
}

#[test]
fn a_document_with_every_place_is_made_when_asked_for() {
    let desk = own_hand();
    let render = ["render", "a.yaml", "-o", "out", "--to", "pdf,docx"];
    assert_eq!(desk.run(&render).status, Some(0));
    let (pdf, shown) = (desk.read("out/a.pdf"), desk.read("out/a.docx"));
    let ended = desk.run(&[&render[..], &["--docx-places", "all"]].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert!(desk.read("out/a.pdf") == pdf);
    let every = desk.read("out/a.docx");
    assert!(every != shown);
    // It says the same, and what it was made from.
    desk.write("a.docx", every);
    assert_eq!(desk.run(&["read", "a.docx", "-o", "back"]).status, Some(0));
    assert_eq!(String::from_utf8(desk.read("back/a.yaml")).unwrap(), OWN_HAND);
    // The other kind is due again.
    assert_eq!(desk.run(&render).status, Some(0));
    assert!(desk.read("out/a.docx") == shown);
}
