//! Prose: the small CommonMark of the form, and everything else of Markdown as a problem at its
//! own place.

use std::cell::OnceCell;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use url::Url;

use super::checker::Checker;
use super::text::{compose, is_email};
use super::typography::typeset;
use crate::diagnostic::{Kind, Markup, Problem};
use crate::load::{Node, Places, Scalar};
use crate::model::{Block, Inline, Inlines, List, Marker, Prose};

/// Deepest nesting of lists: what the form's columns have room for.
const MAX_LISTS: usize = 3;

/// Largest number of a list's item: Word counts no further.
const MAX_NUMBER: u64 = 32_767;

/// Deepest nesting of lists, paragraphs, emphasis and links together. Far more than anybody
/// writes, and little enough for every walk over the prose.
const MAX_NESTING: usize = 24;

impl Checker<'_> {
    /// Reads prose: paragraphs, hard line breaks, lists.
    pub fn prose<'n>(&mut self, node: &'n Node<'n>) -> Option<Prose> {
        self.read_prose(node, false)
    }

    /// Reads inline prose: one paragraph.
    pub fn inlines<'n>(&mut self, node: &'n Node<'n>) -> Option<Inlines> {
        match <[Block; 1]>::try_from(self.read_prose(node, true)?) {
            Ok([Block::Paragraph { content }]) => Some(content),
            _ => None,
        }
    }

    fn read_prose<'n>(&mut self, node: &'n Node<'n>, single: bool) -> Option<Prose> {
        let kind = if single { Kind::Text } else { Kind::Prose };
        let scalar = self.text_as(node, kind)?;
        let stack = vec![Frame::Blocks(Vec::new(), self.diagnostics.len())];
        let places = OnceCell::new();
        Reader { checker: self, node, scalar, places, stack, single }.read()
    }
}

struct Reader<'c, 'a, 'n> {
    checker: &'c mut Checker<'a>,
    node: &'n Node<'n>,
    scalar: &'n Scalar<'n>,
    /// Asked for by the first problem only.
    places: OnceCell<Places>,
    /// What is open, outermost first; the first is the whole text.
    stack: Vec<Frame>,
    /// Whether one paragraph is all that may come.
    single: bool,
}

/// Something whose end is still to come.
enum Frame {
    /// The whole text, or a list item; with the number of problems found before it.
    Blocks(Prose, usize),
    List(List),
    Inlines(Wrap, Inlines),
}

/// What a run of inline prose becomes.
enum Wrap {
    Paragraph,
    Strong,
    Emphasis,
    Link(String),
}

impl Reader<'_, '_, '_> {
    fn read(mut self) -> Option<Prose> {
        // The extensions are on so that their markup is recognised, not shown raw.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let events = Parser::new_ext(&self.scalar.text, options);
        for (_, definition) in events.reference_definitions().iter() {
            self.disallow(definition.span.clone(), Markup::LinkDefinition);
        }
        // How many elements are open inside one that was refused.
        let mut skipping = 0;
        for (event, range) in events.into_offset_iter() {
            match event {
                Event::Start(_) if skipping > 0 => skipping += 1,
                Event::End(_) if skipping > 0 => skipping -= 1,
                _ if skipping > 0 => {}
                Event::Start(tag) => {
                    if let Err(problem) = self.start(tag, &range) {
                        self.report(range, problem);
                        skipping = 1;
                    }
                }
                Event::End(end) => {
                    if end == TagEnd::Item {
                        self.end_paragraph();
                    }
                    self.close(&range);
                }
                Event::Text(text) => self.text(&text, &range),
                Event::SoftBreak => self.push_text(" "),
                Event::HardBreak if self.single => self.disallow(range, Markup::LineBreak),
                Event::HardBreak => self.push(Inline::LineBreak),
                Event::Code(_) => self.disallow(range, Markup::Code),
                Event::Html(_) | Event::InlineHtml(_) => self.disallow(range, Markup::Html),
                Event::FootnoteReference(_) => self.disallow(range, Markup::Footnote),
                Event::Rule => {
                    self.end_paragraph();
                    self.disallow(range, Markup::Rule);
                }
                Event::TaskListMarker(_) => self.disallow(range, Markup::Task),
                // Only with extensions that are off.
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
        self.end_paragraph();
        let Some(Frame::Blocks(prose, problems)) = self.stack.pop() else { return None };
        if prose.is_empty() && self.checker.diagnostics.len() == problems {
            self.checker.report(self.node.span.clone(), Problem::BlankValue { comment: false });
        }
        (self.checker.diagnostics.len() == problems).then_some(prose)
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Result<(), Problem> {
        let markup = match tag {
            Tag::Paragraph | Tag::List(_) => {
                self.end_paragraph();
                if self.single
                    && matches!(&self.stack[..], [Frame::Blocks(blocks, _)] if !blocks.is_empty())
                {
                    return Err(Problem::SingleParagraph { list: false });
                }
                return match tag {
                    Tag::List(_) if self.single => Err(Problem::SingleParagraph { list: true }),
                    Tag::List(first) => self.start_list(first, range),
                    _ => self.open(Frame::Inlines(Wrap::Paragraph, Vec::new())),
                };
            }
            Tag::Item => {
                return self.open(Frame::Blocks(Vec::new(), self.checker.diagnostics.len()));
            }
            Tag::Strong => return self.start_inlines(Wrap::Strong),
            Tag::Emphasis => return self.start_inlines(Wrap::Emphasis),
            Tag::Link { title, .. } if !title.is_empty() => Markup::LinkTitle,
            Tag::Link { link_type, dest_url, .. } => {
                let url = link_address(link_type, &dest_url).ok_or(Problem::LinkAddress)?;
                return self.start_inlines(Wrap::Link(url));
            }
            Tag::Heading { .. } => Markup::Heading,
            Tag::BlockQuote(_) => Markup::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => Markup::IndentedCode,
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Markup::Code,
            Tag::HtmlBlock => Markup::Html,
            Tag::FootnoteDefinition(_) => Markup::Footnote,
            Tag::Strikethrough => Markup::Strikethrough,
            Tag::Image { .. } => Markup::Picture,
            // The rest is tables, and what only extensions that are off can give.
            _ => Markup::Table,
        };
        if !matches!(markup, Markup::Picture | Markup::Strikethrough | Markup::LinkTitle) {
            self.end_paragraph();
        }
        Err(Problem::DisallowedMarkup { markup })
    }

    fn start_list(&mut self, first: Option<u64>, range: &Range<usize>) -> Result<(), Problem> {
        let depth = self.stack.iter().filter(|frame| matches!(frame, Frame::List(_))).count();
        if depth == MAX_LISTS {
            return Err(Problem::ListTooDeep { limit: MAX_LISTS });
        }
        if let [_, .., Frame::Blocks(item, problems)] = &self.stack[..]
            && item.is_empty()
            && self.checker.diagnostics.len() == *problems
        {
            return Err(Problem::BlankListItem { before_list: true });
        }
        let marker = match first {
            Some(number) => Marker::Number(number),
            None if self.scalar.text[range.clone()].trim_start().starts_with('+') => Marker::Plus,
            None => Marker::Bullet,
        };
        self.open(Frame::List(List { marker, items: Vec::new() }))
    }

    fn start_inlines(&mut self, wrap: Wrap) -> Result<(), Problem> {
        self.begin_paragraph();
        self.open(Frame::Inlines(wrap, Vec::new()))
    }

    fn open(&mut self, frame: Frame) -> Result<(), Problem> {
        if self.stack.len() >= MAX_NESTING {
            return Err(Problem::NestedTooDeep { limit: MAX_NESTING });
        }
        self.stack.push(frame);
        Ok(())
    }

    /// Ends what was opened last.
    fn close(&mut self, range: &Range<usize>) {
        match self.stack.pop() {
            Some(Frame::Inlines(wrap, content)) => self.close_inlines(wrap, content, range),
            Some(Frame::List(list)) => {
                if list.last_number().is_some_and(|last| last > MAX_NUMBER) {
                    self.report(range.clone(), Problem::ListNumber { limit: MAX_NUMBER });
                }
                self.push_block(Block::List(list));
            }
            Some(Frame::Blocks(item, problems)) => {
                if item.is_empty() && self.checker.diagnostics.len() == problems {
                    self.report(range.clone(), Problem::BlankListItem { before_list: false });
                }
                if let Some(Frame::List(list)) = self.stack.last_mut() {
                    list.items.push(item);
                }
            }
            None => {}
        }
    }

    fn close_inlines(&mut self, wrap: Wrap, mut content: Inlines, range: &Range<usize>) {
        for inline in &mut content {
            if let Inline::Text { text } = inline {
                *text = typeset(&compose(std::mem::take(text)));
            }
        }
        match wrap {
            Wrap::Paragraph if !has_text(&content) => {}
            Wrap::Paragraph => self.push_block(Block::Paragraph { content }),
            Wrap::Strong => self.push(Inline::Strong { content }),
            Wrap::Emphasis => self.push(Inline::Emphasis { content }),
            Wrap::Link(_) if !has_text(&content) => self.report(range.clone(), Problem::LinkText),
            Wrap::Link(url) => self.push(Inline::Link { url, content }),
        }
    }

    /// Ends the paragraph that is open, if one is: in a tight list paragraphs have no end of
    /// their own.
    fn end_paragraph(&mut self) {
        if matches!(self.stack.last(), Some(Frame::Inlines(Wrap::Paragraph, _))) {
            self.close(&(0..0));
        }
    }

    fn push_block(&mut self, block: Block) {
        if let Some(Frame::Blocks(blocks, _)) = self.stack.last_mut() {
            blocks.push(block);
        }
    }

    /// Adds to the inline prose that is open; begins a paragraph if none is.
    fn push(&mut self, inline: Inline) {
        self.begin_paragraph();
        if let Some(Frame::Inlines(_, inlines)) = self.stack.last_mut() {
            inlines.push(inline);
        }
    }

    fn begin_paragraph(&mut self) {
        if !matches!(self.stack.last(), Some(Frame::Inlines(..))) {
            self.stack.push(Frame::Inlines(Wrap::Paragraph, Vec::new()));
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        // The text of an entity such as `&amp;` is not what is written.
        let is_verbatim = self.scalar.text.get(range.clone()) == Some(text);
        let source = self.checker.text;
        let places = || self.places.get_or_init(|| self.scalar.places(source, &self.node.span));
        self.checker.characters(text, |inner| {
            let written = if is_verbatim {
                range.start + inner.start..range.start + inner.end
            } else {
                range.clone()
            };
            places().of(&written)
        });
        self.push_text(text);
    }

    /// Appends text, runs of white space as one space.
    fn push_text(&mut self, added: &str) {
        self.begin_paragraph();
        let Some(Frame::Inlines(_, inlines)) = self.stack.last_mut() else { return };
        if !matches!(inlines.last(), Some(Inline::Text { .. })) {
            inlines.push(Inline::Text { text: String::new() });
        }
        let Some(Inline::Text { text }) = inlines.last_mut() else { return };
        for character in added.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' if text.ends_with(' ') => {}
                '\t' | '\n' | '\r' => text.push(' '),
                other => text.push(other),
            }
        }
    }

    fn disallow(&mut self, range: Range<usize>, markup: Markup) {
        self.report(range, Problem::DisallowedMarkup { markup });
    }

    /// Reports a problem at a byte range of the scalar's text.
    fn report(&mut self, range: Range<usize>, problem: Problem) {
        let places = || self.scalar.places(self.checker.text, &self.node.span);
        let place = self.places.get_or_init(places).of(&range);
        self.checker.report(place, problem);
    }
}

/// Whether anything is there to be seen.
fn has_text(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text { text } => !text.trim().is_empty(),
        Inline::Strong { content } | Inline::Emphasis { content } => has_text(content),
        Inline::Link { .. } => true,
        Inline::LineBreak => false,
    })
}

/// The absolute address that a link leads to, with what is not ASCII escaped; none if it is not
/// one that a paper's reader can follow.
fn link_address(link_type: LinkType, written: &str) -> Option<String> {
    if link_type == LinkType::Email {
        return is_email(written).then(|| format!("mailto:{written}"));
    }
    let url = Url::parse(written).ok()?;
    let leads = match url.scheme() {
        "http" | "https" => url.has_host(),
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    };
    leads.then(|| url.into())
}
