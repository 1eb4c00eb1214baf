//! What a report says of itself as a record: from its PDF's own metadata, and from its source.

use nacka_report::model::Particulars;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

use super::format::{Format, Level};

/// Where the metadata of a PDF begins and ends (ISO 16684-1, XMP), which PDF/A leaves uncompressed.
const XMP: [&[u8]; 2] = [b"<x:xmpmeta", b"</x:xmpmeta>"];

/// What is said of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its title.
    pub title: String,
    /// Its number in the register, which only its source says.
    pub registration_number: Option<String>,
    /// Who wrote it.
    pub author: String,
    /// Its day, as in ISO 8601.
    pub date: String,
    /// The pages of its PDF.
    pub pages: Option<usize>,
}

impl From<Particulars> for Description {
    fn from(of: Particulars) -> Self {
        Self {
            title: of.title,
            registration_number: of.registration_number,
            author: of.signature.name,
            date: of.signature.date.to_string(),
            pages: None,
        }
    }
}

/// What a PDF says of itself.
#[derive(Debug, Default)]
pub struct PdfMetadata {
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    part: Option<u8>,
    level: Option<Level>,
}

impl PdfMetadata {
    /// Reads the metadata of a PDF that this program has made.
    pub fn of(pdf: &[u8]) -> Self {
        let mut said = Self::default();
        // Behind the pages, just before the end.
        let end = pdf.windows(XMP[1].len()).rposition(|window| window == XMP[1]);
        let start = end
            .and_then(|end| pdf[..end].windows(XMP[0].len()).rposition(|window| window == XMP[0]));
        let (Some(start), Some(end)) = (start, end) else { return said };
        if let Ok(xmp) = std::str::from_utf8(&pdf[start..end + XMP[1].len()]) {
            // What is broken says nothing more.
            let _ = said.read(xmp);
        }
        said
    }

    fn read(&mut self, xmp: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(xmp);
        let mut open: Vec<String> = Vec::new();
        let mut text = String::new();
        loop {
            match reader.read_event()? {
                Event::Start(tag) => {
                    open.push(tag.name().as_ref().to_owned());
                    text.clear();
                }
                Event::Text(more) => text.push_str(&more.xml10_content()),
                Event::GeneralRef(reference) => match reference.resolve_char_ref()? {
                    Some(character) => text.push(character),
                    None => text.push_str(
                        resolve_xml_entity(&reference.xml10_content()).unwrap_or_default(),
                    ),
                },
                Event::End(_) => {
                    let is_in = |name: &str| open.iter().any(|tag| tag == name);
                    let value = || Some(text.trim().to_owned()).filter(|text| !text.is_empty());
                    match open.last().map(String::as_str) {
                        Some("rdf:li") if is_in("dc:title") => self.title = value(),
                        Some("rdf:li") if is_in("dc:creator") => self.author = value(),
                        Some("xmp:CreateDate") => {
                            self.date = value().and_then(|date| Some(date.get(..10)?.to_owned()));
                        }
                        Some("pdfaid:part") => self.part = text.trim().parse().ok(),
                        Some("pdfaid:conformance") => {
                            self.level = match text.trim() {
                                "A" => Some(Level::A),
                                "B" => Some(Level::B),
                                "U" => Some(Level::U),
                                _ => None,
                            };
                        }
                        _ => {}
                    }
                    text.clear();
                    open.pop();
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// The format of the PDF.
    pub fn format(&self) -> Format {
        match (self.part, self.level) {
            (Some(part), Some(level)) => Format::PdfA(part, level),
            _ => Format::Pdf,
        }
    }

    /// What it says of its report, if it says all that must be known.
    pub fn description(self) -> Option<Description> {
        Some(Description {
            title: self.title?,
            registration_number: None,
            author: self.author?,
            date: self.date?,
            pages: None,
        })
    }
}
