//! Runs, and what they stand in: the smallest pieces that everything else is put together from.

use docx_rs::{
    Paragraph, ParagraphChild, Run, RunProperty, StructuredDataTag, StructuredDataTagChild,
};

use super::places::{Anchor, Blank, Control, Places};
use super::styles::{LABEL_FONT, id, typeface};
use crate::metrics::Face;
use crate::model::Form;

/// What an empty control shows where the form has no line to write on: something to click.
pub(super) const SPACE: &str = "\u{2003}";

/// Text as runs that look like the given, empty one. What the typeface of prose cannot draw
/// (Greek and Cyrillic) is set in that of labels, as in the PDF.
pub(super) fn runs(text: &str, look: &Run) -> Vec<StructuredDataTagChild> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut is_prose: Vec<bool> =
        characters.iter().map(|(_, character)| Face::PROSE.draws(*character)).collect();
    // What stands between two words of the other script goes with them: one run for both.
    let mut last = None;
    for index in 0..characters.len() {
        if is_prose[index] {
            if characters[index].1.is_alphanumeric() {
                last = None;
            }
        } else if let Some(before) = last.replace(index) {
            is_prose[before..index].fill(false);
        }
    }
    let mut start = 0;
    is_prose
        .chunk_by(|left, right| left == right)
        .map(|stretch| {
            let first = start;
            start += stretch.len();
            let at = |index: usize| characters.get(index).map_or(text.len(), |(at, _)| *at);
            let run = look.clone().add_text(&text[at(first)..at(start)]);
            child(if stretch[0] { run } else { run.fonts(typeface(LABEL_FONT)) })
        })
        .collect()
}

/// A run as a child of a place.
pub(super) fn child(run: Run) -> StructuredDataTagChild {
    StructuredDataTagChild::Run(Box::new(run))
}

/// Whether a paragraph is one run without emphasis.
pub(super) fn is_plain(children: &[ParagraphChild]) -> bool {
    matches!(children, [ParagraphChild::Run(run)] if run.run_property == RunProperty::new())
}

/// What stands in a paragraph as a child of a place.
pub(super) fn into_child(child: ParagraphChild) -> Option<StructuredDataTagChild> {
    match child {
        ParagraphChild::Run(run) => Some(StructuredDataTagChild::Run(run)),
        ParagraphChild::StructuredDataTag(tag) => {
            Some(StructuredDataTagChild::StructuredDataTag(tag))
        }
        _ => None,
    }
}

/// Adds runs and places to a paragraph.
pub(super) fn into_paragraph(
    paragraph: Paragraph,
    content: Vec<StructuredDataTagChild>,
) -> Paragraph {
    content.into_iter().fold(paragraph, |paragraph, child| match child {
        StructuredDataTagChild::Run(run) => paragraph.add_run(*run),
        StructuredDataTagChild::StructuredDataTag(tag) => paragraph.add_structured_data_tag(*tag),
        _ => paragraph,
    })
}

/// A paragraph of one run.
pub(super) fn labelled(style: &str, text: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(Run::new().add_text(text))
}

/// What stands in an empty control in a line.
fn blank(blank: Blank) -> Run {
    match blank {
        Blank::Line => Run::new()
            .style(id::WRITING_LINE_TEXT)
            .color(&Form::get().measures.colour.rule)
            .add_tab(),
        Blank::LineOfTab => Run::new().style(id::PLACEHOLDER).add_tab(),
        Blank::Space | Blank::Picture => Run::new().style(id::PLACEHOLDER).add_text(SPACE),
    }
}

/// A control around its content, or around the form's own if there is none.
pub(super) fn marked<'a>(
    places: &mut Places<'a>,
    control: Control<'a>,
    content: Option<Vec<StructuredDataTagChild>>,
) -> StructuredDataTag {
    let control = control.empty_if(content.is_none());
    let content = content.unwrap_or_else(|| vec![child(blank(control.blank))]);
    places.mark(Anchor::Control(control), content)
}

/// Text as one run: all of it in the typeface of labels where that of prose cannot draw some.
pub(super) fn one_run(text: &str) -> Run {
    let run = Run::new().add_text(text);
    let is_prose = text.chars().all(|character| Face::PROSE.draws(character));
    if is_prose { run } else { run.fonts(typeface(LABEL_FONT)) }
}

/// Paragraphs as children of a place.
pub(super) fn blocks(paragraphs: Vec<Paragraph>) -> Vec<StructuredDataTagChild> {
    paragraphs.into_iter().map(|p| StructuredDataTagChild::Paragraph(Box::new(p))).collect()
}

/// A place as a child of another.
pub(super) fn nested(tag: StructuredDataTag) -> StructuredDataTagChild {
    StructuredDataTagChild::StructuredDataTag(Box::new(tag))
}

#[cfg(test)]
mod tests {
    use docx_rs::RunChild;

    use super::*;

    #[test]
    fn each_stretch_of_a_script_is_one_run() {
        for (text, expected) in [
            ("Åsa Öberg, 3 st", &["Åsa Öberg, 3 st"][..]),
            ("Βασιλική Παπαδοπούλου", &["Βασιλική Παπαδοπούλου"]),
            ("Дмитрий, Анна-Мария и Co", &["Дмитрий, Анна-Мария и", " Co"]),
            ("Möte med Γιώργος (Αθήνα) 2015", &["Möte med ", "Γιώργος (Αθήνα", ") 2015"]),
            ("", &[]),
        ] {
            let texts: Vec<String> = runs(text, &Run::new())
                .iter()
                .map(|child| {
                    let StructuredDataTagChild::Run(run) = child else { panic!("a run") };
                    let [RunChild::Text(text)] = &run.children[..] else { panic!("a text") };
                    text.text.clone()
                })
                .collect();
            assert_eq!(texts, expected);
        }
    }
}
