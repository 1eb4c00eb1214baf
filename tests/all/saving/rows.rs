//! What becomes of single values where they stand: rows and blocks, quotation marks, aliases.

use nacka_report::entry::{Filled, NotWritable};
use nacka_report::fonts::Fonts;
use serde_json::{Value as Json, json};

use super::{outline, paragraph};
use crate::hostile::processor_seconds;

/// Rows and blocks as they are written, what is entered, and what becomes of them.
pub type Row = (&'static str, fn(&mut Json), &'static str);

pub const ROWS: [Row; 18] = [
    (
        "evaluation:\n  - {activity: a, assessment: 'b'} # om a\n  - {activity: c}\n",
        |v| v["evaluation"][0]["activity"] = paragraph("ny, text"),
        "evaluation:\n  - {activity: \"ny, text\", assessment: 'b'} # om a\n  - {activity: c}\n",
    ),
    (
        "evaluation: [{activity: a, own: [1]}, {activity: c}] # alla\n",
        |v| v["evaluation"][1]["assessment"] = paragraph("ny"),
        "evaluation: [{activity: a, own: [1]}, {activity: c, assessment: ny}] # alla\n",
    ),
    (
        "evaluation: [{activity: a, own: [1]}, {activity: c}] # alla\n",
        |v| v["evaluation"].as_array_mut().unwrap().reverse(),
        "evaluation: [{activity: c}, {activity: a, own: [1]}] # alla\n",
    ),
    (
        "signature: {\n  date: 2014-03-20, # dagen\n  name: A,\n}\n",
        |v| v["signature"]["name"] = json!("B: C"),
        "signature: {\n  date: 2014-03-20, # dagen\n  name: \"B: C\",\n}\n",
    ),
    (
        "base: &base\n  own: 1\nevaluation:\n  - <<: *base\n    activity: a\n    # om b\n    assessment: b\n",
        |v| v["evaluation"][0]["assessment"] = paragraph("ny"),
        "base: &base\n  own: 1\nevaluation:\n  - <<: *base\n    activity: a\n    # om b\n    assessment: ny\n",
    ),
    (
        "evaluation:\n  - &first\n    activity: a # om a\n  - *first\n",
        |v| v["evaluation"][1]["activity"] = paragraph("ny"),
        "evaluation:\n  - &first\n    activity: a # om a\n  - activity: ny\n",
    ),
    (
        "purpose: [a, \"b\", c]\nother: 'b' # om\n",
        |v| drop(v["purpose"].as_array_mut().unwrap().remove(0)),
        "purpose: [\"b\", c]\nother: 'b' # om\n",
    ),
    (
        "next_steps:\t# om\n    notes:   \"a\"\t# om a\n    own: |2\n        b\n",
        |v| v["next_steps"]["notes"] = paragraph("ny"),
        "next_steps:\t# om\n    notes:   \"ny\"\t# om a\n    own: |2\n        b\n",
    ),
    // Brackets stay brackets, and what is beside them stays.
    (
        "contacts: [{name: A, phone: '1', email: a@b.se}, {name: 'B'}] # om\n",
        |v| v["contacts"][0]["phone"] = json!(""),
        "contacts: [{name: A, email: a@b.se}, {name: 'B'}] # om\n",
    ),
    (
        "contacts:\n  - {phone: '1', name: A}\n  - name: >-\n      B\n      C\n",
        |v| v["contacts"][0]["phone"] = json!(""),
        "contacts:\n  - {name: A}\n  - name: >-\n      B\n      C\n",
    ),
    (
        "contacts: [{name: A}, {name: 'B'}]\n",
        |v| {
            let mut row = v["contacts"][0].clone();
            row["name"] = json!("C, D");
            row["phone"] = json!("08-1");
            v["contacts"].as_array_mut().unwrap().push(row);
        },
        "contacts: [{name: A}, {name: 'B'}, {name: \"C, D\", phone: \"08-1\"}]\n",
    ),
    (
        "evaluation: [{activity: a, assessment: 'b'}, {activity: 'c'}]\n",
        |v| v["evaluation"][0]["activity"] = json!({"blocks": []}),
        "evaluation: [{activity: ~, assessment: 'b'}, {activity: 'c'}]\n",
    ),
    (
        "evaluation: [{activity: , assessment: 'b'}, {activity: ~}, {activity}, {activity: 'c'}]\n",
        |v| {
            v["evaluation"][0]["activity"] = paragraph("d");
            v["evaluation"][1]["activity"] = paragraph("e");
            v["evaluation"][2]["activity"] = paragraph("f");
        },
        "evaluation: [{activity: d, assessment: 'b'}, {activity: e}, {activity: f}, {activity: 'c'}]\n",
    ),
    (
        "{title: 'a', summary: b, other: c}\n",
        |v| v["summary"] = json!({"blocks": []}),
        "{title: 'a', other: c}\n",
    ),
    (
        "{title: 'a', other: c}\n",
        |v| v["purpose"] = json!([paragraph("b"), paragraph("d: e")]),
        "{title: 'a', other: c, purpose: [b, \"d: e\"]}\n",
    ),
    // Behind a dash, the next key takes the place of one that is taken out.
    (
        "contacts:\n  - phone: '1' # om\n    name: 'A' # om A\n    # Om b.\n    email: a@b.se\n",
        |v| v["contacts"][0]["phone"] = json!(""),
        "contacts:\n  - name: 'A' # om A\n    # Om b.\n    email: a@b.se\n",
    ),
    (
        "contacts:\n  - phone: >-\n      1\n      2\n\n    name: 'A'\n",
        |v| v["contacts"][0]["phone"] = json!(""),
        "contacts:\n  - name: 'A'\n",
    ),
    (
        "next_steps: {notes: 'a', redirect: b}\n",
        |v| v["next_steps"]["redirect"] = json!({"ticked": true, "blocks": []}),
        "next_steps: {notes: 'a', redirect: true}\n",
    ),
];

/// Rows with comments and keys of their own that come, go and move while others are changed.
const MOVED: [Row; 10] = [
    (
        "contacts:\n  - name: Anna # ring\n    fax: 11\n    phone: '1' # hemligt\n  - name: Bo # b\n    fax: 22\n    phone: '2'\n",
        |v| {
            v["contacts"].as_array_mut().unwrap().remove(0);
            v["contacts"][0]["name"] = json!("Bo Ek");
        },
        "contacts:\n  - name: \"Bo Ek\" # b\n    fax: 22\n    phone: '2'\n",
    ),
    (
        "contacts:\n  - name: Anna # a\n    phone: '1'\n  - name: Bo # b\n    fax: 22\n    phone: '2'\n",
        |v| {
            let rows = v["contacts"].as_array_mut().unwrap();
            let mut new = rows[0].clone();
            new["name"] = json!("Ny");
            new["phone"] = json!("");
            rows.insert(1, new);
            rows[2]["name"] = json!("Bo Ek");
        },
        "contacts:\n  - name: Anna # a\n    phone: '1'\n\n  - name: Ny\n  - name: \"Bo Ek\" # b\n    fax: 22\n    phone: '2'\n",
    ),
    // What was swapped is changed where it came to stand.
    (
        "contacts:\n  - name: Anna # a\n    fax: 11\n    phone: '1'\n  - name: Bo # b\n    fax: 22\n    phone: '2'\n",
        |v| {
            v["contacts"].as_array_mut().unwrap().reverse();
            v["contacts"][0]["name"] = json!("Bo Ek");
        },
        "contacts:\n  - name: \"Bo Ek\" # b\n    fax: 22\n    phone: '2'\n\n  - name: Anna # a\n    fax: 11\n    phone: '1'\n",
    ),
    (
        "contacts:\n  - name: Anna # a\n    fax: 11\n    phone: '1'\n  - name: Bo # b\n    fax: 22\n    phone: '2'\n",
        |v| {
            v["contacts"].as_array_mut().unwrap().reverse();
            v["contacts"][0]["name"] = json!("Bo Ek");
            v["contacts"][1]["email"] = json!("anna@nacka.se");
        },
        "contacts:\n  - name: \"Bo Ek\" # b\n    fax: 22\n    phone: '2'\n\n  - name: Anna # a\n    email: anna@nacka.se\n    fax: 11\n    phone: '1'\n",
    ),
    (
        "purpose:\n  - Att lära känna nätverket # ka\n  - Att se staden # kb\n  - Att äta # kc\n",
        |v| {
            v["purpose"].as_array_mut().unwrap().remove(0);
            v["purpose"][0] = paragraph("Att se hela staden");
        },
        "purpose:\n  - \"Att se hela staden\" # kb\n  - Att äta # kc\n",
    ),
    (
        "purpose: ['Att lära känna nätverket', \"Att se staden\", Att äta]\n",
        |v| {
            v["purpose"].as_array_mut().unwrap().rotate_left(1);
            v["purpose"][2] = paragraph("Att lära känna hela nätverket");
        },
        "purpose: [\"Att se staden\", Att äta, 'Att lära känna hela nätverket']\n",
    ),
    // Written anew from end to end, it is still the one between the other two; rows that lack
    // something go on lacking it.
    (
        "evaluation:\n  - activity: a\n  - activity: Möte # m\n    own: 1\n    assessment: Bra\n  - activity: c\n  - activity: d\n    assessment: e\n",
        |v| {
            v["evaluation"][1]["activity"] = paragraph("Lunch");
            v["evaluation"][1]["assessment"] = paragraph("Dyrt och gott");
            v["evaluation"].as_array_mut().unwrap().remove(3);
        },
        "evaluation:\n  - activity: a\n  - activity: \"Lunch\" # m\n    own: 1\n    assessment: Dyrt och gott\n  - activity: c\n",
    ),
    (
        "evaluation:\n  - activity: a\n    assessment: b\n  - activity: c # om c\n",
        |v| v["evaluation"].as_array_mut().unwrap().reverse(),
        "evaluation:\n  - activity: c # om c\n\n  - activity: a\n    assessment: b\n",
    ),
    (
        "evaluation:\n  - {activity: Möte, own: 1, assessment: Bra}\n  - {activity: Lunch, own: 2, assessment: God}\n",
        |v| {
            v["evaluation"].as_array_mut().unwrap().remove(0);
            v["evaluation"][0]["assessment"] = paragraph("Mycket god");
        },
        "evaluation:\n  - {activity: Lunch, own: 2, assessment: Mycket god}\n",
    ),
    // A row that another is merged into goes on saying what it said.
    (
        "evaluation:\n  - &e\n    activity: A\n    assessment: Bra\n  - activity: B\n    assessment: God\n",
        |v| {
            v["evaluation"].as_array_mut().unwrap().remove(0);
            v["evaluation"][0]["activity"] = paragraph("Båt");
        },
        "evaluation:\n  - activity: Båt\n    assessment: God\n",
    ),
];

#[test]
fn a_row_beside_one_that_went_keeps_its_own_comments_and_keys() {
    changed_as_told(&MOVED);
}

#[test]
fn rows_and_blocks_are_changed_where_they_stand() {
    changed_as_told(&ROWS);
}

/// Texts with anchors and aliases, what is entered, and what becomes of them.
const ALIASES: [Row; 21] = [
    // Elsewhere it says what it said.
    (
        "title: &t Ett\nunknown: *t\n",
        |v| v["title"] = json!("Två"),
        "title: Två\nunknown: &t Ett\n",
    ),
    (
        "title: &t 'Ett' # om\nunknown: [*t, *t] # om\nother: *t\n",
        |v| v["title"] = json!("Två"),
        "title: 'Två' # om\nunknown: [&t 'Ett', *t] # om\nother: *t\n",
    ),
    // What repeats it is a field of the form.
    (
        "purpose:\n  - &x a # om a\n  - *x\n  - *x\n",
        |v| v["purpose"][0] = paragraph("b"),
        "purpose:\n  - \"b\" # om a\n  - &x a\n  - *x\n",
    ),
    (
        "purpose:\n  - &x a\n  - *x\n  - *x\n",
        |v| v["purpose"][1] = paragraph("b"),
        "purpose:\n  - &x a\n  - b\n  - *x\n",
    ),
    (
        "purpose:\n  - &x a\n  - *x\n  - 'c'\n",
        |v| drop(v["purpose"].as_array_mut().unwrap().remove(0)),
        "purpose:\n  - &x a\n  - 'c'\n",
    ),
    (
        "purpose: [&x a, *x, 'c']\n",
        |v| v["purpose"][0] = paragraph("b"),
        "purpose: [b, &x a, 'c']\n",
    ),
    // The texts of other rows stay as their author has folded them.
    (
        "evaluation:\n  - &r\n    activity: >-\n      Ett\n      möte\n    assessment: |\n      Bra\n  - *r # samma\n  - activity: >\n      Två\n      möten\n",
        |v| v["evaluation"][0]["assessment"] = paragraph("Bättre"),
        "evaluation:\n  -\n    activity: >-\n      Ett\n      möte\n    assessment: |\n      Bättre\n  - &r # samma\n    activity: >-\n      Ett\n      möte\n    assessment: |\n      Bra\n  - activity: >\n      Två\n      möten\n",
    ),
    (
        "evaluation:\n  - &r\n    activity: >-\n      Ett\n      möte\n    assessment: b # om b\n  - *r\n  - activity: >\n      Två\n      möten\n",
        |v| v["evaluation"][1]["assessment"] = paragraph("Bättre"),
        "evaluation:\n  - &r\n    activity: >-\n      Ett\n      möte\n    assessment: b # om b\n  - activity: >-\n      Ett\n      möte\n    assessment: Bättre\n  - activity: >\n      Två\n      möten\n",
    ),
    (
        "evaluation:\n  - activity: a\n    assessment: &a >-\n      Ett\n      två\n  - activity: b\n    assessment: *a\n  - activity: >-\n      Ett\n      möte\n    assessment: *a\n",
        |v| v["evaluation"][0]["assessment"] = paragraph("Tre"),
        "evaluation:\n  - activity: a\n    assessment: >-\n      Tre\n  - activity: b\n    assessment: &a >-\n      Ett\n      två\n  - activity: >-\n      Ett\n      möte\n    assessment: *a\n",
    ),
    (
        "evaluation:\n  - activity: a\n    assessment: &a >-\n      Ett\n      två\n  - activity: >-\n      Ett\n      möte\n    assessment: *a\n",
        |v| v["evaluation"][1]["assessment"] = paragraph("Tre"),
        "evaluation:\n  - activity: a\n    assessment: &a >-\n      Ett\n      två\n  - activity: >-\n      Ett\n      möte\n    assessment: Tre\n",
    ),
    (
        "evaluation: [&r {activity: a, assessment: 'b'}, *r, {activity: \"c\"}]\n",
        |v| v["evaluation"][1]["activity"] = paragraph("d"),
        "evaluation: [&r {activity: a, assessment: 'b'}, {activity: d, assessment: 'b'}, {activity: \"c\"}]\n",
    ),
    (
        "evaluation: [&r {activity: a, assessment: 'b'}, *r, {activity: \"c\"}]\n",
        |v| v["evaluation"][0]["activity"] = paragraph("d"),
        "evaluation: [{activity: d, assessment: 'b'}, &r {activity: a, assessment: 'b'}, {activity: \"c\"}]\n",
    ),
    // Under a key that the form does not know.
    (
        "mall:\n  möte: &r\n    activity: 'a'\n    # Om b.\n    assessment: >-\n      b\n      c\nevaluation:\n  - *r\n  - *r\n",
        |v| v["evaluation"][0]["activity"] = paragraph("d"),
        "mall:\n  möte: &r\n    activity: 'a'\n    # Om b.\n    assessment: >-\n      b\n      c\nevaluation:\n  - activity: 'd'\n    assessment: >-\n      b\n      c\n  - *r\n",
    ),
    (
        "signature: &s\n  date: 2014-03-20\n  name: &n 'Anna'\nown:\n  sign: *s\n  by: *n\n",
        |v| v["signature"]["name"] = json!("Bo"),
        "signature:\n  date: 2014-03-20\n  name: &n 'Bo'\nown:\n  sign: &s\n    date: 2014-03-20\n    name: &n 'Anna'\n  by: *n\n",
    ),
    (
        "purpose: &p\n  - a\n  - 'b'\nown: *p\n",
        |v| v["purpose"][0] = paragraph("c"),
        "purpose:\n  - c\n  - 'b'\nown: &p\n  - a\n  - 'b'\n",
    ),
    (
        "own: &p\n- a\n- >-\n  b\n  c\npurpose: *p\nother: d\n",
        |v| v["purpose"][0] = paragraph("e"),
        "own: &p\n- a\n- >-\n  b\n  c\npurpose:\n  - e\n  - >-\n    b\n    c\nother: d\n",
    ),
    (
        "summary: &s |\r\n  Ett\r\n\r\n  Två\r\nown: *s # om\r\nother: d\r\n",
        |v| v["summary"] = paragraph("Tre"),
        "summary: |\r\n  Tre\r\nown: &s | # om\r\n  Ett\r\n\r\n  Två\r\nother: d\r\n",
    ),
    // A row that is added below changes nothing that is repeated.
    (
        "evaluation:\n  - &r\n    activity: a\n  - *r\n",
        |v| {
            let mut row = v["evaluation"][0].clone();
            row["activity"] = paragraph("b");
            v["evaluation"].as_array_mut().unwrap().insert(1, row);
        },
        "evaluation:\n  - &r\n    activity: a\n\n  - activity: b\n  - *r\n",
    ),
    (
        "evaluation:\n  - &r\n    activity: 'a'\n  - *r\n  - activity: >-\n      b\n      c\n",
        |v| drop(v["evaluation"].as_array_mut().unwrap().remove(0)),
        "evaluation:\n  - &r\n    activity: 'a'\n  - activity: >-\n      b\n      c\n",
    ),
    (
        "evaluation:\n  - &r\n    activity: 'a'\n  - activity: >-\n      b\n      c\n  - *r\n",
        |v| v["evaluation"].as_array_mut().unwrap().swap(0, 1),
        "evaluation:\n  - activity: >-\n      b\n      c\n  - &r\n    activity: 'a'\n\n  -\n    activity: 'a'\n",
    ),
    (
        "evaluation:\n  - activity: &a >-\n      b\n      c\n    assessment: e\n  - activity: *a\n    assessment: 'd'\n",
        |v| v["evaluation"].as_array_mut().unwrap().reverse(),
        "evaluation:\n  - activity: &a >-\n      b\n      c\n    assessment: 'd'\n\n  - activity: >-\n      b\n      c\n    assessment: e\n",
    ),
];

#[test]
fn what_an_alias_repeats_is_not_changed_with_it() {
    changed_as_told(&ALIASES);
}

#[test]
fn many_aliases_are_followed() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    let alias = |at| format!("eget{at}: &a{at} [*t]\n");
    let aliases: Vec<String> = (0..300).map(alias).collect();
    let aliases = aliases.concat();
    let text = format!("title: &t Ett\n{aliases}");
    let filled = Filled::read(&text, &outline, &fonts).unwrap();
    let mut entered = filled.shown().clone();
    entered["title"] = json!("Två");
    // One takes over what all others repeat.
    let expected = text.replace("&t Ett", "Två").replacen("*t", "&t Ett", 1);
    assert_eq!(filled.with(&entered, &outline, &fonts), Ok(expected));
    // Each repeats the one before it twice.
    let alias = |at| format!("eget{at}: &a{at} [*a{0}, *a{0}]\n", at - 1);
    let nested: Vec<String> = (1..15).map(alias).collect();
    let nested = nested.concat();
    let text = format!("title: &a0 Ett\n{nested}");
    let filled = Filled::read(&text, &outline, &fonts).unwrap();
    let seconds = || processor_seconds("thread-self").unwrap_or_default();
    let began = seconds();
    let after = filled.with(&entered, &outline, &fonts).unwrap();
    assert_eq!(after, text.replace("&a0 Ett", "Två").replacen("*a0", "&a0 Ett", 1));
    assert!(seconds() - began < 10.0, "{} s", seconds() - began);
}

#[test]
fn what_cannot_stand_where_its_alias_does_is_not_written() {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    // A block has no place in brackets.
    let text = "signature: &s\n  name: Anna\nunknown: [*s]\nsummary: b\n";
    let filled = Filled::read(text, &outline, &fonts).unwrap();
    let mut entered = filled.shown().clone();
    entered["signature"]["name"] = json!("Bo");
    assert_eq!(filled.with(&entered, &outline, &fonts), Err(NotWritable::Structure));
    entered = filled.shown().clone();
    entered["summary"] = paragraph("c");
    let expected = text.replace("summary: b", "summary: c");
    assert_eq!(filled.with(&entered, &outline, &fonts), Ok(expected));
}

/// Values as they are written, what is entered, and what becomes of them.
const STYLES: [Row; 24] = [
    ("title: 'a'\n", |v| v["title"] = json!("it's b"), "title: 'it''s b'\n"),
    ("title: \"a\"\n", |v| v["title"] = json!("b \"c\" \\"), "title: \"b \\\"c\\\" \\\\\"\n"),
    // Without marks it would be told that it ends there.
    ("title: a # om\n", |v| v["title"] = json!("b"), "title: \"b\" # om\n"),
    ("title: a\n", |v| v["title"] = json!("b: c"), "title: \"b: c\"\n"),
    // A mark without width must be seen.
    ("title: 'a'\n", |v| v["title"] = json!("b\u{200b}c"), "title: \"b\\u200Bc\"\n"),
    (
        "purpose:\n  - 'a'\n  - \"b\" # om\n  - c\n",
        |v| v["purpose"] = json!([paragraph("d"), paragraph("e"), paragraph("f")]),
        "purpose:\n  - 'd'\n  - \"e\" # om\n  - f\n",
    ),
    (
        "purpose: ['a', \"b\", c]\n",
        |v| v["purpose"] = json!([paragraph("d"), paragraph("e"), paragraph("f, g")]),
        "purpose: ['d', \"e\", \"f, g\"]\n",
    ),
    (
        "evaluation:\n  - activity: 'a'\n    assessment: \"b\"\n  - {activity: 'c', assessment: d}\n",
        |v| {
            v["evaluation"][0]["activity"] = paragraph("e: f");
            v["evaluation"][0]["assessment"] = paragraph("g");
            v["evaluation"][1]["activity"] = paragraph("h");
        },
        "evaluation:\n  - activity: 'e: f'\n    assessment: \"g\"\n  - {activity: 'h', assessment: d}\n",
    ),
    (
        "signature:\n  date: '2014-03-20'\n  name: 'A'\n",
        |v| v["signature"]["date"] = json!("2014-03-21"),
        "signature:\n  date: '2014-03-21'\n  name: 'A'\n",
    ),
    (
        "signature: {date: \"2014-03-20\", name: 'A'}\n",
        |v| {
            v["signature"]["date"] = json!("2014-03-21");
            v["signature"]["name"] = json!("B, C");
        },
        "signature: {date: \"2014-03-21\", name: 'B, C'}\n",
    ),
    (
        "next_steps:\n  redirect: 'a'\n",
        |v| v["next_steps"]["redirect"]["blocks"] = json!([]),
        "next_steps:\n  redirect: true\n",
    ),
    ("summary: 'a\n  b'\n", |v| v["summary"] = paragraph("c"), "summary: 'c'\n"),
    (
        "summary: |  # om\n  a\nother: b\n",
        |v| v["summary"] = paragraph("c"),
        "summary: |  # om\n  c\nother: b\n",
    ),
    (
        "summary: |-\n    a\n\n# Om b.\nother: b\n",
        |v| v["summary"] = paragraph("c"),
        "summary: |-\n    c\n\n# Om b.\nother: b\n",
    ),
    (
        "summary: |+\n  a\n\nother: b\n",
        |v| v["summary"] = paragraph("c"),
        "summary: |+\n  c\n\nother: b\n",
    ),
    (
        "summary: |2\n    a\nother: b\n",
        |v| v["summary"] = paragraph("c"),
        "summary: |\n  c\nother: b\n",
    ),
    (
        "summary: >\n  a\n  b\nother: b\n",
        |v| v["summary"] = paragraph("c d"),
        "summary: >\n  c d\nother: b\n",
    ),
    (
        "summary: >-\n   Ett\n   stycke.\n\n   Två\n   stycken.\n",
        |v| v["summary"]["blocks"][1] = paragraph("Tre stycken.")["blocks"][0].clone(),
        "summary: >-\n   Ett\n   stycke.\n\n   Tre stycken.\n",
    ),
    // A line's end within a paragraph has no place where lines are folded.
    (
        "summary: >\n  a\n",
        |v| {
            v["summary"]["blocks"][0]["pieces"] =
                json!([{"text": "b"}, {"text": null}, {"text": "c"}]);
        },
        "summary: |\n  b\n  c\n",
    ),
    (
        "purpose:\n  - |\n    a\n  - >-\n    b\n    c\n  - d\n",
        |v| v["purpose"] = json!([paragraph("e"), paragraph("f"), paragraph("d")]),
        "purpose:\n  - |\n    e\n  - >-\n    f\n  - d\n",
    ),
    (
        "evaluation:\n  - activity: |\n      a\n    assessment: >\n      b\n\n  - activity: c\n",
        |v| {
            v["evaluation"][0]["activity"] = paragraph("d");
            v["evaluation"][0]["assessment"] = paragraph("e");
        },
        "evaluation:\n  - activity: |\n      d\n    assessment: >\n      e\n\n  - activity: c\n",
    ),
    (
        "\u{feff}title: 'a'\r\nsummary: |\r\n  b\r\n",
        |v| v["summary"] = paragraph("c"),
        "\u{feff}title: 'a'\r\nsummary: |\r\n  c\r\n",
    ),
    (
        "summary: &s |\n  a\nother: b\n",
        |v| v["summary"] = paragraph("c"),
        "summary: &s |\n  c\nother: b\n",
    ),
    ("title: !!str 'a' # om\n", |v| v["title"] = json!("b"), "title: !!str 'b' # om\n"),
];

#[test]
fn a_value_keeps_its_authors_quotation_marks_and_blocks() {
    changed_as_told(&STYLES);
}

/// Each text becomes what it is to become, and says what was entered.
pub fn changed_as_told(rows: &[Row]) {
    let fonts = Fonts::bundled();
    let outline = outline(&fonts);
    for (text, change, expected) in rows {
        let filled = Filled::read(text, &outline, &fonts).unwrap();
        let mut entered = filled.shown().clone();
        change(&mut entered);
        let after = filled.with(&entered, &outline, &fonts);
        assert_eq!(after.as_deref(), Ok(*expected), "{text}");
        let again = Filled::read(expected, &outline, &fonts).unwrap();
        assert_eq!(again.shown(), &entered, "{text}");
    }
}
