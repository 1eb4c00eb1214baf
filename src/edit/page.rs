//! The pages as the browser gets them, before the script fills them: the form's fields with their
//! words. Whatever is written into a page is escaped by the templates.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use nacka_report::entry::{Field, Kind, List, Part};

use super::api::file;
use super::bench::shown;
use super::editor::Editor;
use super::words::Words;

/// What editor/build writes.
const SCRIPT: &str = include_str!("../../editor/built/editor.js");
const STYLE: &str = include_str!("../../editor/editor.css");

pub async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)
}

pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// The first page: the list, or the report if it was named.
pub async fn home(State(editor): State<Arc<Editor>>) -> Response {
    if let Some(only) = &editor.opened.only {
        let file: String = url::form_urlencoded::byte_serialize(only.as_bytes()).collect();
        return Redirect::to(&format!("/report?file={file}")).into_response();
    }
    let words = editor.words;
    let body = html! {
        header.bar {
            div.top { h1 { (words.reports) span.folder { " – " (editor.opened.title) } } }
            div.tools {
                button #render-all type="button" disabled { (words.render_all) }
                button #new .primary type="button" { (words.new_report) }
            }
        }
        main #list {
            div.search {
                label for="search" { (words.search) }
                input #search type="search" aria-describedby="search-help" autocomplete="off";
                p #search-help .help { (words.search_help) }
            }
            p #found role="status" { (words.loading) }
            // Rows are laid out as cards where there is little room, and stay rows to those who listen.
            div #table .scroll tabindex="0" role="region" aria-label=(words.reports) hidden {
                table role="table" {
                    thead role="rowgroup" { tr role="row" {
                        @for head in [words.title, words.number, words.date, words.name, words.state, words.documents] {
                            th scope="col" role="columnheader" { (head) }
                        }
                        th scope="col" role="columnheader" { span.unseen { (words.duplicate) } }
                    } }
                    tbody #reports role="rowgroup" {}
                }
            }
        }
    };
    page(words, words.reports, &body, None).into_response()
}

/// The form of a report.
pub async fn report(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    let words = editor.words;
    let Some(file) = file(&editor, query.as_deref()) else {
        return (StatusCode::NOT_FOUND, words.bad_name).into_response();
    };
    let download = |format: &str, text: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("file", &file)
            .append_pair("format", format)
            .finish();
        html! { li { a href=(format!("/document?{query}")) data-format=(format) download { (text) } } }
    };
    let body = html! {
        a.skip href="#form" { (words.skip) }
        header.bar {
            div.top {
                @if editor.opened.only.is_none() {
                    a.button.back href="/" { span aria-hidden="true" { "←" } span { (words.back) } }
                }
                div.about {
                    h1 title=(file) { (shown(&file)) }
                    p #state role="status" { (words.loading) }
                }
                button #look type="button" { (words.show_pages) }
                button #save .primary type="button" aria-keyshortcuts="Control+S" { (words.save) }
            }
            div.tools role="group" aria-label=(words.tools) {
                button #undo .icon type="button" disabled title=(words.undo) aria-label=(words.undo) { "↶" }
                button #redo .icon type="button" disabled title=(words.redo) aria-label=(words.redo) { "↷" }
                button #view type="button" aria-label=(words.yaml) {
                    span.long { (words.yaml) }
                    span.short { (words.yaml_short) }
                }
                button #discard type="button" disabled { (words.discard) }
                details #download {
                    summary.button { (words.download) }
                    ul {
                        (download("pdf", "PDF"))
                        (download("docx", "Word"))
                        (download("html", "HTML"))
                        li { button #beside type="button" { (words.beside) } }
                    }
                }
            }
        }
        main #report data-file=(file) {
            div #filling {
                section #problems aria-labelledby="problems-head" hidden {
                    h2 #problems-head { (words.problems) }
                    ul {}
                }
                p #notice role="status" hidden {}
                form #form novalidate autocomplete="off" {
                    @let parts = &editor.bench.outline.parts;
                    @for (at, part) in parts.iter().enumerate() {
                        @let before = at.checked_sub(1).and_then(|at| parts.get(at));
                        (part_of_form(words, part, before, parts.get(at + 1)))
                    }
                }
                section #yaml hidden {
                    div .label { (words.yaml_label) }
                    div #yaml-text {}
                }
            }
            section #pages aria-label=(words.pages) {
                p #pages-note role="status" { (words.loading) }
                div #sheets tabindex="0" role="group" aria-label=(words.pages) {}
            }
        }
    };
    page(words, shown(&file), &body, Some(&file)).into_response()
}

fn page(words: &Words, title: &str, body: &Markup, file: Option<&str>) -> Response {
    let texts = serde_json::to_string(words).unwrap_or_default();
    let page = html! {
        (DOCTYPE)
        html lang=(words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                meta name="color-scheme" content="light dark";
                title { (title) " – nacka-report" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/editor.css";
                script src="/editor.js" defer {}
            }
            body data-words=(texts) data-file=[file] {
                noscript { p { (words.no_script) } }
                (body)
                dialog #dialog aria-labelledby="dialog-head" {}
                p #said .unseen role="status" aria-live="polite" {}
            }
        }
    };
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.into_string()).into_response()
}

/// A part of the form. What the heading right before it says need not be seen twice.
fn part_of_form(words: &Words, part: &Part, before: Option<&Part>, after: Option<&Part>) -> Markup {
    let said = match before {
        Some(Part::Heading(heading)) => heading,
        _ => "",
    };
    match part {
        Part::Heading(text) => {
            let is_required = match after {
                Some(Part::Field(field)) => field.label == *text && field.is_required,
                Some(Part::List(list)) => list.label == *text && list.is_required,
                _ => false,
            };
            html! { h2 { (label(words, text, is_required)) } }
        }
        Part::Field(field) => field_of_form(words, field, said, ""),
        Part::List(list) => list_of_form(words, list, said),
    }
}

/// The first sentence, which is about what to write; what follows is about how the file is written.
fn help(text: &str) -> &str {
    text.find(". ").map_or(text, |end| &text[..=end])
}

/// Longest label that is a name, in characters; what is longer says by itself what to write.
const NAME: usize = 40;

/// What is said about a field beside its label. The form's words are Swedish: to whoever is spoken to
/// in English all of them are explained.
fn help_of<'f>(words: &Words, field: &'f Field) -> &'f str {
    if words.language == "en" {
        return &field.help;
    }
    let text = help(&field.help);
    // "E-postadress" says no more than "E-post".
    let says_more =
        text.contains(' ') || !text.to_lowercase().starts_with(&field.label.to_lowercase());
    let is_name = !field.label.is_empty() && field.label.chars().count() <= NAME;
    let says_itself = matches!(field.kind, Kind::Box | Kind::Tick | Kind::Date);
    if is_name && says_more && !says_itself { text } else { "" }
}

fn label(words: &Words, label: &str, is_required: bool) -> Markup {
    html! {
        span lang="sv" { (label) }
        @if is_required { " " span.required { "(" (words.required) ")" } }
    }
}

/// A field; `said` and `helped` are a label and a help that stand above it. The script gives it its
/// ids, since an entry's field is copied.
fn field_of_form(words: &Words, field: &Field, said: &str, helped: &str) -> Markup {
    let label = || label(words, &field.label, field.is_required);
    let is_said = field.label == said;
    let help = help_of(words, field);
    let help = if help == helped { "" } else { help };
    let help = html! { @if !help.is_empty() { p.help { (help) } } };
    let kind = match field.kind {
        Kind::Line => "line",
        Kind::Date => "date",
        Kind::Box => "box",
        Kind::Tick => "tick",
        Kind::Inlines => "inlines",
        Kind::Prose => "prose",
        Kind::File => "file",
    };
    let most = field.most.map(|most| most.to_string());
    let required = field.is_required.then_some("true");
    html! {
        div.field data-kind=(kind) data-keys=(field.keys.join(".")) {
            @match field.kind {
                Kind::Box | Kind::Tick => {
                    div.tick {
                        input type="checkbox";
                        label { (label()) }
                    }
                    (help)
                    @if field.kind == Kind::Tick { div.editor {} }
                }
                Kind::Line | Kind::Date => {
                    label .unseen[is_said] { (label()) }
                    (help)
                    input type=(if field.kind == Kind::Date { "date" } else { "text" })
                        // A year of four digits: the next one typed is the month's.
                        max=[(field.kind == Kind::Date).then_some("9999-12-31")]
                        maxlength=[most] aria-required=[required];
                }
                Kind::File => {
                    img alt="";
                    p.file {}
                }
                Kind::Inlines | Kind::Prose => {
                    div.label .unseen[is_said] { (label()) }
                    (help)
                    div.editor data-required=[required] {}
                }
            }
            ul.problems {}
        }
    }
}

fn list_of_form(words: &Words, list: &List, said: &str) -> Markup {
    let is_pictures = list.fields.iter().any(|field| field.kind == Kind::File);
    html! {
        fieldset.list data-list=(list.key) data-label=(list.label) data-entry=(list.entry) data-most=[list.most] {
            legend .unseen[list.label == said] { (label(words, &list.label, list.is_required)) }
            p.help { (help(&list.help)) }
            ol.entries {}
            @if is_pictures {
                p.drop {
                    label.button {
                        (words.choose_picture)
                        input.unseen type="file" accept="image/png,image/jpeg" multiple;
                    }
                    " " (words.drop_picture)
                }
            } @else {
                button.add type="button" { (words.add) }
            }
            // Where it is seen by whoever has just added something.
            ul.problems {}
            template {
                li.entry .single[list.fields.len() == 1] {
                    div.handles role="group" {
                        span.number {}
                        button.up type="button" title=(words.up) { "↑" }
                        button.down type="button" title=(words.down) { "↓" }
                        @if list.fields.len() == 1 {
                            button.remove type="button" title=(words.remove) { "×" }
                        } @else {
                            button.remove type="button" { (words.remove) }
                        }
                    }
                    @for field in &list.fields { (field_of_form(words, field, "", &list.help)) }
                }
            }
        }
    }
}
