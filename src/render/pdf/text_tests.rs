//! What the finished pages hand out of their texts: words as one searches for them, and links.

use std::path::Path;

use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst_layout::PagedDocument;

use super::PdfRenderer;
use super::marks::Marks;
use crate::check::{self, Context};
use crate::fonts::Fonts;
use crate::load::Source;
use crate::sheet::Sheet;

/// The pages of a report with these further lines.
fn lay_out(lines: &str) -> PagedDocument {
    let text = format!(
        "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n{lines}\n\
         signature: {{date: 2014-03-20, name: a}}\n"
    );
    let fonts = Fonts::bundled();
    let context = Context { folder: Path::new(".").into(), fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let report = check::report(&Source::new("a.yaml", text.into()), &context);
    let report = report.unwrap_or_else(|errors| panic!("{lines}: {errors:?}")).value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    renderer.lay_out(&Sheet::new(&report, &letterhead, 220).unwrap(), Marks::None).unwrap()
}

/// The lines of text in a frame, each with the height that it stands at.
fn lines(frame: &Frame, top: f64, out: &mut Vec<(f64, String)>) {
    for (at, item) in frame.items() {
        let height = top + at.y.to_pt();
        match item {
            FrameItem::Group(group) => lines(&group.frame, height, out),
            FrameItem::Text(item) => match out.last_mut() {
                Some((line, text)) if (*line - height).abs() < 0.1 => text.push_str(&item.text),
                _ => out.push((height, item.text.to_string())),
            },
            _ => {}
        }
    }
}

fn text(document: &PagedDocument) -> String {
    let mut all = Vec::new();
    for page in document.pages() {
        lines(&page.frame, 0.0, &mut all);
    }
    let lines: Vec<String> = all.into_iter().map(|(_, text)| text).collect();
    lines.join("\n")
}

#[test]
fn words_are_found_where_their_authors_set_marks_in_them() {
    for (typed, found) in [
        ("trafik\u{ad}planerare", "trafikplanerare"),
        ("Samhälls\u{ad}byggnads\u{ad}nämnden, och", "Samhällsbyggnadsnämnden, och"),
        ("**arbets\u{ad}utskott**et", "arbetsutskottet"),
        // Not where Swedish words are parted.
        ("fly\u{ad}geln ABC\u{ad}XYZ 12\u{ad}34", "flygeln ABCXYZ 1234"),
        ("e\u{2011}post", "e-post"),
        ("Nordisk\u{2011}baltiska", "Nordisk-baltiska"),
        ("10\u{2060}\u{a0}km", "10\u{a0}km"),
        ("och\u{200b}/\u{200b}eller", "och/eller"),
        ("\u{200b}en\u{ad} två\u{2060}", "en två"),
    ] {
        let document = lay_out(&format!("summary: |\n  < {typed} >\nother: '| {typed} |'"));
        let text = text(&document);
        for around in [["< ", " >"], ["| ", " |"]] {
            let [before, after] = around;
            assert!(text.contains(&format!("{before}{found}{after}")), "{typed}: {text}");
        }
    }
}

#[test]
fn a_word_is_parted_by_its_lines_end_and_at_most_one_hyphen() {
    let filler = "x".repeat(20);
    for (typed, parted, marks) in [
        // Where its author allows it, and not where Swedish would allow it as well.
        (
            "samhällsplanerings\u{ad}konferensdeltagarna",
            ["samhällsplanerings", "konferensdeltagarna"],
            1,
        ),
        (
            "samhälls\u{ad}planeringskonferensdeltagarna",
            ["samhälls", "planeringskonferensdeltagarna"],
            1,
        ),
        // Behind its own hyphen, and there alone.
        (
            "Nordisk\u{2011}baltiska-samarbetsorganisationens",
            ["Nordisk-baltiska-", "samarbetsorganisationens"],
            0,
        ),
    ] {
        let mut is_parted = false;
        for count in 1..60 {
            let text =
                text(&lay_out(&format!("summary: {filler} {} {typed} x", "i ".repeat(count))));
            let [before, after] = parted;
            let hyphen = "\u{ad}".repeat(marks);
            let whole = format!("{before}{after}");
            let broken = format!("{before}{hyphen}\n{after}");
            is_parted |= text.contains(&broken);
            assert!(text.contains(&whole) || text.contains(&broken), "{typed} {count}: {text}");
        }
        assert!(is_parted, "{typed}");
    }
}

fn links(frame: &Frame, out: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => links(&group.frame, out),
            FrameItem::Link(Destination::Url(url), _) => out.push(url.as_str().to_owned()),
            _ => {}
        }
    }
}

#[test]
fn contacts_lead_to_their_addresses() {
    for (field, expected) in [
        ("email: anna@nacka.example", Some("mailto:anna@nacka.example")),
        ("phone: 08-718 80 00", Some("tel:087188000")),
        ("phone: +31 (0)30 555 01 42", Some("tel:+31305550142")),
        ("phone: '5544'", None),
        ("phone: 08-718 80 00 ankn. 12", None),
        ("web: www.nacka.example", Some("https://www.nacka.example/")),
        ("web: http://a.example/å?b=1", Some("http://a.example/%C3%A5?b=1")),
        ("role: www.nacka.example", None),
    ] {
        let document = lay_out(&format!("contacts:\n  - name: Anna\n    {field}"));
        let mut found = Vec::new();
        for page in document.pages() {
            links(&page.frame, &mut found);
        }
        found.dedup();
        assert_eq!(found, Vec::from_iter(expected), "{field}");
    }
}
