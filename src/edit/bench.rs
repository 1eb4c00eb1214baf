//! What reports are checked and rendered with, the same for all that are open.

use std::collections::BTreeMap;
use std::path::Path;

use nacka_report::check::Checked;
use nacka_report::diagnostic::{Diagnostic, Language, Problem, Severity};
use nacka_report::document::DocumentFormat;
use nacka_report::entry::{Filled, Left, Outline};
use nacka_report::field::FieldPath;
use nacka_report::fonts::Fonts;
use nacka_report::input::Place;
use nacka_report::load::{MAX_FILE_SIZE, Source};
use nacka_report::model::{Letterhead, Report};
use nacka_report::read::Draft;
use nacka_report::render::pdf::{Drawing, PagePlace, PreviewPage};
use nacka_report::render::{RenderError, Renderer};
use nacka_report::sheet::{Origin, Sheet};
use serde::Serialize;

use crate::output::Digest;

/// What reports are checked and rendered with.
#[derive(Debug)]
pub struct Bench {
    pub fonts: Fonts,
    pub letterhead: Letterhead,
    /// Whether warnings count as errors do.
    pub deny_warnings: bool,
    /// The form's fields.
    pub outline: Outline,
    /// One for each format.
    pub renderers: Vec<Renderer>,
    /// Highest picture resolution in pixels an inch at the size shown.
    pub image_dpi: u32,
    /// What tells the letterhead from others.
    pub letterhead_digest: String,
    /// The language that people are spoken to in.
    pub language: Language,
}

/// A problem as it is shown at its field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    path: String,
    code: &'static str,
    severity: &'static str,
    /// In the words of the form.
    message: String,
    hints: Vec<String>,
    /// In the words of the file, for those who look at it.
    in_file: String,
    file_hints: Vec<String>,
    line: usize,
    column: usize,
}

/// What a list says of a report.
#[derive(Debug, Default, Serialize)]
pub struct Summary {
    title: String,
    number: String,
    date: String,
    name: String,
    /// How many problems it has, if it is not sound.
    problems: usize,
}

impl Summary {
    /// What is said of a file that cannot be read.
    pub fn unreadable() -> Self {
        Self { problems: 1, ..Self::default() }
    }
}

/// A page that has been laid out.
#[derive(Debug)]
pub struct Page {
    /// What tells it from others.
    pub digest: String,
    pub drawing: Drawing,
    pub places: Vec<PagePlace>,
}

/// What became of a text.
#[derive(Debug)]
pub struct Look {
    pub problems: Vec<Told>,
    /// Its pages; none if it has problems.
    pub pages: Option<Vec<Page>>,
}

impl Bench {
    fn check(&self, draft: &Draft, place: Place<'_>) -> Result<Checked<Report>, Vec<Diagnostic>> {
        let checked = draft.check(place, &self.fonts)?;
        if self.deny_warnings && !checked.warnings.is_empty() {
            return Err(checked.warnings);
        }
        Ok(checked)
    }

    /// What a list says of a report; nothing if the file is none.
    pub fn summary(&self, name: &str, bytes: Vec<u8>, place: Place<'_>) -> Option<Summary> {
        let draft = Draft::of_source(Source::new(name, bytes));
        match self.check(&draft, place) {
            Ok(Checked { value: report, .. }) => Some(Summary {
                title: report.title,
                number: report.registration_number.unwrap_or_default(),
                date: report.signature.date.to_string(),
                name: report.signature.name,
                problems: 0,
            }),
            Err(_) if draft.is_no_report() => None,
            Err(problems) => {
                let filled = Filled::read(draft.source.text(), &self.outline, &self.fonts);
                let said = |place: &str| {
                    let said = filled.as_ref().and_then(|f| f.shown().pointer(place)?.as_str());
                    said.unwrap_or_default().to_owned()
                };
                Some(Summary {
                    title: said("/title"),
                    number: said("/registration_number"),
                    date: said("/signature/date"),
                    name: said("/signature/name"),
                    problems: problems.len(),
                })
            }
        }
    }

    /// Checks a report's text and lays its pages out.
    pub fn look(&self, source: Source, place: Place<'_>) -> Look {
        let draft = Draft::of_source(source);
        let checked = match self.check(&draft, place) {
            Ok(checked) => checked,
            Err(problems) => return Look { problems: self.told(&draft, &problems), pages: None },
        };
        let mut problems = self.told(&draft, &checked.warnings);
        let pages = self.pages(&checked.value);
        if let Err(problem) = &pages {
            problems.extend(self.told(&draft, &[Diagnostic::of_file(problem.clone())]));
        }
        Look { problems, pages: pages.ok() }
    }

    fn pages(&self, report: &Report) -> Result<Vec<Page>, Problem> {
        let sheet = self.sheet(report)?;
        let pages = self.renderers.iter().find_map(|renderer| match renderer {
            Renderer::Pdf(renderer) => Some(renderer.preview(&sheet)),
            _ => None,
        });
        let pages = pages.unwrap_or(Ok(Vec::new()));
        let pages = pages.map_err(|error| Problem::RenderFailed { error })?;
        let page = |PreviewPage { drawing, places }: PreviewPage| {
            let bytes = serde_json::to_vec(&drawing).unwrap_or_default();
            Page { digest: Digest::of(&bytes).to_string(), drawing, places }
        };
        Ok(pages.into_iter().map(page).collect())
    }

    /// A report's document: the very bytes that `render` writes.
    pub fn document(
        &self,
        name: &str,
        bytes: &[u8],
        place: Place<'_>,
        format: DocumentFormat,
    ) -> Result<Vec<u8>, Vec<Told>> {
        let draft = Draft::of_source(Source::new(name, bytes.to_vec()));
        let told = |problems: &[Diagnostic]| self.told(&draft, problems);
        let checked = self.check(&draft, place).map_err(|problems| told(&problems))?;
        let failed = |problem| told(&[Diagnostic::of_file(problem)]);
        let sheet = self.sheet(&checked.value).map_err(failed)?;
        let letterhead = self.letterhead_digest.clone();
        let origin = Some(Origin { report: bytes, letterhead });
        let sheet = Sheet { origin, ..sheet };
        let renderer = self.renderers.iter().find(|renderer| renderer.format() == format);
        let Some(renderer) = renderer else { return Err(Vec::new()) };
        let document = renderer.render(&sheet);
        document
            .map(|document| document.bytes)
            .map_err(|error| failed(Problem::RenderFailed { error }))
    }

    fn sheet<'a>(&'a self, report: &'a Report) -> Result<Sheet<'a>, Problem> {
        Sheet::new(report, &self.letterhead, self.image_dpi).map_err(|flaw| Problem::RenderFailed {
            error: RenderError::Bug { message: flaw.to_string() },
        })
    }

    /// Why a file cannot be a report's picture, in the words of `check`; nothing if it can.
    pub fn picture_flaw(&self, name: &str, bytes: &[u8]) -> Vec<Told> {
        let files = BTreeMap::from([(name.to_owned(), bytes.to_vec())]);
        let text = serde_json::json!({"pictures": [{"file": name, "alt": "-"}]}).to_string();
        let draft = Draft::of_source(Source::new(name, text.into_bytes()));
        let problems = self.check(&draft, Place::holding(&files)).err().unwrap_or_default();
        let is_flaw = |problem: &Diagnostic| {
            problem.path.to_string() == "pictures[0].file"
                && problem.problem.severity() == Severity::Error
        };
        // It is none of the report's pictures yet, and called what its file is.
        let path = FieldPath::of(name.to_owned());
        let named = |problem| Diagnostic { path: path.clone(), ..problem };
        let flaws: Vec<Diagnostic> = problems.into_iter().filter(is_flaw).map(named).collect();
        let told = self.told(&draft, &flaws).into_iter();
        told.map(|told| Told { message: told.in_file.clone(), ..told }).collect()
    }

    /// What was entered but cannot be written into a text, each at its field.
    pub fn left(&self, source: Source, left: &[Left]) -> Vec<Told> {
        if left.is_empty() {
            return Vec::new();
        }
        let problems = left.iter().filter_map(|left| {
            let limit = left.is_too_long.then_some(MAX_FILE_SIZE);
            let problem = Problem::NotWritable { limit };
            // Where its key stands, or what holds it.
            let path: FieldPath = left.path.parse().ok()?;
            let key = path.without_positions();
            let key = format!("{}:", key.split('.').next().unwrap_or_default());
            let mut lines = source.text().match_indices(&*key).map(|(at, _)| at);
            let is_first = |at: &usize| *at == 0 || source.text()[..*at].ends_with('\n');
            let at = lines.find(is_first).unwrap_or_default();
            Some(Diagnostic::new(problem, at..at, path))
        });
        let problems: Vec<Diagnostic> = problems.collect();
        self.told(&Draft::of_source(source), &problems)
    }

    fn told(&self, draft: &Draft, problems: &[Diagnostic]) -> Vec<Told> {
        let told = problems.iter().map(|problem| {
            let (line, column) = draft.source.position(problem.span.start);
            // A form has no keys: what is missing in the file is empty in it.
            let in_form = match problem.problem {
                Problem::MissingKey { .. } => Problem::BlankValue { comment: false },
                ref other => other.clone(),
            };
            let in_form = Diagnostic { problem: in_form, in_form: true, ..problem.clone() };
            Told {
                path: problem.path.to_string(),
                code: problem.problem.code(),
                severity: problem.problem.severity().name(),
                message: in_form.message(self.language),
                hints: in_form.hints(self.language),
                in_file: problem.message(self.language),
                file_hints: problem.hints(self.language),
                line,
                column,
            }
        });
        told.collect()
    }
}

impl Told {
    /// What is wrong and what to do about it, as one text.
    pub fn text(&self) -> String {
        [&self.message]
            .into_iter()
            .chain(&self.hints)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// The file name of a report as it is shown.
pub fn shown(name: &str) -> &str {
    Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name)
}
