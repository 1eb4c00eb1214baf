//! What is filled in line by line: titles, lines to write on, boxes to tick, labelled fields.

use docx_rs::{
    BorderType, IndentLevel, LineSpacing, NumberingId, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, StructuredDataTag,
    StructuredDataTagChild, Tab, TabValueType,
};

use super::numbering::BULLET;
use super::places::{Anchor, BOX_FONT, Binding, Control, Kind, TICKED, UNTICKED};
use super::prose::{Paragraphs, Setting};
use super::runs::{blocks, child, labelled, marked, nested, one_run, runs};
use super::styles::{id, line_of_tab};
use super::units::{eighths, twips};
use super::writer::Writer;
use crate::metrics::Face;
use crate::model::{Channel, Measures, Prose};
use crate::render::balance::balanced_width;
use crate::sheet::{About, Bullets, Field, FieldPiece, TickBox, Value};

impl<'a> Writer<'a> {
    /// A control around its content, or around the form's own if there is none.
    pub(super) fn marked(
        &mut self,
        control: Control<'a>,
        content: Option<Vec<StructuredDataTagChild>>,
    ) -> StructuredDataTag {
        marked(&mut self.places, control, content)
    }

    /// A control for plain text of which the form has one, in one typeface.
    pub(super) fn line(
        &mut self,
        control: Control<'a>,
        text: Option<&str>,
        binding: Option<Binding>,
    ) -> StructuredDataTag {
        let content = text.map(|text| vec![child(one_run(text))]);
        self.marked(control.kept().bound(binding), content)
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
        let control = Control { kind, ..control };
        match text.zip(url) {
            None => self.marked(control, text.map(|text| runs(text, &Run::new()))),
            Some((text, url)) => {
                let content = runs(text, &Run::new().style(id::HYPERLINK));
                let value = self.marked(control, Some(content));
                self.places.mark(Anchor::Link(url.into()), vec![nested(value)])
            }
        }
    }

    /// The title, kept as the document's.
    pub(super) fn title(&mut self, title: &Value<'a, Option<&'a str>>, about: &str) {
        let text = title.content;
        let of = self.measures;
        let is_known = text.unwrap_or_default() == about;
        let control = Control::of(title, Kind::PlainText);
        // The typeface of headings draws all that there is.
        let content = text.map(|text| vec![child(Run::new().add_text(text))]);
        let control = control.kept().bound(is_known.then_some(Binding::Title));
        let place = self.marked(control, content);
        let mut paragraph = Paragraph::new().style(id::HEADING_1).add_structured_data_tag(place);
        if text.is_none() {
            // A tab stop would draw the line as bold as the title.
            let rule = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
                .val(BorderType::Single)
                .size(eighths(of.writing_line.rule))
                .color(&of.colour.rule);
            paragraph = paragraph.set_borders(ParagraphBorders::with_empty().set(rule));
        }
        self.add(match right_of_title(text.unwrap_or_default(), of) {
            0 => paragraph,
            margin => paragraph.indent(None, None, Some(margin), None),
        });
    }

    pub(super) fn bullets(&mut self, bullets: &Bullets<'a>) {
        let last = bullets.items.len().saturating_sub(1);
        let items = bullets
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let control = Control::of(item, Kind::RichText).lined();
                let content = item.content.map(|inlines| self.inlines(inlines));
                let value = self.marked(control, content);
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
        let control = Control::of(value, Kind::RichText).kept().lined();
        let Some(prose) = value.content else {
            let value = self.marked(control, None);
            let paragraph = Paragraph::new().style(id::WRITING_LINE).add_structured_data_tag(value);
            let above = twips(self.measures.above_line()) as u32;
            let gap = gap.map(|gap| LineSpacing::new().before(gap + above));
            self.add(match gap {
                Some(gap) => paragraph.line_spacing(gap),
                None => paragraph,
            });
            return;
        };
        let setting = Setting::text(self.measures).below(gap);
        match self.prose_value(control, prose, setting) {
            Paragraphs::One(paragraph) => {
                let right = self.right_tab();
                self.add(paragraph.add_tab(right));
            }
            Paragraphs::Several(place) => self.add_place(*place),
        }
    }

    /// A tab stop at the right margin, up to which lines to write on reach.
    fn right_tab(&self) -> Tab {
        let right = twips(self.measures.text_width());
        Tab::new().val(TabValueType::Right).pos(right as usize)
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
                let control = Control::of(value, Kind::RichText).kept().lined();
                let content = value.content.map(|text| self.inlines(text));
                let place = self.marked(control, content);
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
        let place = self.marked(Control::of(value, Kind::RichText).kept(), None);
        let line = || Paragraph::new().style(id::EMPTY_BOX);
        // Only the first line is the control's: the others keep the box from falling in.
        let first = line().line_spacing(LineSpacing::new().before(0)).keep_next(true);
        self.add(first.add_structured_data_tag(place));
        let count = self.measures.pictures.empty_lines;
        for number in 2..=count {
            self.add(line().keep_next(number < count));
        }
    }

    pub(super) fn field(&mut self, field: &Field<'a>, about: &About<'_>) {
        self.add(labelled(id::LABEL, field.label));
        let is_blank = field.pieces.iter().all(FieldPiece::is_blank);
        let mut line = Paragraph::new();
        if is_blank {
            line = line.style(id::WRITING_LINE);
        }
        let full = self.measures.text_width();
        let author = field.pieces.iter().position(FieldPiece::is_author);
        // The first of two lines abreast ends where the second begins.
        let is_abreast = self.has_every_place && field.pieces.len() > 1;
        line = match author {
            Some(0) if is_abreast => line.add_tab(line_of_tab(full / 2.0)),
            Some(_) => line.add_tab(line_of_tab(full)),
            None => line,
        };
        if author.is_none() || is_abreast {
            line = line.add_tab(self.right_tab());
        }
        for piece in &field.pieces {
            line = match piece {
                FieldPiece::Date { value, text } => {
                    let day = value.content.map(|_| text.as_str());
                    let binding = self.places.bind(value, day);
                    let control = Control::of(value, Kind::Date(value.content)).kept().lined();
                    let content = value.content.map(|_| vec![child(Run::new().add_text(text))]);
                    line.add_structured_data_tag(self.marked(control.bound(binding), content))
                }
                // Its separator would lead nowhere.
                FieldPiece::Line { value, .. }
                    if value.content.is_none() && !self.has_every_place =>
                {
                    line
                }
                FieldPiece::Line { separator, value, is_author } => {
                    let kind = match value.content {
                        _ if *is_author => Kind::PlainText,
                        None => Kind::RichText,
                        text => Kind::of(text),
                    };
                    let control = Control::of(value, kind).kept().lined();
                    let place = if *is_author {
                        let is_known = value.content.unwrap_or_default() == about.author;
                        let binding = is_known.then_some(Binding::Author);
                        self.line(control, value.content, binding)
                    } else {
                        let channel = value.content.and_then(Channel::of);
                        self.reached(control, value.content, channel)
                    };
                    if !separator.is_empty() {
                        line = line.add_run(Run::new().add_text(*separator));
                    }
                    line.add_structured_data_tag(place)
                }
            };
        }
        self.add(line);
    }
}

/// How much of the text width a title leaves free at its right so that its lines break in balance,
/// in twips.
fn right_of_title(title: &str, of: &Measures) -> i32 {
    let full = of.text_width();
    twips(full - balanced_width(title, Face::HEADING, of.title.size, full))
}
