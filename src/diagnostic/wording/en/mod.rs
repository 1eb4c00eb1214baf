//! The messages in English: one voice, lowercase, no full stop.

pub(super) mod hints;

use super::super::facts::{
    Appearance, DocumentFlaw, Foreign, Kind, Markup, PdfFlaw, Setting, Syntax,
};
use super::super::finding::Language;
use super::super::place::labels;
use super::super::problem::Problem;
use super::pieces::{Field, character, choice, quote, size};
use crate::render::{RenderError, StandardsClash};

/// What a value is called.
pub(super) fn field(field: Field<'_>) -> String {
    match field {
        Field::File => "the file".to_owned(),
        Field::Text => "the text".to_owned(),
        Field::Key(key) => format!("`{key}`"),
        Field::Entry(key, entry) => format!("entry {entry} of `{key}`"),
        Field::Picture(number) => format!("the file of picture {number}"),
        Field::Logo => "the file of the logo".to_owned(),
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn message(problem: &Problem, field: &str) -> String {
    match problem {
        Problem::UnreadableFile { reason } => {
            format!("cannot read the file: {}", reason.words(Language::English))
        }
        Problem::ReportOutsideFolder => {
            "the file is a link that leads out of the folder that was searched".to_owned()
        }
        Problem::PictureUnreadable { reason } => {
            format!("cannot read {field}: {}", reason.words(Language::English))
        }
        Problem::NotText { found } => format!("the file is of type {found}, not text"),
        Problem::FileTooLarge { limit } => format!("the file is larger than {}", size(*limit)),
        Problem::NotUtf8 => "the file is not UTF-8 text".to_owned(),
        Problem::EmptyFile => "the file is empty".to_owned(),
        Problem::NotAReport => "the file is passed by: it has none of a report's keys".to_owned(),
        Problem::SeveralDocuments { .. } => "a second document begins here".to_owned(),
        Problem::Syntax { syntax } => syntax_message(*syntax),
        Problem::NestedTooDeep { limit } => format!("nested more than {limit} levels deep"),
        Problem::TooManyAliases { limit } => {
            format!("aliases repeat more than {} of values", size(*limit))
        }
        Problem::UnknownAlias { name } => {
            format!("{} refers to nothing above it", quote(&format!("*{name}")))
        }
        Problem::AliasInsideItself => "this alias stands inside the value it repeats".to_owned(),
        Problem::UnsupportedTag { tag } => format!("the tag {} has no meaning here", quote(tag)),
        Problem::TooManyProblems { limit } => {
            format!("more than {limit} problems; the rest is not shown")
        }
        Problem::UnknownKey { key, .. } => format!("unknown key {}", quote(key)),
        Problem::DuplicateKey { key, first_line } => {
            format!("`{key}` is given twice, first on line {first_line}")
        }
        Problem::KeyNotText => "a key must be a plain word".to_owned(),
        Problem::MergeKey => "merge keys (`<<`) are not supported".to_owned(),
        Problem::MissingKey { key } => format!("`{key}` is missing"),
        Problem::BlankValue { .. } => format!("{field} is blank"),
        Problem::CommentForValue => {
            format!("{field} is left blank: what follows `#` is a comment")
        }
        Problem::CommentAfterText => {
            format!("{field} ends before the `#`: what follows it is a comment and not printed")
        }
        Problem::FoldedLine { .. } => {
            format!("in {field} this line would be joined to the one above it")
        }
        Problem::StarterText => format!("{field} still holds the starter's text"),
        Problem::PrintedQuotes => format!("the quotation marks around {field} are printed"),
        Problem::PlainMarkup { markup } => {
            format!("{field} shows {} as it is written", quote(markup))
        }
        Problem::CurlyQuotes => {
            "a text with a colon needs straight quotation marks, not these".to_owned()
        }
        Problem::TickWithoutText => format!("{field} ticks the box and leaves its line empty"),
        Problem::TickWithWord { word, .. } => {
            format!("{field} ticks the box and prints {} beside it", quote(word))
        }
        Problem::EmptyList => format!("{field} needs at least one entry"),
        Problem::TooManyEntries { limit } => format!("{field} has more than {limit} entries"),
        Problem::ConfigSyntax { said, .. } => format!("this is not TOML: {said}"),
        Problem::ConfigValue { takes } => format!("{field} takes {}", setting(*takes)),
        Problem::ConfigPath => format!("{field} leads out of this file's folder"),
        Problem::WrongType { expected, found, .. } => {
            format!("{field} takes {}, not {}", kind(*expected), kind(*found))
        }
        Problem::NotTrueOrFalse { .. } => format!("{field} is either `true` or `false`"),
        Problem::DateForm { .. } => format!("{field} is not written as a date"),
        Problem::ImpossibleDate { .. } => format!("{field} is a date that does not exist"),
        Problem::UnlikelyYear { date, .. } => {
            format!("{field} has the year {}, which is hardly right", date.format("%Y"))
        }
        Problem::EmailAddress { .. } => format!("{field} is not an e-mail address"),
        Problem::WebAddress { .. } => format!("{field} is not a web address"),
        Problem::SeveralLines => format!("{field} must be a single line"),
        Problem::TextTooLong { limit } => format!("{field} is longer than {limit} characters"),
        Problem::ControlCharacter { character: c, .. } => {
            format!("control character {} in {field}", character(*c, name(*c)))
        }
        Problem::UndrawableCharacter { character: c } => {
            format!("no font has the character {}", character(*c, name(*c)))
        }
        Problem::DisallowedMarkup { markup } => {
            format!("{field} cannot hold {}", markup_name(*markup))
        }
        Problem::ListTooDeep { limit } => {
            format!("lists can be nested {limit} levels deep at most")
        }
        Problem::ListNumber { limit } => format!("a list cannot count beyond {limit}"),
        Problem::BlankListItem { before_list: false } => "this list item is blank".to_owned(),
        Problem::BlankListItem { before_list: true } => {
            "this list item has no text before its own list".to_owned()
        }
        Problem::SingleParagraph { list: true } => format!("{field} cannot hold a list"),
        Problem::SingleParagraph { list: false } => format!("{field} must be a single paragraph"),
        Problem::StrayMark { mark, .. } if mark.len() == 1 => {
            format!("{} makes nothing italic here", quote(mark))
        }
        Problem::StrayMark { mark, .. } => format!("{} makes nothing bold here", quote(mark)),
        Problem::StrayLink { .. } => "this is not read as a link".to_owned(),
        Problem::LinkAddress => "this link leads nowhere".to_owned(),
        Problem::LinkText => "this link has no text".to_owned(),
        Problem::PathTooLong { limit } => {
            format!("the path to {field} is longer than {limit} characters")
        }
        Problem::PathOutsideFolder => {
            format!("the path to {field} leads out of this file's folder")
        }
        Problem::PictureNotFound { file, .. } => format!("there is no file {}", quote(file)),
        Problem::PictureNotAFile => format!("{field} is not an ordinary file"),
        Problem::PictureTooLarge { limit } => {
            format!("{field} is larger than {}", size(*limit))
        }
        Problem::PicturesTooLarge { limit } => {
            format!("the picture files together are larger than {}", size(*limit))
        }
        Problem::PicturesTooManyPixels => "the pictures together have too many pixels".to_owned(),
        Problem::PictureFormat { known, found: None } => {
            format!("{field} is not a picture of type {}", choice(known, "or"))
        }
        Problem::PictureFormat { known, found: Some(found) } => {
            format!("{field} is of type {found}, not {}", choice(known, "or"))
        }
        Problem::PictureColours => format!("the colour profile of {field} cannot be used"),
        Problem::PictureDamaged => format!("{field} is damaged or incomplete"),
        Problem::PictureTooManyPixels { width, height, limit } => format!(
            "{field} has {width} × {height} pixels, more than {} million",
            limit / 1_000_000
        ),
        Problem::LogoWithText => "the logo holds text that is not drawn as outlines".to_owned(),
        Problem::LogoReference { address } => {
            format!("the logo refers to another file: {}", quote(address))
        }
        Problem::LogoElement { element } => {
            format!("the logo has the element `{element}`, which is not drawn")
        }
        Problem::LogoTooComplex => "the logo is too complex to be drawn".to_owned(),
        Problem::LogoWithoutSize => "the logo does not say how wide and high it is".to_owned(),
        Problem::LogoTooWide { most } => {
            format!("at this height the logo is wider than {most} pt")
        }
        Problem::WordmarkOrLogo { both: true } => "`wordmark` and `logo` are both given".to_owned(),
        Problem::WordmarkOrLogo { both: false } => "`wordmark` or `logo` is missing".to_owned(),
        Problem::Length { least, most } => {
            format!("{field} is not a length between {least} and {most} pt")
        }
        Problem::OrganisationNumberForm => format!("{field} is not ten digits"),
        Problem::OrganisationNumberCheck { expected } => {
            format!("the last digit of {field} would have to be {expected}")
        }
        Problem::IdentifierForm { .. } => {
            format!("{field} holds something else than letters, digits, `.`, `-` and `_`")
        }
        Problem::LanguageCode { .. } => format!("{field} is not two or three small letters"),
        Problem::WordDocument { flaw } => flaw_message(*flaw).to_owned(),
        Problem::PdfDocument { flaw } => pdf_flaw(*flaw).to_owned(),
        Problem::ForeignAttachment { file } => {
            format!("the PDF also carries {}, which this program did not put there", quote(file))
        }
        Problem::NotTheForm => "the Word document is not this form".to_owned(),
        Problem::NoPlace { what } => format!("{field} holds {}", foreign(*what)),
        Problem::StrayText { text } => format!("{} stands in no field of the form", quote(text)),
        Problem::TrackedChanges => {
            "the document has tracked changes: it is read as if all were accepted".to_owned()
        }
        Problem::LostLook { look } => format!("{field} loses {}", appearance(*look)),
        Problem::AutomaticAlt => format!("{field} was made up by Word"),
        Problem::TextBesideEmptyBox => {
            format!("the box at {field} is not ticked, but has a text: it is read as ticked")
        }
        Problem::PictureFromDocument { file } => {
            format!(
                "{field} is taken from the document: {} is not beside it, or is another",
                quote(file)
            )
        }
        Problem::AltTextsDiffer { read, other } => format!(
            "the form says that the picture shows {}, its alternative text in Word {}",
            quote(read),
            quote(other)
        ),
        Problem::RegistrationNumbersDiffer { read, other } => format!(
            "the registration number is {} at the head of one page and {} at another",
            quote(read),
            quote(other)
        ),
        Problem::OutputCollision { output, other } => {
            format!("{output} would also be the output of {other}")
        }
        Problem::OutputIsSource { output } => {
            format!("the document would replace its own source, {output}")
        }
        Problem::BothChanged { output, fields } => format!(
            "{output} and the document made from it were both changed: {}",
            labels(fields, Language::English)
        ),
        Problem::ReportExists { output } => format!("{output} is there already, and differs"),
        Problem::NotWritable { limit: Some(limit) } => {
            format!("what {field} holds would make the file larger than {}", size(*limit))
        }
        Problem::NotWritable { limit: None } => {
            format!(
                "what {field} holds cannot be written without changing something else in the file"
            )
        }
        Problem::ChangedDocument { output } => {
            format!("{output} has been changed by somebody, and is kept")
        }
        Problem::UnwritableOutput { output, reason } => {
            format!("cannot write {output}: {}", reason.words(Language::English))
        }
        Problem::RenderFailed { error } => render_message(error),
    }
}

fn render_message(error: &RenderError) -> String {
    match error {
        RenderError::Standards(clash) => match clash {
            StandardsClash::ArchiveOneWithAccessibility => {
                "PDF/A-1 and PDF/UA-1 exclude each other"
            }
            StandardsClash::SeveralArchives => "a PDF keeps to one PDF/A standard, not to several",
            StandardsClash::Version => "PDF/A-1 is bound to PDF 1.4, and excludes 1.7",
        }
        .to_owned(),
        RenderError::Demand { message, .. } => format!("cannot make the document: {message}"),
        RenderError::Bug { message } => {
            format!("cannot make the document: a bug in nacka-report: {message}")
        }
    }
}

fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "a text in quotation marks".to_owned(),
        Setting::Path => "a path, and is empty here".to_owned(),
        Setting::PathWithSlashes => "a path, without special characters".to_owned(),
        Setting::Pattern => "patterns of file names, and this cannot be read as one".to_owned(),
        Setting::Texts => "a list of texts: `[\"one\", \"two\"]`".to_owned(),
        Setting::Boolean => "`true` or `false`".to_owned(),
        Setting::Number { most } => format!("a whole number from 1 to {most}"),
        Setting::Names { known, .. } => format!("a list of these: {}", known.join(", ")),
    }
}

fn syntax_message(syntax: Syntax) -> String {
    match syntax {
        Syntax::UnclosedQuote(_) => "a quotation mark is not closed",
        Syntax::TextAfterQuote(_) => "text after the closing quotation mark",
        Syntax::UnclosedBracket => "a bracket is not closed",
        Syntax::Brackets => "a bracket or comma is missing or out of place",
        Syntax::Tab => "a tab where only spaces can stand",
        Syntax::Indentation => "this line is not indented like its neighbours",
        Syntax::Continuation => {
            "this line goes on with the value above, but is not indented below it"
        }
        Syntax::Escape => "unknown character after the backslash",
        Syntax::Colon => "a colon cannot stand here",
        Syntax::NoSpace(c) => return format!("a space is missing after {}", quote_char(c)),
        Syntax::BelowValue => "this line is indented below a key that has its value already",
        Syntax::EntryBelowText => "a list entry cannot follow a text",
        Syntax::MissingDash => "this entry of a list lacks its dash",
        Syntax::UnindentedText => "the text below `|` or `>` is not indented",
        Syntax::Bullet(c) => {
            return format!("a list entry begins with `-`, not with {}", quote_char(c));
        }
        Syntax::Character(c) => return format!("a text cannot begin with {}", quote_char(c)),
        Syntax::ExpectedKey => "expected a key and a colon, or the list's next entry",
        Syntax::Other => "this is not valid YAML",
    }
    .to_owned()
}

fn quote_char(c: char) -> String {
    if c.is_control() { character(c, name(c)) } else { format!("`{c}`") }
}

fn flaw_message(flaw: DocumentFlaw) -> &'static str {
    match flaw {
        DocumentFlaw::NotWord => "the file is not a Word document (.docx)",
        DocumentFlaw::Damaged => "the Word document is damaged",
        DocumentFlaw::TooLarge => "the Word document is too large, or swells when it is opened",
        DocumentFlaw::Names => "the Word document has parts that lead out of it",
        DocumentFlaw::Macros => "the Word document has macros",
        DocumentFlaw::External => "the Word document fetches content from elsewhere",
        DocumentFlaw::Doctype => "the Word document declares entities of its own",
        DocumentFlaw::Locked => "the Word document has a password",
    }
}

fn pdf_flaw(flaw: PdfFlaw) -> &'static str {
    match flaw {
        PdfFlaw::NotPdf => "the file is not a PDF",
        PdfFlaw::Damaged => "the PDF is damaged",
        PdfFlaw::TooLarge => "the PDF is too large, or swells when it is opened",
        PdfFlaw::Locked => "the PDF has a password",
        PdfFlaw::Names => "the PDF carries files whose names cannot be used",
        PdfFlaw::NoSource => "the PDF does not carry the report that it was made from",
    }
}

fn foreign(what: Foreign) -> &'static str {
    match what {
        Foreign::Table => "a table, which has no place there",
        Foreign::Picture => "a picture, which has no place there",
        Foreign::LinkedPicture => "a picture that is not in the document itself",
        Foreign::Note => "a footnote or endnote, which the form has no place for",
        Foreign::Comment => "a comment, which the form has no place for",
        Foreign::TextBox => "a text box, which the form has no place for",
        Foreign::Shape => "a drawn shape, which the form has no place for",
        Foreign::Equation => "an equation, which the form has no place for",
        Foreign::Object => "a chart or another object, which the form has no place for",
        Foreign::Footer => "a text at the foot of its pages, which the form has no place for",
    }
}

fn appearance(look: Appearance) -> &'static str {
    match look {
        Appearance::Underline => "its underlines: the form has bold and italic text",
        Appearance::Strike => "the lines through its text",
        Appearance::Script => "the raised or lowered place of its characters",
        Appearance::Highlight => "the colour that it is marked with",
        Appearance::Hidden => "the mark that hides text: it will be seen",
        Appearance::Heading => "the look of its headings: they become paragraphs",
        Appearance::Numbering => "its kind of numbers: they become 1. 2. 3.",
    }
}

/// Which value an alias repeats.
pub(super) fn repeated(line: usize) -> String {
    format!("the alias repeats a value of line {line}")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Prose => "a text",
        Kind::List => "a list",
        Kind::Block => "a block of keys and values",
        Kind::Boolean => "true or false",
    }
}

fn markup_name(markup: Markup) -> &'static str {
    match markup {
        Markup::Heading => "a heading",
        Markup::Picture => "a picture",
        Markup::Html => "HTML",
        Markup::Code | Markup::IndentedCode => "code",
        Markup::Table => "a table",
        Markup::Quote => "a quotation",
        Markup::Rule => "a horizontal rule",
        Markup::Footnote => "a footnote",
        Markup::Strikethrough => "struck-through text",
        Markup::Task => "a task list",
        Markup::LinkTitle => "a link with a title",
        Markup::LinkDefinition => "a link definition",
        Markup::LineBreak => "a line break",
    }
}

/// The name of a character that cannot be seen.
fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\t' => "tab",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{61C}' | '\u{200E}' | '\u{200F}' => "direction mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "direction of writing",
        '\u{2060}' => "word joiner",
        '\u{FEFF}' => "byte-order mark",
        '\u{FFFD}' => "replacement character",
        _ => return None,
    })
}
