//! The messages in Swedish: one voice, lowercase, no full stop.

use std::io::ErrorKind;

use super::super::finding::Language;
use super::super::place::labels;
use super::super::problem::{
    Appearance, DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, Problem, Reason, Setting,
    Syntax,
};
use super::pieces::{Field, character, choice, grouped, keys, quote, size};
use crate::render::{RenderError, StandardsClash};

/// What a value is called.
pub(super) fn field(field: Field<'_>) -> String {
    match field {
        Field::File => "filen".to_owned(),
        Field::Key(key) => format!("`{key}`"),
        Field::Entry(key, entry) => format!("post {entry} i `{key}`"),
        Field::Picture(number) => format!("filen till bild {number}"),
        Field::Logo => "filen till logotypen".to_owned(),
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn message(problem: &Problem, field: &str) -> String {
    match problem {
        Problem::UnreadableFile { reason } => {
            format!("filen kan inte läsas: {}", reason.words(Language::Swedish))
        }
        Problem::ReportOutsideFolder => {
            "filen är en länk som leder ut ur mappen som söktes igenom".to_owned()
        }
        Problem::PictureUnreadable { reason } => {
            format!("{field} kan inte läsas: {}", reason.words(Language::Swedish))
        }
        Problem::NotText { found } => format!("filen är av typen {found}, inte text"),
        Problem::FileTooLarge { limit } => format!("filen är större än {}", size(*limit)),
        Problem::NotUtf8 => "filen är inte text i UTF-8".to_owned(),
        Problem::EmptyFile => "filen är tom".to_owned(),
        Problem::NotAReport => "filen förbigås: den har inget av en rapports fält".to_owned(),
        Problem::SeveralDocuments { .. } => "här börjar ett andra dokument".to_owned(),
        Problem::Syntax { syntax } => syntax_message(*syntax),
        Problem::NestedTooDeep { limit } => format!("fler än {limit} nivåer i varandra"),
        Problem::TooManyAliases { limit } => {
            format!("alias upprepar mer än {} värden", size(*limit))
        }
        Problem::UnknownAlias { name } => {
            format!("{} syftar inte på något ovanför", quote(&format!("*{name}")))
        }
        Problem::AliasInsideItself => "detta alias står inuti värdet som det upprepar".to_owned(),
        Problem::UnsupportedTag { tag } => {
            format!("märket {} betyder ingenting här", quote(tag))
        }
        Problem::TooManyProblems { limit } => {
            format!("fler än {} fel; resten visas inte", grouped(*limit as u64))
        }
        Problem::UnknownKey { key, .. } => format!("okänt fält {}", quote(key)),
        Problem::DuplicateKey { key, first_line } => {
            format!("`{key}` står två gånger, först på rad {first_line}")
        }
        Problem::KeyNotText => "ett fältnamn måste vara ett enkelt ord".to_owned(),
        Problem::MergeKey => "fält kan inte hämtas in med `<<`".to_owned(),
        Problem::MissingKey { key } => format!("`{key}` saknas"),
        Problem::BlankValue { .. } => format!("{field} är tomt"),
        Problem::CommentForValue => {
            format!("{field} lämnas tomt: det som följer på `#` är en kommentar")
        }
        Problem::CommentAfterText => {
            format!("{field} slutar före `#`: resten är en kommentar och skrivs inte ut")
        }
        Problem::FoldedLine { .. } => {
            format!("i {field} skulle den här raden fogas ihop med den ovanför")
        }
        Problem::StarterText => format!("{field} har kvar mallens text"),
        Problem::PrintedQuotes => format!("citattecknen runt {field} skrivs ut"),
        Problem::PlainMarkup { markup } => {
            format!("{field} visar {} som det är skrivet", quote(markup))
        }
        Problem::CurlyQuotes => {
            "en text med kolon behöver raka citattecken, inte de här".to_owned()
        }
        Problem::TickWithoutText => format!("{field} kryssar rutan och lämnar raden tom"),
        Problem::TickWithWord { word, .. } => {
            format!("{field} kryssar rutan och skriver ut {}", quote(word))
        }
        Problem::EmptyList => format!("{field} behöver minst en post"),
        Problem::TooManyEntries { limit } => {
            format!("{field} har fler än {} poster", grouped(*limit as u64))
        }
        Problem::ConfigSyntax { .. } => "detta är inte TOML".to_owned(),
        Problem::ConfigValue { takes } => format!("{field} ska vara {}", setting(*takes)),
        Problem::ConfigPath => format!("{field} leder ut ur filens egen mapp"),
        Problem::WrongType { expected, found, .. } => {
            format!("{field} ska vara {}, inte {}", kind(*expected), kind(*found))
        }
        Problem::NotTrueOrFalse { .. } => format!("{field} är antingen `true` eller `false`"),
        Problem::DateForm { .. } => format!("{field} är inte skrivet som ett datum"),
        Problem::ImpossibleDate { .. } => format!("{field} är ett datum som inte finns"),
        Problem::EmailAddress { .. } => format!("{field} är ingen e-postadress"),
        Problem::WebAddress => format!("{field} är ingen webbadress"),
        Problem::SeveralLines => format!("{field} måste vara en enda rad"),
        Problem::TextTooLong { limit } => {
            format!("{field} är längre än {} tecken", grouped(*limit as u64))
        }
        Problem::ControlCharacter { character: c, .. } => {
            format!("styrtecknet {} i {field}", character(*c, name(*c)))
        }
        Problem::UndrawableCharacter { character: c } => {
            format!("inget typsnitt har tecknet {}", character(*c, name(*c)))
        }
        Problem::DisallowedMarkup { markup } => {
            format!("{field} kan inte innehålla {}", markup_name(*markup))
        }
        Problem::ListTooDeep { limit } => {
            format!("listor kan stå i varandra i högst {limit} nivåer")
        }
        Problem::ListNumber { limit } => {
            format!("en lista kan inte räkna längre än till {}", grouped(*limit))
        }
        Problem::BlankListItem { before_list: false } => "denna listpunkt är tom".to_owned(),
        Problem::BlankListItem { before_list: true } => {
            "denna listpunkt har ingen text före sin egen lista".to_owned()
        }
        Problem::SingleParagraph { list: true } => format!("{field} kan inte innehålla en lista"),
        Problem::SingleParagraph { list: false } => format!("{field} måste vara ett enda stycke"),
        Problem::StrayMark { mark, .. } if mark.len() == 1 => {
            format!("{} gör ingenting kursivt här", quote(mark))
        }
        Problem::StrayMark { mark, .. } => format!("{} gör ingenting fetstilt här", quote(mark)),
        Problem::StrayLink { .. } => "detta läses inte som en länk".to_owned(),
        Problem::LinkAddress => "länken leder ingenstans".to_owned(),
        Problem::LinkText => "länken har ingen text".to_owned(),
        Problem::PathTooLong { limit } => {
            format!("sökvägen till {field} är längre än {limit} tecken")
        }
        Problem::PathOutsideFolder => {
            format!("sökvägen till {field} leder ut ur rapportens egen mapp")
        }
        Problem::PictureNotFound { file, .. } => format!("filen {} finns inte", quote(file)),
        Problem::PictureNotAFile => format!("{field} är ingen vanlig fil"),
        Problem::PictureTooLarge { limit } => {
            format!("{field} är större än {}", size(*limit))
        }
        Problem::PicturesTooLarge { limit } => {
            format!("bildfilerna är tillsammans större än {}", size(*limit))
        }
        Problem::PicturesTooManyPixels => {
            "bilderna har tillsammans för många bildpunkter".to_owned()
        }
        Problem::PictureFormat { known, found: None } => {
            format!("{field} är ingen bild av typen {}", choice(known, "eller"))
        }
        Problem::PictureFormat { known, found: Some(found) } => {
            format!("{field} är av typen {found}, inte {}", choice(known, "eller"))
        }
        Problem::PictureColours => format!("färgprofilen i {field} går inte att använda"),
        Problem::PictureDamaged => format!("{field} är skadad eller ofullständig"),
        Problem::PictureTooManyPixels { width, height, limit } => format!(
            "{field} har {} × {} bildpunkter, fler än {} miljoner",
            grouped((*width).into()),
            grouped((*height).into()),
            limit / 1_000_000
        ),
        Problem::LogoWithText => "logotypen har text som inte är ritad som konturer".to_owned(),
        Problem::LogoReference { address } => {
            format!("logotypen hänvisar till en annan fil: {}", quote(address))
        }
        Problem::LogoElement { element } => {
            format!("logotypen har elementet `{element}`, som inte ritas")
        }
        Problem::LogoTooComplex => "logotypen är för invecklad för att ritas".to_owned(),
        Problem::LogoWithoutSize => "logotypen anger inte hur bred och hög den är".to_owned(),
        Problem::LogoTooWide { most } => {
            format!("med den höjden är logotypen bredare än {most} pt")
        }
        Problem::WordmarkOrLogo { both: true } => {
            "både `wordmark` och `logo` är angivna".to_owned()
        }
        Problem::WordmarkOrLogo { both: false } => "`wordmark` eller `logo` saknas".to_owned(),
        Problem::Length { least, most } => {
            format!("{field} är inte ett mått mellan {least} och {most} pt")
        }
        Problem::OrganisationNumberForm => format!("{field} är inte tio siffror"),
        Problem::OrganisationNumberCheck { expected } => {
            format!("den sista siffran i {field} skulle behöva vara {expected}")
        }
        Problem::WordDocument { flaw } => flaw_message(*flaw).to_owned(),
        Problem::NotTheForm => "Word-dokumentet är inte det här formuläret".to_owned(),
        Problem::NoPlace { what } => format!("{field} innehåller {}", foreign(*what)),
        Problem::StrayText { text } => format!("{} står inte i något fält", quote(text)),
        Problem::TrackedChanges => {
            "dokumentet har spårade ändringar: det läses som om alla var godkända".to_owned()
        }
        Problem::LostLook { look } => format!("{field} förlorar {}", appearance(*look)),
        Problem::AutomaticAlt => format!("{field} har Word hittat på"),
        Problem::TextBesideEmptyBox => {
            format!("rutan vid {field} är inte kryssad men har en text: den läses som kryssad")
        }
        Problem::PictureFromDocument { file } => {
            format!(
                "{field} tas ur dokumentet: {} finns inte bredvid det, eller är en annan",
                quote(file)
            )
        }
        Problem::RegistrationNumbersDiffer { read, other } => format!(
            "diarienumret är {} överst på en sida och {} på en annan",
            quote(read),
            quote(other)
        ),
        Problem::OutputCollision { output, other } => {
            format!("{output} skulle också bli resultatet av {other}")
        }
        Problem::OutputIsSource { output } => {
            format!("dokumentet skulle ersätta sin egen källa, {output}")
        }
        Problem::BothChanged { output, fields } => format!(
            "{output} och dokumentet som gjordes av den är båda ändrade: {}",
            labels(fields, Language::Swedish)
        ),
        Problem::ReportExists { output } => format!("{output} finns redan och säger något annat"),
        Problem::ChangedDocument { output } => {
            format!("{output} har ändrats av någon, och får vara kvar")
        }
        Problem::UnwritableOutput { output, reason } => {
            format!("{output} kan inte skrivas: {}", reason.words(Language::Swedish))
        }
        Problem::RenderFailed { error } => render_message(error),
    }
}

fn render_message(error: &RenderError) -> String {
    match error {
        RenderError::Standards(clash) => match clash {
            StandardsClash::ArchiveOneWithAccessibility => {
                "PDF/A-1 och PDF/UA-1 utesluter varandra"
            }
            StandardsClash::SeveralArchives => "en PDF följer en PDF/A-standard, inte flera",
            StandardsClash::Version => "PDF/A-1 är bunden till PDF 1.4 och utesluter 1.7",
        }
        .to_owned(),
        RenderError::Demand { message, .. } => format!("dokumentet kan inte skapas: {message}"),
        RenderError::Bug { message } => {
            format!("dokumentet kan inte skapas: ett fel i nacka-report: {message}")
        }
    }
}

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

fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "en text inom citattecken".to_owned(),
        Setting::Texts => "en lista med texter: `[\"ett\", \"två\"]`".to_owned(),
        Setting::Boolean => "`true` eller `false`".to_owned(),
        Setting::Number { most } => format!("ett heltal från 1 till {most}"),
        Setting::Names { known, .. } => format!("en lista med några av: {}", known.join(", ")),
    }
}

fn syntax_message(syntax: Syntax) -> String {
    match syntax {
        Syntax::UnclosedQuote(_) => "ett citattecken saknar sitt slut",
        Syntax::TextAfterQuote(_) => "text efter det avslutande citattecknet",
        Syntax::UnclosedBracket => "en parentes saknar sitt slut",
        Syntax::Brackets => "en parentes eller ett komma saknas eller står fel",
        Syntax::Tab => "en tabb där bara blanksteg kan stå",
        Syntax::Indentation => "raden är inte indragen som sina grannar",
        Syntax::Continuation => "raden fortsätter värdet ovanför, men är inte indragen under det",
        Syntax::Escape => "okänt tecken efter det omvända snedstrecket",
        Syntax::Colon => "ett kolon kan inte stå här",
        Syntax::NoSpace(c) => return format!("ett blanksteg saknas efter {}", quote_char(c)),
        Syntax::BelowValue => "raden är indragen under ett fält som redan har sitt värde",
        Syntax::EntryBelowText => "en listpost kan inte följa på en text",
        Syntax::UnindentedText => "texten under `|` eller `>` är inte indragen",
        Syntax::Bullet(c) => {
            return format!("en listpost börjar med `-`, inte med {}", quote_char(c));
        }
        Syntax::Character(c) => return format!("en text kan inte börja med {}", quote_char(c)),
        Syntax::ExpectedKey => "här väntas ett fältnamn och ett kolon, eller listans nästa post",
        Syntax::Other => "detta är inte giltig YAML",
    }
    .to_owned()
}

fn quote_char(c: char) -> String {
    if c.is_control() { character(c, name(c)) } else { format!("`{c}`") }
}

#[allow(clippy::too_many_lines, reason = "one arm a hint: this is a list, not a procedure")]
pub(super) fn hints(problem: &Problem) -> Vec<String> {
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
                "skriv en kommentar på en egen rad".to_owned(),
            ];
        }
        Problem::FoldedLine { folding: Folding::Entry } => {
            "börja raden i samma kolumn som `-` ovanför, om den är en egen post"
        }
        Problem::FoldedLine { folding: Folding::Folded } => "skriv `|` i stället för `>`",
        Problem::StarterText => "byt ut den, eller ta bort raden",
        Problem::PrintedQuotes => {
            "ta bort dem, eller sätt raka (\") runt alltihop om de ska skrivas ut"
        }
        Problem::PlainMarkup { .. } => "det är oformaterad text: skriv den utan uppmärkning",
        Problem::CurlyQuotes => "skriv `\"` i stället för båda citattecknen",
        Problem::TickWithoutText => "skriv texten i stället för `true`",
        Problem::TickWithWord { meant, .. } => return vec![format!("menade du `{meant}`?")],
        Problem::EmptyList => "skriv varje post på en egen rad efter `- `",
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
        Problem::DateForm { suggestion: Some(date) } => {
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
        Problem::WebAddress => {
            "till exempel `www.nacka.se` eller `https://www.nacka.se/naringsliv`"
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
        Problem::OrganisationNumberForm => "till exempel `212000-0167`",
        Problem::ImpossibleDate { days: None } | Problem::OrganisationNumberCheck { .. } => {
            "leta efter en felskriven siffra"
        }
        Problem::WordDocument { flaw } => return flaw_hints(*flaw),
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
        Problem::RegistrationNumbersDiffer { .. } => "skriv samma nummer överst på alla sidor",
        Problem::OutputCollision { .. } => {
            "byt namn på en av dem, eller skapa dokumenten i olika mappar"
        }
        Problem::OutputIsSource { .. } => "skapa dokumentet i en annan mapp med --output",
        Problem::BothChanged { .. } => {
            "läs dokumentet till en annan mapp med --output och foga ihop dem för hand"
        }
        Problem::ReportExists { .. } => {
            "för in ändringarna i den med --update, eller skriv till en annan mapp med --output"
        }
        Problem::ChangedDocument { .. } => {
            "flytta undan det för att behålla båda, eller skriv över det med --replace-changed"
        }
        Problem::RenderFailed { error } => return render_hints(error),
        _ => return Vec::new(),
    };
    vec![hint.to_owned()]
}

fn flaw_message(flaw: DocumentFlaw) -> &'static str {
    match flaw {
        DocumentFlaw::NotWord => "filen är inget Word-dokument (.docx)",
        DocumentFlaw::Damaged => "Word-dokumentet är skadat",
        DocumentFlaw::TooLarge => "Word-dokumentet är för stort eller sväller när det öppnas",
        DocumentFlaw::Names => "Word-dokumentet har delar som leder ut ur det",
        DocumentFlaw::Macros => "Word-dokumentet har makron",
        DocumentFlaw::External => "Word-dokumentet hämtar innehåll från annat håll",
        DocumentFlaw::Doctype => "Word-dokumentet definierar egna entiteter",
        DocumentFlaw::Locked => "Word-dokumentet har ett lösenord",
    }
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

fn foreign(what: Foreign) -> &'static str {
    match what {
        Foreign::Table => "en tabell, som inte har någon plats där",
        Foreign::Picture => "en bild, som inte har någon plats där",
        Foreign::LinkedPicture => "en bild som inte finns i själva dokumentet",
        Foreign::Note => "en fotnot eller slutnot, som formuläret inte har plats för",
        Foreign::Comment => "en kommentar, som formuläret inte har plats för",
        Foreign::TextBox => "en textruta, som formuläret inte har plats för",
        Foreign::Shape => "en ritad figur, som formuläret inte har plats för",
        Foreign::Equation => "en formel, som formuläret inte har plats för",
        Foreign::Object => "ett diagram eller annat objekt, som formuläret inte har plats för",
        Foreign::Footer => "en text längst ner på sidorna, som formuläret inte har plats för",
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

fn appearance(look: Appearance) -> &'static str {
    match look {
        Appearance::Underline => "sina understrykningar: formuläret har fet och kursiv text",
        Appearance::Strike => "strecken genom texten",
        Appearance::Script => "upphöjda eller nedsänkta tecken",
        Appearance::Highlight => "färgen som den är markerad med",
        Appearance::Hidden => "märket som döljer text: den kommer att synas",
        Appearance::Heading => "sina rubriker: de blir vanliga stycken",
        Appearance::Numbering => "sin sorts nummer: de blir 1. 2. 3.",
    }
}

fn syntax_hints(syntax: Syntax) -> Vec<String> {
    let hint = match syntax {
        Syntax::UnclosedQuote(quote) => return vec![quote_inside(quote)],
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

const TEXT_BELOW_BAR: &str =
    "för en lista i en text, skriv `|` efter kolonet och hela texten på raderna under";

const BACKSLASH_TWICE: &str =
    "inom dubbla citattecken skrivs ett omvänt snedstreck dubbelt: `\\\\`";

fn quote_inside(quote: char) -> String {
    let written = if quote == '"' { "\\\"" } else { "''" };
    format!("ett citattecken inne i texten skrivs `{written}`")
}

/// Which value an alias repeats.
pub(super) fn repeated(line: usize) -> String {
    format!("aliaset upprepar ett värde på rad {line}")
}

/// Why the system refused, as far as that can be told by kind; else in the system's own words.
pub(super) fn reason(reason: &Reason) -> String {
    match reason.kind {
        ErrorKind::NotFound => "finns inte",
        ErrorKind::PermissionDenied => "åtkomst nekas",
        ErrorKind::AlreadyExists => "finns redan",
        ErrorKind::NotADirectory => "är ingen mapp",
        ErrorKind::IsADirectory => "är en mapp",
        ErrorKind::DirectoryNotEmpty => "mappen är inte tom",
        ErrorKind::ReadOnlyFilesystem => "filsystemet kan bara läsas",
        ErrorKind::StorageFull => "disken är full",
        ErrorKind::QuotaExceeded => "utrymmet är slut",
        ErrorKind::FileTooLarge => "filen blir för stor",
        ErrorKind::ResourceBusy => "är upptagen",
        ErrorKind::InvalidFilename => "namnet är för långt eller inte giltig UTF-8",
        ErrorKind::InvalidData => "innehållet är inte som väntat",
        ErrorKind::Unsupported => "är ingen vanlig fil",
        ErrorKind::TimedOut => "svarar inte",
        _ => return reason.text.clone(),
    }
    .to_owned()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Prose => "en text",
        Kind::List => "en lista",
        Kind::Block => "ett block av fält och värden",
        Kind::Boolean => "sant eller falskt (`true` eller `false`)",
    }
}

fn markup_name(markup: Markup) -> &'static str {
    match markup {
        Markup::Heading => "en rubrik",
        Markup::Picture => "en bild",
        Markup::Html => "HTML",
        Markup::Code | Markup::IndentedCode => "kod",
        Markup::Table => "en tabell",
        Markup::Quote => "ett citatblock",
        Markup::Rule => "en vågrät linje",
        Markup::Footnote => "en fotnot",
        Markup::Strikethrough => "överstruken text",
        Markup::Task => "en uppgiftslista",
        Markup::LinkTitle => "en länk med titel",
        Markup::LinkDefinition => "en fristående länkadress",
        Markup::LineBreak => "en radbrytning",
    }
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

/// The name of a character that cannot be seen.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\t' => "tabb",
        '\u{A0}' => "hårt blanksteg",
        '\u{AD}' => "mjukt bindestreck",
        '\u{200B}' => "blanksteg utan bredd",
        '\u{200C}' => "åtskiljare utan bredd",
        '\u{200D}' => "sammanfogare utan bredd",
        '\u{61C}' | '\u{200E}' | '\u{200F}' => "riktningsmärke",
        '\u{2028}' => "radskiljare",
        '\u{2029}' => "styckeskiljare",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "skrivriktning",
        '\u{2060}' => "ordfogare",
        '\u{FEFF}' => "byteordningsmärke",
        '\u{FFFD}' => "ersättningstecken",
        _ => return None,
    })
}
