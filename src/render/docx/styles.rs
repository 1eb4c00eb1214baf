//! The document's styles: the contract with people who restyle it, listed in
//! `docs/word-styles.md`. All measures come from the form.

use docx_rs::{
    BorderType, IndentLevel, LineSpacing, LineSpacingType, NumberingId, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, RunFonts, SpecialIndentType, Style, StyleType,
    Styles, Tab, TabValueType, TableBorder, TableBorderPosition, TableBorders, TableCellMargins,
    TableProperty, WidthType,
};

use super::prose::{BULLET, NUMBER};
use super::units::{eighths, half_points, twips};
use crate::model::Form;

/// The typeface of headings and labels; Carlito has its widths.
pub(super) const LABEL_FONT: &str = "Calibri";
/// The typeface of prose; Caladea has its widths.
pub(super) const PROSE_FONT: &str = "Cambria";

/// The styles' identifiers, as paragraphs and runs refer to them.
pub(super) mod id {
    pub const HEADING_1: &str = "Heading1";
    pub const HEADING_2: &str = "Heading2";
    pub const LIST_BULLET: &str = "ListBullet";
    pub const LIST_NUMBER: &str = "ListNumber";
    pub const LIST_CONTINUE: &str = "ListContinue";
    pub const TABLE: &str = "TableGrid";
    pub const TABLE_HEAD: &str = "TableHead";
    pub const TABLE_TEXT: &str = "TableText";
    pub const CONTACT_TEXT: &str = "ContactText";
    pub const NOTE: &str = "FormNote";
    pub const BOX: &str = "FormBox";
    pub const WRITING_LINE: &str = "WritingLine";
    pub const LABEL: &str = "FormLabel";
    pub const PICTURES: &str = "Pictures";
    pub const CAPTION: &str = "Caption";
    pub const EMPTY_BOX: &str = "EmptyBox";
    pub const HEADER: &str = "Header";
    pub const WORDMARK: &str = "Wordmark";
    pub const LETTERHEAD_LABEL: &str = "LetterheadLabel";
    pub const LETTERHEAD_VALUE: &str = "LetterheadValue";
    pub const HYPERLINK: &str = "Hyperlink";
    pub const PLACEHOLDER: &str = "PlaceholderText";
}

/// All styles.
pub(super) fn styles(form: &Form) -> Styles {
    let of = &form.measures;
    let colour = &of.colour;
    let (prose, label) = (PROSE_FONT, LABEL_FONT);
    let gap = of.text.paragraph_gap;
    let text_width = twips(of.text_width());
    let indent = twips(of.list.indent);

    let heading = |id, name, level, style: Style| {
        let mut style = style.outline_lvl(level).next("Normal").bold();
        style.style_id = String::from(id);
        style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
        style.name(name)
    };
    let with_tab = |mut style: Style, kind, position: i32| {
        let tab = Tab::new().val(kind).pos(position as usize);
        style.paragraph_property = style.paragraph_property.add_tab(tab);
        style
    };
    let list = |id, name, numbering| {
        let mut style = paragraph(id, name, prose, of.text.size, of.text.pitch, of.list.item_gap);
        style.paragraph_property =
            style.paragraph_property.numbering(NumberingId::new(numbering), IndentLevel::new(0));
        style
    };

    let mut empty_box =
        paragraph(id::EMPTY_BOX, "Empty Box", prose, of.text.size, of.writing_line.pitch, 0.0);
    empty_box.paragraph_property = empty_box.paragraph_property.set_borders(
        [
            ParagraphBorderPosition::Top,
            ParagraphBorderPosition::Left,
            ParagraphBorderPosition::Bottom,
            ParagraphBorderPosition::Right,
        ]
        .into_iter()
        .map(|side| {
            ParagraphBorder::new(side)
                .val(BorderType::Single)
                .size(eighths(of.table.rule))
                .color(&colour.rule)
        })
        .fold(ParagraphBorders::with_empty(), ParagraphBorders::set),
    );

    [
        paragraph("Normal", "Normal", prose, of.text.size, of.text.pitch, gap),
        heading(
            id::HEADING_1,
            "heading 1",
            0,
            paragraph("", "", label, of.title.size, of.title.pitch, of.title.gap_below),
        ),
        heading(
            id::HEADING_2,
            "heading 2",
            1,
            paragraph("", "", label, of.heading.size, of.heading.pitch, of.heading.gap_below)
                .line_spacing(
                    exactly(of.heading.pitch, of.heading.gap_below)
                        .before(twips(of.heading.gap_above) as u32),
                ),
        ),
        list(id::LIST_BULLET, "List Bullet", BULLET),
        list(id::LIST_NUMBER, "List Number", NUMBER),
        paragraph(id::LIST_CONTINUE, "List Continue", prose, of.text.size, of.text.pitch, gap)
            .indent(Some(indent), None, None, None),
        table(form),
        paragraph(
            id::TABLE_HEAD,
            "Table Head",
            label,
            of.table.head.size,
            of.table.head.pitch,
            0.0,
        )
        .bold(),
        paragraph(
            id::TABLE_TEXT,
            "Table Text",
            prose,
            of.table.text.size,
            of.table.text.pitch,
            of.table.text.paragraph_gap,
        ),
        paragraph(
            id::CONTACT_TEXT,
            "Contact Text",
            prose,
            of.contacts.text.size,
            of.contacts.text.pitch,
            0.0,
        ),
        paragraph(id::NOTE, "Form Note", label, of.note.size, of.note.pitch, gap)
            .line_spacing(exactly(of.note.pitch, gap).before(twips(of.note.gap_above) as u32)),
        with_tab(
            with_tab(
                paragraph(id::BOX, "Form Box", prose, of.text.size, of.text.pitch, of.r#box.gap)
                    .indent(
                        Some(twips(of.r#box.indent)),
                        Some(SpecialIndentType::Hanging(twips(of.r#box.indent))),
                        None,
                        None,
                    ),
                TabValueType::Left,
                twips(of.r#box.indent),
            ),
            TabValueType::Right,
            text_width,
        ),
        with_tab(
            paragraph(
                id::WRITING_LINE,
                "Writing Line",
                prose,
                of.text.size,
                of.writing_line.pitch,
                0.0,
            ),
            TabValueType::Right,
            text_width,
        ),
        paragraph(
            id::LABEL,
            "Form Label",
            label,
            of.signature.label.size,
            of.signature.label.pitch,
            0.0,
        )
        .color(&colour.label),
        unpitched(id::PICTURES, "Pictures", of.pictures.caption_gap),
        paragraph(
            id::CAPTION,
            "caption",
            label,
            of.pictures.caption.size,
            of.pictures.caption.pitch,
            of.pictures.gap,
        ),
        empty_box,
        with_tab(
            paragraph(id::HEADER, "header", label, of.head.number.size, of.head.number.pitch, 0.0),
            TabValueType::Right,
            text_width,
        ),
        with_tab(
            paragraph(
                id::WORDMARK,
                "Wordmark",
                label,
                of.head.wordmark.size,
                of.head.wordmark.pitch,
                0.0,
            ),
            TabValueType::Right,
            text_width,
        ),
        paragraph(
            id::LETTERHEAD_LABEL,
            "Letterhead Label",
            label,
            of.letterhead.label.size,
            of.letterhead.label.pitch,
            0.0,
        )
        .color(&colour.label),
        paragraph(
            id::LETTERHEAD_VALUE,
            "Letterhead Value",
            label,
            of.letterhead.value.size,
            of.letterhead.value.pitch,
            0.0,
        ),
        Style::new(id::HYPERLINK, StyleType::Character)
            .name("Hyperlink")
            .color(&colour.link)
            .underline("single"),
        Style::new(id::PLACEHOLDER, StyleType::Character)
            .name("Placeholder Text")
            .color(&colour.label),
    ]
    .into_iter()
    .fold(Styles::new(), Styles::add_style)
}

/// A paragraph style: typeface, size in points, lines of exactly `pitch`, and the gap below.
fn paragraph(id: &str, name: &str, font: &str, size: f64, pitch: f64, gap: f64) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .fonts(RunFonts::new().ascii(font).hi_ansi(font).east_asia(font).cs(font))
        .size(half_points(size))
        .line_spacing(exactly(pitch, gap))
}

/// A paragraph style whose lines are as high as what stands in them: for pictures, of which an
/// exact line would show only a strip.
fn unpitched(id: &str, name: &str, gap: f64) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").line_spacing(
        LineSpacing::new().line_rule(LineSpacingType::Auto).line(240).after(twips(gap) as u32),
    )
}

/// Lines of exactly `pitch`, and the gap below the paragraph, in points.
fn exactly(pitch: f64, gap: f64) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(pitch)).after(twips(gap) as u32)
}

/// The style of every table: its rules and the room in its cells.
fn table(form: &Form) -> Style {
    let of = &form.measures.table;
    let borders = [
        TableBorderPosition::Top,
        TableBorderPosition::Left,
        TableBorderPosition::Bottom,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ]
    .into_iter()
    .map(|side| {
        TableBorder::new(side)
            .border_type(BorderType::Single)
            .size(eighths(of.rule))
            .color(&form.measures.colour.rule)
    })
    .fold(TableBorders::with_empty(), TableBorders::set);
    let (x, y) = (twips(of.inset_x) as usize, twips(of.inset_y) as usize);
    // The PDF's rules lie between the rows; Word's take room in them.
    let below = y - twips(of.rule) as usize;
    Style::new(id::TABLE, StyleType::Table).name("Table Grid").table_property(
        TableProperty::new().set_borders(borders).set_margins(
            TableCellMargins::new()
                .margin_top(y, WidthType::Dxa)
                .margin_bottom(below, WidthType::Dxa)
                .margin_left(x, WidthType::Dxa)
                .margin_right(x, WidthType::Dxa),
        ),
    )
}
