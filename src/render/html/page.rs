//! A page under construction. Markup is what this program's source holds; everything else is text.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// HTML as it is written (WHATWG HTML, 13.1).
#[derive(Debug, Default)]
pub(super) struct Page {
    html: String,
}

impl Page {
    /// A page with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes) }
    }

    /// Adds markup. It is part of the program, so that no text of a report can become markup.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.html.push_str(markup);
        self
    }

    /// Adds text, or an attribute's value: whatever it says, it is no markup. Browsers have the
    /// hyphen at which no line ends, however it is kept from breaking elsewhere.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let hyphens = text.contains("-\u{2060}").then(|| text.replace("-\u{2060}", "\u{2011}"));
        let mut rest = hyphens.as_deref().unwrap_or(text);
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            let (before, special) = rest.split_at(at);
            self.html.push_str(before);
            self.html.push_str(match special.as_bytes()[0] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            });
            rest = &special[1..];
        }
        self.html.push_str(rest);
        self
    }

    /// Adds a number, or what else is written as text.
    pub(super) fn number(&mut self, number: impl Display) -> &mut Self {
        self.text(&number.to_string())
    }

    /// Adds text that links somewhere.
    pub(super) fn link(&mut self, url: &str, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.markup("<a href=\"").text(&valid_url(url)).markup("\">");
        content(self);
        self.markup("</a>")
    }

    /// Adds a file as an address that holds it (RFC 2397).
    pub(super) fn data(&mut self, media_type: &'static str, bytes: &[u8]) -> &mut Self {
        self.markup("data:").markup(media_type).markup(";base64,");
        BASE64_STANDARD.encode_string(bytes, &mut self.html);
        self
    }

    /// Adds what this program has made itself, with no text of a report in it.
    pub(super) fn own(&mut self, css: &str) -> &mut Self {
        self.html.push_str(css);
        self
    }

    /// The finished page.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.html.into_bytes()
    }
}

/// An address as HTML wants it (WHATWG URL, "valid URL string"): what browsers let pass although it
/// should be encoded is encoded.
fn valid_url(url: &str) -> Cow<'_, str> {
    let path = url.find("://").map_or(0, |at| at + 3);
    let path = url[path..].find(['/', '?', '#']).map_or(url.len(), |at| path + at);
    let fragment = url.find('#').unwrap_or(url.len());
    let is_valid = |(at, character): (usize, char)| match character {
        '[' | ']' => at < path,
        '#' => at == fragment,
        '%' => url
            .as_bytes()
            .get(at + 1..at + 3)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
        _ => character.is_ascii_alphanumeric() || "!$&'()*+,-./:;=?@_~".contains(character),
    };
    if url.char_indices().all(is_valid) {
        return url.into();
    }
    let mut valid = String::with_capacity(url.len() + 16);
    for (at, character) in url.char_indices() {
        if is_valid((at, character)) {
            valid.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(valid, "%{byte:02X}");
            }
        }
    }
    valid.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_valid_and_lead_where_they_did() {
        let cases = [
            ("https://a.se/b?c=d&e=%C3%A5#f", "https://a.se/b?c=d&e=%C3%A5#f"),
            ("https://[::1]/[a]|{b}", "https://[::1]/%5Ba%5D%7C%7Bb%7D"),
            ("https://a.se/100%?a#b#c", "https://a.se/100%25?a#b%23c"),
            ("mailto:a b@c.se?subject=\"å\"", "mailto:a%20b@c.se?subject=%22%C3%A5%22"),
        ];
        for (url, expected) in cases {
            assert_eq!(valid_url(url), expected);
        }
    }

    #[test]
    fn text_is_no_markup() {
        let mut page = Page::default();
        page.text("<b title=\"a\">&amp;</b> a>b å&");
        let html = String::from_utf8(page.into_bytes()).unwrap();
        assert_eq!(html, "&lt;b title=&quot;a&quot;&gt;&amp;amp;&lt;/b&gt; a&gt;b å&amp;");
    }
}
