//! The running heads: the first page's with the letterhead's seven columns, and the others'.

use std::sync::Arc;

use docx_rs::{
    AlignmentType, BorderType, FieldCharType, Header, HeightRule, InstrNUMPAGES, InstrPAGE,
    InstrText, LineSpacing, LineSpacingType, Paragraph, Run, Table, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow,
    WidthType,
};

use super::places::{Control, Drawing, Kind, Place, Places};
use super::runs::{labelled, text_or_blank};
use super::styles::id;
use super::tables::sized;
use super::units::{eighths, twips};
use crate::characters::without_break_marks;
use crate::model::{Form, Mark};
use crate::render::lines::{lines, tracked_lines};
use crate::render::metrics::Face;
use crate::sheet::{Head, HeadColumn};

/// The head of a page. `places` are those of the document.
pub(super) fn head<'a>(
    form: &'a Form,
    head: &Head<'a>,
    is_first: bool,
    places: &mut Places<'a>,
) -> Header {
    let of = &form.measures;
    let half = of.text_width() / 2.0;
    let (mark, mark_height) = mark(form, head.mark, places);
    let registration_number = head.registration_number.content;
    let control = Control::of(&head.registration_number, Kind::PlainText)
        .kept()
        .empty_if(registration_number.is_none());
    let registration = places.mark(Place::Control(control), text_or_blank(registration_number));
    // The number keeps to its half of the head and takes as many lines as it needs there.
    let lines = registration_number
        .map_or(1.0, |number| lines(number, Face::LABEL, of.head.number.size, half));
    let right = |paragraph: Paragraph| paragraph.style(id::HEADER).align(AlignmentType::Right);
    let numbers = TableCell::new()
        .add_paragraph(right(Paragraph::new().add_run(page_number())))
        .add_paragraph(right(Paragraph::new().add_structured_data_tag(registration)));
    let cells = vec![sized(TableCell::new().add_paragraph(mark), half), sized(numbers, half)];
    // Of a given height, since programs differ in how high a line with a picture is.
    let height = mark_height.max((1.0 + lines) * of.head.number.pitch);
    let row = TableRow::new(cells).row_height(twips(height) as f32).height_rule(HeightRule::Exact);
    let table = Table::without_borders(vec![row])
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .layout(TableLayoutType::Fixed)
        .width(twips(of.text_width()) as usize, WidthType::Dxa)
        .set_grid(vec![twips(half) as usize; 2]);
    let header = Header::new().add_table(table);
    if !is_first {
        return header.add_paragraph(spacer(LAST_LINE));
    }
    // The columns start at the top margin, whatever stands above them.
    let gap = of.page.margin_top - of.head.top - height;
    header
        .add_paragraph(spacer(gap.max(LAST_LINE)))
        .add_table(columns(form, &head.columns))
        // Word wants a paragraph after a table; this one is as low as can be.
        .add_paragraph(spacer(LAST_LINE))
}

/// The wordmark or logo, and its height in points.
fn mark<'a>(form: &Form, mark: &'a Mark, places: &mut Places<'a>) -> (Paragraph, f64) {
    let of = &form.measures.head;
    let paragraph = Paragraph::new().style(id::HEADER);
    match mark {
        Mark::Wordmark { text } => {
            let tracking = twips(of.wordmark.tracking);
            let words = Run::new().style(id::WORDMARK).character_spacing(tracking).add_text(text);
            // It keeps to its half of the head, and takes as many lines as it needs there.
            let half = form.measures.text_width() / 2.0;
            let lines = tracked_lines(text, of.wordmark.size, of.wordmark.tracking, half);
            let pitch = of.wordmark.pitch;
            (paragraph.line_spacing(exactly(pitch)).add_run(words), lines * pitch)
        }
        Mark::Logo { bytes, extension, drawn, alt, width, height } => {
            let (bytes, extension) = match drawn {
                Some(png) => (png, "png"),
                None => (bytes, *extension),
            };
            let drawing = Drawing {
                bytes: Arc::clone(bytes),
                extension,
                name: None,
                size: (*width, *height),
                alt: without_break_marks(alt),
            };
            let drawing = places.mark(Place::Picture(drawing), Vec::new());
            // A line of its own height: an exact one would show but a strip of the logo.
            let line = LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
            (paragraph.line_spacing(line).add_structured_data_tag(drawing), *height)
        }
    }
}

/// The page's number and, in brackets, how many there are: fields that Word keeps up to date.
fn page_number() -> Run {
    Run::new()
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
        .add_text(")")
}

/// An empty paragraph of a height in points.
fn spacer(height: f64) -> Paragraph {
    Paragraph::new().style(id::LETTERHEAD_VALUE).line_spacing(exactly(height))
}

/// Lines of exactly a height in points.
fn exactly(pitch: f64) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(pitch))
}

/// The height in points of the paragraph that ends the first page's head.
const LAST_LINE: f64 = 1.0;

/// The labels over their values.
fn columns(form: &Form, columns: &[HeadColumn<'_>]) -> Table {
    let of = &form.measures.letterhead;
    let row = |style, gap: f64, text: fn(&HeadColumn<'_>) -> String| {
        let cells = columns.iter().map(|column| {
            let paragraph = labelled(style, &text(column))
                .line_spacing(LineSpacing::new().before(twips(gap) as u32));
            sized(TableCell::new().add_paragraph(paragraph), column.width)
        });
        TableRow::new(cells.collect())
    };
    let labels = row(id::LETTERHEAD_LABEL, of.rule_gap, |column| column.label.to_owned());
    let below = of.height - of.rule - of.rule_gap - of.label.pitch - LAST_LINE;
    let values = row(id::LETTERHEAD_VALUE, 0.0, |column| column.value.to_owned())
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
        .set_grid(columns.iter().map(|column| twips(column.width) as usize).collect())
}
