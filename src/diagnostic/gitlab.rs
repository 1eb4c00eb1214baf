//! The format `gitlab`: a Code Quality report, which GitLab shows in merge requests.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::finding::{Diagnostic, Findings, Language};
use super::place::{Position, in_repository};
use super::problem::Severity;
use crate::source::Source;

/// The entries of a file, in the order of its problems.
pub(super) fn entries(language: Language, findings: &Findings<'_>) -> Vec<Value> {
    let mut told = BTreeMap::new();
    let entry = |diagnostic: &Diagnostic| {
        let name = (diagnostic.problem.code(), diagnostic.path.to_string());
        let times = told.entry(name).and_modify(|times| *times += 1).or_insert(1);
        entry(language, findings.source, diagnostic, *times)
    };
    findings.diagnostics.iter().map(entry).collect()
}

/// One problem, the so-manieth of its code at its field.
fn entry(language: Language, source: &Source, diagnostic: &Diagnostic, times: usize) -> Value {
    let code = diagnostic.problem.code();
    let severity = match diagnostic.problem.severity() {
        Severity::Error => "major",
        Severity::Warning => "minor",
    };
    let path = in_repository(source.name());
    // GitLab wants a line, which a form has not.
    let (mut text, line) = match Position::of(diagnostic, source, language) {
        Position::Lines(lines) => (diagnostic.message(language), lines.line),
        Position::Field(field) => (format!("{field}: {}", diagnostic.message(language)), 1),
    };
    for hint in diagnostic.hints(language) {
        let _ = write!(text, "; {hint}");
    }
    // GitLab takes entries with one fingerprint for one problem, before and after a change. The
    // field stays when lines move; the wording does not when the language changes.
    let identity = format!("{path}\n{code}\n{}\n{times}", diagnostic.path);
    let fingerprint = Sha256::digest(identity).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    json!({
        "description": text,
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    })
}
