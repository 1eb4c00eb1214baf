//! The pages of the PDF to look at while a report is being written: drawings, and where on them
//! each field stands.

use serde::Serialize;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Rect, Size, Transform};
use typst_layout::{Page, PagedDocument};

use super::drawing::Drawing;
use crate::sheet::{Absent, Side};

/// A page of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewPage {
    /// What is on it: text as outlines, pictures inside.
    pub drawing: Drawing,
    /// Where fields stand on it, in order.
    pub places: Vec<PagePlace>,
}

/// Where a field, or a part of it, stands on a page. Lengths are shares of the page's width and
/// height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PagePlace {
    /// The field's place in the report.
    pub path: String,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// Draws a document whose fields are marked. Of fields that are not on it, `absent` says where they
/// would be.
pub(super) fn pages(document: &PagedDocument, absent: &[Absent]) -> Vec<PreviewPage> {
    let mut walk = Walk::default();
    let found = document.pages().iter().map(|page| {
        walk.frame(&page.frame, Transform::identity());
        walk.page += 1;
        std::mem::take(&mut walk.found)
    });
    let mut found: Vec<Vec<Found>> = found.collect();
    for absent in absent {
        let (path, beside) = (absent.path.to_string(), absent.beside.to_string());
        for page in found.iter_mut().rev() {
            if let Some(at) = page.iter().find(|found| found.path == beside) {
                let found = Found { path, ..at.next(absent.side) };
                page.push(found);
                break;
            }
        }
    }
    let page = |(page, found): (&Page, Vec<Found>)| PreviewPage {
        drawing: Drawing::of(page),
        places: found.into_iter().map(|found| found.place_on(page.frame.size())).collect(),
    };
    document.pages().iter().zip(found).map(page).collect()
}

/// How wide the place of a column is that a table lacks, in points.
const COLUMN: f64 = 8.0;

/// How high the place of a line is that is not there, and of one to write on, in points.
const LINE: f64 = 12.0;

struct Found {
    path: String,
    from: Point,
    to: Point,
}

impl Found {
    /// The place beside this one.
    fn next(&self, side: Side) -> Self {
        let (from, to) = match side {
            Side::Right => (
                Point::new(self.to.x, self.from.y),
                Point::new(self.to.x + Abs::pt(COLUMN), self.to.y),
            ),
            Side::Below => (
                Point::new(self.from.x, self.to.y),
                Point::new(self.to.x, self.to.y + Abs::pt(LINE)),
            ),
        };
        Self { path: String::new(), from, to }
    }

    /// As shares of a page, and on it.
    fn place_on(self, page: Size) -> PagePlace {
        let share = |length: Abs, of: Abs| (length / of).clamp(0.0, 1.0);
        let (x, y) = (share(self.from.x, page.x), share(self.from.y, page.y));
        PagePlace {
            path: self.path,
            x,
            y,
            width: share(self.to.x, page.x) - x,
            height: share(self.to.y, page.y) - y,
        }
    }
}

/// A field of which not all has been shown yet.
struct Open {
    path: String,
    /// The page on which it began.
    page: usize,
    /// From where to where it reaches on that page.
    left: Abs,
    right: Abs,
}

/// Goes through frames in the order in which they were laid out. What comes between a field's marks
/// belongs to it, on later pages too.
#[derive(Default)]
struct Walk {
    page: usize,
    open: Vec<Open>,
    found: Vec<Found>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, above: Transform) {
        for (at, item) in frame.items() {
            let here = above.pre_concat(Transform::translate(at.x, at.y));
            match item {
                // What is cut off is not seen.
                FrameItem::Group(group) if group.clip.is_some() => {
                    self.add(here, Point::zero(), group.frame.size().to_point());
                }
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform));
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(mark) = content.to_packed::<MetadataElem>() {
                        self.mark(&mark.value, Point::zero().transform(here));
                    }
                }
                // From a little below the base line to the height of capitals with accents.
                FrameItem::Text(text) => {
                    let to = Point::new(text.width(), text.size * 0.3);
                    self.add(here, Point::with_y(-text.size), to);
                }
                FrameItem::Image(_, size, _) => self.add(here, Point::zero(), size.to_point()),
                // On later pages the shapes are a table's rules.
                FrameItem::Shape(shape, _) if self.begins_here() => {
                    let Rect { mut min, max } = shape.bbox(false);
                    // What is written on a line stands above it.
                    if max.y - min.y < Abs::pt(1.0) {
                        min.y = max.y - Abs::pt(LINE);
                    }
                    self.add(here, min, max);
                }
                _ => {}
            }
        }
    }

    /// Whether the field that is shown began on this page.
    fn begins_here(&self) -> bool {
        self.open.last().is_some_and(|open| open.page == self.page)
    }

    fn mark(&mut self, mark: &Value, at: Point) {
        match mark {
            Value::Str(path) => {
                if let Some(path) = path.strip_prefix('/') {
                    self.open.retain(|open| open.path != path);
                } else {
                    let (path, page) = (path.to_string(), self.page);
                    self.open.push(Open { path, page, left: at.x, right: at.x });
                }
            }
            Value::Dict(space) => {
                let length = |key| match space.get(key) {
                    Ok(Value::Float(length)) => Abs::pt(*length),
                    _ => Abs::zero(),
                };
                let Ok(Value::Str(path)) = space.get("place") else { return };
                let from = at + Point::new(length("x"), length("y"));
                let to = from + Point::new(length("width"), length("height"));
                self.put(path.to_string(), from, to);
            }
            _ => {}
        }
    }

    /// Adds what is shown to the field that it belongs to: of those that go on from the page before,
    /// as the cells of a torn row do, to the one that it stands below.
    fn add(&mut self, here: Transform, from: Point, to: Point) {
        let (from, to) = (from.transform(here), to.transform(here));
        let (page, middle) = (self.page, (from.x + to.x) / 2.0);
        let is_it =
            |open: &&mut Open| open.page == page || (open.left <= middle && middle <= open.right);
        let Some(open) = self.open.iter_mut().rev().find(is_it) else { return };
        if open.page == page {
            open.left = open.left.min(from.x);
            open.right = open.right.max(to.x);
        }
        let path = open.path.clone();
        self.put(path, from, to);
    }

    fn put(&mut self, path: String, from: Point, to: Point) {
        // The form's own words belong to no field.
        if path.is_empty() {
            return;
        }
        match self.found.iter_mut().find(|found| found.path == path) {
            Some(found) => {
                found.from = found.from.min(from);
                found.to = found.to.max(to);
            }
            None => self.found.push(Found { path, from, to }),
        }
    }
}
