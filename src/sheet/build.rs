//! Nacka kommun's form as a sheet: which sections there are, in which order, with which words.
//! Nothing else in the program knows.

use super::columns::{self, Demand};
use super::extent::may_fill_a_page;
use super::{
    About, Block, Bullets, Cell, CellText, Column, Field, FieldPiece, Figure, Head, HeadColumn,
    Row, Sheet, Table, TickBox, Value,
};
use crate::characters::without_break_marks;
use crate::field::FieldPath;
use crate::metrics::Face;
use crate::model::{
    Channel, Contact, ContactField, Evaluation, EvaluationField, Form, Image, Inlines, Letterhead,
    LetterheadField, NextSteps, Picture, PlacedPicture, Report, Signature, Tick,
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
        let images = picture::prepare(&report.pictures, image_dpi)?;
        Builder { form: Form::get() }.sheet(report, letterhead, images)
    }
}

/// Whether what one gets in touch by is a number, which is read in one piece.
fn is_number(channel: Option<Channel>) -> bool {
    matches!(channel, Some(Channel::Phone | Channel::Sms))
}

/// Stands in the form's words for the letterhead's organisation, in the genitive.
const ORGANISATION: &str = "{organisation}";

/// The form under construction.
#[derive(Clone, Copy)]
struct Builder {
    form: &'static Form,
}

impl Builder {
    fn sheet<'a>(
        self,
        report: &'a Report,
        letterhead: &'a Letterhead,
        images: Vec<Image>,
    ) -> Result<Sheet<'a>, Flaw> {
        let words = &self.form.words;
        let heading = |text| Block::Heading { text };
        let at = FieldPath::of;

        let mut blocks = vec![
            Block::Title(self.value(at("title"), Some(&*report.title))),
            heading(&words.purpose),
            Block::Bullets(self.purpose(&report.purpose)),
            heading(&words.evaluation.heading),
            Block::Table(self.evaluation(&report.evaluation, letterhead)),
            Block::Note { text: &words.evaluation.note },
            Block::FirstPageEnd,
            heading(&words.summary),
            Block::Prose(self.value(at("summary"), report.summary.as_ref())),
            heading(&words.next_steps.heading),
        ];
        blocks.extend(self.next_steps(&report.next_steps));
        blocks.push(heading(&words.pictures));
        if !report.pictures.is_empty() {
            blocks.push(self.pictures(&report.pictures, images)?);
        }
        if !report.contacts.is_empty() {
            blocks.push(Block::Table(self.contacts(&report.contacts)));
        }
        if let Some(other) = &report.other {
            blocks.push(Block::Prose(self.value(at("other"), Some(other))));
        } else if report.pictures.is_empty() && report.contacts.is_empty() {
            blocks.push(Block::EmptyBox(self.value(at("contacts"), ())));
        }
        blocks.push(heading(&words.signature.heading));
        blocks.extend(self.signature(&report.signature));

        Ok(Sheet {
            about: About {
                title: without_break_marks(&report.title),
                author: without_break_marks(&report.signature.name),
                date: report.signature.date,
                subject: &words.evaluation.heading,
                organisation: without_break_marks(&letterhead.organisation),
                registration_number: report.registration_number.as_deref().map(without_break_marks),
                language: &words.language,
            },
            head: self.head(report, letterhead),
            blocks,
            controls: &self.form.controls,
            origin: None,
            attachments: Vec::new(),
        })
    }

    /// What stands at a place of the form, with the words of its control.
    fn value<'a, T>(self, place: FieldPath, content: T) -> Value<'a, T> {
        let control = self.form.control(&place.without_positions());
        Value::new(place, control, content)
    }

    fn head<'a>(self, report: &'a Report, letterhead: &'a Letterhead) -> Head<'a> {
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
            registration_number: self
                .value(FieldPath::of("registration_number"), report.registration_number.as_deref()),
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
        let items = purpose.iter().enumerate();
        Bullets {
            items: items.map(|(index, item)| self.value(place.clone().item(index), item)).collect(),
            list: self.value(place, ()),
        }
    }

    fn evaluation<'a>(self, rows: &'a [Evaluation], letterhead: &Letterhead) -> Table<'a> {
        let label = |field: EvaluationField| {
            let label = field.label(&self.form.words.evaluation);
            if label.contains(ORGANISATION) {
                label.replace(ORGANISATION, &letterhead.genitive()).into()
            } else {
                label.into()
            }
        };
        let measures = &self.form.measures;
        let place = FieldPath::of("evaluation");
        let columns = EvaluationField::ALL.into_iter().zip(measures.table.columns);
        let row = |(index, row)| Row {
            cells: EvaluationField::ALL
                .into_iter()
                .map(|field| {
                    let place = place.clone().item(index).key(field.key());
                    Cell::Prose(self.value(place, field.of(row)))
                })
                .collect(),
            may_fill_page: may_fill_a_page(row, measures),
        };
        Table {
            text: CellText::Prose,
            columns: columns
                .map(|(field, width)| Column { label: label(field), width, channel: None })
                .collect(),
            rows: rows.iter().enumerate().map(row).collect(),
            list: self.value(place.clone(), ()),
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

    fn pictures(self, pictures: &[Picture], images: Vec<Image>) -> Result<Block<'_>, Flaw> {
        let mut images = images.into_iter();
        let figure = |(placed, image): (PlacedPicture, Image)| {
            let picture = &pictures[placed.index];
            let place = FieldPath::of("pictures").item(placed.index);
            let strips = picture::cuts(&image, placed.strips)?;
            let longest = strips.iter().map(|(top, bottom)| bottom - top).fold(0.0, f64::max);
            Ok(Figure {
                picture: self.value(place.clone().key("file"), picture),
                strips,
                whole_height: placed.height,
                image,
                index: placed.index,
                alt: without_break_marks(&picture.alt),
                width: placed.width,
                height: longest * placed.height,
                column: placed.column,
                caption: self.value(place.key("caption"), picture.caption.as_deref()),
            })
        };
        let rows = Picture::rows(pictures, &self.form.measures)
            .into_iter()
            .map(|row| row.into_iter().zip(images.by_ref()).map(figure).collect())
            .collect::<Result<_, _>>()?;
        Ok(Block::Pictures { rows })
    }

    fn contacts(self, contacts: &[Contact]) -> Table<'_> {
        let words = &self.form.words;
        let place = FieldPath::of("contacts");
        let measures = &self.form.measures;
        let fields: Vec<_> = ContactField::ALL
            .into_iter()
            .filter(|field| contacts.iter().any(|contact| field.of(contact).is_some()))
            .collect();
        let size = measures.contacts.text.size;
        let demands: Vec<_> = fields
            .iter()
            .map(|field| {
                let mut demand = Demand::default();
                demand.add_whole(
                    field.label(&words.contacts),
                    Face::HEADING,
                    measures.table.head.size,
                );
                for text in contacts.iter().filter_map(|contact| field.of(contact)) {
                    if is_number(field.channel()) {
                        demand.add_whole(text, Face::PROSE, size);
                    } else {
                        demand.add(text, Face::PROSE, size);
                    }
                }
                demand
            })
            .collect();
        let beside = 2.0 * measures.table.inset_x;
        let widths = columns::share(&demands, beside, measures.text_width());
        let row = |(index, contact)| Row {
            cells: fields
                .iter()
                .map(|&field| {
                    let place = place.clone().item(index).key(field.key());
                    Cell::Line(self.value(place, field.of(contact)))
                })
                .collect(),
            may_fill_page: false,
        };
        Table {
            text: CellText::Lines,
            rows: contacts.iter().enumerate().map(row).collect(),
            list: self.value(place.clone(), ()),
            columns: fields
                .iter()
                .zip(widths)
                .map(|(field, width)| Column {
                    label: field.label(&words.contacts).into(),
                    width,
                    channel: field.channel(),
                })
                .collect(),
        }
    }

    fn signature(self, signature: &Signature) -> [Block<'_>; 2] {
        let label = &self.form.words.signature;
        let at = |key| FieldPath::of("signature").key(key);
        let line =
            |key, separator, text| FieldPiece::Line { separator, value: self.value(at(key), text) };
        [
            Block::Field(Field {
                label: &label.date,
                pieces: vec![FieldPiece::Date {
                    value: self.value(at("date"), signature.date),
                    text: signature.date.to_string(),
                }],
            }),
            Block::Field(Field {
                label: &label.name,
                pieces: vec![
                    line("name", "", Some(&*signature.name)),
                    line("contact", signature.separator(), signature.contact.as_deref()),
                ],
            }),
        ]
    }
}
