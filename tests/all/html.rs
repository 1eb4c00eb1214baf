//! Web pages: what they are made of, and that what people wrote never becomes markup.

use std::thread;

use nacka_report::model::{Letterhead, Report};
use nacka_report::render::html::HtmlRenderer;

use crate::support::{check_letterhead, check_report, project, sheet, yaml_files};

fn letterhead() -> Letterhead {
    check_letterhead(&project("templates/nacka.yaml")).unwrap()
}

fn render(report: &Report, letterhead: &Letterhead) -> String {
    let document = HtmlRenderer::new().render(&sheet(report, letterhead)).unwrap();
    String::from_utf8(document.bytes).unwrap()
}

/// The page from the report's own words on, without its style sheet and the data of pictures.
fn readable(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, head) = head.split_once("<title>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let mut parts = body.split(";base64,");
    let mut readable = format!("<title>{head}<style>…</style>{}", parts.next().unwrap());
    for part in parts {
        let (_, after) = part.split_once('"').unwrap();
        readable += ";base64,…\"";
        readable += after;
    }
    readable
}

#[test]
fn a_page_is_made_of_landmarks_sections_tables_lists_and_links() {
    let report = check_report(&project("samples/cykel-utrecht.yaml")).unwrap();
    let ekvik = check_letterhead(&project("samples/letterheads/ekvik.yaml")).unwrap();
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!(readable(&render(&report, &ekvik)));
    });
}

#[test]
fn empty_fields_are_room_to_write_that_says_nothing() {
    let report = check_report(&project("tests/fixtures/valid/empty-fields.yaml")).unwrap();
    let page = render(&report, &letterhead());
    let (_, body) = page.split_once("<main>").unwrap();
    for room in [
        "<div class=\"lines\"><div></div></div>",
        "<div class=\"empty-box\"><div></div><div></div><div></div><div></div><div></div></div>",
        "<span class=\"rest\"></span>",
    ] {
        assert!(body.contains(room), "{room}");
    }
}

#[test]
fn a_page_fetches_nothing_and_runs_nothing() {
    for path in [yaml_files("samples"), yaml_files("tests/fixtures/valid")].concat() {
        let Ok(report) = check_report(&path) else { continue };
        let page = render(&report, &letterhead());
        for source in page.split(" src=\"").skip(1) {
            assert!(source.starts_with("data:image/"), "{}", path.display());
        }
        for fetching in ["<script", "<link", "<iframe", "<svg", "@import", "url("] {
            assert!(!page.contains(fetching), "{}: {fetching}", path.display());
        }
    }
}

#[test]
fn threads_that_share_a_renderer_write_the_same_bytes() {
    let report = check_report(&project("samples/cykel-utrecht.yaml")).unwrap();
    let letterhead = letterhead();
    let renderer = HtmlRenderer::new();
    let expected = render(&report, &letterhead);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let again = renderer.render(&sheet(&report, &letterhead)).unwrap();
                    assert!(again.bytes == expected.as_bytes());
                }
            });
        }
    });
}

#[test]
fn hyphens_are_those_that_their_author_typed() {
    let page = render(
        &check_report(&project("tests/fixtures/valid/own-hyphens.yaml")).unwrap(),
        &letterhead(),
    );
    let (head, body) = page.split_once("<body").unwrap();
    assert!(
        head.contains("<title>Trafikplanerare träffar Nordisk-baltiska rådet</title>"),
        "{head}"
    );
    assert!(
        body.contains(
            "trafik\u{ad}planerare i Nordisk\u{2011}baltiska rådet med 10\u{2011}årsplan"
        ),
        "{body}"
    );
    assert!(!page.contains('\u{2060}'));
}
