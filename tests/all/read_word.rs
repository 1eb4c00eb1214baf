//! The way back from Word: what a document says, whoever has worked on it.

use std::path::Path;

use nacka_report::check::{self, Checked};
use nacka_report::diagnostic::{Diagnostic, Format, Language};
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::read::Draft;

use crate::support::{check_report, context, print, render_docx, yaml_files};

/// The built-in letterhead.
fn letterhead() -> Letterhead {
    check::letterhead(&Source::built_in_letterhead(), &context(Path::new("."))).unwrap().value
}

/// A document as it is read, from a folder in which nothing is.
fn draft(bytes: Vec<u8>) -> Draft {
    Draft::new(Path::new("/nonexistent/form.docx"), bytes, context(Path::new("")).fonts)
}

fn check(draft: &Draft) -> Result<Checked<Report>, Vec<Diagnostic>> {
    draft.check(Path::new(""), context(Path::new("")).fonts)
}

/// A report without the files of its pictures, which a document holds at another size.
fn without_files(mut report: Report) -> Report {
    for picture in &mut report.pictures {
        picture.file_digest = [0; 32];
        picture.image.bytes = [].into();
        picture.image.pixels = None;
        (picture.image.width, picture.image.height) = (0, 0);
    }
    report
}

#[test]
fn a_document_says_what_its_report_said() {
    let mut count = 0;
    for path in yaml_files("tests/fixtures/valid").into_iter().chain(yaml_files("samples")) {
        let Ok(report) = check_report(&path) else { continue };
        let draft = draft(render_docx(&report, &letterhead()));
        let text = draft.source.text();
        match check(&draft) {
            Ok(read) => {
                let (read, report) = (without_files(read.value), without_files(report));
                assert!(read == report, "{}:\n{text}\n{read:#?}\n{report:#?}", path.display());
            }
            Err(problems) => {
                let told = print(Format::Human, Language::Swedish, &draft.source, &problems);
                panic!("{}:\n{text}\n{told}", path.display());
            }
        }
        count += 1;
    }
    assert!(count > 20, "{count}");
}
