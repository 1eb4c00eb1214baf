//! The finished pages, frame by frame: no text outside its page or its cell, the original's words
//! in their order, and pictures and lines of the sizes that the form has.

use std::path::{Path, PathBuf};

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::visualize::Geometry;

use super::PdfRenderer;
use crate::check::{self, Context};
use crate::fonts::Fonts;
use crate::load::Source;
use crate::sheet::{HeadColumn, Sheet};

/// Rounding in font units; far less than the eye sees.
const TOLERANCE: Abs = Abs::raw(0.1);

#[test]
fn no_text_lies_outside_its_page_or_cell() {
    let fonts = Fonts::bundled();
    let folder = Path::new("templates");
    let context = Context { folder, fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let mut reports = Vec::new();
    for root in ["samples", "tests/fixtures/valid"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root), &mut reports);
    }
    assert!(reports.len() > 7, "the samples are there");
    for path in reports {
        let folder = path.parent().unwrap();
        let source = Source::open(&path).unwrap();
        let report = check::report(&source, &Context { folder, ..context }).unwrap().value;
        let document =
            renderer.lay_out(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()).unwrap();
        let mut outside = Vec::new();
        for page in document.pages() {
            visit(&page.frame, Point::zero(), page.frame.width(), &mut outside);
        }
        assert!(outside.is_empty(), "{}: {outside:?}", path.display());
    }
}

/// The words of the form that everything is modelled on, in blocks: those of the letterhead, then
/// those of page 1 and of page 2. The person's name and extension stand in the sample alone.
const ORIGINAL: &str = include_str!("../../../tests/fixtures/euro-cities.txt");

#[test]
fn the_euro_cities_report_holds_every_word_of_the_original_in_its_order() {
    let fonts = Fonts::bundled();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let context = Context { folder: root, fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let source = Source::open(&root.join("samples/euro-cities.yaml")).unwrap();
    let report = check::report(&source, &context).unwrap().value;
    let sheet = Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap();
    let document = renderer.lay_out(&sheet).unwrap();
    let pages: Vec<String> = document
        .pages()
        .iter()
        .map(|page| {
            let mut text = String::new();
            read(&page.frame, &mut text);
            letters(&text)
        })
        .collect();
    let (name, contact) = (&report.signature.name, report.signature.contact.as_deref().unwrap());
    let original = ORIGINAL
        .replace("FÖRNAMN", name.split(' ').next().unwrap())
        .replace("NAMN", name)
        .replace("ANKNYTNING", contact);
    let blocks: Vec<String> = original.split("\n\n").map(letters).collect();
    let [labels, values, first, second] = &blocks[..] else { panic!("four blocks") };
    assert_eq!(pages.len(), 2);
    // On paper the labels stand in one line and the values in the next; read, each with its label.
    let columns = &sheet.head.columns;
    let joined = |text: fn(&HeadColumn<'_>) -> String| columns.iter().map(text).collect::<String>();
    assert_eq!(*labels, letters(&joined(|column| column.label.to_owned())));
    assert_eq!(*values, letters(&joined(|column| column.value.to_owned())));
    let head = letters(&joined(|column| format!("{}{}", column.label, column.value)));
    for (page, block) in [(0, &head), (0, first), (1, second)] {
        assert!(pages[page].contains(block), "{block}\nis not in\n{}", pages[page]);
    }
}

/// A report from its text, laid out on the built-in letterhead; pictures are those of the fixtures.
fn pages(yaml: &str) -> Vec<Vec<Drawn>> {
    let fonts = Fonts::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid");
    let context = Context { folder: &folder, fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let source = Source::new("report.yaml", yaml.as_bytes().to_vec());
    let report = check::report(&source, &context).unwrap().value;
    let document =
        renderer.lay_out(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()).unwrap();
    let page = |frame: &Frame| {
        let mut drawn = Vec::new();
        draw(frame, Point::zero(), &mut drawn);
        drawn
    };
    document.pages().iter().map(|page_of| page(&page_of.frame)).collect()
}

/// A report with pictures alone, or with what else is given.
fn report(rest: &str) -> String {
    format!(
        "title: Bilder\npurpose: [Visa]\nevaluation: [{{activity: A, assessment: B}}]\n{rest}\n\
         signature: {{date: 2015-02-03, name: Eva Ek}}\n"
    )
}

/// Something that is seen, and where its upper left corner is.
struct Drawn {
    at: Point,
    what: What,
}

enum What {
    Text(String),
    Picture(Abs, Abs),
    Rule(Abs),
}

fn draw(frame: &Frame, origin: Point, drawn: &mut Vec<Drawn>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        let what = match item {
            FrameItem::Group(group) => {
                draw(&group.frame, at, drawn);
                continue;
            }
            FrameItem::Text(text) => What::Text(text.text.to_string()),
            FrameItem::Image(_, size, _) => What::Picture(size.x, size.y),
            FrameItem::Shape(shape, _) => match shape.geometry {
                Geometry::Line(to) if to.y == Abs::zero() => What::Rule(to.x.abs()),
                _ => continue,
            },
            _ => continue,
        };
        drawn.push(Drawn { at, what });
    }
}

/// The sizes of the pictures in a report, in whole points, row by row.
fn picture_rows(pictures: &[&str]) -> Vec<Vec<(f64, f64)>> {
    let list: String = pictures
        .iter()
        .map(|file| format!("\n  - {{file: shapes/{file}.png, alt: Bild, caption: En bildtext}}"))
        .collect();
    let mut rows: Vec<(usize, Abs, Vec<(f64, f64)>)> = Vec::new();
    for (number, page) in pages(&report(&format!("pictures:{list}"))).into_iter().enumerate() {
        for Drawn { at, what } in page {
            let What::Picture(width, height) = what else { continue };
            let size = (width.to_pt().round(), height.to_pt().round());
            match rows.last_mut() {
                Some((page, y, row)) if *page == number && *y == at.y => row.push(size),
                _ => rows.push((number, at.y, vec![size])),
            }
        }
    }
    rows.into_iter().map(|(_, _, row)| row).collect()
}

#[test]
fn no_picture_is_a_stamp_beside_another() {
    let (panorama, portrait, receipt) = ((300.0, 75.0), (150.0, 200.0), (28.0, 560.0));
    let alone = |size| vec![size];
    for (pictures, rows) in [
        (&["panorama", "portrait"][..], vec![alone(panorama), alone(portrait)]),
        (&["portrait", "portrait"], vec![vec![portrait, portrait]]),
        (&["portrait", "receipt"], vec![alone(portrait), alone(receipt)]),
        (&["receipt", "receipt"], vec![vec![receipt, receipt]]),
        (&["panorama", "panorama"], vec![alone(panorama), alone(panorama)]),
        (&["receipt"], vec![alone(receipt)]),
    ] {
        assert_eq!(picture_rows(pictures), rows, "{pictures:?}");
    }
}

#[test]
fn a_caption_is_never_a_column_of_letters() {
    let yaml = report(
        "pictures: [{file: shapes/receipt.png, alt: Kvitto, caption: Kvittot från butiken}]",
    );
    let captions: Vec<String> = pages(&yaml)
        .into_iter()
        .flatten()
        .filter_map(|drawn| match drawn.what {
            What::Text(text) if text.contains("vittot") => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(captions, ["Kvittot från butiken"], "one line");
}

#[test]
fn lines_to_write_on_are_8_mm_apart_and_one_under_the_summary() {
    let pages = pages(&report(""));
    let rules: Vec<f64> = pages[1]
        .iter()
        .filter(|drawn| matches!(drawn.what, What::Rule(width) if width > Abs::pt(100.0)))
        .map(|drawn| drawn.at.y.to_pt())
        .collect();
    let headings: Vec<f64> = ["Summering", "Önskvärda"]
        .iter()
        .map(|start| {
            let is_heading =
                |drawn: &&Drawn| matches!(&drawn.what, What::Text(text) if text.starts_with(start));
            pages[1].iter().find(is_heading).unwrap().at.y.to_pt()
        })
        .collect();
    let under = rules.iter().filter(|y| (headings[0]..headings[1]).contains(y));
    assert_eq!(under.count(), 1, "{rules:?} {headings:?}");
    let behind_boxes: Vec<&f64> = rules.iter().filter(|y| **y > headings[1]).collect();
    assert!((behind_boxes[2] - behind_boxes[1] - 22.7).abs() < 0.1, "8 mm: {behind_boxes:?}");
}

#[test]
fn mark_and_numbers_stand_on_one_line_on_every_page() {
    let yaml = format!("registration_number: KFKS 2014/1\n{}", report(""));
    let pages = pages(&yaml);
    assert_eq!(pages.len(), 2);
    let line = |page: &[Drawn], word: &str| {
        let drawn = page.iter().rev().find(|drawn| {
            matches!(&drawn.what, What::Text(text) if text.contains(word))
                && drawn.at.y < Abs::pt(80.0)
        });
        drawn.unwrap_or_else(|| panic!("{word}")).at.y.to_pt()
    };
    for (page, number) in pages.iter().zip(["1 (2)", "2 (2)"]) {
        assert!((line(page, "KOMMUN") - 72.0).abs() < 0.1, "baseline of the mark");
        assert!((line(page, "KFKS") - 73.6).abs() < 0.1, "the number stands on the same line");
        assert!((line(page, number) - 61.6).abs() < 0.1, "the page's number above it");
    }
}

#[test]
fn bold_labels_have_no_ligatures() {
    let fonts = Fonts::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let context = Context { folder, fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let title = "Attityder till fritid och sittplatser";
    let yaml = report("").replace("title: Bilder", &format!("title: {title}"));
    let source = Source::new("report.yaml", yaml.into_bytes());
    let report = check::report(&source, &context).unwrap().value;
    let document =
        renderer.lay_out(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()).unwrap();
    let mut glyphs = None;
    find(&document.pages()[0].frame, title, &mut glyphs);
    assert_eq!(glyphs, Some(title.chars().count()), "a glyph a letter");
}

/// The number of glyphs that a text is set in.
fn find(frame: &Frame, sought: &str, glyphs: &mut Option<usize>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => find(&group.frame, sought, glyphs),
            FrameItem::Text(item) if item.text == sought => *glyphs = Some(item.glyphs.len()),
            _ => {}
        }
    }
}

/// Reads the texts of a frame in the order in which they are drawn.
fn read(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, text),
            FrameItem::Text(item) => text.push_str(&item.text),
            _ => {}
        }
    }
}

/// What is seen of a text, wherever its lines end.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}')).collect()
}

fn collect(folder: &Path, reports: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("letterheads") {
            collect(&path, reports);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            reports.push(path);
        }
    }
}

/// Collects the texts that reach past the right edge of the page or of a frame they stand in:
/// table cells and blocks are frames of their own. `right` is the innermost edge so far.
fn visit(frame: &Frame, origin: Point, right: Abs, outside: &mut Vec<String>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            FrameItem::Group(group) => {
                let edge = at.x + group.frame.width();
                let inner = if group.frame.width() > Abs::zero() { right.min(edge) } else { right };
                visit(&group.frame, at, inner, outside);
            }
            FrameItem::Text(text) => {
                let ink_end = at.x + text.width() - trailing_space(text);
                if at.x < -TOLERANCE || ink_end > right + TOLERANCE {
                    outside.push(format!("{} ends at {ink_end:?}, edge {right:?}", text.text));
                }
            }
            _ => {}
        }
    }
}

/// The width of spaces that a line ends with: they hang over its edge unseen.
fn trailing_space(text: &typst::text::TextItem) -> Abs {
    let spaces = text.text.len() - text.text.trim_end().len();
    let glyphs = &text.glyphs[text.glyphs.len() - spaces.min(text.glyphs.len())..];
    glyphs.iter().map(|glyph| glyph.x_advance.at(text.size)).sum()
}
