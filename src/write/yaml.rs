//! Values as YAML: block scalars for prose, quotation marks only where they are needed, keys in
//! the form's order.

use std::fmt::Write as _;

use super::value::Value;
use crate::characters::{is_odd_space, is_zero_width};
use crate::check;
use crate::field::{FieldPath, Step};
use crate::load::{Gaps, is_curly_quote};

/// What tells an editor the schema, as the first line of a report.
pub(super) const MODELINE: &str = "# yaml-language-server: $schema=report.schema.json\n";

/// Widest line that is written where lines are folded, in characters.
pub(super) const WIDTH: usize = 100;

/// A report's text, and where its values begin.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The text.
    pub text: String,
    /// The place of each key and entry, with its byte offset in the text, in order.
    pub places: Vec<(FieldPath, usize)>,
}

/// Writes a whole report.
pub fn yaml(report: &Value) -> Written {
    let mut writer = Writer {
        out: Written { text: MODELINE.to_owned(), places: Vec::new() },
        path: FieldPath::default(),
    };
    if let Value::Block(fields) = report {
        let mut parted = true;
        for (key, value) in fields {
            // Short lines at the top stand together, longer parts apart.
            let is_short = !matches!(value, Value::List(_) | Value::Block(_) | Value::Prose(_));
            if !(parted && is_short) {
                writer.out.text.push('\n');
            }
            parted = is_short;
            writer.field(key, value, 0);
        }
    }
    writer.out
}

/// Writes a value as it stands behind its key's colon, in a block that is indented so far.
pub(super) fn value(value: &Value, indent: usize) -> String {
    let mut writer = Writer { out: Written::default(), path: FieldPath::default() };
    writer.value(value, indent);
    writer.out.text
}

/// Writes an entry as it stands behind its dash, which is indented so far.
pub(super) fn entry(value: &Value, indent: usize) -> String {
    let mut writer = Writer { out: Written::default(), path: FieldPath::default() };
    writer.entry(value, indent);
    writer.out.text
}

struct Writer {
    out: Written,
    path: FieldPath,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.out.text.push_str(text);
    }

    /// Notes where something begins, and writes it.
    fn at(&mut self, step: Step, write: impl FnOnce(&mut Self)) {
        self.path.push(step);
        self.out.places.push((self.path.clone(), self.out.text.len()));
        write(self);
        self.path.pop();
    }

    fn field(&mut self, key: &'static str, value: &Value, indent: usize) {
        self.at(Step::Key(key.into()), |this| {
            this.push(key);
            this.push(":");
            this.value(value, indent);
        });
    }

    /// Writes a value behind a key or dash, up to its line's end.
    fn value(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Missing => self.push("\n"),
            Value::Word(word) => {
                self.push(" ");
                self.push(word);
                self.push("\n");
            }
            Value::Line(text) => self.scalar(text, indent, false),
            Value::Prose(text) => self.scalar(text, indent, true),
            Value::List(values) if values.is_empty() => self.push(" []\n"),
            Value::List(values) => {
                self.push("\n");
                self.entries(values, indent + 2);
            }
            Value::Block(fields) => {
                self.push("\n");
                for (key, value) in fields {
                    self.push(&" ".repeat(indent + 2));
                    self.field(key, value, indent + 2);
                }
            }
        }
    }

    fn entries(&mut self, values: &[Value], indent: usize) {
        for (index, value) in values.iter().enumerate() {
            let is_block = matches!(value, Value::Block(_));
            if index > 0 && is_block {
                self.push("\n");
            }
            self.push(&" ".repeat(indent));
            self.at(Step::Item(index), |this| {
                this.push("-");
                this.entry(value, indent);
            });
        }
    }

    /// Writes an entry behind its dash.
    fn entry(&mut self, value: &Value, indent: usize) {
        let Value::Block(fields) = value else { return self.value(value, indent) };
        for (index, (key, value)) in fields.iter().enumerate() {
            match index {
                0 => self.push(" "),
                _ => self.push(&" ".repeat(indent + 2)),
            }
            self.field(key, value, indent + 2);
        }
        if fields.is_empty() {
            self.push("\n");
        }
    }

    fn scalar(&mut self, text: &str, indent: usize, is_prose: bool) {
        let below = " ".repeat(indent + 2);
        if text.contains('\n') && is_prose && is_block(text) {
            self.push(" |\n");
            for line in text.split('\n') {
                if !line.is_empty() {
                    self.push(&below);
                    self.push(line);
                }
                self.push("\n");
            }
        } else if is_prose
            && text.chars().count() + indent > WIDTH
            && let Some(lines) = folded(text, WIDTH - indent - 2)
        {
            self.push(" >-\n");
            for line in lines {
                self.push(&below);
                self.push(line);
                self.push("\n");
            }
        } else {
            self.push(" ");
            if is_plain(text) {
                self.push(text);
            } else {
                self.push(&quoted(text));
            }
            self.push("\n");
        }
    }
}

/// Whether a text can stand below a bar as it is.
pub(super) fn is_block(text: &str) -> bool {
    let is_odd = |c: char| is_odd_space(c) || is_zero_width(c);
    !text.chars().any(is_unwritable)
        && !text.starts_with(' ')
        && text.split('\n').all(|line| {
            let inside = line.trim_start_matches(' ');
            !inside.starts_with(is_odd)
                && !inside.starts_with('\t')
                && !line.ends_with([' ', '\t'])
                && (line.is_empty() || !inside.is_empty())
                // The loader puts plain blanks for odd ones behind dashes and keys.
                && !inside.trim_start_matches(['-', ' ']).starts_with(is_odd)
                && !inside.split_once(':').is_some_and(|(_, rest)| rest.starts_with(is_odd))
        })
}

/// A text of one line on several, to be folded; none if that would change it.
pub(super) fn folded(text: &str, width: usize) -> Option<Vec<&str>> {
    if !is_block(text) || text.contains(['\n', '\t']) || text.contains("  ") {
        return None;
    }
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.chars().count() > width {
        let end = rest.char_indices().nth(width + 1).map_or(rest.len(), |(at, _)| at);
        let blank = rest[..end].rfind(' ').or_else(|| rest.find(' '));
        let Some(blank) = blank else { break };
        lines.push(&rest[..blank]);
        rest = &rest[blank + 1..];
    }
    lines.push(rest);
    // What looks like an entry of a list at a line's beginning is told, as it is most likely one.
    let is_safe = lines.iter().all(|line| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(|c: char| c.is_alphanumeric() || c == '(' || c == '”')
            && !line.starts_with("o ")
            && line.chars().nth(1) != Some(')')
            && (digits.len() == line.len() || !digits.starts_with(['.', ')']))
            && is_block(line)
    });
    is_safe.then_some(lines)
}

/// Whether a text can stand without quotation marks.
pub(super) fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_resolved = check::is_yes_or_no(text)
        || matches!(text, "~" | "null" | "Null" | "NULL")
        || text.trim_start_matches(['-', '+', '.']).starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || "-+.:eExXoO_,T".contains(c));
    let begins_well = first.is_alphanumeric() || first == '(' || first == '/' || first == '+';
    begins_well
        && !is_resolved
        && !is_curly_quote(first)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(['\n', '\t'])
        && !text.chars().any(|c| is_unwritable(c) || is_zero_width(c))
        && !text.split_once(':').is_some_and(|(_, rest)| rest.starts_with(is_odd_space))
        && is_read_back(text)
}

/// Whether a text without quotation marks is read as it stands.
fn is_read_back(text: &str) -> bool {
    let line = format!("k: {text}\n");
    crate::load::parse(&line, &Gaps::default()).is_ok_and(|parsed| {
        parsed.root.is_some_and(|root| {
            match root.value {
            crate::load::Value::Mapping(entries) => entries.first().is_some_and(|entry| {
                matches!(&entry.value.value, crate::load::Value::Scalar(s) if s.text == text)
            }),
            _ => false,
        }
        })
    })
}

/// A text in double quotation marks; in single ones where that saves escapes.
pub(super) fn quoted(text: &str) -> String {
    let single = single_quoted(text).filter(|_| text.contains(['"', '\\']));
    single.unwrap_or_else(|| double_quoted(text))
}

/// A text in single quotation marks; none if something in it must be escaped.
pub(super) fn single_quoted(text: &str) -> Option<String> {
    let is_simple = !text.chars().any(needs_escape);
    is_simple.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// A text in double quotation marks.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if needs_escape(character) => {
                let code = u32::from(character);
                // Writing to memory does not fail.
                let _ = match code {
                    0..=0xFF => write!(out, "\\x{code:02X}"),
                    0x100..=0xFFFF => write!(out, "\\u{code:04X}"),
                    _ => write!(out, "\\U{code:08X}"),
                };
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Whether a character is not to be seen as what it is.
fn needs_escape(character: char) -> bool {
    matches!(character, '\n' | '\t') || is_unwritable(character) || is_zero_width(character)
}

/// Whether a character may not stand in YAML as it is (YAML 1.2, section 5.1), or ends a line for
/// some programs.
fn is_unwritable(character: char) -> bool {
    matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
        || character.is_control() && !matches!(character, '\n' | '\t')
}
