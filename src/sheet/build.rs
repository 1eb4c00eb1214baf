//! Nacka kommun's form as a sheet: which sections there are, in which order, with which words.
//! Nothing else in the program knows.

use super::columns::{self, Demand};
use super::{
    About, Absent, Block, Bullets, Cell, Field, FieldPiece, Figure, Head, HeadColumn, Line, Sheet,
    Side, Table, TickBox, Value,
};
use crate::characters::without_break_marks;
use crate::field::FieldPath;
use crate::metrics::Face;
use crate::model::{
    Channel, ContactField, Form, Image, Inlines, Letterhead, LetterheadField, NextSteps, Picture,
    PlacedPicture, Report, Signature, Tick,
};
use crate::picture::{self, Flaw};

impl<'a> Sheet<'a> {
    /// The form, filled in with a checked report, on a letterhead. Its pictures get no more than
    /// `image_dpi` pixels an inch at the size they are shown at. Fails on pictures that have not
    /// been checked.
    pub fn new(
        report: &'a Report,
        letterhead: &'a Letterhead,
        image_dpi: u32,
    ) -> Result<Self, Flaw> {
        Self::filled(report, letterhead, image_dpi, false)
    }

    /// The same with a place for everything that can be filled in: all six columns of contacts, a
    /// place for a picture, lines for what is left out. For Word documents.
    pub fn with_every_place(
        report: &'a Report,
        letterhead: &'a Letterhead,
        image_dpi: u32,
    ) -> Result<Self, Flaw> {
        Self::filled(report, letterhead, image_dpi, true)
    }

    /// The blank form on a letterhead: every place, and nothing in any. For Word documents.
    pub fn blank(letterhead: &'a Letterhead) -> Self {
        let builder = Builder { form: Form::get(), has_every_place: true };
        builder.sheet(None, letterhead, Vec::new())
    }

    fn filled(
        report: &'a Report,
        letterhead: &'a Letterhead,
        image_dpi: u32,
        has_every_place: bool,
    ) -> Result<Self, Flaw> {
        let images = picture::prepare(&report.pictures, image_dpi)?;
        let builder = Builder { form: Form::get(), has_every_place };
        Ok(builder.sheet(Some(report), letterhead, images))
    }
}

/// Whether what one gets in touch by is a number, which is read in one piece.
pub(super) fn is_number(channel: Option<Channel>) -> bool {
    matches!(channel, Some(Channel::Phone | Channel::Sms))
}

/// The next steps of the blank form.
static NO_STEPS: NextSteps = NextSteps {
    notes: None,
    sporadic_contact: false,
    systematic_contact: false,
    redirect: Tick::Empty,
    implement: Tick::Empty,
};

/// The entries of a list, or a blank one if there are none.
pub(super) fn or_blank<T>(entries: &[T]) -> impl Iterator<Item = Option<&T>> {
    let blank = entries.is_empty().then_some(None);
    entries.iter().map(Some).chain(blank)
}

/// What a table of contacts has no columns for: each stands right of the field before it.
fn absent_contacts(table: &Table<'_>) -> Vec<Absent> {
    let mut absent = Vec::new();
    for row in &table.rows {
        let path = |cell: &Cell<'_>| match cell {
            Cell::Prose(value) => value.path.clone(),
            Cell::Line(value) => value.path.clone(),
        };
        let has: Vec<FieldPath> = row.cells.iter().map(path).collect();
        let Some(first) = has.first() else { continue };
        let mut beside = first.clone();
        for field in ContactField::ALL {
            let mut path = first.clone();
            path.pop();
            let path = path.key(field.key());
            if !has.contains(&path) {
                absent.push(Absent { path: path.clone(), beside, side: Side::Right });
            }
            beside = path;
        }
    }
    absent
}

/// The form under construction.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    pub form: &'static Form,
    /// Whether there is to be a place for everything.
    pub has_every_place: bool,
}

impl Builder {
    fn sheet<'a>(
        self,
        report: Option<&'a Report>,
        letterhead: &'a Letterhead,
        images: Vec<Image>,
    ) -> Sheet<'a> {
        let words = &self.form.words;
        let heading = |text| Block::Heading { text };
        let at = FieldPath::of;
        let title = report.map(|report| &*report.title);
        let number = report.and_then(|report| report.registration_number.as_deref());
        let purpose = report.map_or(&[][..], |report| &report.purpose);
        let evaluation = report.map_or(&[][..], |report| &report.evaluation);
        let summary = report.and_then(|report| report.summary.as_ref());
        let steps = report.map_or(&NO_STEPS, |report| &report.next_steps);
        let pictures = report.map_or(&[][..], |report| &report.pictures);
        let contacts = report.map_or(&[][..], |report| &report.contacts);
        let other = report.and_then(|report| report.other.as_ref());
        let signature = report.map(|report| &report.signature);

        let mut blocks = vec![
            Block::Title(self.value(at("title"), title)),
            heading(&words.purpose),
            Block::Bullets(self.purpose(purpose)),
            heading(&words.evaluation.heading),
            Block::Table(self.evaluation(evaluation, letterhead)),
            Block::Note { text: &words.evaluation.note },
            Block::FirstPageEnd,
            heading(&words.summary),
            Block::Prose(self.value(at("summary"), summary)),
            heading(&words.next_steps.heading),
        ];
        blocks.extend(self.next_steps(steps));
        blocks.push(heading(&words.pictures.heading));
        if !pictures.is_empty() || self.has_every_place {
            blocks.push(self.pictures(pictures, images));
        }
        let mut absent = Vec::new();
        if !contacts.is_empty() || self.has_every_place {
            let table = self.contacts(contacts);
            absent.extend(absent_contacts(&table));
            blocks.push(Block::Table(table));
        }
        if other.is_some() || self.has_every_place {
            blocks.push(Block::Prose(self.value(at("other"), other)));
        } else if pictures.is_empty() && contacts.is_empty() {
            blocks.push(Block::EmptyBox(self.value(at("other"), ())));
        } else {
            let beside = match contacts.len() {
                0 => at("pictures").item(pictures.len().saturating_sub(1)).key("caption"),
                count => at("contacts").item(count - 1).key(ContactField::Name.key()),
            };
            absent.push(Absent { path: at("other"), beside, side: Side::Below });
        }
        blocks.push(heading(&words.signature.heading));
        blocks.extend(self.signature(signature));

        Sheet {
            about: About {
                title: without_break_marks(title.unwrap_or_default()),
                author: without_break_marks(signature.map_or("", |signature| &signature.name)),
                date: signature.map(|signature| signature.date),
                subject: &words.evaluation.heading,
                organisation: without_break_marks(&letterhead.organisation),
                registration_number: number.map(without_break_marks),
                language: &words.language,
            },
            head: self.head(number, letterhead),
            blocks,
            absent,
            has_every_place: self.has_every_place,
            origin: None,
            attachments: Vec::new(),
        }
    }

    /// What stands at a place of the form, with the words of its control.
    pub fn value<'a, T>(self, place: FieldPath, content: T) -> Value<'a, T> {
        let control = self.form.control(&place.without_positions());
        Value::new(place, control, content)
    }

    fn head<'a>(self, number: Option<&'a str>, letterhead: &'a Letterhead) -> Head<'a> {
        let words = &self.form.words;
        let measures = &self.form.measures;
        let of = &measures.letterhead;
        let demands = LetterheadField::ALL.map(|field| {
            let mut demand = Demand::default();
            let value = field.of(letterhead);
            demand.add_whole(field.label(&words.letterhead), Face::LABEL, of.label.size);
            if is_number(field.channel()) || field == LetterheadField::OrganisationNumber {
                demand.add_whole(value, Face::LABEL, of.value.size);
            } else {
                demand.add(value, Face::LABEL, of.value.size);
            }
            demand
        });
        let columns = LetterheadField::ALL.into_iter().zip(columns::share(
            &demands,
            of.gutter,
            measures.text_width(),
        ));
        Head {
            mark: &letterhead.mark,
            registration_number: self.value(FieldPath::of("registration_number"), number),
            columns: columns
                .map(|(field, width)| HeadColumn {
                    label: field.label(&words.letterhead),
                    value: field.of(letterhead),
                    channel: field.channel(),
                    width,
                })
                .collect(),
        }
    }

    fn purpose(self, purpose: &[Inlines]) -> Bullets<'_> {
        let place = FieldPath::of("purpose");
        let items = or_blank(purpose).enumerate();
        Bullets {
            items: items.map(|(index, item)| self.value(place.clone().item(index), item)).collect(),
            list: self.value(place, ()),
        }
    }

    fn next_steps<'a>(self, steps: &'a NextSteps) -> [Block<'a>; 2] {
        let label = &self.form.words.next_steps;
        let at = |key| FieldPath::of("next_steps").key(key);
        let plain = |key, ticked, label| TickBox {
            tick: self.value(at(key), ticked),
            state: self.state(ticked),
            label,
            text: None,
        };
        // The box and its text have one place.
        let completed = |key, tick: &'a Tick, label| TickBox {
            tick: Value::new(
                FieldPath::default(),
                self.form.control(&at(key).key("box").without_positions()),
                tick.is_ticked(),
            ),
            state: self.state(tick.is_ticked()),
            label,
            text: Some(self.value(at(key), tick.text())),
        };
        [
            Block::Prose(self.value(at("notes"), steps.notes.as_ref())),
            Block::Boxes {
                boxes: vec![
                    plain("sporadic_contact", steps.sporadic_contact, &label.sporadic_contact),
                    plain(
                        "systematic_contact",
                        steps.systematic_contact,
                        &label.systematic_contact,
                    ),
                    completed("redirect", &steps.redirect, &label.redirect),
                    completed("implement", &steps.implement, &label.implement),
                ],
            },
        ]
    }

    /// What a screen reader says for a box.
    fn state(self, ticked: bool) -> &'static str {
        let words = &self.form.words.r#box;
        if ticked { &words.ticked } else { &words.empty }
    }

    fn pictures<'a>(self, pictures: &'a [Picture], images: Vec<Image>) -> Block<'a> {
        let measures = &self.form.measures;
        let mut images = images.into_iter();
        let list = self.value(FieldPath::of("pictures"), ());
        let rows = if self.has_every_place {
            // Each stands alone, so that one can be added.
            let alone = |(index, picture)| {
                let rows = Picture::rows(std::slice::from_ref(picture), measures);
                rows.into_iter().flatten().map(move |placed| PlacedPicture { index, ..placed })
            };
            pictures.iter().enumerate().flat_map(alone).map(|placed| vec![placed]).collect()
        } else {
            Picture::rows(pictures, measures)
        };
        let figure = |(placed, image): (PlacedPicture, Image)| {
            self.figure(placed, Some(&pictures[placed.index]), image)
        };
        let mut rows: Vec<Vec<Figure<'a>>> = rows
            .into_iter()
            .map(|row| row.into_iter().zip(images.by_ref()).map(figure).collect())
            .collect();
        if rows.is_empty() {
            let (width, height) = (measures.text_width(), measures.pictures.box_height(measures));
            let placed = PlacedPicture { index: 0, width, height, column: width, strips: 1 };
            rows.push(vec![self.figure(placed, None, Image::blank())]);
        }
        Block::Pictures { list, rows }
    }

    fn figure(self, placed: PlacedPicture, picture: Option<&Picture>, image: Image) -> Figure<'_> {
        let strips = picture::cuts(&image, placed.strips);
        let longest = strips.iter().map(|(top, bottom)| bottom - top).fold(0.0, f64::max);
        let words = &self.form.words.pictures;
        let place = FieldPath::of("pictures").item(placed.index);
        let alt_line = self.has_every_place.then(|| Line {
            label: &words.alt,
            value: self.value(place.clone().key("alt"), picture.map(|picture| &*picture.alt)),
        });
        Figure {
            strips,
            whole_height: placed.height,
            picture: self.value(place.clone().key("file"), picture),
            image,
            index: placed.index,
            alt: without_break_marks(picture.map_or(&words.place, |picture| &picture.alt)),
            alt_line,
            width: placed.width,
            height: longest * placed.height,
            column: placed.column,
            caption: self.value(
                place.key("caption"),
                picture.and_then(|picture| picture.caption.as_deref()),
            ),
            caption_label: &words.caption,
        }
    }

    fn signature(self, signature: Option<&Signature>) -> [Block<'_>; 2] {
        let label = &self.form.words.signature;
        let at = |key| FieldPath::of("signature").key(key);
        let line = |key, separator, text, is_author| FieldPiece::Line {
            separator,
            value: self.value(at(key), text),
            is_author,
        };
        let date = signature.map(|signature| signature.date);
        let name = signature.map(|signature| &*signature.name);
        let contact = signature.and_then(|signature| signature.contact.as_deref());
        let separator = signature.map_or(Signature::SEPARATOR, Signature::separator);
        [
            Block::Field(Field {
                label: &label.date,
                pieces: vec![FieldPiece::Date {
                    value: self.value(at("date"), date),
                    text: date.map(|date| date.to_string()).unwrap_or_default(),
                }],
            }),
            Block::Field(Field {
                label: &label.name,
                pieces: vec![
                    line("name", "", name, true),
                    line("contact", separator, contact, false),
                ],
            }),
        ]
    }
}
