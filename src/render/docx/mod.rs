//! The Word document.
//!
//! docx-rs builds the tree of the body, the heads, the styles and the numberings, and writes them
//! as XML. What it has no words for (content controls with tags, repeating rows, heads of tables,
//! alternative texts, the document's properties), what it puts in an order that the schema does not
//! know, and what it counts in ways that differ from run to run, the completion pass (`complete`)
//! puts right: `places` keeps what belongs where meanwhile. `package` zips the parts.

mod body;
mod complete;
mod fields;
mod flow;
mod head;
mod numbering;
mod package;
mod pagination;
mod pictures;
mod places;
mod prose;
mod runs;
mod styles;
mod tables;
mod units;
mod writer;
mod xml;

use std::error::Error;
use std::sync::OnceLock;

use docx_rs::{BuildXML, Docx, Header, Numbering, PageMargin};

use self::units::twips;
use super::error::RenderError;
use crate::document::{Document, DocumentFormat};
use crate::model::Form;
use crate::seal;
use crate::sheet::Sheet;

/// Renders sheets as Word documents (ISO/IEC 29500 transitional). One for all documents of a run;
/// shared between threads.
#[derive(Debug)]
pub struct DocxRenderer {
    /// Whether values stand in content controls.
    has_controls: bool,
    /// The package with the parts that are the same in every document, made with the first one.
    constant: OnceLock<Vec<u8>>,
    /// The same with the numberings of a document without lists that count.
    uncounted: OnceLock<Vec<u8>>,
}

impl DocxRenderer {
    /// A renderer.
    pub fn new() -> Self {
        Self { has_controls: true, constant: OnceLock::new(), uncounted: OnceLock::new() }
    }

    /// A renderer of documents without content controls, for programs that pass by what stands in
    /// one. Such a document has no boxes to click at and no plus signs.
    pub fn without_controls() -> Self {
        Self { has_controls: false, ..Self::new() }
    }

    /// Renders a sheet. Only a bug makes it fail.
    pub fn render(&self, sheet: &Sheet<'_>) -> Result<Document, RenderError> {
        let form = Form::get();
        let of = &form.measures;
        let mut body = body::body(sheet, form);

        // docx-rs is asked for the parts that are used, and no others.
        let heads = [false, true].map(|is_first| {
            let head = (&sheet.head, sheet.has_every_place);
            head::head(form, head, is_first, &mut body.places).build()
        });
        let mut docx = Docx::new()
            .page_size(twips(of.page.width) as u32, twips(of.page.height) as u32)
            .page_margin(PageMargin {
                top: twips(of.page.margin_top),
                bottom: twips(of.page.margin_bottom),
                left: twips(of.page.margin_left),
                right: twips(of.page.margin_right),
                header: twips(head::top(form, &sheet.head, sheet.has_every_place)),
                footer: 0,
                gutter: 0,
            })
            .header(Header::new())
            .first_header(Header::new());
        docx.document.children = body.content;
        let document = docx.document.build();

        let package = self.package(body.counted).map_err(RenderError::bug)?;
        let parts = complete::document(&document, &heads, &body.places, sheet, self.has_controls)
            .map_err(RenderError::bug)?;
        let mut bytes = package::add(package, &parts).map_err(RenderError::bug)?;
        seal::seal(&mut bytes, DocumentFormat::Docx).map_err(RenderError::bug)?;
        Ok(Document { bytes, pages: None })
    }

    /// A package with everything but the parts that hold a report's own words.
    fn package(&self, counted: Vec<Numbering>) -> Result<Vec<u8>, Box<dyn Error>> {
        if counted.is_empty() {
            return made_once(&self.uncounted, || self.with_numberings(Vec::new()));
        }
        self.with_numberings(counted)
    }

    fn with_numberings(&self, counted: Vec<Numbering>) -> Result<Vec<u8>, Box<dyn Error>> {
        let form = Form::get();
        let constant = made_once(&self.constant, || {
            let styles = complete::styles(&styles::styles(form).build())?;
            Ok(package::add(Vec::new(), &complete::constant_parts(styles, self.has_controls))?)
        })?;
        let numberings = numbering::numberings(&form.measures, counted);
        Ok(package::add(constant, &[complete::numbering(&numberings.build())?])?)
    }
}

impl Default for DocxRenderer {
    fn default() -> Self {
        Self::new()
    }
}

/// What was made before, or is made now.
fn made_once(
    place: &OnceLock<Vec<u8>>,
    make: impl FnOnce() -> Result<Vec<u8>, Box<dyn Error>>,
) -> Result<Vec<u8>, Box<dyn Error>> {
    if let Some(package) = place.get() {
        return Ok(package.clone());
    }
    let package = make()?;
    Ok(place.get_or_init(|| package).clone())
}
