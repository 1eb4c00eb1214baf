//! The samples and valid fixtures as PDF: the two-page rule of the form.

use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::render::pdf::PdfRenderer;

use crate::support::{context, printable_report, project};

/// How many pages a report takes, by its path.
const PAGES: &[(&str, usize)] = &[
    ("samples/euro-cities.yaml", 2),
    ("samples/frukostmote.yaml", 2),
    ("tests/fixtures/valid/to-the-edge.yaml", 2),
    ("tests/fixtures/valid/runs-over.yaml", 2),
    ("tests/fixtures/valid/sixty-rows.yaml", 5),
    ("tests/fixtures/valid/tall-row.yaml", 4),
];

#[test]
fn a_report_takes_two_pages_unless_its_table_runs_over() {
    let letterhead = nacka_report::check::letterhead(
        &Source::built_in_letterhead(),
        &context(&project("templates")),
    )
    .unwrap();
    let renderer = PdfRenderer::new(Fonts::bundled(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    for (path, pages) in PAGES {
        let report = printable_report(&project(path)).unwrap();
        assert_eq!(renderer.render(&report, &letterhead).unwrap().pages, *pages, "{path}");
    }
}
