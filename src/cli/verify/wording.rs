//! What `verify --rerender` says of a document, in both languages.

use nacka_report::diagnostic::{Language, PdfFlaw};
use nacka_report::document::DocumentFormat;

use super::proof::{Lack, Proof, Text};

/// What there is to say behind a document's name. The words in capitals are the same in all
/// languages.
pub fn text(proof: &Proof, language: Language) -> String {
    match (proof, language) {
        (Proof::Proven, _) => "PROVEN".to_owned(),
        (Proof::Refuted, Language::English) => "DIFFERS from what its report makes".to_owned(),
        (Proof::Refuted, Language::Swedish) => {
            "DIFFERS från det som rapporten i den ger".to_owned()
        }
        (Proof::Unproven(lack, text), Language::English) => {
            format!("CANNOT BE PROVEN: {}{}", lacking_in_english(lack), in_english(text))
        }
        (Proof::Unproven(lack, text), Language::Swedish) => {
            format!("CANNOT BE PROVEN: {}{}", lacking_in_swedish(lack), in_swedish(text))
        }
    }
}

fn lacking_in_english(lack: &Lack) -> String {
    match lack {
        Lack::Format(DocumentFormat::Docx) => {
            "a Word document carries neither its letterhead nor its pictures' files".to_owned()
        }
        Lack::Format(_) => "a web page does not carry its report".to_owned(),
        Lack::Source(PdfFlaw::NoSource) => "it was rendered without --embed-source".to_owned(),
        Lack::Source(_) => "what it carries cannot be read".to_owned(),
        Lack::Settings => "how it was made is not known to this version".to_owned(),
        Lack::Looks(program) => {
            format!("it was made with the looks of {program}, and this is another version")
        }
        Lack::Fonts(1) => {
            "a font is not here that it was made with; --font-path adds it".to_owned()
        }
        Lack::Fonts(count) => {
            format!("{count} fonts are not here that it was made with; --font-path adds them")
        }
    }
}

fn in_english(text: &Text) -> String {
    match text {
        Text::Same => "; its text is that of its report".to_owned(),
        Text::Differs(at) => format!("; its text DIFFERS from that of its report at \"{at}\""),
        Text::Unknown => String::new(),
    }
}

fn lacking_in_swedish(lack: &Lack) -> String {
    match lack {
        Lack::Format(DocumentFormat::Docx) => {
            "ett Word-dokument bär varken sitt brevhuvud eller sina bildfiler".to_owned()
        }
        Lack::Format(_) => "en webbsida bär inte sin rapport".to_owned(),
        Lack::Source(PdfFlaw::NoSource) => "den gjordes utan --embed-source".to_owned(),
        Lack::Source(_) => "det som den bär går inte att läsa".to_owned(),
        Lack::Settings => "den här versionen vet inte hur den gjordes".to_owned(),
        Lack::Looks(program) => {
            format!("den har utseendet från {program}, och det här är en annan version")
        }
        Lack::Fonts(1) => {
            "ett typsnitt som den gjordes med finns inte här; --font-path lägger till det"
                .to_owned()
        }
        Lack::Fonts(count) => format!(
            "{count} typsnitt som den gjordes med finns inte här; --font-path lägger till dem"
        ),
    }
}

fn in_swedish(text: &Text) -> String {
    match text {
        Text::Same => "; texten är rapportens".to_owned(),
        Text::Differs(at) => format!("; texten SKILJER SIG från rapportens vid \"{at}\""),
        Text::Unknown => String::new(),
    }
}
