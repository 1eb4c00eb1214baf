//! Fills what the template reads from the sheet, its texts broken to fit.

use chrono::Datelike;

use super::data::{
    AttachmentData, BlockData, BoxData, CellContent, CellData, ColumnData, Data, Date, FigureData,
    HeadColumnData, HeadData, ItemData, NumberData, ProseData, RowData, attachment_path,
    picture_path,
};
use super::marks::{CONTACT_WIDTH, Marks, NUMBER_WIDTH};
use super::words::{Node, Text, add_line, add_reached, line, prose};
use crate::attachment::Attachment;
use crate::characters::without_break_marks;
use crate::field::FieldPath;
use crate::metrics::Face;
use crate::model::{Block as ProseBlock, Channel, Form, List, ListItem, Measures};
use crate::render::balance::balanced_width;
use crate::sheet::{
    Block, Cell, CellText, Column, FieldPiece, Figure, Head, Sheet, Table, TickBox,
};

impl<'a> Data<'a> {
    /// Lays out what the template shows of a sheet.
    pub(super) fn new(sheet: &'a Sheet<'a>, marks: Marks) -> Self {
        let layout = Layout { of: &Form::get().measures, marks };
        let date = sheet.about.date;
        Self {
            about: &sheet.about,
            date: date.map(|date| Date { year: date.year(), month: date.month(), day: date.day() }),
            head: layout.head(&sheet.head),
            blocks: sheet.blocks.iter().map(|block| layout.block(block)).collect(),
            attachments: (0..).zip(&sheet.attachments).map(attachment).collect(),
        }
    }
}

fn attachment((index, attachment): (usize, &Attachment)) -> AttachmentData<'_> {
    AttachmentData {
        name: &attachment.name,
        path: attachment_path(index),
        relationship: attachment.role.relationship(),
        media_type: &attachment.media_type,
        description: &attachment.description,
    }
}

/// The first or last paragraph of a block.
fn paragraph<'d, 'a>(block: &'d mut ProseData<'a>, is_first: bool) -> Option<&'d mut Text<'a>> {
    match block {
        ProseData::Paragraph { content } => Some(content),
        ProseData::List { items, .. } => {
            let item = if is_first { items.first_mut() } else { items.last_mut() };
            let blocks = &mut item?.blocks;
            let block = if is_first { blocks.first_mut() } else { blocks.last_mut() };
            paragraph(block?, is_first)
        }
    }
}

/// Knows how much room each text has.
#[derive(Clone, Copy)]
struct Layout {
    of: &'static Measures,
    marks: Marks,
}

impl Layout {
    /// Prose between marks, if the layout has any: its first and its last paragraph have the marks.
    fn marked_prose<'a>(
        self,
        path: &FieldPath,
        mut blocks: Vec<ProseData<'a>>,
    ) -> Vec<ProseData<'a>> {
        if let Some(place) = self.marks.place(path) {
            if let Some(text) = blocks.last_mut().and_then(|block| paragraph(block, false)) {
                text.push(Node::end(&place));
            }
            if let Some(text) = blocks.first_mut().and_then(|block| paragraph(block, true)) {
                text.insert(0, Node::Place { place });
            }
        }
        blocks
    }

    fn head<'a>(self, head: &'a Head<'a>) -> HeadData<'a> {
        let of = self.of;
        let number = head.registration_number.content;
        let half = of.text_width() / 2.0 / of.head.number.size;
        let value = &of.letterhead.value;
        let (width, height) = (NUMBER_WIDTH, of.head.number.pitch);
        HeadData {
            mark: head.mark,
            place: self.marks.place(&FieldPath::default()),
            // Under the page's number, which is the last line as long as there is none.
            number_space: self
                .marks
                .space(
                    &head.registration_number.path,
                    (of.text_width() / 2.0 - width, -height),
                    (width, height),
                )
                .filter(|_| number.is_none()),
            registration_number: number.map(|number| NumberData {
                label: head.registration_number.control,
                value: self
                    .marks
                    .marked(&head.registration_number.path, line(number, Face::LABEL, half)),
            }),
            columns: head
                .columns
                .iter()
                .map(|column| HeadColumnData {
                    label: column.label,
                    value: line(
                        column.value,
                        Face::LABEL,
                        (column.width - of.letterhead.gutter) / value.size,
                    ),
                    width: column.width,
                })
                .collect(),
            // A guess on the safe side, so that the template measures hardly any letterhead:
            // letters are half as wide as high.
            may_be_tall: head.columns.iter().any(|column| {
                let width = column.value.chars().count() as f64 * value.size / 2.0;
                width > 1.5 * (column.width - of.letterhead.gutter)
            }),
        }
    }

    fn block<'a>(self, block: &'a Block<'a>) -> BlockData<'a> {
        let of = self.of;
        let full = of.text_width();
        match block {
            Block::Title(value) => {
                let text = value.content.unwrap_or_default();
                let content = line(text, Face::HEADING, full / of.title.size);
                let content = self.marks.marked(&value.path, content);
                let width = balanced_width(text, Face::HEADING, of.title.size, full);
                BlockData::Title { text: without_break_marks(text), content, width }
            }
            Block::Heading { text } => BlockData::Heading { text },
            Block::Bullets(bullets) => {
                let room = (full - of.list.indent) / of.text.size;
                let items = bullets.items.iter().map(|item| {
                    let text = prose(item.content.map_or(&[], Vec::as_slice), room);
                    self.marks.marked(&item.path, text)
                });
                BlockData::Bullets { items: items.collect() }
            }
            Block::Table(table) => self.table(table),
            Block::Note { text } => BlockData::Note { text },
            Block::FirstPageEnd => BlockData::FirstPageEnd,
            Block::Prose(value) => BlockData::Prose {
                place: value.content.is_none().then(|| self.marks.place(&value.path)).flatten(),
                content: value.content.map(|content| {
                    self.marked_prose(&value.path, self.prose(content, full, of.text.size))
                }),
            },
            Block::Boxes { boxes } => BlockData::Boxes {
                boxes: boxes.iter().map(|option| self.tick_box(option)).collect(),
            },
            Block::Pictures { rows, .. } => BlockData::Pictures {
                rows: rows
                    .iter()
                    .map(|row| row.iter().map(|figure| self.figure(figure)).collect())
                    .collect(),
            },
            Block::EmptyBox(value) => BlockData::EmptyBox { place: self.marks.place(&value.path) },
            Block::Field(field) => {
                BlockData::Field { label: field.label, content: self.field(&field.pieces) }
            }
        }
    }

    fn table<'a>(self, table: &'a Table<'a>) -> BlockData<'a> {
        let (prose_of, lines_of) = (&self.of.table.text, &self.of.contacts.text);
        let (text, size, pitch) = match table.text {
            CellText::Prose => ("prose", prose_of.size, prose_of.pitch),
            CellText::Lines => ("lines", lines_of.size, lines_of.pitch),
        };
        let columns = &table.columns;
        let cell = |(cell, column): (&'a Cell<'a>, &Column<'a>)| {
            let room = column.width - 2.0 * self.of.table.inset_x;
            let (path, content) = match cell {
                Cell::Prose(value) => {
                    let content = value.content.map_or_else(Vec::new, |content| {
                        self.marked_prose(&value.path, self.prose(content, room, size))
                    });
                    (&value.path, CellContent::Prose(content))
                }
                Cell::Line(value) => {
                    let text = value.content.unwrap_or_default();
                    let mut content = Vec::new();
                    let in_em = room / size;
                    add_reached(text, column.channel, Face::PROSE, in_em, &mut content);
                    (&value.path, CellContent::Line(self.marks.marked(&value.path, content)))
                }
            };
            CellData { space: self.marks.space(path, (0.0, 0.0), (room, pitch)), content }
        };
        BlockData::Table {
            text,
            rows: table
                .rows
                .iter()
                .map(|row| RowData {
                    cells: row.cells.iter().zip(columns).map(cell).collect(),
                    may_fill_page: row.may_fill_page,
                })
                .collect(),
            columns: columns
                .iter()
                .map(|column| ColumnData {
                    label: &column.label,
                    width: column.width,
                    place: self.marks.place(&FieldPath::default()),
                })
                .collect(),
        }
    }

    /// Block prose in a place `room` points wide, set in type of `size` points.
    fn prose(self, blocks: &[ProseBlock], room: f64, size: f64) -> Vec<ProseData<'_>> {
        blocks
            .iter()
            .map(|block| match block {
                ProseBlock::Paragraph { content } => {
                    ProseData::Paragraph { content: prose(content, room / size) }
                }
                ProseBlock::List(list) => self.list(list, room, size),
            })
            .collect()
    }

    fn list<'a>(self, list: &'a List, room: f64, size: f64) -> ProseData<'a> {
        let room = room - list.indent(self.of);
        let item = |ListItem { number, blocks }: &'a ListItem| ItemData {
            number: *number,
            blocks: self.prose(blocks, room, size),
        };
        ProseData::List { marker: list.marker, items: list.items.iter().map(item).collect() }
    }

    fn tick_box<'a>(self, option: &'a TickBox<'a>) -> BoxData<'a> {
        let room = (self.of.text_width() - self.of.r#box.indent) / self.of.text.size;
        // The box and its text have one place.
        let path = option.text.as_ref().map_or(&option.tick.path, |text| &text.path);
        let text = option.text.as_ref().and_then(|text| text.content);
        BoxData {
            ticked: option.tick.content,
            state: option.state,
            label: option.label,
            is_completed: option.text.is_some(),
            text: text.map(|text| prose(text, room)),
            place: self.marks.place(path),
        }
    }

    fn figure<'a>(self, figure: &'a Figure<'a>) -> FigureData<'a> {
        let of = &self.of.pictures;
        let room = figure.column / of.caption.size;
        let (path, text) = (&figure.caption.path, figure.caption.content);
        let (width, height) = (figure.column, of.caption.pitch);
        FigureData {
            path: picture_path(figure.index),
            alt: &figure.alt,
            width: figure.width,
            height: figure.height,
            column: figure.column,
            strips: &figure.strips,
            whole_height: figure.whole_height,
            caption: text.map(|text| self.marks.marked(path, line(text, Face::LABEL, room))),
            place: self.marks.place(&figure.picture.path),
            caption_space: self
                .marks
                .space(path, (0.0, of.caption_gap), (width, height))
                .filter(|_| text.is_none()),
        }
    }

    fn field<'a>(self, pieces: &'a [FieldPiece<'a>]) -> Text<'a> {
        let of = &self.of.text;
        let room = self.of.text_width() / of.size;
        let mut content = Vec::new();
        for piece in pieces {
            let (path, is_blank) = match piece {
                FieldPiece::Date { value, .. } => (&value.path, false),
                FieldPiece::Line { value, .. } => (&value.path, value.content.is_none()),
            };
            if is_blank {
                // Behind what stands before it, on the same line.
                let space = self.marks.space(path, (0.0, -of.size), (CONTACT_WIDTH, of.pitch));
                content.extend(space.map(|space| Node::Space { space }));
                continue;
            }
            if let FieldPiece::Line { separator, .. } = piece {
                add_line(separator, Face::PROSE, room, &mut content);
            }
            let place = self.marks.place(path);
            content.extend(place.clone().map(|place| Node::Place { place }));
            // To what stands there already: set in one go, letters keep their distances.
            match piece {
                FieldPiece::Date { text, .. } => {
                    add_line(text, Face::PROSE, room, &mut content);
                }
                FieldPiece::Line { value, .. } => {
                    let text = value.content.unwrap_or_default();
                    add_reached(text, Channel::of(text), Face::PROSE, room, &mut content);
                }
            }
            content.extend(place.as_deref().map(Node::end));
        }
        content
    }
}
