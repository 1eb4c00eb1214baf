//! How fast a folder of reports is rendered, against bare compile and export of the same reports.
//!
//! Usage: `cargo bench --bench batch [-- REPORTS]`, with 1,000 reports unless told otherwise: the
//! Euro Cities report, varied. Each way runs in a process of its own, in turns, several rounds,
//! into an empty folder but for the last, which finds everything unchanged; the medians are shown,
//! and of ratios the medians of the rounds' ratios.
//!
//! `cargo bench --bench batch -- memory` renders 2,000 and then 100,000 reports with two jobs and
//! compares the most memory that each run held (allow a quarter of an hour).
//!
//! Needs GNU time, Debian's package `time`.
#![allow(clippy::unwrap_used, reason = "a benchmark stops at the first fault")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use nacka_report::check::{self, Context};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::render::pdf::PdfRenderer;
use nacka_report::sheet::Sheet;
use rayon::ThreadPoolBuilder;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const REPORTS: usize = 1000;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match &arguments[..] {
        [bare, folder] if bare == "bare" => render_bare(Path::new(folder)),
        [memory] if memory == "memory" => compare_memory(),
        [reports] => compare_speed(reports.parse().unwrap()),
        _ => compare_speed(REPORTS),
    }
}

fn compare_speed(count: usize) {
    let desk = Desk::new(count);
    let this = std::env::current_exe().unwrap();
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        // A new folder each time: a file system is slow to write where much was just removed.
        let (one, two) = (format!("one-{round}"), format!("two-{round}"));
        let mut bare = Command::new(&this);
        bare.arg("bare").arg(desk.reports());
        rounds.push([
            run(&mut bare),
            desk.render("1", &one),
            desk.render("2", &two),
            desk.render("2", &two),
        ]);
    }
    let median = |value: &dyn Fn(&[Run; 4]) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    println!("{count} reports                seconds   documents/s   peak memory");
    for (way, name) in ["bare, one thread", "one job", "two jobs", "unchanged"].iter().enumerate() {
        let seconds = median(&|round| round[way].seconds);
        let memory = median(&|round| round[way].megabytes);
        let rate = count as f64 / seconds;
        println!("{name:<24} {seconds:>8.2} {rate:>13.0} {memory:>10.0} MB");
    }
    let overhead = median(&|round| round[1].seconds / round[0].seconds);
    let gain = median(&|round| round[1].seconds / round[2].seconds);
    println!("one job takes {overhead:.3} times what bare compile and export take");
    println!("two jobs are {gain:.2} times as fast as one");
}

fn compare_memory() {
    let [few, many] = [2_000, 100_000].map(|count| {
        let Run { seconds, megabytes } = Desk::new(count).render("2", "out");
        println!("{count} reports, two jobs: {megabytes:.0} MB at most, {seconds:.0} s");
        megabytes
    });
    println!("the larger run held {:.3} times as much", many / few);
}

/// Reports in a folder of their own, and a place for their documents.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(count: usize) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        write_reports(&desk.reports(), count);
        desk
    }

    fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    fn render(&self, jobs: &str, out: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nacka-report"));
        command.args(["render", "--quiet", "--jobs", jobs]).arg(self.reports());
        run(command.arg("-o").arg(self.folder.path().join(out)))
    }
}

/// What a process took.
struct Run {
    seconds: f64,
    megabytes: f64,
}

/// Runs a process under GNU time, which tells its largest resident size.
fn run(command: &mut Command) -> Run {
    let mut timed = Command::new("time");
    timed.args(["--format", "%M", "--quiet"]).arg(command.get_program()).args(command.get_args());
    let started = Instant::now();
    let output = timed.output().unwrap();
    let seconds = started.elapsed().as_secs_f64();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    let kilobytes: f64 = stderr.trim().parse().unwrap();
    Run { seconds, megabytes: kilobytes / 1024.0 }
}

/// The Euro Cities report with another title each time, a thousand in a folder.
fn write_reports(folder: &Path, count: usize) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/euro-cities.yaml");
    let sample = fs::read_to_string(sample).unwrap();
    for number in 0..count {
        let folder = folder.join(format!("{:03}", number / 1000));
        fs::create_dir_all(&folder).unwrap();
        let report = sample.replace("\ntitle: ", &format!("\ntitle: {number} "));
        fs::write(folder.join(format!("{number:06}.yaml")), report).unwrap();
    }
}

/// Compiles and exports as many reports as there are in the folder, on one thread, and nothing
/// else.
fn render_bare(folder: &Path) {
    // Without a pool, Typst would lend parts of its work to further threads.
    let _pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
    let fonts = Fonts::bundled();
    let context = Context { folder: folder.into(), fonts: &fonts };
    let letterhead = check::letterhead(&Source::built_in_letterhead(), &context).unwrap().value;
    let renderer = PdfRenderer::new(fonts.clone(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
    let files = ignore::Walk::new(folder).map(|entry| entry.unwrap().into_path());
    let files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    let mut report = check::report(&Source::open(&files[0]).unwrap(), &context).unwrap().value;
    let title = report.title.clone();
    for number in 0..files.len() {
        report.title = format!("{number} {title}");
        renderer.render(&Sheet::new(&report, &letterhead, Sheet::IMAGE_DPI).unwrap()).unwrap();
    }
}
