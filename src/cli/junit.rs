//! The results of a run as JUnit XML, which continuous integration systems read.

use std::time::Duration;

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
    time: Duration,
    /// The documents that were written, as the user would call them.
    documents: Vec<String>,
    failure: Option<Failure>,
}

/// What is wrong with a report.
#[derive(Debug)]
struct Failure {
    /// The code of the first error.
    code: &'static str,
    /// That error in a few words.
    message: String,
    /// All problems with their hints, a line each.
    all: String,
}

impl Results {
    /// A report that is as it should be.
    pub fn passed(&mut self, name: String, time: Duration, documents: Vec<String>) {
        self.cases.push(Case { name, time, documents, failure: None });
    }

    /// A report with problems.
    pub fn failed(
        &mut self,
        source: &Source,
        diagnostics: &[Diagnostic],
        time: Duration,
        language: Language,
    ) {
        let is_error = |d: &&Diagnostic| d.problem.severity() == Severity::Error;
        let first = diagnostics.iter().find(is_error).or(diagnostics.first());
        let failure = Failure {
            code: first.map_or("", |first| first.problem.code()),
            message: first.map_or_else(String::new, |first| first.message(language)),
            all: diagnostics.iter().map(|one| with_hints(source, one, language)).collect(),
        };
        let name = source.name().to_owned();
        self.cases.push(Case { name, time, documents: Vec::new(), failure: Some(failure) });
    }

    /// The XML document.
    pub fn into_xml(self) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        // Writing to memory does not fail.
        let _ = self.write(&mut writer);
        writer.into_inner()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let tests = self.cases.len().to_string();
        let failures = self.cases.iter().filter(|case| case.failure.is_some()).count().to_string();
        let time = seconds(self.cases.iter().map(|case| case.time).sum());
        let numbers = [("tests", &*tests), ("failures", &*failures), ("time", &*time)];
        writer.create_element("testsuites").with_attributes(numbers).write_inner_content(
            |writer| {
                writer
                    .create_element("testsuite")
                    .with_attribute(("name", "nacka-report"))
                    .with_attributes(numbers)
                    .write_inner_content(|writer| {
                        self.cases.iter().try_for_each(|case| case.write(writer))
                    })?;
                Ok(())
            },
        )?;
        Ok(())
    }
}

impl Case {
    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let (name, time) = (xml_text(&self.name), seconds(self.time));
        let case = writer.create_element("testcase").with_attributes([
            ("classname", "report"),
            ("name", &*name),
            ("file", &*name),
            ("time", &*time),
        ]);
        if self.failure.is_none() && self.documents.is_empty() {
            case.write_empty()?;
            return Ok(());
        }
        case.write_inner_content(|writer| {
            if let Some(Failure { code, message, all }) = &self.failure {
                writer
                    .create_element("failure")
                    .with_attributes([("message", &*xml_text(message)), ("type", code)])
                    .write_text_content(BytesText::new(&xml_text(all.trim_end())))?;
            }
            if !self.documents.is_empty() {
                // The notation by which GitLab and Jenkins know a file that goes with a test.
                let attached = |file: &String| format!("[[ATTACHMENT|{file}]]");
                let lines: Vec<String> = self.documents.iter().map(attached).collect();
                writer
                    .create_element("system-out")
                    .write_text_content(BytesText::new(&xml_text(&lines.join("\n"))))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// A problem in a line, and each of its hints in one below.
fn with_hints(source: &Source, diagnostic: &Diagnostic, language: Language) -> String {
    let mut text = Vec::new();
    let one = Findings { source, diagnostics: std::slice::from_ref(diagnostic) };
    // Writing to memory does not fail.
    let _ = diagnostic::write(&mut text, Format::Short, language, &[one]);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    let help = match language {
        Language::English => "help",
        Language::Swedish => "tips",
    };
    let hints = diagnostic.hints(language).into_iter();
    text.extend(hints.map(|hint| format!("  {help}: {hint}\n")));
    text
}

/// A time in seconds, with three decimals.
fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

/// A text without the characters that XML 1.0 cannot hold.
fn xml_text(text: &str) -> String {
    let holds = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if holds(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}
