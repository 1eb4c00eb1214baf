//! The form as it is filled in on a screen: its fields, what is read off a text, and what is
//! written into it.

use std::collections::HashSet;
use std::fs;

use nacka_report::diagnostic::Language;
use nacka_report::entry::{Field, Filled, NotWritable, Outline, Part, Sides};
use nacka_report::fonts::Fonts;
use nacka_report::load::Source;
use serde_json::{Value as Json, json};

use crate::support::{check_letterhead, project, yaml_files};

fn outline(fonts: &Fonts) -> Outline {
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    Outline::new(&letterhead, fonts, Language::Swedish).unwrap()
}

#[test]
fn the_form_has_its_fields_in_the_order_of_the_paper() {
    let outline = outline(&Fonts::bundled());
    let mut lines = Vec::new();
    for part in &outline.parts {
        match part {
            Part::Heading(text) => lines.push(format!("# {text}")),
            Part::Field(field) => lines.push(format!("{field:?}")),
            Part::List(list) => {
                let mut head = list.clone();
                head.fields.clear();
                lines.push(format!("{head:?}"));
                lines.extend(list.fields.iter().map(|field| format!("  {field:?}")));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_field_is_explained_in_english() {
    let fonts = Fonts::bundled();
    let letterhead = check_letterhead(&project("templates/nacka.yaml")).unwrap();
    let english = Outline::new(&letterhead, &fonts, Language::English).unwrap();
    let helps = |outline: &Outline| -> Vec<(String, String)> {
        let of_field = |field: &Field| (field.keys.join("."), field.help.clone());
        let of_part = |part: &Part| match part {
            Part::Heading(_) => Vec::new(),
            Part::Field(field) => vec![of_field(field)],
            Part::List(list) => {
                let head = (list.key.to_owned(), list.help.clone());
                // What is a value itself is explained by its list.
                let fields = list.fields.iter().filter(|field| !field.keys.is_empty());
                std::iter::once(head).chain(fields.map(of_field)).collect()
            }
        };
        outline.parts.iter().flat_map(of_part).collect()
    };
    for ((keys, english), (_, swedish)) in helps(&english).iter().zip(helps(&outline(&fonts))) {
        assert!(!english.is_empty() && *english != swedish, "{keys}: {english}");
        assert!(!english.contains(['å', 'ä', 'ö', '`']), "{keys}: {english}");
    }
}

#[test]
fn what_is_not_touched_stays_byte_for_byte() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let mut count = 0;
    let fixtures = ["tests/fixtures/valid", "tests/fixtures/invalid", "samples"];
    for path in fixtures.into_iter().flat_map(yaml_files) {
        let Ok(bytes) = fs::read(&path) else { continue };
        let source = Source::new("a.yaml", bytes);
        let Some(filled) = Filled::read(source.text(), &outline, &fonts) else { continue };
        let written = filled.with(filled.shown(), &outline, &fonts);
        assert_eq!(written.as_deref(), Ok(source.text()), "{}", path.display());
        count += 1;
    }
    assert!(count > 40, "{count}");
}

/// A report's text after something was entered in it.
fn after(text: &str, enter: impl FnOnce(&mut Json)) -> Result<String, NotWritable> {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let filled = Filled::read(text, &outline, &fonts).unwrap();
    let mut entered = filled.shown().clone();
    enter(&mut entered);
    filled.with(&entered, &outline, &fonts)
}

fn paragraph(text: &str) -> Json {
    json!({"blocks": [{"kind": "paragraph", "pieces": [{"text": text}]}]})
}

#[test]
fn the_starter_is_filled_in_with_its_comments_kept() {
    let starter = include_str!("../../templates/starter.yaml");
    let text = after(starter, |entered| {
        entered["title"] = json!("Studiebesök i Lund");
        entered["registration_number"] = json!("KFKS 2014/90007");
        entered["purpose"] = json!([paragraph("Att lära"), paragraph("Att se: allt")]);
        entered["evaluation"][0]["activity"] = paragraph("Möte");
        entered["evaluation"][0]["assessment"] = json!({"blocks": [
            {"kind": "paragraph", "pieces": [{"text": "Bra"}]},
            {"kind": "list", "marker": "plus", "items": [
                {"number": 1, "blocks": [{"kind": "paragraph", "pieces": [{"text": "Ett"}]}]},
                {"number": 2, "blocks": [{"kind": "paragraph", "pieces": [{"text": "Två"}]}]},
            ]},
        ]});
        entered["summary"] = paragraph("1. Nej");
        entered["next_steps"]["sporadic_contact"] = json!(true);
        entered["next_steps"]["redirect"] = json!({"ticked": true, "blocks": []});
        entered["contacts"] = json!([{"name": "Anna Lind", "phone": "0701234567"}]);
        entered["signature"]["date"] = json!("2014-03-20");
        entered["signature"]["name"] = json!("Torsten Ekvik");
    });
    insta::assert_snapshot!(text.unwrap());
}

const COMMENTED: &str = "\
# Överst.
title: 'Ett'   # om rubriken
purpose:       # ett eller flera
  - Första     # om det första
  # Om det andra.
  - \"Andra\"
evaluation:
  - activity: A  # om A
    assessment: &same |
      Bra

      - ett
      - två
  # Om B.
  - assessment: *same
    activity: B
unknown: kept
signature: {date: 2014-03-20, name: Anna Lind}
";

#[test]
fn only_what_is_entered_is_changed() {
    let text = after(COMMENTED, |entered| {
        entered["title"] = json!("Två");
        entered["purpose"][1] = paragraph("Tredje");
        entered["evaluation"][0]["activity"] = paragraph("C");
    });
    // A comment behind a text without quotation marks might be meant as part of it.
    let expected = COMMENTED.replace("Ett", "Två").replace("Andra", "Tredje");
    assert_eq!(text.unwrap(), expected.replace("activity: A ", "activity: \"C\" "));
}

#[test]
fn paragraphs_that_are_folded_are_paragraphs() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let two = json!([
        {"kind": "paragraph", "pieces": [{"text": "Ett två"}]},
        {"kind": "paragraph", "pieces": [{"text": "tre"}]},
    ]);
    for summary in [">-\n  Ett\n  två\n\n  tre", "Ett\n  två\n\n  tre", "'Ett\n  två\n\n  tre'"]
    {
        let text = format!("title: a\nsummary: {summary}\nother: b\n");
        let filled = Filled::read(&text, &outline, &fonts).unwrap();
        assert_eq!(filled.shown()["summary"]["blocks"], two, "{text}");
        let again = after(&text, |entered| entered["other"] = paragraph("c"));
        assert_eq!(again, Ok(text.replace("other: b", "other: c")));
        let again = after(&text, |entered| {
            entered["summary"]["blocks"]
                .as_array_mut()
                .unwrap()
                .push(paragraph("fyra")["blocks"][0].clone());
        });
        // Below its own mark it stays folded.
        let three = match summary.strip_prefix(">-") {
            Some(folded) => format!(">-{folded}\n\n  fyra"),
            None => "|\n  Ett två\n\n  tre\n\n  fyra".to_owned(),
        };
        assert_eq!(again, Ok(format!("title: a\nsummary: {three}\nother: b\n")));
    }
}

#[test]
fn rows_that_are_moved_keep_their_comments() {
    let text = after(COMMENTED, |entered| {
        entered["purpose"].as_array_mut().unwrap().swap(0, 1);
    });
    assert!(text.unwrap().contains("- \"Andra\"\n  - Första     # om det första\n"));
}

#[test]
fn what_is_taken_back_leaves_the_text_as_it_was() {
    for blank in [json!(""), json!("  ")] {
        let starter = include_str!("../../templates/starter.yaml");
        let text = after(starter, |entered| entered["title"] = blank);
        assert_eq!(text.as_deref(), Ok(starter));
    }
}

/// Lists in which two have changed something, and what becomes of them: each letter is an entry; the
/// last are the places that both have changed.
#[test]
fn lists_are_put_together_entry_by_entry() {
    let outline = outline(&Fonts::bundled());
    let values = |letters: &str| {
        let filled = Filled::read("", &outline, &Fonts::bundled()).unwrap();
        let mut values = filled.shown().clone();
        values["purpose"] = letters.split_whitespace().map(paragraph).collect();
        values
    };
    for (ground, mine, theirs, merged, clashes) in [
        ("A B", "A B", "A C", "A C", &[][..]),
        ("A B", "A X", "Y B", "Y X", &[]),
        ("A B", "A B X", "A B Y", "A B Y X", &[]),
        ("A B", "C B X", "A D", "C D X", &[]),
        ("A B", "A X", "A Y", "A Y", &["purpose[1]"]),
        ("A B", "A X", "A X", "A X", &[]),
        // What was moved or removed is no longer known by its place.
        ("A B", "B A", "A B C", "A B C", &["purpose"]),
        ("A B", "B", "A C", "A C", &["purpose"]),
        ("A B", "X A B", "A C", "A C", &["purpose"]),
        ("A B", "B", "A B", "B", &[]),
        ("A", "", "A B", "A B", &["purpose"]),
        ("", "A", "B", "B A", &[]),
    ] {
        let (ground, mine, theirs) = (values(ground), values(mine), values(theirs));
        let sides = Sides { ground: &ground, mine: &mine, theirs: &theirs };
        let (now, told) = outline.merge(sides, &HashSet::new());
        assert_eq!(now, values(merged), "{mine} {theirs}");
        let told: Vec<&str> = told.iter().map(|clash| &*clash.path).collect();
        assert_eq!(told, clashes);
        // Whoever says so keeps what is here.
        let keep = clashes.iter().map(|path| (*path).to_owned()).collect();
        let (kept, _) = outline.merge(sides, &keep);
        for path in clashes {
            let place = path.replace('[', "/").replace(']', "");
            let place = format!("/{place}");
            assert_eq!(kept.pointer(&place), mine.pointer(&place));
        }
    }
}

#[test]
fn rows_and_blocks_are_put_together_field_by_field() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let read = |text: &str| Filled::read(text, &outline, &fonts).unwrap();
    let ground = read(COMMENTED);
    let mine = COMMENTED
        .replace("activity: B", "activity: Mitt")
        .replace("name: Anna Lind", "name: Bo Ek, contact: '12'");
    let theirs = COMMENTED
        .replace("assessment: *same", "assessment: Deras")
        .replace("# Om B.", "# Om B, sa Eva.")
        .replace("2014-03-20", "2014-03-21")
        .replace("Anna Lind", "Eva Ek");
    let (mine, theirs) = (read(&mine), read(&theirs));
    let sides = Sides { ground: ground.shown(), mine: mine.shown(), theirs: theirs.shown() };
    let (values, clashes) = outline.merge(sides, &HashSet::new());
    let labels: Vec<&str> = clashes.iter().map(|clash| &*clash.label).collect();
    assert_eq!(labels, ["Namn"]);
    insta::assert_snapshot!(theirs.with(&values, &outline, &fonts).unwrap());
}

#[test]
fn what_the_form_does_not_hold_is_refused() {
    for entered in [
        json!([]),
        json!({"title": []}),
        json!({"title": "a", "purpose": "b"}),
        json!({"summary": {"blocks": [{"kind": "script"}]}}),
        json!({"signature": {"date": {"a": 1}}}),
    ] {
        let fonts = Fonts::bundled();
        let outline = outline(&fonts);
        let filled = Filled::read(COMMENTED, &outline, &fonts).unwrap();
        let written = filled.with(&entered, &outline, &fonts);
        assert_eq!(written, Err(NotWritable::NotTheForm), "{entered}");
    }
}

#[test]
fn what_the_form_cannot_show_is_not_read() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    for text in ["title: [a]", "purpose: a", "- a", "a: [", "evaluation: [a]", "next_steps: a"] {
        assert!(Filled::read(text, &outline, &fonts).is_none(), "{text}");
    }
}

#[test]
fn the_starter_becomes_any_sample_that_is_entered() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let starter = include_str!("../../templates/starter.yaml");
    for path in yaml_files("samples") {
        let sample = Filled::read(&fs::read_to_string(&path).unwrap(), &outline, &fonts).unwrap();
        let filled = Filled::read(starter, &outline, &fonts).unwrap();
        let text = filled.with(sample.shown(), &outline, &fonts);
        let text = text.unwrap_or_else(|why| panic!("{}: {why:?}", path.display()));
        let again = Filled::read(&text, &outline, &fonts).unwrap();
        assert_eq!(again.shown(), sample.shown(), "{text}");
    }
}
