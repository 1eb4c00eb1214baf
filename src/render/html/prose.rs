//! Prose as HTML: paragraphs, real lists, links, strong and emphasised text.

use super::page::Page;
use crate::model::{Block, Inline, List, Marker, Piece, pieces};

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
    let is_numbered = list.marker.is_numbered();
    match list.marker {
        Marker::Bullet => page.markup("<ul>"),
        Marker::Plus => page.markup("<ul class=\"plus\">"),
        Marker::Number => page.markup("<ol"),
        Marker::NumberInBracket => page.markup("<ol type=\"1\""),
        Marker::Letter => page.markup("<ol type=\"a\""),
        Marker::Capital => page.markup("<ol type=\"A\""),
    };
    if is_numbered {
        // Numbers of many digits need a wider column: the style sheet has a class for each.
        let largest = list.items.iter().map(|item| item.number).max().unwrap_or(0);
        let digits = largest.checked_ilog10().unwrap_or(0) + 1;
        if digits > 2 {
            page.markup(" class=\"digits-").number(digits).markup("\"");
        }
        page.markup(">");
    }
    let mut expected = 1;
    for item in &list.items {
        page.markup("<li");
        if is_numbered && item.number != expected {
            page.markup(" value=\"").number(item.number).markup("\"");
        }
        expected = item.number.saturating_add(1);
        page.markup(">");
        prose(page, &item.blocks);
        page.markup("</li>");
    }
    page.markup(if is_numbered { "</ol>" } else { "</ul>" });
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
