//! Pictures, two abreast, with their captions.

use std::sync::Arc;

use docx_rs::{
    DocumentChild, LineSpacing, Paragraph, Run, StructuredDataTag, Tab, TabValueType, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};

use super::body::{Body, nested};
use super::pagination;
use super::places::{Control, Drawing, Kind, Place};
use super::prose::child;
use super::styles::{below_picture, id};
use super::units::twips;
use crate::model::{ImageFormat, Picture, PlacedPicture};
use crate::render::metrics::Face;

impl<'a> Body<'a> {
    /// Pictures stand in their line of text, parted by a tab: Word's accessibility checker wants
    /// them inline. Only where a caption is longer than its picture is wide do they stand in a
    /// table, as the heads of their captions' columns.
    pub(super) fn pictures(&mut self, pictures: &'a [Picture]) {
        let of = &self.form.measures;
        let gap = LineSpacing::new().after(below_picture(of, of.pictures.gap));
        for row in Picture::rows(pictures, &self.form.measures) {
            let drawings: Vec<_> =
                row.iter().map(|placed| self.picture(&pictures[placed.index], *placed)).collect();
            let captions: Vec<_> =
                row.iter().map(|placed| self.caption(&pictures[placed.index], *placed)).collect();
            if captions.iter().all(Option::is_none) {
                let line = self.abreast(id::PICTURES, &row, drawings.into_iter().map(Some));
                self.add(line.line_spacing(gap.clone()));
            } else if row.iter().all(|placed| self.fits(&pictures[placed.index], *placed)) {
                let line = self.abreast(id::PICTURES, &row, drawings.into_iter().map(Some));
                self.add(line.keep_next(true));
                let line = self.abreast(id::CAPTION, &row, captions.into_iter());
                self.add(line);
            } else {
                let rows = vec![
                    self.row(id::PICTURES, &row, drawings.into_iter().map(Some)),
                    self.row(id::CAPTION, &row, captions.into_iter()),
                ];
                let widths: Vec<usize> =
                    self.widths(&row).into_iter().map(|width| width as usize).collect();
                let table = Table::without_borders(rows)
                    .layout(TableLayoutType::Fixed)
                    .margins(TableCellMargins::new().margin(0, 0, 0, 0))
                    .width(widths.iter().sum(), WidthType::Dxa)
                    .set_grid(widths);
                self.content.push(DocumentChild::Table(Box::new(table)));
                // Word makes one of two tables with nothing between them.
                self.add(Paragraph::new().style(id::AFTER_TABLE));
            }
        }
    }

    /// Whether a picture's caption takes no more than one line.
    fn fits(&self, picture: &Picture, placed: PlacedPicture) -> bool {
        let size = self.form.measures.pictures.caption.size;
        let lines = |text: &str| pagination::lines(text, Face::LABEL, size, placed.width);
        picture.caption.as_deref().is_none_or(|caption| lines(caption) <= 1.0)
    }

    fn caption(
        &mut self,
        picture: &'a Picture,
        placed: PlacedPicture,
    ) -> Option<StructuredDataTag> {
        let caption = picture.caption.as_deref()?;
        let tag = format!("pictures[{}].caption", placed.index);
        let control = Control::new(tag, &self.form.words.control.caption, Kind::PlainText);
        Some(self.places.mark(Place::Control(control), vec![child(Run::new().add_text(caption))]))
    }

    /// The widths of the pictures' columns in twips, the first with the gutter.
    fn widths(&self, row: &[PlacedPicture]) -> Vec<i32> {
        let last = row.len().saturating_sub(1);
        let gutter = |column| {
            if column == last { 0.0 } else { self.form.measures.pictures.gutter }
        };
        let columns = row.iter().enumerate();
        columns.map(|(column, placed)| twips(placed.width + gutter(column))).collect()
    }

    /// A row of a table of pictures or of their captions.
    fn row(
        &self,
        style: &str,
        row: &[PlacedPicture],
        places: impl Iterator<Item = Option<StructuredDataTag>>,
    ) -> TableRow {
        let cells = places.zip(self.widths(row)).zip(row).map(|((place, width), placed)| {
            let indent = width - twips(placed.width);
            let paragraph = Paragraph::new()
                .style(style)
                .indent(None, None, Some(indent), None)
                .keep_next(style == id::PICTURES);
            let paragraph = match place {
                Some(place) => paragraph.add_structured_data_tag(place),
                None => paragraph,
            };
            // The gap below the captions is that of the paragraph after the table.
            let paragraph = match style {
                id::CAPTION => paragraph.line_spacing(LineSpacing::new().after(0)),
                _ => paragraph,
            };
            TableCell::new().add_paragraph(paragraph).width(width as usize, WidthType::Dxa)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn picture(&mut self, picture: &'a Picture, placed: PlacedPicture) -> StructuredDataTag {
        let drawing = Drawing {
            bytes: Arc::clone(&picture.image.bytes),
            extension: match picture.image.format {
                ImageFormat::Png => "png",
                ImageFormat::Jpeg => "jpg",
            },
            size: (placed.width, placed.height),
            alt: &picture.alt,
        };
        let drawing = nested(self.places.mark(Place::Picture(drawing), Vec::new()));
        let tag = format!("pictures[{}].file", placed.index);
        let control = Control::new(tag, &self.form.words.control.picture, Kind::Picture);
        self.places.mark(Place::Control(control), vec![drawing])
    }

    /// A paragraph of places, the second of which begins where the second picture does.
    fn abreast(
        &self,
        style: &str,
        row: &[PlacedPicture],
        places: impl Iterator<Item = Option<StructuredDataTag>>,
    ) -> Paragraph {
        let second = row[0].width + self.form.measures.pictures.gutter;
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
