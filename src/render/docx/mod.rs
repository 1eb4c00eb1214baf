//! The Word document.
//!
//! docx-rs builds the body, heads, styles and lists (`body`, `head`, `styles`, `prose`);
//! the completion pass (`complete`) gives its parts what it leaves out; `package` zips them.

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
use super::RenderError;
use super::long_words::allow_breaks;
use crate::model::{Form, Letterhead, Report};
use crate::sheet::Sheet;

/// Renders a report as a Word document (ISO/IEC 29500 transitional). Returns the file's bytes.
pub fn render(report: &Report, letterhead: &Letterhead) -> Result<Vec<u8>, RenderError> {
    let form = Form::get();
    let of = &form.measures;
    let mut printed = report.clone();
    allow_breaks(&mut printed);
    let printed = Sheet::new(&printed, letterhead);
    let sheet = Sheet::new(report, letterhead);
    let mut body = body::body(&printed, form);

    let head = head::head(form, &sheet.head, false, &mut body.places)?;
    let first_head = head::head(form, &sheet.head, true, &mut body.places)?;
    // docx-rs is asked for the parts that are used, and no others.
    let heads = [head.build(), first_head.build()];
    let mut docx = Docx::new()
        .page_size(twips(of.page.width) as u32, twips(of.page.height) as u32)
        .page_margin(PageMargin {
            top: twips(of.page.margin_top),
            bottom: twips(of.page.margin_bottom),
            left: twips(of.page.margin_left),
            right: twips(of.page.margin_right),
            header: twips(of.head.top),
            footer: 0,
            gutter: 0,
        })
        .header(Header::new())
        .first_header(Header::new());
    docx.document.children = body.content;
    let document = docx.document.build();

    let package = package(form, body.counted).map_err(|error| bug(&*error))?;
    let parts = complete::document(&document, &heads, &body.places, &sheet.about)
        .map_err(|error| bug(&error))?;
    package::add(package, &parts).map_err(|error| bug(&error))
}

/// A package with everything but the parts that hold a report's own words.
fn package(form: &Form, counted: Vec<Numbering>) -> Result<Vec<u8>, Box<dyn Error>> {
    let numbering = |counted| {
        let numberings = numbering::numberings(&form.measures, counted);
        complete::numbering(&numberings.build())
    };
    if counted.is_empty() {
        static PACKAGE: OnceLock<Vec<u8>> = OnceLock::new();
        let make =
            || Ok(package::add(constant_package(form)?.to_vec(), &[numbering(Vec::new())?])?);
        return made_once(&PACKAGE, make).map(<[u8]>::to_vec);
    }
    Ok(package::add(constant_package(form)?.to_vec(), &[numbering(counted)?])?)
}

/// A package with the parts that are the same in every document.
fn constant_package(form: &Form) -> Result<&'static [u8], Box<dyn Error>> {
    static PACKAGE: OnceLock<Vec<u8>> = OnceLock::new();
    made_once(&PACKAGE, || {
        let styles = complete::styles(&styles::styles(form).build())?;
        Ok(package::add(Vec::new(), &complete::constant_parts(styles))?)
    })
}

fn made_once(
    place: &'static OnceLock<Vec<u8>>,
    build: impl FnOnce() -> Result<Vec<u8>, Box<dyn Error>>,
) -> Result<&'static [u8], Box<dyn Error>> {
    if let Some(made) = place.get() {
        return Ok(made);
    }
    let made = build()?;
    Ok(place.get_or_init(|| made))
}

/// A failure that no report can cause.
fn bug(error: &dyn Error) -> RenderError {
    RenderError {
        message: format!("the Word document could not be built: {error}"),
        hints: vec!["this is a bug in nacka-report: please report it".to_owned()],
    }
}
