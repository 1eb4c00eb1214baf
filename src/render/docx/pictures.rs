//! Pictures, two abreast, with their captions.

use std::sync::Arc;

use docx_rs::{LineSpacing, Paragraph, Run, Tab, TabValueType};

use super::body::{Body, nested};
use super::places::{Control, Drawing, Kind, Place};
use super::prose::child;
use super::styles::id;
use super::units::twips;
use crate::model::{ImageFormat, Picture, PlacedPicture};

impl<'a> Body<'a> {
    /// Pictures stand in their line of text, parted by a tab: Word's accessibility checker wants
    /// them inline, and a table for layout would read as one of data.
    pub(super) fn pictures(&mut self, pictures: &'a [Picture]) {
        for row in Picture::rows(pictures, &self.form.measures) {
            let words = &self.form.words.control;
            let mut line = self.abreast(id::PICTURES, &row);
            let mut captions = self.abreast(id::CAPTION, &row);
            let mut captioned = false;
            for (column, placed) in row.iter().enumerate() {
                if column > 0 {
                    line = line.add_run(Run::new().add_tab());
                    captions = captions.add_run(Run::new().add_tab());
                }
                let picture = &pictures[placed.index];
                let tag = format!("pictures[{}]", placed.index);
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
                let control = Control::new(&tag, &words.picture, Kind::Picture);
                let control = self.places.mark(Place::Control(control), vec![drawing]);
                line = line.add_structured_data_tag(control);
                if let Some(caption) = &picture.caption {
                    captioned = true;
                    let tag = format!("{tag}.caption");
                    let control = Control::new(tag, &words.caption, Kind::PlainText);
                    let text = child(Run::new().add_text(caption));
                    captions = captions.add_structured_data_tag(
                        self.places.mark(Place::Control(control), vec![text]),
                    );
                }
            }
            if captioned {
                self.add(line.keep_next(true));
                self.add(captions);
            } else {
                let gap = twips(self.form.measures.pictures.gap) as u32;
                self.add(line.line_spacing(LineSpacing::new().after(gap)));
            }
        }
    }

    /// A paragraph with a tab stop where the second picture begins.
    fn abreast(&self, style: &str, row: &[PlacedPicture]) -> Paragraph {
        let second = row[0].width + self.form.measures.pictures.gutter;
        Paragraph::new()
            .style(style)
            .add_tab(Tab::new().val(TabValueType::Left).pos(twips(second) as usize))
    }
}
