//! The form's words and measures: complete, and consistent with each other.

use nacka_report::model::Form;

use crate::support::project;

#[test]
fn columns_fill_the_text_width() {
    let measures = &Form::get().measures;
    let width = measures.text_width();
    for columns in [&measures.table.columns[..], &measures.letterhead.columns[..]] {
        assert!((columns.iter().sum::<f64>() - width).abs() < 0.01, "{columns:?} against {width}");
    }
}

#[test]
fn templates_are_where_the_documentation_says() {
    for file in ["words.yaml", "measures.yaml"] {
        assert!(project("templates").join(file).is_file(), "templates/{file}");
    }
}
