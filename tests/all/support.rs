//! What several test topics share: where the fixtures are, and how a file is checked and its
//! diagnostics printed.

use std::fs;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;
use std::sync::LazyLock;

use nacka_report::check::{self, Context};
use nacka_report::diagnostic::{self, Diagnostic, Findings, Format, Language};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report, Submission};
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
    Source::new(path.file_name().unwrap().to_string_lossy(), fs::read(path).unwrap())
}

/// Checks a report, its pictures beside it.
pub fn check_report(path: &Path) -> Result<Report, Vec<Diagnostic>> {
    check::report(&source(path), &context(path.parent().unwrap())).map(|checked| checked.value)
}

/// Checks a letterhead, its logo beside it.
pub fn check_letterhead(path: &Path) -> Result<Letterhead, Vec<Diagnostic>> {
    check::letterhead(&source(path), &context(path.parent().unwrap())).map(|checked| checked.value)
}

/// Checks a package file.
pub fn check_submission(path: &Path) -> Result<Submission, Vec<Diagnostic>> {
    check::submission(&source(path), &context(path.parent().unwrap())).map(|checked| checked.value)
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

/// How long a test waits at most for what another thread or program does.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);

/// Puts what `makers` make (each at the path it is given) in the place of `path` in turn, as fast as
/// it can, while `attempt` is called; `attempt` says whether it found what it may read. Ends after
/// `attempts` of them once something was found in 20.
#[cfg(unix)]
pub fn while_swapped(
    path: &Path,
    makers: &[&(dyn Fn(&Path) + Sync)],
    attempts: usize,
    mut attempt: impl FnMut() -> bool,
) {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    /// Ends the other thread even if an attempt panics.
    struct End<'a>(&'a AtomicBool);
    impl Drop for End<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    let is_over = AtomicBool::new(false);
    let next = path.with_file_name("next");
    let turn = || {
        for (number, make) in makers.iter().cycle().enumerate() {
            if is_over.load(Ordering::Relaxed) {
                return;
            }
            make(&next);
            fs::rename(&next, path).unwrap();
            // Now and then a while to be found in, however the two threads are scheduled; but not
            // after each, since what is sought is a swap between two looks.
            if number % 16 < makers.len() {
                thread::sleep(Duration::from_millis(1));
            }
        }
    };
    thread::scope(|scope| {
        let _end = End(&is_over);
        scope.spawn(turn);
        let began = Instant::now();
        let (mut tried, mut found) = (0, 0);
        while tried < attempts || found < 20 {
            assert!(began.elapsed() < PATIENCE, "found in {found} of {tried} attempts");
            found += usize::from(attempt());
            tried += 1;
        }
    });
}

/// A named pipe at `path`.
#[cfg(unix)]
pub fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success(), "mkfifo {}", path.display());
}
