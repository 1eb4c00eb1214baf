//! What becomes of the comments beside values that are changed.

use serde_json::{Value as Json, json};

use super::paragraph;
use super::rows::{Row, changed_as_told};

fn two_paragraphs() -> Json {
    let mut two = paragraph("b");
    two["blocks"].as_array_mut().unwrap().push(paragraph("c")["blocks"][0].clone());
    two
}

/// A text that is folded where it has a line of its own.
fn long() -> Json {
    paragraph(
        "Ett möte med alla som berörs av det, för att de ska veta vad som väntar dem nu och i vår samt i höst och sedan",
    )
}

/// Values with comments beside them that are to take other lines, and what becomes of them.
pub const BESIDE: [Row; 20] = [
    ("summary: a # ka\n", |v| v["summary"] = two_paragraphs(), "summary: | # ka\n  b\n\n  c\n"),
    (
        "title: t\r\nsummary: \"a\"  # ka\r\nown: 1 # o\r\n",
        |v| v["summary"] = two_paragraphs(),
        "title: t\r\nsummary: | # ka\r\n  b\r\n\r\n  c\r\nown: 1 # o\r\n",
    ),
    (
        "summary: a # ka\nown: 1\n",
        |v| v["summary"] = long(),
        "summary: >- # ka\n  Ett möte med alla som berörs av det, för att de ska veta vad som väntar dem nu och i vår samt i\n  höst och sedan\nown: 1\n",
    ),
    (
        "summary: a\n  b # kb\nown: 1\n",
        |v| v["summary"] = two_paragraphs(),
        "summary: | # kb\n  b\n\n  c\nown: 1\n",
    ),
    (
        "summary: # k\n  a # ka\nown: 1\n",
        |v| v["summary"] = two_paragraphs(),
        "summary: | # k # ka\n  b\n\n  c\nown: 1\n",
    ),
    (
        "summary: > # ka\n  a\n",
        |v| {
            v["summary"]["blocks"][0]["pieces"] =
                json!([{"text": "b"}, {"text": null}, {"text": "c"}]);
        },
        "summary: | # ka\n  b\n  c\n",
    ),
    (
        "summary: # ka\nown: 1 # o\n",
        |v| v["summary"] = two_paragraphs(),
        "summary: | # ka\n  b\n\n  c\nown: 1 # o\n",
    ),
    ("other: ~ # ka\n", |v| v["other"] = two_paragraphs(), "other: | # ka\n  b\n\n  c\n"),
    ("other: # ka\nown: 1\n", |v| v["other"] = paragraph("b"), "other: \"b\" # ka\nown: 1\n"),
    (
        "contacts: # ka\nown: 1\n",
        |v| v["purpose"] = json!([paragraph("b")]),
        "purpose:\n  - b\ncontacts: # ka\nown: 1\n",
    ),
    ("title: a # ka\n", |v| v["title"] = json!(""), "title: # ka\n"),
    ("title: \"a#\" # ka\nown: 1\n", |v| v["title"] = json!(""), "title: # ka\nown: 1\n"),
    ("title: | # ka\n  a #a\nown: 1\n", |v| v["title"] = json!(""), "title: # ka\nown: 1\n"),
    (
        "purpose:\n  - a # ka\n  - b # kb\n  # Om c.\n  - c\n",
        |v| v["purpose"][1] = two_paragraphs(),
        "purpose:\n  - a # ka\n  - | # kb\n    b\n\n    c\n  # Om c.\n  - c\n",
    ),
    (
        "purpose:\n  - a # ka\n  - b # kb\n",
        |v| v["purpose"][0] = long(),
        "purpose:\n  - >- # ka\n    Ett möte med alla som berörs av det, för att de ska veta vad som väntar dem nu och i vår samt i\n    höst och sedan\n  - b # kb\n",
    ),
    (
        "purpose:\n- a # ka\n- 'b' # kb\n",
        |v| v["purpose"][1] = json!({"blocks": []}),
        "purpose:\n- a # ka\n- # kb\n",
    ),
    (
        "purpose:\n  - # ka\n  - b\n",
        |v| v["purpose"][0] = two_paragraphs(),
        "purpose:\n  - | # ka\n    b\n\n    c\n  - b\n",
    ),
    (
        "evaluation:\n  - # ka\n  - activity: b\n",
        |v| v["evaluation"][0]["activity"] = paragraph("c"),
        "evaluation:\n  - # ka\n    activity: c\n  - activity: b\n",
    ),
    (
        "evaluation:\n  - activity: a # ka\n    assessment: b # kb\n  - activity: c # kc\n",
        |v| {
            v["evaluation"][0]["assessment"] = two_paragraphs();
            v["evaluation"][1]["activity"] = json!({"blocks": []});
        },
        "evaluation:\n  - activity: a # ka\n    assessment: | # kb\n      b\n\n      c\n  - activity: # kc\n",
    ),
    (
        "next_steps:\n  notes: a # ka\n  own: 1\n",
        |v| v["next_steps"]["notes"] = two_paragraphs(),
        "next_steps:\n  notes: | # ka\n    b\n\n    c\n  own: 1\n",
    ),
];

#[test]
fn the_comment_beside_a_value_stays_when_that_takes_other_lines() {
    changed_as_told(&BESIDE);
}

/// Lists in brackets with comments at their entries, and what becomes of them.
pub const IN_BRACKETS: [Row; 12] = [
    (
        "evaluation: [\n  {activity: a}, # c1\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
        |v| drop(v["evaluation"].as_array_mut().unwrap().remove(1)),
        "evaluation: [\n  {activity: a} # c1\n  # c2\n]\n",
    ),
    (
        "evaluation: [\n  {activity: a}, # c1\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
        |v| drop(v["evaluation"].as_array_mut().unwrap().remove(0)),
        "evaluation: [\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
    ),
    (
        "evaluation: [\n  {activity: a}, # c1\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
        |v| v["evaluation"].as_array_mut().unwrap().reverse(),
        "evaluation: [\n  # c2\n  {activity: d, assessment: e}, # c3\n  {activity: a} # c1\n]\n",
    ),
    (
        "evaluation: [\n  {activity: a}, # c1\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
        |v| {
            let mut row = v["evaluation"][0].clone();
            row["activity"] = paragraph("b");
            v["evaluation"].as_array_mut().unwrap().insert(1, row);
        },
        "evaluation: [\n  {activity: a}, # c1\n  {activity: b, assessment: ~},\n  # c2\n  {activity: d, assessment: e} # c3\n]\n",
    ),
    (
        "evaluation: [\r\n  {activity: a}, # c1\r\n  # c2\r\n  {activity: d, assessment: e} # c3\r\n]\r\n",
        |v| {
            let mut row = v["evaluation"][0].clone();
            row["activity"] = paragraph("b");
            v["evaluation"].as_array_mut().unwrap().push(row);
        },
        "evaluation: [\r\n  {activity: a}, # c1\r\n  # c2\r\n  {activity: d, assessment: e}, # c3\r\n  {activity: b}\r\n]\r\n",
    ),
    (
        "purpose: [ # c0\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
        |v| v["purpose"].as_array_mut().unwrap().insert(0, paragraph("ny")),
        "purpose: [ # c0\n  ny,\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
    ),
    (
        "purpose: [ # c0\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
        |v| v["purpose"].as_array_mut().unwrap().rotate_left(1),
        "purpose: [ # c0\n  \"b\", # kb\n  # Om c.\n  'c', # kc\n  # Om a.\n  a # ka\n  # sist\n] # alla\nown: 1\n",
    ),
    (
        "purpose: [ # c0\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
        |v| v["purpose"].as_array_mut().unwrap().swap(0, 2),
        "purpose: [ # c0\n  # Om c.\n  'c', # kc\n  \"b\", # kb\n  # Om a.\n  a # ka\n  # sist\n] # alla\nown: 1\n",
    ),
    (
        "purpose: [ # c0\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
        |v| {
            v["purpose"].as_array_mut().unwrap().swap(1, 2);
            v["purpose"][0] = paragraph("ny");
        },
        "purpose: [ # c0\n  # Om a.\n  ny, # ka\n  # Om c.\n  'c', # kc\n  \"b\" # kb\n  # sist\n] # alla\nown: 1\n",
    ),
    (
        "purpose: [ # c0\n  # Om a.\n  a, # ka\n  \"b\", # kb\n  # Om c.\n  'c' # kc\n  # sist\n] # alla\nown: 1\n",
        |v| drop(v["purpose"].as_array_mut().unwrap().drain(1..)),
        "purpose: [ # c0\n  # Om a.\n  a # ka\n  # Om c.\n  # sist\n] # alla\nown: 1\n",
    ),
    (
        "purpose: [a, # ka\n  b, c] # kc\n",
        |v| v["purpose"].as_array_mut().unwrap().insert(1, paragraph("ny")),
        "purpose: [a, # ka\n  ny, b, c] # kc\n",
    ),
    (
        "purpose: [a, # ka\n  b, c] # kc\n",
        |v| drop(v["purpose"].as_array_mut().unwrap().pop()),
        "purpose: [a, # ka\n  b] # kc\n",
    ),
];

#[test]
fn the_comment_at_an_entry_in_brackets_stays_with_it() {
    changed_as_told(&IN_BRACKETS);
}

/// Brackets that are closed in their key's column, what is entered, and what becomes of them.
const CLOSED: [Row; 4] = [
    (
        "purpose: [\n  a, # ka\n] # c\nown: 1\n",
        |v| v["other"] = paragraph("b"),
        "purpose: [\n  a, # ka\n] # c\n\nother: b\nown: 1\n",
    ),
    (
        "purpose: [\n  a\n]\n",
        |v| v["signature"]["name"] = json!("b"),
        "purpose: [\n  a\n]\n\nsignature:\n  name: b\n",
    ),
    (
        "title: t\npurpose: [\n  a, b\n]\nown: 1\n",
        |v| v["purpose"] = json!([]),
        "title: t\nown: 1\n",
    ),
    ("title: |\n  a\n  # b\nown: 1\n", |v| v["title"] = json!(""), "title:\nown: 1\n"),
];

#[test]
fn brackets_that_close_in_their_keys_column_have_neighbours() {
    changed_as_told(&CLOSED);
}
