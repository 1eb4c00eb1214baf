//! The formats that are one document for a whole run, written result by result.

use std::io;

use super::finding::{Findings, Language};
use super::format::Format;
use super::gitlab;
use super::sarif::{self, Sarif};

/// A document, as far as it is written: no result is held in memory.
#[derive(Debug)]
pub struct Document {
    kind: Kind,
    language: Language,
    is_begun: bool,
}

#[derive(Debug)]
enum Kind {
    Sarif(Sarif),
    Gitlab,
}

impl Document {
    /// An empty one, if the format is one document.
    pub fn new(format: Format, language: Language) -> Option<Self> {
        let kind = match format {
            Format::Sarif => Kind::Sarif(Sarif::new(language)),
            Format::Gitlab => Kind::Gitlab,
            Format::Human | Format::Short | Format::Json | Format::Github => return None,
        };
        Some(Self { kind, language, is_begun: false })
    }

    /// Writes what is wrong with some files.
    pub fn add(&mut self, out: &mut dyn io::Write, files: &[Findings<'_>]) -> io::Result<()> {
        for findings in files {
            let results = match &mut self.kind {
                Kind::Sarif(sarif) => sarif.results(findings),
                Kind::Gitlab => gitlab::entries(self.language, findings),
            };
            for result in results {
                if self.is_begun {
                    out.write_all(b",")?;
                } else {
                    self.begin(out)?;
                }
                out.write_all(b"\n")?;
                serde_json::to_writer(&mut *out, &result)?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        self.is_begun = true;
        out.write_all(match self.kind {
            Kind::Sarif(_) => sarif::BEGINNING.as_bytes(),
            Kind::Gitlab => b"[",
        })
    }

    /// Notes why the run could not go on, where the format has a place for it.
    pub fn failed(&mut self, why: &str) {
        if let Kind::Sarif(sarif) = &mut self.kind {
            sarif.failed(why);
        }
    }

    /// Ends the document, which is there even if there is nothing to tell.
    pub fn end(mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.is_begun {
            self.begin(out)?;
        }
        match self.kind {
            Kind::Sarif(sarif) => out.write_all(sarif.end().as_bytes()),
            Kind::Gitlab => out.write_all(b"\n]\n"),
        }
    }
}
