//! The form's four boxes in a Word document: which are ticked, and what stands beside them.

use super::content::{Content, Paragraph, Span, is_blank_text};
use super::notes::{Notes, line};
use super::prose::paragraphs;
use crate::diagnostic::Problem;
use crate::field::FieldPath;
use crate::model::Form;
use crate::write::{Markdown, Value};

/// Signs that people take for a tick, and those of an empty box.
const TICKS: &[char] = &['☒', '☑', '✓', '✔', '✗', '✘', '✕', '✖', 'x', 'X'];
const EMPTY: &[char] = &['☐', '□', '❏', '❑', '◻', '\u{2003}'];

/// Most characters before a box's label: the box itself, perhaps in brackets.
const MAX_BEFORE: usize = 4;

/// The boxes' keys, in order; the last two have a text.
const KEYS: [&str; 4] = ["sporadic_contact", "systematic_contact", "redirect", "implement"];

/// The tags of the last two boxes' texts, and of the first two boxes.
const TAGS: [&str; 4] = [
    "next_steps.sporadic_contact",
    "next_steps.systematic_contact",
    "next_steps.redirect",
    "next_steps.implement",
];

/// The boxes, as far as they are read.
#[derive(Default)]
pub(super) struct Boxes {
    boxes: [TickBox; 4],
    /// The box that was read last.
    last: Option<usize>,
}

#[derive(Default)]
struct TickBox {
    is_ticked: bool,
    /// What stands beside it, paragraph by paragraph.
    text: Vec<Vec<Span>>,
}

impl Boxes {
    /// Takes a paragraph, unless it stands above the boxes.
    pub fn take(&mut self, paragraph: Paragraph, told: &mut Notes) -> Option<Paragraph> {
        if let Some((index, is_ticked, rest)) = labelled(&paragraph) {
            told.of_text(&path(index), &paragraph);
            self.last = Some(index);
            self.boxes[index].is_ticked |= is_ticked;
            self.add(index, rest, told);
            return None;
        }
        // The form's words beside the box were changed: its control says which it is.
        let boxed = paragraph.spans.iter().find_map(|span| match span.content {
            Content::Box(is_ticked) => Some(is_ticked),
            _ => None,
        });
        let tagged = TAGS.iter().position(|tag| paragraph.has_tag(tag));
        if let (Some(is_ticked), Some(index)) = (boxed, tagged) {
            told.of_text(&path(index), &paragraph);
            self.last = Some(index);
            self.boxes[index].is_ticked |= is_ticked;
            let is_own = |span: &Span| span.tag == Some(TAGS[index]);
            let (own, others): (Vec<_>, Vec<_>) =
                paragraph.spans.into_iter().partition(|span| is_own(span));
            let others = line(&others);
            if !others.is_empty() {
                told.stray(path(index), &others);
            }
            self.add(index, own, told);
            return None;
        }
        let index = match (tagged, self.last) {
            (Some(index), _) | (None, Some(index)) if !paragraph.has_tag("next_steps.notes") => {
                index
            }
            _ => return Some(paragraph),
        };
        told.of_text(&path(index), &paragraph);
        self.add(index, paragraph.spans, told);
        None
    }

    fn add(&mut self, index: usize, spans: Vec<Span>, told: &mut Notes) {
        let written = line(&spans);
        if is_blank_text(&written) {
            return;
        }
        if index < 2 {
            told.stray(path(index), &written);
        } else {
            self.boxes[index].text.push(spans);
        }
    }

    /// The boxes' values by their keys.
    pub fn values(
        &self,
        markdown: Markdown<'_>,
        told: &mut Notes,
    ) -> Vec<(&'static str, Option<Value>)> {
        let ticked = |is_ticked: bool| is_ticked.then(|| Value::Word("true".to_owned()));
        let mut values = Vec::new();
        for (index, TickBox { is_ticked, text }) in self.boxes.iter().enumerate() {
            let texts: Vec<String> = text
                .iter()
                .flat_map(|spans| paragraphs(spans))
                .map(|inlines| markdown.inlines(&inlines))
                .collect();
            let value = if texts.is_empty() {
                ticked(*is_ticked)
            } else {
                if !is_ticked {
                    told.add(path(index), Problem::TextBesideEmptyBox);
                }
                Some(Value::Prose(texts.join("\n\n")))
            };
            values.push((KEYS[index], value));
        }
        values
    }
}

fn path(index: usize) -> FieldPath {
    FieldPath::of("next_steps").key(KEYS[index])
}

/// Which box a paragraph is, whether it is ticked, and what stands behind the form's words.
fn labelled(paragraph: &Paragraph) -> Option<(usize, bool, Vec<Span>)> {
    let words = &Form::get().words.next_steps;
    let labels =
        [&words.sporadic_contact, &words.systematic_contact, &words.redirect, &words.implement];
    labels.into_iter().enumerate().find_map(|(index, label)| {
        let (before, rest) = split_at_label(&paragraph.spans, label)?;
        let boxed = paragraph.spans.iter().find_map(|span| match span.content {
            Content::Box(is_ticked) => Some(is_ticked),
            _ => None,
        });
        let is_box =
            before.chars().all(|c| TICKS.contains(&c) || EMPTY.contains(&c) || "[]()".contains(c));
        let is_ticked = boxed.unwrap_or_else(|| before.contains(TICKS));
        is_box.then_some((index, is_ticked, rest))
    })
}

/// The characters before a label and the spans behind it; white space does not count.
pub(super) fn split_at_label(spans: &[Span], label: &str) -> Option<(String, Vec<Span>)> {
    let label: Vec<char> = label.chars().filter(|c| !c.is_whitespace()).collect();
    let mut written: Vec<(char, usize, usize)> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        if let Content::Text(text) = &span.content {
            let characters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
            written.extend(characters.map(|(at, c)| (c, index, at + c.len_utf8())));
        }
        // Nothing needs to be read further than the label reaches.
        if written.len() > MAX_BEFORE + label.len() {
            break;
        }
    }
    let begins = |start: usize| {
        let found = written.get(start..start + label.len())?;
        found.iter().map(|(c, ..)| c).eq(&label).then_some(start)
    };
    let start = (0..=MAX_BEFORE).find_map(begins)?;
    let before = written[..start].iter().map(|(c, ..)| *c).collect();
    let (_, index, end) = written[start + label.len() - 1];
    let mut rest = spans[index..].to_vec();
    if let Content::Text(text) = &mut rest[0].content {
        *text = text[end..].to_owned();
    }
    Some((before, rest))
}
