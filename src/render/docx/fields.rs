//! What is filled in line by line: titles, lines to write on, boxes to tick, labelled fields.

use docx_rs::{
    IndentLevel, LineSpacing, NumberingId, Paragraph, Run, RunFonts, StructuredDataTag,
    StructuredDataTagChild,
};

use super::numbering::BULLET;
use super::places::{Anchor, BOX_FONT, Control, Kind, TICKED, UNTICKED};
use super::prose::{Paragraphs, Setting};
use super::runs::{blocks, child, labelled, nested, runs, text_or_blank};
use super::styles::id;
use super::units::twips;
use super::writer::Writer;
use crate::model::{Channel, Prose};
use crate::sheet::{Bullets, Field, FieldPiece, TickBox, Value};

impl<'a> Writer<'a> {
    /// A control for plain text of which the form has one.
    pub(super) fn line(
        &mut self,
        value: &Value<'a, Option<&'a str>>,
        channel: Option<Channel>,
    ) -> StructuredDataTag {
        let control = Control::of(value, Kind::of(value.content)).kept();
        self.reached(control, value.content, channel)
    }

    /// A control for plain text, in a link if one gets in touch by it. A linked control is for rich
    /// text: one for plain text in a link LibreOffice 7.4 saves without its end, and nothing opens
    /// the document any more.
    pub(super) fn reached(
        &mut self,
        control: Control<'a>,
        text: Option<&str>,
        channel: Option<Channel>,
    ) -> StructuredDataTag {
        let url = text.zip(channel).and_then(|(text, channel)| channel.href(text));
        let kind = if url.is_some() { Kind::RichText } else { control.kind };
        let control = Control { kind, ..control.empty_if(text.is_none()) };
        let control = Anchor::Control(control);
        match text.zip(url) {
            None => self.places.mark(control, text_or_blank(text)),
            Some((text, url)) => {
                let value = self.places.mark(control, runs(text, &Run::new().style(id::HYPERLINK)));
                self.places.mark(Anchor::Link(url.into()), vec![nested(value)])
            }
        }
    }

    pub(super) fn bullets(&mut self, bullets: &Bullets<'a>) {
        let last = bullets.items.len().saturating_sub(1);
        let items = bullets
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let control = Anchor::Control(Control::of(item, Kind::RichText));
                let content = self.inlines(item.content);
                let value = self.places.mark(control, content);
                // The style has the numbering too, which not every program that reads Word looks up.
                let mut paragraph = Paragraph::new()
                    .style(id::LIST_BULLET)
                    .numbering(NumberingId::new(BULLET), IndentLevel::new(0))
                    .add_structured_data_tag(value);
                if index == last {
                    let gap = twips(self.measures.text.paragraph_gap) as u32;
                    paragraph = paragraph.line_spacing(LineSpacing::new().after(gap));
                }
                let item = Control::new("", bullets.list.control, Kind::RepeatingItem);
                nested(self.places.mark(Anchor::Control(item), blocks(vec![paragraph])))
            })
            .collect();
        let control = Control::of(&bullets.list, Kind::Repeating).kept();
        let place = self.places.mark(Anchor::Control(control), items);
        self.add_place(place);
    }

    /// Adds prose that the author may leave out, with a line to write on in its stead; `gap` is the
    /// space above it in twips, if there is to be any.
    pub(super) fn free_prose(&mut self, value: &Value<'a, Option<&'a Prose>>, gap: Option<u32>) {
        let control = Control::of(value, Kind::RichText).kept();
        let Some(prose) = value.content else {
            let line = vec![child(self.writing_line())];
            let value = self.places.mark(Anchor::Control(control.empty_if(true)), line);
            self.add(Paragraph::new().style(id::WRITING_LINE).add_structured_data_tag(value));
            return;
        };
        let setting = Setting::text(self.measures).below(gap);
        match self.prose_value(control, prose, setting) {
            Paragraphs::One(paragraph) => self.add(*paragraph),
            Paragraphs::Several(place) => self.add_place(*place),
        }
    }

    /// A line to write on, up to the paragraph's tab stop at the right margin.
    fn writing_line(&self) -> Run {
        Run::new()
            .style(id::PLACEHOLDER)
            .color(&self.measures.colour.rule)
            .underline("single")
            .add_tab()
    }

    pub(super) fn boxes(&mut self, boxes: &[TickBox<'a>]) {
        for (index, option) in boxes.iter().enumerate() {
            let mut paragraph = self.check_box(option);
            let gap = option.space_above(index == 0, self.measures);
            // Word takes the larger one of two spaces: the one below the box before is in it.
            if gap > 0.0 {
                let below = if index == 0 { 0.0 } else { self.measures.r#box.gap };
                let before = twips(below + gap) as u32;
                paragraph = paragraph.line_spacing(LineSpacing::new().before(before));
            }
            if let Some(value) = &option.text {
                let text = value.content;
                let control = Control::of(value, Kind::RichText).kept().empty_if(text.is_none());
                let content: Vec<StructuredDataTagChild> = match text {
                    Some(text) => self.inlines(text),
                    None => vec![child(self.writing_line())],
                };
                let place = self.places.mark(Anchor::Control(control), content);
                paragraph =
                    paragraph.add_run(Run::new().add_text(" ")).add_structured_data_tag(place);
            }
            self.add(paragraph);
        }
    }

    /// A box and its label.
    fn check_box(&mut self, option: &TickBox<'a>) -> Paragraph {
        let ticked = option.tick.content;
        let glyph = Run::new()
            .fonts(RunFonts::new().ascii(BOX_FONT).hi_ansi(BOX_FONT).east_asia(BOX_FONT))
            .add_text(if ticked { TICKED } else { UNTICKED });
        let control = Control::of(&option.tick, Kind::CheckBox(ticked)).kept();
        let tick = self.places.mark(Anchor::Control(control), vec![child(glyph)]);
        Paragraph::new()
            .style(id::BOX)
            .add_structured_data_tag(tick)
            .add_run(Run::new().add_tab())
            .add_run(Run::new().add_text(option.label))
    }

    pub(super) fn empty_box(&mut self, value: &Value<'a, ()>) {
        let control = Control::of(value, Kind::RichText).kept().empty_if(true);
        let place = self.places.mark(Anchor::Control(control), text_or_blank(None));
        let line = || Paragraph::new().style(id::EMPTY_BOX);
        // Only the first line is the control's: the others keep the box from falling in.
        let first = line().line_spacing(LineSpacing::new().before(0)).keep_next(true);
        self.add(first.add_structured_data_tag(place));
        let count = self.measures.pictures.empty_lines;
        for number in 2..=count {
            self.add(line().keep_next(number < count));
        }
    }

    pub(super) fn field(&mut self, field: &Field<'a>) {
        self.add(labelled(id::LABEL, field.label));
        let mut line = Paragraph::new();
        for piece in &field.pieces {
            line = match piece {
                FieldPiece::Date { value, text } => {
                    let control = Control::of(value, Kind::Date(value.content)).kept();
                    let text = child(Run::new().add_text(text));
                    line.add_structured_data_tag(
                        self.places.mark(Anchor::Control(control), vec![text]),
                    )
                }
                FieldPiece::Line { separator, value } => {
                    let place = self.line(value, value.content.and_then(Channel::of));
                    if value.content.is_some() && !separator.is_empty() {
                        line = line.add_run(Run::new().add_text(*separator));
                    }
                    line.add_structured_data_tag(place)
                }
            };
        }
        self.add(line);
    }
}
