//! What the messages of problems tell apart: kinds of values, of slips, of what Word holds.

use std::error::Error;
use std::io;

/// What a YAML parser can meet, in an author's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Syntax {
    /// This quotation mark without its partner.
    UnclosedQuote(char),
    /// Text after this closing quotation mark.
    TextAfterQuote(char),
    /// A bracket without its partner.
    UnclosedBracket,
    /// Brackets or commas out of place.
    Brackets,
    /// A tab where spaces are meant.
    Tab,
    /// A line that is indented too little or too much.
    Indentation,
    /// A line of a value in quotation marks or brackets that is not indented below its key.
    Continuation,
    /// A backslash with a letter that has no meaning.
    Escape,
    /// A colon where none can stand.
    Colon,
    /// No space after the colon of a key or the dash of a list entry.
    NoSpace(char),
    /// A line that is indented below a key which has its value on its own line.
    BelowValue,
    /// A list entry below a text.
    EntryBelowText,
    /// An entry of a list without its dash.
    MissingDash,
    /// A text after `|` or `>` that is not indented.
    UnindentedText,
    /// A list entry with another character than a dash.
    Bullet(char),
    /// A text that begins with a character that means something in YAML.
    Character(char),
    /// A line that is neither `key: value` nor an entry of the list.
    ExpectedKey,
    /// Anything else.
    Other,
}

/// The kinds of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A text.
    Text,
    /// A text that may hold paragraphs and lists.
    Prose,
    /// A list.
    List,
    /// A block of keys and values.
    Block,
    /// `true` or `false`.
    Boolean,
}

/// What a key of the configuration takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Setting {
    /// A text.
    Text,
    /// A path, which is not empty.
    Path,
    /// A path without the characters that a `\` makes.
    PathWithSlashes,
    /// Patterns that can be read.
    Pattern,
    /// A list of texts.
    Texts,
    /// `true` or `false`.
    Boolean,
    /// A whole number from 1.
    Number {
        /// The largest.
        most: i64,
    },
    /// A list of known names.
    Names {
        /// All of them.
        known: &'static [&'static str],
        /// The one that is most like the one that is written.
        suggestion: Option<&'static str>,
    },
}

/// What joins the lines of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Folding {
    /// The line is indented more than the list's dash above it.
    Entry,
    /// The text stands below `>`.
    Folded,
    /// The text stands behind its key, or in quotation marks.
    Text,
    /// So it does, in a field that takes no list.
    Line,
}

/// Markdown that the form has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Markup {
    /// A heading, with `#` or underlined.
    Heading,
    /// A picture in the text.
    Picture,
    /// An HTML tag or comment.
    Html,
    /// Code between backticks or fences.
    Code,
    /// Code by indentation.
    IndentedCode,
    /// A table.
    Table,
    /// A quotation with `>`.
    Quote,
    /// A horizontal rule.
    Rule,
    /// A footnote.
    Footnote,
    /// Struck-through text.
    Strikethrough,
    /// A task list's box.
    Task,
    /// A link's title in quotation marks.
    LinkTitle,
    /// A link's address apart from its text.
    LinkDefinition,
    /// A hard line break in a text that takes none.
    LineBreak,
}

/// Why a Word document cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentFlaw {
    /// Not a Word document at all.
    NotWord,
    /// A damaged file.
    Damaged,
    /// Larger than what is read, as a whole or when it is unpacked.
    TooLarge,
    /// Parts that are called as if they lay outside of the document.
    Names,
    /// Macros.
    Macros,
    /// Content that is to be fetched from elsewhere.
    External,
    /// A document type declaration, which no Word document has.
    Doctype,
    /// A password.
    Locked,
}

/// Why what a PDF carries cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfFlaw {
    /// Not a PDF at all.
    NotPdf,
    /// A damaged file.
    Damaged,
    /// Larger than what is read, as a whole or when it is unpacked.
    TooLarge,
    /// A password, or other encryption.
    Locked,
    /// It carries files whose names lead elsewhere, or take each other's places.
    Names,
    /// It does not carry the report that it was made from.
    NoSource,
}

/// What a Word document may hold and a report has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A table in a text or a cell.
    Table,
    /// A picture in a text or a cell.
    Picture,
    /// A picture that is only linked to.
    LinkedPicture,
    /// A footnote or an endnote.
    Note,
    /// A comment.
    Comment,
    /// A text box.
    TextBox,
    /// A drawn shape.
    Shape,
    /// An equation.
    Equation,
    /// A chart, a diagram, a sheet or another object.
    Object,
    /// A text at the foot of the pages.
    Footer,
}

/// A look that the form does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Appearance {
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Raised or lowered.
    Script,
    /// Marked with a colour.
    Highlight,
    /// Hidden.
    Hidden,
    /// A heading inside a text.
    Heading,
    /// Numbers of another kind than the form's.
    Numbering,
}

/// Why a mark of bold or italic text is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfire {
    /// A word follows right on the closing mark, or stands right before the opening one.
    Glued,
    /// There is a space between mark and text.
    Spaced,
    /// Its partner is not there.
    Alone,
}

/// Why the system refused to read or write a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The kind of refusal.
    pub kind: io::ErrorKind,
    /// The system's own words: lowercase, without an error number.
    pub text: String,
}

impl From<&io::Error> for Reason {
    fn from(error: &io::Error) -> Self {
        // What a walk through folders wraps up in words of its own.
        let outer = error.get_ref().map(|outer| outer as &(dyn Error + 'static));
        let causes = std::iter::successors(outer, |cause| (*cause).source());
        let innermost = causes.filter_map(|cause| cause.downcast_ref::<io::Error>()).last();
        let error: &io::Error = innermost.unwrap_or(error);
        let text = error.to_string();
        let end = text.find(" (os error").unwrap_or(text.len());
        let mut words = text[..end].chars();
        let first = words.next().map(char::to_lowercase);
        Self { kind: error.kind(), text: first.into_iter().flatten().chain(words).collect() }
    }
}
