//! The walk over inline prose: its characters in order, each piece with its look. Whatever
//! measures, breaks, writes or reads prose takes it from here.

use std::slice;

use super::Inline;

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

#[cfg(test)]
mod tests {
    use super::*;

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
