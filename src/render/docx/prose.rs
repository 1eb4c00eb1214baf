//! Prose as paragraphs: real lists, links, strong and emphasised text.

use docx_rs::{
    AbstractNumbering, BreakType, IndentLevel, Level, LevelJc, LevelOverride, LevelText,
    LineSpacing, NumberFormat, Numbering, NumberingId, Numberings, Paragraph, ParagraphChild, Run,
    RunProperty, SpecialIndentType, Start, StructuredDataTag, StructuredDataTagChild,
};

use super::body::{Body, blocks};
use super::flow::{Gaps, flow};
use super::places::{Control, Place};
use super::styles::{LABEL_FONT, id, typeface};
use super::units::twips;
use crate::model::{Block, Inline, Marker, Measures};
use crate::render::metrics::Face;

/// Where prose stands: how far its paragraphs stand apart and which styles they take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    gaps: Gaps,
    paragraph: &'static str,
    bullet_list: &'static str,
    number_list: &'static str,
    continued: &'static str,
}

impl Setting {
    /// Running text.
    pub(super) fn text(measures: &Measures) -> Self {
        Self {
            gaps: Gaps::of_text(measures),
            paragraph: "Normal",
            bullet_list: id::LIST_BULLET,
            number_list: id::LIST_NUMBER,
            continued: id::LIST_CONTINUE,
        }
    }

    /// A cell of the evaluation table.
    pub(super) fn cell(measures: &Measures) -> Self {
        Self {
            gaps: Gaps::of_cell(measures),
            paragraph: id::TABLE_TEXT,
            bullet_list: id::TABLE_TEXT,
            number_list: id::TABLE_TEXT,
            continued: id::TABLE_TEXT,
        }
    }
}

/// Prose in its control.
pub(super) enum Value {
    /// One paragraph, with the control in it.
    Paragraph(Box<Paragraph>),
    /// Several paragraphs, with the control around them.
    Paragraphs(Box<StructuredDataTag>),
}

impl<'a> Body<'a> {
    /// Prose in a control.
    pub(super) fn prose_value(
        &mut self,
        control: Control<'a>,
        prose: &'a [Block],
        setting: Setting,
    ) -> Value {
        if let [Block::Paragraph { content }] = prose {
            let content = self.inlines(content);
            let value = self.places.mark(Place::Control(control), content);
            let gap = twips(setting.gaps.last) as u32;
            return Value::Paragraph(Box::new(
                Paragraph::new()
                    .style(setting.paragraph)
                    .line_spacing(LineSpacing::new().after(gap))
                    .add_structured_data_tag(value),
            ));
        }
        let mut paragraphs = self.prose(prose, setting);
        // LibreOffice 7.4 drops links, line breaks and emphasis from the first paragraph of a
        // control around paragraphs, but not from a control in that paragraph.
        if let Some(first) = paragraphs.first_mut()
            && !is_plain(&first.children)
        {
            let content = std::mem::take(&mut first.children).into_iter().filter_map(into_child);
            let inner = control.inner();
            let place = self.places.mark(Place::Control(inner), content.collect());
            *first = std::mem::take(first).add_structured_data_tag(place);
        }
        let place = self.places.mark(Place::Control(control), blocks(paragraphs));
        Value::Paragraphs(Box::new(place))
    }

    /// Prose as paragraphs.
    fn prose(&mut self, prose: &'a [Block], setting: Setting) -> Vec<Paragraph> {
        // The numbering of the list that is open at each depth.
        let mut numberings = [0; LEVELS];
        let of = &self.form.measures;
        let flow = flow(prose, setting.gaps, of).into_iter();
        flow.map(|flowed| {
            let paragraph = into_paragraph(Paragraph::new(), self.inlines(flowed.content))
                .line_spacing(LineSpacing::new().after(twips(flowed.gap) as u32));
            let Some(level) = flowed.depth.checked_sub(1) else {
                return paragraph.style(setting.paragraph);
            };
            let Some(item) = flowed.marker else {
                let indent = Some(twips(flowed.indent));
                return paragraph.style(setting.continued).indent(indent, None, None, None);
            };
            let (style, numbering) = match item.marker {
                Marker::Bullet => (setting.bullet_list, BULLET),
                Marker::Plus => (setting.bullet_list, PLUS),
                Marker::Number(start) => {
                    if item.is_first {
                        numberings[level] = self.number_from(start, level);
                    }
                    (setting.number_list, numberings[level])
                }
            };
            let item_of_list = paragraph
                .style(style)
                .numbering(NumberingId::new(numbering), IndentLevel::new(level));
            // The numberings' own indents hold in lists whose markers are of the usual width.
            if twips(flowed.indent) == twips(of.list.indent * flowed.depth as f64) {
                return item_of_list;
            }
            let hanging = Some(SpecialIndentType::Hanging(twips(item.width)));
            item_of_list.indent(Some(twips(flowed.indent)), hanging, None, None)
        })
        .collect()
    }

    /// Inline prose as runs and links.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) -> Vec<StructuredDataTagChild> {
        let mut out = Vec::new();
        self.add_inlines(inlines, &Run::new(), &mut out);
        out
    }

    /// Adds inline prose whose runs look like the given, empty one.
    fn add_inlines(
        &mut self,
        inlines: &'a [Inline],
        look: &Run,
        out: &mut Vec<StructuredDataTagChild>,
    ) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => out.extend(runs(text, look)),
                Inline::LineBreak => {
                    out.push(child(look.clone().add_break(BreakType::TextWrapping)));
                }
                Inline::Strong { content } => {
                    self.add_inlines(content, &look.clone().bold(), out);
                }
                Inline::Emphasis { content } => {
                    self.add_inlines(content, &look.clone().italic(), out);
                }
                Inline::Link { url, content } => {
                    let mut linked = Vec::new();
                    self.add_inlines(content, &look.clone().style(id::HYPERLINK), &mut linked);
                    let place = self.places.mark(Place::Link(url), linked);
                    out.push(StructuredDataTagChild::StructuredDataTag(Box::new(place)));
                }
            }
        }
    }

    /// A numbering of its own for a list that counts up from `start`.
    fn number_from(&mut self, start: u64, level: usize) -> usize {
        let number = FIRST_COUNTED + self.counted.len();
        self.counted.push(
            Numbering::new(number, NUMBER)
                .add_override(LevelOverride::new(level).start(start as usize)),
        );
        number
    }
}

/// Text as runs that look like the given, empty one. What the typeface of prose cannot draw
/// (Greek and Cyrillic) is set in that of labels, as in the PDF.
pub(super) fn runs(text: &str, look: &Run) -> Vec<StructuredDataTagChild> {
    let is_prose = |character: char| Face::PROSE.draws(character);
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    characters
        .chunk_by(|(_, left), (_, right)| is_prose(*left) == is_prose(*right) || *right == ' ')
        .map(|chunk| {
            let (start, first) = chunk[0];
            let end = chunk.last().map(|(index, last)| index + last.len_utf8());
            let run = look.clone().add_text(&text[start..end.unwrap_or(start)]);
            child(if is_prose(first) { run } else { run.fonts(typeface(LABEL_FONT)) })
        })
        .collect()
}

/// A run as a child of a place.
pub(super) fn child(run: Run) -> StructuredDataTagChild {
    StructuredDataTagChild::Run(Box::new(run))
}

/// Whether a paragraph is one run without emphasis.
fn is_plain(children: &[ParagraphChild]) -> bool {
    matches!(children, [ParagraphChild::Run(run)] if run.run_property == RunProperty::new())
}

/// What stands in a paragraph as a child of a place.
fn into_child(child: ParagraphChild) -> Option<StructuredDataTagChild> {
    match child {
        ParagraphChild::Run(run) => Some(StructuredDataTagChild::Run(run)),
        ParagraphChild::StructuredDataTag(tag) => {
            Some(StructuredDataTagChild::StructuredDataTag(tag))
        }
        _ => None,
    }
}

/// Adds runs and places to a paragraph.
pub(super) fn into_paragraph(
    paragraph: Paragraph,
    content: Vec<StructuredDataTagChild>,
) -> Paragraph {
    content.into_iter().fold(paragraph, |paragraph, child| match child {
        StructuredDataTagChild::Run(run) => paragraph.add_run(*run),
        StructuredDataTagChild::StructuredDataTag(tag) => paragraph.add_structured_data_tag(*tag),
        _ => paragraph,
    })
}

// The numberings. The definitions and the first three lists have the same numbers; 1 is taken by
// docx-rs's own, which the completion pass drops. Each counted list after them is one of its own.
pub(super) const BULLET: usize = 2;
const PLUS: usize = 3;
pub(super) const NUMBER: usize = 4;
const FIRST_COUNTED: usize = 5;

/// How deep lists nest.
const LEVELS: usize = 3;

/// The numbering part: three kinds of lists, and the `counted` ones used in a document.
pub(super) fn numberings(measures: &Measures, counted: Vec<Numbering>) -> Numberings {
    let indent = twips(measures.list.indent);
    let kind = |id: usize, format: &str, text: fn(usize) -> String| {
        (0..LEVELS).fold(AbstractNumbering::new(id), |numbering, level| {
            numbering.add_level(
                Level::new(
                    level,
                    Start::new(1),
                    NumberFormat::new(format),
                    LevelText::new(text(level)),
                    LevelJc::new("left"),
                )
                .indent(
                    Some(twips(measures.list.indent * (level + 1) as f64)),
                    Some(SpecialIndentType::Hanging(indent)),
                    None,
                    None,
                ),
            )
        })
    };
    let kinds = Numberings::new()
        .add_abstract_numbering(kind(BULLET, "bullet", |_| "•".to_owned()))
        .add_abstract_numbering(kind(PLUS, "bullet", |_| "+".to_owned()))
        .add_abstract_numbering(kind(NUMBER, "decimal", |level| format!("%{}.", level + 1)))
        .add_numbering(Numbering::new(BULLET, BULLET))
        .add_numbering(Numbering::new(PLUS, PLUS))
        .add_numbering(Numbering::new(NUMBER, NUMBER));
    counted.into_iter().fold(kinds, Numberings::add_numbering)
}
