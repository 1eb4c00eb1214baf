//! What must hold for any input, over the samples and fixtures with mutations of them: the same
//! properties as the fuzz targets', for a stable compiler. And: what is valid can be rendered.

use std::cell::Cell;
use std::hash::{BuildHasher, RandomState};

use nacka_report::check;
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use nacka_report::model::{Letterhead, Report};
use nacka_report::render::html::HtmlRenderer;
use nacka_report::render::pdf::PdfRenderer;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::program::{Desk, sound};
use crate::support::{context, project, render_docx, sheet, yaml_files};

#[path = "../../fuzz/fuzz_targets/pictures.rs"]
mod pictures;
#[path = "../../fuzz/fuzz_targets/properties.rs"]
pub mod properties;
#[path = "../../fuzz/fuzz_targets/records.rs"]
mod records;

/// Runs a property over as many cases as asked for. The same cases each time, so that a failure is
/// never a matter of luck, unless another seed is asked for: a number, or `fresh` for one that
/// nobody knows, which is printed.
pub fn run<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value)) {
    let cases = match std::env::var("NACKA_REPORT_FUZZ_CASES") {
        Ok(asked) => asked.parse().unwrap(),
        Err(_) => cases,
    };
    let seed = match std::env::var("NACKA_REPORT_FUZZ_SEED") {
        Ok(asked) if asked == "fresh" => RandomState::new().hash_one(cases),
        Ok(asked) => asked.parse().unwrap(),
        Err(_) => 2014,
    };
    println!("NACKA_REPORT_FUZZ_SEED={seed} NACKA_REPORT_FUZZ_CASES={cases}");
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let property = |value| {
        property(value);
        Ok(())
    };
    TestRunner::new(config).run(&strategy, property).unwrap();
}

/// What mutations put in: pieces that mean something in YAML or in Markdown, and odd characters.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    ": ",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "? ",
    "| ",
    "|\n",
    ">-\n",
    "\"",
    "'",
    "\\",
    "[",
    "]",
    "{",
    "}",
    ",",
    "#",
    "# ",
    "&a ",
    "*a",
    "!!str ",
    "!a ",
    "%YAML 1.2\n",
    "---\n",
    "...\n",
    "~",
    "null",
    "true",
    "<b>",
    "`",
    "**",
    "_",
    "[a](https://a.se)",
    "https://a.se/b*c",
    "www.a.se",
    "a@b.se",
    "C:\\a\\",
    "\\\\a\\",
    "\\\n",
    "3*4",
    "o\t",
    "a) ",
    "1) ",
    "• ",
    "\u{f0b7}",
    "![",
    "> ",
    "***\n",
    "~~",
    "|a|\n|-|\n",
    "[^1]",
    "&amp;",
    "&#0;",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{85}",
    "\u{ad}",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "a\u{30a}",
    "\u{301}",
    "é",
    "ß",
    "Ω",
    "Ж",
    "漢",
    "😀",
    "𝔞",
    "2014-02-29",
    "0x1F",
];

/// A change of some bytes.
#[derive(Debug, Clone)]
enum Change {
    Insert(&'static str),
    Remove(usize),
    Repeat(usize, usize),
    Replace(u8),
}

/// A change, and where it is made.
fn mutation() -> impl Strategy<Value = (Index, Change)> {
    let change = prop_oneof![
        select(PIECES).prop_map(Change::Insert),
        (1..40usize).prop_map(Change::Remove),
        (1..40usize, 2..20usize).prop_map(|(length, count)| Change::Repeat(length, count)),
        any::<u8>().prop_map(Change::Replace),
    ];
    (any::<Index>(), change)
}

/// One of the seeds with fewer than so many changes.
fn mutated(seeds: Vec<Vec<u8>>, changes: usize) -> impl Strategy<Value = Vec<u8>> {
    (select(seeds), prop::collection::vec(mutation(), 0..changes)).prop_map(
        |(mut data, mutations)| {
            for (index, change) in mutations {
                let at = index.index(data.len() + 1);
                let part = |length: usize| at..(at + length).min(data.len());
                let (range, with) = match change {
                    Change::Insert(piece) => (at..at, piece.into()),
                    Change::Remove(length) => (part(length), Vec::new()),
                    Change::Repeat(length, count) => {
                        (part(length), data[part(length)].repeat(count))
                    }
                    Change::Replace(byte) => (part(1), vec![byte]),
                };
                data.splice(range, with);
            }
            data
        },
    )
}

fn seeds() -> Vec<Vec<u8>> {
    ["samples", "tests/fixtures/valid", "tests/fixtures/invalid", "templates/nacka.yaml"]
        .map(yaml_files)
        .concat()
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Manifests of some entries.
fn manifests() -> Vec<Vec<u8>> {
    let desk = Desk::with(&["in/a.yaml", "in/2014/b.yml", "in/\u{e5}.yaml"]);
    let picture = "pictures:\n  - {file: bild.png, alt: En bild}\n";
    desk.write("in/c.yaml", sound("c") + picture);
    desk.write("in/bild.png", std::fs::read(project("samples/bilder/snitt.png")).unwrap());
    desk.run(&["render", "in", "-o", "out", "--to", "docx,html"]);
    let signed = "tests/fixtures/signed/archive/nacka-report.manifest.json";
    vec![desk.read("out/nacka-report.manifest.json"), std::fs::read(project(signed)).unwrap()]
}

/// Small pictures of every kind, and drawings.
fn images() -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in ["tests/fixtures/valid/bilder", "tests/fixtures/invalid/letterhead"] {
        paths.extend(std::fs::read_dir(project(folder)).unwrap().map(|file| file.unwrap().path()));
    }
    paths.push(project("samples/letterheads/ekvik.svg"));
    paths.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ["png", "jpg", "svg"].contains(&ending))
    });
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn any_bytes_are_checked() {
    run(1500, mutated(seeds(), 8), |data| {
        properties::report(&data);
        properties::letterhead(&data);
    });
}

#[test]
fn any_name_and_report_can_be_told_of() {
    let names = [&b"a.yaml\n"[..], b"2014/\xc3\xa5 b.yaml\n", b"a\x1b[2K\r:1:1: error\n"];
    let seeds = seeds().into_iter().enumerate();
    let seeds = seeds.map(|(index, seed)| [names[index % names.len()], &seed].concat()).collect();
    run(500, mutated(seeds, 12), |data| properties::messages(&data, records::junit));
}

#[test]
fn any_manifest_is_read() {
    let seeds = manifests();
    let entries = Cell::new(0);
    run(1500, mutated(seeds, 6), |data| {
        entries.set(entries.get() + records::manifest(&data));
    });
    assert!(entries.get() > 1000, "only {} entries were sound", entries.get());
}

#[test]
fn any_picture_and_logo_is_refused_or_prepared() {
    let (shown, drawn) = (Cell::new(0), Cell::new(0));
    run(300, mutated(images(), 5), |data| {
        let (is_picture, is_logo) = pictures::picture(&data);
        shown.set(shown.get() + usize::from(is_picture));
        drawn.set(drawn.get() + usize::from(is_logo));
    });
    assert!(shown.get() > 50 && drawn.get() > 50, "few were sound: {shown:?} {drawn:?}");
}

/// Words, marks and odd characters in any order.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(PIECES).prop_map(str::to_owned), "[ a-zåäö]{1,12}"];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_text_is_checked_as_prose() {
    run(1500, text(), |text| {
        properties::prose(text.as_bytes());
    });
}

/// What is refused is of no interest here, so the text is made of what may be printed.
pub fn printable_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\n\n",
        "\\\n",
        " ",
        "- ",
        "\n+ ",
        "\n1. ",
        "\n7. ",
        "\nb) ",
        "\n2) ",
        "\n•",
        "\n   - ",
        "www.a.se",
        "a@a.se",
        "C:\\a",
        "**",
        "*",
        "_",
        "[a](https://a.se)",
        "<a@a.se>",
        "&amp;",
        "\u{ad}",
        "\u{a0}",
        "\u{200b}",
        "\u{200d}",
        "a\u{30a}",
        "ß",
        "Ω",
        "Ж",
        "”",
        "–",
        "#",
        "$",
        "@",
        "\\",
        "{",
        "}",
        "<",
        "\"",
        "'",
        "12 %",
        "§ 5",
        "aaaaaaaaaaaaaaaaaaaa",
    ];
    let piece = prop_oneof![select(PIECES).prop_map(str::to_owned), "[ a-zåäö]{1,12}"];
    prop::collection::vec(piece, 1..25).prop_map(|pieces| pieces.concat())
}

fn assert_rendered(report: &Report) {
    thread_local! {
        static RENDERER: (PdfRenderer, Letterhead) = {
            let renderer =
                PdfRenderer::new(Fonts::bundled(), &PdfRenderer::DEFAULT_STANDARDS).unwrap();
            let source = Source::built_in_letterhead();
            (renderer, check::letterhead(&source, &context(&project("templates"))).unwrap().value)
        };
    }
    RENDERER.with(|(renderer, letterhead)| {
        let pdf = renderer.render(&sheet(report, letterhead)).expect("a PDF");
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        assert!(render_docx(report, letterhead).starts_with(b"PK"));
        let page = HtmlRenderer::new().render(&sheet(report, letterhead)).expect("a page");
        assert_own_markup(std::str::from_utf8(&page.bytes).unwrap());
    });
}

/// What people wrote never becomes markup: every tag of a page's body is one that the renderer
/// writes, its attributes too, and every ampersand begins one of four references.
fn assert_own_markup(page: &str) {
    const TAGS: &str = " a address body br col colgroup dd div dl dt em figcaption figure h1 h2 \
        header html img li main ol p section span strong table tbody td th thead time tr ul ";
    const ATTRIBUTES: &str = " alt aria-hidden aria-labelledby class data-label datetime height href id \
        scope src style value width ";
    let (_, body) = page.split_once("<body>").unwrap();
    for reference in body.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;"];
        assert!(known.iter().any(|known| reference.starts_with(known)), "{reference:.20}");
    }
    for tag in body.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("a tag that ends");
        assert!(!text.contains('>'), "{text}");
        let mut parts = tag.split('"');
        let mut names = parts.next().unwrap().trim_start_matches('/').split([' ', '=']);
        let name = names.next().unwrap();
        assert!(TAGS.contains(&format!(" {name} ")), "<{tag}>");
        // Between quotation marks stand values, outside names of attributes.
        let outside = parts.skip(1).step_by(2).flat_map(|part| part.split([' ', '=']));
        for attribute in names.chain(outside).filter(|name| !name.is_empty()) {
            assert!(ATTRIBUTES.contains(&format!(" {attribute} ")), "<{tag}>");
        }
    }
}

#[test]
fn valid_prose_is_rendered() {
    let rendered = Cell::new(0);
    run(200, printable_text(), |text| {
        if let Some(report) = properties::prose(text.as_bytes()) {
            assert_rendered(&report);
            rendered.set(rendered.get() + 1);
        }
    });
    assert!(rendered.get() > 20, "only {} were valid", rendered.get());
}

#[test]
fn valid_files_are_rendered_however_they_came_about() {
    let rendered = Cell::new(0);
    let valid = seeds().into_iter().filter(|seed| properties::report(seed).is_some()).collect();
    run(200, mutated(valid, 3), |data| {
        if let Some(report) = properties::report(&data) {
            assert_rendered(&report);
            rendered.set(rendered.get() + 1);
        }
    });
    assert!(rendered.get() > 20, "only {} were valid", rendered.get());
}
