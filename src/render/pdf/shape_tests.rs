//! The shapes on the finished pages: boxes and their crosses, rules, fills, the colours of text.

use std::fmt::Write as _;
use std::path::Path;

use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::{Geometry, Paint};

use super::PdfRenderer;
use super::marks::Marks;
use crate::check::{self, Context};
use crate::fonts::Fonts;
use crate::load::Source;
use crate::model::Form;
use crate::sheet::Sheet;

/// What is drawn at a place, in points from the left and the top of its page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    pub(super) page: usize,
    pub(super) at: (f64, f64),
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// From its place to so far right and down.
    Line { to: (f64, f64), thickness: f64, colour: String },
    /// So wide and high. Filled, stroked, or both.
    Rectangle { size: (f64, f64), fill: Option<String>, stroke: Option<(f64, String)> },
    /// A text of a colour, in so many glyphs.
    Text { text: String, colour: String, glyphs: usize },
    /// A picture, so wide and high.
    Picture { size: (f64, f64) },
}

/// What is seen of a report that stands in a folder of the project.
pub(super) fn drawn_in(folder: &str, yaml: &str) -> Vec<Drawn> {
    let fonts = Fonts::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let context = Context { folder: (&*folder).into(), fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let report = check::report(&Source::new("a.yaml", yaml.into()), &context).unwrap().value;
    let sheet = Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap();
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let mut drawn = Vec::new();
    for (page, content) in renderer.lay_out(&sheet, Marks::None).unwrap().pages().iter().enumerate()
    {
        collect(&content.frame, page + 1, Point::zero(), &mut drawn);
    }
    drawn
}

fn drawn(yaml: &str) -> Vec<Drawn> {
    drawn_in("samples", yaml)
}

fn collect(frame: &Frame, page: usize, origin: Point, drawn: &mut Vec<Drawn>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        let what = match item {
            FrameItem::Group(group) => {
                collect(&group.frame, page, at, drawn);
                continue;
            }
            FrameItem::Shape(shape, _) => {
                let stroke = shape
                    .stroke
                    .as_ref()
                    .map(|stroke| (stroke.thickness.to_pt(), colour(&stroke.paint)));
                let fill = shape.fill.as_ref().map(colour);
                match (&shape.geometry, stroke) {
                    (Geometry::Line(to), Some((thickness, colour))) => {
                        What::Line { to: (to.x.to_pt(), to.y.to_pt()), thickness, colour }
                    }
                    (Geometry::Rect(size), stroke) if fill.is_some() || stroke.is_some() => {
                        What::Rectangle { size: (size.x.to_pt(), size.y.to_pt()), fill, stroke }
                    }
                    (Geometry::Curve(curve), stroke) if fill.is_some() || stroke.is_some() => {
                        let size = curve.bbox(None).size();
                        What::Rectangle { size: (size.x.to_pt(), size.y.to_pt()), fill, stroke }
                    }
                    _ => continue,
                }
            }
            FrameItem::Text(text) => {
                let (colour, glyphs) = (colour(&text.fill), text.glyphs.len());
                What::Text { text: text.text.to_string(), colour, glyphs }
            }
            FrameItem::Image(_, size, _) => {
                What::Picture { size: (size.x.to_pt(), size.y.to_pt()) }
            }
            _ => continue,
        };
        drawn.push(Drawn { page, at: (at.x.to_pt(), at.y.to_pt()), what });
    }
}

fn colour(paint: &Paint) -> String {
    match paint {
        Paint::Solid(colour) => colour.to_hex().trim_start_matches('#').to_owned(),
        _ => "no plain colour".to_owned(),
    }
}

pub(super) fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.05
}

/// A report with boxes as given and nothing else that varies.
fn with_boxes(boxes: &str) -> String {
    format!(
        "{{title: Besök, purpose: [Lära], evaluation: [{{activity: Möte, assessment: Bra}}], \
         next_steps: {{{boxes}}}, signature: {{date: 2014-03-20, name: Anna Lind}}}}"
    )
}

#[test]
fn a_box_has_four_sides_and_a_ticked_one_a_cross() {
    let side = Form::get().measures.r#box.size;
    for (boxes, ticked) in [
        ("", 0),
        ("sporadic_contact: true", 1),
        ("redirect: Skolan, implement: true", 2),
        ("sporadic_contact: true, systematic_contact: true, redirect: A, implement: B", 4),
    ] {
        let drawn = drawn(&with_boxes(boxes));
        let frames: Vec<_> = drawn
            .iter()
            .filter_map(|drawn| match &drawn.what {
                What::Rectangle { size, stroke: Some((_, colour)), .. }
                    if is_near(size.0, side) && is_near(size.1, side) =>
                {
                    assert_eq!(colour, "000000");
                    Some(drawn.at)
                }
                _ => None,
            })
            .collect();
        assert_eq!(frames.len(), 4, "{boxes}");
        let strokes: Vec<_> = drawn
            .iter()
            .filter_map(|drawn| match &drawn.what {
                What::Line { to, colour, .. } if !is_near(to.0, 0.0) && !is_near(to.1, 0.0) => {
                    assert_eq!(colour, "000000");
                    Some((drawn.at, *to))
                }
                _ => None,
            })
            .collect();
        assert_eq!(strokes.len(), 2 * ticked, "{boxes}");
        for ((x, y), (right, down)) in strokes {
            // Each goes from one corner to the other, inside of a box.
            assert!(right.abs() > side / 2.0 && down.abs() > side / 2.0);
            let (middle_x, middle_y) = (x + right / 2.0, y + down / 2.0);
            let is_inside = |frame: &(f64, f64)| {
                is_near(frame.0 + side / 2.0, middle_x) && is_near(frame.1 + side / 2.0, middle_y)
            };
            assert!(frames.iter().any(is_inside), "{boxes}");
        }
    }
}

#[test]
fn a_tables_head_is_filled_from_side_to_side() {
    let of = &Form::get().measures;
    let drawn = drawn(&with_boxes(""));
    let filled: f64 = drawn
        .iter()
        .filter_map(|drawn| match &drawn.what {
            // A line at the side of a block is drawn as a thin box.
            What::Rectangle { size, fill: Some(fill), .. } if size.1 > 1.0 => {
                assert_eq!(*fill, of.colour.fill.to_lowercase());
                Some(size.0)
            }
            _ => None,
        })
        .sum();
    assert!(is_near(filled, of.text_width()), "{filled} of {}", of.text_width());
}

#[test]
fn links_and_labels_have_their_colours() {
    let of = &Form::get().measures.colour;
    let yaml = with_boxes("redirect: 'Se [planen](https://www.nacka.se)'");
    let drawn = drawn(&yaml);
    let coloured = |wanted: &str| {
        let texts = drawn.iter().find_map(|drawn| match &drawn.what {
            What::Text { text, colour, .. } if text.contains(wanted) => Some(colour.clone()),
            _ => None,
        });
        texts.unwrap_or_else(|| panic!("no {wanted}"))
    };
    assert_eq!(coloured("planen"), of.link.to_lowercase());
    assert_eq!(coloured("POSTADRESS"), of.label.to_lowercase());
    assert_eq!(coloured("Möte"), "000000");
    let underlined = drawn.iter().any(|drawn| {
        matches!(&drawn.what, What::Line { colour, .. } if *colour == of.link.to_lowercase())
    });
    assert!(underlined);
}

/// Every shape of the sample that the form is modelled on, in the order in which it is drawn.
#[test]
fn the_shapes_of_the_euro_cities_report() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let yaml = std::fs::read_to_string(root.join("samples/euro-cities.yaml")).unwrap();
    let mut list = String::new();
    for Drawn { page, at: (x, y), what } in drawn(&yaml) {
        let what = match what {
            What::Line { to: (right, down), thickness, colour } => {
                format!("line {right:.1} right, {down:.1} down, {thickness:.2} {colour}")
            }
            What::Rectangle { size: (width, height), fill, stroke } => {
                let stroke = stroke.map(|(width, colour)| format!("{width:.2} {colour}"));
                let (fill, stroke) = (fill.as_deref().unwrap_or("no"), stroke.as_deref());
                format!(
                    "box {width:.1} × {height:.1}, fill {fill}, stroke {}",
                    stroke.unwrap_or("no")
                )
            }
            What::Picture { size: (width, height) } => format!("picture {width:.1} × {height:.1}"),
            What::Text { .. } => continue,
        };
        writeln!(list, "page {page} at {x:.1}, {y:.1}: {what}").unwrap();
    }
    insta::assert_snapshot!(list);
}
