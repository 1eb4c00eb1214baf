//! The style sheet: `templates/page.css` with the form's measures.

use std::fmt::Write;

use serde_json::Value;

use crate::model::Form;
use crate::templates::{MEASURES, STYLE};

/// The style sheet; every page has the same.
pub(super) fn style_sheet() -> String {
    let measures = &Form::get().measures;
    let (page, top) = (&measures.page, measures.head.top);
    let mut css = String::from(":root{");
    if let Ok(measures) = serde_saphyr::from_str::<Value>(MEASURES) {
        add_properties(&mut css, "-", &measures);
    }
    // Page rules know no custom properties (CSS Paged Media 3, section 5).
    let _ = write!(
        css,
        "}}\n@page{{margin:{}pt {}pt {}pt {}pt;@top-right{{padding-top:{top}pt}}}}\n",
        page.margin_top, page.margin_right, page.margin_bottom, page.margin_left,
    );
    // On the first page the head is part of what is printed; the page's number stands above it.
    let _ = writeln!(css, "@page:first{{margin-top:{top}pt;@top-right{{padding-top:0}}}}");
    let mut rest = STYLE;
    while let Some((before, after)) = rest.split_once("/*") {
        add_lines(&mut css, before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    add_lines(&mut css, rest);
    css
}

fn add_lines(css: &mut String, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        css.push_str(line);
        css.push('\n');
    }
}

/// Declares those of the form's measures and colours that the style sheet uses as custom
/// properties, each called by its keys.
fn add_properties(css: &mut String, name: &str, value: &Value) {
    let is_used = || STYLE.contains(&format!("var({name})"));
    let _ = match value {
        Value::Object(parts) => {
            for (key, part) in parts {
                add_properties(css, &format!("{name}-{}", key.replace('_', "-")), part);
            }
            Ok(())
        }
        Value::Number(points) if is_used() => write!(css, "{name}:calc({points}*var(--pt));"),
        Value::String(colour) if is_used() => write!(css, "{name}:#{colour};"),
        _ => Ok(()),
    };
}
