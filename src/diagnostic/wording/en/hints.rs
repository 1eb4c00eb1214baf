//! The hints in English: what to do about a problem, a line each.

use super::super::super::facts::{
    DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, PdfFlaw, Setting, Syntax,
};
use super::super::super::problem::Problem;
use super::super::pieces::{choice, keys, quote};
use crate::render::{RenderError, StandardsClash};

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

#[allow(clippy::too_many_lines, reason = "one arm a hint: this is a list, not a procedure")]
pub fn hints(problem: &Problem) -> Vec<String> {
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
                "write a comment on a line of its own, above the text".to_owned(),
            ];
        }
        Problem::FoldedLine { folding: Folding::Entry } => {
            "begin the line in the same column as the `-` above it, if it is an entry of its own"
        }
        Problem::FoldedLine { folding: Folding::Folded } => "write `|` in place of `>`",
        Problem::FoldedLine { folding: Folding::Line } => {
            "write it all on one line, without the mark: this field takes no list"
        }
        Problem::StarterText => "replace it, or remove the line",
        Problem::PrintedQuotes => {
            "remove them, or put straight ones (\") around the whole if they are to be printed"
        }
        Problem::PlainMarkup { .. } => "it is plain text: write it without markup",
        Problem::CurlyQuotes => "write `\"` in place of both quotation marks",
        Problem::TickWithoutText => "write the text in place of `true`",
        Problem::TickWithWord { meant, .. } => return vec![format!("did you mean `{meant}`?")],
        Problem::EmptyList => "write each entry on a line of its own, after `- `",
        Problem::ConfigSyntax { is_backslash: true, .. }
        | Problem::ConfigValue { takes: Setting::PathWithSlashes } => {
            "in texts, `\\` begins a special character: write `/` between folders, or `\\\\`"
        }
        Problem::ConfigValue { takes: Setting::Pattern } => {
            "patterns are those of a .gitignore file: a `[` needs its `]`"
        }
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
        Problem::DateForm { suggestion: Some(date) }
        | Problem::UnlikelyYear { suggestion: Some(date), .. } => {
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
        Problem::WebAddress { meant } => {
            return vec![match &meant[..] {
                [] => "an example: `www.nacka.se` or `https://www.nacka.se/naringsliv`".to_owned(),
                [one] => format!("did you mean `{one}`?"),
                _ => "write one address; put others into the text".to_owned(),
            }];
        }
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
        Problem::IdentifierForm { limit } => {
            return vec![format!(
                "it is also the name of the package's folder, of at most {limit} characters, as in \
                 `nacka-reserapporter-2026-1`"
            )];
        }
        Problem::LanguageCode { suggestion: Some(code) } => {
            return vec![format!("did you mean `{code}`?")];
        }
        Problem::LanguageCode { suggestion: None } => {
            "write the language as ISO 639 does: `swe` is Swedish, `eng` English"
        }
        Problem::OrganisationNumberForm => "an example: `212000-0167`",
        Problem::ImpossibleDate { days: None }
        | Problem::UnlikelyYear { suggestion: None, .. }
        | Problem::OrganisationNumberCheck { .. } => "look for a mistyped digit",
        Problem::WordDocument { flaw } => return flaw_hints(*flaw),
        Problem::PdfDocument { flaw } => pdf_hint(*flaw),
        Problem::ForeignAttachment { .. } => "open the PDF in a PDF reader to look at it",
        Problem::NotTheForm => {
            "fill in a document that this program has written, with the form's own headings"
        }
        Problem::NoPlace { what } => foreign_hint(*what),
        Problem::StrayText { .. } => "move it into a field, or remove it",
        Problem::TrackedChanges => "accept or reject them in Word (Review) to decide for yourself",
        Problem::AutomaticAlt => "say in your own words what the picture shows",
        Problem::TextBesideEmptyBox => "tick the box, or remove the text",
        Problem::AltTextsDiffer { .. } => {
            "what the form says is taken: remove the other, or write the same"
        }
        Problem::RegistrationNumbersDiffer { .. } => "write the same number at every head",
        Problem::OutputCollision { .. } => {
            "rename one of them, or render them into different folders"
        }
        Problem::OutputIsSource { .. } => "render into another folder with --output",
        Problem::BothChanged { .. } => {
            "read the document into another folder with --output, and put them together by hand"
        }
        Problem::ReportExists { .. } => {
            "write into another folder with --output, or bring what a Word document says into the report \
             with --update"
        }
        Problem::NotWritable { limit: Some(_) } => "shorten it; until then nothing is saved",
        Problem::NotWritable { limit: None } => {
            "change it in the file itself (\"Show as YAML\"), or put back what the field held before; \
             until then nothing is saved"
        }
        Problem::ChangedDocument { .. } => {
            "move it away to keep both, or overwrite it with --replace-changed"
        }
        Problem::RenderFailed { error } => return render_hints(error),
        _ => return Vec::new(),
    };
    vec![hint.to_owned()]
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

fn pdf_hint(flaw: PdfFlaw) -> &'static str {
    match flaw {
        PdfFlaw::NotPdf => "give a Word document (.docx) or a PDF",
        PdfFlaw::Damaged => "get the file anew from where it came from",
        PdfFlaw::TooLarge => "take its files out with a PDF reader",
        PdfFlaw::Locked => "save a copy without the password",
        PdfFlaw::Names => "this program writes no such PDF: do not trust it",
        PdfFlaw::NoSource => {
            "only a PDF that was rendered with --embed-source and a standard such as a-3a carries it"
        }
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

fn syntax_hints(syntax: Syntax) -> Vec<String> {
    let hint = match syntax {
        Syntax::UnclosedQuote(quote) => {
            return vec![
                format!("end the text with the same mark: `{quote}`"),
                quote_inside(quote),
            ];
        }
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
        Syntax::MissingDash => DASHED_ENTRY,
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
                TEXT_BELOW_BAR.to_owned(),
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

const DASHED_ENTRY: &str =
    "begin each entry with `- `, and the other lines of it two spaces further in";

const TEXT_BELOW_BAR: &str =
    "for a list in a text, write `|` after the colon and all of the text on the lines below";

const BACKSLASH_TWICE: &str = "in double quotation marks a backslash is written twice: `\\\\`";

fn quote_inside(quote: char) -> String {
    let written = if quote == '"' { "\\\"" } else { "''" };
    format!("a quotation mark inside the text is written `{written}`")
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
