//! A letterhead's logo: SVG without text, PNG or JPEG.

use std::sync::Arc;

use super::checker::Checker;
use super::picture::problem;
use crate::characters::bare;
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::{Form, Image, ImageFormat, Mark};
use crate::picture::{self, Svg, SvgFlaw};

/// Largest logo file, in bytes. It goes into every document.
const MAX_LOGO: usize = 2 * 1024 * 1024;

/// Smallest height of a logo, in points; what is smaller cannot be seen.
const MIN_HEIGHT: f64 = 5.0;

/// The formats that a logo may have.
const FORMATS: &[&str] = &["SVG", "PNG", "JPEG"];

pub(super) const LOGO: &[&str] = &["file", "alt", "height"];

/// A logo's path and its file as it was read.
type Original = (String, Arc<[u8]>);

/// What a logo's file holds.
enum Logo {
    Drawing(Box<Svg>),
    Bitmap(Image),
}

impl Checker<'_> {
    pub fn logo<'n>(&mut self, node: &'n Node<'n>) -> Option<Mark> {
        let fields = self.fields(node, LOGO)?;
        let file = self.required(&fields, "file", Self::logo_file);
        let alt = self.required(&fields, "alt", Self::line);
        let height = self.required(&fields, "height", Self::height);
        let ((original, file), height) = (file?, height?);
        let width = height
            * match &file {
                Logo::Drawing(svg) => svg.aspect,
                Logo::Bitmap(image) => f64::from(image.width) / f64::from(image.height),
            };
        // The page number stands at the right of the same line.
        let most = Form::get().measures.text_width() * 0.75;
        if width > most {
            self.report(fields.place(), Problem::LogoTooWide { most: most as u32 });
            return None;
        }
        let (bytes, extension, drawn) = match file {
            Logo::Drawing(svg) => {
                let drawn = svg
                    .draw(width)
                    .map_err(|flaw| self.report(fields.place(), svg_problem(flaw)))
                    .ok()?;
                (svg.plain.into_bytes().into(), "svg", Some(drawn.into()))
            }
            Logo::Bitmap(image) => {
                let extension = match image.format {
                    ImageFormat::Png => "png",
                    ImageFormat::Jpeg => "jpg",
                };
                (image.bytes, extension, None)
            }
        };
        Some(Mark::Logo { bytes, extension, drawn, alt: alt?, width, height, original })
    }

    fn logo_file(&mut self, node: &Node<'_>) -> Option<(Original, Logo)> {
        let path = self.file_path(node)?;
        let (_, bytes) = self.file(node, &path, MAX_LOGO)?;
        let original: Arc<[u8]> = bytes.as_slice().into();
        let file = match std::str::from_utf8(&bytes) {
            Ok(text) if text.contains("<svg") => {
                Svg::open(text).map(|svg| Logo::Drawing(Box::new(svg))).map_err(svg_problem)
            }
            _ => picture::judge(bytes, u64::MAX)
                .and_then(|judged| picture::prepare_whole(&self.judged(node, judged)))
                .map(Logo::Bitmap)
                .map_err(|flaw| problem(flaw, FORMATS)),
        };
        let file = file.map_err(|problem| self.report(node.span.clone(), problem)).ok()?;
        Some(((path, original), file))
    }

    /// Reads a length such as `14mm`; returns points.
    fn height(&mut self, node: &Node<'_>) -> Option<f64> {
        /// How many points there are in each unit.
        const UNITS: [(&str, f64); 3] = [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("pt", 1.0)];
        let written = &bare(&self.value(node)?.text);
        let measures = &Form::get().measures;
        let most = measures.head.bottom - measures.head.top;
        let height = UNITS
            .iter()
            .find_map(|(unit, points)| Some((written.strip_suffix(unit)?.trim_end(), points)))
            .filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
            .and_then(|(number, points)| Some(number.parse::<f64>().ok()? * points))
            .filter(|height| (MIN_HEIGHT..=most).contains(height));
        if height.is_none() {
            let problem = Problem::Length { least: MIN_HEIGHT as u32, most: most as u32 };
            self.report(node.span.clone(), problem);
        }
        height
    }
}

/// What is wrong with a drawing, as a diagnostic.
fn svg_problem(flaw: SvgFlaw) -> Problem {
    match flaw {
        SvgFlaw::NotSvg => Problem::PictureFormat { known: FORMATS, found: None },
        SvgFlaw::Text => Problem::LogoWithText,
        SvgFlaw::NoSize => Problem::LogoWithoutSize,
        SvgFlaw::Reference(address) => Problem::LogoReference { address },
        SvgFlaw::Element(element) => Problem::LogoElement { element },
        SvgFlaw::TooComplex => Problem::LogoTooComplex,
    }
}
