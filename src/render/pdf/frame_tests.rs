//! The finished pages, frame by frame: no text outside its page or its cell, and the original's
//! words in their order.

use std::path::{Path, PathBuf};

use typst::layout::{Abs, Frame, FrameItem, Point};

use super::PdfRenderer;
use super::marks::Marks;
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
    let context = Context { folder: folder.into(), fonts: &fonts };
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
        let report =
            check::report(&source, &Context { folder: folder.into(), ..context }).unwrap().value;
        let document = renderer
            .lay_out(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap(), Marks::None)
            .unwrap();
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
    let context = Context { folder: root.into(), fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let source = Source::open(&root.join("samples/euro-cities.yaml")).unwrap();
    let report = check::report(&source, &context).unwrap().value;
    let sheet = Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap();
    let document = renderer.lay_out(&sheet, Marks::None).unwrap();
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
    text.chars().filter(|c| !c.is_whitespace()).collect()
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
