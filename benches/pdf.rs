//! How fast the PDF is made, against the plain way: a loop over `typst::compile` and
//! `typst_pdf::pdf` with the same standards on the form's first template with uncut fonts.
//!
//! Usage: `cargo bench --bench pdf`. The two take turns, each in a process of its own, so that
//! neither sees the other's caches and both see the same machine. Needs Debian's packages
//! fonts-crosextra-carlito and fonts-crosextra-caladea for the uncut fonts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark stops at the first fault")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use nacka_report::check::{self, Context};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source as ReportSource;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration as TypstDuration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 7;
const WARM_UP: usize = 30;
const DOCUMENTS: usize = 200;
const UNCUT_FONTS: &str = "/usr/share/fonts/truetype/crosextra";

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("plain") => plain(),
        Some("ours") => ours(),
        _ => compare(),
    }
}

/// Runs both ways in turn and prints the median of each and of their ratio.
fn compare() {
    let run = |way: &str| -> f64 {
        let program = std::env::current_exe().unwrap();
        let output = Command::new(program).arg(way).output().unwrap();
        assert!(output.status.success(), "{way}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
    };
    let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (run("plain"), run("ours"))).collect();
    let median = |values: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(values).collect();
        values.sort_by(f64::total_cmp);
        values[ROUNDS / 2]
    };
    println!("plain loop, first template, uncut fonts: {:.2} ms a document", median(|r| r.0));
    println!("nacka-report:                            {:.2} ms a document", median(|r| r.1));
    println!("ratio:                                   {:.2}", median(|r| r.1 / r.0));
}

/// Warms up, then prints the average time in milliseconds that `render` takes for a document.
fn print_average(mut render: impl FnMut(usize)) {
    (0..WARM_UP).for_each(&mut render);
    let start = Instant::now();
    (WARM_UP..WARM_UP + DOCUMENTS).for_each(render);
    println!("{}", start.elapsed().as_secs_f64() * 1000.0 / DOCUMENTS as f64);
}

fn ours() {
    let fonts = Fonts::bundled();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/samples"));
    let bytes = std::fs::read(folder.join("euro-cities.yaml")).unwrap();
    let source = ReportSource::new("euro-cities.yaml", bytes);
    let context = Context { folder: folder.into(), fonts: &fonts };
    let mut report = check::report(&source, &context).unwrap().value;
    let letterhead =
        check::letterhead(&ReportSource::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    print_average(|index| {
        report.title = format!("Möte {index} för nätverket Euro Cities i Utrecht, Holland");
        renderer.render(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()).unwrap();
    });
}

fn plain() {
    let mut world = PlainWorld::new();
    let standards = PdfStandards::new(&PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let json = include_str!("baseline/report.json");
    print_average(|index| {
        let title = format!("Möte {index} för nätverket Euro Cities i Utrecht, Holland");
        world.put("/report.json", Bytes::from_string(json.replace("TITLE", &title)));
        let document: PagedDocument = typst::compile(&world).output.unwrap();
        typst_pdf::pdf(&document, &options).unwrap();
    });
}

/// The world as a first attempt would have it.
struct PlainWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

impl PlainWorld {
    fn new() -> Self {
        let mut paths: Vec<_> = std::fs::read_dir(UNCUT_FONTS)
            .expect("the uncut fonts are installed")
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        let fonts: Vec<Font> =
            paths.iter().flat_map(|p| Font::iter(Bytes::new(std::fs::read(p).unwrap()))).collect();
        let sources = [
            ("/report.typ", include_str!("baseline/report.typ")),
            ("/prose.typ", include_str!("baseline/prose.typ")),
        ];
        let files = [
            ("/words.yaml", include_str!("baseline/words.yaml")),
            ("/measures.yaml", include_str!("baseline/measures.yaml")),
        ];
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources: sources.map(|(path, text)| Source::new(id(path), text.to_owned())).into(),
            files: files.map(|(path, text)| (id(path), Bytes::from_string(text))).into(),
        }
    }

    fn put(&mut self, path: &str, bytes: Bytes) {
        self.files.retain(|(file, _)| *file != id(path));
        self.files.push((id(path), bytes));
    }
}

fn id(path: &str) -> FileId {
    RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).unwrap()).intern()
}

impl World for PlainWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.sources[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.sources.iter().find(|source| source.id() == id);
        source.cloned().ok_or(FileError::Other(None))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(file, _)| *file == id);
        file.map(|(_, bytes)| bytes.clone()).ok_or(FileError::Other(None))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<TypstDuration>) -> Option<Datetime> {
        None
    }
}
