//! The format `gitlab`: a Code Quality report, which GitLab shows in merge requests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::finding::{Diagnostic, Findings, Language, Place};
use super::problem::Severity;
use crate::source::Source;

/// A report, as far as it is written: its entries come one by one, so that none is held in memory.
#[derive(Debug, Default)]
pub struct Gitlab {
    is_begun: bool,
}

impl Gitlab {
    /// Writes the entries of some files.
    pub fn add(
        &mut self,
        out: &mut dyn io::Write,
        language: Language,
        files: &[Findings<'_>],
    ) -> io::Result<()> {
        for Findings { source, diagnostics } in files {
            let mut told = BTreeMap::new();
            for diagnostic in *diagnostics {
                out.write_all(if self.is_begun { b",\n" } else { b"[\n" })?;
                self.is_begun = true;
                let name = (diagnostic.problem.code(), diagnostic.path.to_string());
                let times = told.entry(name).and_modify(|times| *times += 1).or_insert(1);
                serde_json::to_writer(&mut *out, &entry(language, source, diagnostic, *times))?;
            }
        }
        Ok(())
    }

    /// Whether entries have been written, and the report is to be ended.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }

    /// Ends the report, which is there even if there is nothing to tell.
    pub fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.is_begun { b"\n]\n" } else { b"[]\n" })?;
        self.is_begun = false;
        Ok(())
    }
}

/// One problem, the so-manieth of its code at its field.
fn entry(language: Language, source: &Source, diagnostic: &Diagnostic, times: usize) -> Value {
    let code = diagnostic.problem.code();
    let name = source.name().replace('\\', "/");
    let path = name.trim_start_matches("./");
    let mut text = diagnostic.message(language);
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
        "severity": match diagnostic.problem.severity() {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        "location": {"path": path, "lines": {"begin": Place::of(diagnostic, source).line}},
    })
}
