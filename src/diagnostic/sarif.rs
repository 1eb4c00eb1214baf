//! The format `sarif`: the Static Analysis Results Interchange Format 2.1.0 (OASIS).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};

use super::finding::{Diagnostic, Findings, Language, Place};
use super::page;
use crate::source::Source;

/// The schema that the document names and a test checks it against.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A document, as far as it is written: its results come one by one, so that none is held in
/// memory, and what they have in common comes after them.
#[derive(Debug, Default)]
pub struct Sarif {
    is_begun: bool,
    /// The codes of the problems so far.
    codes: BTreeSet<&'static str>,
}

impl Sarif {
    /// Writes the results of some files.
    pub fn add(
        &mut self,
        out: &mut dyn io::Write,
        language: Language,
        files: &[Findings<'_>],
    ) -> io::Result<()> {
        for Findings { source, diagnostics } in files {
            for diagnostic in *diagnostics {
                if self.is_begun {
                    out.write_all(b",\n")?;
                } else {
                    self.begin(out)?;
                }
                self.codes.insert(diagnostic.problem.code());
                serde_json::to_writer(&mut *out, &result(language, source, diagnostic))?;
            }
        }
        Ok(())
    }

    /// Whether results have been written, and the document is to be ended.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }

    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.is_begun = true;
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{")?;
        out.write_all(b"\"columnKind\":\"unicodeCodePoints\",\"results\":[\n")
    }

    /// Ends the document, which is there even if there is nothing to tell.
    pub fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.is_begun {
            self.begin(out)?;
        }
        let codes = std::mem::take(self).codes;
        let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
        let tool = json!({"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        }});
        writeln!(out, "\n],\"tool\":{tool}}}]}}")
    }
}

/// What a code means, as `docs/diagnostics.md` explains it.
fn rule(code: &str) -> Value {
    let entry = page::entry(code).unwrap_or_default();
    json!({
        "id": code,
        "shortDescription": {"text": page::first_paragraph(entry)},
        "help": {"text": entry, "markdown": entry},
        "helpUri": page::address(code),
    })
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
        "level": diagnostic.problem.severity().name(),
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
