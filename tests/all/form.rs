//! The form's words and measures: complete, and consistent with each other.

use nacka_report::model::Form;
use nacka_report::sheet::{Block, Cell, FieldPiece};

use crate::support::{check_letterhead, check_report, project, sheet};

#[test]
fn columns_fill_the_text_width() {
    let measures = &Form::get().measures;
    let width = measures.text_width();
    for columns in [&measures.table.columns[..], &measures.letterhead.columns[..]] {
        assert!((columns.iter().sum::<f64>() - width).abs() < 0.01, "{columns:?} against {width}");
    }
}

#[test]
fn every_value_of_the_form_has_a_control_with_a_name_that_word_takes() {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    for report in ["samples/frukostmote.yaml", "tests/fixtures/valid/everything.yaml"] {
        let report = check_report(&project(report)).unwrap();
        let sheet = sheet(&report, &letterhead);
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
                Block::Pictures { rows } => {
                    for figure in rows.iter().flatten() {
                        controls.push(("picture", figure.picture.control));
                        controls.push(("caption", figure.caption.control));
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
            assert!((1..=64).contains(&control.name.chars().count()), "{value}: {control:?}");
            assert!(!control.placeholder.is_empty(), "{value}: {control:?}");
        }
    }
}
