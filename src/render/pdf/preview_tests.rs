//! The pages that are looked at are those of the PDF, and say where each field stands.

use std::fs;
use std::path::Path;

use typst::layout::{Frame, FrameItem, Transform};

use super::PdfRenderer;
use super::data::Marks;
use crate::check::{self, Context};
use crate::fonts::Fonts;
use crate::sheet::Sheet;
use crate::source::Source;

/// Each glyph in a frame with its place in thousandths of a point. A mark may part a run of text,
/// but moves nothing.
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
    for path in [
        "title",
        "registration_number",
        "purpose[]",
        "evaluation[].activity",
        "evaluation[].assessment",
        "evaluation[].concerned",
        "summary",
        "next_steps.notes",
        "next_steps.redirect",
        "next_steps.implement",
        "pictures[].caption",
        "contacts[].name",
        "contacts[].role",
        "contacts[].organisation",
        "contacts[].email",
        "contacts[].phone",
        "contacts[].web",
        "other",
        "signature.date",
        "signature.name",
        "signature.contact",
    ] {
        assert!(found.iter().any(|known| known == path), "{path} is not in {found:?}");
    }
}
