//! The number that says what the code makes of reports: raised whenever documents change and no
//! template did.

use std::fmt::Write;
use std::fs;

use nacka_report::templates;
use sha2::{Digest, Sha256};

use crate::program::Desk;
use crate::support::{project, yaml_files};

/// The digests of the samples' documents, and what they were made with. Written anew by
/// `INSTA_UPDATE=always cargo test --test all rendering`.
const RECORD: &str = "tests/fixtures/rendering.txt";

/// The templates and the number that documents are made with: two lines.
fn made_with() -> String {
    let digest = hexadecimal(&templates::digest());
    format!("templates {digest}\nrendering {}\n", templates::RENDERING)
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

#[test]
fn documents_change_with_the_templates_or_with_the_number() {
    let desk = Desk::new();
    let samples = project("samples");
    let arguments =
        ["render", samples.to_str().unwrap(), "-o", "out", "--to", "pdf,docx,html", "-q"];
    assert_eq!(desk.run(&arguments).status, Some(0));
    let mut documents = String::new();
    for (name, bytes) in desk.files("out") {
        if !name.contains("manifest") {
            writeln!(documents, "{}  {name}", hexadecimal(&Sha256::digest(bytes))).unwrap();
        }
    }
    assert!(documents.lines().count() >= 3 * (yaml_files("samples").len() - 1));

    let recorded = fs::read_to_string(project(RECORD)).unwrap_or_default();
    let now = made_with() + &documents;
    if now == recorded {
        return;
    }
    assert!(
        !recorded.starts_with(&made_with()),
        "the documents are others, made from the same templates: raise RENDERING in src/templates.rs"
    );
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(project(RECORD), now).unwrap();
    } else {
        panic!("write {RECORD} anew with INSTA_UPDATE=always");
    }
}

/// A style of all pages is hashed with everything that it refers to: when the running head named the
/// sheet, nothing that was worked out for one report served the next, and a run took twice as long.
#[test]
fn the_running_head_refers_to_nothing_of_a_report() {
    let template = fs::read_to_string(project("templates/report.typ")).unwrap();
    let (_, head) = template.split_once("#let running-head = context {\n").unwrap();
    let (head, _) = head.split_once("\n}\n").unwrap();
    // What the head defines itself comes from the document.
    assert!(head.starts_with("  let (registration-number, head-place) = query(<head>)"), "{head}");
    assert!(!head.contains("sheet"), "{head}");
}
