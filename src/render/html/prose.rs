//! Prose as HTML: paragraphs, real lists, links, strong and emphasised text.

use super::page::Page;
use crate::model::{Block, Inline, List, ListItem, Marker, Piece, pieces};

/// Adds block prose.
pub(super) fn prose(page: &mut Page, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph { content } => {
                page.markup("<p>");
                inlines(page, content);
                page.markup("</p>");
            }
            Block::List(content) => list(page, content),
        }
    }
}

fn list(page: &mut Page, list: &List) {
    let (start, end) = match list.marker {
        Marker::Bullet => ("<ul", "</ul>"),
        Marker::Plus => ("<ul class=\"plus\"", "</ul>"),
        Marker::Number => ("<ol", "</ol>"),
        Marker::NumberInBracket => ("<ol class=\"bracket\"", "</ol>"),
        Marker::Letter => ("<ol class=\"letter\"", "</ol>"),
        Marker::Capital => ("<ol class=\"capital\"", "</ol>"),
    };
    page.markup(start);
    let widest = list.items.iter().map(|item| item.number).max().unwrap_or(0);
    let digits = widest.checked_ilog10().unwrap_or(0) + 1;
    if matches!(list.marker, Marker::Number | Marker::NumberInBracket) && digits > 2 {
        page.markup(" style=\"--digits:").number(digits).markup("\"");
    }
    page.markup(">");
    let mut next = 1;
    for ListItem { number, blocks } in &list.items {
        if list.marker.is_numbered() && *number != next {
            page.markup("<li value=\"").number(number).markup("\">");
        } else {
            page.markup("<li>");
        }
        prose(page, blocks);
        page.markup("</li>");
        next = number.saturating_add(1);
    }
    page.markup(end);
}

/// Adds inline prose.
pub(super) fn inlines(page: &mut Page, inlines: &[Inline]) {
    let pieces: Vec<Piece<'_>> = pieces(inlines).collect();
    for linked in pieces.chunk_by(|one, two| one.look.same_link(two.look)) {
        match linked[0].look.link {
            Some(url) => {
                page.link(url, |page| strong(page, linked));
            }
            None => strong(page, linked),
        }
    }
}

fn strong(page: &mut Page, pieces: &[Piece<'_>]) {
    for alike in pieces.chunk_by(|one, two| one.look.is_strong == two.look.is_strong) {
        if alike[0].look.is_strong {
            page.markup("<strong>");
            emphasised(page, alike);
            page.markup("</strong>");
        } else {
            emphasised(page, alike);
        }
    }
}

fn emphasised(page: &mut Page, pieces: &[Piece<'_>]) {
    for alike in pieces.chunk_by(|one, two| one.look.is_emphasised == two.look.is_emphasised) {
        if alike[0].look.is_emphasised {
            page.markup("<em>");
            characters(page, alike);
            page.markup("</em>");
        } else {
            characters(page, alike);
        }
    }
}

fn characters(page: &mut Page, pieces: &[Piece<'_>]) {
    for piece in pieces {
        match piece.text {
            Some(text) => page.text(text),
            None => page.markup("<br>"),
        };
    }
}
