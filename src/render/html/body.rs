//! The body: the sheet's blocks in order, each heading the start of a section.

use super::head::{image, reached};
use super::page::Page;
use super::prose::{inlines, prose};
use crate::model::{Channel, Form, ImageFormat, Measures};
use crate::sheet::{Block, Cell, CellText, Field, FieldPiece, Figure, Sheet, Table, TickBox};

/// Adds the body.
pub(super) fn body(page: &mut Page, sheet: &Sheet<'_>) {
    let mut writer =
        Writer { page, measures: &Form::get().measures, sections: 0, is_next_page: false };
    writer.page.markup("<main>\n");
    let is_field = |block: Option<&Block<'_>>| matches!(block, Some(Block::Field(_)));
    for (index, block) in sheet.blocks.iter().enumerate() {
        match block {
            Block::Title(title) => {
                let title = title.content.unwrap_or(&sheet.about.title);
                writer.page.markup("<h1>").text(title).markup("</h1>\n");
            }
            Block::Heading { text } => writer.section(text),
            Block::Bullets(bullets) => {
                writer.page.markup("<ul>");
                for item in &bullets.items {
                    writer.page.markup("<li><p>");
                    inlines(writer.page, item.content.map_or(&[], Vec::as_slice));
                    writer.page.markup("</p></li>");
                }
                writer.page.markup("</ul>\n");
            }
            Block::Table(table) => writer.table(table),
            Block::Note { text } => {
                writer.page.markup("<p class=\"note\">").text(text).markup("</p>\n");
            }
            Block::FirstPageEnd => writer.is_next_page = true,
            Block::Prose(value) => match value.content {
                Some(content) => {
                    prose(writer.page, content);
                    writer.page.markup("\n");
                }
                None => writer.lines("<div class=\"lines\">", 1),
            },
            Block::Boxes { boxes } => writer.boxes(boxes),
            Block::Pictures { rows, .. } => rows.iter().for_each(|row| writer.pictures(row)),
            Block::EmptyBox(_) => {
                writer.lines("<div class=\"empty-box\">", writer.measures.pictures.empty_lines);
            }
            Block::Field(field) => {
                let before = index.checked_sub(1).and_then(|before| sheet.blocks.get(before));
                if !is_field(before) {
                    writer.page.markup("<dl class=\"fields\">\n");
                }
                writer.field(field);
                if !is_field(sheet.blocks.get(index + 1)) {
                    writer.page.markup("</dl>\n");
                }
            }
        }
    }
    if writer.sections > 0 {
        writer.page.markup("</section>\n");
    }
    writer.page.markup("</main>\n");
}

/// Writes the parts of a body.
struct Writer<'p> {
    page: &'p mut Page,
    measures: &'static Measures,
    /// How many sections have begun.
    sections: usize,
    /// Whether the next section is to begin on the second page of paper.
    is_next_page: bool,
}

impl Writer<'_> {
    fn section(&mut self, heading: &str) {
        if self.sections > 0 {
            self.page.markup("</section>\n");
        }
        self.sections += 1;
        self.page.markup("<section aria-labelledby=\"section-").number(self.sections).markup("\"");
        if std::mem::take(&mut self.is_next_page) {
            self.page.markup(" class=\"next-page\"");
        }
        self.page.markup(">\n<h2 id=\"section-").number(self.sections).markup("\">");
        self.page.text(heading).markup("</h2>\n");
    }

    /// Lines to write on by hand. They hold nothing, so that nothing is read aloud.
    fn lines(&mut self, start: &'static str, count: u32) {
        self.page.markup(start);
        for _ in 0..count {
            self.page.markup("<div></div>");
        }
        self.page.markup("</div>\n");
    }

    fn table(&mut self, table: &Table<'_>) {
        let page = &mut *self.page;
        page.markup(match table.text {
            CellText::Prose => "<table>\n<colgroup>",
            CellText::Lines => "<table class=\"contacts\">\n<colgroup>",
        });
        let width: f64 = table.columns.iter().map(|column| column.width).sum();
        for column in &table.columns {
            let percent = column.width / width * 100.0;
            page.markup("<col style=\"width:").number(format_args!("{percent:.2}%")).markup("\">");
        }
        page.markup("</colgroup>\n<thead><tr>");
        for column in &table.columns {
            page.markup("<th scope=\"col\">").text(&column.label).markup("</th>");
        }
        page.markup("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            page.markup("<tr>");
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                // What stands over the cell where the screen is too narrow for columns.
                page.markup("<td data-label=\"").text(&column.label).markup("\">");
                match cell {
                    Cell::Prose(value) => prose(page, value.content.map_or(&[], Vec::as_slice)),
                    Cell::Line(value) => {
                        if let Some(text) = value.content {
                            page.markup("<p>");
                            reached(page, column.channel, text);
                            page.markup("</p>");
                        }
                    }
                }
                page.markup("</td>");
            }
            page.markup("</tr>\n");
        }
        page.markup("</tbody>\n</table>\n");
    }

    /// Boxes: drawn for the eye, in words for the ear.
    fn boxes(&mut self, boxes: &[TickBox<'_>]) {
        let page = &mut *self.page;
        page.markup("<ul class=\"boxes\">\n");
        for option in boxes {
            page.markup("<li><span class=\"");
            page.markup(if option.tick.content { "box ticked" } else { "box" });
            page.markup("\" aria-hidden=\"true\"></span><span class=\"state\">");
            page.text(option.state).markup(" </span>").text(option.label);
            match &option.text {
                None => {}
                Some(value) => match value.content {
                    Some(text) => {
                        page.markup(" ");
                        inlines(page, text);
                    }
                    None => {
                        page.markup("<span class=\"rest\"></span>");
                    }
                },
            }
            page.markup("</li>\n");
        }
        page.markup("</ul>\n");
    }

    fn pictures(&mut self, row: &[Figure<'_>]) {
        let page = &mut *self.page;
        page.markup("<div class=\"pictures\">\n");
        for figure in row {
            // One that is high because it is slim is shown as wide as others, and scrolled.
            let is_slim = figure.whole_height > self.measures.pictures.max_height
                && (figure.width < self.measures.pictures.least_side || figure.strips.len() > 1);
            page.markup(if is_slim { "<figure class=\"slim\"" } else { "<figure" });
            page.markup(" style=\"--width:").number(figure.width);
            page.markup(";--column:").number(figure.column).markup("\">");
            let media_type = match figure.image.format {
                ImageFormat::Png => "image/png",
                ImageFormat::Jpeg => "image/jpeg",
            };
            let size = (figure.width, figure.whole_height);
            image(page, media_type, &figure.image.bytes, &figure.alt, size);
            if let Some(caption) = figure.caption.content {
                page.markup("<figcaption>").text(caption).markup("</figcaption>");
            }
            page.markup("</figure>\n");
        }
        page.markup("</div>\n");
    }

    fn field(&mut self, field: &Field<'_>) {
        let page = &mut *self.page;
        page.markup("<div><dt>").text(field.label).markup("</dt><dd>");
        for piece in &field.pieces {
            match piece {
                FieldPiece::Date { value, text } => {
                    if let Some(date) = value.content {
                        page.markup("<time datetime=\"").number(date).markup("\">");
                        page.text(text).markup("</time>");
                    }
                }
                FieldPiece::Line { separator, value, .. } => {
                    if let Some(text) = value.content {
                        page.text(separator);
                        reached(page, Channel::of(text), text);
                    }
                }
            }
        }
        page.markup("</dd></div>\n");
    }
}
