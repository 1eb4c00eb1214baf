//! Logos as SVG: drawn as pixels, which every version of Word and LibreOffice shows.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels an inch at the width shown: what an office printer tells apart.
const RESOLUTION: f32 = 600.0;

/// No logo gets more pixels than this on a side, however it is shown.
const MOST_PIXELS: f32 = 4096.0;

/// Draws an SVG that is shown `width` points wide, as a PNG.
pub(crate) fn draw(svg: &[u8], width: f64) -> Option<Vec<u8>> {
    let width = width as f32;
    let tree = Tree::from_data(svg, &Options::default()).ok()?;
    let size = tree.size();
    let scale = (RESOLUTION * width / 72.0 / size.width())
        .min(MOST_PIXELS / size.width().max(size.height()));
    let pixels = |length: f32| (length * scale).ceil() as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let pixels: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let colour = pixel.demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        })
        .collect();
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new(&mut png)
        .write_image(&pixels, pixmap.width(), pixmap.height(), ExtendedColorType::Rgba8)
        .ok()?;
    Some(png.into_inner())
}
