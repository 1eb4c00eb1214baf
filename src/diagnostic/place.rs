//! Where a problem is, as it is shown: in a text by lines and columns, in a form filled in in Word
//! by what the form calls the field.

use super::finding::{Diagnostic, Language};
use crate::field::{FieldPath, Step};
use crate::model::Form;
use crate::source::Source;

/// A diagnostic's place.
pub(super) enum Position {
    /// In a text.
    Lines(Lines),
    /// In a form: the field, as the form calls it.
    Field(String),
}

/// A place in lines and columns, both from 1, columns in Unicode characters; the end is the first
/// column after it.
pub(super) struct Lines {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Position {
    pub fn of(diagnostic: &Diagnostic, source: &Source, language: Language) -> Self {
        if diagnostic.in_form {
            return Self::Field(label(&diagnostic.path, language));
        }
        let (line, column) = source.position(diagnostic.span.start);
        let (end_line, end_column) = source.position(diagnostic.span.end);
        Self::Lines(Lines { line, column, end_line, end_column })
    }
}

/// A file's name as a repository's host knows it: with slashes, and without the `./` of a file that
/// was found in the current folder.
pub(super) fn in_repository(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut name = &*name;
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
}

/// A field's name in the form, such as `Vid pennan, Datum`; the document's where it is no field's.
pub(super) fn label(path: &FieldPath, language: Language) -> String {
    let words = &Form::get().words;
    let is_swedish = language == Language::Swedish;
    let in_language = |swedish: &'static str, english: &'static str| {
        if is_swedish { swedish } else { english }
    };
    let steps = path.steps();
    let Some(Step::Key(section)) = steps.first() else {
        return in_language("dokumentet", "the document").to_owned();
    };
    let keys: Vec<&str> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Item(_) => None,
        })
        .collect();
    let entry = steps.iter().find_map(|step| match step {
        Step::Item(index) => Some(index + 1),
        Step::Key(_) => None,
    });
    let own = keys.get(1).copied();
    let control = |place: &str| Form::get().control(place).to_owned();
    let heading = match &**section {
        "purpose" => words.purpose.clone(),
        "evaluation" => words.evaluation.heading.clone(),
        "summary" => words.summary.clone(),
        "next_steps" => words.next_steps.heading.clone(),
        "pictures" | "contacts" | "other" => words.pictures.heading.clone(),
        "signature" => words.signature.heading.clone(),
        section => control(section),
    };
    let field = own.and_then(|own| {
        let steps = &words.next_steps;
        Some(match (&**section, own) {
            ("pictures", "file") | ("next_steps", "notes") => return None,
            ("pictures", "alt") => in_language("alternativtext", "alternative text").to_owned(),
            ("next_steps", "sporadic_contact") => steps.sporadic_contact.clone(),
            ("next_steps", "systematic_contact") => steps.systematic_contact.clone(),
            ("next_steps", "redirect") => steps.redirect.clone(),
            ("next_steps", "implement") => steps.implement.clone(),
            ("signature", "date") => words.signature.date.clone(),
            ("signature", _) => words.signature.name.clone(),
            (section, own) => control(&format!("{section}.{own}")),
        })
    });
    let entry = entry.map(|number| format!("{} {number}", entry_of(section, language)));
    let pieces = [Some(heading), entry, field].into_iter().flatten();
    pieces.map(|piece| piece.trim_end_matches(':').to_owned()).collect::<Vec<_>>().join(", ")
}

/// What an entry of a list of the report is called; nothing if there is no such list.
pub(crate) fn entry_of(list: &str, language: Language) -> &'static str {
    let (swedish, english) = match list {
        "purpose" => ("punkt", "item"),
        "evaluation" => ("rad", "row"),
        "pictures" => ("bild", "picture"),
        "contacts" => ("kontakt", "contact"),
        _ => ("", ""),
    };
    if language == Language::Swedish { swedish } else { english }
}

/// The names of fields, one after the other.
pub(super) fn labels(fields: &[FieldPath], language: Language) -> String {
    let labels: Vec<String> = fields.iter().map(|field| label(field, language)).collect();
    labels.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_called_as_the_form_calls_them() {
        for (path, swedish, english) in [
            ("", "dokumentet", "the document"),
            ("title", "Titel", "Titel"),
            ("purpose[1]", "Syfte med uppdraget, punkt 2", "Syfte med uppdraget, item 2"),
            (
                "evaluation[0].assessment",
                "Rapport/utvärdering, rad 1, Utvärdering av momentet",
                "Rapport/utvärdering, row 1, Utvärdering av momentet",
            ),
            ("signature.date", "Vid pennan, Datum", "Vid pennan, Datum"),
            (
                "pictures[2].alt",
                "Bilder och kontaktuppgifter mm, bild 3, alternativtext",
                "Bilder och kontaktuppgifter mm, picture 3, alternative text",
            ),
            (
                "contacts[0].email",
                "Bilder och kontaktuppgifter mm, kontakt 1, E-post",
                "Bilder och kontaktuppgifter mm, contact 1, E-post",
            ),
        ] {
            let path = path.parse().unwrap();
            assert_eq!(label(&path, Language::Swedish), swedish);
            assert_eq!(label(&path, Language::English), english);
        }
    }
}
