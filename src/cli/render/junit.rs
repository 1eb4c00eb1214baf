//! The results of a run as JUnit XML, which continuous integration systems read.

use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language, Severity};
use nacka_report::load::Source;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Every report's result.
#[derive(Debug, Default)]
pub struct Results {
    cases: Vec<Case>,
}

#[derive(Debug)]
struct Case {
    name: String,
    /// What is wrong: first an error in a few words, then all problems.
    failure: Option<(String, String)>,
}

impl Results {
    /// A report that is as it should be.
    pub fn passed(&mut self, name: String) {
        self.cases.push(Case { name, failure: None });
    }

    /// A report with problems.
    pub fn failed(&mut self, source: &Source, diagnostics: &[Diagnostic], language: Language) {
        let is_error = |d: &&Diagnostic| d.problem.severity() == Severity::Error;
        let first = diagnostics.iter().find(is_error).or(diagnostics.first());
        let message = first.map_or_else(String::new, |first| first.message(language));
        let mut all = Vec::new();
        // Writing to memory does not fail.
        let _ = diagnostic::write(
            &mut all,
            Format::Short,
            language,
            &[Findings { source, diagnostics }],
        );
        let all = String::from_utf8_lossy(&all).trim_end().to_owned();
        self.cases.push(Case { name: source.name().to_owned(), failure: Some((message, all)) });
    }

    /// The XML document.
    pub fn into_xml(self) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        let failures = self.cases.iter().filter(|case| case.failure.is_some()).count();
        let _ = self.write(&mut writer, failures);
        writer.into_inner()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>, failures: usize) -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let tests = self.cases.len().to_string();
        let failures = failures.to_string();
        writer.create_element("testsuites").write_inner_content(|writer| {
            writer
                .create_element("testsuite")
                .with_attributes([
                    ("name", "nacka-report"),
                    ("tests", &*tests),
                    ("failures", &*failures),
                ])
                .write_inner_content(|writer| {
                    self.cases.iter().try_for_each(|case| case.write(writer))
                })?;
            Ok(())
        })?;
        Ok(())
    }
}

impl Case {
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let name = xml_text(&self.name);
        let case = writer
            .create_element("testcase")
            .with_attributes([("classname", "report"), ("name", &*name)]);
        match &self.failure {
            None => case.write_empty()?,
            Some((message, all)) => case.write_inner_content(|writer| {
                let message = xml_text(message);
                writer
                    .create_element("failure")
                    .with_attribute(("message", &*message))
                    .write_text_content(BytesText::new(&xml_text(all)))?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// A text without the characters that XML 1.0 cannot hold.
fn xml_text(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if holds(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}
