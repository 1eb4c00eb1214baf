//! The registration number in the heads of a Word document's pages.

use super::content::{Content, Item, Paragraph, Span, is_blank_text};
use super::notes::line;
use crate::model::Form;

/// The number in a head: in its control or, without one, below the number of the page.
pub(super) fn registration_number(items: &[Item]) -> Option<String> {
    let mut tagged = Vec::new();
    let mut below = None;
    search(items, &mut tagged, &mut below);
    let text = if tagged.is_empty() { below? } else { line(&tagged) };
    // Without its control, the number stands behind the form's own word for it.
    let label = Form::get().control("registration_number");
    let text = match text.strip_prefix(label) {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') && tagged.is_empty() => {
            rest.trim_start().to_owned()
        }
        _ => text,
    };
    (!is_blank_text(&text)).then_some(text)
}

fn search(items: &[Item], tagged: &mut Vec<Span>, below: &mut Option<String>) {
    let mut after_page = false;
    for item in items {
        match item {
            Item::Paragraph(paragraph) => {
                let is_own = |span: &&Span| span.tag == Some("registration_number");
                tagged.extend(paragraph.spans.iter().filter(is_own).cloned());
                if after_page && below.is_none() && !paragraph.is_blank() {
                    *below = Some(line(&paragraph.spans));
                }
                // Where there was no number, its place is before that of the page.
                if let Some(page) = page_of(paragraph) {
                    let before = line(&paragraph.spans[..page]);
                    if below.is_none() && !is_blank_text(&before) {
                        *below = Some(before);
                    }
                    after_page = true;
                }
            }
            Item::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    search(&cell.items, tagged, below);
                }
            }
        }
    }
}

/// Where the number of the page stands in a paragraph.
fn page_of(paragraph: &Paragraph) -> Option<usize> {
    paragraph.spans.iter().position(|span| matches!(span.content, Content::Page))
}
