//! A letterhead's logo: SVG without text, PNG or JPEG.

use std::ops::Range;
use std::sync::Arc;

use usvg::roxmltree;

use super::checker::Checker;
use super::picture::problem;
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::{Form, ImageFormat, Mark};
use crate::picture;

/// Largest logo file, in bytes. It goes into every document.
const MAX_LOGO: usize = 2 * 1024 * 1024;

/// Most elements and attributes of an SVG; a logo has some hundreds.
const MAX_NODES: u32 = 100_000;

/// Smallest height of a logo, in points; what is smaller cannot be seen.
const MIN_HEIGHT: f64 = 5.0;

/// The formats that a logo may have.
const FORMATS: &[&str] = &["SVG", "PNG", "JPEG"];

const LOGO: &[&str] = &["file", "alt", "height"];

/// A logo's file with what its renderers need to know.
struct Drawing {
    bytes: Arc<[u8]>,
    extension: &'static str,
    /// Width divided by height.
    aspect: f64,
}

impl Checker<'_> {
    pub fn logo<'n>(&mut self, node: &'n Node<'n>) -> Option<Mark> {
        let fields = self.fields(node, LOGO)?;
        let drawing = self.required(&fields, "file", Self::drawing);
        let alt = self.required(&fields, "alt", Self::line);
        let height = self.required(&fields, "height", Self::height);
        let (Drawing { bytes, extension, aspect }, height) = (drawing?, height?);
        let width = height * aspect;
        // The page number stands at the right of the same line.
        let most = Form::get().measures.text_width() * 0.75;
        if width > most {
            self.report(fields.place(), Problem::LogoTooWide { most: most as u32 });
        }
        let drawn = match extension {
            "svg" => Some(self.draw(fields.place(), &bytes, width)?),
            _ => None,
        };
        Some(Mark::Logo { bytes, extension, drawn, alt: alt?, width, height })
    }

    /// Draws an SVG once for all documents.
    fn draw(&mut self, place: Range<usize>, svg: &[u8], width: f64) -> Option<Arc<[u8]>> {
        let drawn = picture::draw(svg, width);
        if drawn.is_none() {
            self.report(place, Problem::PictureFormat { known: FORMATS });
        }
        Some(drawn?.into())
    }

    fn drawing(&mut self, node: &Node<'_>) -> Option<Drawing> {
        let path = self.file_path(node)?;
        let (_, bytes) = self.file(node, &path, MAX_LOGO)?;
        let drawing = match std::str::from_utf8(&bytes) {
            Ok(text) if text.contains("<svg") => svg(text),
            _ => bitmap(bytes),
        };
        drawing.map_err(|problem| self.report(node.span.clone(), problem)).ok()
    }

    /// Reads a length such as `14mm`; returns points.
    fn height(&mut self, node: &Node<'_>) -> Option<f64> {
        /// How many points there are in each unit.
        const UNITS: [(&str, f64); 3] = [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("pt", 1.0)];
        let written = self.text(node)?.text.trim();
        let measures = &Form::get().measures;
        let most = measures.page.margin_top - measures.head.top;
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

fn svg(text: &str) -> Result<Drawing, Problem> {
    let not_svg = Problem::PictureFormat { known: FORMATS };
    let options =
        roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..Default::default() };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|_| not_svg.clone())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(not_svg);
    }
    // Text would need a font, and is invisible to a PDF's reader without one.
    if document.descendants().any(|node| node.has_tag_name((SVG, "text"))) {
        return Err(Problem::LogoWithText);
    }
    let has_size = root.has_attribute("width") && root.has_attribute("height");
    if !has_size && !root.has_attribute("viewBox") {
        return Err(Problem::LogoWithoutSize);
    }
    let options = usvg::Options {
        // A drawing stands alone: nothing that it refers to is looked up.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Default::default()
    };
    let size = usvg::Tree::from_xmltree(&document, &options).map_err(|_| not_svg)?.size();
    Ok(Drawing {
        bytes: text.as_bytes().into(),
        extension: "svg",
        aspect: f64::from(size.width()) / f64::from(size.height()),
    })
}

fn bitmap(bytes: Vec<u8>) -> Result<Drawing, Problem> {
    let image = picture::judge(bytes, u64::MAX)
        .and_then(|judged| picture::prepare_whole(&judged.image))
        .map_err(|flaw| problem(flaw, FORMATS))?;
    let extension = match image.format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
    };
    let aspect = f64::from(image.width) / f64::from(image.height);
    Ok(Drawing { bytes: image.bytes, extension, aspect })
}

/// The namespace of SVG elements.
const SVG: &str = "http://www.w3.org/2000/svg";
