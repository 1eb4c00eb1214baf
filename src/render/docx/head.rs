//! The running heads: the first page's with the letterhead's seven columns, and the others'.

use std::sync::Arc;

use docx_rs::{
    AlignmentType, BorderType, FieldCharType, Header, HeightRule, InstrNUMPAGES, InstrPAGE,
    InstrText, LineSpacing, LineSpacingType, Paragraph, Run, Table, TableBorder,
    TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

use super::places::{Anchor, Control, Drawing, Kind, Places};
use super::runs::{child, labelled, marked, one_run};
use super::styles::{id, line_of_tab};
use super::tables::sized;
use super::units::{eighths, twips};
use crate::characters::without_break_marks;
use crate::metrics::Face;
use crate::model::{Form, Mark};
use crate::render::lines::{lines, tracked_lines};
use crate::sheet::{Head, HeadColumn};

/// The head of a page. `places` are those of the document.
pub(super) fn head<'a>(
    form: &'a Form,
    (head, has_every_place): (&Head<'a>, bool),
    is_first: bool,
    places: &mut Places<'a>,
) -> Header {
    let of = &form.measures;
    let half = of.text_width() / 2.0;
    let value = &head.registration_number;
    let number = value.content;
    // Of the numbers in both heads one is the other.
    let binding = places.bind(value, number);
    let control = Control::of(value, Kind::PlainText).kept().bound(binding);
    let control = if has_every_place { control.lined() } else { control };
    let place = marked(places, control, number.map(|number| vec![child(one_run(number))]));
    let right = || Paragraph::new().style(id::HEADER).align(AlignmentType::Right);
    let label = Run::new().color(&of.colour.label).add_text(format!("{} ", value.control));
    let numbers = match number {
        Some(_) => TableCell::new()
            .add_paragraph(right().add_run(page_number()))
            .add_paragraph(right().add_run(label).add_structured_data_tag(place)),
        None if has_every_place => {
            let line = Paragraph::new()
                .style(id::HEADER)
                .indent(Some(twips(half - NUMBER_WIDTH)), None, None, None)
                .add_tab(line_of_tab(half));
            TableCell::new()
                .add_paragraph(right().add_run(page_number()))
                .add_paragraph(line.add_run(label).add_structured_data_tag(place))
        }
        None => {
            // The page's number stands on the line of the mark, as in the PDF: there is room before
            // it.
            let line = right().add_structured_data_tag(place);
            let line = line.add_run(Run::new().add_text(" ")).add_run(page_number());
            TableCell::new().add_paragraph(line)
        }
    };
    let cells = [TableCell::new().add_paragraph(mark(form, head.mark, places)), numbers]
        .map(|cell| sized(cell, half).vertical_align(VAlignType::Bottom))
        .into();
    // A number that is typed may take more lines than there were.
    let height = twips(height(form, head, has_every_place)) as f32;
    let row = TableRow::new(cells).row_height(height).height_rule(HeightRule::AtLeast);
    let table = Table::without_borders(vec![row])
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .layout(TableLayoutType::Fixed)
        .width(twips(of.text_width()) as usize, WidthType::Dxa)
        .set_grid(vec![twips(half) as usize; 2]);
    let header = Header::new().add_table(table);
    if !is_first {
        return header.add_paragraph(spacer(LAST_LINE));
    }
    header
        .add_paragraph(spacer(of.letterhead.top - of.head.bottom))
        .add_table(columns(form, &head.columns))
        // Word wants a paragraph after a table; this one is as low as can be.
        .add_paragraph(spacer(LAST_LINE))
}

/// How wide the label of the registration number is with the line to write it on, in points.
const NUMBER_WIDTH: f64 = 170.0;

/// How far below the page's edge the heads begin, in points: all that stands there stands on one
/// line, as high as it needs.
pub(super) fn top(form: &Form, head: &Head<'_>, has_every_place: bool) -> f64 {
    (form.measures.head.bottom - height(form, head, has_every_place)).max(0.0)
}

/// The height in points of the higher one of mark and numbers. Both keep to their halves of the
/// head, and take as many lines as they need there.
fn height(form: &Form, head: &Head<'_>, has_every_place: bool) -> f64 {
    let of = &form.measures.head;
    let half = form.measures.text_width() / 2.0;
    let mark = match head.mark {
        Mark::Wordmark { text } => {
            let lines = tracked_lines(text, of.wordmark.size, of.wordmark.tracking, half);
            lines * of.wordmark.pitch
        }
        Mark::Logo { height, .. } => *height,
    };
    let line = if has_every_place { 1.0 } else { 0.0 };
    let registration = head.registration_number.content.map_or(line, |number| {
        let label = head.registration_number.control;
        lines(&format!("{label} {number}"), Face::LABEL, of.number.size, half)
    });
    mark.max((1.0 + registration) * of.number.pitch)
}

/// The wordmark or logo.
fn mark<'a>(form: &Form, mark: &'a Mark, places: &mut Places<'a>) -> Paragraph {
    let of = &form.measures.head;
    let paragraph = Paragraph::new().style(id::HEADER);
    match mark {
        Mark::Wordmark { text } => {
            let tracking = twips(of.wordmark.tracking);
            let words = Run::new().style(id::WORDMARK).character_spacing(tracking).add_text(text);
            let line = LineSpacing::new().line_rule(LineSpacingType::AtLeast);
            paragraph.line_spacing(line.line(twips(of.wordmark.pitch))).add_run(words)
        }
        Mark::Logo { bytes, extension, drawn, alt, width, height, .. } => {
            let (bytes, extension) = match drawn {
                Some(png) => (png, "png"),
                None => (bytes, *extension),
            };
            let drawing = Drawing {
                bytes: Arc::clone(bytes),
                extension,
                name: LOGO,
                size: (*width, *height),
                part: (0.0, 1.0),
                alt: without_break_marks(alt),
            };
            let drawing = places.mark(Anchor::Picture(drawing), Vec::new());
            // A line as high as the logo: below the baseline it reaches as far down as its font.
            let line = LineSpacing::new().line_rule(LineSpacingType::Auto).line(240);
            paragraph.style(id::LOGO).line_spacing(line).add_structured_data_tag(drawing)
        }
    }
}

/// What the logo is called among a document's objects.
const LOGO: &str = "Logotyp";

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
