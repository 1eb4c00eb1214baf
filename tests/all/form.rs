//! The form's words and measures: complete, and consistent with each other.

use nacka_report::model::Form;
use nacka_report::sheet::{Block, Cell, FieldPiece, Sheet};

use crate::support::{check_letterhead, check_report, project, sheet};

#[test]
fn columns_fill_the_text_width() {
    let width = Form::get().measures.text_width();
    for letterhead in ["templates/nacka.yaml", "samples/letterheads/ekvik.yaml"] {
        let letterhead = check_letterhead(&project(letterhead)).unwrap();
        let report = check_report(&project("tests/fixtures/valid/everything.yaml")).unwrap();
        let sheet = sheet(&report, &letterhead);
        let mut all = vec![sheet.head.columns.iter().map(|column| column.width).collect()];
        for block in &sheet.blocks {
            if let Block::Table(table) = block {
                all.push(table.columns.iter().map(|column| column.width).collect());
            }
        }
        assert_eq!(all.len(), 3);
        for columns in all {
            let columns: Vec<f64> = columns;
            let sum: f64 = columns.iter().sum();
            assert!((sum - width).abs() < 0.06, "{columns:?} against {width}");
        }
    }
}

#[test]
fn a_contact_that_is_no_extension_stands_by_itself() {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    let report = check_report(&project("tests/fixtures/valid/everything.yaml")).unwrap();
    for (contact, separator) in [
        ("1234", " /"),
        ("12345", " /"),
        ("0708123456", " / "),
        ("08-718 80 00", " / "),
        ("eva.ek@nacka.se", " / "),
        ("ankn. 1234", " / "),
    ] {
        let mut report = report.clone();
        report.signature.contact = Some(contact.to_owned());
        let sheet = sheet(&report, &letterhead);
        let lines = sheet.blocks.iter().filter_map(|block| match block {
            Block::Field(field) => Some(&field.pieces),
            _ => None,
        });
        let found = lines.flatten().find_map(|piece| match piece {
            FieldPiece::Line { separator, value, .. } if value.content == Some(contact) => {
                Some(*separator)
            }
            _ => None,
        });
        assert_eq!(found, Some(separator), "{contact}");
    }
}

#[test]
fn every_value_of_the_form_has_a_control_with_a_name_that_word_takes() {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    let reports = ["samples/frukostmote.yaml", "tests/fixtures/valid/everything.yaml"];
    let reports = reports.map(|report| check_report(&project(report)).unwrap());
    let sheets = reports.iter().map(|report| sheet(report, &letterhead));
    for sheet in sheets.chain([Sheet::blank(&letterhead)]) {
        let mut controls = vec![("head", sheet.head.registration_number.control)];
        for block in &sheet.blocks {
            match block {
                Block::Title(value) => controls.push(("title", value.control)),
                Block::Prose(value) => controls.push(("prose", value.control)),
                Block::EmptyBox(value) => controls.push(("empty box", value.control)),
                Block::Bullets(bullets) => {
                    controls.push(("bullets", bullets.list.control));
                    controls.extend(bullets.items.iter().map(|item| ("item", item.control)));
                }
                Block::Table(table) => {
                    controls.push(("table", table.list.control));
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        controls.push(match cell {
                            Cell::Prose(value) => ("cell", value.control),
                            Cell::Line(value) => ("cell", value.control),
                        });
                    }
                }
                Block::Boxes { boxes } => {
                    controls.extend(boxes.iter().map(|option| ("box", option.tick.control)));
                    let texts = boxes.iter().filter_map(|option| option.text.as_ref());
                    controls.extend(texts.map(|text| ("box text", text.control)));
                }
                Block::Pictures { list, rows } => {
                    controls.push(("pictures", list.control));
                    for figure in rows.iter().flatten() {
                        controls.push(("picture", figure.picture.control));
                        controls.push(("caption", figure.caption.control));
                        controls.extend(figure.alt_line.iter().map(|l| ("alt", l.value.control)));
                    }
                }
                Block::Field(field) => {
                    controls.extend(field.pieces.iter().map(|piece| match piece {
                        FieldPiece::Date { value, .. } => ("date", value.control),
                        FieldPiece::Line { value, .. } => ("line", value.control),
                    }));
                }
                Block::Heading { .. } | Block::Note { .. } | Block::FirstPageEnd => {}
            }
        }
        for (value, control) in controls {
            // Word refuses longer names.
            assert!((1..=64).contains(&control.chars().count()), "{value}: {control:?}");
        }
    }
}
