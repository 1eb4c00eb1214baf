//! Everything that can be wrong, one variant a diagnostic code.

use chrono::NaiveDate;

use super::facts::{
    Appearance, DocumentFlaw, Folding, Foreign, Kind, Markup, Misfire, PdfFlaw, Reason, Setting,
    Syntax,
};
use crate::field::FieldPath;
use crate::render::RenderError;

/// How much a problem counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The file cannot be used as it is.
    Error,
    /// The file can be used, but something in it is probably not meant.
    Warning,
}

impl Severity {
    /// The name that programs know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Declares a problem's code and facts; `warning` before the code makes it one.
macro_rules! problems {
    ($($(#[$doc:meta])* $($severity:ident)? $code:literal $name:ident
        $({ $($(#[$field_doc:meta])* $field:ident : $type:ty),* $(,)? })? ,)*) => {
        /// What is wrong, with the facts that a message needs.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Problem {
            $($(#[$doc])* $name $({ $($(#[$field_doc])* $field: $type),* })?),*
        }

        impl Problem {
            /// The stable codes of all problems, as `docs/diagnostics.md` lists them.
            pub const CODES: &[&str] = &[$($code),*];

            /// The stable name of this kind of problem.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $code),*
                }
            }

            /// How much it counts.
            pub fn severity(&self) -> Severity {
                match self {
                    $(Self::$name { .. } => severity!($($severity)?)),*
                }
            }
        }
    };
}

macro_rules! severity {
    () => {
        Severity::Error
    };
    (warning) => {
        Severity::Warning
    };
}

problems! {
    /// The file cannot be opened or read.
    "unreadable-file" UnreadableFile {
        /// What the system says.
        reason: Reason,
    },
    /// A report that was found in a folder is a link that leads out of it.
    "report-outside-folder" ReportOutsideFolder,
    /// The file is larger than what is read.
    "file-too-large" FileTooLarge {
        /// Largest size in bytes.
        limit: usize,
    },
    /// The file is no text, but of another format.
    "not-text" NotText {
        /// The format's name.
        found: &'static str,
    },
    /// The bytes are not UTF-8.
    "not-utf8" NotUtf8,
    /// Nothing in the file but comments and white space.
    "empty-file" EmptyFile,
    /// A YAML file, found in a folder, that has none of a report's keys.
    warning "not-a-report" NotAReport,
    /// A second YAML document begins.
    "several-documents" SeveralDocuments {
        /// Whether three dots end the first one.
        dots: bool,
    },
    /// Not YAML.
    "syntax" Syntax {
        /// What the parser met.
        syntax: Syntax,
    },
    /// A text with a colon in quotation marks of print.
    "curly-quotes" CurlyQuotes,
    /// Lists, blocks or markup inside each other beyond the limit.
    "nested-too-deep" NestedTooDeep {
        /// Deepest level.
        limit: usize,
    },
    /// Aliases repeat more than the limit.
    "too-many-aliases" TooManyAliases {
        /// Most values and bytes that aliases may add.
        limit: usize,
    },
    /// An alias for which nothing is defined.
    "unknown-alias" UnknownAlias {
        /// The name after the asterisk.
        name: String,
    },
    /// An alias inside the value that it stands for.
    "alias-inside-itself" AliasInsideItself,
    /// A YAML tag other than the core ones.
    "unsupported-tag" UnsupportedTag {
        /// The tag as written.
        tag: String,
    },
    /// More problems than are shown.
    "too-many-problems" TooManyProblems {
        /// Most problems of a file that are shown.
        limit: usize,
    },
    /// A key that the format does not know.
    "unknown-key" UnknownKey {
        /// The key as written.
        key: String,
        /// The known key that is most like it.
        suggestion: Option<&'static str>,
        /// Where it could belong instead: blocks by their keys, "" for the file itself, and the
        /// key there.
        homes: Vec<(&'static str, &'static str)>,
        /// All known keys of the block.
        known: &'static [&'static str],
    },
    /// A key for the second time in its block.
    "duplicate-key" DuplicateKey {
        /// The key.
        key: &'static str,
        /// The line, from 1, where it stands first.
        first_line: usize,
    },
    /// A key that is a list or a block.
    "key-not-text" KeyNotText,
    /// A merge key, `<<`.
    "merge-key" MergeKey,
    /// A required key is not there.
    "missing-key" MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A required value is blank.
    "blank-value" BlankValue {
        /// Whether a comment stands in the value's stead.
        comment: bool,
    },
    /// An optional value is blank, and a comment stands in its stead.
    warning "comment-for-value" CommentForValue,
    /// A comment follows a text.
    "comment-after-text" CommentAfterText,
    /// A line that looks like an entry of a list is joined to the one above it.
    "folded-line" FoldedLine {
        /// What joins them.
        folding: Folding,
    },
    /// A text of the starter that was not replaced.
    warning "starter-text" StarterText,
    /// The whole of a text stands in quotation marks of print.
    warning "printed-quotes" PrintedQuotes,
    /// Markup in a text that takes none, and shows it as it is.
    warning "plain-markup" PlainMarkup {
        /// The markup.
        markup: String,
    },
    /// A required list has no entries.
    "empty-list" EmptyList,
    /// A list is longer than the limit.
    "too-many-entries" TooManyEntries {
        /// Most entries.
        limit: usize,
    },
    /// A value of the wrong kind.
    "wrong-type" WrongType {
        /// What the field takes.
        expected: Kind,
        /// What stands there.
        found: Kind,
        /// The keys of the block that is expected, if it is one.
        known: &'static [&'static str],
    },
    /// Neither `true` nor `false`.
    "not-true-or-false" NotTrueOrFalse {
        /// The word that is meant, if that is clear.
        suggestion: Option<bool>,
    },
    /// A box is ticked whose line has no text.
    warning "tick-without-text" TickWithoutText,
    /// The text beside a box is a word for yes or no.
    warning "tick-with-word" TickWithWord {
        /// The word.
        word: String,
        /// What is most likely meant.
        meant: bool,
    },
    /// Not written as a date.
    "date-form" DateForm {
        /// The date that is meant, if that is clear.
        suggestion: Option<NaiveDate>,
    },
    /// A date that is not in the calendar.
    "impossible-date" ImpossibleDate {
        /// How many days its month has, if year and month are right.
        days: Option<u32>,
    },
    /// A date of which the year is most likely mistyped.
    warning "unlikely-year" UnlikelyYear {
        /// The date.
        date: NaiveDate,
        /// The date that is meant, if that is clear.
        suggestion: Option<NaiveDate>,
    },
    /// Not an e-mail address.
    "email-address" EmailAddress {
        /// The addresses that are meant, if that is clear.
        meant: Vec<String>,
    },
    /// Not a web address.
    "web-address" WebAddress {
        /// The addresses that are meant, if that is clear.
        meant: Vec<String>,
    },
    /// A line end in a one-line text.
    "several-lines" SeveralLines,
    /// A text is longer than the limit.
    "text-too-long" TextTooLong {
        /// Most characters.
        limit: usize,
    },
    /// A control character.
    "control-character" ControlCharacter {
        /// The character.
        character: char,
        /// Whether it is written as an escape, with a backslash.
        escaped: bool,
    },
    /// A character that no font in use can draw.
    "undrawable-character" UndrawableCharacter {
        /// The character.
        character: char,
    },
    /// Markdown that the form has no place for.
    "disallowed-markup" DisallowedMarkup {
        /// What it is.
        markup: Markup,
    },
    /// Lists inside each other beyond the limit.
    "list-too-deep" ListTooDeep {
        /// Deepest level.
        limit: usize,
    },
    /// A numbered list that counts beyond the limit.
    "list-number" ListNumber {
        /// Largest number.
        limit: u64,
    },
    /// A list item without text.
    "blank-list-item" BlankListItem {
        /// Whether another list's mark follows at once.
        before_list: bool,
    },
    /// More than one paragraph, or a list, where one paragraph is meant.
    "single-paragraph" SingleParagraph {
        /// Whether it is a list.
        list: bool,
    },
    /// A mark of bold or italic text that makes nothing so.
    "stray-mark" StrayMark {
        /// The mark as written.
        mark: String,
        /// Why.
        misfire: Misfire,
    },
    /// A link that is not read as one.
    "stray-link" StrayLink {
        /// Whether spaces in its address are the reason.
        spaces: bool,
    },
    /// A link to something else than a web, e-mail or telephone address.
    "link-address" LinkAddress,
    /// A link without a text to click on.
    "link-text" LinkText,
    /// A path longer than the limit.
    "path-too-long" PathTooLong {
        /// Most characters.
        limit: usize,
    },
    /// A path that leads out of the folder.
    "path-outside-folder" PathOutsideFolder,
    /// No file at the path.
    "picture-not-found" PictureNotFound {
        /// The path as written.
        file: String,
        /// The path of the file that is most likely meant, written as it would have to be.
        suggestion: Option<String>,
        /// Whether the path is written with backslashes.
        backslash: bool,
    },
    /// The file at the path cannot be read.
    "picture-unreadable" PictureUnreadable {
        /// What the system says.
        reason: Reason,
    },
    /// A folder, device or pipe.
    "picture-not-a-file" PictureNotAFile,
    /// The file is larger than what is read.
    "picture-too-large" PictureTooLarge {
        /// Largest size in bytes.
        limit: usize,
    },
    /// All pictures together are larger than the limit.
    "pictures-too-large" PicturesTooLarge {
        /// Largest sum in bytes.
        limit: usize,
    },
    /// More pixels in all pictures together than are decoded.
    "pictures-too-many-pixels" PicturesTooManyPixels,
    /// Not a picture of a known format.
    "picture-format" PictureFormat {
        /// The formats that are taken.
        known: &'static [&'static str],
        /// The format that it has, if that is known.
        found: Option<&'static str>,
    },
    /// A colour profile that cannot be used.
    warning "picture-colours" PictureColours,
    /// The picture's data end too early or are wrong.
    "picture-damaged" PictureDamaged,
    /// More pixels than are decoded.
    "picture-too-many-pixels" PictureTooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Most pixels.
        limit: u64,
    },
    /// An SVG file with text elements.
    "logo-with-text" LogoWithText,
    /// An SVG file that refers to something outside of itself.
    "logo-reference" LogoReference {
        /// What it refers to, the beginning.
        address: String,
    },
    /// An SVG file with an element that is not drawn.
    "logo-element" LogoElement {
        /// The element's name.
        element: &'static str,
    },
    /// An SVG file that would take too much time or memory.
    "logo-too-complex" LogoTooComplex,
    /// An SVG file without a size.
    "logo-without-size" LogoWithoutSize,
    /// A logo that at its height is too wide.
    "logo-too-wide" LogoTooWide {
        /// Largest width in points.
        most: u32,
    },
    /// Neither or both of `wordmark` and `logo`.
    "wordmark-or-logo" WordmarkOrLogo {
        /// Whether both are there.
        both: bool,
    },
    /// Not a length, or out of range.
    "length" Length {
        /// Smallest length in points.
        least: u32,
        /// Largest length in points.
        most: u32,
    },
    /// Not ten digits.
    "organisation-number-form" OrganisationNumberForm,
    /// The check digit does not match.
    "organisation-number-check" OrganisationNumberCheck {
        /// The check digit that the other nine digits give.
        expected: u32,
    },
    /// A package's identifier that cannot be the name of a folder everywhere.
    "identifier-form" IdentifierForm {
        /// Most characters.
        limit: usize,
    },
    /// A language that is not written as a code.
    "language-code" LanguageCode {
        /// The code of the language that is meant.
        suggestion: Option<&'static str>,
    },
    /// A configuration file that is not TOML.
    "config-syntax" ConfigSyntax {
        /// What the parser says, in English.
        said: String,
        /// Whether a `\` is meant to stand for itself.
        is_backslash: bool,
    },
    /// A value that a key of the configuration does not take.
    "config-value" ConfigValue {
        /// What it takes.
        takes: Setting,
    },
    /// A path in the configuration that leads out of the file's folder.
    "config-path" ConfigPath,
    /// A Word document that cannot be opened, or is not safe to open.
    "word-document" WordDocument {
        /// Why.
        flaw: DocumentFlaw,
    },
    /// A PDF that does not give what it was made from.
    "pdf-document" PdfDocument {
        /// Why.
        flaw: PdfFlaw,
    },
    /// A file that a PDF carries and that is not this program's.
    warning "foreign-attachment" ForeignAttachment {
        /// Its name.
        file: String,
    },
    /// A Word document that is not this form.
    "not-the-form" NotTheForm,
    /// Something in a Word document that a report has no place for.
    "no-place-in-form" NoPlace {
        /// What it is.
        what: Foreign,
    },
    /// Text in a Word document that stands in no field.
    "text-outside-fields" StrayText {
        /// The text.
        text: String,
    },
    /// Changes in a Word document that are tracked, and read as if they were accepted.
    warning "tracked-changes" TrackedChanges,
    /// A look that text has in a Word document and the form has not.
    warning "lost-look" LostLook {
        /// The look.
        look: Appearance,
    },
    /// An alternative text that Word has made up.
    warning "automatic-alt-text" AutomaticAlt,
    /// A text beside a box that is not ticked.
    warning "text-beside-empty-box" TextBesideEmptyBox,
    /// A picture's own file is not beside the Word document: what that holds is taken.
    warning "picture-from-document" PictureFromDocument {
        /// The file.
        file: String,
    },
    /// The form's line for a picture's alternative text says something else than the picture does.
    warning "alt-texts-differ" AltTextsDiffer {
        /// The text of the line, which is read.
        read: String,
        /// The picture's own.
        other: String,
    },
    /// The heads of a Word document's pages differ.
    warning "registration-numbers-differ" RegistrationNumbersDiffer {
        /// The number that is read.
        read: String,
        /// The other one.
        other: String,
    },
    /// Two reports would become the same file.
    "output-collision" OutputCollision {
        /// The output file.
        output: String,
        /// The other report.
        other: String,
    },
    /// A document would take the place of the file that it is made from.
    "output-is-source" OutputIsSource {
        /// The file.
        output: String,
    },
    /// A report or picture that is there already and says something else.
    "report-exists" ReportExists {
        /// The file.
        output: String,
    },
    /// A report and the document that was made from it were both changed.
    "both-changed" BothChanged {
        /// The report.
        output: String,
        /// The fields that were changed in the one or the other, as the form calls them.
        fields: Vec<FieldPath>,
    },
    /// Something entered in the form on a screen that cannot be written into the report's file.
    "not-writable" NotWritable {
        /// The most bytes that a file may have, if it would have more.
        limit: Option<usize>,
    },
    /// A document that somebody has worked on since it was rendered.
    "changed-document" ChangedDocument {
        /// The document.
        output: String,
    },
    /// An output file cannot be written.
    "unwritable-output" UnwritableOutput {
        /// The output file.
        output: String,
        /// What the system says.
        reason: Reason,
    },
    /// A valid report could not be rendered.
    "render-failed" RenderFailed {
        /// Why.
        error: RenderError,
    },
}
