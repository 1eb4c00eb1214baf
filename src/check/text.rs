//! Plain texts: lines, dates, addresses, and the characters they are made of.

use std::cell::LazyCell;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::addresses::{addresses, is_email, is_web};
use super::checker::Checker;
use super::typography::typeset;
use crate::characters::{bare, is_idle, is_right_to_left};
use crate::diagnostic::{Diagnostic, Folding, Kind, Problem};
use crate::limits::MAX_TEXT;
use crate::load::{Node, Scalar, ScalarStyle, is_curly_quote};

impl Checker<'_> {
    /// Reads a value that is no text, such as a date.
    pub fn value<'n>(&mut self, node: &'n Node<'n>) -> Option<&'n Scalar<'n>> {
        let scalar = self.scalar(node, Kind::Text)?;
        self.controls_in(node);
        Some(scalar)
    }

    /// Reads a text of at most [`MAX_TEXT`] characters.
    pub fn text<'n>(&mut self, node: &'n Node<'n>) -> Option<&'n Scalar<'n>> {
        self.text_as(node, Kind::Text)
    }

    /// Reads such a text, where a value of the given kind is meant. What YAML would take away
    /// from it or fold into one line is reported.
    pub fn text_as<'n>(&mut self, node: &'n Node<'n>, kind: Kind) -> Option<&'n Scalar<'n>> {
        let scalar = self.scalar(node, kind)?;
        self.controls_in(node);
        if scalar.text.len() > MAX_TEXT && scalar.text.chars().count() > MAX_TEXT {
            self.report(node.span.clone(), Problem::TextTooLong { limit: MAX_TEXT });
            return None;
        }
        if scalar.boolean().is_some() {
            let problem = Problem::WrongType { expected: kind, found: Kind::Boolean, known: &[] };
            self.report(node.span.clone(), problem);
            return None;
        }
        if scalar.is_plain()
            && let Some(comment) = self.comment_after(node.span.end)
        {
            self.report(comment, Problem::CommentAfterText);
        }
        if let Some(line) = scalar.folded_entry(self.text, &node.span) {
            let folding = match scalar.style {
                ScalarStyle::Folded => Folding::Folded,
                _ if self.path().last_key().is_none() && scalar.is_plain() => Folding::Entry,
                _ if kind == Kind::Prose => Folding::Text,
                _ => Folding::Line,
            };
            self.report(line, Problem::FoldedLine { folding });
        }
        if self.starter_texts.contains(&scalar.text.trim()) {
            self.report(node.span.clone(), Problem::StarterText);
        }
        Some(scalar)
    }

    /// Reports the control characters in a value.
    fn controls_in(&mut self, node: &Node<'_>) {
        let here: Vec<_> =
            self.controls.extract_if(.., |(offset, _)| node.span.contains(offset)).collect();
        for (offset, character) in here {
            self.control(offset..offset + character.len_utf8(), character);
        }
    }

    /// Reads plain text of one line. Returns it NFC-normalised, runs of white space as one space.
    pub fn line(&mut self, node: &Node<'_>) -> Option<String> {
        let scalar = self.text(node)?;
        let text = &*scalar.text;
        let source = self.text;
        let places = LazyCell::new(|| scalar.places(source, &node.span));
        let start = text.len() - text.trim_start().len();
        if let Some(newline) = text.trim().find('\n') {
            let second = start + newline + 1;
            let place = places.of(&(second..text.trim_end().len()));
            self.report(place, Problem::SeveralLines);
        }
        if scalar.is_plain() && text.starts_with(is_curly_quote) && text.ends_with(is_curly_quote) {
            self.report(node.span.clone(), Problem::PrintedQuotes);
        }
        if let Some(markup) = plain_markup(text) {
            let problem = Problem::PlainMarkup { markup: text[markup.clone()].to_owned() };
            self.report(places.of(&markup), problem);
        }
        self.characters(text, |range| places.of(&range));
        Some(normalise(text))
    }

    /// Reads a telephone or registration number, or another way to reach somebody: a line in which
    /// nothing that cannot be seen has a meaning.
    pub fn bare_line(&mut self, node: &Node<'_>) -> Option<String> {
        self.line(node).map(|text| bare(&text))
    }

    /// Reads plain text of one line, to be printed as prose is.
    pub fn typeset_line(&mut self, node: &Node<'_>) -> Option<String> {
        self.line(node).map(|text| typeset(&text))
    }

    /// Reads `true` or `false`.
    pub fn boolean(&mut self, node: &Node<'_>) -> Option<bool> {
        let scalar = self.scalar(node, Kind::Boolean)?;
        self.controls_in(node);
        if scalar.boolean().is_none() {
            let suggestion = likely_boolean(&scalar.text);
            self.report(node.span.clone(), Problem::NotTrueOrFalse { suggestion });
        }
        scalar.boolean()
    }

    /// Reads an e-mail address.
    pub fn email(&mut self, node: &Node<'_>) -> Option<String> {
        self.address(node, is_email, |meant| Problem::EmailAddress { meant }, likely_emails)
    }

    /// Reads a web address, with or without `https://`.
    pub fn web(&mut self, node: &Node<'_>) -> Option<String> {
        self.address(node, is_web, |meant| Problem::WebAddress { meant }, likely_webs)
    }

    fn address(
        &mut self,
        node: &Node<'_>,
        is_address: fn(&str) -> bool,
        problem: fn(Vec<String>) -> Problem,
        likely: fn(&str) -> Vec<String>,
    ) -> Option<String> {
        let before = self.diagnostics.len();
        let address = bare(&self.line(node)?);
        if !is_address(&address) {
            // Markup around an address is no address either.
            let is_said =
                |said: &mut Diagnostic| matches!(said.problem, Problem::PlainMarkup { .. });
            self.diagnostics.extract_if(before.., is_said).for_each(drop);
            self.report(node.span.clone(), problem(likely(&address)));
        }
        Some(address)
    }

    /// Reports a control character.
    pub fn control(&mut self, span: Range<usize>, character: char) {
        let escaped = self.text[span.start..].starts_with('\\');
        self.report(span, Problem::ControlCharacter { character, escaped });
    }

    /// Reports the characters of `text` that cannot be printed; `place` gives the place in the
    /// source of a byte range of the text. A run of undrawable characters is one problem.
    pub fn characters(&mut self, text: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let fonts = self.context.fonts;
        let is_good = |c| c < FIRST_MARK && !is_control(c) && (is_invisible(c) || fonts.covers(c));
        if text.chars().all(is_good) {
            return;
        }
        let keeps_marks = text.contains(is_right_to_left);
        let is_dropped = |c| is_idle(c) && !keeps_marks;
        let mut run: Option<(char, Range<usize>)> = None;
        let mut bad = Vec::new();
        for cluster in clusters(text) {
            let piece = &text[cluster.clone()];
            let hidden = piece.chars().find(|c| is_control(*c) && !is_dropped(*c));
            let mut base = None;
            let missing = piece.nfc().find(|character| {
                if is_mark(*character) {
                    return !base.is_some_and(|base| fonts.combines(base, *character));
                }
                base = Some(*character);
                let is_drawn =
                    |c| is_invisible(c) || is_composed(c) || is_dropped(c) || fonts.covers(c);
                !is_drawn(*character)
            });
            match (hidden, missing, &mut run) {
                (Some(character), ..) => {
                    bad.extend(run.take().map(undrawable));
                    bad.push((Bad::Control(character), cluster));
                }
                (None, Some(_), Some((_, range))) => range.end = cluster.end,
                (None, Some(character), run) => *run = Some((character, cluster)),
                (None, None, run) => bad.extend(run.take().map(undrawable)),
            }
        }
        bad.extend(run.map(undrawable));
        for (bad, range) in bad {
            match bad {
                Bad::Control(character) => self.control(place(range), character),
                Bad::Undrawable(character) => {
                    self.report(place(range), Problem::UndrawableCharacter { character });
                }
            }
        }
    }
}

/// Where a plain text holds what would be markup in prose: strong text, a link, an entity.
fn plain_markup(text: &str) -> Option<Range<usize>> {
    let strong = text.match_indices("**").map(|(at, _)| at).collect::<Vec<_>>();
    if let [start, end, ..] = strong[..]
        && end > start + 2
    {
        return Some(start..end + 2);
    }
    if let Some(middle) = text.find("](")
        && let (Some(start), Some(end)) = (text[..middle].rfind('['), text[middle..].find(')'))
    {
        return Some(start..middle + end + 1);
    }
    let start = text.find('&')?;
    let name = text[start + 1..].split(';').next()?;
    let is_entity = text[start + 1..].contains(';')
        && !name.is_empty()
        && name.trim_start_matches('#').chars().all(|c| c.is_ascii_alphanumeric());
    is_entity.then(|| start..start + name.len() + 2)
}

/// A character that cannot be printed.
enum Bad {
    Control(char),
    Undrawable(char),
}

fn undrawable((character, range): (char, Range<usize>)) -> (Bad, Range<usize>) {
    (Bad::Undrawable(character), range)
}

/// What is meant by a word that people write for yes or no.
pub(super) fn likely_boolean(word: &str) -> Option<bool> {
    let word = bare(word).to_lowercase();
    match word.trim_end_matches(['.', '!', ',']) {
        "true" | "yes" | "y" | "on" | "ja" | "j" | "japp" | "sant" | "x" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "nej" | "nix" | "falskt" | "0" |
        // What people write into a line that is to stay empty.
        "ej" | "inte" | "inga" | "ingen" | "inget" | "none" | "n/a" | "-" | "–" | "—" | "--"
        | "ej aktuellt" | "inte aktuellt" | "not applicable" => Some(false),
        _ => None,
    }
}

/// The addresses that are meant by another way of writing one or several: `mailto:`, a name before
/// the address, brackets around it, `(at)`.
fn likely_emails(written: &str) -> Vec<String> {
    let at = ["(at)", "[at]", "{at}", "(a)", "(snabel-a)", "[snabel-a]", "snabel-a", "@@"];
    let plain = at.iter().fold(written.replace(" at ", "@"), |text, at| text.replace(at, "@"));
    let plain = plain.replace(" @ ", "@");
    let is_parting =
        |c: char| c.is_whitespace() || "<>()[],;:\"/|".contains(c) || is_curly_quote(c);
    let mut found = Vec::new();
    for piece in plain.split(is_parting) {
        let address = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if is_email(address) && !found.iter().any(|known| known == address) {
            found.push(address.to_owned());
        }
    }
    // A comma for a full stop.
    let dotted = plain.replace(',', ".");
    if found.is_empty() && is_email(&dotted) {
        found.push(dotted);
    }
    found
}

/// The web addresses that stand in a text around them: brackets, a full stop, another address.
fn likely_webs(written: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for address in addresses(written) {
        let address = &written[address];
        if is_web(address) && !found.iter().any(|known| known == address) {
            found.push(address.to_owned());
        }
    }
    found
}

/// The byte ranges of characters with the combining marks that follow them, which NFC may turn
/// into one character.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = characters.next()?;
        while characters.next_if(|(_, c)| is_mark(*c)).is_some() {}
        Some(start..characters.peek().map_or(text.len(), |(next, _)| *next))
    })
}

/// The first character that is drawn on the one before it. A text of earlier ones, as nearly all
/// are, is in NFC.
const FIRST_MARK: char = '\u{300}';

/// Whether a character is drawn on the one before it.
fn is_mark(character: char) -> bool {
    character >= FIRST_MARK && canonical_combining_class(character) != 0
}

/// A text as it is drawn: in NFC, so that a letter with its accent is one character wherever there
/// is one; hyphens that no font has as the one that all have, kept from breaking where they were
/// made for that; without marks that mean nothing (see [`is_idle`]).
pub(super) fn compose(text: String) -> String {
    if text.chars().all(|character| character < FIRST_MARK) {
        return text;
    }
    let keeps_marks = text.contains(is_right_to_left);
    let mut drawn = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{2010}' => drawn.push('-'),
            '\u{2011}' => drawn.push_str("-\u{2060}"),
            _ if is_word_bullet(character) => drawn.push('•'),
            _ if is_idle(character) && !keeps_marks => {}
            _ => drawn.push(character),
        }
    }
    drawn.nfc().collect()
}

/// A text as its author would type it before it was composed: with the hyphen at which no line ends.
pub(super) fn typed(text: &str) -> String {
    text.replace("-\u{2060}", "\u{2011}")
}

/// A bullet of Word's: a character of its own area, for the font Symbol or Wingdings.
pub(super) fn is_word_bullet(character: char) -> bool {
    matches!(character, '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0A8}' | '\u{F076}' | '\u{F0FC}')
}

/// Whether [`compose`] has a character drawn otherwise.
fn is_composed(character: char) -> bool {
    matches!(character, '\u{2010}' | '\u{2011}') || is_word_bullet(character)
}

/// NFC, runs of white space as one space, none at the ends, of whatever kind.
pub(super) fn normalise(text: &str) -> String {
    let words = text.trim().split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    compose(words.collect::<Vec<_>>().join(" "))
}

/// Whether a character steers a device or the direction of writing, or is none at all; a text
/// that holds one does not print as it reads.
pub(super) fn is_control(character: char) -> bool {
    let code = u32::from(character);
    match character {
        ' '..='~' | '\t' | '\n' | '\r' => false,
        '\u{2028}' | '\u{2029}' | '\u{202B}' | '\u{202E}' | '\u{2067}' => true,
        _ if is_idle(character) => true,
        _ => character.is_control() || code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code),
    }
}

/// Whether a character is drawn by no font: white space, the soft hyphen, and marks that only
/// allow or forbid a line's end or a join.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'
    )
}
