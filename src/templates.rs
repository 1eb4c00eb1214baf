//! The templates that this program was built with: every file that shapes documents, in one list.

use sha2::{Digest, Sha256};

/// The form's words.
pub(crate) const WORDS: &str = include_str!("../templates/words.yaml");
/// The form's measures.
pub(crate) const MEASURES: &str = include_str!("../templates/measures.yaml");
/// The templates that Typst reads as sources, the main one first, each with its virtual path.
pub(crate) const SOURCES: [(&str, &str); 4] = [
    ("/report.typ", include_str!("../templates/report.typ")),
    ("/blocks.typ", include_str!("../templates/blocks.typ")),
    ("/form.typ", include_str!("../templates/form.typ")),
    ("/prose.typ", include_str!("../templates/prose.typ")),
];
/// The style sheet of web pages.
pub(crate) const STYLE: &str = include_str!("../templates/page.css");

/// What the code makes of a report, as a number: raise it with every change that gives other
/// documents from the same templates, so that old ones are known to be out of date. A test with the
/// digests of the samples' documents fails until it is raised.
pub const RENDERING: u32 = 2;

/// SHA-256 over the SHA-256 of each template: what the looks of all documents depend on.
pub fn digest() -> [u8; 32] {
    let sources = SOURCES.iter().map(|(_, text)| *text);
    let mut hasher = Sha256::new();
    for template in [WORDS, MEASURES, STYLE].into_iter().chain(sources) {
        hasher.update(Sha256::digest(template));
    }
    hasher.finalize().into()
}
