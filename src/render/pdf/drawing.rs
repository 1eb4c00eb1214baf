//! A page as elements of SVG, each run of text one path: a browser shows that much sooner than a
//! glyph each.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Size, Transform};
use typst::text::color::{glyph_frame, should_outline};
use typst::text::{FontInstance, TextItem};
use typst::visualize::{
    Curve, CurveItem, FillRule, FixedStroke, Geometry, Image, LineCap, LineJoin, Paint, Shape,
};
use typst_layout::Page;
use typst_svg::WebImage;

/// A page. Lengths are points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// The outlines of the glyphs on it, in their fonts' units, from where the glyph stands: path
    /// data of which each command is relative.
    pub glyphs: BTreeMap<String, String>,
    /// The page's `svg`.
    pub page: Drawn,
}

/// An element of SVG 1.1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawn {
    /// `svg`, `path` or `image`.
    pub name: &'static str,
    /// Its attributes.
    pub attributes: BTreeMap<&'static str, String>,
    /// In place of a path's data, what it is made of: for each glyph its key and where it stands.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub run: Vec<(String, f64, f64)>,
    /// What is drawn in it, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Drawn>,
}

impl Drawing {
    /// Draws a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut pen = Pen { fonts: Vec::new(), glyphs: BTreeMap::new() };
        let mut drawn = Drawn::window(Point::zero(), page.frame.size().to_point());
        pen.frame(&page.frame, Transform::identity(), &mut drawn.inside);
        Self { glyphs: pen.glyphs, page: drawn }
    }
}

impl Drawn {
    fn new<const N: usize>(name: &'static str, attributes: [(&'static str, String); N]) -> Self {
        let attributes = BTreeMap::from(attributes);
        Self { name, attributes, run: Vec::new(), inside: Vec::new() }
    }

    /// A rectangle beyond which nothing is drawn.
    fn window(from: Point, to: Point) -> Self {
        let size = to - from;
        let sides = [from.x, from.y, size.x, size.y].map(|side| number(side.to_pt()).to_string());
        let view = sides.join(" ");
        let [x, y, width, height] = sides;
        let attributes =
            [("x", x), ("y", y), ("width", width), ("height", height), ("viewBox", view)];
        Self::new("svg", attributes)
    }
}

/// Draws frames, and knows the glyphs that it has drawn.
struct Pen {
    fonts: Vec<FontInstance>,
    glyphs: BTreeMap<String, String>,
}

impl Pen {
    fn frame(&mut self, of: &Frame, above: Transform, out: &mut Vec<Drawn>) {
        for (at, item) in of.items() {
            let here = above.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    let here = here.pre_concat(group.transform);
                    match &group.clip {
                        None => self.frame(&group.frame, here, out),
                        // Where a template clips, it clips to an upright rectangle.
                        Some(clip) => {
                            let rect = clip.bbox(None);
                            let (one, other) = (rect.min.transform(here), rect.max.transform(here));
                            let mut window = Drawn::window(one.min(other), one.max(other));
                            self.frame(&group.frame, here, &mut window.inside);
                            out.push(window);
                        }
                    }
                }
                FrameItem::Text(of) => self.text(of, here, out),
                FrameItem::Shape(of, _) => out.push(shape(of, here)),
                FrameItem::Image(of, size, _) => out.push(image(of, *size, here)),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// A run of text; its glyphs stand in the font's units, whose y axis points upwards.
    fn text(&mut self, of: &TextItem, here: Transform, out: &mut Vec<Drawn>) {
        let units = of.font.units_per_em();
        let scale = of.size.to_pt() / units;
        let mut run = Drawn::new("path", [("fill", colour(&of.fill))]);
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &of.glyphs {
            let (left, up) = (x + glyph.x_offset.get() * units, y + glyph.y_offset.get() * units);
            if should_outline(&of.font, GlyphId(glyph.id)) {
                if let Some(key) = self.glyph(&of.font, glyph.id) {
                    run.run.push((key, number(left), number(up)));
                }
            } else if let Some(drawing) = glyph_frame(&of.font, glyph.id) {
                // A glyph in colours is a drawing of its own, whose y axis points downwards.
                let at = Transform::translate(Abs::pt(left * scale), Abs::pt(-up * scale));
                let at = here.pre_concat(at).pre_concat(scaled(scale, scale));
                self.frame(&Frame::from(drawing), at, out);
            }
            x += glyph.x_advance.get() * units;
            y += glyph.y_advance.get() * units;
        }
        if !run.run.is_empty() {
            place(&mut run, here.pre_concat(scaled(scale, -scale)));
            out.push(run);
        }
    }

    /// The key of a glyph's outline; blank glyphs have none.
    fn glyph(&mut self, font: &FontInstance, glyph: u16) -> Option<String> {
        let known = self.fonts.iter().position(|known| known == font);
        let at = known.unwrap_or_else(|| {
            self.fonts.push(font.clone());
            self.fonts.len() - 1
        });
        let key = format!("{at}.{glyph}");
        if !self.glyphs.contains_key(&key) {
            let mut outline = Outline::default();
            font.ttf().outline_glyph(GlyphId(glyph), &mut outline)?;
            self.glyphs.insert(key.clone(), outline.path);
        }
        Some(key)
    }
}

fn shape(of: &Shape, here: Transform) -> Drawn {
    let fill = of.fill.as_ref().map_or_else(|| "none".to_owned(), colour);
    let mut drawn = Drawn::new("path", [("d", geometry(&of.geometry)), ("fill", fill)]);
    if of.fill_rule == FillRule::EvenOdd {
        drawn.attributes.insert("fill-rule", "evenodd".to_owned());
    }
    if let Some(FixedStroke { paint, thickness, cap, join, dash, miter_limit }) = &of.stroke {
        let cap = match cap {
            LineCap::Butt => "butt",
            LineCap::Round => "round",
            LineCap::Square => "square",
        };
        let join = match join {
            LineJoin::Miter => "miter",
            LineJoin::Round => "round",
            LineJoin::Bevel => "bevel",
        };
        drawn.attributes.extend([
            ("stroke", colour(paint)),
            ("stroke-width", number(thickness.to_pt()).to_string()),
            ("stroke-linecap", cap.to_owned()),
            ("stroke-linejoin", join.to_owned()),
            ("stroke-miterlimit", number(miter_limit.get()).to_string()),
        ]);
        if let Some(dash) = dash {
            let lengths: Vec<String> =
                dash.array.iter().map(|of| number(of.to_pt()).to_string()).collect();
            drawn.attributes.insert("stroke-dasharray", lengths.join(" "));
            drawn.attributes.insert("stroke-dashoffset", number(dash.phase.to_pt()).to_string());
        }
    }
    place(&mut drawn, here);
    drawn
}

fn image(of: &Image, size: Size, here: Transform) -> Drawn {
    let mut drawn = Drawn::new(
        "image",
        [
            ("href", WebImage::new(of).to_base64_url().to_string()),
            ("width", number(size.x.to_pt()).to_string()),
            ("height", number(size.y.to_pt()).to_string()),
            ("preserveAspectRatio", "none".to_owned()),
        ],
    );
    place(&mut drawn, here);
    drawn
}

fn place(drawn: &mut Drawn, at: Transform) {
    let Transform { sx, ky, kx, sy, tx, ty } = at;
    let matrix = [sx.get(), ky.get(), kx.get(), sy.get(), tx.to_pt(), ty.to_pt()];
    let matrix = matrix.map(|of| format!("{}", (of * 1e5).round() / 1e5)).join(" ");
    drawn.attributes.insert("transform", format!("matrix({matrix})"));
}

fn scaled(x: f64, y: f64) -> Transform {
    Transform::scale(Ratio::new(x), Ratio::new(y))
}

/// The templates know plain colours only.
fn colour(paint: &Paint) -> String {
    match paint {
        Paint::Solid(colour) => colour.to_hex().to_string(),
        Paint::Gradient(_) | Paint::Tiling(_) => "#000000".to_owned(),
    }
}

/// To a thousandth.
fn number(of: f64) -> f64 {
    (of * 1e3).round() / 1e3
}

fn geometry(of: &Geometry) -> String {
    let mut path = String::new();
    let mut add = |command: char, points: &[Point]| {
        path.push(command);
        for point in points {
            let _ = write!(path, "{} {} ", number(point.x.to_pt()), number(point.y.to_pt()));
        }
    };
    match of {
        Geometry::Line(to) => {
            add('M', &[Point::zero()]);
            add('L', &[*to]);
        }
        Geometry::Rect(size) => {
            let corner = size.to_point();
            add('M', &[Point::zero()]);
            add('L', &[Point::with_x(corner.x), corner, Point::with_y(corner.y)]);
            add('Z', &[]);
        }
        Geometry::Curve(Curve(items)) => {
            for item in items {
                match *item {
                    CurveItem::Move(to) => add('M', &[to]),
                    CurveItem::Line(to) => add('L', &[to]),
                    CurveItem::Cubic(one, other, to) => add('C', &[one, other, to]),
                    CurveItem::Close => add('Z', &[]),
                }
            }
        }
    }
    path
}

/// Writes an outline, each point relative to the one before, so that it can begin anywhere.
#[derive(Default)]
struct Outline {
    path: String,
    /// Where the last command has led, and where the contour began.
    at: (f32, f32),
    start: (f32, f32),
}

impl Outline {
    fn add(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (x, y) in points {
            let (x, y) = (number(f64::from(x - self.at.0)), number(f64::from(y - self.at.1)));
            let _ = write!(self.path, "{x} {y} ");
        }
        self.at = points.last().copied().unwrap_or(self.at);
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.add('m', &[(x, y)]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.add('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.add('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.add('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.add('z', &[]);
        self.at = self.start;
    }
}
