//! The Word document.
//!
//! docx-rs builds the body, heads, styles and lists (`body`, `head`, `styles`, `prose`);
//! the completion pass (`complete`) gives its parts what it leaves out; `package` zips them.

mod body;
mod complete;
mod flow;
mod head;
mod logo;
mod package;
mod pagination;
mod pictures;
mod places;
mod prose;
mod styles;
mod tables;
mod units;
mod xml;

use std::sync::OnceLock;

use docx_rs::{Docx, PageMargin};

use self::body::Body;
use self::units::twips;
use super::RenderError;
use super::long_words::allow_breaks;
use crate::model::{Form, Letterhead, Report};

/// Renders a report as a Word document (ISO/IEC 29500 transitional). Returns the file's bytes.
pub fn render(report: &Report, letterhead: &Letterhead) -> Result<Vec<u8>, RenderError> {
    let form = Form::get();
    let of = &form.measures;
    let mut printed = report.clone();
    allow_breaks(&mut printed);
    let mut body = Body::of(&printed, form, pagination::table_ends_on_first_page(&printed, form));

    let number = report.registration_number.as_deref();
    let head = head::head(form, letterhead, number, false, &mut body.places)?;
    let first_head = head::head(form, letterhead, number, true, &mut body.places)?;
    let mut docx = Docx::new()
        .numberings(prose::numberings(of, body.counted))
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
        .header(head)
        .first_header(first_head);
    docx.document.children = body.content;

    let parts = complete::document(&docx.build(), &body.places, report, letterhead)
        .map_err(|error| bug(&error))?;
    package::add(constant_package(form)?.to_vec(), &parts).map_err(|error| bug(&error))
}

/// The package with the parts that are the same in every document: made once.
fn constant_package(form: &Form) -> Result<&'static [u8], RenderError> {
    static PACKAGE: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(package) = PACKAGE.get() {
        return Ok(package);
    }
    let built = Docx::new().styles(styles::styles(form)).build();
    let styles = complete::styles(&built.styles).map_err(|error| bug(&error))?;
    let package =
        package::add(Vec::new(), &complete::constant_parts(styles)).map_err(|error| bug(&error))?;
    Ok(PACKAGE.get_or_init(|| package))
}

/// A failure that no report can cause.
fn bug(error: &dyn std::error::Error) -> RenderError {
    RenderError {
        message: format!("the Word document could not be built: {error}"),
        hints: vec!["this is a bug in nacka-report: please report it".to_owned()],
    }
}
