//! The messages in English: one voice, lowercase, no full stop.

use super::super::finding::Language;
use super::super::place::labels;
use super::super::problem::{
    Appearance, DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, Problem, Setting, Syntax,
};
use super::pieces::{Field, character, choice, keys, quote, size};
use crate::render::{RenderError, StandardsClash};

/// What a value is called.
pub(super) fn field(field: Field<'_>) -> String {
    match field {
        Field::File => "the file".to_owned(),
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
        Problem::ConfigSyntax { said } => format!("this is not TOML: {said}"),
        Problem::ConfigValue { takes } => format!("{field} takes {}", setting(*takes)),
        Problem::ConfigPath => format!("{field} leads out of this file's folder"),
        Problem::WrongType { expected, found, .. } => {
            format!("{field} takes {}, not {}", kind(*expected), kind(*found))
        }
        Problem::NotTrueOrFalse { .. } => format!("{field} is either `true` or `false`"),
        Problem::DateForm { .. } => format!("{field} is not written as a date"),
        Problem::ImpossibleDate { .. } => format!("{field} is a date that does not exist"),
        Problem::EmailAddress { .. } => format!("{field} is not an e-mail address"),
        Problem::WebAddress => format!("{field} is not a web address"),
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
        Problem::WordDocument { flaw } => flaw_message(*flaw).to_owned(),
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

fn setting(setting: Setting) -> String {
    match setting {
        Setting::Text => "a text in quotation marks".to_owned(),
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

#[allow(clippy::too_many_lines, reason = "one arm a hint: this is a list, not a procedure")]
pub(super) fn hints(problem: &Problem) -> Vec<String> {
    let hint = match problem {
        Problem::NotUtf8 => {
            "save it anew in the editor, with the encoding UTF-8 (Notepad: File, Save as, Encoding)"
        }
        Problem::NotText { .. } => {
            "write the report in a text editor, and save it as plain text with the ending .yaml"
        }
        Problem::PictureColours => {
            "its colours are taken for sRGB: look whether they are right, or save it anew as sRGB"
        }
        Problem::EmptyFile => "`nacka-report new FILE` writes a starter to fill in",
        Problem::NotAReport => {
            "leave it out with `--exclude` or in a file `.ignore`, or name it to see what is wrong"
        }
        Problem::SeveralDocuments { dots: false } => {
            "a file holds one report: remove the line `---`"
        }
        Problem::SeveralDocuments { dots: true } => {
            "the line `...` ends the report: remove it if the text below belongs to it"
        }
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
        Problem::UnknownKey { homes, .. } if !homes.is_empty() => return homes_hint(homes),
        Problem::UnknownKey { suggestion: None, known, .. } => {
            return vec![format!("known keys are {}", keys(known))];
        }
        Problem::BlankValue { comment: true } => {
            "what follows `#` is a comment: put a text that begins with it in quotation marks"
        }
        Problem::MergeKey => "write the fields out",
        Problem::CommentForValue => {
            "put a text that begins with `#` in quotation marks; else write the comment on a line \
             of its own"
        }
        Problem::CommentAfterText => {
            return vec![
                "put the whole text in quotation marks if the `#` belongs to it".to_owned(),
                "write a comment on a line of its own".to_owned(),
            ];
        }
        Problem::FoldedLine { folding: Folding::Entry } => {
            "begin the line in the same column as the `-` above it, if it is an entry of its own"
        }
        Problem::FoldedLine { folding: Folding::Folded } => "write `|` in place of `>`",
        Problem::StarterText => "replace it, or remove the line",
        Problem::PrintedQuotes => {
            "remove them, or put straight ones (\") around the whole if they are to be printed"
        }
        Problem::PlainMarkup { .. } => "it is plain text: write it without markup",
        Problem::CurlyQuotes => "write `\"` in place of both quotation marks",
        Problem::TickWithoutText => "write the text in place of `true`",
        Problem::TickWithWord { meant, .. } => return vec![format!("did you mean `{meant}`?")],
        Problem::EmptyList => "write each entry on a line of its own, after `- `",
        Problem::ConfigSyntax { .. } => {
            "write `key = value`, a line each: texts in quotation marks, lists in square brackets"
        }
        Problem::ConfigValue { takes: Setting::Names { suggestion: Some(name), .. } } => {
            return vec![format!("did you mean `{name}`?")];
        }
        Problem::ConfigPath => {
            "write paths from the folder of this file; what lies elsewhere is named as an option"
        }
        Problem::WrongType { expected: Kind::List, .. } => "begin each entry with `- `",
        Problem::WrongType { expected: Kind::Block, known, .. } => {
            return vec![format!("write its fields as `key: value`, a line each: {}", keys(known))];
        }
        Problem::WrongType { expected: Kind::Boolean, .. } => {
            "write `true` or `false` right after the colon"
        }
        Problem::WrongType { found: Kind::Boolean, .. } => {
            "put the word in quotation marks if it is the text"
        }
        Problem::FoldedLine { folding: Folding::Text }
        | Problem::WrongType { expected: Kind::Prose, found: Kind::List, .. } => TEXT_BELOW_BAR,
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
        Problem::UndrawableCharacter { character: c } => return undrawable_hint(*c),
        Problem::WebAddress => "an example: `www.nacka.se` or `https://www.nacka.se/naringsliv`",
        Problem::EmailAddress { meant } => {
            return vec![match &meant[..] {
                [] => "an example: `info@nacka.se`".to_owned(),
                [one] => format!("did you mean `{one}`?"),
                _ => "write one address; who has another is an entry of their own".to_owned(),
            }];
        }
        Problem::SeveralLines => "`>-` in place of `|` makes one line of several",
        Problem::DisallowedMarkup { markup } => markup_hint(*markup),
        Problem::SingleParagraph { list: true }
        | Problem::ListNumber { .. }
        | Problem::BlankListItem { before_list: true } => {
            "write a backslash before the mark to show it as it is: `\\-`, `\\+`, `1\\.`"
        }
        Problem::StrayMark { mark, misfire } => return misfire_hints(mark, *misfire),
        Problem::StrayLink { spaces: true } => "write `%20` for each space in the address",
        Problem::StrayLink { spaces: false } => {
            "write the address right after the text, in round brackets: `[text](address)`"
        }
        Problem::LinkAddress => "an address begins with `https://`, `http://`, `mailto:` or `tel:`",
        Problem::LinkText => "write the text between the square brackets",
        Problem::ReportOutsideFolder => {
            "name the file itself when you run the command, or put it into the folder"
        }
        Problem::PathOutsideFolder => {
            "keep pictures beside the report or in a folder below, and write the path from there"
        }
        Problem::PictureNotFound { suggestion: Some(suggestion), .. } => {
            return vec![format!("did you mean `{suggestion}`?")];
        }
        Problem::PictureNotFound { file, .. } if file.contains("://") => {
            "save the picture beside the report, and write its file name: nothing is fetched from the web"
        }
        Problem::PictureNotFound { backslash: true, .. } => {
            "write `/` between folders, as in `bilder/torget.jpg`"
        }
        Problem::PictureNotFound { backslash: false, .. } => {
            "the path is counted from the folder of this file"
        }
        Problem::PictureFormat { found: Some(_), known } => {
            return vec![format!(
                "open it in a picture program and save it as {}",
                choice(known, "or")
            )];
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
        Problem::WordDocument { flaw } => return flaw_hints(*flaw),
        Problem::NotTheForm => {
            "fill in a document that this program has written, with the form's own headings"
        }
        Problem::NoPlace { what } => foreign_hint(*what),
        Problem::StrayText { .. } => "move it into a field, or remove it",
        Problem::TrackedChanges => "accept or reject them in Word (Review) to decide for yourself",
        Problem::AutomaticAlt => "say in your own words what the picture shows",
        Problem::TextBesideEmptyBox => "tick the box, or remove the text",
        Problem::RegistrationNumbersDiffer { .. } => "write the same number at every head",
        Problem::OutputCollision { .. } => {
            "rename one of them, or render them into different folders"
        }
        Problem::OutputIsSource { .. } => "render into another folder with --output",
        Problem::BothChanged { .. } => {
            "read the document into another folder with --output, and put them together by hand"
        }
        Problem::ReportExists { .. } => {
            "bring it up to date with --update, or write into another folder with --output"
        }
        Problem::ChangedDocument { .. } => {
            "move it away to keep both, or overwrite it with --replace-changed"
        }
        Problem::RenderFailed { error } => return render_hints(error),
        _ => return Vec::new(),
    };
    vec![hint.to_owned()]
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

fn flaw_hints(flaw: DocumentFlaw) -> Vec<String> {
    let hint = match flaw {
        DocumentFlaw::NotWord => "save it in Word as a Word document (.docx)",
        DocumentFlaw::Damaged => "open it in Word, let Word repair it and save it anew",
        DocumentFlaw::TooLarge => "make its pictures smaller",
        DocumentFlaw::Macros => "save it as a Word document without macros (.docx)",
        DocumentFlaw::External => "break its links in Word (File, Info), and save it",
        DocumentFlaw::Locked => "take the password off in Word (File, Info)",
        DocumentFlaw::Names | DocumentFlaw::Doctype => {
            "no office program writes such a document: do not trust it"
        }
    };
    vec![hint.to_owned()]
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

fn foreign_hint(what: Foreign) -> &'static str {
    match what {
        Foreign::Table => "write its content as text or as a list",
        Foreign::Picture => "put it under Bilder och kontaktuppgifter mm",
        Foreign::LinkedPicture => "insert it as a picture of the document's own",
        Foreign::Note => "write it into the text",
        Foreign::Comment => "see to it, and delete it",
        Foreign::TextBox => "move its text into the field, and delete the box",
        Foreign::Shape | Foreign::Object => {
            "put a picture of it under Bilder och kontaktuppgifter mm, or delete it"
        }
        Foreign::Equation => "write it as text",
        Foreign::Footer => "move it into a field, or delete it",
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
        Syntax::Continuation => {
            "indent it by two spaces more than the key that the value belongs to"
        }
        Syntax::Escape => BACKSLASH_TWICE,
        Syntax::BelowValue => "indent it like the keys it belongs to, or move the value below too",
        Syntax::EntryBelowText => TEXT_BELOW_BAR,
        Syntax::UnindentedText => "indent it by two spaces more than its key",
        Syntax::Bullet(_) => "write `- ` before each entry",
        Syntax::Colon => {
            "put a text with a colon and a space in quotation marks, and check the indentation"
        }
        Syntax::Character('-') => {
            return vec![
                "a dash begins an entry of a list, on a line of its own below the key"
                    .to_owned(),
                "leave the dash out if there is one value, or put a text that begins with one in quotation marks"
                    .to_owned(),
            ];
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

fn misfire_hints(mark: &str, misfire: Misfire) -> Vec<String> {
    let way_out = match misfire {
        Misfire::Glued => "write a space between the mark and the word that it stands right beside",
        Misfire::Spaced => "write the marks right beside the text between them, without spaces",
        Misfire::Alone => "write the same mark at the other end of the text that is meant",
    };
    let escaped: String = mark.chars().flat_map(|character| ['\\', character]).collect();
    vec![way_out.to_owned(), format!("to show it as it is, write {}", quote(&escaped))]
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
        Markup::LineBreak => "write it as one line, or with `>-`, which makes one line of several",
    }
}

/// Where a key belongs that another block knows.
fn homes_hint(homes: &[(&str, &str)]) -> Vec<String> {
    let hint = |(block, key): &(&str, &str)| match *block {
        "" => format!("`{key}` stands at the top level: begin its line in the first column"),
        block => format!("`{key}` belongs below `{block}`, indented"),
    };
    homes.iter().map(hint).collect()
}

fn undrawable_hint(character: char) -> Vec<String> {
    let hint = match u32::from(character) {
        0xFFFD => {
            "the letter that stood here was lost when the file was saved in another encoding: \
             write it anew, and save as UTF-8"
        }
        0xE000..=0xF8FF => "it comes from one of Word's symbol fonts: write a plain character",
        0xFFFC | 0x2600..=0x27BF | 0x1_F000.. => "leave the pictogram out, or say it in words",
        // An accent on a letter that has none in any font.
        0x300..=0x36F => return Vec::new(),
        _ => "write it in Latin letters",
    };
    vec![hint.to_owned()]
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
