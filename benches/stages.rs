//! How long each stage takes for the Euro Cities report, warm.
//!
//! Usage: `cargo bench --bench stages`.
#![allow(clippy::unwrap_used, reason = "a benchmark stops at the first fault")]

use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use nacka_report::check::{self, Context};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::render::docx::DocxRenderer;
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::bundled);

fn main() {
    divan::main();
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");

fn context() -> Context<'static> {
    Context { folder: Path::new(FOLDER).into(), fonts: &FONTS }
}

fn load() -> Source {
    Source::open(&Path::new(FOLDER).join("euro-cities.yaml")).unwrap()
}

fn report() -> Report {
    check::report(&load(), &context()).unwrap().value
}

fn letterhead() -> Letterhead {
    check::letterhead(&Source::built_in_letterhead(), &context()).unwrap().value
}

#[divan::bench]
fn load_file(bencher: Bencher<'_, '_>) {
    bencher.bench(load);
}

#[divan::bench]
fn check_report(bencher: Bencher<'_, '_>) {
    let source = load();
    bencher.bench(|| check::report(&source, &context()));
}

/// Every title differs, as in a run over many reports: nothing is drawn from a cache whole.
#[divan::bench]
fn render_pdf(bencher: Bencher<'_, '_>) {
    let (mut report, letterhead) = (report(), letterhead());
    let renderer = PdfRenderer::new(FONTS.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        report.title = format!("Rapport {number}");
        renderer.render(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap())
    });
}

#[divan::bench]
fn render_docx(bencher: Bencher<'_, '_>) {
    let (report, letterhead) = (report(), letterhead());
    let renderer = DocxRenderer::new();
    bencher.bench(|| renderer.render(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()));
}

#[divan::bench]
fn render_html(bencher: Bencher<'_, '_>) {
    let (report, letterhead) = (report(), letterhead());
    let renderer = HtmlRenderer::new();
    bencher.bench(|| renderer.render(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()));
}
