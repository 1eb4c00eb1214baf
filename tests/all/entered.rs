//! Prose that is entered in the form: whatever its editor can hold is written so that `check` reads
//! it, and the editor is shown what was in it.

use nacka_report::check;
use nacka_report::diagnostic::{Language, Problem};
use nacka_report::entry::{Filled, Outline};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use crate::fuzz::run;
use crate::support::{check_letterhead, context, project};

const REPORT: &str = "title: a\nsummary: b\nother: c\n";

/// Texts that mean something at the beginning of a line, in the middle of one, or anywhere.
const ODD: &[&str] = &[
    "-",
    "- a",
    "+ b",
    "* c",
    "• d",
    "o e",
    "1.",
    "1. f",
    "2) g",
    "a) h",
    "B) i",
    "i) j",
    "# k",
    "> l",
    "[ ] m",
    "[x] n",
    "---",
    "===",
    "| a | b |",
    "|---|---|",
    "```",
    "~~~",
    "    o",
    "\\",
    "\\\\",
    "\\*",
    "*",
    "**",
    "_",
    "__",
    "a*b",
    "a_b_c",
    "`p`",
    "[q]",
    "[q](r)",
    "![q](r)",
    "<i>",
    "<!-- s -->",
    "&amp;",
    "&#65;",
    "&",
    "~~t~~",
    "[^1]",
    "[u]: v",
    "\"w\"",
    "it's",
    "10 kr",
    "5 maj",
    "A\u{a0}B",
    "\u{a0}",
    "  ",
    "x  y",
    "\t",
    "www.nacka.se",
    "https://a.se/b_c_d",
    "a.b@nacka.se",
    "C:\\a\\*b*",
    "\\\\server\\x",
    "e\u{301}",
    "a\u{ad}b",
    "\u{200b}",
    "\u{feff}",
    "\u{2010}",
    "\u{2011}",
    "\u{f0b7}",
    "•",
    "–",
    "...",
    "Så:",
    "a, b.",
    ":",
    "!",
    "1",
    "true",
    "null",
    "~",
    "'",
    "\"",
    "{a}",
    "[a]",
    "%",
    "@",
    "?",
    "no",
    "…",
    // No font has these: the check tells that, and they are shown where they were entered.
    "👍🏽",
    "😀",
    "漢",
];

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zåäöA-Z0-9]{1,6}",
        4 => select(ODD).prop_map(str::to_owned),
        1 => "[-*_+#>|`\\[\\]()<>&~\\\\!\"'=:.;]{1,4}",
    ];
    let blanks = select(&[" ", " ", " ", "", "  ", "\u{a0}"][..]);
    prop::collection::vec((word, blanks), 1..4).prop_map(|words| {
        words.into_iter().flat_map(|(word, blank)| [word, blank.into()]).collect()
    })
}

const LINKS: &[&str] = &[
    "https://www.nacka.se",
    "http://www.nacka.se/",
    "https://www.nacka.se/a?b=c&copy;=d&amp;e",
    "https://a.se/(b)_c_[d]*e*",
    "https://sv.wikipedia.org/wiki/Åäö x",
    "https://a.se/?a\\*b",
    "https://a.se/<b>\"c\"'d'",
    "mailto:a.b@nacka.se",
    "tel:08-718 80 00",
    "HTTPS://A.SE/B",
];

fn piece() -> impl Strategy<Value = Json> {
    let text = (text(), any::<(bool, bool)>(), prop::option::weighted(0.15, select(LINKS)));
    let text = text.prop_map(|(text, (strong, emphasis), link)| {
        let mut piece = json!({ "text": text });
        for (mark, has) in [("strong", strong), ("emphasis", emphasis)] {
            if has {
                piece[mark] = json!(true);
            }
        }
        if let Some(link) = link {
            piece["link"] = json!(link);
        }
        piece
    });
    prop_oneof![4 => text, 1 => Just(json!({"text": null}))]
}

fn paragraph() -> impl Strategy<Value = Json> {
    prop::collection::vec(piece(), 0..6)
        .prop_map(|pieces| json!({"kind": "paragraph", "pieces": pieces}))
}

/// What a list counts from, and whether it counts.
fn numbers() -> impl Strategy<Value = (u64, bool)> {
    (prop_oneof![4 => Just(1), 1 => 0..27_u64, 1 => 1900..2030_u64], prop::bool::weighted(0.9))
}

/// An item, as in the editor, begins with a paragraph.
fn list(depth: u32) -> impl Strategy<Value = Json> {
    let item =
        (paragraph(), blocks(depth - 1)).prop_map(|(first, rest)| [vec![first], rest].concat());
    let items = prop::collection::vec(item, 1..4);
    (select(&["bullet", "plus", "1.", "1)", "a)", "A)"][..]), items, numbers()).prop_map(
        |(marker, items, (from, counts))| {
            let is_lettered = marker.starts_with(['a', 'A']);
            let from = match marker {
                "bullet" | "plus" => 1,
                _ if is_lettered => from.clamp(1, 20),
                _ => from,
            };
            let is_bullet = !marker.ends_with(['.', ')']);
            let item = |(at, blocks)| {
                let at: u64 = if counts || is_bullet { at } else { 0 };
                json!({"number": from + at, "blocks": blocks})
            };
            let items: Vec<Json> = (0..).zip(items).map(item).collect();
            json!({"kind": "list", "marker": marker, "items": items})
        },
    )
}

fn blocks(depth: u32) -> BoxedStrategy<Vec<Json>> {
    if depth == 0 {
        return prop::collection::vec(paragraph(), 0..2).boxed();
    }
    let most = if depth == 3 { 5 } else { 3 };
    prop::collection::vec(prop_oneof![paragraph().boxed(), list(depth).boxed()], 0..most).boxed()
}

/// A character with its looks, or a line's end.
type Seen = (char, bool, bool, Option<String>);

/// What a person sees of a paragraph: blanks have no looks, several are one, and those at the ends of
/// lines are not there; an empty line parts paragraphs; an address is a link by itself;
/// quotation marks are set as Swedish has them.
fn seen(pieces: &Json) -> Vec<Vec<Seen>> {
    let mut lines: Vec<Vec<Seen>> = vec![Vec::new()];
    for piece in pieces.as_array().unwrap() {
        let Some(text) = piece["text"].as_str() else {
            lines.push(Vec::new());
            continue;
        };
        let href = piece["link"].as_str().map(|link| Url::parse(link).unwrap().to_string());
        for character in text.chars() {
            let line = lines.last_mut().unwrap();
            let looks = (piece["strong"] == true, piece["emphasis"] == true, href.clone());
            let is_blank = |c: char| c.is_whitespace();
            match character {
                '\u{feff}' => {}
                '\u{f0b7}' => line.push(('•', looks.0, looks.1, looks.2)),
                '\u{2010}' => line.push(('-', looks.0, looks.1, looks.2)),
                '"' => line.push(('”', looks.0, looks.1, looks.2)),
                '\'' => line.push(('’', looks.0, looks.1, looks.2)),
                _ if is_blank(character) => {
                    if line.last().is_none_or(|last| last.0 != ' ') {
                        line.push((' ', false, false, None));
                    }
                }
                _ => match line.last_mut() {
                    Some(last) if character == '\u{301}' => {
                        last.0 = [last.0, character].into_iter().nfc().next().unwrap();
                    }
                    _ => line.push((character, looks.0, looks.1, looks.2)),
                },
            }
        }
    }
    for line in &mut lines {
        let from = line.iter().position(|seen| seen.0 != ' ').unwrap_or(line.len());
        line.drain(..from);
        while line.pop_if(|last| last.0 == ' ').is_some() {}
        unlink(line);
    }
    let is_empty = |line: &Vec<Seen>| line.iter().all(|seen| " \u{200b}\u{ad}".contains(seen.0));
    let end = ('\n', false, false, None);
    let paragraphs = lines.split(is_empty).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.join(&end)).collect()
}

/// Takes links off what is an address and links there.
fn unlink(line: &mut [Seen]) {
    for part in line.chunk_by_mut(|one, next| (one.1, one.2, &one.3) == (next.1, next.2, &next.3)) {
        let typed = |seen: &Seen| if seen.0 == '’' { '\'' } else { seen.0 };
        let text: String = part.iter().map(typed).collect();
        let means = |scheme: &str| {
            let href = part[0].3.as_deref();
            Url::parse(&[scheme, &text].concat()).is_ok_and(|url| Some(url.as_str()) == href)
        };
        if ["", "https://", "mailto:"].into_iter().any(means) {
            for seen in part {
                seen.3 = None;
            }
        }
    }
}

/// What a person sees of prose: what is empty is not there, and lists with one mark that then stand
/// below each other are one. Equal numbers are meant to count.
fn person(blocks: &Json) -> Json {
    let mut out: Vec<Json> = Vec::new();
    for block in blocks.as_array().unwrap() {
        if block["kind"] == "paragraph" {
            out.extend(seen(&block["pieces"]).into_iter().map(|paragraph| json!(paragraph)));
            continue;
        }
        let items = block["items"].as_array().unwrap().iter();
        let items = items.map(|item| json!([item["number"], person(&item["blocks"])]));
        let items: Vec<Json> = items.filter(|item| item[1] != json!([])).collect();
        match out.last_mut() {
            _ if items.is_empty() => {}
            Some(last) if last["list"] == block["marker"] => {
                last["items"].as_array_mut().unwrap().extend(items);
            }
            _ => out.push(json!({"list": block["marker"], "items": items})),
        }
    }
    for list in out.iter_mut().filter(|block| block.is_object()) {
        let is_bullet = list["list"] == "bullet" || list["list"] == "plus";
        let items = list["items"].as_array_mut().unwrap();
        let first = items[0][0].as_u64().unwrap();
        if is_bullet || items.iter().all(|item| item[0] == first) {
            let from = if is_bullet { 1 } else { first };
            items.iter_mut().zip(from..).for_each(|(item, number)| item[0] = json!(number));
        }
    }
    json!(out)
}

/// What is shown after something was entered as the summary and saved, and the text.
fn saved(entered: &Json, outline: &Outline, fonts: &Fonts) -> (Json, String) {
    let filled = Filled::read(REPORT, outline, fonts).unwrap();
    let mut values = filled.shown().clone();
    values["summary"] = json!({"blocks": entered});
    let text = filled.with(&values, outline, fonts);
    let text = text.unwrap_or_else(|why| panic!("{why:?}: {entered:#}"));
    let again = Filled::read(&text, outline, fonts).unwrap();
    let shown = again.shown()["summary"]["blocks"].clone();
    assert!(shown.is_array(), "not read:\n{text}");
    // Written again it is the same text, wherever the editor puts its paragraphs.
    assert_eq!(again.with(again.shown(), outline, fonts).as_deref(), Ok(&*text));
    (shown, text)
}

fn outline(fonts: &Fonts) -> Outline {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    Outline::new(&letterhead, fonts, Language::Swedish).unwrap()
}

#[test]
fn whatever_the_editor_holds_is_read_back() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let folder = project("tests/fixtures/valid");
    run(400, blocks(3), |entered| {
        let entered = json!(entered);
        let (shown, text) = saved(&entered, &outline, &fonts);
        assert_eq!(person(&shown), person(&entered), "{text}\n{entered:#}\n{shown:#}");
        let source = Source::new("a.yaml", text.clone().into_bytes());
        let problems = check::report(&source, &context(&folder)).unwrap_err();
        let in_summary = problems.iter().any(|problem| {
            problem.path.to_string() == "summary"
                && !matches!(problem.problem, Problem::UndrawableCharacter { .. })
        });
        assert!(!in_summary || person(&entered) == json!([]), "{problems:?}\n{text}");
    });
}
