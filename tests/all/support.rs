//! What several test topics share: where the fixtures are, and how a file is checked and its
//! diagnostics printed.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use nacka_report::check::{self, Context};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::render::docx::DocxRenderer;
use nacka_report::sheet::Sheet;

/// A path below the project's root.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The YAML files below a folder of the project, in order.
pub fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ignore::Walk::new(project(folder))
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

/// What the bundled fonts and a folder of files make of a check.
pub fn context(folder: &Path) -> Context<'_> {
    static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);
    Context { folder: folder.into(), fonts: &FONTS }
}

/// Reads a file; its name in diagnostics is that of the file without its folder.
pub fn source(path: &Path) -> Source {
    Source::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap())
}

/// Checks a report, its pictures beside it.
pub fn check_report(path: &Path) -> Result<Report, Vec<Diagnostic>> {
    check::report(&source(path), &context(path.parent().unwrap())).map(|checked| checked.value)
}

/// Checks a letterhead, its logo beside it.
pub fn check_letterhead(path: &Path) -> Result<Letterhead, Vec<Diagnostic>> {
    check::letterhead(&source(path), &context(path.parent().unwrap())).map(|checked| checked.value)
}

/// Prints the diagnostics of one file, without colours.
pub fn print(
    format: Format,
    language: Language,
    source: &Source,
    diagnostics: &[Diagnostic],
) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    diagnostic::write(&mut out, format, language, &[Findings { source, diagnostics }]).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

/// A report's sheet, with pictures as an office prints them.
pub fn sheet<'a>(report: &'a Report, letterhead: &'a Letterhead) -> Sheet<'a> {
    Sheet::new(report, letterhead, Sheet::IMAGE_DPI).unwrap()
}

/// A report as a Word document.
pub fn render_docx(report: &Report, letterhead: &Letterhead) -> Vec<u8> {
    static RENDERER: LazyLock<DocxRenderer> = LazyLock::new(DocxRenderer::new);
    RENDERER.render(&sheet(report, letterhead)).unwrap().bytes
}
