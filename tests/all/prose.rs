//! Prose as people write it: line ends, lists and their marks, asterisks, paths and addresses.

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::Path;

use nacka_report::check;
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::load::Source;
use nacka_report::model::{Block, Inline, Report};

use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use crate::fuzz::run;
use crate::support::context;

/// A report with a summary.
fn report(yaml: &str) -> Source {
    let report = format!(
        "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n\
         signature: {{date: 2014-03-20, name: a}}\nsummary: {yaml}\n"
    );
    Source::new("case.yaml", report.into())
}

fn check_text(yaml: &str) -> Result<Report, Vec<Diagnostic>> {
    check::report(&report(yaml), &context(Path::new("."))).map(|checked| checked.value)
}

/// A text below a `|`.
fn literal(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("  {line}\n")).collect();
    format!("|\n{}", lines.concat())
}

/// What a text is read as: a paragraph a line, `/` for line ends, the items of lists indented
/// behind their marks, links as `[text](address)`.
fn outline(yaml: &str) -> String {
    match check_text(yaml) {
        Ok(report) => {
            let outline = outline_of(&report.summary.unwrap_or_default(), "");
            outline.trim_end().replace('\u{a0}', " ")
        }
        Err(problems) => {
            let codes: Vec<&str> = problems.iter().map(|problem| problem.problem.code()).collect();
            codes.join(", ")
        }
    }
}

fn outline_of(blocks: &[Block], indent: &str) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { content } => {
                out.push_str(indent);
                out.push_str(&text_of(content));
                out.push('\n');
            }
            Block::List(list) => {
                for item in &list.items {
                    let inside = outline_of(&item.blocks, &format!("{indent}  "));
                    let mark = list.marker.label(item.number);
                    write!(out, "{indent}{mark} {}", inside.trim_start()).unwrap();
                }
            }
        }
    }
    out
}

fn text_of(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text { text } => text.clone(),
        Inline::Strong { content } => format!("<b>{}</b>", text_of(content)),
        Inline::Emphasis { content } => format!("<i>{}</i>", text_of(content)),
        Inline::Link { url, content } => format!("[{}]({url})", text_of(content)),
        Inline::LineBreak => " / ".to_owned(),
    };
    inlines.iter().map(text).collect()
}

/// Asserts what texts below a `|` are read as.
fn assert_read(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(outline(&literal(text)), *expected, "\n{text}");
    }
}

#[test]
fn a_line_end_below_a_bar_is_a_line_end() {
    assert_read(&[
        ("Vägenheten\nPlanenheten\nKulturenheten", "Vägenheten / Planenheten / Kulturenheten"),
        (
            "Resan tog tre dagar.\n– Den var kort, säger\n§ 14\n\nDnr KS/2013:217",
            "Resan tog tre dagar. / – Den var kort, säger / § 14\nDnr KS/2013:217",
        ),
        ("ett\\\ntvå\\\n", "ett / två"),
        ("ett  \n  två", "ett / två"),
        ("**ett\ntvå** tre", "<b>ett / två</b> tre"),
        ("**ett**\n*två*", "<b>ett</b> / <i>två</i>"),
        ("- ett\n  mer\n- två\nfortsätter\n- tre", "• ett / mer\n• två / fortsätter\n• tre"),
        ("[the\nreport](https://a.se)", "[the / report](https://a.se/)"),
        ("H:\\Delad\\\nE:\\x", "H:\\Delad\\ / E:\\x"),
    ]);
}

#[test]
fn other_styles_join_lines_but_for_empty_ones() {
    for (yaml, expected) in [
        ("ett\n  två\n\n  tre", "ett två\ntre"),
        (">-\n  ett\n  två\n\n  tre\n  fyra", "ett två\ntre fyra"),
        (">\n  ett:\n    - a\n    - b\n  Två", "ett:\n• a\n• b\nTvå"),
        ("'ett\n  två\n\n  tre'", "ett två\ntre"),
        ("\"ett\\ntvå\\n\\ntre\n  fyra\"", "ett / två\ntre fyra"),
        ("\"ett\n\n  två\"", "ett\ntvå"),
        ("|\n  ett\n\n  två\n", "ett\ntvå"),
    ] {
        assert_eq!(outline(yaml), expected, "\n{yaml}");
    }
}

#[test]
fn lists_keep_their_marks_and_numbers() {
    assert_read(&[
        ("3. Ekonomi\n5. Bygglov\n11. Övrigt", "3. Ekonomi\n5. Bygglov\n11. Övrigt"),
        ("1. a\n1. b\n1. c", "1. a\n2. b\n3. c"),
        ("4) a\n4) b", "4) a\n5) b"),
        ("a) a\na) b", "a) a\nb) b"),
        ("1. a\n2. b\n1. c\n2. d", "1. a\n2. b\n1. c\n2. d"),
        ("1) ett\n2) två\n\ntext\n\n3) tre", "1) ett\n2) två\ntext\n3) tre"),
        (
            "Vi föreslår\na) fler turer\nb) färre stopp\n\n– Klara\n– Milo",
            "Vi föreslår\na) fler turer\nb) färre stopp\n– Klara / – Milo",
        ),
        ("B) b\nD) d", "B) b\nD) d"),
        ("Så här:\na) en enda", "Så här:\na) en enda"),
        ("Så här:\n7) en enda", "Så här:\n7) en enda"),
        ("Vi valde\na) den första", "Vi valde / a) den första"),
        ("0. noll\n1. ett", "0. noll\n1. ett"),
        ("01. ett\n02. två", "01. ett / 02. två"),
        ("2014. året därpå", "2014. året därpå"),
        ("+ a\n+ b\n- c\n* d", "+ a\n+ b\n• c\n• d"),
    ]);
}

#[test]
fn a_list_needs_no_empty_line_above_it() {
    assert_read(&[
        ("Vi såg\n- a\n- b\nSedan for vi hem", "Vi såg\n• a\n• b\nSedan for vi hem"),
        ("På dagordningen\n3. Ekonomi\n5. Bygglov", "På dagordningen\n3. Ekonomi\n5. Bygglov"),
        ("På dagordningen:\n5. Bygglov", "På dagordningen:\n5. Bygglov"),
        ("Vi hade bokat\n2014. Sedan inte", "Vi hade bokat / 2014. Sedan inte"),
        ("Vi såg:\n    - a\n    - b", "Vi såg:\n• a\n• b"),
    ]);
}

#[test]
fn bullets_of_word_and_of_typists_are_bullets() {
    assert_read(&[
        ("• ett\n•två", "• ett\n• två"),
        ("\u{f0b7}\tPunkt\n\n\u{f0d8} Pil\n\u{f0a7}Ruta", "• Punkt\n• Pil\n• Ruta"),
        ("o\tett", "• ett"),
        ("➢ Pil\n❖ Ruta\n✓ Klart", "• Pil\n• Ruta\n• Klart"),
        ("o\u{a0}\u{a0} ett", "• ett"),
        (
            "Tre delar\no 18 mått\no görs vart tredje år\nJämförelser\no livskvalitet",
            "Tre delar\n• 18 mått\n• görs vart tredje år\nJämförelser\n• livskvalitet",
        ),
        ("Delar:\no 18 mått", "Delar:\n• 18 mått"),
        ("bröd\no smör", "bröd / o smör"),
        ("– Anna\n– Bo\n— Cecilia", "– Anna / – Bo / — Cecilia"),
    ]);
}

#[test]
fn lists_nest_by_two_to_eight_blanks() {
    for blanks in 2..=8 {
        let indent = " ".repeat(blanks);
        for (outer, inner) in [("-", "-"), ("1.", "a)"), ("3.", "•"), ("+", "1.")] {
            let text =
                format!("{outer} ett\n{indent}{inner} två\n{indent}{inner} tre\n{outer} fyra");
            let read = outline(&literal(&text));
            let lines: Vec<&str> = read.lines().collect();
            assert!(lines[1].starts_with("  ") && lines[2].starts_with("  "), "{text}\n{read}");
            assert!(!lines[3].starts_with(' '), "{text}\n{read}");
        }
    }
    assert_read(&[
        ("- a\n    - b\n  - c", "• a\n  • b\n  • c"),
        ("- a\n - b\n- c", "• a\n• b\n• c"),
        ("1. a\n\n   mer\n\n   - b\n2. c", "1. a\n  mer\n  • b\n2. c"),
        ("- a\n  - b\n    - c\n- d", "• a\n  • b\n    • c\n• d"),
    ]);
}

#[test]
fn a_mark_alone_is_a_text() {
    assert_read(&[
        ("4.", "4."),
        ("-", "-"),
        ("+", "+"),
        ("a)", "a)"),
        ("ett\n-\ntvå", "ett / - / två"),
        ("o\n  ett", "o / ett"),
        ("-\n  ett\n- två", "• ett\n• två"),
        ("- ett\n-\n- två", "blank-list-item"),
    ]);
}

#[test]
fn asterisks_in_words_and_numbers_are_text() {
    assert_read(&[
        ("3*4*2,5 m, elev*erna i 7*b*c", "3*4*2,5 m, elev*erna i 7*b*c"),
        ("**Nacka**s och *Värmdö*s", "<b>Nacka</b>s och <i>Värmdö</i>s"),
        ("*se 3*4 meter*", "<i>se 3*4 meter</i>"),
        ("2**8 och 2 * 3 * 4", "2**8 och 2 * 3 * 4"),
        ("**3*4** och 5*6", "<b>3*4</b> och 5*6"),
        ("250 kr* och *) exkl. moms", "250 kr* och *) exkl. moms"),
        ("***allt***, \\*rått\\*", "<i><b>allt</b></i>, *rått*"),
        ("__fet__ _kursiv_ snake_case_name", "<b>fet</b> <i>kursiv</i> snake_case_name"),
    ]);
}

#[test]
fn markup_that_misfires_is_told_at_its_place() {
    let cases: &[(&str, &[&str])] = &[
        ("**Obs!**Läs detta.", &["**Obs!**"]),
        ("Se **”Bilaga 1”**för **(mer)**om", &["**”Bilaga 1”**", "**(mer)**"]),
        ("Anna**”Ann”**Berg", &["**”Ann”**"]),
        ("a ** fet ** b", &["** fet **"]),
        ("och *kursiv * text", &["*kursiv *"]),
        ("en ** ensam", &["**"]),
        ("**en ensam", &["**"]),
        ("_Obs!_Läs", &["_Obs!_"]),
        ("Se [planen](ny plan.pdf).", &["[planen](ny plan.pdf)"]),
        ("Se [planen](https://a.se/ny plan.pdf).", &["[planen](https://a.se/ny plan.pdf)"]),
        ("Se [planen] (https://a.se/plan).", &["[planen] (https://a.se/plan)"]),
        ("[sic] (nej) _Bilder ____ _Texter", &[]),
        ("\\*\\*fet\\*\\* \\[a](b c)", &[]),
    ];
    for (text, places) in cases {
        let source = report(&literal(text));
        let problems = check::report(&source, &context(Path::new("."))).err().unwrap_or_default();
        let is_told =
            |p: &Problem| matches!(p, Problem::StrayMark { .. } | Problem::StrayLink { .. });
        assert!(problems.iter().all(|problem| is_told(&problem.problem)), "{problems:?}");
        let told: Vec<&str> =
            problems.iter().map(|problem| &source.text()[problem.span.clone()]).collect();
        assert_eq!(told, *places, "{text}");
    }
}

#[test]
fn paths_of_windows_keep_their_backslashes() {
    assert_read(&[
        (
            "Se H:\\Delad\\_Bilder\\2014 och \\\\filserver\\gemensam\\(2014)\\#7.",
            "Se H:\\Delad\\_Bilder\\2014 och \\\\filserver\\gemensam\\(2014)\\#7.",
        ),
        ("**C:\\Temp\\** (D:\\[ny]\\*.doc)", "<b>C:\\Temp\\</b> (D:\\[ny]\\*.doc)"),
        ("”E:\\a_b_c\\~$x” \\# inte", "”E:\\a_b_c\\~$x” # inte"),
    ]);
}

#[test]
fn folders_with_blanks_in_their_names_keep_their_backslashes() {
    assert_read(&[
        ("H:\\Delad mapp\\_Bilder", "H:\\Delad mapp\\_Bilder"),
        ("\\\\server\\Kultur och fritid\\(ny)\\#7 a", "\\\\server\\Kultur och fritid\\(ny)\\#7 a"),
        (
            "C:\\Program Files (x86)\\_Nacka\\[a]\\*.doc är \\*stora\\*",
            "C:\\Program Files (x86)\\_Nacka\\[a]\\*.doc är *stora*",
        ),
        (
            "**G:\\Vår enhet\\_Utkast\\** och ”H:\\En mapp\\~$x”",
            "<b>G:\\Vår enhet\\_Utkast\\</b> och ”H:\\En mapp\\~$x”",
        ),
        ("- D:\\My files\\_2014\\\n- 2\\*", "• D:\\My files\\_2014\\\n• 2*"),
        // Elsewhere, and on other lines, they mean what they do in Markdown.
        ("Se snake\\_case\nH:\\a b\nsnake\\_case", "Se snake_case / H:\\a b / snake_case"),
    ]);
}

#[test]
fn addresses_become_links_and_stay_as_they_are() {
    assert_read(&[
        (
            "Se https://www.nacka.example/a_b_c*d*e och www.nacka.example samt anna@nacka.example.",
            "Se [https://www.nacka.example/a_b_c*d*e](https://www.nacka.example/a_b_c*d*e) och [www.nacka.example](https://www.nacka.example/) samt [anna@nacka.example](mailto:anna@nacka.example).",
        ),
        (
            "https://a.example/?a=1&copy=2&lt=3&amp;x",
            "[https://a.example/?a=1&copy=2&lt=3&amp;x](https://a.example/?a=1&copy=2&lt=3&amp;x)",
        ),
        (
            "**www.a.se**, 'https://a.se/d'arc'",
            "<b>[www.a.se](https://www.a.se/)</b>, ’[https://a.se/d'arc](https://a.se/d'arc)’",
        ),
        (
            "[www.a.se/o'k](https://a.se/o'k) <https://a.se/'>",
            "[www.a.se/o'k](https://a.se/o'k) [https://a.se/'](https://a.se/')",
        ),
        (
            "<anna@a.se> [skriv](mailto:a@b.se)",
            "[anna@a.se](mailto:anna@a.se) [skriv](mailto:a@b.se)",
        ),
    ]);
}

#[test]
fn an_authors_soft_hyphen_stays() {
    assert_read(&[("trafik\u{ad}planerare", "trafik\u{ad}planerare")]);
}

/// The letters and digits of a text, as they are composed.
fn letters(text: &str) -> String {
    text.nfc().filter(|character| character.is_alphanumeric()).collect()
}

/// All that a text shows: marks, words, and where links lead that say so only in their source.
fn shown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { content } => show(content, &mut out),
            Block::List(list) => {
                for item in &list.items {
                    out.push_str(&list.marker.label(item.number));
                    out.push_str(&shown(&item.blocks));
                }
            }
        }
    }
    out
}

fn show(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Strong { content } | Inline::Emphasis { content } => show(content, out),
            Inline::Link { url, content } => {
                let mut text = String::new();
                show(content, &mut text);
                out.push_str(&text);
                if !url.contains(text.trim_start_matches("mailto:")) {
                    out.push_str(url);
                }
            }
            Inline::LineBreak => {}
        }
    }
}

/// Lines as people type them, each with a mark of its own or none. Numbers never repeat, since
/// equal ones count up.
fn typed_text() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "Nacka",
        "elev*erna",
        "3*4*2,5",
        "**fet**",
        "*kursiv*",
        "snake_case",
        "**Nacka**s",
        "H:\\a\\_b",
        "mapp\\_b",
        "\\\\server\\(ny)",
        "www.a.se/x_y*z",
        "https://a.se/?a=1&copy=2",
        "anna@a.se",
        "§ 14",
        "a\u{30a}",
        "[länk](https://a.se/b)",
        "250 kr*",
        "*)",
        "\\",
        "–",
        "–",
        ":",
        "*",
        "**",
        "_",
        "(",
        "#3",
        "&",
        "mål\u{ad}et",
        "\"citat\"",
        "[x]",
        "<",
    ];
    let words = prop::collection::vec(select(WORDS), 0..6).prop_map(|words| words.join(" "));
    let line = (0..12_usize, 0..10_usize, words, any::<bool>());
    prop::collection::vec(line, 1..8).prop_map(|lines| {
        let mut text = String::new();
        for (number, (mark, indent, words, is_parted)) in lines.into_iter().enumerate() {
            let letter = char::from(b'a' + number as u8);
            let mark = match mark {
                0 => "- ".to_owned(),
                1 => "• ".to_owned(),
                2 => format!("{}. ", number + 2),
                3 => format!("{}) ", number + 2),
                4 => format!("{letter}) "),
                5 => "\u{f0b7}\t".to_owned(),
                6 => "– ".to_owned(),
                _ => String::new(),
            };
            let blank = if is_parted { "\n" } else { "" };
            write!(text, "{:indent$}{mark}{words}\n{blank}", "").unwrap();
        }
        text
    })
}

#[test]
fn all_letters_and_digits_are_printed_in_order() {
    let valid = Cell::new(0);
    run(3000, typed_text(), |text| {
        let yaml = serde_json::Value::from(text.as_str()).to_string();
        if let Ok(report) = check_text(&yaml) {
            let printed = letters(&shown(&report.summary.unwrap_or_default()));
            assert_eq!(printed, letters(&text), "{text}");
            valid.set(valid.get() + 1);
        }
    });
    assert!(valid.get() > 300, "only {} were valid", valid.get());
}
