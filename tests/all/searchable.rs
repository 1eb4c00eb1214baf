//! Word documents: addresses are links, hyphens are Word's own, and no mark for lines' ends stands
//! among the characters or in the properties.

use std::io::{Cursor, Read};
use std::path::Path;

use nacka_report::check;
use nacka_report::load::Source;

use crate::support::{context, render_docx};

/// A part of the document of a report with these further lines.
fn part(lines: &str, name: &str) -> String {
    let text = format!("purpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n{lines}\n");
    let context = context(Path::new("."));
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let report = check::report(&Source::new("a.yaml", text.into()), &context).unwrap().value;
    let mut package = zip::ZipArchive::new(Cursor::new(render_docx(&report, &letterhead))).unwrap();
    let mut part = String::new();
    package.by_name(name).unwrap().read_to_string(&mut part).unwrap();
    part
}

const SIGNATURE: &str = "signature: {date: 2014-03-20, name: a}";

#[test]
fn a_contact_leads_to_its_address_around_its_control() {
    for (field, expected) in [
        ("email: anna@nacka.example", Some("mailto:anna@nacka.example")),
        ("phone: 08-718 80 00", Some("tel:087188000")),
        ("phone: '5544'", None),
        ("phone: 08-718 80 00, 070-174 06 21", None),
        ("web: www.nacka.example", Some("https://www.nacka.example/")),
        ("web: https://a.example/?b=1&c=2", Some("https://a.example/?b=1&amp;c=2")),
        ("organisation: www.nacka.example", None),
    ] {
        let lines = format!("title: a\ncontacts:\n  - name: Anna\n    {field}\n{SIGNATURE}");
        let document = part(&lines, "word/document.xml");
        let targets = part(&lines, "word/_rels/document.xml.rels");
        let is_link = document.contains("<w:hyperlink");
        assert_eq!(is_link, expected.is_some(), "{field}: {document}");
        if let Some(address) = expected {
            assert!(targets.contains(&format!("Target=\"{address}\"")), "{targets}");
            // No link is inside of the control: LibreOffice 25.2 does not survive that.
            let (_, link) = document.split_once("<w:hyperlink").unwrap();
            let (link, _) = link.split_once("</w:hyperlink>").unwrap();
            assert!(link.split_once('>').unwrap().1.starts_with("<w:sdt>"), "{link}");
            assert!(link.ends_with("</w:sdt>"), "{link}");
        }
    }
    let lines = "title: a\nsignature: {date: 2014-03-20, name: a, contact: 08-718 80 00}";
    assert!(part(lines, "word/document.xml").contains("<w:hyperlink"));
}

#[test]
fn hyphens_are_words_own() {
    for (typed, runs) in [
        ("trafik\u{ad}planerare", "|trafik|softHyphen|planerare|"),
        ("Nordisk\u{2011}baltiska", "|Nordisk|noBreakHyphen|baltiska|"),
        ("\u{ad}a\u{ad}\u{2011}", "|softHyphen|a|softHyphen|noBreakHyphen|"),
        (
            "sms\u{2011}växel & e\u{2011}post",
            "|sms|noBreakHyphen|växel &amp; e|noBreakHyphen|post|",
        ),
        ("e-post", "|e-post|"),
    ] {
        for lines in [
            format!("title: '{typed}'\n{SIGNATURE}"),
            format!("title: a\nsummary: '{typed}'\n{SIGNATURE}"),
            format!("title: a\nsummary: '**{typed}**'\n{SIGNATURE}"),
            format!("title: a\nother: |\n  - {typed}\n{SIGNATURE}"),
            format!("title: a\ncontacts: [{{name: a, role: '{typed}'}}]\n{SIGNATURE}"),
        ] {
            let document = part(&lines, "word/document.xml");
            let plain = document
                .replace("<w:softHyphen/>", "|softHyphen|")
                .replace("<w:noBreakHyphen/>", "|noBreakHyphen|")
                .replace("<w:t xml:space=\"preserve\">", "|")
                .replace("</w:t>", "|")
                .replace("||", "|");
            assert!(plain.contains(runs), "{lines}: {document}");
        }
    }
}

#[test]
fn no_mark_for_a_lines_end_is_in_the_properties() {
    const MARKS: [char; 3] = ['\u{ad}', '\u{200b}', '\u{2060}'];
    let lines = "title: Trafik\u{ad}planerare i Nordisk\u{2011}baltiska och\u{200b}/eller\n\
                 registration_number: KFKS\u{2011}2014/1\n\
                 signature: {date: 2014-03-20, name: Anna\u{ad} Lind}";
    let properties = part(lines, "docProps/core.xml");
    assert!(!properties.contains(MARKS), "{properties}");
    for value in ["Trafikplanerare i Nordisk-baltiska och/eller", "KFKS-2014/1", "Anna Lind"] {
        assert!(properties.contains(value), "{value}: {properties}");
    }
}
