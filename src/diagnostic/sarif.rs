//! The format `sarif`: the Static Analysis Results Interchange Format 2.1.0 (OASIS).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use super::finding::{Diagnostic, Findings, Language, Place};
use crate::source::Source;

/// The schema that the document names and a test checks it against.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(
    out: &mut dyn io::Write,
    language: Language,
    files: &[Findings<'_>],
) -> io::Result<()> {
    let all = || files.iter().flat_map(|f| f.diagnostics.iter().map(|d| (f.source, d)));
    let codes: BTreeSet<&str> = all().map(|(_, diagnostic)| diagnostic.problem.code()).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| json!({"id": code})).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": all().map(|(source, d)| result(language, source, d)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn result(language: Language, source: &Source, diagnostic: &Diagnostic) -> Value {
    let place = Place::of(diagnostic, source);
    let mut lines = vec![diagnostic.message(language)];
    lines.extend(diagnostic.hints(language));
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(source.name())},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        },
    });
    if !diagnostic.path.is_root() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": diagnostic.path}]);
    }
    json!({
        "ruleId": diagnostic.problem.code(),
        "level": "error",
        "message": {"text": lines.join("\n")},
        "locations": [location],
    })
}

/// A file's name as a relative or absolute URI reference (RFC 3986).
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.replace('\\', "/").bytes() {
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
