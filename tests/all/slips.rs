//! What people write and what they mean by it: each slip told at its place with the way out, and
//! what can only be meant in one way taken so.

use std::path::Path;

use nacka_report::check::{self, Checked};
use nacka_report::diagnostic::{Diagnostic, Language, Severity};
use nacka_report::load::Source;
use nacka_report::model::{Report, Tick};

use crate::program::Desk;
use crate::support::{context, project};

/// A valid report with a line changed or added: each pair is a key with its whole new line, or a
/// line that begins otherwise and goes to the end.
fn report_with(changes: &str) -> String {
    let mut lines: Vec<String> = [
        "title: Studiebesök",
        "registration_number: KFKS 2014/90001",
        "purpose: [Att lära]",
        "evaluation: [{activity: Möte, assessment: Bra}]",
        "summary: Ett besök",
        "signature: {date: 2014-03-20, name: Anna Lind}",
    ]
    .map(str::to_owned)
    .into();
    let key = changes.split(':').next().unwrap().replace(['\u{FEFF}', '\u{200B}'], "");
    match lines.iter().position(|line| line.split(':').next() == Some(&key)) {
        Some(index) => changes.clone_into(&mut lines[index]),
        None => lines.push(changes.to_owned()),
    }
    lines.join("\n") + "\n"
}

fn check(bytes: impl Into<Vec<u8>>) -> (Source, Result<Checked<Report>, Vec<Diagnostic>>) {
    let source = Source::new("rapport.yaml", bytes.into());
    let result = check::report(&source, &context(&project("tests/fixtures")));
    (source, result)
}

fn accepted(text: &str) -> Report {
    match check(report_with(text)).1 {
        Ok(checked) => {
            let told: Vec<_> =
                checked.warnings.iter().map(|w| w.message(Language::English)).collect();
            assert!(told.is_empty(), "{text}: {told:?}");
            checked.value
        }
        Err(errors) => {
            let told: Vec<_> = errors.iter().map(|w| w.message(Language::English)).collect();
            panic!("{text}: {told:?}");
        }
    }
}

/// Everything that is told of a report with this change: code, what stands there, hints.
fn told(text: &str) -> Vec<(&'static str, String, String)> {
    let (source, result) = check(report_with(text));
    let diagnostics = result.map_or_else(|errors| errors, |checked| checked.warnings);
    diagnostics
        .iter()
        .map(|d| {
            assert_ne!(d.message(Language::English), d.message(Language::Swedish));
            let place = source.text()[d.span.clone()].to_owned();
            (d.problem.code(), place, d.hints(Language::English).join("; "))
        })
        .collect()
}

/// What is written, the code it is told with, the place, and a part of the hint.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    // A number sign ends a text.
    ("title: Skola #3", "comment-after-text", "#3", "quotation marks"),
    ("registration_number: 2014/123 # 4", "comment-after-text", "# 4", "line of its own"),
    ("purpose: [Sal #7\n  ]", "comment-after-text", "#7", "quotation marks"),
    ("summary: Vi såg\n  sal #7", "comment-after-text", "#7", "quotation marks"),
    ("summary: #3 är bäst", "comment-for-value", "#3 är bäst", "quotation marks"),
    // Lines that would be folded.
    ("summary: Vi såg\n  - bron", "folded-line", "- bron", "write `|`"),
    ("summary: 'Vi såg\n  * bron'", "folded-line", "* bron'", "write `|`"),
    ("summary: >\n  Vi såg\n  1. bron\n  2. ån", "folded-line", "1. bron", "in place of `>`"),
    ("summary: Vi såg\n  – bron\n  – ån", "folded-line", "– bron", "write `|`"),
    (
        "summary: >\n  – Hej!\n  – Hej hej, sa hon",
        "folded-line",
        "– Hej hej, sa hon",
        "in place of `>`",
    ),
    ("purpose:\n  - Lära\n   - Se", "folded-line", "- Se", "same column"),
    ("title: Möte\n  + Utrecht", "folded-line", "+ Utrecht", "on one line"),
    ("summary: Vi såg\n  a) bron\n  b) ån", "folded-line", "a) bron", "write `|`"),
    ("summary: >\n  Vi såg:\n  (i) bron\n  (ii) ån", "folded-line", "(i) bron", "`>`"),
    ("summary: Vi såg\n  o bron\n  o ån", "folded-line", "o bron", "write `|`"),
    ("summary: 'Vi såg\n  -bron\n  -ån'", "folded-line", "-bron", "write `|`"),
    ("summary: Vi såg\n  •bron", "folded-line", "•bron", "write `|`"),
    ("summary: Vi såg\n  \u{f0b7}bron", "folded-line", "\u{f0b7}bron", "write `|`"),
    ("title: Rapport\n  - Utrecht", "folded-line", "- Utrecht", "on one line"),
    // A comment inside a text of several lines.
    ("summary: Vi såg sal #7\n  och sal 8", "comment-after-text", "#7", "quotation marks"),
    ("summary: Vi såg\n  # sal 7\n  och sal 8", "comment-after-text", "# sal 7", "above the text"),
    (
        "purpose:\n  - Lära # mål: ett\n    mer\n  - Se",
        "comment-after-text",
        "# mål: ett",
        "above the text",
    ),
    (
        "summary: |\n  Vi såg\n# sal 7\n  och sal 8",
        "comment-after-text",
        "# sal 7",
        "above the text",
    ),
    // Or one that hides the bracket which closes the value.
    ("purpose: [Sal #7, B]", "comment-after-text", "#7, B]", "quotation marks"),
    (
        "contacts: [{name: Anna #3, role: Chef}]",
        "comment-after-text",
        "#3, role: Chef}]",
        "quotation marks",
    ),
    // Tabs.
    ("summary: |\n  Vi såg\n\tbron", "syntax", "\t", "spaces"),
    ("summary: >\n  Vi såg\n \tbron", "syntax", "\t", "spaces"),
    ("signature:\n  date: 2014-03-20\n\tname: A", "syntax", "\t", "spaces"),
    ("purpose:\n  - Lära\n\t- Se", "syntax", "\t", "spaces"),
    // An entry without its dash.
    ("contacts:\n  name: Anna\n  role: Chef\n  - name: Bo", "syntax", "name: Anna", "`- `"),
    ("contacts:\n  name: Anna\n    role: Chef", "syntax", "name", "`- `"),
    (
        "contacts:\n  - name: Anna\n    role: Chef\n\n    name: Bo\n    role: Chef",
        "syntax",
        "name",
        "`- `",
    ),
    ("purpose:\n  - Lära\n  Se", "syntax", "Se", "`- `"),
    ("purpose: Lära\n- Se", "wrong-type", "Lära", "`- `"),
    ("signature:\n  date: 2014-03-20\n  - name: Anna", "wrong-type", "name", "`key: value`"),
    // Booleans are no texts, and texts no booleans.
    ("summary: false", "wrong-type", "false", "quotation marks"),
    ("title: True", "wrong-type", "True", "quotation marks"),
    ("next_steps: {sporadic_contact: [true]}", "wrong-type", "[", "right after the colon"),
    ("next_steps: {redirect: true}", "tick-without-text", "true", "write the text"),
    ("next_steps: {implement: nej}", "tick-with-word", "nej", "`false`"),
    ("next_steps: {redirect: Ja}", "tick-with-word", "Ja", "`true`"),
    ("next_steps: {implement: Nej.}", "tick-with-word", "Nej.", "`false`"),
    ("next_steps: {implement: –}", "tick-with-word", "–", "`false`"),
    ("next_steps: {redirect: Ej aktuellt}", "tick-with-word", "Ej aktuellt", "`false`"),
    ("next_steps: {redirect: -}", "syntax", "-", "leave the dash out"),
    ("contacts: false", "wrong-type", "false", "`- `"),
    // Quotation marks of print.
    ("contacts: [{name: “Lind: Anna”}]", "curly-quotes", "“", "`\"`"),
    ("title: “Möte: Utrecht”", "curly-quotes", "“", "`\"`"),
    ("purpose:\n  - ”Möte: Utrecht”", "curly-quotes", "”Möte", "`\"`"),
    ("title: „Möte i Utrecht”", "printed-quotes", "„Möte i Utrecht”", "remove"),
    // Dates.
    ("next_steps:\n  sporadic_contact: - true", "syntax", "-", "leave the dash out"),
    ("signature: {date: 140320, name: A}", "date-form", "140320", "`2014-03-20`"),
    (
        "signature: {date: den 20 mars 2014, name: A}",
        "date-form",
        "den 20 mars 2014",
        "`2014-03-20`",
    ),
    (
        "signature: {date: torsdag 20 mars -14, name: A}",
        "date-form",
        "torsdag 20 mars -14",
        "`2014-03-20`",
    ),
    ("signature: {date: March 20 2014, name: A}", "date-form", "March 20 2014", "`2014-03-20`"),
    ("signature: {date: 20/3-14, name: A}", "date-form", "20/3-14", "`2014-03-20`"),
    ("signature: {date: ”2014-3-20”, name: A}", "date-form", "”2014-3-20”", "`2014-03-20`"),
    // E-mail addresses.
    (
        "contacts: [{name: A, email: 'mailto:a@b.se'}]",
        "email-address",
        "'mailto:a@b.se'",
        "`a@b.se`",
    ),
    ("contacts: [{name: A, email: A B <a@b.se>}]", "email-address", "A B <a@b.se>", "`a@b.se`"),
    ("contacts: [{name: A, email: a(at)b.se}]", "email-address", "a(at)b.se", "`a@b.se`"),
    ("contacts: [{name: A, email: a@b.se.}]", "email-address", "a@b.se.", "`a@b.se`"),
    (
        "contacts: [{name: A, email: a@b.se; c@d.se}]",
        "email-address",
        "a@b.se; c@d.se",
        "one address",
    ),
    ("contacts: [{name: A, email: 'a@b,se'}]", "email-address", "'a@b,se'", "`a@b.se`"),
    (
        "contacts: [{name: A, email: a snabel-a b.se}]",
        "email-address",
        "a snabel-a b.se",
        "`a@b.se`",
    ),
    (
        "contacts: [{name: A, email: '[a](mailto:a@b.se)'}]",
        "email-address",
        "'[a](mailto:a@b.se)'",
        "`a@b.se`",
    ),
    // Web addresses.
    (
        "contacts: [{name: A, web: <https://a.se>}]",
        "web-address",
        "<https://a.se>",
        "`https://a.se`",
    ),
    (
        "contacts: [{name: A, web: '[A](https://a.se)'}]",
        "web-address",
        "'[A](https://a.se)'",
        "`https://a.se`",
    ),
    ("contacts: [{name: A, web: www.a.se.}]", "web-address", "www.a.se.", "`www.a.se`"),
    (
        "contacts: [{name: A, web: www.a.se och www.b.se}]",
        "web-address",
        "www.a.se och www.b.se",
        "one address",
    ),
    // Keys by other names, and in other places.
    ("bilder: []", "unknown-key", "bilder", "`pictures`"),
    ("kontaktuppgifter: []", "unknown-key", "kontaktuppgifter", "`contacts`"),
    ("Önskvärda nästa steg: {}", "unknown-key", "Önskvärda nästa steg", "`next_steps`"),
    ("contacts: [{name: A, e-post: a@b.se}]", "unknown-key", "e-post", "`email`"),
    ("contacts: [{name: A, hemsida: a.se}]", "unknown-key", "hemsida", "`web`"),
    ("Titel: Möte", "unknown-key", "Titel", "`title`"),
    ("TITLE: Möte", "unknown-key", "TITLE", "`title`"),
    ("contacts: [{name: A, tfn: 08-1}]", "unknown-key", "tfn", "`phone`"),
    ("date: 2014-03-20", "unknown-key", "date", "below `signature`"),
    ("datum: 2014-03-20", "unknown-key", "datum", "`date` belongs below `signature`"),
    ("contacts: [{name: A, summary: B}]", "unknown-key", "summary", "first column"),
    ("contacts: [{<<: {role: B}, name: A}]", "merge-key", "<<", "write the fields out"),
    // Characters.
    ("summary: Sm\u{FFFD}rg\u{E5}s", "undrawable-character", "\u{FFFD}", "UTF-8"),
    ("summary: Bra \u{1F600}", "undrawable-character", "\u{1F600}", "in words"),
    ("summary: \u{F04A}", "undrawable-character", "\u{F04A}", "symbol fonts"),
    ("title: a\u{202E}b", "control-character", "\u{202E}", "anew"),
    ("title: \"\u{200B}\u{A0}\"", "blank-value", "\"\u{200B}\u{A0}\"", ""),
    // The starter's own texts.
    ("contacts: [{name: Förnamn Efternamn}]", "starter-text", "Förnamn Efternamn", "replace"),
    ("summary: Text", "starter-text", "Text", "replace"),
    (
        "contacts: [{name: A, email: namn@ekvik.example}]",
        "starter-text",
        "namn@ekvik.example",
        "replace",
    ),
    // Plain text shows no markup.
    ("title: Ett **viktigt** möte", "plain-markup", "**viktigt**", "plain text"),
    ("title: 'Fritid &amp; kultur'", "plain-markup", "&amp;", "plain text"),
    (
        "contacts: [{name: A, role: '[chef](https://a.se)'}]",
        "plain-markup",
        "[chef](https://a.se)",
        "plain text",
    ),
    // Documents.
    ("signature: {date: 2014-03-20, name: A}\n...\nmer", "several-documents", "mer", "`...`"),
];

#[test]
fn every_slip_is_told_once_at_its_place_with_the_way_out() {
    for (text, code, place, hint) in SLIPS.iter().copied() {
        let told = told(text);
        let expected = (code, place.to_owned());
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert_eq!((told[0].0, told[0].1.clone()), expected, "{text}");
        assert!(told[0].2.contains(hint), "{text}: {told:?}");
    }
}

#[test]
fn other_ways_of_writing_a_date_are_understood() {
    for date in [
        "14-03-20",
        "20/3-14",
        "03/20/2014",
        "torsdagen den 20 mars 2014",
        "'Thursday, 20 March 2014'",
        "2014-03-20T10:00",
        "2014–03–20",
    ] {
        let told = told(&format!("signature: {{date: {date}, name: A}}"));
        let [(code, place, hint)] = &told[..] else { panic!("{date}: {told:?}") };
        assert_eq!((*code, &**place), ("date-form", date));
        assert!(hint.contains("`2014-03-20`"), "{date}: {hint}");
    }
}

#[test]
fn what_can_be_meant_in_one_way_is_taken_so() {
    assert_eq!(accepted("title:\u{A0}Möte").title, "Möte");
    assert_eq!(accepted("purpose:\n\u{A0}\u{A0}-\u{A0}Lära\n  - Se").purpose.len(), 2);
    assert_eq!(accepted("title: \u{FEFF}Möte").title, "Möte");
    // One dash may begin a line by chance.
    assert_eq!(accepted("title: Möte\n  – Utrecht").title, "Möte – Utrecht");
    assert_eq!(accepted("\u{FEFF}title: Möte").title, "Möte");
    assert_eq!(accepted("ti\u{200B}tle: Möte").title, "Möte");
    assert_eq!(
        accepted("title: e\u{2010}post, 2010\u{2011}2014").title,
        "e-post, 2010-\u{2060}2014"
    );
    let number = accepted("registration_number: KS\u{200B} 2014/1").registration_number;
    assert_eq!(number.unwrap(), "KS 2014/1");
    assert_eq!(accepted("title: \u{F0B7} Möte").title, "• Möte");
    assert_eq!(accepted("title: Möte\u{200E} i Utrecht").title, "Möte i Utrecht");
    let contact =
        |rest: &str| accepted(&format!("contacts: [{{name: A, {rest}}}]")).contacts.remove(0);
    assert_eq!(contact("email: a@\u{200B}b.se").email.unwrap(), "a@b.se");
    assert_eq!(contact("web: www.\u{200B}b.se").web.unwrap(), "www.b.se");
    assert_eq!(contact("phone: \u{202A}+46 8 1\u{202C}").phone.unwrap(), "+46 8 1");
    assert_eq!(contact("role: Null").role.unwrap(), "Null");
    assert_eq!(contact("role: null").role, None);
    assert_eq!(contact("role: ~").role, None);
    assert_eq!(contact("role: !!str null").role.unwrap(), "null");
    assert_eq!(contact("role: !!int 5").role.unwrap(), "5");
    assert_eq!(contact("role: \"true\"").role.unwrap(), "true");
    assert_eq!(contact("role: 3.10").role.unwrap(), "3.10");
    // What cannot be seen beside a word changes nothing.
    assert_eq!(contact("role: null\u{A0}").role, None);
    assert_eq!(contact("role: \"\u{A0}Rektor\u{2003}\"").role.unwrap(), "Rektor");
    assert_eq!(accepted("title: Möte\u{A0}").title, "Möte");
    let steps = |rest: &str| accepted(&format!("next_steps:\n  {rest}")).next_steps;
    assert!(steps("sporadic_contact: true\u{A0}").sporadic_contact);
    assert!(steps("systematic_contact: \u{200B}true").systematic_contact);
    assert_eq!(steps("redirect: false\u{A0}").redirect, Tick::Empty);
    let date = accepted("signature: {date: 2014-03-20, name: A} # i tid").signature.date;
    assert_eq!(date.to_string(), "2014-03-20");
    assert_eq!(accepted("title: 'Skola #3' # inte 4").title, "Skola #3");
}

#[test]
fn a_box_is_ticked_by_true_or_by_its_text_alone() {
    let redirect = |value: &str| {
        let text = report_with(&format!("next_steps: {{redirect: {value}}}"));
        check(text).1.unwrap().value.next_steps.redirect
    };
    assert_eq!(redirect("false"), Tick::Empty);
    assert_eq!(redirect("FALSE"), Tick::Empty);
    assert_eq!(redirect(""), Tick::Empty);
    assert_eq!(redirect("null"), Tick::Empty);
    assert_eq!(redirect("!!bool \"true\""), Tick::Ticked);
    assert_eq!(redirect("true"), Tick::Ticked);
    assert!(redirect("\"false\"").text().is_some());
    assert!(redirect("Norrut").is_ticked() && redirect("Norrut").text().is_some());
    let steps = accepted("next_steps: {sporadic_contact: !!bool \"true\"}").next_steps;
    assert!(steps.sporadic_contact && !steps.systematic_contact);
}

#[test]
fn utf_16_is_read() {
    let text = report_with("title: Möte på Öland");
    for (mark, is_little) in [(true, true), (true, false), (false, true), (false, false)] {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        let bytes: Vec<u8> = units
            .flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
        assert_eq!(check(bytes).1.unwrap().value.title, "Möte på Öland", "{mark} {is_little}");
    }
}

#[test]
fn utf_32_is_told_as_another_encoding() {
    let bytes: Vec<u8> =
        "\u{FEFF}title: a".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let problems = check(bytes).1.unwrap_err();
    assert_eq!(problems[0].problem.code(), "not-utf8");
    assert_eq!(problems.len(), 1);
}

#[test]
fn files_that_are_no_text_are_called_what_they_are() {
    let zip = |name: &str| [b"PK\x03\x04 ", name.as_bytes()].concat();
    for (bytes, name) in [
        (zip("word/document.xml"), "Word (.docx)"),
        (zip("bilder/a.jpg"), "ZIP"),
        (b"%PDF-1.7 \xE2".to_vec(), "PDF"),
        (b"\xD0\xCF\x11\xE0\xA1".to_vec(), "Word (.doc)"),
        (b"{\\rtf1 title: a}".to_vec(), "RTF"),
        (b"\xFF\xD8\xFF\xE0".to_vec(), "JPEG"),
    ] {
        let problems = check(bytes).1.unwrap_err();
        assert_eq!(problems[0].problem.code(), "not-text");
        assert!(problems[0].message(Language::English).contains(name), "{name}");
        assert!(problems[0].message(Language::Swedish).contains(name), "{name}");
    }
}

#[test]
fn pictures_of_other_formats_are_called_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("HEIC", &b"\0\0\0\x18ftypheic\0\0\0\0"[..]),
        ("WebP", b"RIFF\0\0\0\0WEBPVP8 "),
        ("TIFF", b"II*\0\x08\0\0\0"),
        ("GIF", b"GIF89a"),
        ("PDF", b"%PDF-1.4"),
    ] {
        std::fs::write(folder.path().join("bild.jpg"), bytes).unwrap();
        let text = report_with("pictures: [{file: bild.jpg, alt: En bild}]");
        let source = Source::new("rapport.yaml", text.into());
        let problems = check::report(&source, &context(folder.path())).unwrap_err();
        let message = problems[0].message(Language::English);
        assert_eq!(message, format!("the file of picture 1 is of type {name}, not PNG or JPEG"));
        assert!(problems[0].hints(Language::Swedish)[0].contains("spara som PNG eller JPEG"));
    }
}

#[test]
fn warnings_alone_refuse_nothing() {
    let (_, result) = check(report_with("next_steps: {redirect: true}"));
    let checked = result.unwrap();
    assert_eq!(checked.value.next_steps.redirect, Tick::Ticked);
    assert_eq!(checked.warnings.len(), 1);
    assert_eq!(checked.warnings[0].problem.severity(), Severity::Warning);
    let starter = std::fs::read_to_string(Path::new(&project("templates/starter.yaml"))).unwrap();
    for text in ["Förnamn Efternamn", "namn@ekvik.example", "Vart spaningen ska riktas i stället"]
    {
        assert!(starter.contains(text), "{text}");
    }
}

#[test]
fn warnings_make_a_run_fail_when_they_are_denied() {
    let desk = Desk::new();
    desk.write("a.yaml", report_with("next_steps: {redirect: true}"));
    let told = |arguments: &[&str]| {
        let ended = desk.run(arguments);
        (ended.status, ended.stderr)
    };
    let (status, stderr) = told(&["check", "a.yaml"]);
    assert_eq!(status, Some(0));
    assert!(stderr.contains("warning[tick-without-text]"), "{stderr}");
    assert!(stderr.contains("checked 1, failed 0, warnings 1"), "{stderr}");
    let (status, stderr) = told(&["check", "a.yaml", "--deny-warnings", "--lang", "sv"]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("granskade 1, med fel 1, varningar 1"), "{stderr}");
    let (status, _) = told(&["render", "a.yaml", "--deny-warnings", "--to", "docx"]);
    assert_eq!(status, Some(1));
    assert!(!desk.path("a.docx").exists());
    let (status, stderr) = told(&["render", "a.yaml", "--to", "docx"]);
    assert_eq!(status, Some(0));
    assert!(stderr.contains("rendered a.docx, warnings 1"), "{stderr}");
    assert!(desk.path("a.docx").exists());
}
