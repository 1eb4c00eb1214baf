//! Writing XML as a stream: elements inside elements, indented, nothing held in memory.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML file that is being written.
pub struct Xml<W>(Writer<W>);

impl<W: Write> Xml<W> {
    /// Begins a file.
    pub fn new(to: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(to, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    /// Writes an element with others inside it.
    pub fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        inside(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Writes an element with a text inside it.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.element(name, attributes, |xml| {
            xml.0.write_event(Event::Text(BytesText::new(&allowed(text))))
        })
    }

    /// Writes an element with a text inside it, if there is one.
    pub fn optional(&mut self, name: &str, text: Option<&str>) -> io::Result<()> {
        text.map_or(Ok(()), |text| self.text(name, &[], text))
    }

    /// Writes an element with nothing inside it.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// Ends the file.
    pub fn end(self) -> io::Result<()> {
        let mut to = self.0.into_inner();
        to.write_all(b"\n")?;
        to.flush()
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, &*allowed(value)));
    }
    start
}

/// A text without what XML 1.0 has no way to write (2.2, Char): a manifest from elsewhere may hold it.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_banned = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(is_banned) { text.replace(is_banned, "\u{FFFD}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_xml_whatever_is_said() {
        let mut bytes = Vec::new();
        let mut xml = Xml::new(&mut bytes).unwrap();
        xml.text("a", &[("b", "\"<&'\u{1}")], "]]> \u{FFFF}\0 & <å>").unwrap();
        xml.end().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), Event::Eof) {}
        assert!(!text.contains(['\u{1}', '\u{FFFF}', '\0']) && text.contains("å"), "{text}");
    }
}
