//! The examples of the CommonMark specification: each is read as it says, or refused because the
//! form has no place for what is in it, or stands in `tests/conformance/commonmark.txt` with the
//! reason why it is not.

use std::collections::BTreeMap;
use std::path::Path;

use nacka_report::check;
use nacka_report::load::Source;
use nacka_report::model::{Block, Inline, Marker};

use crate::support::{context, project};

/// The environment variable that names the specification's text, `spec.txt` of the npm package
/// `commonmark-spec`. `tests/run` installs it.
const SPECIFICATION: &str = "NACKA_REPORT_COMMONMARK";

/// The elements that the form's prose has, and what their links begin with.
const ELEMENTS: [&str; 8] = ["p", "ul", "ol", "li", "em", "strong", "br", "a"];
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// Whether the form has no place for what is in some HTML.
fn is_to_be_refused(html: &str) -> bool {
    html.split('<').skip(1).any(|tag| {
        let tag = tag.trim_start_matches('/');
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let link = tag.strip_prefix("a href=\"");
        let leads = link.is_some_and(|link| SCHEMES.iter().any(|scheme| link.starts_with(scheme)));
        let is_link = leads || tag.starts_with("a>");
        !ELEMENTS.contains(&name) || name == "a" && !is_link || tag.contains(" title=")
    })
}

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let blocks = specification.split(&opening).skip(1);
    blocks
        .enumerate()
        .map(|(index, block)| {
            let (example, _) = block.split_once(&format!("{fence}\n")).unwrap();
            // The dot on a line of its own parts them; either may be empty.
            let (markdown, html) = match example.strip_prefix(".\n") {
                Some(html) => ("", html),
                None => example.split_once("\n.\n").unwrap(),
            };
            // An arrow stands for a tab.
            let [markdown, html] = [markdown, html].map(|text| text.replace('→', "\t"));
            Example { number: index + 1, markdown, html }
        })
        .collect()
}

/// The numbers of the examples that are known to differ, each with its reason.
fn known() -> BTreeMap<usize, String> {
    let path = project("tests/conformance/commonmark.txt");
    let mut known = BTreeMap::new();
    let mut reason = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        if let Some(text) = line.strip_prefix("# ") {
            text.clone_into(&mut reason);
        }
        for number in line.split_whitespace().filter_map(|word| word.parse().ok()) {
            assert!(known.insert(number, reason.clone()).is_none(), "{number} stands twice");
        }
    }
    known
}

/// What the reader makes of a text, as HTML; none if it is refused.
fn read(markdown: &str) -> Option<String> {
    let text = serde_json::Value::from(markdown);
    let report = format!(
        "title: a\npurpose: [a]\nevaluation: [{{activity: a, assessment: a}}]\n\
         summary: {text}\nsignature: {{date: 2014-03-20, name: a}}\n"
    );
    let source = Source::new("example.yaml", report.into());
    let report = check::report(&source, &context(Path::new("."))).ok()?;
    Some(html_of(&report.value.summary.unwrap_or_default()))
}

fn html_of(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { content } => html += &["\n", &inline(content), "\n"].concat(),
            Block::List(list) => {
                let (tag, start) = match (list.marker, list.items[0].number) {
                    (Marker::Bullet | Marker::Plus, _) => ("ul", String::new()),
                    (_, 1) => ("ol", String::new()),
                    (_, start) => ("ol", format!(" start=\"{start}\"")),
                };
                let items = list.items.iter();
                let items = items.map(|item| format!("<li>{}</li>", html_of(&item.blocks)));
                let items: String = items.collect();
                html += &["<", tag, &start, ">", &items, "</", tag, ">"].concat();
            }
        }
    }
    html
}

fn inline(inlines: &[Inline]) -> String {
    let pieces = inlines.iter().map(|piece| match piece {
        Inline::Text { text } => {
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        }
        Inline::Strong { content } => format!("<strong>{}</strong>", inline(content)),
        Inline::Emphasis { content } => format!("<em>{}</em>", inline(content)),
        Inline::Link { url, content } => {
            format!("<a href=\"{}\">{}</a>", url.replace('&', "&amp;"), inline(content))
        }
        Inline::LineBreak => "<br />".to_owned(),
    });
    pieces.collect()
}

/// HTML as lines, without what a page of the form does not show: its lists are neither tight nor
/// loose, a line end in prose is a line end, and quotation marks are set as the form sets them.
fn shown(html: &str) -> String {
    let html = html.replace("&quot;", "”").replace('\'', "’").replace('\u{a0}', " ");
    let mut lines = html.replace("<br />", "\n");
    for tag in ["<p>", "</p>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>"] {
        lines = lines.replace(tag, &format!("\n{tag}\n"));
    }
    let is_shown = |line: &&str| !line.is_empty() && *line != "<p>" && *line != "</p>";
    lines.lines().map(str::trim).filter(is_shown).collect::<Vec<_>>().join("\n")
}

#[test]
#[ignore = "needs the specification's text, which tests/run installs"]
fn examples_are_read_as_the_specification_says() {
    let path = std::env::var(SPECIFICATION).unwrap_or_else(|_| panic!("{SPECIFICATION} is unset"));
    let examples = examples(&std::fs::read_to_string(path).unwrap());
    assert!(examples.len() > 600, "only {} examples", examples.len());
    let known = known();
    let mut wrong = Vec::new();
    let mut as_said = Vec::new();
    for Example { number, markdown, html } in &examples {
        let read = read(markdown);
        let is_right = match &read {
            Some(read) => shown(read) == shown(html),
            None => is_to_be_refused(html),
        };
        match (is_right, known.contains_key(number)) {
            (false, false) => wrong.push(format!(
                "example {number}:\n{markdown}\nshould be\n{html}and is\n{}\n",
                read.as_deref().map_or("refused".to_owned(), shown)
            )),
            (true, true) => as_said.push(number),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(as_said.is_empty(), "these are as the specification says by now: {as_said:?}");
}
