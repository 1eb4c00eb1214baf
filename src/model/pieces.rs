//! The walk over inline prose: its characters in order, each piece with its look, and the way back
//! from such pieces. Whatever measures, breaks, writes or reads prose takes it from here.

use std::slice;

use super::{Inline, Inlines};

/// A piece of inline prose of one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The characters; none is a hard line break.
    pub text: Option<&'a str>,
    /// How they look.
    pub look: Look<'a>,
}

/// How a piece of prose looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look<'a> {
    /// Bold.
    pub is_strong: bool,
    /// Italic. Emphasis inside emphasis stands upright again.
    pub is_emphasised: bool,
    /// Where the piece links to.
    pub link: Option<&'a str>,
}

impl Look<'_> {
    /// Whether two pieces belong to one link, or to none: two links to one address are two.
    pub fn same_link(self, other: Self) -> bool {
        match (self.link, other.link) {
            (Some(one), Some(two)) => std::ptr::eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        }
    }
}

/// The pieces of inline prose, in order.
pub fn pieces(inlines: &[Inline]) -> Pieces<'_> {
    Pieces { open: vec![(inlines.iter(), Look::default())] }
}

/// The pieces of inline prose.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    /// What is open, outermost first, and how it looks. The checker bounds the nesting.
    open: Vec<(slice::Iter<'a, Inline>, Look<'a>)>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let (inlines, look) = self.open.last_mut()?;
            let look = *look;
            let (content, look) = match inlines.next() {
                None => {
                    self.open.pop();
                    continue;
                }
                Some(Inline::Text { text }) => return Some(Piece { text: Some(text), look }),
                Some(Inline::LineBreak) => return Some(Piece { text: None, look }),
                Some(Inline::Strong { content }) => (content, Look { is_strong: true, ..look }),
                Some(Inline::Emphasis { content }) => {
                    (content, Look { is_emphasised: !look.is_emphasised, ..look })
                }
                Some(Inline::Link { url, content }) => (content, Look { link: Some(url), ..look }),
            };
            self.open.push((content.iter(), look));
        }
    }
}

/// The inline prose that looks like these pieces. Of all ways to nest strong and emphasised text
/// and links this is the one that all prose is kept in: what reaches further stands outside, and
/// no white space stands at the ends of what is strong or emphasised.
pub fn nested(pieces: &[Piece<'_>]) -> Inlines {
    let mut pieces: Vec<Piece<'_>> =
        pieces.iter().copied().filter(|piece| piece.text != Some("")).collect();
    for mark in [Mark::Strong, Mark::Emphasis] {
        pieces = without_blank_ends(&pieces, mark);
    }
    build(&pieces, &[])
}

/// What prose can be wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Link,
    Emphasis,
    Strong,
}

impl Mark {
    /// Whether a look has it.
    fn is_in(self, look: Look<'_>) -> bool {
        match self {
            Self::Link => look.link.is_some(),
            Self::Emphasis => look.is_emphasised,
            Self::Strong => look.is_strong,
        }
    }

    /// Whether it reaches from one piece to the next.
    fn joins(self, one: Look<'_>, next: Look<'_>) -> bool {
        match self {
            Self::Link => one.same_link(next),
            _ => self.is_in(one) && self.is_in(next),
        }
    }
}

/// Takes a mark off the white space at the ends of what has it.
fn without_blank_ends<'a>(pieces: &[Piece<'a>], mark: Mark) -> Vec<Piece<'a>> {
    let off = |look: Look<'a>| match mark {
        Mark::Strong => Look { is_strong: false, ..look },
        Mark::Emphasis => Look { is_emphasised: false, ..look },
        Mark::Link => look,
    };
    let mut out = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|one, next| mark.is_in(one.look) == mark.is_in(next.look)) {
        if !mark.is_in(run[0].look) {
            out.extend_from_slice(run);
            continue;
        }
        let is_seen = |piece: &Piece<'_>| piece.text.is_some_and(|text| !text.trim().is_empty());
        let first = run.iter().position(is_seen).unwrap_or(run.len());
        let last = run.iter().rposition(is_seen).unwrap_or(0);
        for (index, piece) in run.iter().enumerate() {
            let plain = off(piece.look);
            if !(first..=last).contains(&index) {
                out.push(Piece { look: plain, ..*piece });
                continue;
            }
            let Some(text) = piece.text else {
                out.push(*piece);
                continue;
            };
            let start = if index == first { text.len() - text.trim_start().len() } else { 0 };
            let end = if index == last { text.trim_end().len() } else { text.len() };
            for (part, look) in
                [(&text[..start], plain), (&text[start..end], piece.look), (&text[end..], plain)]
            {
                if !part.is_empty() {
                    out.push(Piece { text: Some(part), look });
                }
            }
        }
    }
    out
}

/// Wraps pieces in the marks that they have, but for those that are wrapped around them already.
fn build(pieces: &[Piece<'_>], around: &[Mark]) -> Inlines {
    let mut inlines = Inlines::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let reach = |mark: Mark| {
            let joined = pieces[at..].windows(2).take_while(|w| mark.joins(w[0].look, w[1].look));
            joined.count() + 1
        };
        // Of marks that reach equally far the last is taken.
        let marks = [Mark::Link, Mark::Strong, Mark::Emphasis].into_iter();
        let open = marks.filter(|mark| mark.is_in(piece.look) && !around.contains(mark));
        let Some((mark, count)) =
            open.map(|mark| (mark, reach(mark))).max_by_key(|(_, count)| *count)
        else {
            match (piece.text, inlines.last_mut()) {
                (Some(more), Some(Inline::Text { text })) => text.push_str(more),
                (Some(text), _) => inlines.push(Inline::Text { text: text.to_owned() }),
                (None, _) => inlines.push(Inline::LineBreak),
            }
            at += 1;
            continue;
        };
        let content = build(&pieces[at..at + count], &[around, &[mark]].concat());
        inlines.push(match (mark, piece.look.link) {
            (Mark::Link, Some(url)) => Inline::Link { url: url.to_owned(), content },
            (Mark::Strong, _) => Inline::Strong { content },
            _ => Inline::Emphasis { content },
        });
        at += count;
    }
    inlines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_further_stands_outside() {
        let text = |text: &str| Inline::Text { text: text.to_owned() };
        let strong = |content| Inline::Strong { content };
        let emphasis = |content| Inline::Emphasis { content };
        let link = |content| Inline::Link { url: "https://a.se/".to_owned(), content };
        for (prose, expected) in [
            (
                vec![strong(vec![emphasis(vec![text("a")])])],
                vec![emphasis(vec![strong(vec![text("a")])])],
            ),
            (
                vec![emphasis(vec![text("a "), strong(vec![text("b ")])]), text("c")],
                vec![emphasis(vec![text("a "), strong(vec![text("b")])]), text(" c")],
            ),
            (vec![link(vec![strong(vec![text("a")])])], vec![strong(vec![link(vec![text("a")])])]),
            (
                vec![strong(vec![text("a"), Inline::LineBreak, text("b")])],
                vec![strong(vec![text("a"), Inline::LineBreak, text("b")])],
            ),
            (
                vec![strong(vec![text("b "), link(vec![text("a")])])],
                vec![strong(vec![text("b "), link(vec![text("a")])])],
            ),
            (
                vec![emphasis(vec![emphasis(vec![text("a")]), text("b")])],
                vec![text("a"), emphasis(vec![text("b")])],
            ),
            (
                vec![strong(vec![text("a"), Inline::LineBreak])],
                vec![strong(vec![text("a")]), Inline::LineBreak],
            ),
            (
                vec![link(vec![text("a")]), link(vec![text("b")])],
                vec![link(vec![text("a")]), link(vec![text("b")])],
            ),
        ] {
            let found = nested(&pieces(&prose).collect::<Vec<_>>());
            assert_eq!(found, expected);
            assert_eq!(nested(&pieces(&found).collect::<Vec<_>>()), expected);
        }
    }

    #[test]
    fn emphasis_inside_emphasis_stands_upright() {
        let text = |text: &str| Inline::Text { text: text.to_owned() };
        let prose = [
            text("a"),
            Inline::Emphasis {
                content: vec![
                    text("b"),
                    Inline::Strong { content: vec![Inline::Emphasis { content: vec![text("c")] }] },
                    Inline::LineBreak,
                ],
            },
        ];
        let looks: Vec<_> = pieces(&prose)
            .map(|piece| (piece.text, piece.look.is_strong, piece.look.is_emphasised))
            .collect();
        let expected = [
            (Some("a"), false, false),
            (Some("b"), false, true),
            (Some("c"), true, false),
            (None, false, true),
        ];
        assert_eq!(looks, expected);
    }
}
