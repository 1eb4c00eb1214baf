//! `nacka-report` turns a report written as YAML into Nacka kommun's form: an archival, accessible
//! PDF, a Word document that stays editable as a form, or a web page in a single file.
//!
//! ```
//! # use nacka_report::{check, fonts::Fonts, load::Source, sheet::Sheet};
//! # use nacka_report::render::{Renderer, docx::DocxRenderer, html::HtmlRenderer, pdf::PdfRenderer};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let yaml = "{title: Besök, purpose: [Lära], evaluation: [{activity: Möte, assessment: Bra}],
//! #   summary: Nyttigt, signature: {date: 2014-03-20, name: Anna Lind}}";
//! let fonts = Fonts::bundled();
//! let context = check::Context { folder: std::path::Path::new("rapporter").into(), fonts: &fonts };
//! let source = Source::new("rapport.yaml", yaml.into());
//! let report = check::report(&source, &context).expect("no problem in it").value;
//! let letterhead = Source::built_in_letterhead();
//! let letterhead = check::letterhead(&letterhead, &context).expect("no problem in it").value;
//!
//! let sheet = Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI)?;
//! let pdf = PdfRenderer::new(fonts, &PdfRenderer::DEFAULT_STANDARDS)?;
//! let (word, html) = (DocxRenderer::new(), HtmlRenderer::new());
//! for renderer in [Renderer::Pdf(pdf), Renderer::Docx(word), Renderer::Html(html)] {
//!     let document = renderer.render(&sheet)?;
//!     let name = format!("rapport.{}", renderer.format().extension());
//!     println!("{name}: {} bytes", document.bytes.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Data flows one way, and each module is a step of it:
//!
//! 1. [`load`] reads bytes, which [`input`] opened, as YAML with positions.
//! 2. [`check`] makes them the valid [`model`], or finds every problem in them. A problem is data
//!    ([`diagnostic`]) with its place in the text and in the report ([`field`]).
//!    What a PDF carries is read by [`pdf`]; a form filled in in Word comes in by [`read`], as the YAML that it says, which [`write`](mod@write) writes.
//! 3. [`picture`] prepares the pictures, and [`sheet`] makes of it all what a document shows, block
//!    by block: nothing after it knows the form.
//! 4. [`render`] makes a [`document`] of the sheet, which carries its [`seal`].
//!
//! Nothing here prints, ends the process, asks for the time, or depends on anything but its
//! arguments: the same report, letterhead, fonts and version give the same bytes, whatever else is
//! rendered at the same time. What is kept for the whole process only saves time: Typst's memoised
//! results, of which [`render::pdf::PdfRenderer`] keeps few, Typst's library with the templates, the
//! form's words and measures ([`model::Form::get`]), and the widths of the bundled fonts' glyphs.

pub mod attachment;
mod characters;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod entry;
pub mod field;
pub mod fonts;
pub mod input;
mod limits;
pub mod load;
mod metrics;
pub mod model;
pub mod pdf;
pub mod picture;
pub mod read;
pub mod render;
pub mod schema;
pub mod seal;
pub mod sheet;
mod signature;
mod source;
pub mod templates;
pub mod write;
