//! The running heads: the first page's with the letterhead's seven columns, and the others'.

use docx_rs::{
    AlignmentType, BorderType, FieldCharType, Header, HeightRule, InstrNUMPAGES, InstrPAGE,
    InstrText, LineSpacing, LineSpacingType, Paragraph, Run, Table, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow,
    WidthType,
};

use super::body::{labelled, text_or_blank};
use super::places::{Control, Drawing, Kind, Place, Places};
use super::styles::id;
use super::tables::sized;
use super::units::{eighths, twips};
use super::{logo, pagination};
use crate::model::{Form, Letterhead, Mark};
use crate::render::RenderError;
use crate::render::metrics::Face;

/// The head of a page. `places` are those of the document.
pub(super) fn head<'a>(
    form: &'a Form,
    letterhead: &'a Letterhead,
    registration_number: Option<&str>,
    is_first: bool,
    places: &mut Places<'a>,
) -> Result<Header, RenderError> {
    let of = &form.measures;
    let number = Run::new()
        .add_tab()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false)
        .add_text(" (")
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::NUMPAGES(InstrNUMPAGES::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("2")
        .add_field_char(FieldCharType::End, false)
        .add_text(")");
    let paragraph = Paragraph::new().style(id::HEADER);
    let (first, height) = match &letterhead.mark {
        Mark::Wordmark { text } => {
            let tracking = twips(of.head.wordmark.tracking);
            let words = Run::new().style(id::WORDMARK).character_spacing(tracking).add_text(text);
            let pitch = of.head.wordmark.pitch;
            (paragraph.line_spacing(exactly(pitch)).add_run(words), pitch)
        }
        Mark::Logo { bytes, extension, alt, width, height } => {
            let (bytes, extension) = logo::for_word(bytes, extension, *width)?;
            let drawing = Drawing { bytes, extension, size: (*width, *height), alt };
            let drawing = places.mark(Place::Picture(drawing), Vec::new());
            // A line of its own height: an exact one would show but a strip of the logo.
            let line = LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
            let descent = of.descent * of.head.number.size;
            (paragraph.line_spacing(line).add_structured_data_tag(drawing), height + descent)
        }
    };
    let first = first.add_run(number);
    let control = Control::new(
        "registration_number",
        &form.words.control.registration_number,
        Kind::PlainText,
    )
    .kept()
    .empty_if(registration_number.is_none());
    let registration = places.mark(Place::Control(control), text_or_blank(registration_number));
    // The number keeps to the right half of the head and takes as many lines as it needs there.
    let half = of.text_width() / 2.0;
    let lines = registration_number
        .map_or(1.0, |number| pagination::lines(number, Face::LABEL, of.head.number.size, half));
    let registration = Paragraph::new()
        .style(id::HEADER)
        .align(AlignmentType::Right)
        .indent(Some(twips(half)), None, None, None)
        .add_structured_data_tag(registration);
    let header = Header::new().add_paragraph(first);
    if !is_first {
        return Ok(header.add_paragraph(registration));
    }
    // The table starts at the top margin, whatever stands above it.
    let above = of.head.top + height + lines * of.head.number.pitch;
    let gap = twips((of.page.margin_top - above).max(0.0)) as u32;
    Ok(header
        .add_paragraph(registration.line_spacing(LineSpacing::new().after(gap)))
        .add_table(columns(form, letterhead))
        // Word wants a paragraph after a table; this one is as low as can be.
        .add_paragraph(
            Paragraph::new().style(id::LETTERHEAD_VALUE).line_spacing(exactly(LAST_LINE)),
        ))
}

/// Lines of exactly a height in points.
fn exactly(pitch: f64) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(pitch))
}

/// The height in points of the paragraph that ends the first page's head.
const LAST_LINE: f64 = 1.0;

/// The seven labels over their values.
fn columns(form: &Form, letterhead: &Letterhead) -> Table {
    let of = &form.measures.letterhead;
    let words = &form.words.letterhead;
    let fields = [
        (&words.postal_address, &letterhead.postal_address),
        (&words.visiting_address, &letterhead.visiting_address),
        (&words.phone, &letterhead.phone),
        (&words.email, &letterhead.email),
        (&words.sms, &letterhead.sms),
        (&words.web, &letterhead.web),
        (&words.organisation_number, &letterhead.organisation_number),
    ];
    let row = |style, gap: f64, text: fn(&(&'_ String, &'_ String)) -> String| {
        TableRow::new(
            fields
                .iter()
                .zip(of.columns)
                .map(|(field, width)| {
                    let paragraph = labelled(style, &text(field))
                        .line_spacing(LineSpacing::new().before(twips(gap) as u32));
                    sized(TableCell::new().add_paragraph(paragraph), width)
                })
                .collect(),
        )
    };
    let labels = row(id::LETTERHEAD_LABEL, of.rule_gap, |field| field.0.clone());
    let below = of.height - of.rule_gap - of.label.pitch - LAST_LINE;
    let values = row(id::LETTERHEAD_VALUE, 0.0, |field| field.1.clone())
        .row_height(twips(below) as f32)
        .height_rule(HeightRule::AtLeast);
    let rule = TableBorder::new(TableBorderPosition::Top)
        .border_type(BorderType::Single)
        .size(eighths(of.rule))
        .color(&form.measures.colour.rule);
    Table::new(vec![labels, values])
        .set_borders(TableBorders::with_empty().set(rule))
        .margins(TableCellMargins::new().margin(0, twips(of.gutter) as usize, 0, 0))
        .layout(TableLayoutType::Fixed)
        .width(twips(form.measures.text_width()) as usize, WidthType::Dxa)
        .set_grid(of.columns.iter().map(|&width| twips(width) as usize).collect())
}
