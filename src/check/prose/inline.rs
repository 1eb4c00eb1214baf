//! What stands inside a paragraph: strong and emphasised text, links, line ends. Markup is read by
//! CommonMark's parser, one paragraph at a time.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use url::Url;

use super::markup::{misfires, prepared};
use super::passage::Passage;
use crate::check::addresses::{addresses, href, is_email};
use crate::check::text::compose;
use crate::check::typography::typeset;
use crate::diagnostic::{Markup, Problem};
use crate::model::{Inline, Inlines, nested, pieces};

/// Deepest nesting of emphasis and links. Far more than anybody writes, and little enough for
/// every walk over the prose.
const MAX_NESTING: usize = 20;

/// What the parser reads before a paragraph, so that nothing at its beginning is anything but text
/// or markup inside it: a full stop, which begins no block, and a space, as a line's beginning
/// counts as one.
const BEFORE: &str = ". ";

/// The characters that markup is made of, and entities.
const MARKS: &[char] = &['*', '_', '[', ']', '<', '&', '`', '\\', '~'];

/// What a run of inline prose becomes.
enum Wrap {
    Paragraph,
    Strong,
    Emphasis,
    Link(String),
    /// A link whose text is its address.
    Address(String),
}

/// A paragraph that is being read.
struct Paragraph<'t> {
    /// As written, and where that begins in the text.
    written: &'t str,
    start: usize,
    /// As the parser reads it; byte by byte beside what is written.
    prepared: &'t str,
    /// The addresses that stand in it as they are.
    addresses: Vec<Range<usize>>,
    /// What is open, outermost first; the first is the paragraph.
    open: Vec<(Wrap, Inlines)>,
    /// Offsets of marks that the parser took as text.
    left: Vec<usize>,
}

impl Passage<'_, '_, '_> {
    /// Reads the inline prose that stands in a range without blanks at its ends. One of a `single`
    /// line has no line end.
    pub(super) fn read_inlines(&mut self, range: Range<usize>, single: bool) -> Inlines {
        let written = &self.scalar.text[range.clone()];
        if single && let Some(end) = written.find('\n') {
            let rest = &written[end..];
            let second = range.end - rest.trim_start().len();
            self.disallow(second..range.end, Markup::LineBreak);
        }
        let mut addresses = addresses(written);
        // Those in Markdown's own links.
        addresses.retain(|address| {
            let before = &written[..address.start];
            !before.ends_with("](") && !before.ends_with('<')
        });
        let mut paragraph = Paragraph {
            written,
            start: range.start,
            prepared: written,
            addresses,
            open: vec![(Wrap::Paragraph, Vec::new())],
            left: Vec::new(),
        };
        if written.contains(MARKS) {
            let ends_line = self.scalar.text[range.end..].contains('\n');
            let prepared = prepared(written, &paragraph.addresses, ends_line);
            let paragraph = Paragraph { prepared: &prepared, ..paragraph };
            return self.parse(paragraph);
        }
        self.take_text(&mut paragraph, None, 0..written.len());
        paragraph.closed()
    }

    fn parse(&mut self, mut paragraph: Paragraph<'_>) -> Inlines {
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_OLD_FOOTNOTES;
        let source = [BEFORE, paragraph.prepared].concat();
        // How many elements are open inside one that was refused.
        let mut skipping = 0;
        for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
            let inside = |offset: usize| offset.saturating_sub(BEFORE.len());
            let place = inside(range.start)..inside(range.end);
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Start(_) if skipping > 0 => skipping += 1,
                Event::End(_) if skipping > 0 => skipping -= 1,
                _ if skipping > 0 => {}
                Event::Start(tag) => match wrap(tag, paragraph.open.len()) {
                    Ok(wrap) => paragraph.open.push((wrap, Vec::new())),
                    Err(problem) => {
                        self.report_in(&paragraph, &place, problem);
                        skipping = 1;
                    }
                },
                Event::End(_) => {
                    let has_text = paragraph.close();
                    if !has_text {
                        self.report_in(&paragraph, &place, Problem::LinkText);
                    }
                }
                // The text of an entity such as `&amp;` is not what is written.
                Event::Text(text) if source[range.clone()] != *text => {
                    self.take_text(&mut paragraph, Some(&text), place);
                }
                Event::Text(_) => self.take_text(&mut paragraph, None, place),
                Event::Code(_) => self.refuse(&paragraph, &place, Markup::Code),
                Event::Html(_) | Event::InlineHtml(_) => {
                    self.refuse(&paragraph, &place, Markup::Html);
                }
                Event::FootnoteReference(_) => self.refuse(&paragraph, &place, Markup::Footnote),
                // There is one line and one paragraph, and the rest is of extensions that are off.
                _ => {}
            }
        }
        for (place, problem) in misfires(paragraph.prepared, &paragraph.left) {
            self.report_in(&paragraph, &place, problem);
        }
        paragraph.closed()
    }

    fn refuse(&mut self, paragraph: &Paragraph<'_>, range: &Range<usize>, markup: Markup) {
        self.report_in(paragraph, range, Problem::DisallowedMarkup { markup });
    }

    /// Reports a problem at a byte range of a paragraph.
    fn report_in(&mut self, paragraph: &Paragraph<'_>, range: &Range<usize>, problem: Problem) {
        self.report(paragraph.start + range.start..paragraph.start + range.end, problem);
    }

    /// Takes a text that stands in a byte range of the paragraph, and is what is written there
    /// unless another is given.
    fn take_text(
        &mut self,
        paragraph: &mut Paragraph<'_>,
        other: Option<&str>,
        range: Range<usize>,
    ) {
        let start = paragraph.start;
        self.characters(&(start + range.start..start + range.end), other);
        match other {
            Some(text) => paragraph.push_text(text),
            None => paragraph.take(range),
        }
    }
}

/// What a tag becomes inside so many others.
fn wrap(tag: Tag<'_>, depth: usize) -> Result<Wrap, Problem> {
    let refused = |markup| Err(Problem::DisallowedMarkup { markup });
    let wrap = match tag {
        Tag::Strong => Wrap::Strong,
        Tag::Emphasis => Wrap::Emphasis,
        Tag::Link { title, .. } if !title.is_empty() => return refused(Markup::LinkTitle),
        Tag::Link { link_type, dest_url, .. } => {
            let url = link_address(link_type, &dest_url).ok_or(Problem::LinkAddress)?;
            match link_type {
                LinkType::Autolink | LinkType::Email => Wrap::Address(url),
                _ => Wrap::Link(url),
            }
        }
        Tag::Strikethrough => return refused(Markup::Strikethrough),
        // Blocks cannot begin behind the full stop.
        _ => return refused(Markup::Picture),
    };
    if depth >= MAX_NESTING {
        return Err(Problem::NestedTooDeep { limit: MAX_NESTING });
    }
    Ok(wrap)
}

impl Paragraph<'_> {
    /// Takes what is written in a byte range.
    fn take(&mut self, range: Range<usize>) {
        let is_in = |is: fn(&Wrap) -> bool| self.open.iter().any(|(wrap, _)| is(wrap));
        let is_in_address = is_in(|wrap| matches!(wrap, Wrap::Address(_)));
        let is_in_link = is_in_address || is_in(|wrap| matches!(wrap, Wrap::Link(_)));
        let prepared = self.prepared.as_bytes();
        let marks = range.clone().filter(|at| matches!(prepared[*at], b'*' | b'_' | b']'));
        let is_escaped = range.start > 0 && prepared[range.start - 1] == b'\\';
        // A backslash before the text is no part of it, or the text would begin with it.
        self.left.extend(marks.filter(|at| !(is_in_address || is_escaped && *at == range.start)));
        let mut from = range.start;
        if !is_in_link {
            let first = self.addresses.partition_point(|address| address.start < range.start);
            let inside: Vec<_> = self.addresses[first..]
                .iter()
                .take_while(|address| address.end <= range.end)
                .cloned()
                .collect();
            for address in inside {
                self.push_written(from..address.start);
                from = address.end;
                let text = &self.written[address];
                match href(text) {
                    Some(url) => {
                        let content = vec![Inline::Text { text: compose(text.to_owned()) }];
                        self.push(Inline::Link { url, content });
                    }
                    None => self.push_text(text),
                }
            }
        }
        self.push_written(from..range.end);
    }

    /// Adds what is written in a byte range, but for backslashes that do nothing.
    fn push_written(&mut self, range: Range<usize>) {
        let written = &self.written[range.clone()];
        let mut from = 0;
        for (at, _) in written.match_indices('\\') {
            if self.prepared.as_bytes()[range.start + at] == b' ' {
                self.push_text(&written[from..at]);
                from = at + 1;
            }
        }
        self.push_text(&written[from..]);
    }

    /// Appends text: runs of white space as one space, line ends as such.
    fn push_text(&mut self, added: &str) {
        for (index, line) in added.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            if line.is_empty() {
                continue;
            }
            let inlines = self.inlines();
            let begins_line = matches!(inlines.last(), Some(Inline::LineBreak));
            let line = if begins_line { line.trim_start_matches(BLANKS) } else { line };
            if !matches!(inlines.last(), Some(Inline::Text { .. })) {
                inlines.push(Inline::Text { text: String::new() });
            }
            let Some(Inline::Text { text }) = inlines.last_mut() else { return };
            for character in line.chars() {
                match character {
                    ' ' | '\t' | '\r' if text.ends_with(' ') => {}
                    '\t' | '\r' => text.push(' '),
                    other => text.push(other),
                }
            }
        }
    }

    fn end_line(&mut self) {
        let inlines = self.inlines();
        if let Some(Inline::Text { text }) = inlines.last_mut() {
            text.truncate(text.trim_end_matches(BLANKS).len());
        }
        inlines.push(Inline::LineBreak);
    }

    fn push(&mut self, inline: Inline) {
        self.inlines().push(inline);
    }

    /// The inline prose that is open.
    fn inlines(&mut self) -> &mut Inlines {
        if self.open.is_empty() {
            self.open.push((Wrap::Paragraph, Vec::new()));
        }
        let last = self.open.len() - 1;
        &mut self.open[last].1
    }

    /// Ends what was opened last; says whether it is sound.
    fn close(&mut self) -> bool {
        let Some((wrap, content)) = self.open.pop() else { return true };
        let content = match wrap {
            Wrap::Address(_) => content,
            _ => finished(content),
        };
        let inline = match wrap {
            Wrap::Link(_) | Wrap::Address(_) if !has_text(&content) => return false,
            Wrap::Link(url) | Wrap::Address(url) => Inline::Link { url, content },
            Wrap::Strong => Inline::Strong { content },
            Wrap::Emphasis | Wrap::Paragraph => Inline::Emphasis { content },
        };
        self.push(inline);
        true
    }

    /// The whole paragraph, its marks nested in the one way that all prose is kept in.
    fn closed(mut self) -> Inlines {
        self.open.truncate(1);
        let content = self.open.pop().map_or_else(Vec::new, |(_, content)| finished(content));
        let is_marked =
            |inline: &Inline| !matches!(inline, Inline::Text { .. } | Inline::LineBreak);
        if content.iter().any(is_marked) {
            nested(&pieces(&content).collect::<Vec<_>>())
        } else {
            content
        }
    }
}

/// White space within lines.
const BLANKS: [char; 3] = [' ', '\t', '\r'];

/// Inline prose as it is printed.
fn finished(mut content: Inlines) -> Inlines {
    content.retain(|inline| !matches!(inline, Inline::Text { text } if text.is_empty()));
    for inline in &mut content {
        if let Inline::Text { text } = inline {
            *text = typeset(&compose(std::mem::take(text)));
        }
    }
    content
}

/// Whether anything is there to be seen.
pub(super) fn has_text(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text { text } => !text.trim().is_empty(),
        Inline::Strong { content } | Inline::Emphasis { content } => has_text(content),
        Inline::Link { .. } => true,
        Inline::LineBreak => false,
    })
}

fn link_address(link_type: LinkType, written: &str) -> Option<String> {
    if link_type == LinkType::Email {
        return is_email(written).then(|| format!("mailto:{written}"));
    }
    link(written)
}

/// The absolute address that a link leads to, with what is not ASCII escaped; none if it is not
/// one that a paper's reader can follow.
pub fn link(written: &str) -> Option<String> {
    let url = Url::parse(written).ok()?;
    let leads = match url.scheme() {
        "http" | "https" => url.has_host(),
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    };
    leads.then(|| url.into())
}
