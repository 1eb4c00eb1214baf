//! Prose as paragraphs: real lists, links, strong and emphasised text.

use docx_rs::{
    BreakType, IndentLevel, LineSpacing, NumberingId, Paragraph, Run, SpecialIndentType,
    StructuredDataTag, StructuredDataTagChild,
};

use super::flow::{Gaps, flow};
use super::numbering::{BULLET, LEVELS, PLUS};
use super::places::{Anchor, Control};
use super::runs::{blocks, child, into_child, into_paragraph, is_plain, runs};
use super::styles::id;
use super::units::twips;
use super::writer::Writer;
use crate::model::{Block, Inline, Look, Marker, Measures, Piece, pieces};

/// Where prose stands: how far its paragraphs stand apart and which styles they take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    gaps: Gaps,
    /// The space above the first paragraph in twips, if it is not its style's.
    above: Option<u32>,
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
            above: None,
            paragraph: "Normal",
            bullet_list: id::LIST_BULLET,
            number_list: id::LIST_NUMBER,
            continued: id::LIST_CONTINUE,
        }
    }

    /// The same with space above the first paragraph, in twips.
    pub(super) fn below(self, above: Option<u32>) -> Self {
        Self { above, ..self }
    }

    /// A cell of the evaluation table.
    pub(super) fn cell(measures: &Measures) -> Self {
        Self {
            gaps: Gaps::of_cell(measures),
            above: None,
            paragraph: id::TABLE_TEXT,
            bullet_list: id::TABLE_TEXT,
            number_list: id::TABLE_TEXT,
            continued: id::TABLE_TEXT,
        }
    }
}

/// Prose in its control.
pub(super) enum Paragraphs {
    /// One paragraph, with the control in it.
    One(Box<Paragraph>),
    /// Several paragraphs, with the control around them.
    Several(Box<StructuredDataTag>),
}

impl<'a> Writer<'a> {
    /// Prose in a control.
    pub(super) fn prose_value(
        &mut self,
        control: Control<'a>,
        prose: &'a [Block],
        setting: Setting,
    ) -> Paragraphs {
        if let [Block::Paragraph { content }] = prose {
            let content = self.inlines(content);
            let value = self.places.mark(Anchor::Control(control), content);
            let gap = twips(setting.gaps.last) as u32;
            return Paragraphs::One(Box::new(
                Paragraph::new()
                    .style(setting.paragraph)
                    .line_spacing(spacing(setting.above, gap))
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
            let place = self.places.mark(Anchor::Control(inner), content.collect());
            *first = std::mem::take(first).add_structured_data_tag(place);
        }
        let place = self.places.mark(Anchor::Control(control), blocks(paragraphs));
        Paragraphs::Several(Box::new(place))
    }

    /// Prose as paragraphs.
    fn prose(&mut self, prose: &'a [Block], setting: Setting) -> Vec<Paragraph> {
        // The numbering of the list that is open at each depth.
        let mut numberings = [0; LEVELS];
        let of = self.measures;
        let flow = flow(prose, setting.gaps, of).into_iter().enumerate();
        flow.map(|(index, flowed)| {
            let above = setting.above.filter(|_| index == 0);
            let paragraph = into_paragraph(Paragraph::new(), self.inlines(flowed.content))
                .line_spacing(spacing(above, twips(flowed.gap) as u32));
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
                marker => {
                    if item.starts {
                        numberings[level] = self.number_from(marker, item.number, level);
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
        let pieces: Vec<Piece<'a>> = pieces(inlines).collect();
        let mut out = Vec::new();
        for linked in pieces.chunk_by(|one, two| one.look.same_link(two.look)) {
            let content = linked.iter().flat_map(|piece| {
                let look = look(piece.look);
                match piece.text {
                    Some(text) => runs(text, &look),
                    None => vec![child(look.add_break(BreakType::TextWrapping))],
                }
            });
            match linked[0].look.link {
                None => out.extend(content),
                Some(url) => {
                    let place = self.places.mark(Anchor::Link(url.into()), content.collect());
                    out.push(StructuredDataTagChild::StructuredDataTag(Box::new(place)));
                }
            }
        }
        out
    }
}

/// The space above a paragraph, if it is not its style's, and below it, in twips.
fn spacing(above: Option<u32>, below: u32) -> LineSpacing {
    let spacing = LineSpacing::new().after(below);
    match above {
        Some(above) => spacing.before(above),
        None => spacing,
    }
}

/// An empty run of a look.
fn look(look: Look<'_>) -> Run {
    let mut run = Run::new();
    if look.link.is_some() {
        run = run.style(id::HYPERLINK);
    }
    if look.is_strong {
        run = run.bold();
    }
    if look.is_emphasised {
        run = run.italic();
    }
    run
}
