//! The messages in English: one voice, lowercase, no full stop.

use super::super::finding::Language;
use super::super::problem::{Kind, Markup, Problem, Syntax};
use super::pieces::{character, choice, keys, quote, size};
use crate::render::{RenderError, StandardsClash};

/// What a value is called: its key, and which entry of a list it is.
pub(super) fn field(field: Option<(&str, Option<usize>)>) -> String {
    match field {
        None => "the file".to_owned(),
        Some((key, None)) => format!("`{key}`"),
        Some((key, Some(entry))) => format!("entry {entry} of `{key}`"),
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn message(problem: &Problem, field: &str) -> String {
    match problem {
        Problem::UnreadableFile { reason } | Problem::PictureUnreadable { reason } => {
            format!("cannot read the file: {}", reason.words(Language::English))
        }
        Problem::FileTooLarge { limit } => format!("the file is larger than {}", size(*limit)),
        Problem::NotUtf8 => "the file is not UTF-8 text".to_owned(),
        Problem::EmptyFile => "the file is empty".to_owned(),
        Problem::SeveralDocuments => "a second document begins here".to_owned(),
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
        Problem::MissingKey { key } => format!("`{key}` is missing"),
        Problem::BlankValue { .. } => format!("{field} is blank"),
        Problem::EmptyList => format!("{field} needs at least one entry"),
        Problem::TooManyEntries { limit } => format!("{field} has more than {limit} entries"),
        Problem::WrongType { expected, found, .. } => {
            format!("{field} takes {}, not {}", kind(*expected), kind(*found))
        }
        Problem::NotTrueOrFalse { .. } => format!("{field} is either `true` or `false`"),
        Problem::DateForm { .. } => format!("{field} is not written as a date"),
        Problem::ImpossibleDate { .. } => format!("{field} is a date that does not exist"),
        Problem::EmailAddress => format!("{field} is not an e-mail address"),
        Problem::WebAddress => format!("{field} is not a web address"),
        Problem::SeveralLines => format!("{field} must be a single line"),
        Problem::TextTooLong { limit } => format!("{field} is longer than {limit} characters"),
        Problem::ControlCharacter { character: c, .. } => {
            format!("control character {} in {field}", character(*c))
        }
        Problem::UndrawableCharacter { character: c } => {
            format!("no font has the character {}", character(*c))
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
        Problem::LinkAddress => "this link leads nowhere".to_owned(),
        Problem::LinkText => "this link has no text".to_owned(),
        Problem::PathTooLong { limit } => format!("the path is longer than {limit} characters"),
        Problem::PathOutsideFolder => "the path leads out of this file's folder".to_owned(),
        Problem::PictureNotFound { file, .. } => format!("there is no file `{file}`"),
        Problem::PictureNotAFile => "this is not an ordinary file".to_owned(),
        Problem::PictureTooLarge { limit } => {
            format!("the picture file is larger than {}", size(*limit))
        }
        Problem::PicturesTooLarge { limit } => {
            format!("the picture files together are larger than {}", size(*limit))
        }
        Problem::PicturesTooManyPixels => "the pictures together have too many pixels".to_owned(),
        Problem::PictureFormat { known } => {
            format!("the file is not a picture of type {}", choice(known, "or"))
        }
        Problem::PictureDamaged => "the picture file is damaged or incomplete".to_owned(),
        Problem::PictureTooManyPixels { width, height, limit } => format!(
            "the picture has {width} × {height} pixels, more than {} million",
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
        Problem::OutputCollision { output, other } => {
            format!("{output} would also be the output of {other}")
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

fn render_hints(error: &RenderError) -> Vec<String> {
    let hint = match error {
        RenderError::Standards(StandardsClash::ArchiveOneWithAccessibility) => {
            let why = "PDF/A-1 is bound to PDF 1.4, which cannot mark a page's head as such, as \
                       PDF/UA-1 demands";
            return vec![why.to_owned(), "take a-2a with ua-1, or a-1a alone".to_owned()];
        }
        RenderError::Standards(StandardsClash::SeveralArchives) => "take one of them",
        RenderError::Standards(StandardsClash::Version) => "leave out 1.7, or take a-2a",
        RenderError::Demand { hints, .. } => return hints.clone(),
        RenderError::Bug { .. } => "this is a fault of nacka-report itself, not of the report",
    };
    vec![hint.to_owned()]
}

fn syntax_message(syntax: Syntax) -> String {
    match syntax {
        Syntax::UnclosedQuote(_) => "a quotation mark is not closed",
        Syntax::TextAfterQuote(_) => "text after the closing quotation mark",
        Syntax::UnclosedBracket => "a bracket is not closed",
        Syntax::Brackets => "a bracket or comma is missing or out of place",
        Syntax::Tab => "a tab where only spaces can stand",
        Syntax::Indentation => "this line is not indented like its neighbours",
        Syntax::Escape => "unknown character after the backslash",
        Syntax::Colon => "a colon cannot stand here",
        Syntax::NoSpace(c) => return format!("a space is missing after {}", quote_char(c)),
        Syntax::BelowValue => "this line is indented below a key that has its value already",
        Syntax::EntryBelowText => "a list entry cannot follow a text",
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
    if c.is_control() { character(c) } else { format!("`{c}`") }
}

pub(super) fn hints(problem: &Problem) -> Vec<String> {
    let hint = match problem {
        Problem::NotUtf8 => "save the file with the encoding UTF-8",
        Problem::EmptyFile => "`nacka-report new FILE` writes a starter to fill in",
        Problem::SeveralDocuments => "a file holds one report: remove the line `---`",
        Problem::Syntax { syntax } => return syntax_hints(*syntax),
        Problem::UnknownAlias { .. } => {
            "put a text that begins with an asterisk in quotation marks"
        }
        Problem::UnsupportedTag { .. } => {
            "put a text that begins with an exclamation mark in quotation marks"
        }
        Problem::UnknownKey { suggestion: Some(suggestion), .. } => {
            return vec![format!("did you mean `{suggestion}`?")];
        }
        Problem::UnknownKey { suggestion: None, known, .. } => {
            return vec![format!("known keys are {}", keys(known))];
        }
        Problem::BlankValue { comment: true } => {
            "what follows `#` is a comment: put a text that begins with it in quotation marks"
        }
        Problem::EmptyList => "write each entry on a line of its own, after `- `",
        Problem::WrongType { expected: Kind::List, .. } => "begin each entry with `- `",
        Problem::WrongType { expected: Kind::Block, known, .. } => {
            return vec![format!("write its fields as `key: value`, a line each: {}", keys(known))];
        }
        Problem::WrongType { expected: Kind::Prose, found: Kind::List, .. } => TEXT_BELOW_BAR,
        Problem::WrongType { expected: Kind::Text, found: Kind::List, .. } => {
            "put a text that begins with a bracket or dash in quotation marks"
        }
        Problem::WrongType { expected: Kind::Text | Kind::Prose, found: Kind::Block, .. } => {
            "put a text with a colon and a space in quotation marks"
        }
        Problem::NotTrueOrFalse { suggestion: Some(value) } => {
            return vec![format!("did you mean `{value}`?")];
        }
        Problem::DateForm { suggestion: Some(date) } => {
            return vec![format!("did you mean `{date}`?")];
        }
        Problem::DateForm { suggestion: None } => "write year, month and day as in `2014-03-20`",
        Problem::ImpossibleDate { days: Some(days) } => {
            return vec![format!("this month has {days} days")];
        }
        Problem::ControlCharacter { escaped: true, .. } => BACKSLASH_TWICE,
        Problem::ControlCharacter { escaped: false, .. } => {
            "it cannot be seen: write the word anew, or paste it as plain text"
        }
        Problem::WebAddress => "an example: `www.nacka.se` or `https://www.nacka.se/naringsliv`",
        Problem::EmailAddress => "an example: `info@nacka.se`",
        Problem::SeveralLines => "`>-` in place of `|` makes one line of several",
        Problem::DisallowedMarkup { markup } => markup_hint(*markup),
        Problem::SingleParagraph { list: true }
        | Problem::ListNumber { .. }
        | Problem::BlankListItem { before_list: true } => {
            "write a backslash before the mark to show it as it is: `\\-`, `\\+`, `1\\.`"
        }
        Problem::LinkAddress => "an address begins with `https://`, `http://`, `mailto:` or `tel:`",
        Problem::LinkText => "write the text between the square brackets",
        Problem::PathOutsideFolder => {
            "keep pictures beside the report or in a folder below, and write the path from there"
        }
        Problem::PictureNotFound { suggestion: Some(path), .. } => {
            return vec![format!("did you mean `{path}`?")];
        }
        Problem::PictureNotFound { suggestion: None, backslash: true, .. } => {
            "write `/` between folders, as in `bilder/torget.jpg`"
        }
        Problem::PictureNotFound { suggestion: None, backslash: false, .. } => {
            "the path is counted from the folder of this file"
        }
        Problem::PictureTooLarge { .. }
        | Problem::PicturesTooLarge { .. }
        | Problem::PicturesTooManyPixels
        | Problem::PictureTooManyPixels { .. } => "save the picture in a smaller size",
        Problem::LogoWithText => "convert the text to outlines (paths) in the drawing program",
        Problem::LogoReference { .. } => "embed the picture in the drawing program",
        Problem::LogoElement { .. } | Problem::LogoTooComplex => {
            "draw it more simply, or export the logo as PNG"
        }
        Problem::LogoWithoutSize => "give the `svg` element a `viewBox`",
        Problem::WordmarkOrLogo { .. } => "give exactly one of them",
        Problem::Length { .. } => "write a number and `mm`, `cm` or `pt`, as in `14mm`",
        Problem::OrganisationNumberForm => "an example: `212000-0167`",
        Problem::ImpossibleDate { days: None } | Problem::OrganisationNumberCheck { .. } => {
            "look for a mistyped digit"
        }
        Problem::OutputCollision { .. } => {
            "rename one of them, or render them into different folders"
        }
        Problem::ChangedDocument { .. } => {
            "move it away to keep both, or overwrite it with --replace-changed"
        }
        Problem::RenderFailed { error } => return render_hints(error),
        _ => return Vec::new(),
    };
    vec![hint.to_owned()]
}

fn syntax_hints(syntax: Syntax) -> Vec<String> {
    let hint = match syntax {
        Syntax::UnclosedQuote(quote) => return vec![quote_inside(quote)],
        Syntax::TextAfterQuote(quote) => {
            let whole = "put the whole text in quotation marks, or none of it";
            return vec![whole.to_owned(), quote_inside(quote)];
        }
        Syntax::UnclosedBracket | Syntax::Brackets => {
            "put a text that begins with a bracket in quotation marks"
        }
        Syntax::Tab => "indent with spaces",
        Syntax::Indentation => "lines of one block begin in the same column",
        Syntax::Escape => BACKSLASH_TWICE,
        Syntax::BelowValue => "indent it like the keys it belongs to, or move the value below too",
        Syntax::EntryBelowText => TEXT_BELOW_BAR,
        Syntax::UnindentedText => "indent it by two spaces more than its key",
        Syntax::Bullet(_) => "write `- ` before each entry",
        Syntax::Colon => {
            "put a text with a colon and a space in quotation marks, and check the indentation"
        }
        Syntax::Character(_) => "put the text in quotation marks, or on lines of its own after `|`",
        Syntax::ExpectedKey => {
            return vec![
                "a key is followed by a colon and a space".to_owned(),
                "a text that goes on over several lines is indented below its key".to_owned(),
            ];
        }
        Syntax::NoSpace(_) | Syntax::Other => return Vec::new(),
    };
    vec![hint.to_owned()]
}

const TEXT_BELOW_BAR: &str =
    "for a list in a text, write `|` after the colon and all of the text on the lines below";

const BACKSLASH_TWICE: &str = "in double quotation marks a backslash is written twice: `\\\\`";

fn quote_inside(quote: char) -> String {
    let written = if quote == '"' { "\\\"" } else { "''" };
    format!("a quotation mark inside the text is written `{written}`")
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

fn markup_hint(markup: Markup) -> &'static str {
    match markup {
        Markup::Heading => {
            "write `\\#` to show the character; a line of `-` or `=` makes the text above a heading"
        }
        Markup::Picture => "list the picture under `pictures`",
        Markup::Html => "write `\\<` to show the character",
        Markup::Code => "write `` \\` `` to show the character",
        Markup::IndentedCode => "indent the line by less than four spaces",
        Markup::Table => "write the rows as a list",
        Markup::Quote => "write `\\>` to show the character",
        Markup::Rule => "an empty line is enough between paragraphs",
        Markup::Footnote => "put the note in the text",
        Markup::Strikethrough => "write `\\~` to show the character",
        Markup::Task => "write `\\[` to show the character",
        Markup::LinkTitle => "write the address alone between the round brackets",
        Markup::LinkDefinition => "write the address right after the text: `[text](address)`",
        Markup::LineBreak => "remove the backslash or the spaces at the end of the line",
    }
}
