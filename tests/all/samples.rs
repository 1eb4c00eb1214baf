//! The samples and valid fixtures as PDF: the two-page rule of the form.

use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::render::pdf::PdfRenderer;

use crate::support::{check_report, context, project, sheet};

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
    .unwrap()
    .value;
    let renderer = PdfRenderer::new(Fonts::bundled(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    for (path, pages) in PAGES {
        let report = check_report(&project(path)).unwrap();
        assert_eq!(
            renderer.render(&sheet(&report, &letterhead)).unwrap().pages,
            Some(*pages),
            "{path}"
        );
    }
}

/// One sample is a real report. Whose it is stands there and nowhere else: a copy of the name or
/// of the extension in an example, a fixture or a snapshot would spread it for no reason.
#[test]
fn a_real_person_is_named_in_one_sample_alone() {
    let real = check_report(&project("samples/euro-cities.yaml")).unwrap().signature;
    let extension = real.contact.unwrap();
    let names: Vec<_> = real.name.split(' ').chain([extension.as_str()]).collect();
    let is_named = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let first = names[0];
        text.contains(&real.name) || words.any(|word| word == first || word == names[2])
    };
    let ours = [
        ".github",
        "benches",
        "docs",
        "fuzz",
        "packaging",
        "samples",
        "src",
        "templates",
        "tests",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "README.md",
        "README.sv.md",
        "action.yml",
    ];
    let files = ours.iter().filter(|path| project(path).exists()).flat_map(|path| {
        ignore::WalkBuilder::new(project(path)).hidden(false).ignore(false).build()
    });
    let mut naming: Vec<_> = files
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| std::fs::read_to_string(path).is_ok_and(|text| is_named(&text)))
        .collect();
    naming.dedup();
    assert_eq!(naming, [project("samples/euro-cities.yaml")]);
}
