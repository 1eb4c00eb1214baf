//! A second form, made by hand: other sections in another order, with words of its own. Renderers
//! know no form, so nothing under src/render is touched for it.

use std::fs;
use std::path::Path;

use nacka_report::document::Document;
use nacka_report::field::FieldPath;
use nacka_report::fonts::Fonts;
use nacka_report::model::{
    Block as ProseBlock, Channel, Inline, Inlines, Letterhead, List, ListItem, Marker, Prose,
};
use nacka_report::render::Renderer;
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::{
    About, Block, Bullets, Cell, CellText, Column, Field, FieldPiece, Head, HeadColumn, Row, Sheet,
    Table, TickBox, Value,
};

use crate::support::{check_letterhead, project};

/// Where the documents are written, for the outside validators, if anywhere.
const FOLDER: &str = "NACKA_REPORT_SECOND_FORM";

#[test]
fn a_second_form_is_rendered_to_every_format() {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    let controls = ["Ärende", "Beslut", "Deltagare"];
    let texts = Texts::new();
    let sheet = minutes(&letterhead, controls, &texts);
    let renderers = [
        Renderer::Docx(DocxRenderer::new()),
        Renderer::Html(HtmlRenderer::new()),
        Renderer::Pdf(PdfRenderer::new(Fonts::bundled(), &PdfRenderer::DEFAULT_STANDARDS).unwrap()),
    ];
    for renderer in renderers {
        let Document { bytes, pages } = renderer.render(&sheet).unwrap();
        assert_ne!(pages, Some(0));
        assert_eq!(renderer.render(&sheet).unwrap().bytes, bytes, "the same again");
        if let Some(folder) = std::env::var_os(FOLDER) {
            let file = format!("protokoll.{}", renderer.format().extension());
            fs::create_dir_all(&folder).unwrap();
            fs::write(Path::new(&folder).join(file), bytes).unwrap();
        }
    }
}

/// What stands in the form.
struct Texts {
    decision: Prose,
    point: Inlines,
}

impl Texts {
    fn new() -> Self {
        let text = |text: &str| Inline::Text { text: text.to_owned() };
        let paragraph = |content| ProseBlock::Paragraph { content };
        let item = |number, blocks| ListItem { number, blocks };
        Self {
            decision: vec![
                paragraph(vec![
                    text("Nämnden beslutar "),
                    Inline::Strong { content: vec![text("enhälligt")] },
                    text(" följande:"),
                ]),
                ProseBlock::List(List {
                    marker: Marker::Number,
                    items: vec![
                        item(3, vec![paragraph(vec![text("att anta planen")])]),
                        item(4, vec![paragraph(vec![text("att ge den till känna")])]),
                    ],
                }),
            ],
            point: vec![text("Mötets öppnande")],
        }
    }
}

/// Minutes of a meeting: boxes and the signature first, then a table of two columns, then the list.
fn minutes<'a>(letterhead: &'a Letterhead, controls: [&'a str; 3], texts: &'a Texts) -> Sheet<'a> {
    let [subject, decision, present] = controls;
    let date = "2015-03-01".parse().unwrap();
    let at = FieldPath::of;
    let line = |place, control, text| Value::new(place, control, Some(text));
    let heading = |text| Block::Heading { text };
    let row = |index, name| Row {
        cells: vec![
            Cell::Line(line(at("items").item(index).key("subject"), subject, name)),
            Cell::Prose(Value::new(
                at("items").item(index).key("decision"),
                decision,
                Some(&texts.decision),
            )),
        ],
        may_fill_page: false,
    };
    let tick = |key, ticked, label| TickBox {
        tick: Value::new(at(key), present, ticked),
        state: if ticked { "Ja" } else { "Nej" },
        label,
        text: None,
    };
    Sheet {
        attachments: Vec::new(),
        absent: Vec::new(),
        origin: None,
        about: About {
            title: "Protokoll 3/2015".into(),
            author: "Eva Ek".into(),
            date: Some(date),
            subject: "Protokoll",
            organisation: letterhead.organisation.as_str().into(),
            registration_number: None,
            language: "sv-SE",
        },
        head: Head {
            mark: &letterhead.mark,
            registration_number: Value::new(at("number"), subject, None),
            columns: vec![
                HeadColumn {
                    label: "POSTADRESS",
                    value: &letterhead.postal_address,
                    width: 250.0,
                    channel: None,
                },
                HeadColumn {
                    label: "WEBB",
                    value: &letterhead.web,
                    width: 203.3,
                    channel: Some(Channel::Web),
                },
            ],
        },
        blocks: vec![
            Block::Title(line(at("title"), subject, "Protokoll 3/2015")),
            heading("Närvaro"),
            Block::Boxes {
                boxes: vec![
                    tick("quorum", true, "Nämnden är beslutför"),
                    tick("public", false, "Mötet är offentligt"),
                ],
            },
            Block::Field(Field {
                label: "Dag och sekreterare",
                pieces: vec![
                    FieldPiece::Date {
                        value: Value::new(at("date"), present, Some(date)),
                        text: date.to_string(),
                    },
                    FieldPiece::Line {
                        separator: ", ",
                        value: line(at("secretary"), present, "Eva Ek"),
                        is_author: true,
                    },
                ],
            }),
            Block::FirstPageEnd,
            heading("Ärenden"),
            Block::Table(Table {
                list: Value::new(at("items"), decision, ()),
                text: CellText::Prose,
                columns: vec![
                    Column { label: "Ärende".into(), width: 153.3, channel: None },
                    Column { label: "Beslut".into(), width: 300.0, channel: None },
                ],
                rows: vec![row(0, "Detaljplan för Älta"), row(1, "Övrigt")],
            }),
            heading("Föredragningslista"),
            Block::Bullets(Bullets {
                list: Value::new(at("agenda"), subject, ()),
                items: vec![Value::new(at("agenda").item(0), subject, Some(&texts.point))],
            }),
            Block::Note { text: "(lägg till fler punkter om det behövs)" },
            heading("Bilagor"),
            Block::EmptyBox(Value::new(at("appendices"), present, ())),
            Block::Prose(Value::new(at("remarks"), present, None)),
        ],
        has_every_place: false,
    }
}
