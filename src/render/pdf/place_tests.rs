//! Where things stand on the finished pages, and how large they are.

use std::fmt::Write as _;

use super::shape_tests::{Drawn, What, drawn_in, is_near};

/// A report with what else is given.
fn drawn(rest: &str) -> Vec<Drawn> {
    let yaml = format!(
        "purpose: [Visa]\nevaluation: [{{activity: A, assessment: B}}]\n{rest}\n\
         signature: {{date: 2015-02-03, name: Eva Ek}}\n"
    );
    drawn_in("tests/fixtures/valid", &yaml)
}

impl Drawn {
    /// Whether this is a text with some words in it.
    fn says(&self, words: &str) -> bool {
        matches!(&self.what, What::Text { text, .. } if text.contains(words))
    }
}

/// Width and height in whole points.
type Size = (f64, f64);

/// The sizes of pictures in a report, row by row.
fn picture_rows(pictures: &[&str]) -> Vec<Vec<Size>> {
    let mut yaml = String::from("title: Bilder\npictures:");
    for file in pictures {
        write!(yaml, "\n  - {{file: shapes/{file}.png, alt: Bild, caption: Text}}").unwrap();
    }
    let mut row = None;
    let mut rows: Vec<Vec<Size>> = Vec::new();
    for Drawn { page, at, what } in drawn(&yaml) {
        let What::Picture { size: (width, height) } = what else { continue };
        if row.replace((page, at.1)) != Some((page, at.1)) {
            rows.push(Vec::new());
        }
        rows.last_mut().unwrap().push((width.round(), height.round()));
    }
    rows
}

#[test]
fn no_picture_is_a_stamp_beside_another() {
    let (panorama, portrait) = ((300.0, 75.0), (150.0, 200.0));
    let alone = |size| vec![size];
    for (pictures, rows) in [
        (&["panorama", "portrait"][..], vec![alone(panorama), alone(portrait)]),
        (&["portrait", "portrait"], vec![vec![portrait, portrait]]),
        (&["panorama", "panorama"], vec![alone(panorama), alone(panorama)]),
    ] {
        assert_eq!(picture_rows(pictures), rows, "{pictures:?}");
    }
}

/// In one piece it would be 28 pt wide.
#[test]
fn a_long_receipt_can_be_read_on_paper() {
    let (yaml, number) = ("title: Bilder\npictures: [{file: shapes/receipt.png, alt: Kvitto}]", 4);
    let strips: Vec<_> = drawn(yaml)
        .into_iter()
        .filter_map(|drawn| match drawn.what {
            What::Picture { size } => Some((drawn.at, size)),
            _ => None,
        })
        .collect();
    assert_eq!(strips.len(), number);
    let ((left, _), (width, height)) = strips[0];
    assert!(width > 98.0 && height > 1_900.0, "{strips:?}");
    for (index, ((x, y), size)) in strips.iter().enumerate() {
        assert!(is_near(*x, left + index as f64 * (width + 14.0)), "side by side: {strips:?}");
        assert_eq!(*size, (width, height), "the same picture");
        // Each is drawn that much higher, and shown from its own top on.
        let before = index as f64 * height / number as f64;
        assert!((strips[0].0.1 - y - before).abs() < 0.04 * height / number as f64, "{strips:?}");
    }
}

#[test]
fn a_caption_is_never_a_column_of_letters() {
    let yaml = "title: Bilder\npictures: [{file: shapes/receipt.png, alt: Kvitto, \
                caption: Kvittot från butiken}]";
    assert!(drawn(yaml).iter().any(|drawn| drawn.says("Kvittot från butiken")), "on one line");
}

#[test]
fn lines_to_write_on_are_8_mm_apart_and_one_under_the_summary() {
    let drawn = drawn("title: Linjer");
    let second: Vec<_> = drawn.iter().filter(|drawn| drawn.page == 2).collect();
    let rules: Vec<f64> = second
        .iter()
        .filter_map(|drawn| match &drawn.what {
            What::Line { to: (right, down), .. } if is_near(*down, 0.0) && right.abs() > 100.0 => {
                Some(drawn.at.1)
            }
            _ => None,
        })
        .collect();
    let height = |words| second.iter().find(|drawn| drawn.says(words)).unwrap().at.1;
    let (summary, steps) = (height("Summering"), height("Önskvärda"));
    let [under_summary, under_steps, redirect, implement] = rules[..] else { panic!("{rules:?}") };
    assert!((summary..steps).contains(&under_summary));
    assert!(steps < under_steps);
    assert!(is_near(implement - redirect, 22.7), "8 mm: {rules:?}");
}

#[test]
fn mark_and_numbers_stand_on_one_line_on_every_page() {
    let drawn = drawn("title: Huvuden\nregistration_number: KFKS 2014/90001");
    for (page, number) in [(1, "1 (2)"), (2, "2 (2)")] {
        let baseline = |words| {
            let is_here = |drawn: &&Drawn| drawn.page == page && drawn.at.1 < 80.0;
            drawn.iter().filter(is_here).find(|drawn| drawn.says(words)).unwrap().at.1
        };
        // The lower edge of all, and from it the descent of each size of type.
        assert!(is_near(baseline("KOMMUN"), 76.0 - 4.0));
        assert!(is_near(baseline("KFKS"), 76.0 - 2.375), "{}", baseline("KFKS"));
        assert!(is_near(baseline("Diarienummer"), 76.0 - 2.375));
        assert!(is_near(baseline(number), 76.0 - 12.0 - 2.375));
    }
}

#[test]
fn bold_labels_have_no_ligatures() {
    let title = "Attityder till fritid och sittplatser";
    let drawn = drawn(&format!("title: {title}"));
    let heading = drawn.iter().find(|drawn| drawn.says(title)).unwrap();
    let What::Text { glyphs, .. } = heading.what else { unreachable!() };
    assert_eq!(glyphs, title.chars().count(), "a glyph a letter");
}
