//! The hints in Swedish: what to do about a problem, a line each.

use super::super::super::facts::{
    DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, PdfFlaw, Setting, Syntax,
};
use super::super::super::problem::Problem;
use super::super::pieces::{choice, keys, quote};
use crate::render::{RenderError, StandardsClash};

fn render_hints(error: &RenderError) -> Vec<String> {
    let hint = match error {
        RenderError::Standards(StandardsClash::ArchiveOneWithAccessibility) => {
            let why = "PDF/A-1 är bunden till PDF 1.4, som inte kan märka ut sidhuvudet så som \
                       PDF/UA-1 kräver";
            return vec![why.to_owned(), "välj a-2a med ua-1, eller a-1a ensam".to_owned()];
        }
        RenderError::Standards(StandardsClash::SeveralArchives) => "välj en av dem",
        RenderError::Standards(StandardsClash::Version) => "utelämna 1.7, eller välj a-2a",
        RenderError::Demand { hints, .. } => return hints.clone(),
        RenderError::Bug { .. } => "felet ligger hos nacka-report, inte hos rapporten",
    };
    vec![hint.to_owned()]
}

#[allow(clippy::too_many_lines, reason = "one arm a hint: this is a list, not a procedure")]
pub fn hints(problem: &Problem) -> Vec<String> {
    let hint = match problem {
        Problem::NotUtf8 => {
            "spara om filen i textredigeraren med kodningen UTF-8 (Anteckningar: Arkiv, Spara som, \
             Kodning)"
        }
        Problem::NotText { .. } => {
            "skriv rapporten i en textredigerare, och spara den som ren text med ändelsen .yaml"
        }
        Problem::PictureColours => {
            "färgerna tas för sRGB: se efter om de stämmer, eller spara om bilden som sRGB"
        }
        Problem::EmptyFile => "`nacka-report new FIL` skriver en mall att fylla i",
        Problem::NotAReport => {
            "uteslut den med `--exclude` eller i en fil `.ignore`, eller ange den för att se vad \
             som är fel"
        }
        Problem::SeveralDocuments { dots: false } => "en fil är en rapport: ta bort raden `---`",
        Problem::SeveralDocuments { dots: true } => {
            "raden `...` avslutar rapporten: ta bort den om texten därunder hör till"
        }
        Problem::Syntax { syntax } => return syntax_hints(*syntax),
        Problem::UnknownAlias { .. } => "sätt en text som börjar med en asterisk inom citattecken",
        Problem::UnsupportedTag { .. } => {
            "sätt en text som börjar med ett utropstecken inom citattecken"
        }
        Problem::UnknownKey { suggestion: Some(suggestion), .. } => {
            return vec![format!("menade du `{suggestion}`?")];
        }
        Problem::UnknownKey { homes, .. } if !homes.is_empty() => return homes_hint(homes),
        Problem::UnknownKey { suggestion: None, known, .. } => {
            return vec![format!("kända fält är {}", keys(known))];
        }
        Problem::BlankValue { comment: true } => {
            "det som följer på `#` är en kommentar: sätt en text som börjar så inom citattecken"
        }
        Problem::MergeKey => "skriv ut fälten",
        Problem::CommentForValue => {
            "sätt en text som börjar med `#` inom citattecken; skriv annars kommentaren på en egen \
             rad"
        }
        Problem::CommentAfterText => {
            return vec![
                "sätt hela texten inom citattecken om `#` hör till den".to_owned(),
                "skriv en kommentar på en egen rad ovanför texten".to_owned(),
            ];
        }
        Problem::FoldedLine { folding: Folding::Entry } => {
            "börja raden i samma kolumn som `-` ovanför, om den är en egen post"
        }
        Problem::FoldedLine { folding: Folding::Folded } => "skriv `|` i stället för `>`",
        Problem::FoldedLine { folding: Folding::Line } => {
            "skriv allt på en rad, utan tecknet: det här fältet tar ingen lista"
        }
        Problem::StarterText => "byt ut den, eller ta bort raden",
        Problem::PrintedQuotes => {
            "ta bort dem, eller sätt raka (\") runt alltihop om de ska skrivas ut"
        }
        Problem::PlainMarkup { .. } => "det är oformaterad text: skriv den utan uppmärkning",
        Problem::CurlyQuotes => "skriv `\"` i stället för båda citattecknen",
        Problem::TickWithoutText => "skriv texten i stället för `true`",
        Problem::TickWithWord { meant, .. } => return vec![format!("menade du `{meant}`?")],
        Problem::EmptyList => "skriv varje post på en egen rad efter `- `",
        Problem::ConfigSyntax { is_backslash: true, .. }
        | Problem::ConfigValue { takes: Setting::PathWithSlashes } => {
            "i texter inleder `\\` ett specialtecken: skriv `/` mellan mappar, eller `\\\\`"
        }
        Problem::ConfigValue { takes: Setting::Pattern } => {
            "mönster skrivs som i en .gitignore-fil: en `[` behöver sin `]`"
        }
        Problem::ConfigSyntax { .. } => {
            "skriv `nyckel = värde`, en rad för varje: texter inom citattecken, listor inom \
             hakparenteser"
        }
        Problem::ConfigValue { takes: Setting::Names { suggestion: Some(name), .. } } => {
            return vec![format!("menade du `{name}`?")];
        }
        Problem::ConfigPath => {
            "skriv sökvägar från den här filens mapp; det som ligger någon annanstans anges som val"
        }
        Problem::WrongType { expected: Kind::List, .. } => "börja varje post med `- `",
        Problem::WrongType { expected: Kind::Block, known, .. } => {
            return vec![format!(
                "skriv dess fält som `fält: värde`, ett per rad: {}",
                keys(known)
            )];
        }
        Problem::WrongType { expected: Kind::Boolean, .. } => {
            "skriv `true` eller `false` direkt efter kolonet"
        }
        Problem::WrongType { found: Kind::Boolean, .. } => {
            "sätt ordet inom citattecken om det är texten"
        }
        Problem::FoldedLine { folding: Folding::Text }
        | Problem::WrongType { expected: Kind::Prose, found: Kind::List, .. } => TEXT_BELOW_BAR,
        Problem::WrongType { expected: Kind::Text, found: Kind::List, .. } => {
            "sätt en text som börjar med en parentes eller ett streck inom citattecken"
        }
        Problem::WrongType { expected: Kind::Text | Kind::Prose, found: Kind::Block, .. } => {
            "sätt en text med kolon och blanksteg inom citattecken"
        }
        Problem::NotTrueOrFalse { suggestion: Some(value) } => {
            return vec![format!("menade du `{value}`?")];
        }
        Problem::DateForm { suggestion: Some(date) }
        | Problem::UnlikelyYear { suggestion: Some(date), .. } => {
            return vec![format!("menade du `{date}`?")];
        }
        Problem::DateForm { suggestion: None } => "skriv år, månad och dag som i `2014-03-20`",
        Problem::ImpossibleDate { days: Some(days) } => {
            return vec![format!("den månaden har {days} dagar")];
        }
        Problem::ControlCharacter { escaped: true, .. } => BACKSLASH_TWICE,
        Problem::ControlCharacter { escaped: false, .. } => {
            "det syns inte: skriv om ordet, eller klistra in det som oformaterad text"
        }
        Problem::UndrawableCharacter { character: c } => return undrawable_hint(*c),
        Problem::WebAddress { meant } => {
            return vec![match &meant[..] {
                [] => {
                    "till exempel `www.nacka.se` eller `https://www.nacka.se/naringsliv`".to_owned()
                }
                [one] => format!("menade du `{one}`?"),
                _ => "skriv en adress, och de andra i texten".to_owned(),
            }];
        }
        Problem::EmailAddress { meant } => {
            return vec![match &meant[..] {
                [] => "till exempel `info@nacka.se`".to_owned(),
                [one] => format!("menade du `{one}`?"),
                _ => "skriv en adress; den som har en annan är en egen post".to_owned(),
            }];
        }
        Problem::SeveralLines => "`>-` i stället för `|` gör en rad av flera",
        Problem::DisallowedMarkup { markup } => markup_hint(*markup),
        Problem::SingleParagraph { list: true }
        | Problem::ListNumber { .. }
        | Problem::BlankListItem { before_list: true } => {
            "skriv ett omvänt snedstreck före tecknet för att visa det som det är: `\\-`, `\\+`, `1\\.`"
        }
        Problem::StrayMark { mark, misfire } => return misfire_hints(mark, *misfire),
        Problem::StrayLink { spaces: true } => "skriv `%20` för varje blanksteg i adressen",
        Problem::StrayLink { spaces: false } => {
            "skriv adressen direkt efter texten, inom runda parenteser: `[text](adress)`"
        }
        Problem::LinkAddress => {
            "en adress börjar med `https://`, `http://`, `mailto:` eller `tel:`"
        }
        Problem::LinkText => "skriv texten mellan hakparenteserna",
        Problem::ReportOutsideFolder => {
            "ange själva filen när kommandot körs, eller lägg den i mappen"
        }
        Problem::PathOutsideFolder => {
            "ha bilder bredvid rapporten eller i en mapp därunder, och skriv sökvägen därifrån"
        }
        Problem::PictureNotFound { suggestion: Some(suggestion), .. } => {
            return vec![format!("menade du `{suggestion}`?")];
        }
        Problem::PictureNotFound { file, .. } if file.contains("://") => {
            "spara bilden bredvid rapporten och skriv filnamnet: inget hämtas från webben"
        }
        Problem::PictureNotFound { backslash: true, .. } => {
            "skriv `/` mellan mappar, som i `bilder/torget.jpg`"
        }
        Problem::PictureNotFound { backslash: false, .. } => {
            "sökvägen räknas från den här filens mapp"
        }
        Problem::PictureFormat { found: Some(_), known } => {
            return vec![format!(
                "öppna den i ett bildprogram och spara som {}",
                choice(known, "eller")
            )];
        }
        Problem::PictureTooLarge { .. }
        | Problem::PicturesTooLarge { .. }
        | Problem::PicturesTooManyPixels
        | Problem::PictureTooManyPixels { .. } => "spara bilden i mindre storlek",
        Problem::LogoWithText => "gör om texten till konturer i ritprogrammet",
        Problem::LogoReference { .. } => "bädda in bilden i ritprogrammet",
        Problem::LogoElement { .. } | Problem::LogoTooComplex => {
            "rita den enklare, eller exportera logotypen som PNG"
        }
        Problem::LogoWithoutSize => "ge elementet `svg` en `viewBox`",
        Problem::WordmarkOrLogo { .. } => "ange precis en av dem",
        Problem::Length { .. } => "skriv ett tal och `mm`, `cm` eller `pt`, som i `14mm`",
        Problem::IdentifierForm { limit } => {
            return vec![format!(
                "den blir också namnet på paketets mapp, med högst {limit} tecken, som \
                 `nacka-reserapporter-2026-1`"
            )];
        }
        Problem::LanguageCode { suggestion: Some(code) } => {
            return vec![format!("menade du `{code}`?")];
        }
        Problem::LanguageCode { suggestion: None } => {
            "skriv språket som i ISO 639: `swe` är svenska, `eng` engelska"
        }
        Problem::OrganisationNumberForm => "till exempel `212000-0167`",
        Problem::ImpossibleDate { days: None }
        | Problem::UnlikelyYear { suggestion: None, .. }
        | Problem::OrganisationNumberCheck { .. } => "leta efter en felskriven siffra",
        Problem::WordDocument { flaw } => return flaw_hints(*flaw),
        Problem::PdfDocument { flaw } => pdf_hint(*flaw),
        Problem::ForeignAttachment { .. } => "öppna PDF-filen i en PDF-läsare och titta på den",
        Problem::NotTheForm => {
            "fyll i ett dokument som det här programmet har skrivit, med formulärets egna rubriker"
        }
        Problem::NoPlace { what } => foreign_hint(*what),
        Problem::StrayText { .. } => "flytta in den i ett fält eller ta bort den",
        Problem::TrackedChanges => {
            "godkänn eller ignorera dem i Word (fliken Granska) för att bestämma själv"
        }
        Problem::AutomaticAlt => "beskriv med egna ord vad bilden visar",
        Problem::TextBesideEmptyBox => "kryssa rutan eller ta bort texten",
        Problem::AltTextsDiffer { .. } => {
            "det som står på blanketten gäller: ta bort det andra, eller skriv samma sak"
        }
        Problem::RegistrationNumbersDiffer { .. } => "skriv samma nummer överst på alla sidor",
        Problem::OutputCollision { .. } => {
            "byt namn på en av dem, eller skapa dokumenten i olika mappar"
        }
        Problem::OutputIsSource { .. } => "skapa dokumentet i en annan mapp med --output",
        Problem::BothChanged { .. } => {
            "läs dokumentet till en annan mapp med --output och foga ihop dem för hand"
        }
        Problem::ReportExists { .. } => {
            "skriv till en annan mapp med --output, eller för in det som ett Word-dokument säger i \
             rapporten med --update"
        }
        Problem::NotWritable { limit: Some(_) } => "korta det; innan dess sparas ingenting",
        Problem::NotWritable { limit: None } => {
            "ändra det i själva filen (”Visa som YAML”), eller skriv tillbaka det som stod i fältet \
             förut; innan dess sparas ingenting"
        }
        Problem::ChangedDocument { .. } => {
            "flytta undan det för att behålla båda, eller skriv över det med --replace-changed"
        }
        Problem::RenderFailed { error } => return render_hints(error),
        _ => return Vec::new(),
    };
    vec![hint.to_owned()]
}

fn flaw_hints(flaw: DocumentFlaw) -> Vec<String> {
    let hint = match flaw {
        DocumentFlaw::NotWord => "spara den i Word som Word-dokument (.docx)",
        DocumentFlaw::Damaged => "öppna det i Word, låt Word reparera det och spara det på nytt",
        DocumentFlaw::TooLarge => "gör bilderna i det mindre",
        DocumentFlaw::Macros => "spara det som Word-dokument utan makron (.docx)",
        DocumentFlaw::External => "bryt länkarna i Word (Arkiv, Info) och spara det",
        DocumentFlaw::Locked => "ta bort lösenordet i Word (Arkiv, Info)",
        DocumentFlaw::Names | DocumentFlaw::Doctype => {
            "inget kontorsprogram skriver ett sådant dokument: lita inte på det"
        }
    };
    vec![hint.to_owned()]
}

fn pdf_hint(flaw: PdfFlaw) -> &'static str {
    match flaw {
        PdfFlaw::NotPdf => "ange ett Word-dokument (.docx) eller en PDF",
        PdfFlaw::Damaged => "hämta filen på nytt därifrån den kom",
        PdfFlaw::TooLarge => "ta ut filerna med en PDF-läsare",
        PdfFlaw::Locked => "spara en kopia utan lösenordet",
        PdfFlaw::Names => "det här programmet skriver ingen sådan PDF: lita inte på den",
        PdfFlaw::NoSource => {
            "det gör bara en PDF som skapades med --embed-source och en standard som a-3a"
        }
    }
}

fn foreign_hint(what: Foreign) -> &'static str {
    match what {
        Foreign::Table => "skriv innehållet som text eller som lista",
        Foreign::Picture => "lägg den under Bilder och kontaktuppgifter mm",
        Foreign::LinkedPicture => "infoga den som en bild i dokumentet",
        Foreign::Note => "skriv in den i texten",
        Foreign::Comment => "ta hand om den och ta bort den",
        Foreign::TextBox => "flytta texten till fältet och ta bort rutan",
        Foreign::Shape | Foreign::Object => {
            "lägg en bild av den under Bilder och kontaktuppgifter mm, eller ta bort den"
        }
        Foreign::Equation => "skriv den som text",
        Foreign::Footer => "flytta den till ett fält eller ta bort den",
    }
}

fn syntax_hints(syntax: Syntax) -> Vec<String> {
    let hint = match syntax {
        Syntax::UnclosedQuote(quote) => {
            return vec![
                format!("avsluta texten med samma tecken: `{quote}`"),
                quote_inside(quote),
            ];
        }
        Syntax::TextAfterQuote(quote) => {
            let whole = "sätt hela texten inom citattecken, eller inget av den";
            return vec![whole.to_owned(), quote_inside(quote)];
        }
        Syntax::UnclosedBracket | Syntax::Brackets => {
            "sätt en text som börjar med en parentes inom citattecken"
        }
        Syntax::Tab => "dra in med blanksteg",
        Syntax::Indentation => "rader i samma block börjar i samma kolumn",
        Syntax::Continuation => "dra in den två blanksteg mer än fältet som värdet hör till",
        Syntax::Escape => BACKSLASH_TWICE,
        Syntax::BelowValue => {
            "dra in den som de fält den hör ihop med, eller flytta ner värdet också"
        }
        Syntax::EntryBelowText => TEXT_BELOW_BAR,
        Syntax::MissingDash => DASHED_ENTRY,
        Syntax::UnindentedText => "dra in den två blanksteg mer än sitt fält",
        Syntax::Bullet(_) => "skriv `- ` före varje post",
        Syntax::Colon => {
            "sätt en text med kolon och blanksteg inom citattecken, och se över indragen"
        }
        Syntax::Character('-') => {
            return vec![
                "ett streck inleder en post i en lista, på en egen rad under fältet"
                    .to_owned(),
                "ta bort strecket om värdet är ett enda, eller sätt en text som börjar med streck inom citattecken"
                    .to_owned(),
                TEXT_BELOW_BAR.to_owned(),
            ];
        }
        Syntax::Character(_) => "sätt texten inom citattecken, eller på egna rader efter `|`",
        Syntax::ExpectedKey => {
            return vec![
                "på ett fältnamn följer kolon och blanksteg".to_owned(),
                "en text som fortsätter på flera rader dras in under sitt fält".to_owned(),
            ];
        }
        Syntax::NoSpace(_) | Syntax::Other => return Vec::new(),
    };
    vec![hint.to_owned()]
}

fn misfire_hints(mark: &str, misfire: Misfire) -> Vec<String> {
    let way_out = match misfire {
        Misfire::Glued => "skriv ett blanksteg mellan tecknet och ordet som det står direkt intill",
        Misfire::Spaced => "skriv tecknen direkt intill texten mellan dem, utan blanksteg",
        Misfire::Alone => "skriv samma tecken också i den andra änden av texten som menas",
    };
    let escaped: String = mark.chars().flat_map(|character| ['\\', character]).collect();
    vec![way_out.to_owned(), format!("för att visa det som det är, skriv {}", quote(&escaped))]
}

const DASHED_ENTRY: &str =
    "börja varje post med `- `, och dess övriga rader två blanksteg längre in";

const TEXT_BELOW_BAR: &str =
    "för en lista i en text, skriv `|` efter kolonet och hela texten på raderna under";

const BACKSLASH_TWICE: &str =
    "inom dubbla citattecken skrivs ett omvänt snedstreck dubbelt: `\\\\`";

fn quote_inside(quote: char) -> String {
    let written = if quote == '"' { "\\\"" } else { "''" };
    format!("ett citattecken inne i texten skrivs `{written}`")
}

fn markup_hint(markup: Markup) -> &'static str {
    match markup {
        Markup::Heading => {
            "skriv `\\#` för att visa tecknet; en rad av `-` eller `=` gör texten ovanför till rubrik"
        }
        Markup::Picture => "lista bilden under `pictures`",
        Markup::Html => "skriv `\\<` för att visa tecknet",
        Markup::Code => "skriv `` \\` `` för att visa tecknet",
        Markup::IndentedCode => "dra in raden mindre än fyra blanksteg",
        Markup::Table => "skriv raderna som en lista",
        Markup::Quote => "skriv `\\>` för att visa tecknet",
        Markup::Rule => "en tom rad räcker mellan stycken",
        Markup::Footnote => "skriv noten i texten",
        Markup::Strikethrough => "skriv `\\~` för att visa tecknet",
        Markup::Task => "skriv `\\[` för att visa tecknet",
        Markup::LinkTitle => "skriv bara adressen mellan de runda parenteserna",
        Markup::LinkDefinition => "skriv adressen direkt efter texten: `[text](adress)`",
        Markup::LineBreak => "skriv texten på en rad, eller med `>-`, som gör en rad av flera",
    }
}

/// Where a key belongs that another block knows.
fn homes_hint(homes: &[(&str, &str)]) -> Vec<String> {
    let hint = |(block, key): &(&str, &str)| match *block {
        "" => format!("`{key}` står ytterst: börja raden i första kolumnen"),
        block => format!("`{key}` hör hemma under `{block}`, indraget"),
    };
    homes.iter().map(hint).collect()
}

fn undrawable_hint(character: char) -> Vec<String> {
    let hint = match u32::from(character) {
        0xFFFD => {
            "bokstaven som stod här gick förlorad när filen sparades i en annan kodning: skriv om \
             den, och spara som UTF-8"
        }
        0xE000..=0xF8FF => "det kommer från ett av Words symboltypsnitt: skriv ett vanligt tecken",
        0xFFFC | 0x2600..=0x27BF | 0x1_F000.. => "utelämna symbolen, eller säg det med ord",
        // An accent on a letter that has none in any font.
        0x300..=0x36F => return Vec::new(),
        _ => "skriv det med latinska bokstäver",
    };
    vec![hint.to_owned()]
}
