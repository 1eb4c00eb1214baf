//! The head of the page as one sees it: mark, registration number, and the letterhead's columns.

use super::page::Page;
use crate::model::{Channel, Mark};
use crate::sheet::Head;

/// Adds the head.
pub(super) fn head(page: &mut Page, head: &Head<'_>) {
    page.markup("<header>\n<div class=\"running-head\"><p class=\"mark\">");
    mark(page, head.mark);
    page.markup("</p>");
    let number = &head.registration_number;
    if let Some(text) = number.content {
        page.markup("<p class=\"number\"><span class=\"label\">").text(number.control);
        page.markup("</span> ").text(text).markup("</p>");
    }
    page.markup("</div>\n<address><dl class=\"letterhead\" style=\"--columns:");
    for column in &head.columns {
        page.number(column.width).markup("fr ");
    }
    page.markup("\">\n");
    for column in &head.columns {
        page.markup("<div><dt>").text(column.label).markup("</dt><dd>");
        reached(page, column.channel, column.value);
        page.markup("</dd></div>\n");
    }
    page.markup("</dl></address>\n</header>\n");
}

fn mark(page: &mut Page, mark: &Mark) {
    match mark {
        Mark::Wordmark { text } => {
            page.text(text);
        }
        Mark::Logo { bytes, extension, alt, width, height, .. } => {
            let media_type = match *extension {
                "svg" => "image/svg+xml",
                "jpg" => "image/jpeg",
                _ => "image/png",
            };
            image(page, media_type, bytes, alt, (*width, *height));
        }
    }
}

/// Adds an image of a size in points.
pub(super) fn image(
    page: &mut Page,
    media_type: &'static str,
    bytes: &[u8],
    alt: &str,
    (width, height): (f64, f64),
) {
    page.markup("<img alt=\"").text(alt);
    page.markup("\" width=\"").number(css_pixels(width));
    page.markup("\" height=\"").number(css_pixels(height));
    page.markup("\" src=\"").data(media_type, bytes).markup("\">");
}

/// A length in whole pixels of CSS, 96 an inch.
fn css_pixels(points: f64) -> u32 {
    (points * 96.0 / 72.0).round().max(1.0) as u32
}

/// Adds plain text, with a link if one gets in touch by it.
pub(super) fn reached(page: &mut Page, channel: Option<Channel>, text: &str) {
    match channel.and_then(|channel| channel.href(text)) {
        Some(url) => page.link(&url, |page| {
            page.text(text);
        }),
        None => page.text(text),
    };
}
