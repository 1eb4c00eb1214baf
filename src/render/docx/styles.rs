//! The document's styles: the contract with people who restyle it, listed in
//! `docs/word-styles.md`. All measures come from the form.

use docx_rs::{
    BorderType, IndentLevel, LineSpacing, LineSpacingType, NumberingId, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, RunFonts, SpecialIndentType, Style, StyleType,
    Styles, Tab, TabLeaderType, TabValueType, TableBorder, TableBorderPosition, TableBorders,
    TableCellMargins, TableProperty, WidthType,
};

use super::numbering::{BULLET, NUMBER};
use super::units::{eighths, half_points, twips};
use crate::model::{Form, Measures};

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
    pub const AFTER_TABLE: &str = "AfterTable";
    pub const EMPTY_BOX: &str = "EmptyBox";
    pub const HEADER: &str = "Header";
    pub const LOGO: &str = "Logo";
    pub const WORDMARK: &str = "Wordmark";
    pub const LETTERHEAD_LABEL: &str = "LetterheadLabel";
    pub const LETTERHEAD_VALUE: &str = "LetterheadValue";
    pub const HYPERLINK: &str = "Hyperlink";
    pub const WRITING_LINE_TEXT: &str = "WritingLineText";
    pub const PICTURE_TEXT: &str = "PictureText";
    pub const PLACEHOLDER: &str = "PlaceholderText";
}

/// All styles.
pub(super) fn styles(form: &Form) -> Styles {
    let of = &form.measures;
    [running(of), tables(of), boxes(of), pictures(of), heads(of), characters(of)]
        .into_iter()
        .flatten()
        .fold(Styles::new(), Styles::add_style)
}

/// Running text, its headings and lists. `Normal` comes first: it is the default.
fn running(of: &Measures) -> Vec<Style> {
    let text = |id, name, gap| paragraph(id, name, PROSE_FONT, (of.text.size, of.text.pitch), gap);
    let list = |id, name, numbering| {
        let mut style = text(id, name, of.list.item_gap);
        style.paragraph_property =
            style.paragraph_property.numbering(NumberingId::new(numbering), IndentLevel::new(0));
        style
    };
    let heading = |id, name, level, size: (f64, f64), above: f64, below| {
        let mut style = paragraph(id, name, LABEL_FONT, size, below)
            .line_spacing(at_least(size.1, below).before(twips(above) as u32))
            .outline_lvl(level)
            .next("Normal")
            .bold();
        style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
        style
    };
    let (title, section) = (&of.title, &of.heading);
    let right = (TabValueType::Right, twips(of.text_width()));
    let mut normal = text("Normal", "Normal", of.text.paragraph_gap);
    // Word takes it for granted, LibreOffice does not: no line of a paragraph stays alone.
    normal.paragraph_property = normal.paragraph_property.widow_control(true);
    vec![
        normal,
        heading(id::HEADING_1, "heading 1", 0, (title.size, title.pitch), 0.0, title.gap_below),
        heading(
            id::HEADING_2,
            "heading 2",
            1,
            (section.size, section.pitch),
            section.gap_above,
            section.gap_below,
        ),
        with_tabs(list(id::LIST_BULLET, "List Bullet", BULLET), [right]),
        list(id::LIST_NUMBER, "List Number", NUMBER),
        text(id::LIST_CONTINUE, "List Continue", of.text.paragraph_gap).indent(
            Some(twips(of.list.indent)),
            None,
            None,
            None,
        ),
    ]
}

/// Tables, the text in them and the note below.
fn tables(of: &Measures) -> Vec<Style> {
    let (head, text, contact) = (&of.table.head, &of.table.text, &of.contacts.text);
    let note = &of.note;
    vec![
        table(of),
        paragraph(id::TABLE_HEAD, "Table Head", LABEL_FONT, (head.size, head.pitch), 0.0).bold(),
        paragraph(
            id::TABLE_TEXT,
            "Table Text",
            PROSE_FONT,
            (text.size, text.pitch),
            text.paragraph_gap,
        ),
        paragraph(id::CONTACT_TEXT, "Contact Text", PROSE_FONT, (contact.size, contact.pitch), 0.0),
        paragraph(id::NOTE, "Form Note", LABEL_FONT, (note.size, note.pitch), 0.0)
            .line_spacing(at_least(note.pitch, 0.0).before(below_table(of, note.gap_above))),
    ]
}

/// Check boxes, lines to write on and the signature's labels.
fn boxes(of: &Measures) -> Vec<Style> {
    let indent = twips(of.r#box.indent);
    let right = (TabValueType::Right, twips(of.text_width()));
    let label = &of.signature.label;
    let writing_line = with_tabs(
        paragraph(id::WRITING_LINE, "Writing Line", PROSE_FONT, (of.text.size, of.text.pitch), 0.0)
            .line_spacing(at_least(of.text.pitch, 0.0).before(twips(of.above_line()) as u32)),
        [right],
    );
    let mut form_label =
        paragraph(id::LABEL, "Form Label", LABEL_FONT, (label.size, label.pitch), 0.0)
            .line_spacing(at_least(label.pitch, 0.0).before(twips(of.signature.gap) as u32))
            .color(&of.colour.label);
    form_label.paragraph_property = form_label.paragraph_property.keep_next(true);
    vec![
        with_tabs(
            paragraph(id::BOX, "Form Box", PROSE_FONT, (of.text.size, of.text.pitch), of.r#box.gap)
                .indent(Some(indent), Some(SpecialIndentType::Hanging(indent)), None, None),
            [(TabValueType::Left, indent), right],
        ),
        writing_line,
        form_label,
    ]
}

/// A gap in points below a table, as a paragraph's space above in twips: the table's last rule
/// takes some of it.
pub(super) fn below_table(of: &Measures, gap: f64) -> u32 {
    twips((gap - of.table.rule).max(0.0)) as u32
}

/// A gap in points below a line with pictures, as the line's space below in twips: pictures stand
/// on the baseline, and below it the line reaches as far down as its font.
pub(super) fn below_picture(of: &Measures, gap: f64) -> u32 {
    twips((gap - of.descent * of.text.size).max(0.0)) as u32
}

/// Pictures, their captions, and the empty box where there are none.
fn pictures(of: &Measures) -> Vec<Style> {
    let caption = &of.pictures.caption;
    // The space above its first line belongs into the box: the rule has it at its side.
    let above = of.above_line() - 2.0 * of.table.rule;
    let mut empty_box =
        paragraph(id::EMPTY_BOX, "Empty Box", PROSE_FONT, (of.text.size, of.text.pitch), 0.0)
            .line_spacing(at_least(of.text.pitch, 0.0).before(twips(of.above_line()) as u32));
    empty_box.paragraph_property = empty_box.paragraph_property.set_borders(
        [
            ParagraphBorderPosition::Top,
            ParagraphBorderPosition::Left,
            ParagraphBorderPosition::Bottom,
            ParagraphBorderPosition::Right,
        ]
        .into_iter()
        .map(|side| {
            let is_top = matches!(side, ParagraphBorderPosition::Top);
            ParagraphBorder::new(side)
                .val(BorderType::Single)
                .size(eighths(of.table.rule))
                .space(if is_top { above.round() as usize } else { 0 })
                .color(&of.colour.rule)
        })
        .fold(ParagraphBorders::with_empty(), ParagraphBorders::set),
    );
    // Lines as high as what stands in them: an exact one would show but a strip of a picture.
    let own_height = LineSpacing::new()
        .line_rule(LineSpacingType::Auto)
        .line(240)
        .after(below_picture(of, of.pictures.caption_gap));
    vec![
        Style::new(id::PICTURES, StyleType::Paragraph)
            .name("Pictures")
            .based_on("Normal")
            .line_spacing(own_height),
        paragraph(
            id::CAPTION,
            "caption",
            LABEL_FONT,
            (caption.size, caption.pitch),
            of.pictures.gap,
        ),
        with_tabs(
            paragraph(
                id::PICTURE_TEXT,
                "Picture Text",
                LABEL_FONT,
                (caption.size, caption.pitch),
                0.0,
            )
            .line_spacing(
                at_least(caption.pitch, 0.0)
                    .before(twips(of.writing_line.pitch - caption.pitch) as u32),
            ),
            [(TabValueType::Right, twips(of.text_width()))],
        ),
        paragraph(id::AFTER_TABLE, "After Table", LABEL_FONT, (1.0, of.pictures.gap), 0.0),
        empty_box,
    ]
}

/// The running head and the letterhead.
fn heads(of: &Measures) -> Vec<Style> {
    let (number, label, value) = (&of.head.number, &of.letterhead.label, &of.letterhead.value);
    vec![
        paragraph(id::HEADER, "header", LABEL_FONT, (number.size, number.pitch), 0.0),
        paragraph(id::LOGO, "Logo", LABEL_FONT, (1.0, 1.0), 0.0),
        paragraph(
            id::LETTERHEAD_LABEL,
            "Letterhead Label",
            LABEL_FONT,
            (label.size, label.pitch),
            0.0,
        )
        .color(&of.colour.label),
        paragraph(
            id::LETTERHEAD_VALUE,
            "Letterhead Value",
            LABEL_FONT,
            (value.size, value.pitch),
            0.0,
        ),
    ]
}

/// Looks of runs.
fn characters(of: &Measures) -> Vec<Style> {
    let style = |id, name| Style::new(id, StyleType::Character).name(name);
    vec![
        style(id::WORDMARK, "Wordmark").size(half_points(of.head.wordmark.size)).bold(),
        style(id::HYPERLINK, "Hyperlink").color(&of.colour.link).underline("single"),
        style(id::PLACEHOLDER, "Placeholder Text").color(&of.colour.label),
        // As thin in a heading as elsewhere.
        style(id::WRITING_LINE_TEXT, "Writing Line Text")
            .size(half_points(of.text.size))
            .underline("single"),
    ]
}

fn with_tabs(mut style: Style, tabs: impl IntoIterator<Item = (TabValueType, i32)>) -> Style {
    for (kind, position) in tabs {
        let tab = Tab::new().val(kind).pos(position as usize);
        style.paragraph_property = style.paragraph_property.add_tab(tab);
    }
    style
}

/// A tab stop that draws a line up to it, so many points from the left.
pub(super) fn line_of_tab(position: f64) -> Tab {
    let tab = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Underscore);
    tab.pos(twips(position) as usize)
}

/// A typeface for all scripts.
pub(super) fn typeface(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}

/// A paragraph style: typeface, type size and line pitch, and the gap below, in points.
fn paragraph(id: &str, name: &str, font: &str, (size, pitch): (f64, f64), gap: f64) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .based_on("Normal")
        .fonts(typeface(font))
        .size(half_points(size))
        .line_spacing(at_least(pitch, gap))
}

/// Lines of at least `pitch`, and the gap below the paragraph, in points: lines of exactly that would
/// cut what is pasted or enlarged.
fn at_least(pitch: f64, gap: f64) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::AtLeast)
        .line(twips(pitch))
        .after(twips(gap) as u32)
}

/// The style of every table: its rules and the room in its cells.
fn table(measures: &Measures) -> Style {
    let of = &measures.table;
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
            .color(&measures.colour.rule)
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
