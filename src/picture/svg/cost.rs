//! What drawing takes: measured on the shapes that are drawn, before any is.

use std::collections::HashMap;

use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{ClipPath, Group, Mask, Node, Paint, Path, Tree};

use super::draw::MAX_PIXELS;
use super::flaw::SvgFlaw;

/// Most pixels that are painted, layers and masks counted: a second's work.
const MAX_PAINTED: f64 = 400e6;

/// Most bytes of the layers that are open at a time.
const MAX_LAYERS: f64 = 100e6;

/// Most dashes of all lines.
const MAX_DASHES: f64 = 50_000.0;

/// How many crossings of a path's own pieces take as long as a pixel.
const CROSSINGS: f64 = 8.0;

/// How many times larger a layer may be than what is shown; the library cuts it there.
const LAYER: f64 = 25.0;

/// What has been counted so far.
pub(super) struct Cost {
    /// Pixels in a unit of area.
    scale: f64,
    painted: f64,
    dashes: f64,
}

impl Cost {
    /// Refuses a drawing that takes too much, or has what is not drawn: filters and patterns, whose
    /// cost nothing bounds.
    pub(super) fn of(tree: &Tree) -> Result<(), SvgFlaw> {
        let area = f64::from(tree.size().width()) * f64::from(tree.size().height());
        let mut cost = Self { scale: MAX_PIXELS / area, painted: 0.0, dashes: 0.0 };
        cost.group(tree.root(), MAX_PIXELS, 0.0)
    }

    /// Counts a group that is drawn on a layer of `area` pixels, where layers of so many bytes are
    /// open.
    fn group(&mut self, group: &Group, mut area: f64, mut open: f64) -> Result<(), SvgFlaw> {
        if !group.filters().is_empty() {
            return Err(SvgFlaw::Element("filter"));
        }
        if group.should_isolate() {
            let of = group.abs_layer_bounding_box();
            area = self.pixels(of.width(), of.height()).min(LAYER * MAX_PIXELS);
            open += 4.0 * area;
            self.paint(4.0 * area, open)?;
        }
        for node in group.children() {
            self.node(node, area, open)?;
        }
        if let Some(clip) = group.clip_path() {
            self.clip(clip, area, open)?;
        }
        if let Some(mask) = group.mask() {
            self.mask(mask, area, open)?;
        }
        Ok(())
    }

    fn node(&mut self, node: &Node, area: f64, open: f64) -> Result<(), SvgFlaw> {
        match node {
            Node::Group(group) => self.group(group, area, open),
            Node::Path(path) => {
                let of = path.abs_stroke_bounding_box();
                let pixels = self.pixels(of.width(), of.height()).min(area);
                self.path(path, pixels, open)
            }
            Node::Image(image) => {
                let of = image.abs_bounding_box();
                let pixels = self.pixels(of.width(), of.height()).min(area);
                self.paint(4.0 * pixels, open)
            }
            Node::Text(_) => Err(SvgFlaw::Text),
        }
    }

    fn path(&mut self, path: &Path, pixels: f64, open: f64) -> Result<(), SvgFlaw> {
        let paints = [path.fill().map(usvg::Fill::paint), path.stroke().map(usvg::Stroke::paint)];
        if paints.iter().flatten().any(|paint| matches!(paint, Paint::Pattern(_))) {
            return Err(SvgFlaw::Element("pattern"));
        }
        if let Some(dashes) = path.stroke().and_then(usvg::Stroke::dasharray) {
            let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
            self.dashes += length(path) / period * dashes.len() as f64;
            if self.dashes.is_nan() || self.dashes > MAX_DASHES {
                return Err(SvgFlaw::TooComplex);
            }
        }
        // Each piece of a line is looked at many times, and changes places with those that it crosses.
        let pieces = path.data().len() as f64;
        let crossings = match path.stroke() {
            Some(_) => 4.0 * pieces * pieces,
            None => crossings(path),
        };
        let pieces = 100.0 * pieces + crossings / CROSSINGS;
        self.paint(pixels * paints.iter().flatten().count() as f64 + pieces, open)
    }

    fn clip(&mut self, clip: &ClipPath, area: f64, open: f64) -> Result<(), SvgFlaw> {
        let open = open + 5.0 * area;
        self.paint(4.0 * area, open)?;
        self.clip_shapes(clip.root(), area, open)?;
        clip.clip_path().map_or(Ok(()), |clip| self.clip(clip, area, open))
    }

    fn clip_shapes(&mut self, group: &Group, area: f64, open: f64) -> Result<(), SvgFlaw> {
        for node in group.children() {
            match node {
                Node::Path(path) => self.path(path, area, open)?,
                Node::Group(group) => {
                    let open = open + 4.0 * area;
                    self.clip_shapes(group, area, open)?;
                    if let Some(clip) = group.clip_path() {
                        self.clip(clip, area, open)?;
                    }
                }
                Node::Image(_) | Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn mask(&mut self, mask: &Mask, area: f64, open: f64) -> Result<(), SvgFlaw> {
        let open = open + 6.0 * area;
        self.paint(6.0 * area, open)?;
        self.group(mask.root(), area, open)?;
        mask.mask().map_or(Ok(()), |mask| self.mask(mask, area, open))
    }

    /// Counts so many pixels painted, where layers of so many bytes are open.
    fn paint(&mut self, pixels: f64, open: f64) -> Result<(), SvgFlaw> {
        self.painted += pixels;
        let is_bearable = self.painted <= MAX_PAINTED && open <= MAX_LAYERS;
        if is_bearable { Ok(()) } else { Err(SvgFlaw::TooComplex) }
    }

    fn pixels(&self, width: f32, height: f32) -> f64 {
        f64::from(width) * f64::from(height) * self.scale
    }
}

/// The length of a path, its curves as long as the lines that bend them.
fn length(path: &Path) -> f64 {
    let (mut length, mut last, mut start) = (0.0, Point::zero(), Point::zero());
    let mut go = |points: &[Point], last: &mut Point| {
        for point in points {
            length += f64::from(last.distance(*point));
            *last = *point;
        }
    };
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(to) => (last, start) = (to, to),
            PathSegment::LineTo(to) => go(&[to], &mut last),
            PathSegment::QuadTo(by, to) => go(&[by, to], &mut last),
            PathSegment::CubicTo(one, two, to) => go(&[one, two, to], &mut last),
            PathSegment::Close => go(&[start], &mut last),
        }
    }
    length
}

/// How many pieces of a path may cross, both counted: all but those that lie on each other.
fn crossings(path: &Path) -> f64 {
    let mut equal: HashMap<[[u32; 2]; 2], f64> = HashMap::new();
    let bits = |point: Point| [point.x.to_bits(), point.y.to_bits()];
    let (mut count, mut last) = (0.0, Point::zero());
    for segment in path.data().segments() {
        let to = match segment {
            PathSegment::MoveTo(to) => {
                last = to;
                continue;
            }
            PathSegment::LineTo(to)
            | PathSegment::QuadTo(_, to)
            | PathSegment::CubicTo(_, _, to) => to,
            PathSegment::Close => continue,
        };
        let mut ends = [bits(last), bits(to)];
        ends.sort_unstable();
        *equal.entry(ends).or_default() += 1.0;
        count += 1.0;
        last = to;
    }
    // Whole numbers, so that the order does not matter.
    count * count - equal.values().map(|equal| equal * equal).sum::<f64>()
}
