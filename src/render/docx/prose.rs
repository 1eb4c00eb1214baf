//! Prose as paragraphs: real lists, links, strong and emphasised text.

use docx_rs::{
    AbstractNumbering, BreakType, IndentLevel, Level, LevelJc, LevelOverride, LevelText,
    LineSpacing, NumberFormat, Numbering, NumberingId, Numberings, Paragraph, ParagraphChild, Run,
    RunProperty, SpecialIndentType, Start, StructuredDataTag, StructuredDataTagChild,
};

use super::body::{Body, blocks};
use super::places::{Control, Place};
use super::styles::id;
use super::units::twips;
use crate::model::{Block, Inline, List, Marker, Measures};

/// Where prose stands: the styles of its paragraphs and lists, and the gaps below them in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    paragraph: &'static str,
    bullet_list: &'static str,
    number_list: &'static str,
    continued: &'static str,
    /// Below a paragraph.
    gap: f64,
    /// Below the last paragraph.
    last_gap: f64,
}

impl Setting {
    /// Running text.
    pub(super) fn running(measures: &Measures) -> Self {
        Self {
            paragraph: "Normal",
            bullet_list: id::LIST_BULLET,
            number_list: id::LIST_NUMBER,
            continued: id::LIST_CONTINUE,
            gap: measures.text.paragraph_gap,
            last_gap: measures.text.paragraph_gap,
        }
    }

    /// A cell of the evaluation table.
    pub(super) fn cell(measures: &Measures) -> Self {
        Self {
            paragraph: id::TABLE_TEXT,
            bullet_list: id::TABLE_TEXT,
            number_list: id::TABLE_TEXT,
            continued: id::TABLE_TEXT,
            gap: measures.table.text.paragraph_gap,
            last_gap: 0.0,
        }
    }
}

/// A paragraph and the space below it in points.
type Spaced = (Paragraph, f64);

/// Prose in its control.
pub(super) enum Value {
    /// One paragraph, with the control in it.
    Paragraph(Paragraph),
    /// Several paragraphs, with the control around them.
    Paragraphs(StructuredDataTag),
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
            let gap = twips(setting.last_gap) as u32;
            return Value::Paragraph(
                Paragraph::new()
                    .style(setting.paragraph)
                    .line_spacing(LineSpacing::new().after(gap))
                    .add_structured_data_tag(value),
            );
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
        Value::Paragraphs(self.places.mark(Place::Control(control), blocks(paragraphs)))
    }

    /// Prose as paragraphs.
    fn prose(&mut self, prose: &'a [Block], setting: Setting) -> Vec<Paragraph> {
        let mut spaced = Vec::new();
        self.blocks(prose, setting, None, &mut spaced);
        if let Some((_, gap)) = spaced.last_mut() {
            *gap = setting.last_gap;
        }
        spaced
            .into_iter()
            .map(|(paragraph, gap)| {
                paragraph.line_spacing(LineSpacing::new().after(twips(gap) as u32))
            })
            .collect()
    }

    /// Adds blocks that stand in a list's item at `level`, or in no list.
    fn blocks(
        &mut self,
        blocks: &'a [Block],
        setting: Setting,
        level: Option<usize>,
        out: &mut Vec<Spaced>,
    ) {
        for block in blocks {
            match block {
                Block::Paragraph { content } => {
                    let paragraph = self.paragraph(content);
                    let paragraph = match level {
                        None => paragraph.style(setting.paragraph),
                        Some(level) => {
                            let indent = twips(self.form.measures.list.indent) * (level as i32 + 1);
                            paragraph.style(setting.continued).indent(
                                Some(indent),
                                None,
                                None,
                                None,
                            )
                        }
                    };
                    out.push((paragraph, setting.gap));
                }
                Block::List(list) => {
                    if let Some((_, gap)) = out.last_mut() {
                        *gap = self.form.measures.list.item_gap;
                    }
                    self.list(list, setting, level.map_or(0, |level| level + 1), out);
                    if let Some((_, gap)) = out.last_mut() {
                        *gap = setting.gap;
                    }
                }
            }
        }
    }

    fn list(&mut self, list: &'a List, setting: Setting, level: usize, out: &mut Vec<Spaced>) {
        let (style, numbering) = match list.marker {
            Marker::Bullet => (setting.bullet_list, BULLET),
            Marker::Plus => (setting.bullet_list, PLUS),
            Marker::Number(start) => (setting.number_list, self.number_from(start, level)),
        };
        for item in &list.items {
            let first = out.len();
            self.blocks(item, setting, Some(level), out);
            if let Some((paragraph, _)) = out.get_mut(first) {
                paragraph.property.indent = None;
                *paragraph = std::mem::take(paragraph)
                    .style(style)
                    .numbering(NumberingId::new(numbering), IndentLevel::new(level));
            }
            if let Some((_, gap)) = out.last_mut() {
                *gap = self.form.measures.list.item_gap;
            }
        }
    }

    /// A paragraph of inline prose.
    pub(super) fn paragraph(&mut self, content: &'a [Inline]) -> Paragraph {
        into_paragraph(Paragraph::new(), self.inlines(content))
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
                Inline::Text { text } => out.push(child(look.clone().add_text(text))),
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
                    Some(indent * (level as i32 + 1)),
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
