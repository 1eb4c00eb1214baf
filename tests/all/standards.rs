//! PDF standards: which go together, and why others do not.

use nacka_report::diagnostic::{Diagnostic, Language, Problem};
use nacka_report::fonts::Fonts;
use nacka_report::render::pdf::{PdfRenderer, PdfStandard};

use PdfStandard::{A_1a, A_1b, A_2a, A_2b, A_2u, A_3a, A_3b, A_3u, Ua_1, V_1_7};

fn refusal(standards: &[PdfStandard]) -> Option<String> {
    let error = PdfRenderer::new(Fonts::bundled(), standards).err()?;
    let refused = Diagnostic::of_file(Problem::RenderFailed { error });
    let mut lines = vec![refused.message(Language::English)];
    lines.extend(refused.hints(Language::English));
    Some(lines.join("\n"))
}

#[test]
fn every_archival_standard_of_pdf_1_7_goes_with_accessibility() {
    for standard in [A_2a, A_2b, A_2u, A_3a, A_3b, A_3u] {
        assert_eq!(refusal(&[standard, Ua_1]), None);
        assert_eq!(refusal(&[standard, V_1_7]), None);
    }
    for standard in [A_1a, A_1b, Ua_1, V_1_7] {
        assert_eq!(refusal(&[standard]), None);
    }
}

#[test]
fn what_excludes_each_other_is_refused_with_the_reason() {
    for (standards, reason) in [
        ([A_1a, Ua_1], "PDF 1.4, which cannot mark a page's head"),
        ([A_1b, Ua_1], "PDF 1.4, which cannot mark a page's head"),
        ([A_2a, A_3a], "one PDF/A standard, not to several"),
        ([A_1b, V_1_7], "bound to PDF 1.4, and excludes 1.7"),
    ] {
        let said = refusal(&standards).unwrap();
        assert!(said.contains(reason), "{standards:?}: {said}");
    }
}
