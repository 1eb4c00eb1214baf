//! Drawings in SVG: opened in one way for all, so that what is checked is what every renderer sees.
//!
//! A drawing is measured as it is written (`scan`), read by usvg, measured again as it would be
//! drawn (`cost`) and drawn (`draw`). What goes on is usvg's own writing of what it has read: plain
//! shapes without style sheets, references to anything outside, scripts, or repeated parts.

mod cost;
mod draw;
mod flaw;
mod scan;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use usvg::{ImageHrefResolver, ImageKind, Options, Tree, WriteOptions, roxmltree};

use self::cost::Cost;
pub(crate) use self::flaw::SvgFlaw;
use super::judge::File;

/// How much room the thread has that reads and draws a drawing: both go down a drawing's levels by
/// recursion, of which [`scan`] allows no more than fit in a part of this.
const STACK: usize = 32 * 1024 * 1024;

/// Most pixels of all pictures inside a drawing.
const MAX_IMAGE_PIXELS: u64 = 8_000_000;

/// A drawing that is sound.
#[derive(Debug)]
pub(crate) struct Svg {
    tree: Tree,
    /// What of it is shown, written plainly.
    pub plain: String,
    /// Width divided by height.
    pub aspect: f64,
}

impl Svg {
    /// Opens a drawing.
    pub(crate) fn open(text: &str) -> Result<Self, SvgFlaw> {
        with_room(|| open(text))
    }

    /// Draws it, shown so many points wide, as a PNG.
    pub(crate) fn draw(&self, width: f64) -> Result<Vec<u8>, SvgFlaw> {
        with_room(|| draw::draw(&self.tree, width as f32).ok_or(SvgFlaw::TooComplex))
    }
}

/// Works on a thread of its own, whatever room the caller's has. What the libraries stumble over
/// is too much for them.
fn with_room<T: Send>(work: impl FnOnce() -> Result<T, SvgFlaw> + Send) -> Result<T, SvgFlaw> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        worker.map_or(Err(SvgFlaw::TooComplex), |worker| {
            worker.join().unwrap_or(Err(SvgFlaw::TooComplex))
        })
    })
}

fn open(text: &str) -> Result<Svg, SvgFlaw> {
    scan::text(text)?;
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        nodes_limit: scan::MAX_NODES,
        ..Default::default()
    };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|_| SvgFlaw::NotSvg)?;
    scan::document(&document)?;

    let pixels = AtomicU64::new(0);
    let is_lost = AtomicBool::new(false);
    let options = Options {
        // Nothing outside is looked up, and what is inside is judged as every picture is.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, data, _| {
                let image = image(&data, &pixels);
                is_lost.fetch_or(image.is_none(), Ordering::Relaxed);
                image
            }),
            resolve_string: Box::new(|_, _| {
                is_lost.store(true, Ordering::Relaxed);
                None
            }),
        },
        ..Default::default()
    };
    let tree = Tree::from_xmltree(&document, &options).map_err(|_| SvgFlaw::NotSvg)?;
    drop(options);
    if is_lost.into_inner() {
        return Err(SvgFlaw::Element("image"));
    }
    Cost::of(&tree)?;
    let size = tree.size();
    let plain = tree.to_string(&WriteOptions::default());
    Ok(Svg { tree, plain, aspect: f64::from(size.width()) / f64::from(size.height()) })
}

/// A picture inside a drawing: without what its file says beside its pixels.
fn image(data: &[u8], pixels: &AtomicU64) -> Option<ImageKind> {
    let file = File::open(data).ok()?;
    let (width, height) = file.size;
    let size = u64::from(width) * u64::from(height);
    if pixels.fetch_add(size, Ordering::Relaxed) + size > MAX_IMAGE_PIXELS || file.is_open() {
        return None;
    }
    file.decode().ok()?;
    let bare = Arc::new(file.contents.bare);
    Some(match file.format {
        crate::model::ImageFormat::Png => ImageKind::PNG(bare),
        crate::model::ImageFormat::Jpeg => ImageKind::JPEG(bare),
    })
}
