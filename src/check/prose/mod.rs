//! Prose: paragraphs and lists as people write them, line by line, and what of Markdown the form
//! has no place for as a problem at its own place.
//!
//! CommonMark with these differences: a line end is a line end, lists need no empty line above
//! them and less indentation, and keep their marks and numbers. What stands inside a paragraph is
//! read by [`inline`].

mod inline;
mod lines;
mod marks;
mod markup;
mod passage;

use std::ops::Range;

pub(super) use self::inline::link;
use self::lines::{CODE, Line, is_table_rule, is_underline, lines, refused};
use self::marks::{Mark, goes_on, marks};
use self::passage::Passage;
use super::checker::Checker;
use crate::diagnostic::{Kind, Markup, Problem};
use crate::load::Node;
use crate::model::{Block, Inlines, LETTERS, List, ListItem, Marker, Prose};

/// Deepest nesting of lists: what the form's columns have room for.
const MAX_LISTS: usize = 3;

/// Largest number of a list's item: Word counts no further.
const MAX_NUMBER: u64 = 32_767;

/// How much further in than its list's mark a line must begin to belong to the item: a blank more
/// than people leave by mistake.
const INSIDE: usize = 2;

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
        Reader {
            passage: Passage::new(self, node, scalar),
            single,
            blocks: Vec::new(),
            lists: Vec::new(),
            paragraph: None,
        }
        .read()
    }
}

struct Reader<'c, 'a, 'n> {
    passage: Passage<'c, 'a, 'n>,
    /// Whether one paragraph is all that may come.
    single: bool,
    /// What stands in no list.
    blocks: Prose,
    /// The lists that are open, outermost first.
    lists: Vec<OpenList>,
    /// The paragraph that is open, in bytes of the text, and where its last line begins.
    paragraph: Option<(Range<usize>, usize)>,
}

/// A list whose end is still to come.
struct OpenList {
    marker: Marker,
    items: Vec<OpenItem>,
    /// In which column the last item's mark stands, and in which its text.
    column: usize,
    text_column: usize,
}

/// An item, and what is to be known if something is wrong with it.
struct OpenItem {
    number: u64,
    blocks: Prose,
    /// The mark's place in the text.
    mark: Range<usize>,
    /// How many problems there were before it.
    problems: usize,
}

impl Reader<'_, '_, '_> {
    fn read(mut self) -> Option<Prose> {
        let text = &*self.passage.scalar.text;
        let lines = lines(text, |end| self.is_empty_line(end));
        let marks = marks(&lines);
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if self.single && self.is_more_than_one(line, marks[at].as_ref()) {
                // Once told, the rest is read for what else is wrong with it.
                self.single = false;
            }
            at += self.take(&lines[at..], marks[at].as_ref());
        }
        self.close_lists(0);
        let is_sound = self.passage.problems() == 0;
        if is_sound && self.blocks.is_empty() {
            self.passage.report_all(Problem::BlankValue { comment: false });
            return None;
        }
        is_sound.then_some(self.blocks)
    }

    /// Whether a line end stands for an empty line, which YAML joins with the line before it where
    /// a text is not literal.
    fn is_empty_line(&self, end: usize) -> bool {
        let text = &*self.passage.scalar.text;
        if self.passage.scalar.is_literal() || end + 1 == text.len() {
            return false;
        }
        let places = self.passage.places();
        let (before, after) = (places.of(&(end - 1..end)), places.of(&(end + 1..end + 2)));
        let written = self.passage.checker.text.get(before.end..after.start);
        written.is_some_and(|written| written.matches('\n').count() > 1)
    }

    /// Reports what comes after the paragraph that is all that may come.
    fn is_more_than_one(&mut self, line: &Line<'_>, mark: Option<&Mark>) -> bool {
        let follows = line.after_blank && (self.paragraph.is_some() || !self.blocks.is_empty());
        if mark.is_none() && !follows {
            return false;
        }
        let list = mark.is_some() && !follows;
        self.passage.report(line.start..line.end(), Problem::SingleParagraph { list });
        true
    }

    /// Takes the first of these lines, and those that are one with it; returns how many.
    fn take(&mut self, lines: &[Line<'_>], mark: Option<&Mark>) -> usize {
        let line = &lines[0];
        if line.after_blank {
            self.end_paragraph();
        }
        let depth = self.depth(line.indent);
        let room = self.lists[..depth].last().map_or(0, |list| list.text_column) + CODE;
        let in_paragraph = self.paragraph.is_some();
        let is_below_its_list = depth < self.lists.len();
        if in_paragraph && !is_below_its_list && line.indent < room {
            if is_underline(line.content) && mark.is_none() {
                self.disallow_last_line(Markup::Heading);
                return 1;
            }
            if is_table_rule(line.content) && self.disallow_table() {
                return lines
                    .iter()
                    .skip(1)
                    .position(|l| l.after_blank)
                    .map_or(lines.len(), |n| n + 1);
            }
        }
        if line.indent < room
            && let Some((markup, count)) = refused(lines, in_paragraph)
        {
            self.close_lists(depth);
            self.passage.disallow(line.start..line.end(), markup);
            return count;
        }
        if let Some(mark) = mark {
            self.open_item(line, mark, depth);
            return 1;
        }
        if in_paragraph && is_below_its_list && !goes_on(line.content) {
            self.end_paragraph();
        }
        if let Some((paragraph, last_line)) = &mut self.paragraph {
            (paragraph.end, *last_line) = (line.end(), line.start);
            return 1;
        }
        self.close_lists(depth);
        if line.indent >= room {
            self.passage.disallow(line.start..line.end(), Markup::IndentedCode);
            let is_code = |line: &&Line<'_>| line.indent >= room;
            return lines.iter().take_while(is_code).count();
        }
        self.paragraph = Some((line.start..line.end(), line.start));
        1
    }

    /// In how many of the open lists something that begins in this column stands.
    fn depth(&self, indent: usize) -> usize {
        self.lists.iter().take_while(|list| indent >= list.column + INSIDE).count()
    }

    fn open_item(&mut self, line: &Line<'_>, mark: &Mark, depth: usize) {
        // What is further in ends; what stands alike goes on.
        self.close_lists(depth + 1);
        if self.lists.get(depth).is_some_and(|list| list.marker != mark.marker) {
            self.close_lists(depth);
        }
        self.end_paragraph();
        if self.lists.len() == depth {
            if depth == MAX_LISTS {
                self.passage
                    .report(line.start..line.end(), Problem::ListTooDeep { limit: MAX_LISTS });
            }
            self.lists.push(OpenList {
                marker: mark.marker,
                items: Vec::new(),
                column: line.indent,
                text_column: 0,
            });
        }
        self.end_item();
        let problems = self.passage.problems();
        let Some(list) = self.lists.last_mut() else { return };
        (list.column, list.text_column) = (line.indent, line.indent + mark.column);
        list.items.push(OpenItem {
            number: mark.number,
            blocks: Vec::new(),
            mark: line.start..line.start + mark.width,
            problems,
        });
        let mut text = line.start + mark.text..line.end();
        let content = &line.content[mark.text..];
        if Mark::inside(content).is_some() {
            self.passage.report(text, Problem::BlankListItem { before_list: true });
            return;
        }
        if ["[ ] ", "[x] ", "[X] "].iter().any(|task| content.starts_with(task)) {
            self.passage.disallow(text.start..text.start + 3, Markup::Task);
            text.start += 4;
        }
        if !text.is_empty() {
            self.paragraph = Some((text.clone(), text.start));
        }
    }

    /// Ends the lists that are more than `depth` deep, and the paragraph in the innermost.
    fn close_lists(&mut self, depth: usize) {
        if self.lists.len() > depth || depth == 0 {
            self.end_paragraph();
        }
        while self.lists.len() > depth {
            self.end_item();
            let Some(list) = self.lists.pop() else { return };
            let list = self.closed(list);
            self.here().push(Block::List(list));
        }
    }

    /// Ends the innermost list's last item.
    fn end_item(&mut self) {
        if let Some(item) = self.lists.last().and_then(|list| list.items.last())
            && item.blocks.is_empty()
            && item.problems == self.passage.problems()
        {
            self.passage.report(item.mark.clone(), Problem::BlankListItem { before_list: false });
        }
    }

    fn closed(&mut self, OpenList { marker, items, .. }: OpenList) -> List {
        let is_lettered = matches!(marker, Marker::Letter | Marker::Capital);
        let last = if is_lettered { LETTERS } else { MAX_NUMBER };
        let numbers: Vec<u64> = items.iter().map(|item| item.number).collect();
        let mut numbered = Vec::with_capacity(items.len());
        for (number, item) in marker.counted(&numbers).into_iter().zip(items) {
            if marker.is_numbered() && number > last {
                self.passage.report(item.mark, Problem::ListNumber { limit: MAX_NUMBER });
            }
            numbered.push(ListItem { number, blocks: item.blocks });
        }
        List { marker, items: numbered }
    }

    /// Where blocks go that begin now.
    fn here(&mut self) -> &mut Prose {
        match self.lists.last_mut().and_then(|list| list.items.last_mut()) {
            Some(item) => &mut item.blocks,
            None => &mut self.blocks,
        }
    }

    fn end_paragraph(&mut self) {
        if let Some((range, _)) = self.paragraph.take() {
            self.add_paragraph(range);
        }
    }

    fn add_paragraph(&mut self, range: Range<usize>) {
        let written = self.passage.scalar.text[range.clone()].trim_end();
        let range = range.start..range.start + written.len();
        let content = self.passage.read_inlines(range, self.single);
        if inline::has_text(&content) {
            self.here().push(Block::Paragraph { content });
        }
    }

    /// Ends the paragraph before its last line, which is refused.
    fn disallow_last_line(&mut self, markup: Markup) {
        let Some((paragraph, last_line)) = self.paragraph.take() else { return };
        let before = paragraph.start..last_line;
        if !before.is_empty() {
            self.add_paragraph(before);
        }
        self.passage.disallow(last_line..paragraph.end, markup);
    }

    /// Refuses the paragraph's last line if it can be the head of a table.
    fn disallow_table(&mut self) -> bool {
        let text = &*self.passage.scalar.text;
        let is_head = self
            .paragraph
            .as_ref()
            .is_some_and(|(paragraph, last)| text[*last..paragraph.end].contains('|'));
        if is_head {
            self.disallow_last_line(Markup::Table);
        }
        is_head
    }
}
