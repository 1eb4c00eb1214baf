//! Hostile input ends in a diagnostic: soon, in little memory, without a panic.
//!
//! Each case runs as a process of its own, so that time and memory are its own and a crash says
//! which case it was. The process is this very test program, asked to check one file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use nacka_report::check;
use nacka_report::diagnostic::{Diagnostic, Format, Language, Problem};
use nacka_report::input;
use nacka_report::pdf::{MAX_PDF, attached, text};
use nacka_report::read::{self, Draft};

use crate::support::{context, print};

/// The promise: 2 seconds and 300 MB.
const MAX_SECONDS: f64 = 2.0;
const MAX_KILOBYTES: u64 = 300 * 1024;

/// Tells a child process which file to check.
const FILE: &str = "NACKA_REPORT_HOSTILE_FILE";

/// What the name of a letterhead ends with.
pub const LETTERHEAD: &str = "letterhead";

/// What a child process does; without a file to check, nothing.
#[test]
fn check_the_given_file() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    let context = context(path.parent().unwrap());
    let start = Instant::now();
    let bytes = input::read(&path, read::most(&path)).unwrap();
    let draft = Draft::new(&path, context.folder, bytes, context.fonts);
    let problems = match path.extension() {
        Some(extension) if extension == LETTERHEAD => {
            check::letterhead(&draft.source, &context).err()
        }
        Some(extension) if extension == "pdf" => pdf(&path),
        _ => draft.check(context.folder, context.fonts).err(),
    };
    let problems = problems.unwrap_or_default();
    let printed = print(Format::Human, Language::English, &draft.source, &problems);
    let seconds = processor_seconds("self").unwrap_or_else(|| start.elapsed().as_secs_f64());
    assert!(printed.len() < 10_000_000, "{} bytes of messages", printed.len());
    let mut codes: Vec<&str> = problems.iter().map(|problem| problem.problem.code()).collect();
    codes.dedup();
    println!("\nRESULT {seconds} {} {}", peak_kilobytes().unwrap_or(0), codes.join(" "));
}

/// Reads what a PDF carries, and its text; gives what is wrong with it.
fn pdf(path: &Path) -> Option<Vec<Diagnostic>> {
    let bytes = input::read(path, MAX_PDF).unwrap();
    let carried = attached(&bytes).err();
    let _ = text(&bytes);
    carried.map(|flaw| vec![Diagnostic::of_file(Problem::PdfDocument { flaw })])
}

/// The processor time that this process, `self`, or thread, `thread-self`, has used, where the system
/// tells: the clock on the wall also counts what the tests beside this one do.
pub fn processor_seconds(of: &str) -> Option<f64> {
    /// Linux tells it in hundredths of a second, whatever its own clock does (proc(5)).
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string(format!("/proc/{of}/stat")).ok()?;
    // After the name in brackets the fields count from the third; user time is the fourteenth,
    // the kernel's on its behalf the fifteenth.
    let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}

/// The most memory that this process has held, where the system tells.
fn peak_kilobytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Checks a file in a process of its own, on a thread with Rust's usual stack of 2 MB, which is
/// what the program's workers have.
pub fn assert_codes(path: &Path, expected: &str) {
    let case = path.file_name().unwrap().to_string_lossy();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "hostile::check_the_given_file", "--nocapture"])
        .env(FILE, path)
        .env("RUST_MIN_STACK", (2 * 1024 * 1024).to_string())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    let result = stdout.lines().find_map(|line| line.strip_prefix("RESULT "));
    let Some(result) = result.filter(|_| output.status.success()) else {
        panic!("{case}: {stdout}{}", String::from_utf8_lossy(&output.stderr));
    };
    println!("{case}: {result}");
    let mut result = result.splitn(3, ' ');
    let seconds: f64 = result.next().unwrap().parse().unwrap();
    let kilobytes: u64 = result.next().unwrap().parse().unwrap();
    assert_eq!(result.next().unwrap(), expected, "{case}");
    assert!(seconds < MAX_SECONDS, "{case}: {seconds} s");
    assert!(kilobytes < MAX_KILOBYTES, "{case}: {kilobytes} kB");
}

/// A report around a summary, which is given as a YAML value.
pub fn report_with(summary: &str) -> String {
    format!(
        "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n\
         signature: {{date: 2014-03-20, name: a}}\nsummary: {summary}\n"
    )
}

/// The pieces of text number 0, 1, 2, ... in a row.
pub fn repeat(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// Writes each case into a file of its own and checks it.
fn assert_cases(cases: &[(&str, String, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        assert_codes(&path, expected);
    }
}

#[test]
fn files_that_are_no_reports() {
    let megabytes = |count: usize| "a: b\n".repeat(count * 1024 * 1024 / 5);
    assert_cases(&[
        ("empty", String::new(), "empty-file"),
        ("50 MB", megabytes(50), "file-too-large"),
        ("list at the top", "- a\n- b\n".to_owned(), "wrong-type"),
        ("text at the top", "a\n".to_owned(), "wrong-type"),
        (
            "two documents",
            "a: b\n---\nc: d\n".to_owned(),
            "unknown-key missing-key several-documents",
        ),
        ("many directives", "%A b\n".repeat(100_000), "syntax"),
        ("many comments", "# a\n".repeat(200_000), "empty-file"),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not UTF-8");
    fs::write(&path, (0..1_000_000u32).map(|i| (i * 31 / 7) as u8).collect::<Vec<u8>>()).unwrap();
    assert_codes(&path, "not-utf8");
    let path = folder.path().join("nonsense in UTF-16");
    let units = (0..500_000u32).flat_map(|i| ((i * 31 / 7) as u16).to_le_bytes());
    fs::write(&path, [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()).unwrap();
    assert_codes(&path, "control-character syntax control-character");
    let slips = repeat(20_000, |i| format!("k{i}: a: b\n"));
    assert_cases(&[("many slips", slips, "syntax")]);
}

#[test]
fn yaml_that_grows() {
    let laughs = repeat(30, |level| match level {
        0 => "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n".to_owned(),
        _ => format!("a{level}: &a{level} [{}]\n", format!("*a{}, ", level - 1).repeat(9)),
    });
    let repeated = format!("&a {}\nnext_steps: [{}]", "b".repeat(40_000), "*a, ".repeat(200_000));
    let deep_aliases = repeat(2000, |i| format!("a{}: &a{} [[[[[*a{i}]]]]]\n", i + 1, i + 1));
    let indented = repeat(1000, |i| format!("{}a:\n", " ".repeat(i)));
    assert_cases(&[
        ("alias bomb", laughs, "too-many-aliases"),
        ("long text often", report_with(&repeated), "too-many-aliases"),
        ("aliases of aliases", format!("a0: &a0 a\n{deep_aliases}"), "nested-too-deep"),
        ("20,000 brackets", report_with(&"[".repeat(20_000)), "nested-too-deep"),
        ("20,000 braces", report_with(&"{a: ".repeat(20_000)), "nested-too-deep"),
        ("20,000 dashes", "- ".repeat(20_000), "nested-too-deep"),
        ("20,000 question marks", "? ".repeat(20_000), "nested-too-deep"),
        ("1,000 blocks", indented, "nested-too-deep"),
        ("many anchors", report_with(&format!("[{}]", "&a a, ".repeat(150_000))), "wrong-type"),
        ("many values", report_with(&format!("[{}]", "a,".repeat(500_000))), "wrong-type"),
        (
            "a long list",
            format!("purpose:\n{}", "- a\n".repeat(250_000)),
            "missing-key too-many-entries",
        ),
    ]);
}

#[test]
fn values_that_are_long() {
    let keys = repeat(60_000, |i| format!("k{i}: a\n"));
    let undrawable = format!("\"{}\"", "漢a".repeat(24_000));
    assert_cases(&[
        ("a long text", report_with(&"a ".repeat(400_000)), "text-too-long"),
        ("a long key", format!("{}: a\n", "k".repeat(1000)), "unknown-key missing-key"),
        ("many unknown keys", keys, "unknown-key too-many-problems"),
        (
            "many undrawable characters",
            report_with(&undrawable),
            "undrawable-character too-many-problems",
        ),
        (
            "many control characters",
            report_with(&"\u{7}a".repeat(400_000)),
            "control-character too-many-problems",
        ),
        ("many duplicate keys", "title: a\n".repeat(100_000), "duplicate-key too-many-problems"),
    ]);
}

#[test]
fn prose_that_nests() {
    let block = |text: &str| report_with(&format!("|\n  {}", text.replace('\n', "\n  ")));
    let lists = repeat(200, |i| format!("{}- a\n", "  ".repeat(i)));
    assert_cases(&[
        ("quotes", block(&">".repeat(20_000)), "disallowed-markup"),
        ("lists", block(&lists), "list-too-deep"),
        ("dashes", block(&"- ".repeat(20_000)), "disallowed-markup"),
        ("pluses", block(&"+ ".repeat(20_000)), "blank-list-item"),
        ("emphasis", block(&"*a _b ".repeat(8_000)), "stray-mark too-many-problems"),
        (
            "closed emphasis",
            block(&format!("{}a{}", "*a _b ".repeat(4_000), "_ *".repeat(4_000))),
            "stray-mark nested-too-deep stray-mark",
        ),
        ("stars", block(&"*".repeat(49_000)), "disallowed-markup"),
        ("brackets", block(&"[".repeat(49_000)), ""),
        ("links", block(&"[a](".repeat(12_000)), "stray-link"),
        ("pictures", block(&"![".repeat(24_000)), ""),
        ("brackets round an address", block(&format!("(https://a.se{} ", ")".repeat(40_000))), ""),
        ("backticks", block(&repeat(300, |i| "`".repeat(i) + " ")), ""),
        ("angle brackets", block(&"<".repeat(49_000)), ""),
        ("comments", block(&"<!--".repeat(12_000)), "disallowed-markup"),
        ("entities", block(&"&amp".repeat(12_000)), ""),
        (
            "tables",
            block(&format!("{}\n{}\n", "|a".repeat(8_000), "|-".repeat(8_000))),
            "disallowed-markup",
        ),
    ]);
}
