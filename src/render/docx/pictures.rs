//! Pictures, two abreast, with their captions.

use std::sync::Arc;

use docx_rs::{
    DocumentChild, LineSpacing, Paragraph, Run, StructuredDataTag, Tab, TabValueType, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, TextAlignmentType, WidthType,
};

use super::places::{Anchor, Control, Drawing, Kind};
use super::runs::{blocks, child, nested};
use super::styles::{below_picture, id};
use super::units::twips;
use super::writer::Writer;
use crate::metrics::Face;
use crate::model::ImageFormat;
use crate::render::lines::lines;
use crate::sheet::{Figure, Value};

/// What the place for a picture is called among a document's objects.
const PLACE: &str = "Bildplats";

impl<'a> Writer<'a> {
    /// Pictures stand in their line of text, parted by a tab: Word's accessibility checker wants
    /// them inline. Only where a caption is longer than its column is wide do they stand in a
    /// table, as the heads of their captions' columns.
    ///
    /// Returns the space below the last row in twips, unless that ends with a paragraph of its own.
    pub(super) fn pictures(&mut self, rows: &[Vec<Figure<'a>>]) -> Option<u32> {
        let of = self.measures;
        let gap = below_picture(of, of.pictures.gap);
        let mut below = None;
        for row in rows {
            let drawings: Vec<_> = row.iter().map(|figure| self.picture(figure)).collect();
            let captions: Vec<_> = row.iter().map(|figure| self.caption(figure)).collect();
            if captions.iter().all(Option::is_none) {
                let line = self.abreast(id::PICTURES, row, drawings.into_iter().map(Some));
                let line = self.add_strips(&row[0], line);
                self.add(line.line_spacing(LineSpacing::new().after(gap)));
                below = Some(gap);
            } else if row.iter().all(|figure| self.fits(figure)) {
                let line = self.abreast(id::PICTURES, row, drawings.into_iter().map(Some));
                let line = self.add_strips(&row[0], line);
                self.add(line.keep_next(true));
                let line = self.abreast(id::CAPTION, row, captions.into_iter());
                self.add(line);
                below = Some(twips(of.pictures.gap) as u32);
            } else {
                let rows = vec![
                    self.row(id::PICTURES, row, drawings.into_iter().map(Some)),
                    self.row(id::CAPTION, row, captions.into_iter()),
                ];
                let widths: Vec<usize> =
                    self.widths(row).into_iter().map(|width| width as usize).collect();
                let table = Table::without_borders(rows)
                    .layout(TableLayoutType::Fixed)
                    .margins(TableCellMargins::new().margin(0, 0, 0, 0))
                    .width(widths.iter().sum(), WidthType::Dxa)
                    .set_grid(widths);
                self.content.push(DocumentChild::Table(Box::new(table)));
                // Word makes one of two tables with nothing between them.
                self.add(Paragraph::new().style(id::AFTER_TABLE));
                below = None;
            }
        }
        below
    }

    /// Pictures one below the other, each with its texts, as items of a list.
    pub(super) fn picture_list(&mut self, list: &Value<'a, ()>, rows: &[Vec<Figure<'a>>]) {
        let items = rows
            .iter()
            .flatten()
            .map(|figure| {
                let picture = self.picture(figure);
                let picture = Paragraph::new()
                    .style(id::PICTURES)
                    .keep_next(true)
                    .add_structured_data_tag(picture);
                let picture = self.add_strips(figure, picture);
                let texts = std::iter::once((figure.caption_label, &figure.caption));
                let texts =
                    texts.chain(figure.alt_line.iter().map(|line| (line.label, &line.value)));
                let texts = texts.map(|(label, value)| {
                    let control = Control::of(value, Kind::RichText).lined();
                    let content = value.content.map(|text| vec![child(Run::new().add_text(text))]);
                    let place = self.marked(control, content);
                    let label = Run::new().style(id::PLACEHOLDER).add_text(format!("{label} "));
                    let line = Paragraph::new().style(id::PICTURE_TEXT).add_run(label);
                    line.add_structured_data_tag(place)
                });
                let paragraphs = std::iter::once(picture).chain(texts).collect();
                let item = Control::new("", list.control, Kind::RepeatingItem);
                nested(self.places.mark(Anchor::Control(item), blocks(paragraphs)))
            })
            .collect();
        let control = Control::of(list, Kind::Repeating).kept();
        let place = self.places.mark(Anchor::Control(control), items);
        self.add_place(place);
        self.add(Paragraph::new().style(id::AFTER_TABLE));
    }

    /// Whether a picture's caption takes no more than one line.
    fn fits(&self, figure: &Figure<'_>) -> bool {
        let size = self.measures.pictures.caption.size;
        let caption = figure.caption.content;
        caption.is_none_or(|caption| lines(caption, Face::LABEL, size, figure.column) <= 1.0)
    }

    fn caption(&mut self, figure: &Figure<'a>) -> Option<StructuredDataTag> {
        let text = child(Run::new().add_text(figure.caption.content?));
        let control = Control::of(&figure.caption, Kind::PlainText);
        Some(self.places.mark(Anchor::Control(control), vec![text]))
    }

    /// The widths of the pictures' columns in twips, the first with the gutter.
    fn widths(&self, row: &[Figure<'_>]) -> Vec<i32> {
        let last = row.len().saturating_sub(1);
        let gutter = |column| {
            if column == last { 0.0 } else { self.measures.pictures.gutter }
        };
        let columns = row.iter().enumerate();
        columns.map(|(column, placed)| twips(placed.column + gutter(column))).collect()
    }

    /// A row of a table of pictures or of their captions.
    fn row(
        &mut self,
        style: &str,
        row: &[Figure<'a>],
        places: impl Iterator<Item = Option<StructuredDataTag>>,
    ) -> TableRow {
        let widths = self.widths(row);
        let cells = places.zip(widths).zip(row).map(|((place, width), placed)| {
            let indent = width - twips(placed.column);
            let paragraph = Paragraph::new()
                .style(style)
                .indent(None, None, Some(indent), None)
                .keep_next(style == id::PICTURES);
            let paragraph = match place {
                Some(place) => paragraph.add_structured_data_tag(place),
                None => paragraph,
            };
            let paragraph = match style {
                id::PICTURES => self.add_strips(placed, paragraph),
                // The gap below the captions is that of the paragraph after the table.
                id::CAPTION => paragraph.line_spacing(LineSpacing::new().after(0)),
                _ => paragraph,
            };
            TableCell::new().add_paragraph(paragraph).width(width as usize, WidthType::Dxa)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn picture(&mut self, figure: &Figure<'a>) -> StructuredDataTag {
        let drawing = Self::drawing(figure, figure.strips[0]);
        let drawing = nested(self.places.mark(Anchor::Picture(drawing), Vec::new()));
        let control = Control::of(&figure.picture, Kind::Picture);
        let control = control.empty_if(figure.picture.content.is_none());
        self.places.mark(Anchor::Control(control), vec![drawing])
    }

    /// Adds the strips of a picture but the first to its paragraph, if it is cut into several: beside
    /// its control, which takes no more than one.
    fn add_strips(&mut self, figure: &Figure<'a>, paragraph: Paragraph) -> Paragraph {
        if figure.strips.len() == 1 {
            return paragraph;
        }
        let step = figure.width + self.measures.pictures.gutter;
        let mut paragraph = paragraph;
        paragraph.property = paragraph.property.text_alignment(TextAlignmentType::Top);
        for (number, strip) in figure.strips.iter().enumerate().skip(1) {
            let drawing = Anchor::Picture(Self::drawing(figure, *strip));
            paragraph = paragraph
                .add_tab(
                    Tab::new().val(TabValueType::Left).pos(twips(step * number as f64) as usize),
                )
                .add_run(Run::new().add_tab())
                .add_structured_data_tag(self.places.mark(drawing, Vec::new()));
        }
        paragraph
    }

    /// The drawing of a part of a picture.
    fn drawing(figure: &Figure<'a>, (top, bottom): (f64, f64)) -> Drawing<'a> {
        let image = &figure.image;
        Drawing {
            bytes: Arc::clone(&image.bytes),
            extension: match image.format {
                ImageFormat::Png => "png",
                ImageFormat::Jpeg => "jpg",
            },
            name: figure.picture.content.map_or(PLACE, |picture| &picture.file),
            size: (figure.width, (bottom - top) * figure.whole_height),
            part: (top, bottom),
            alt: figure.alt.clone(),
        }
    }

    /// A paragraph of places, the second of which begins where the second picture does.
    fn abreast(
        &self,
        style: &str,
        row: &[Figure<'_>],
        places: impl Iterator<Item = Option<StructuredDataTag>>,
    ) -> Paragraph {
        let second = row[0].column + self.measures.pictures.gutter;
        let tab = Tab::new().val(TabValueType::Left).pos(twips(second) as usize);
        let paragraph = Paragraph::new().style(style).add_tab(tab);
        places.enumerate().fold(paragraph, |paragraph, (column, place)| {
            let paragraph = match column {
                0 => paragraph,
                _ => paragraph.add_run(Run::new().add_tab()),
            };
            match place {
                Some(place) => paragraph.add_structured_data_tag(place),
                None => paragraph,
            }
        })
    }
}
