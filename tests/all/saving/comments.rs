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
const BESIDE: [Row; 20] = [
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
                json!([{"text": "b"}, {"text": null}, {"text": "c"}])
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
