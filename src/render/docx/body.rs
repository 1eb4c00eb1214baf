//! The body: the sheet's blocks in order, as docx-rs's tree with its places marked.

use docx_rs::LineSpacing;

use super::pagination;
use super::runs::labelled;
use super::styles::{below_table, id};
use super::units::twips;
use super::writer::Writer;
use crate::model::Form;
use crate::sheet::{Block, Sheet};

/// What stands above a heading, if not text.
#[derive(Clone, Copy)]
enum Above {
    Table,
    /// A line of pictures or captions, with the space below it in twips.
    Pictures(u32),
    PageBreak,
}

/// Writes the body of a sheet.
pub(super) fn body<'a>(sheet: &Sheet<'a>, form: &'a Form) -> Writer<'a> {
    let mut writer = Writer::new(form, sheet.has_every_place);
    let mut above = None;
    for (index, block) in sheet.blocks.iter().enumerate() {
        let mut below = None;
        match block {
            Block::Title(title) => writer.title(title, &sheet.about.title),
            Block::Heading { text } => {
                let line_below = sheet.blocks.get(index + 1).is_some_and(Block::begins_with_line);
                heading(&mut writer, text, above, line_below);
            }
            Block::Bullets(bullets) => writer.bullets(bullets),
            Block::Table(table) => {
                writer.table(table);
                below = Some(Above::Table);
            }
            Block::Note { text } => {
                writer.add(labelled(id::NOTE, text));
            }
            Block::FirstPageEnd => {
                below = pagination::first_page_ends(sheet, form).then_some(Above::PageBreak);
            }
            Block::Prose(value) => {
                let gap = matches!(above, Some(Above::Table))
                    .then(|| below_table(writer.measures, writer.measures.text.paragraph_gap));
                writer.free_prose(value, gap);
            }
            Block::Boxes { boxes } => writer.boxes(boxes),
            Block::Pictures { list, rows } if sheet.has_every_place => {
                writer.picture_list(list, rows);
            }
            Block::Pictures { rows, .. } => below = writer.pictures(rows).map(Above::Pictures),
            Block::EmptyBox(value) => writer.empty_box(value),
            Block::Field(field) => writer.field(field, &sheet.about),
        }
        above = below;
    }
    writer
}

fn heading(writer: &mut Writer<'_>, text: &str, above: Option<Above>, line_below: bool) {
    let of = writer.measures;
    let heading = labelled(id::HEADING_2, text);
    let before = match above {
        None => None,
        Some(Above::Table) => Some(below_table(of, of.heading.gap_above)),
        // Word takes the larger one of two spaces, the PDF both.
        Some(Above::Pictures(below)) => Some(below + twips(of.heading.gap_above) as u32),
        // Word keeps a heading's space above at the top of a page; the PDF does not.
        Some(Above::PageBreak) => Some(0),
    };
    let mut space = LineSpacing::new();
    if let Some(before) = before {
        space = space.before(before);
    }
    if line_below {
        space = space.after(twips(of.heading.gap_below + of.above_line()) as u32);
    }
    let heading = match above {
        Some(Above::PageBreak) => heading.page_break_before(true),
        _ => heading,
    };
    writer.add(if before.is_some() || line_below { heading.line_spacing(space) } else { heading });
}
