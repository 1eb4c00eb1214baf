//! The pages of the PDF to look at while a report is being written: drawings, and where on them
//! each field stands.

use serde::Serialize;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::{Page, PagedDocument};

use super::drawing::Drawing;

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

/// Draws a document whose fields are marked.
pub(super) fn pages(document: &PagedDocument) -> Vec<PreviewPage> {
    let mut walk = Walk { path: String::new(), found: Vec::new() };
    let page = |page: &Page| {
        walk.frame(&page.frame, Transform::identity());
        let size = page.frame.size();
        let places = walk.found.drain(..).map(|Found { path, from, to }| PagePlace {
            path,
            x: from.x / size.x,
            y: from.y / size.y,
            width: (to.x - from.x) / size.x,
            height: (to.y - from.y) / size.y,
        });
        let places = places.collect();
        PreviewPage { drawing: Drawing::of(page), places }
    };
    document.pages().iter().map(page).collect()
}

struct Found {
    path: String,
    from: Point,
    to: Point,
}

/// Goes through frames in the order in which they were laid out. What comes after a mark belongs to
/// its field, on later pages too.
struct Walk {
    path: String,
    found: Vec<Found>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, above: Transform) {
        for (at, item) in frame.items() {
            let here = above.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform));
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let mark = content.to_packed::<MetadataElem>();
                    if let Some(Value::Str(path)) = mark.map(|mark| &mark.value) {
                        self.path = path.to_string();
                    }
                }
                // From a little below the base line to the height of capitals with accents.
                FrameItem::Text(text) => self.add(
                    Point::new(Abs::zero(), -text.size).transform(here),
                    Point::new(text.width(), text.size * 0.3).transform(here),
                ),
                _ => {}
            }
        }
    }

    fn add(&mut self, from: Point, to: Point) {
        if self.path.is_empty() {
            return;
        }
        match self.found.last_mut().filter(|last| last.path == self.path) {
            Some(last) => {
                last.from = last.from.min(from);
                last.to = last.to.max(to);
            }
            None => self.found.push(Found { path: self.path.clone(), from, to }),
        }
    }
}
