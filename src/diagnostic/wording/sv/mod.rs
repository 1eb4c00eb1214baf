//! The messages in Swedish: one voice, lowercase, no full stop.

pub(super) mod hints;

use super::super::facts::{
    Appearance, DocumentFlaw, Foreign, Kind, Markup, PdfFlaw, Reason, Setting, Syntax,
};
use super::super::finding::Language;
use super::super::place::labels;
use super::super::problem::Problem;
use super::pieces::{Field, character, choice, grouped, quote, size};
use crate::render::{RenderError, StandardsClash};
use std::io::ErrorKind;

/// What a value is called.
pub(super) fn field(field: Field<'_>) -> String {
    match field {
        Field::File => "filen".to_owned(),
        Field::Text => "texten".to_owned(),
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
        Problem::UnlikelyYear { date, .. } => {
            format!("{field} har året {}, som knappast stämmer", date.format("%Y"))
        }
        Problem::EmailAddress { .. } => format!("{field} är ingen e-postadress"),
        Problem::WebAddress { .. } => format!("{field} är ingen webbadress"),
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
        Problem::IdentifierForm { .. } => {
            format!("{field} innehåller annat än bokstäverna a–z, siffror, `.`, `-` och `_`")
        }
        Problem::LanguageCode { .. } => format!("{field} är inte två eller tre små bokstäver"),
        Problem::WordDocument { flaw } => flaw_message(*flaw).to_owned(),
        Problem::PdfDocument { flaw } => pdf_flaw(*flaw).to_owned(),
        Problem::ForeignAttachment { file } => {
            format!("PDF-filen bär också {}, som det här programmet inte har lagt dit", quote(file))
        }
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
        Problem::AltTextsDiffer { read, other } => format!(
            "på blanketten står att bilden visar {}, i dess alternativtext i Word {}",
            quote(read),
            quote(other)
        ),
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
        Problem::NotWritable { limit: Some(limit) } => {
            format!("det som står i {field} skulle göra filen större än {}", size(*limit))
        }
        Problem::NotWritable { limit: None } => {
            format!(
                "det som står i {field} går inte att skriva utan att något annat i filen ändras"
            )
        }
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

fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "en text inom citattecken".to_owned(),
        Setting::Path => "en sökväg, men är tom här".to_owned(),
        Setting::PathWithSlashes => "en sökväg utan specialtecken".to_owned(),
        Setting::Pattern => "mönster för filnamn, men detta går inte att läsa som ett".to_owned(),
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
        Syntax::MissingDash => "den här posten i en lista saknar sitt streck",
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

fn pdf_flaw(flaw: PdfFlaw) -> &'static str {
    match flaw {
        PdfFlaw::NotPdf => "filen är ingen PDF",
        PdfFlaw::Damaged => "PDF-filen är skadad",
        PdfFlaw::TooLarge => "PDF-filen är för stor eller sväller när den öppnas",
        PdfFlaw::Locked => "PDF-filen har ett lösenord",
        PdfFlaw::Names => "PDF-filen bär filer vars namn inte kan användas",
        PdfFlaw::NoSource => "PDF-filen bär inte den rapport som den är gjord av",
    }
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
