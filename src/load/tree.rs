//! The YAML tree: values with their places, built without recursion and within limits.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle, Span, StructureStyle, Tag};

use super::gaps::Gaps;
use super::scalar::Scalar;
use super::syntax;
use crate::characters::is_blank;
use crate::diagnostic::{Diagnostic, Problem, Syntax};
use crate::field::FieldPath;
use crate::limits::{MAX_DEPTH, MAX_EXPANSION};

/// A value and its place: a scalar as written, the first key of a block, the bracket or dash that
/// begins a list.
#[derive(Debug, Clone)]
pub(crate) struct Node<'s> {
    pub span: Range<usize>,
    pub value: Value<'s>,
    /// Where a scalar, or what stands in brackets, ends.
    pub end: usize,
    /// Where the alias stands that repeats this value here.
    pub alias: Option<Range<usize>>,
}

impl<'s> Node<'s> {
    fn new(span: Range<usize>, value: Value<'s>) -> Self {
        Self { end: span.end, span, value, alias: None }
    }
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Value<'s> {
    Scalar(Scalar<'s>),
    Sequence(Vec<Node<'s>>),
    Mapping(Vec<Entry<'s>>),
    /// Could not be read; a diagnostic says why.
    Broken,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'s> {
    pub key: Node<'s>,
    pub value: Node<'s>,
}

/// What a text holds.
pub(crate) struct Parsed<'s> {
    /// Its tree; none if there is no document.
    pub root: Option<Node<'s>>,
    /// What is wrong with single values.
    pub problems: Vec<Diagnostic>,
}

/// Why a text could not be read to its end.
pub(crate) struct Failed {
    pub problem: Problem,
    /// Where the problem is.
    pub span: Range<usize>,
    /// How far the text was read: up to there at least.
    pub reached: usize,
    /// What was wrong on earlier lines.
    pub problems: Vec<Diagnostic>,
}

/// Reads a text that holds one YAML document. What stands in its gaps is [`Value::Broken`].
pub(crate) fn parse<'s>(text: &'s str, gaps: &Gaps) -> Result<Parsed<'s>, Failed> {
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    options.set_emit_comments(false);
    let mut builder = Builder::new(text, gaps);
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span).map_err(|fatal| (fatal.1.start, fatal)),
            Err(error) => Err((syntax::offset(text, &error), syntax::problem(text, &error))),
        };
        if let Err((reached, (problem, span))) = step {
            // What else was wrong with the line is most likely the same mistake.
            let line = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
            builder.problems.retain(|earlier| earlier.span.start < line);
            return Err(Failed { problem, span, reached, problems: builder.problems });
        }
    }
    Ok(Parsed { root: builder.root, problems: builder.problems })
}

type Fatal = (Problem, Range<usize>);

struct Builder<'s, 'g> {
    text: &'s str,
    gaps: &'g Gaps,
    open: Vec<Open<'s>>,
    anchors: BTreeMap<usize, Node<'s>>,
    expanded: usize,
    documents: usize,
    root: Option<Node<'s>>,
    problems: Vec<Diagnostic>,
}

/// A collection whose end is still to come.
struct Open<'s> {
    anchor: usize,
    /// Whether it stands in brackets.
    is_flow: bool,
    node: Node<'s>,
    key: Option<Node<'s>>,
}

impl<'s, 'g> Builder<'s, 'g> {
    fn new(text: &'s str, gaps: &'g Gaps) -> Self {
        Self {
            text,
            gaps,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            expanded: 0,
            documents: 0,
            root: None,
            problems: Vec::new(),
        }
    }

    fn report(&mut self, problem: Problem, span: Range<usize>) {
        self.problems.push(Diagnostic::new(problem, span, FieldPath::default()));
    }

    fn take(&mut self, event: Event<'s>, place: Span) -> Result<(), Fatal> {
        let span = place.byte_range().unwrap_or_default();
        let tag = event.tag().filter(|tag| !tag.is_yaml_core_schema()).map(Tag::original);
        let is_tagged = tag.is_some();
        let is_text = event.tag().and_then(Tag::core_suffix).map(|kind| kind == "str");
        if let Some(tag) = tag {
            let written = place.tag_span().and_then(|tag| tag.byte_range());
            let problem = Problem::UnsupportedTag { tag };
            self.report(problem, written.unwrap_or_else(|| span.clone()));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let above = self.text[..span.start].trim_end().lines().next_back();
                    let dots = above.is_some_and(|line| line.starts_with("..."));
                    return Err((Problem::SeveralDocuments { dots }, span));
                }
            }
            Event::Scalar(text, style, anchor, _) => {
                if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
                    self.continues(span.clone())?;
                }
                // The parser puts a tilde where nothing is written.
                let is_nothing = text.is_empty() || span.is_empty();
                let resolves = is_nothing || !is_text.unwrap_or(style != ScalarStyle::Plain);
                // A tag with nothing after it is meant as a text.
                let value = match &*text {
                    "" if is_tagged => Value::Broken,
                    // Perhaps it was passed over.
                    _ if self.gaps.holds(span.start) => Value::Broken,
                    _ if is_nothing && self.gaps.touches(self.text, span.end) => Value::Broken,
                    _ => Value::Scalar(Scalar { text, style, resolves }),
                };
                self.close(Node::new(span, value), anchor)?;
            }
            Event::SequenceStart(style, anchor, _) => {
                self.begin(Value::Sequence(Vec::new()), style, span, anchor)?;
            }
            Event::MappingStart(style, anchor, _) => {
                self.begin(Value::Mapping(Vec::new()), style, span, anchor)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { anchor, is_flow, mut node, .. }) = self.open.pop() {
                    if is_flow {
                        self.continues(node.span.start..span.end)?;
                        node.end = span.end;
                    }
                    self.close(node, anchor)?;
                }
            }
            Event::Alias(anchor) => {
                // Without a node of this number, the alias stands inside the node it means.
                if let Some(node) = self.anchors.get(&anchor) {
                    let node = Node { alias: Some(span.clone()), ..node.clone() };
                    self.spend(&node, &span)?;
                    self.place(node);
                } else {
                    self.report(Problem::AliasInsideItself, span.clone());
                    self.place(Node::new(span, Value::Broken));
                }
            }
            Event::UnresolvedAlias(name) => {
                let name = name.into_owned();
                if !self.gaps.names(&name) {
                    self.report(Problem::UnknownAlias { name }, span.clone());
                }
                self.place(Node::new(span, Value::Broken));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(
        &mut self,
        value: Value<'s>,
        style: StructureStyle,
        span: Range<usize>,
        anchor: usize,
    ) -> Result<(), Fatal> {
        if self.open.len() >= MAX_DEPTH {
            return Err((Problem::NestedTooDeep { limit: MAX_DEPTH }, span));
        }
        let is_flow = style == StructureStyle::Flow;
        let span = match value {
            // A block list begins at its first dash, which the parser gives no width.
            Value::Sequence(_) => {
                let start = if is_flow { span.start } else { self.first_dash(span.start) };
                start..start + 1
            }
            _ => span,
        };
        let node = Node::new(span, value);
        self.open.push(Open { anchor, is_flow, node, key: None });
        Ok(())
    }

    /// Where the first dash of a block list stands. The parser takes what follows it for the
    /// beginning of a list that is not indented below its key.
    fn first_dash(&self, start: usize) -> usize {
        let is_below_key =
            self.open.last().is_some_and(|open| matches!(open.node.value, Value::Mapping(_)));
        let dash = self.text[..start].trim_end().strip_suffix('-').filter(|_| is_below_key);
        dash.map_or(start, str::len)
    }

    /// Fails if a value in brackets or quotation marks goes on over lines that are not indented
    /// more than the block it stands in (YAML 1.2, section 7: a flow node's lines are indented by
    /// n + 1), which the parser takes. A line of closing brackets alone is let pass: nothing else
    /// can be meant.
    fn continues(&self, span: Range<usize>) -> Result<(), Fatal> {
        let Some(Open { node: block, is_flow, .. }) = self.open.last() else { return Ok(()) };
        let written = &self.text[span.clone()];
        if *is_flow || !written.contains('\n') {
            return Ok(());
        }
        let line = self.text[..block.span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let column = block.span.start - line;
        let mut start = span.start;
        for line in written.split_inclusive('\n') {
            let content = line.trim_start_matches(' ');
            let at = start + line.len() - content.len();
            let is_first = start == span.start;
            start += line.len();
            let is_blank = content.trim().is_empty();
            let only_closes = content.trim().chars().all(|c| matches!(c, ']' | '}' | ','));
            let ends_here = start == span.end && only_closes;
            if !is_first && !is_blank && !ends_here && line.len() - content.len() <= column {
                let problem = Problem::Syntax { syntax: Syntax::Continuation };
                return Err((problem, at..at + content.trim_end().len()));
            }
        }
        Ok(())
    }

    fn close(&mut self, node: Node<'s>, anchor: usize) -> Result<(), Fatal> {
        if anchor != 0 {
            self.spend(&node, &node.span.clone())?;
            self.anchors.insert(anchor, node.clone());
        }
        self.place(node);
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node<'s>) {
        let Some(Open { node: parent, key, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut parent.value {
            Value::Sequence(items) => items.push(node),
            Value::Mapping(entries) => {
                if let Some(key) = key.take() {
                    entries.push(Entry { key, value: node });
                    return;
                }
                // A block without brackets begins at its first key.
                if entries.is_empty() && parent.span.is_empty() {
                    parent.span = node.span.clone();
                }
                *key = Some(node);
            }
            Value::Scalar(_) | Value::Broken => {}
        }
    }

    /// Counts a copy of `node` against the limits.
    fn spend(&mut self, node: &Node<'s>, span: &Range<usize>) -> Result<(), Fatal> {
        let (size, depth) = node.measure();
        self.expanded += size;
        if self.expanded > MAX_EXPANSION {
            return Err((Problem::TooManyAliases { limit: MAX_EXPANSION }, span.clone()));
        }
        if self.open.len() + depth > MAX_DEPTH {
            return Err((Problem::NestedTooDeep { limit: MAX_DEPTH }, span.clone()));
        }
        Ok(())
    }
}

impl Node<'_> {
    /// Whether this is no value, or a text of which nothing can be seen.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => scalar.is_null() || is_blank(&scalar.text),
            _ => false,
        }
    }

    /// How many values and bytes of text this holds, and how many levels. Recursive: no node is
    /// deeper than [`MAX_DEPTH`].
    fn measure(&self) -> (usize, usize) {
        let inside = |children: &mut dyn Iterator<Item = (usize, usize)>| {
            children
                .fold((1, 1), |(size, depth), (more, below)| (size + more, depth.max(below + 1)))
        };
        match &self.value {
            Value::Scalar(scalar) => (1 + scalar.text.len(), 0),
            Value::Sequence(items) => inside(&mut items.iter().map(Node::measure)),
            Value::Mapping(entries) => {
                inside(&mut entries.iter().flat_map(|e| [e.key.measure(), e.value.measure()]))
            }
            Value::Broken => (1, 0),
        }
    }
}
