//! Logos as SVG: drawn as pixels, which every version of Word and LibreOffice shows.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

/// Pixels an inch at the width shown: what an office printer tells apart.
const RESOLUTION: f32 = 600.0;

/// No logo gets more pixels than this, however it is shown; one as wide as may be has fewer.
pub(super) const MAX_PIXELS: f64 = 2e6;

/// Draws a drawing that is shown `width` points wide, as a PNG.
pub(super) fn draw(tree: &Tree, width: f32) -> Option<Vec<u8>> {
    let size = tree.size();
    let scale = (RESOLUTION * width / 72.0 / size.width())
        .min((MAX_PIXELS as f32 / size.width() / size.height()).sqrt());
    let pixels = |length: f32| (length * scale).ceil() as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
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
