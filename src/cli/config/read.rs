//! What a configuration file says, or everything that is wrong with it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use nacka_report::diagnostic::{Diagnostic, Problem, Setting, nearest};
use nacka_report::document::DocumentFormat;
use nacka_report::field::FieldPath;
use nacka_report::load::Source;
use toml_edit::{ImDocument, Item, Value};

use crate::cli::args::{MAX_IMAGE_DPI, NamedStandard};
use crate::cli::pattern;

/// What stands in for options that are not given. Paths lie below the file's folder, and begin with
/// it.
#[derive(Debug, Default)]
pub struct Config {
    pub letterhead: Option<PathBuf>,
    pub font_path: Vec<PathBuf>,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub deny_warnings: bool,
    pub to: Vec<DocumentFormat>,
    pub pdf_standard: Vec<NamedStandard>,
    pub image_dpi: Option<u32>,
    pub embed_source: bool,
    pub output: Option<PathBuf>,
    /// The line of each key that is there.
    pub lines: BTreeMap<&'static str, usize>,
}

/// The keys, each called as the option that it stands in for.
pub const KEYS: &[&str] = &[
    "letterhead",
    "font-path",
    "include",
    "exclude",
    "deny-warnings",
    "to",
    "pdf-standard",
    "image-dpi",
    "embed-source",
    "output",
];

const FORMATS: &[&str] = &["docx", "html", "pdf"];

/// Reads a configuration file that stands in a folder.
pub fn read(source: &Source, folder: &Path) -> Result<Config, Vec<Diagnostic>> {
    let document = match ImDocument::parse(source.text()) {
        Ok(document) => document,
        Err(error) => {
            let said = error.message().replace('\n', "; ");
            let span = error.span().unwrap_or(0..0);
            let text = source.text();
            let start =
                text.get(..span.start).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
            let line = text.get(start..).unwrap_or_default().lines().next();
            let is_backslash = line.is_some_and(|line| line.contains('\\'));
            let problem = duplicate(text, &said);
            let problem = problem.unwrap_or(Problem::ConfigSyntax { said, is_backslash });
            return Err(vec![Diagnostic::new(problem, span, FieldPath::default())]);
        }
    };
    let mut config = Config::default();
    let mut reader = Reader { folder, problems: Vec::new() };
    let table = document.as_table();
    for (name, item) in table {
        let key_span = table.key(name).and_then(toml_edit::Key::span).unwrap_or(0..0);
        let Some(key) = KEYS.iter().find(|key| **key == name) else {
            let suggestion = nearest(name, KEYS);
            let key = name.to_owned();
            let problem = Problem::UnknownKey { key, suggestion, homes: Vec::new(), known: KEYS };
            reader.problems.push(Diagnostic::new(
                problem,
                key_span,
                FieldPath::of(name.to_owned()),
            ));
            continue;
        };
        config.lines.insert(key, source.position(key_span.start).0);
        reader.entry(&mut config, &Entry { key, item, span: item.span().unwrap_or(key_span) });
    }
    reader.problems.sort_by_key(|problem| problem.span.start);
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

/// A key that is given twice, which the parser refuses like anything else that is not TOML.
fn duplicate(text: &str, said: &str) -> Option<Problem> {
    let named = said.strip_prefix("duplicate key `")?.split('`').next()?;
    let key = KEYS.iter().find(|key| **key == named)?;
    let first = text.lines().position(|line| line.trim_start().starts_with(key))?;
    Some(Problem::DuplicateKey { key, first_line: first + 1 })
}

/// A known key with its value.
struct Entry<'a> {
    key: &'static str,
    item: &'a Item,
    span: Range<usize>,
}

struct Reader<'a> {
    folder: &'a Path,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, config: &mut Config, entry: &Entry<'_>) {
        match entry.key {
            "letterhead" => config.letterhead = self.path(entry),
            "font-path" => {
                let texts = self.texts(entry, Setting::Texts);
                let paths = texts.iter().map(|(path, span)| self.below(entry.key, path, span));
                config.font_path = paths.collect::<Vec<_>>().into_iter().flatten().collect();
            }
            "include" => config.include = self.patterns(entry),
            "exclude" => config.exclude = self.patterns(entry),
            "deny-warnings" => config.deny_warnings = self.boolean(entry),
            "embed-source" => config.embed_source = self.boolean(entry),
            "to" => {
                let format = |name: &str| {
                    DocumentFormat::ALL.into_iter().find(|format| format.extension() == name)
                };
                config.to = self.named(entry, FORMATS, format);
            }
            "pdf-standard" => {
                config.pdf_standard = self.named(entry, &NamedStandard::NAMES, NamedStandard::new);
            }
            "image-dpi" => {
                let most = MAX_IMAGE_DPI;
                match entry.item.as_integer().filter(|dpi| (1..=most).contains(dpi)) {
                    Some(dpi) => config.image_dpi = u32::try_from(dpi).ok(),
                    None => self.wrong(entry, entry.span.clone(), Setting::Number { most }),
                }
            }
            _ => config.output = self.path(entry),
        }
    }

    fn boolean(&mut self, entry: &Entry<'_>) -> bool {
        entry.item.as_bool().unwrap_or_else(|| {
            self.wrong(entry, entry.span.clone(), Setting::Boolean);
            false
        })
    }

    fn wrong(&mut self, entry: &Entry<'_>, span: Range<usize>, takes: Setting) {
        let problem = Problem::ConfigValue { takes };
        self.problems.push(Diagnostic::new(problem, span, FieldPath::of(entry.key)));
    }

    /// The texts of a list, each with its place. One text alone counts as a list.
    fn texts(&mut self, entry: &Entry<'_>, takes: Setting) -> Vec<(String, Range<usize>)> {
        let text = |value: &Value| {
            let span = value.span().unwrap_or(entry.span.clone());
            value.as_str().map(|text| (text.to_owned(), span.clone())).ok_or(span)
        };
        let values: Vec<_> = match entry.item {
            Item::Value(Value::Array(list)) => list.iter().map(text).collect(),
            Item::Value(value) => vec![text(value)],
            _ => vec![Err(entry.span.clone())],
        };
        let mut texts = Vec::new();
        for value in values {
            match value {
                Ok(text) => texts.push(text),
                Err(span) => self.wrong(entry, span, takes),
            }
        }
        texts
    }

    fn patterns(&mut self, entry: &Entry<'_>) -> Vec<String> {
        let mut patterns = Vec::new();
        for (pattern, span) in self.texts(entry, Setting::Texts) {
            if pattern::is_readable(&pattern) {
                patterns.push(pattern);
            } else {
                self.wrong(entry, span, Setting::Pattern);
            }
        }
        patterns
    }

    /// What a list of known names stands for.
    fn named<T>(
        &mut self,
        entry: &Entry<'_>,
        known: &'static [&'static str],
        value: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (name, span) in self.texts(entry, Setting::Names { known, suggestion: None }) {
            if let Some(value) = value(&name).filter(|_| known.contains(&&*name)) {
                values.push(value);
            } else {
                let suggestion = nearest(&name, known);
                self.wrong(entry, span, Setting::Names { known, suggestion });
            }
        }
        values
    }

    fn path(&mut self, entry: &Entry<'_>) -> Option<PathBuf> {
        let Some(path) = entry.item.as_str() else {
            self.wrong(entry, entry.span.clone(), Setting::Text);
            return None;
        };
        self.below(entry.key, path, &entry.span)
    }

    /// A path from the file's folder. What leads out of it is refused, also by links: whoever may
    /// write a file into a project is not to write, or read, elsewhere by that.
    fn below(&mut self, key: &'static str, path: &str, span: &Range<usize>) -> Option<PathBuf> {
        // `"C:\temp"` has a tab in it.
        let takes = match path {
            "" => Some(Setting::Path),
            _ if path.contains(char::is_control) => Some(Setting::PathWithSlashes),
            _ => None,
        };
        if let Some(takes) = takes {
            let problem = Problem::ConfigValue { takes };
            self.problems.push(Diagnostic::new(problem, span.clone(), FieldPath::of(key)));
            return None;
        }
        let is_plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        let full = self.folder.join(path);
        let stays = || {
            let folder =
                if self.folder.as_os_str().is_empty() { Path::new(".") } else { self.folder };
            let there = full.ancestors().find_map(|part| part.canonicalize().ok());
            let folder = folder.canonicalize().ok()?;
            // Of a path that begins in the current folder nothing at all may be there.
            there.is_none_or(|there| there.starts_with(folder)).then_some(())
        };
        if Path::new(path).components().all(is_plain) && stays().is_some() {
            return Some(full);
        }
        self.problems.push(Diagnostic::new(Problem::ConfigPath, span.clone(), FieldPath::of(key)));
        None
    }
}
