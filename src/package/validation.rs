//! What a validator has said about documents: the report that veraPDF writes as XML.

use std::collections::HashMap;
use std::io::{self, BufRead};

use chrono::DateTime;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

/// What was said about a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The profile that the document was held against.
    pub profile: String,
    /// Whether it follows it.
    pub is_valid: bool,
    /// When it was looked at, in UTC.
    pub at: String,
}

/// The report of a validator.
#[derive(Debug, Default)]
pub struct Validations {
    /// Its version.
    pub version: String,
    /// What it said, by the last part of the documents' names: each with the whole name, the size
    /// and the outcomes.
    said: HashMap<String, Vec<Job>>,
}

#[derive(Debug, Default)]
struct Job {
    name: String,
    size: Option<u64>,
    outcomes: Vec<Outcome>,
}

impl Validations {
    /// The validator's name.
    pub const VALIDATOR: &str = "veraPDF";

    /// Reads a report. Fails on what is no report of veraPDF's.
    pub fn read(report: impl BufRead) -> io::Result<Self> {
        let mut reader = Reader::from_reader(report);
        let mut read = Self::default();
        let (mut job, mut is_name, mut buffer) = (Job::default(), false, Vec::new());
        let bad = || io::Error::from(io::ErrorKind::InvalidData);
        let mut is_report = false;
        loop {
            match reader.read_event_into(&mut buffer).map_err(|_| bad())? {
                Event::Start(tag) | Event::Empty(tag) => {
                    is_name = false;
                    match tag.name().as_ref() {
                        "report" => is_report = true,
                        "releaseDetails" if read.version.is_empty() => {
                            read.version = attribute(&tag, "version").unwrap_or_default();
                        }
                        "job" => job = Job::default(),
                        "item" => {
                            job.size = attribute(&tag, "size").and_then(|size| size.parse().ok());
                        }
                        "name" => is_name = true,
                        "validationReport" => job.outcomes.push(Outcome {
                            profile: attribute(&tag, "profileName").unwrap_or_default(),
                            is_valid: attribute(&tag, "isCompliant").as_deref() == Some("true"),
                            at: String::new(),
                        }),
                        "duration" => {
                            let at = attribute(&tag, "start").and_then(|at| at.parse().ok());
                            let at = at.and_then(DateTime::from_timestamp_millis);
                            if let Some(at) = at {
                                for outcome in &mut job.outcomes {
                                    outcome.at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Event::Text(text) if is_name => job.name.push_str(&text.xml10_content()),
                Event::End(tag) if tag.name().as_ref() == "job" => {
                    let job = std::mem::take(&mut job);
                    // One without a time says not when it happened, and is no event.
                    if job.outcomes.iter().all(|outcome| !outcome.at.is_empty()) {
                        let name = job.name.replace('\\', "/");
                        let last = name.rsplit('/').next().unwrap_or_default().to_owned();
                        read.said.entry(last).or_default().push(Job { name, ..job });
                    }
                }
                Event::End(_) => is_name = false,
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        if is_report && !read.version.is_empty() { Ok(read) } else { Err(bad()) }
    }

    /// What was said about a document: the one whose name ends in this path, and of this size.
    pub fn of(&self, document: &str, size: u64) -> Vec<Outcome> {
        let last = document.rsplit('/').next().unwrap_or_default();
        let is_it = |job: &&Job| {
            let rest = job.name.strip_suffix(document);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
                && job.size.is_none_or(|its| its == size)
        };
        let jobs = self.said.get(last).into_iter().flatten().filter(is_it);
        jobs.flat_map(|job| job.outcomes.clone()).collect()
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let value = tag.try_get_attribute(name).ok()??.value;
    Some(value.into_owned())
}
