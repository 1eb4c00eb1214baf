//! The web page: one file with everything in it, for people who read on a screen, on a telephone or
//! by ear, and for paper. No script, and nothing is fetched: the page forbids both itself.

mod body;
mod head;
mod page;
mod prose;
mod style;

use self::page::Page;
use super::error::RenderError;
use crate::document::{Document, DocumentFormat};
use crate::seal;
use crate::sheet::{About, Sheet};

/// Renders sheets as web pages (WHATWG HTML). One for all documents of a run; shared between
/// threads.
#[derive(Debug)]
pub struct HtmlRenderer {
    style_sheet: String,
}

/// What a page takes beside its pictures and style sheet, in bytes: enough for most reports.
const USUAL_SIZE: usize = 16 * 1024;

/// What the page forbids itself (Content Security Policy 3), as far as it goes: pictures inside the
/// page are not named, since the Nu HTML checker takes them for forbidden even where they are
/// allowed.
const POLICY: &str = concat!(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; ",
    "style-src 'unsafe-inline'; connect-src 'none'; font-src 'none'; frame-src 'none'; ",
    "media-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'\">\n",
);

impl HtmlRenderer {
    /// A renderer.
    pub fn new() -> Self {
        Self { style_sheet: style::style_sheet() }
    }

    /// Renders a sheet. Only a bug makes it fail.
    pub fn render(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        let pictures: usize = sheet.figures().map(|figure| figure.image.bytes.len()).sum();
        let mut page = Page::with_capacity(self.style_sheet.len() + USUAL_SIZE + pictures / 3 * 4);
        page.markup("<!DOCTYPE html>\n<html lang=\"").text(sheet.about.language);
        page.markup("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.own(&seal::html::blank_element()).markup("\n");
        page.markup(POLICY);
        page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        add_about(&mut page, &sheet.about);
        page.markup("<style>\n").own(&self.style_sheet).markup("</style>\n");
        page.markup("</head>\n<body>\n");
        head::head(&mut page, &sheet.head);
        body::body(&mut page, sheet);
        page.markup("</body>\n</html>\n");
        let mut bytes = page.into_bytes();
        seal::seal(&mut bytes, DocumentFormat::Html).map_err(RenderError::bug)?;
        Ok(Document { bytes, pages: None })
    }
}

impl Default for HtmlRenderer {
    fn default() -> Self {
        Self::new()
    }
}

/// What is known of the document as a whole.
fn add_about(page: &mut Page, about: &About<'_>) {
    page.markup("<title>").text(&about.title).markup("</title>\n");
    page.markup("<meta name=\"author\" content=\"").text(&about.author).markup("\">\n");
    if let Some(date) = about.date {
        page.markup("<meta name=\"dcterms.date\" content=\"").number(date).markup("\">\n");
    }
    page.markup("<meta name=\"description\" content=\"").text(about.subject).markup(", ");
    page.text(&about.organisation);
    if let Some(number) = &about.registration_number {
        page.markup(", ").text(number);
    }
    page.markup("\">\n<meta name=\"generator\" content=\"nacka-report\">\n");
}
