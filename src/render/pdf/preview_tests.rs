//! The pages that are looked at are those of the PDF, and say where each field stands.

use std::fs;
use std::path::Path;

use typst::layout::{Frame, FrameItem, Transform};

use super::marks::Marks;
use super::{PagePlace, PdfRenderer, PreviewPage};
use crate::check::{self, Context};
use crate::diagnostic::Language;
use crate::entry::{Field, Outline, Part};
use crate::fonts::Fonts;
use crate::model::Letterhead;
use crate::sheet::Sheet;
use crate::source::Source;

/// Each glyph, shape and image in a frame with its place in thousandths of a point. A mark may part a
/// run of text, but moves nothing.
fn glyphs(frame: &Frame, above: Transform, out: &mut Vec<(u16, i64, i64)>) {
    let thousandths = |points: f64| (points * 1000.0).round() as i64;
    for (at, item) in frame.items() {
        let here = above.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => glyphs(&group.frame, here.pre_concat(group.transform), out),
            FrameItem::Text(text) => {
                let mut x = here.tx;
                for glyph in &text.glyphs {
                    out.push((glyph.id, thousandths(x.to_pt()), thousandths(here.ty.to_pt())));
                    x += glyph.x_advance.at(text.size);
                }
            }
            FrameItem::Shape(..) | FrameItem::Image(..) => {
                out.push((0, thousandths(here.tx.to_pt()), thousandths(here.ty.to_pt())));
            }
            _ => {}
        }
    }
}

#[test]
fn the_pages_are_those_of_the_pdf_with_every_field_in_its_place() {
    let fonts = Fonts::bundled();
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let (mut count, mut found) = (0, Vec::new());
    for folder in ["samples", "tests/fixtures/valid"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let context = Context { folder: (&*folder).into(), fonts: &fonts };
        let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "yaml") {
                continue;
            }
            let source = Source::open(&path).unwrap();
            let Ok(report) = check::report(&source, &context) else { continue };
            let sheet = Sheet::new(&report.value, &letterhead, 120).unwrap();
            let plain = renderer.lay_out(&sheet, Marks::None).unwrap();
            let document = renderer.lay_out(&sheet, Marks::Fields).unwrap();
            for (plain, marked) in plain.pages().iter().zip(document.pages()) {
                let (mut one, mut other) = (Vec::new(), Vec::new());
                glyphs(&plain.frame, Transform::identity(), &mut one);
                glyphs(&marked.frame, Transform::identity(), &mut other);
                let differs = one.iter().zip(&other).find(|(one, other)| {
                    one.0 != other.0 || one.1.abs_diff(other.1) > 2 || one.2.abs_diff(other.2) > 2
                });
                assert_eq!(differs, None, "{}", path.display());
                assert_eq!(one.len(), other.len(), "{}", path.display());
            }
            let marked = renderer.preview(&sheet).unwrap();
            assert_eq!(plain.pages().len(), marked.len(), "{}", path.display());
            let places = || marked.iter().flat_map(|page| &page.places);
            assert!(places().any(|place| place.path == "title"), "{}", path.display());
            for place in places() {
                let is_inside =
                    |from: f64, length: f64| from > 0.0 && length > 0.0 && from + length < 1.0;
                assert!(
                    is_inside(place.x, place.width) && is_inside(place.y, place.height),
                    "{}: {place:?}",
                    path.display()
                );
                found.push(place.path.replace(|c: char| c.is_ascii_digit(), ""));
            }
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
    found.sort();
    found.dedup();
    // What the picture shows is seen in it.
    let outline = Outline::new(&nacka(&fonts), &fonts, Language::Swedish).unwrap();
    let paths = outline.parts.iter().flat_map(|part| match part {
        Part::Heading(_) => Vec::new(),
        Part::Field(field) => vec![field.keys.join(".")],
        Part::List(list) => {
            let path = |field: &Field| format!("{}[].{}", list.key, field.keys.join("."));
            list.fields.iter().map(path).collect()
        }
    });
    for path in paths.filter(|path| path != "pictures[].alt") {
        let path = path.trim_end_matches('.');
        assert!(found.iter().any(|known| known == path), "{path} is not in {found:?}");
    }
}

fn nacka(fonts: &Fonts) -> Letterhead {
    let context = Context { folder: Path::new("").into(), fonts };
    check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value
}

/// The places of a report, by their paths and in points from the left and the top of their pages.
fn places(text: &str) -> Vec<(String, usize, [f64; 4])> {
    let fonts = Fonts::bundled();
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let source = Source::new("a.yaml", text.as_bytes().to_vec());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let report = check::report(&source, &Context { folder: (&*folder).into(), fonts: &fonts });
    let report = report.unwrap().value;
    let letterhead = nacka(&fonts);
    let pages = renderer.preview(&Sheet::new(&report, &letterhead, 72).unwrap()).unwrap();
    let of_page = |(at, page): (usize, PreviewPage)| {
        page.places.into_iter().map(move |place| {
            let PagePlace { path, x, y, width, height } = place;
            let points = [x * 595.0, y * 842.0, (x + width) * 595.0, (y + height) * 842.0];
            (path, at, points.map(f64::round))
        })
    };
    pages.into_iter().enumerate().flat_map(of_page).collect()
}

/// The same, a line each.
fn listed(text: &str) -> String {
    places(text).iter().map(|place| format!("{place:?}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_left_empty_has_its_place_where_it_would_stand() {
    let places = listed(
        "title: Besök
purpose: [Att lära]
evaluation: [{activity: Möte, assessment: Bra}]
contacts: [{name: Anna Lind, phone: '08-718 80 00'}, {name: Bo Ek}]
pictures: [{file: bilder/kanal.jpg, alt: Cyklar}]
signature: {date: 2014-03-20, name: Eva Ek}
",
    );
    insta::assert_snapshot!(places);
}

#[test]
fn an_empty_form_has_its_lines_boxes_and_cells() {
    let places = listed(
        "title: Besök
purpose: [Att lära]
evaluation: [{activity: Möte, assessment: Bra}]
next_steps: {redirect: Norrut, implement: true}
signature: {date: 2014-03-20, name: Eva Ek}
",
    );
    insta::assert_snapshot!(places);
}

/// Cells of a row that is torn are told from each other on the next page too.
#[test]
fn a_torn_row_has_its_fields_on_both_pages() {
    let long = "Ett långt stycke om mötet. ".repeat(250);
    let text = format!(
        "title: Besök
registration_number: KFKS 2014/90007
purpose: [Att lära]
evaluation: [{{activity: {long}, assessment: {long}, concerned: {long}}}]
signature: {{date: 2014-03-20, name: Eva Ek}}
"
    );
    let places = places(&text);
    let mut at: Vec<(usize, &str, f64)> = places
        .iter()
        .filter(|(path, ..)| path.starts_with("evaluation"))
        .map(|(path, page, [x, ..])| (*page, &path["evaluation[0].".len()..], *x))
        .collect();
    at.dedup();
    insta::assert_snapshot!(at.iter().map(|at| format!("{at:?}")).collect::<Vec<_>>().join("\n"));
}
