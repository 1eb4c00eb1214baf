//! The format `sarif`: the Static Analysis Results Interchange Format 2.1.0 (OASIS).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::finding::{Diagnostic, Findings, Language};
use super::page;
use super::place::{Position, in_repository};
use crate::source::Source;

/// What a document begins with, up to its first result. Its schema is the one that a test checks
/// documents against.
pub(super) const BEGINNING: &str = concat!(
    r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":["#,
    r#"{"columnKind":"unicodeCodePoints","results":["#
);

/// What the results of a document have in common, which comes after them.
#[derive(Debug)]
pub(super) struct Sarif {
    language: Language,
    /// The codes of the problems so far.
    codes: BTreeSet<&'static str>,
    /// Why the run could not go on.
    failures: Vec<Value>,
}

impl Sarif {
    /// A document without results.
    pub(super) fn new(language: Language) -> Self {
        Self { language, codes: BTreeSet::new(), failures: Vec::new() }
    }

    /// The results of a file.
    pub(super) fn results(&mut self, findings: &Findings<'_>) -> Vec<Value> {
        let Findings { source, diagnostics } = findings;
        self.codes.extend(diagnostics.iter().map(|diagnostic| diagnostic.problem.code()));
        diagnostics.iter().map(|diagnostic| result(self.language, source, diagnostic)).collect()
    }

    /// Notes an error that is no report's own: a notification (SARIF 2.1.0, 3.58).
    pub(super) fn failed(&mut self, why: &str) {
        self.failures.push(json!({"level": "error", "message": {"text": why}}));
    }

    /// What a document ends with, after its last result.
    pub(super) fn end(&self) -> String {
        let rules: Vec<Value> = self.codes.iter().map(|code| rule(code, self.language)).collect();
        let tool = json!({"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        }});
        let language = match self.language {
            Language::English => "en",
            Language::Swedish => "sv",
        };
        let mut end = format!("\n],\"language\":\"{language}\",\"tool\":{tool}");
        if !self.failures.is_empty() {
            let invocation = json!({
                "executionSuccessful": false,
                "toolExecutionNotifications": self.failures,
            });
            let _ = write!(end, ",\"invocations\":[{invocation}]");
        }
        end + "}]}\n"
    }
}

/// What a code means, as the language's page of diagnostics explains it.
fn rule(code: &str, language: Language) -> Value {
    let entry = page::entry(code, language).unwrap_or_default();
    json!({
        "id": code,
        "shortDescription": {"text": page::first_paragraph(entry)},
        "help": {"text": entry, "markdown": entry},
        "helpUri": page::address(code, language),
    })
}

fn result(language: Language, source: &Source, diagnostic: &Diagnostic) -> Value {
    let mut lines = vec![diagnostic.message(language)];
    lines.extend(diagnostic.hints(language));
    let mut location = json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(source.name())}},
    });
    if !diagnostic.path.is_root() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": diagnostic.path}]);
    }
    match Position::of(diagnostic, source, language) {
        Position::Lines(place) => {
            location["physicalLocation"]["region"] = json!({
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            });
        }
        Position::Field(field) => location["message"] = json!({"text": field}),
    }
    json!({
        "ruleId": diagnostic.problem.code(),
        "level": diagnostic.problem.severity().name(),
        "message": {"text": lines.join("\n")},
        "locations": [location],
    })
}

/// A file's name as a relative or absolute URI reference (RFC 3986).
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in in_repository(name).bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
