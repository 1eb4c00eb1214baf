//! How fast a folder of documents becomes a package, against hashing its files and copying them.
//!
//! Usage: `cargo bench --bench package [-- REPORTS]`, with 10,000 reports unless told otherwise: the
//! Euro Cities report, varied, rendered once. Each way runs several rounds in turns, and the medians
//! are shown, and of the ratio the median of the rounds' ratios. It is to stay below three.
//!
//! `cargo bench --bench package -- memory` packages 1,000 and then 100,000 reports and compares the
//! most memory that each run held (allow half an hour).
//!
//! Needs GNU time, Debian's package `time`.
#![allow(clippy::unwrap_used, reason = "a benchmark stops at the first fault")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;

const REPORTS: usize = 10_000;
const ROUNDS: usize = 5;

const PROGRAM: &str = env!("CARGO_BIN_EXE_nacka-report");

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match &arguments[..] {
        [memory] if memory == "memory" => compare_memory(),
        [reports] => compare_speed(reports.parse().unwrap()),
        _ => compare_speed(REPORTS),
    }
}

fn compare_speed(count: usize) {
    let desk = desk(count);
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let hash = "find documents -type f -print0 | xargs -0 sha256sum > digests";
        let hashed = run(desk.path(), &["sh", "-c", hash]).0;
        let copied = run(desk.path(), &["cp", "-r", "documents", &format!("copy-{round}")]).0;
        let packaged = package(desk.path(), &format!("{round}.tar")).0;
        rounds.push([hashed, copied, packaged]);
    }
    let median = |value: &dyn Fn(&[f64; 3]) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    println!("{count} reports      seconds");
    for (way, name) in ["hash", "cp -r", "package"].iter().enumerate() {
        println!("{name:<16} {:>8.2}", median(&|round| round[way]));
    }
    let ratio = median(&|round| round[2] / (round[0] + round[1]));
    println!("a package takes {ratio:.2} times what hashing and copying take");
}

fn compare_memory() {
    let [few, many] = [1_000, 100_000].map(|count| {
        let desk = desk(count);
        let (seconds, megabytes) = package(desk.path(), "package.tar");
        println!("{count} reports: {megabytes:.0} MB at most, {seconds:.0} s");
        megabytes
    });
    println!("the larger run held {:.3} times as much", many / few);
}

/// A folder with reports, their documents, and what is said of a package.
fn desk(count: usize) -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = fs::read_to_string(project.join("samples/euro-cities.yaml")).unwrap();
    for number in 0..count {
        let folder = desk.path().join(format!("reports/{:03}", number / 1000));
        fs::create_dir_all(&folder).unwrap();
        let report = sample.replace("\ntitle: ", &format!("\ntitle: {number} "));
        fs::write(folder.join(format!("{number:06}.yaml")), report).unwrap();
    }
    let with = project.join("tests/fixtures/package/paket.yaml");
    fs::copy(with, desk.path().join("paket.yaml")).unwrap();
    run(desk.path(), &[PROGRAM, "render", "--quiet", "reports", "-o", "documents"]);
    desk
}

fn package(desk: &Path, output: &str) -> (f64, f64) {
    let with = ["--with", "paket.yaml", "--sources", "reports", "-o", output];
    run(desk, &[&[PROGRAM, "package", "--quiet", "documents"], &with[..]].concat())
}

/// Runs a process under GNU time: the seconds that it took, and its largest size in megabytes.
fn run(desk: &Path, line: &[&str]) -> (f64, f64) {
    let mut timed = Command::new("time");
    timed.args(["--format", "%M", "--quiet"]).args(line).current_dir(desk);
    let started = Instant::now();
    let output = timed.output().unwrap();
    let seconds = started.elapsed().as_secs_f64();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    let kilobytes: f64 = stderr.trim().lines().last().unwrap().parse().unwrap();
    (seconds, kilobytes / 1024.0)
}
