//! Which document a report becomes.

use nacka_report::document::DocumentFormat;
use unicode_normalization::UnicodeNormalization;

/// A document's file for a report's: `2014/utrecht.yaml` becomes `2014/utrecht.pdf`. A name that
/// does not end as a report's does keeps its ending, so that nothing can overwrite its source.
pub fn document_file(report: &str, format: DocumentFormat) -> String {
    format!("{}.{}", stem(report), format.extension())
}

/// A report's name without its ending. Reports of the same stem become the same documents.
pub fn stem(report: &str) -> &str {
    match report.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty() && (is_report_ending(ending) || is_form_ending(ending)) =>
        {
            stem
        }
        _ => report,
    }
}

/// Whether a file name's ending is that of a form filled in in Word.
pub fn is_form_ending(ending: &str) -> bool {
    ending.eq_ignore_ascii_case("docx")
}

/// Whether a file name's ending is that of a report in YAML.
pub fn is_report_ending(ending: &str) -> bool {
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// A name as systems see it that tell neither case nor normal form.
pub fn fold(name: &str) -> impl Iterator<Item = char> + '_ {
    name.nfc().flat_map(char::to_lowercase)
}
