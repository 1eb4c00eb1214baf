//! The Word document: its parts are what Word, its schemas and a screen reader expect.

use std::io::{Cursor, Read};
use std::path::Path;

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::render::docx;
use zip::ZipArchive;

use crate::support::{check_report, context, project, yaml_files};

/// The built-in letterhead.
fn nacka() -> Letterhead {
    check::letterhead(&Source::built_in_letterhead(), &context(Path::new("."))).unwrap()
}

/// The valid sample reports, with their names.
fn samples() -> Vec<(String, Report)> {
    let is_report = |path: &Path| !path.starts_with(project("samples/letterheads"));
    let files = yaml_files("samples").into_iter().filter(|path| is_report(path));
    files
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, check_report(&path).unwrap())
        })
        .collect()
}

/// A part of a package.
fn part(package: &[u8], path: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    zip.by_name(path).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_value_stands_in_the_document() {
    for (name, report) in samples() {
        let package = docx::render(&report, &nacka()).unwrap();
        let document = part(&package, "word/document.xml");
        for tag in ["title", "purpose[0]", "evaluation[0].assessment", "signature.date"] {
            assert!(document.contains(&format!("w:val=\"{tag}\"")), "{name}: {tag}");
        }
    }
}

#[test]
fn the_euro_cities_report_is_small() {
    let report = check_report(&project("samples/euro-cities.yaml")).unwrap();
    let size = docx::render(&report, &nacka()).unwrap().len();
    assert!(size <= 20_000, "{size} bytes");
}
