//! Saving what is entered into texts of every kind that YAML knows: nothing else changes by a byte.

mod comments;
mod empty;
mod rows;

use std::fmt::Write as _;
use std::fs;

use nacka_report::diagnostic::Language;
use nacka_report::entry::{Filled, NotWritable, Outline};
use nacka_report::fonts::Fonts;
use serde_json::{Value as Json, json};
use serde_saphyr::granit_parser::{Event, Parser};

use crate::support::{check_letterhead, project};

fn outline(fonts: &Fonts) -> Outline {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    Outline::new(&letterhead, fonts, Language::Swedish).unwrap()
}

/// What a text says to a parser that is not ours: its keys at the top, each with all that stands
/// below it. None if it is not one document that is a mapping.
fn tree(text: &str) -> Option<Vec<(String, String)>> {
    let mut keys: Vec<(String, String)> = Vec::new();
    let (mut depth, mut documents, mut is_key) = (0, 0, true);
    for event in Parser::new_from_str(text) {
        let event = event.ok()?.0;
        let said = match &event {
            Event::Scalar(text, style, anchor, tag) => {
                format!("{text:?} {style:?} &{anchor} {tag:?}")
            }
            Event::SequenceStart(_, anchor, tag) => format!("[ &{anchor} {tag:?}"),
            Event::MappingStart(_, anchor, tag) => format!("{{ &{anchor} {tag:?}"),
            Event::Alias(anchor) => format!("*{anchor}"),
            Event::SequenceEnd | Event::MappingEnd => "end".to_owned(),
            Event::DocumentStart(..) => {
                documents += 1;
                continue;
            }
            _ => continue,
        };
        let begins = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        let ends = matches!(event, Event::SequenceEnd | Event::MappingEnd);
        if depth == 0 {
            if !matches!(event, Event::MappingStart(..)) {
                return None;
            }
            depth = 1;
            continue;
        }
        depth -= u32::from(ends);
        if depth == 0 {
            continue;
        }
        if depth == 1 && is_key && !ends {
            keys.push((said, String::new()));
        } else {
            let (key, value) = keys.last_mut()?;
            let part = if is_key { key } else { value };
            part.push_str(&said);
            part.push('\n');
        }
        depth += u32::from(begins);
        if depth == 1 {
            is_key = !is_key;
        }
    }
    (documents == 1).then_some(keys)
}

/// The parts of a report between which unknown keys may stand, each with the column of its keys.
const PARTS: [(&str, usize); 9] = [
    ("title: Gammal rubrik # om rubriken\n", 0),
    ("purpose:\n  - Första # om den\n  # Om den andra.\n  - \"Andra\"\n", 0),
    ("evaluation:\n  - activity: Möte\n    assessment: Bra\n", 4),
    ("  - assessment: |\n      Ett\n\n      två\n    activity: Middag\n", 4),
    ("summary: >-\n  Samman\n  fattat\n", 0),
    ("next_steps:\n  notes: Inga\n", 2),
    ("contacts:\n- name: Bo Ek\n", 2),
    ("# Sist.\nsignature:\n  date: 2014-03-20\n", 2),
    ("  name: Anna Lind\n", 2),
];

fn paragraph(text: &str) -> Json {
    json!({"blocks": [{"kind": "paragraph", "pieces": [{"text": text}]}]})
}

/// What is changed: the part and its key at the top, and how.
type Change = (&'static str, usize, fn(&mut Json));

const CHANGES: [Change; 13] = [
    ("title", 0, |v| v["title"] = json!("Ny: rubrik")),
    ("purpose", 1, |v| v["purpose"][0] = paragraph("Ny")),
    ("purpose", 1, |v| v["purpose"].as_array_mut().unwrap().push(paragraph("Tredje"))),
    ("purpose", 1, |v| drop(v["purpose"].as_array_mut().unwrap().remove(0))),
    ("purpose", 1, |v| v["purpose"].as_array_mut().unwrap().swap(0, 1)),
    ("evaluation", 2, |v| v["evaluation"][0]["assessment"] = paragraph("Bättre\u{a0}än")),
    ("evaluation", 3, |v| v["evaluation"][1]["activity"] = paragraph("Lunch")),
    ("evaluation", 2, |v| v["evaluation"][0]["concerned"] = paragraph("Alla")),
    ("summary", 4, |v| v["summary"] = paragraph("# Nytt")),
    ("next_steps", 5, |v| v["next_steps"]["notes"] = paragraph("Några")),
    ("contacts", 6, |v| v["contacts"][0]["phone"] = json!("0123")),
    ("signature", 7, |v| v["signature"]["date"] = json!("2014-03-21")),
    ("signature", 8, |v| v["signature"]["name"] = json!("")),
];

/// Makes one of the changes in a report with something grafted in behind a part; says if it is
/// refused. False if the report is not one then.
fn save(
    graft: &str,
    at: usize,
    change: &Change,
    outline: &Outline,
    fonts: &Fonts,
    refused: &mut Vec<String>,
) -> bool {
    let texts: Vec<String> = (0..PARTS.len())
        .map(|index| {
            let more = if index == at { graft } else { "" };
            format!("{}{more}", PARTS[index].0)
        })
        .collect();
    let text = texts.concat();
    let (Some(before), Some(filled)) = (tree(&text), Filled::read(&text, outline, fonts)) else {
        return false;
    };
    // What is grafted in may go on with the text above it.
    let sound: String = PARTS.iter().map(|part| part.0).collect();
    if filled.shown() != Filled::read(&sound, outline, fonts).unwrap().shown() {
        return false;
    }
    let (name, part, change) = *change;
    let mut entered = filled.shown().clone();
    change(&mut entered);
    let after = match filled.with(&entered, outline, fonts) {
        Ok(after) => after,
        Err(NotWritable::Structure) => {
            refused.push(format!("{name} {part}, behind {at}:\n{text}"));
            return true;
        }
        Err(why) => panic!("{why:?}: {text}"),
    };
    // The graft may stand within what is changed, at its end.
    let rest = |from: usize| texts[from..].concat();
    let above = texts[..part].concat();
    let below = if part == at { [graft, &rest(part + 1)].concat() } else { rest(part + 1) };
    assert!(after.starts_with(&above), "{name}, behind {at}:\n{text}\n=>\n{after}");
    assert!(after.ends_with(&below), "{name}, behind {at}:\n{text}\n=>\n{after}");
    let now = tree(&after).unwrap_or_else(|| panic!("{name}:\n{text}\n=>\n{after}"));
    let others = |keys: &[(String, String)]| {
        let own = format!("{name:?} Plain");
        keys.iter().filter(|key| !key.0.starts_with(&own)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&now), others(&before), "{name}:\n{text}\n=>\n{after}");
    let again = Filled::read(&after, outline, fonts).unwrap();
    let shown = again.shown();
    let said = if part == 8 { filled.shown()["title"].clone() } else { shown["title"].clone() };
    assert!(said.is_string());
    if part != 8 {
        assert_eq!(shown[name], entered[name], "{text}\n=>\n{after}");
    }
    true
}

fn indented(text: &str, column: usize) -> String {
    let indent = " ".repeat(column);
    let lines = text.split_inclusive('\n');
    lines
        .map(|line| if line.trim().is_empty() { line.into() } else { format!("{indent}{line}") })
        .collect()
}

/// The YAML test suite's cases, in a folder that is named, as unknown keys beside a report's own, and
/// as values of such.
#[test]
#[ignore = "needs the YAML test suite: see tests/run"]
fn the_yaml_test_suite_beside_a_report() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let folder = std::env::var("NACKA_REPORT_YAML_CASES").unwrap();
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut count, mut cases) = (0, 0);
    let mut refused = Vec::new();
    for path in paths {
        let Ok(case) = fs::read_to_string(&path) else { continue };
        let case = if case.ends_with('\n') { case } else { format!("{case}\n") };
        let mut is_used = false;
        for (at, (_, column)) in PARTS.iter().enumerate() {
            let key = " ".repeat(*column);
            for graft in [
                indented(&case, *column),
                format!("{key}unknown:\n{}", indented(&case, column + 2)),
                format!("{key}unknown: {}", indented(&case, column + 1).trim_start()),
                format!("{key}unknown: |\n{}", indented(&case, column + 2)),
                format!("{key}unknown:\n{key}  - {}", indented(&case, column + 4).trim_start()),
            ] {
                let change = &CHANGES[count % CHANGES.len()];
                if save(&graft, at, change, &outline, &fonts, &mut refused) {
                    count += 1;
                    is_used = true;
                }
            }
        }
        cases += usize::from(is_used);
    }
    println!("{cases} cases, {count} texts, {} changes refused", refused.len());
    for refused in refused.iter().take(8) {
        println!("--- {refused}");
    }
    assert!(cases > 250 && count > 5000);
    assert!(refused.is_empty());
}

/// Reports whose lists are written in every way, each with a name.
const WAYS: [(&str, &str); 18] = [
    ("indented", "title: t\npurpose:\n  - a # om a\n  # Om b.\n  - \"b\"\n  - 'c'\nsummary: s\n"),
    (
        "in its key's column",
        "title: t\npurpose:\n- a # om a\n# Om b.\n- b\n\n- c\n# Om s.\nsummary: s\n",
    ),
    ("further in", "title: t\npurpose: # om\n      -   a\n      -   b\n      -   c\nsummary: s\n"),
    ("dashes alone", "title: t\npurpose:\n  -\n    a\n  - # om b\n    b\n  -\n    c\nsummary: s\n"),
    ("in brackets", "title: t\npurpose: [a, \"b\", 'c'] # om dem\nsummary: s\n"),
    (
        "in brackets on lines",
        "title: t\npurpose: [\n  a, # om a\n  # Om b.\n  b,\n  c,\n]\nsummary: s\n",
    ),
    ("anchors", "title: t\npurpose:\n  - &x a\n  - *x\n  - c\nsummary: s\n"),
    ("anchor on the list", "title: t\npurpose: &x\n  - a\n  - b\n  - c\nsummary: s\nunknown: *x\n"),
    ("tags", "title: t\npurpose: !!seq\n  - !!str a\n  - b\n  - c\nsummary: s\n"),
    (
        "line ends of Windows",
        "title: t\r\npurpose:\r\n  - a # om a\r\n  - b\r\n  - c\r\nsummary: s\r\n",
    ),
    ("tabs", "title: t\npurpose:\n  -\ta\n  -\tb\t# om b\n  - c\nsummary:\ts\n"),
    (
        "marks of documents",
        "%YAML 1.2\n--- # först\ntitle: t\npurpose:\n  - a\n  - b\n  - c\nsummary: s\n...\n# sist\n",
    ),
    ("byte-order mark", "\u{feff}title: t\npurpose:\n  - a\n  - b\n  - c\nsummary: s\n"),
    ("no last line end", "title: t\nsummary: s\npurpose:\n  - a\n  - b\n  - c"),
    (
        "blocks",
        "title: t\npurpose:\n  - |2\n      a\n  - >-\n    b\n\n  - |+\n    c\n\nsummary: s\n",
    ),
    ("quoted keys", "\"title\": t\n'purpose':\n  - a\n  - b\n  - c\n? summary\n: s\n"),
    (
        "on lines",
        "title: t\npurpose:\n  - a\n    går vidare\n  - \"b\n    går\"\n  - c\nsummary: s\n",
    ),
    ("empty ones", "title: t\npurpose:\n  - a\n  -\n  - ~ # inget\n  - c\nsummary: s\n"),
];

/// What is done to a list of three or more.
type Step = (&'static str, fn(&mut Vec<Json>));

const STEPS: [Step; 9] = [
    ("changed first", |list| list[0] = paragraph("ny")),
    ("changed second", |list| list[1] = paragraph("ny: [text]")),
    ("added", |list| list.push(paragraph("ny"))),
    ("added first", |list| list.insert(0, paragraph("ny"))),
    ("added in between", |list| list.insert(2, paragraph("ny"))),
    ("removed first", |list| drop(list.remove(0))),
    ("removed second", |list| drop(list.remove(1))),
    ("removed last", |list| drop(list.pop())),
    ("turned around", |list| list.reverse()),
];

#[test]
fn lists_of_every_style_are_changed_entry_by_entry() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let mut out = String::new();
    for (name, text) in WAYS {
        let filled = Filled::read(text, &outline, &fonts).unwrap_or_else(|| panic!("{name}"));
        for (step, change) in STEPS {
            let mut entered = filled.shown().clone();
            change(entered["purpose"].as_array_mut().unwrap());
            let after = filled.with(&entered, &outline, &fonts);
            match after {
                Err(why) => writeln!(out, "## {name}, {step}: {why:?}").unwrap(),
                Ok(after) => {
                    let again = Filled::read(&after, &outline, &fonts).unwrap();
                    let blanks = |value: &Json| {
                        let list = value["purpose"].as_array().unwrap().clone();
                        list.into_iter()
                            .filter(|entry| entry["blocks"] != json!([]))
                            .collect::<Vec<_>>()
                    };
                    assert_eq!(blanks(again.shown()), blanks(&entered), "{name}, {step}:\n{after}");
                    write!(out, "## {name}, {step}\n{after}").unwrap();
                    if !out.ends_with('\n') {
                        out.push_str("∎\n");
                    }
                }
            }
        }
    }
    insta::assert_snapshot!(out.replace('\r', "␍").replace('\t', "→").replace('\u{feff}', "⎕"));
}

/// Changes that can be made in whatever is read.
const EVERYWHERE: [fn(&mut Json, &Json); 5] = [
    |v, _| v["title"] = json!("ny"),
    |v, _| v["summary"] = paragraph("ny\u{a0}text"),
    |v, _| v["purpose"].as_array_mut().unwrap().insert(0, paragraph("ny")),
    |v, row| v["evaluation"].as_array_mut().unwrap().push(row.clone()),
    |v, _| {
        for list in ["purpose", "evaluation", "contacts"] {
            let list = v[list].as_array_mut().unwrap();
            list.reverse();
            list.truncate(2);
        }
    },
];

#[test]
fn what_is_cut_short_anywhere_is_changed_or_refused() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let with_row = "evaluation:\n  - activity: ny\n";
    let row = Filled::read(with_row, &outline, &fonts).unwrap().shown()["evaluation"][0].clone();
    let texts = [&empty::EMPTY[..], &empty::NOTHING, &comments::IN_BRACKETS, &rows::ROWS];
    let (mut count, mut refused) = (0, 0);
    for (text, ..) in texts.concat() {
        for (at, cut) in text.char_indices() {
            let text = format!("{}{}", &text[..at], &text[at + cut.len_utf8()..]);
            let Some(filled) = Filled::read(&text, &outline, &fonts) else { continue };
            for change in EVERYWHERE {
                let mut entered = filled.shown().clone();
                change(&mut entered, &row);
                count += 1;
                match filled.with(&entered, &outline, &fonts) {
                    Ok(after) => {
                        let again = Filled::read(&after, &outline, &fonts).unwrap();
                        let (now, meant) = (again.shown(), &entered);
                        assert_eq!(now["title"], meant["title"], "{text}\n=>\n{after}");
                        assert_eq!(now["purpose"], meant["purpose"], "{text}\n=>\n{after}");
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    println!("{count} changes, {refused} refused");
    assert!(count > 5000 && refused < 100, "{refused} of {count}");
}
