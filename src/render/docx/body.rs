//! The body: the form's sections in order, as docx-rs's tree with its places marked.

use docx_rs::{
    BreakType, DocumentChild, LineSpacing, Numbering, Paragraph, Run, RunFonts, StructuredDataTag,
    StructuredDataTagChild,
};

use super::places::{Control, Kind, Place, Places};
use super::prose::{Setting, Value, child, runs};
use super::styles::{below_table, id};
use super::units::twips;
use crate::model::{ControlWords, Form, Inlines, Prose, Report, Signature};

/// What an empty control shows where the form has no line to write on: something to click.
const BLANK: &str = "\u{2003}";
/// The glyphs of Word's check boxes and the typeface that Word takes them from.
pub(super) const TICKED: &str = "\u{2612}";
pub(super) const UNTICKED: &str = "\u{2610}";
pub(super) const BOX_FONT: &str = "MS Gothic";

/// What stands above a heading, if not text.
#[derive(Clone, Copy)]
enum Above {
    Table,
    PageBreak,
}

/// A body under construction.
pub(super) struct Body<'a> {
    pub(super) form: &'a Form,
    pub(super) places: Places<'a>,
    /// The lists that count, each with a numbering of its own.
    pub(super) counted: Vec<Numbering>,
    pub(super) content: Vec<DocumentChild>,
}

impl<'a> Body<'a> {
    /// Writes the body of a report. `summary_on_new_page` forces a page break before the summary.
    pub(super) fn of(report: &'a Report, form: &'a Form, summary_on_new_page: bool) -> Self {
        let mut body =
            Self { form, places: Places::default(), counted: Vec::new(), content: Vec::new() };
        let words = &form.words;

        let title = body.text("title", &words.control.title, Some(&report.title));
        body.add(Paragraph::new().style(id::HEADING_1).add_structured_data_tag(title));

        body.heading(&words.purpose, None);
        body.purpose(&report.purpose);

        body.heading(&words.evaluation.heading, None);
        body.evaluation(&report.evaluation);
        let note = body.fixed_paragraph(id::NOTE, &words.evaluation.note);
        body.add(note);

        body.heading(&words.summary, summary_on_new_page.then_some(Above::PageBreak));
        body.free_prose("summary", &words.control.summary, report.summary.as_ref());

        body.heading(&words.next_steps.heading, None);
        body.next_steps(report);

        body.heading(&words.pictures, None);
        body.pictures(&report.pictures);
        body.contacts(&report.contacts);
        if report.pictures.is_empty() && report.contacts.is_empty() {
            body.empty_box();
        }

        let above = (!report.contacts.is_empty()).then_some(Above::Table);
        body.heading(&words.signature.heading, above);
        body.signature(&report.signature);
        body
    }

    /// Adds a paragraph.
    pub(super) fn add(&mut self, paragraph: Paragraph) {
        self.content.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// Adds a place.
    pub(super) fn add_place(&mut self, place: StructuredDataTag) {
        self.content.push(DocumentChild::StructuredDataTag(Box::new(place)));
    }

    /// Text of the form's own, protected against change.
    pub(super) fn fixed(&mut self, text: &str) -> StructuredDataTag {
        let words = &self.form.words.control.form;
        let control = Control::new("", words, Kind::RichText).fixed();
        self.places.mark(Place::Control(control), vec![child(Run::new().add_text(text))])
    }

    /// A paragraph of the form's own.
    pub(super) fn fixed_paragraph(&mut self, style: &str, text: &str) -> Paragraph {
        Paragraph::new().style(style).add_structured_data_tag(self.fixed(text))
    }

    fn heading(&mut self, text: &str, above: Option<Above>) {
        let of = &self.form.measures;
        let heading = self.fixed_paragraph(id::HEADING_2, text);
        let space = |before| LineSpacing::new().before(before);
        self.add(match above {
            None => heading,
            Some(Above::Table) => {
                heading.line_spacing(space(below_table(of, of.heading.gap_above)))
            }
            // Word keeps a heading's space above at the top of a page; the PDF does not.
            Some(Above::PageBreak) => heading.page_break_before(true).line_spacing(space(0)),
        });
    }

    /// A control for plain text of which the form has one.
    fn text(
        &mut self,
        tag: &str,
        words: &'a ControlWords,
        text: Option<&str>,
    ) -> StructuredDataTag {
        let control = Control::new(tag, words, Kind::of(text)).kept().empty_if(text.is_none());
        self.places.mark(Place::Control(control), text_or_blank(text))
    }

    fn purpose(&mut self, purpose: &'a [Inlines]) {
        let words = &self.form.words.control.purpose;
        let last = purpose.len().saturating_sub(1);
        let items = purpose
            .iter()
            .enumerate()
            .map(|(index, item)| {
                let tag = format!("purpose[{index}]");
                let control = Place::Control(Control::new(tag, words, Kind::RichText));
                let content = self.inlines(item);
                let value = self.places.mark(control, content);
                let mut paragraph =
                    Paragraph::new().style(id::LIST_BULLET).add_structured_data_tag(value);
                if index == last {
                    let gap = twips(self.form.measures.text.paragraph_gap) as u32;
                    paragraph = paragraph.line_spacing(LineSpacing::new().after(gap));
                }
                let item = Control::new("", words, Kind::RepeatingItem);
                nested(self.places.mark(Place::Control(item), blocks(vec![paragraph])))
            })
            .collect();
        let control = Control::new("purpose", words, Kind::Repeating).kept();
        let purposes = self.places.mark(Place::Control(control), items);
        self.add_place(purposes);
    }

    /// Adds prose that the author may leave out, with lines to write on in its stead.
    fn free_prose(&mut self, tag: &str, words: &'a ControlWords, prose: Option<&'a Prose>) {
        let control = Control::new(tag, words, Kind::RichText).kept();
        let Some(prose) = prose else {
            let line = self.writing_line();
            let lines = (1..self.form.measures.writing_line.count)
                .fold(line, |run, _| run.add_break(BreakType::TextWrapping).add_tab());
            let value =
                self.places.mark(Place::Control(control.empty_if(true)), vec![child(lines)]);
            self.add(Paragraph::new().style(id::WRITING_LINE).add_structured_data_tag(value));
            return;
        };
        match self.prose_value(control, prose, Setting::text(&self.form.measures)) {
            Value::Paragraph(paragraph) => self.add(*paragraph),
            Value::Paragraphs(place) => self.add_place(*place),
        }
    }

    /// A line to write on, up to the paragraph's tab stop at the right margin.
    fn writing_line(&self) -> Run {
        Run::new()
            .style(id::PLACEHOLDER)
            .color(&self.form.measures.colour.rule)
            .underline("single")
            .add_tab()
    }

    fn next_steps(&mut self, report: &'a Report) {
        let words = &self.form.words;
        let (label, control) = (&words.next_steps, &words.control);
        let steps = &report.next_steps;
        self.free_prose("next_steps.notes", &control.notes, steps.notes.as_ref());
        let first = self.check_box(
            "next_steps.sporadic_contact",
            &control.sporadic_contact,
            steps.sporadic_contact,
            &label.sporadic_contact,
        );
        let gap = twips(self.form.measures.r#box.gap_above) as u32;
        self.add(first.line_spacing(LineSpacing::new().before(gap)));
        let second = self.check_box(
            "next_steps.systematic_contact",
            &control.systematic_contact,
            steps.systematic_contact,
            &label.systematic_contact,
        );
        self.add(second);
        self.option(
            "next_steps.redirect",
            (&control.redirect_box, &label.redirect),
            &control.redirect,
            steps.redirect.as_ref(),
        );
        self.option(
            "next_steps.implement",
            (&control.implement_box, &label.implement),
            &control.implement,
            steps.implement.as_ref(),
        );
    }

    /// A box whose text the author completes.
    fn option(
        &mut self,
        tag: &str,
        (box_words, label): (&'a ControlWords, &str),
        words: &'a ControlWords,
        text: Option<&'a Inlines>,
    ) {
        let paragraph = self.check_box("", box_words, text.is_some(), label);
        let control = Control::new(tag, words, Kind::RichText).kept().empty_if(text.is_none());
        let content = match text {
            Some(text) => self.inlines(text),
            None => vec![child(self.writing_line())],
        };
        let value = self.places.mark(Place::Control(control), content);
        self.add(paragraph.add_run(Run::new().add_text(" ")).add_structured_data_tag(value));
    }

    /// A box and its label.
    fn check_box(
        &mut self,
        tag: &str,
        words: &'a ControlWords,
        ticked: bool,
        label: &str,
    ) -> Paragraph {
        let glyph = Run::new()
            .fonts(RunFonts::new().ascii(BOX_FONT).hi_ansi(BOX_FONT).east_asia(BOX_FONT))
            .add_text(if ticked { TICKED } else { UNTICKED });
        let control = Control::new(tag, words, Kind::CheckBox(ticked)).kept();
        let tick = self.places.mark(Place::Control(control), vec![child(glyph)]);
        let label = self.fixed(label);
        Paragraph::new()
            .style(id::BOX)
            .add_structured_data_tag(tick)
            .add_run(Run::new().add_tab())
            .add_structured_data_tag(label)
    }

    fn empty_box(&mut self) {
        let words = &self.form.words.control.contacts;
        let count = self.form.measures.pictures.empty_lines;
        let lines = (1..=count)
            .map(|line| {
                Paragraph::new()
                    .style(id::EMPTY_BOX)
                    .keep_next(line < count)
                    .add_run(Run::new().style(id::PLACEHOLDER).add_text(BLANK))
            })
            .collect();
        let control = Control::new("contacts", words, Kind::RichText).kept().empty_if(true);
        let place = self.places.mark(Place::Control(control), blocks(lines));
        self.add_place(place);
    }

    fn signature(&mut self, signature: &'a Signature) {
        let words = &self.form.words;
        let (label, control) = (&words.signature, &words.control);

        let date_label = self.fixed_paragraph(id::LABEL, &label.date);
        self.add(date_label);
        let date = Control::new("signature.date", &control.date, Kind::Date(signature.date)).kept();
        let text = child(Run::new().add_text(signature.date.to_string()));
        let date = self.places.mark(Place::Control(date), vec![text]);
        self.add(Paragraph::new().add_structured_data_tag(date));

        let name_label = self.fixed_paragraph(id::LABEL, &label.name);
        self.add(name_label);
        let name = self.text("signature.name", &control.name, Some(&signature.name));
        let contact =
            self.text("signature.contact", &control.contact, signature.contact.as_deref());
        let mut line = Paragraph::new().add_structured_data_tag(name);
        if signature.contact.is_some() {
            line = line.add_run(Run::new().add_text(" /"));
        }
        self.add(line.add_structured_data_tag(contact));
    }
}

/// A paragraph of one run.
pub(super) fn labelled(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(text))
}

/// Runs with a text, or with the sign that there is none.
pub(super) fn text_or_blank(text: Option<&str>) -> Vec<StructuredDataTagChild> {
    match text {
        Some(text) => runs(text, &Run::new()),
        None => vec![child(Run::new().style(id::PLACEHOLDER).add_text(BLANK))],
    }
}

/// Paragraphs as children of a place.
pub(super) fn blocks(paragraphs: Vec<Paragraph>) -> Vec<StructuredDataTagChild> {
    paragraphs.into_iter().map(|p| StructuredDataTagChild::Paragraph(Box::new(p))).collect()
}

/// A place as a child of another.
pub(super) fn nested(tag: StructuredDataTag) -> StructuredDataTagChild {
    StructuredDataTagChild::StructuredDataTag(Box::new(tag))
}
