//! What is entered first where a file says nothing yet: lists and blocks that are empty.

use serde_json::{Value as Json, json};

use super::paragraph;
use super::rows::{Row, changed_as_told};

fn rows(value: &mut Json) {
    value["purpose"] = json!([paragraph("b"), paragraph("c: d")]);
}

fn contact(value: &mut Json) {
    value["contacts"] = json!([{
        "name": "B",
        "role": "",
        "organisation": "",
        "phone": "",
        "email": "",
        "web": "",
    }]);
}

/// Lists and blocks that hold nothing, what is entered, and what becomes of them.
pub const EMPTY: [Row; 16] = [
    ("purpose: []\n", rows, "purpose:\n  - b\n  - \"c: d\"\n"),
    (
        "title: a\npurpose: [ ] # c\nsummary: s\n",
        rows,
        "title: a\npurpose: # c\n  - b\n  - \"c: d\"\nsummary: s\n",
    ),
    (
        "title: a\r\npurpose: [] # c\r\nsummary: s\r\n",
        rows,
        "title: a\r\npurpose: # c\r\n  - b\r\n  - \"c: d\"\r\nsummary: s\r\n",
    ),
    ("purpose:\n  [] # c\n", rows, "purpose: # c\n  - b\n  - \"c: d\"\n"),
    ("purpose: # c\n  []\n", rows, "purpose: # c\n  - b\n  - \"c: d\"\n"),
    ("purpose: [\n]\n", rows, "purpose:\n  - b\n  - \"c: d\"\n"),
    ("purpose: [ # c\n]\nsummary: s\n", rows, "purpose: [ # c\n  b, \"c: d\"\n]\nsummary: s\n"),
    (
        "purpose: [\n    # c\n    # d\n  ] # e\n",
        rows,
        "purpose: [\n    # c\n    # d\n    b, \"c: d\"\n  ] # e\n",
    ),
    ("? purpose\n: []\n", rows, "? purpose\n:\n  - b\n  - \"c: d\"\n"),
    ("{title: a, purpose: []} # c\n", rows, "{title: a, purpose: [b, \"c: d\"]} # c\n"),
    (
        "{title: a, purpose: [ # c\n  ], own: 1}\n",
        rows,
        "{title: a, purpose: [ # c\n    b, \"c: d\"\n  ], own: 1}\n",
    ),
    ("contacts: [] # c\nsummary: s", contact, "contacts: # c\n  - name: B\nsummary: s"),
    ("contacts: []", contact, "contacts:\n  - name: B"),
    ("contacts:\n  - {} # c\n", contact, "contacts:\n  - {name: B} # c\n"),
    ("contacts: [{}] # c\n", contact, "contacts: [{name: B}] # c\n"),
    (
        "signature: {} # c\nown: 1\n",
        |v| v["signature"]["name"] = json!("B"),
        "signature: # c\n  name: B\nown: 1\n",
    ),
];

#[test]
fn the_first_row_of_an_empty_list_is_written() {
    changed_as_told(&EMPTY);
}

fn title(value: &mut Json) {
    value["title"] = json!("b");
}

/// Texts that say nothing yet, and what becomes of them.
pub const NOTHING: [Row; 19] = [
    ("# c\n", title, "# c\ntitle: b\n"),
    (
        "# yaml-language-server: $schema=report.schema.json",
        title,
        "# yaml-language-server: $schema=report.schema.json\ntitle: b\n",
    ),
    (
        "# yaml-language-server: $schema=x.json\r\n\r\n# c\r\n",
        title,
        "# yaml-language-server: $schema=x.json\r\n\r\n# c\r\ntitle: b\r\n",
    ),
    ("---\n", title, "---\ntitle: b\n"),
    ("--- # c", title, "--- # c\ntitle: b\n"),
    ("%YAML 1.2\n---\n# c\n...\n# d\n", title, "%YAML 1.2\n---\n# c\ntitle: b\n...\n# d\n"),
    ("# c\n---\n~ # d\n# e\n", title, "# c\n---\n# d\ntitle: b\n# e\n"),
    ("--- null\n...\n", title, "---\ntitle: b\n...\n"),
    ("# c\nnull", title, "# c\ntitle: b\n"),
    ("# c\n{} # d\n", title, "# c\n# d\ntitle: b\n"),
    ("--- { # c\n  # d\n} # e\n", title, "--- # c\n  # d\n# e\ntitle: b\n"),
    ("\u{feff}# c\n", title, "\u{feff}# c\ntitle: b\n"),
    ("", title, "# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("\n\n", title, "# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("~\n", title, "# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("null", title, "# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("{}\n", title, "# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("\u{feff}", title, "\u{feff}# yaml-language-server: $schema=report.schema.json\ntitle: b\n"),
    ("{ }\r\n", title, "# yaml-language-server: $schema=report.schema.json\r\ntitle: b\r\n"),
];

#[test]
fn a_file_with_comments_only_or_null_takes_in_what_is_entered() {
    changed_as_told(&NOTHING);
}
