//! Picture files: which one a report means, and what is told of those that cannot be used.

use std::fs;
use std::path::Path;

use nacka_report::check;
use nacka_report::diagnostic::{Format, Language, Problem};
use nacka_report::load::Source;

use crate::support::{context, print, project};

/// Checks a report with one picture; gives the file that was found, or the file that is suggested.
fn find(folder: &Path, written: &str) -> Result<String, Option<String>> {
    let report = format!(
        "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n\
         signature: {{date: 2014-03-20, name: a}}\npictures: [{{file: '{written}', alt: a}}]\n"
    );
    let source = Source::new("rapport.yaml", report.into());
    check::report(&source, &context(folder))
        .map(|checked| checked.value.pictures[0].file.clone())
        .map_err(|problems| match &problems[0].problem {
            Problem::PictureNotFound { file, suggestion, .. } => {
                let printed = print(Format::Short, Language::Swedish, &source, &problems);
                assert!(printed.contains(file), "{printed}");
                suggestion.clone()
            }
            other => panic!("{other:?}"),
        })
}

/// Only where the system tells names apart by their letters' case and their normal form.
#[cfg(target_os = "linux")]
#[test]
fn a_picture_is_found_under_a_near_name_if_only_one_can_be_meant() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = [
        "Bilder/Mo\u{308}te i Utrecht.JPG",
        "Bilder/torget.jpg",
        "Bilder/a.png",
        "Bilder/A.PNG",
        "Bilder/100%25.jpg",
        "Bilder/\u{1b}[2Jtorn.jpg",
        "o\u{308}vrigt/karta.png",
        "Bilder/Sk\u{e4}rm 10.11\u{202f}fm.png",
        "Bilder/min karta.png",
        "\u{f6}vrigt/karta.png",
    ];
    for file in pictures {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(project("tests/fixtures/valid/bilder/rgb.jpg"), path).unwrap();
    }
    let find = |written: &str| find(folder.path(), written);
    let found = |file: &str| Ok(file.to_owned());
    let like = |file: &str| Err(Some(file.to_owned()));
    let meeting = pictures[0];
    assert_eq!(find("Bilder/torget.jpg"), found("Bilder/torget.jpg"));
    assert_eq!(find("Bilder/M\u{f6}te i Utrecht.JPG"), found(meeting));
    assert_eq!(find("bilder/m\u{f6}te i utrecht.jpg"), found(meeting));
    assert_eq!(find("./bilder/M\u{f6}te%20i%20Utrecht.jpg"), found(meeting));
    assert_eq!(find("BILDER/TORGET.JPG"), found("Bilder/torget.jpg"));
    // Blanks of other kinds, as macOS and Word set them, and what cannot be seen at all.
    let screen = "Bilder/Sk\u{e4}rm 10.11\u{202f}fm.png";
    assert_eq!(find("Bilder/Sk\u{e4}rm 10.11 fm.png"), found(screen));
    assert_eq!(find("Bilder/min\u{a0}karta.png"), found("Bilder/min karta.png"));
    assert_eq!(find("Bilder/tor\u{ad}get.jpg\u{200b}"), found("Bilder/torget.jpg"));
    // A name that is there is meant, whatever it looks like.
    assert_eq!(find("Bilder/100%25.jpg"), found("Bilder/100%25.jpg"));
    assert_eq!(find("Bilder/A.PNG"), found("Bilder/A.PNG"));
    // Either could be meant, so one is suggested.
    assert_eq!(find("Bilder/a.PNG"), like("Bilder/A.PNG"));
    assert_eq!(find("Bilder/torgett.jpg"), like("Bilder/torget.jpg"));
    assert_eq!(find("Bilder/torget"), like("Bilder/torget.jpg"));
    assert_eq!(find("https://a.example/torget.jpg"), Err(None));
    assert_eq!(find("bildr/torget.jpeg"), like("Bilder/torget.jpg"));
    assert_eq!(find("\u{d6}vrigt/karta.png"), like("o\u{308}vrigt/karta.png"));
    // Nothing is like it, or what is like it cannot be shown.
    assert_eq!(find("Bilder/stadshuset.jpg"), Err(None));
    assert_eq!(find("Bilder/[2Jtorn.jpg"), Err(None));
    assert_eq!(find("Bilder/torget.jpg/x.jpg"), Err(None));
    assert_eq!(find("Bilder/../bilder/torget.jpg"), Err(None));
}
