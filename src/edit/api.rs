//! What the script asks for: reports opened, changed, saved, rendered; all of it as JSON.

use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nacka_report::document::DocumentFormat;
use nacka_report::entry::NotWritable;
use nacka_report::load::MAX_FILE_SIZE;
use nacka_report::seal::Condition;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::bench::{Look, shown};
use super::editor::Editor;
use super::pictures;
use super::session::{Refused, STARTER, Session, beside, name};
use crate::output::{self, document_file};

/// A value of the address's query.
fn asked(query: Option<&str>, key: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
}

/// The report that an address is about, if it is one that is open to the person.
pub fn file(editor: &Editor, query: Option<&str>) -> Option<String> {
    let file = asked(query, "file")?;
    let is_open = editor.opened.only.as_ref().is_none_or(|only| *only == file);
    (is_open && name(&file).is_some()).then_some(file)
}

/// Does what takes a while on a thread of its own.
async fn on_thread(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn answer(status: StatusCode, json: &Json) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json.to_string()).into_response()
}

fn no_such_report(editor: &Editor) -> Response {
    answer(StatusCode::NOT_FOUND, &json!({"kind": "failed", "message": editor.words.bad_name}))
}

fn failed(editor: &Editor, error: &io::Error) -> Response {
    let reason = nacka_report::diagnostic::Reason::from(error).words(editor.bench.language);
    let message = editor.words.failed.replace("{}", &reason);
    answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({"kind": "failed", "message": message}))
}

fn locked(session: &Mutex<Session>) -> std::sync::MutexGuard<'_, Session> {
    // What a failed request left is what was kept before it.
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All that is to be shown of a report; of its pages only those that the script lacks.
fn now(editor: &Editor, file: &str, session: &Session, have: &HashSet<String>) -> Json {
    let place = beside(&editor.opened.root, file);
    let Look { problems, pages } = editor.bench.look(file, session.text(), place);
    let pages = pages.map(|pages| {
        let pages = pages.into_iter().map(|page| {
            let mut json = json!({"digest": page.digest, "places": page.places});
            if !have.contains(&page.digest) {
                json["drawing"] = json!(page.drawing);
            }
            json
        });
        pages.collect::<Vec<_>>()
    });
    json!({
        "revision": session.revision(),
        "saved": session.is_saved(),
        "unreadable": session.is_unreadable,
        "problems": problems,
        "pages": pages,
        "yaml": session.text(),
    })
}

/// The same with what the form shows.
fn whole(editor: &Editor, file: &str, session: &Session, have: &HashSet<String>) -> Json {
    let mut json = now(editor, file, session, have);
    json["values"] = session.shown(&editor.bench).unwrap_or(Json::Null);
    json
}

pub async fn open(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        let session = match editor.session(&file) {
            Ok(session) => session,
            Err(error) => return failed(&editor, &error),
        };
        let mut session = locked(&session);
        if let Err(error) = session.refresh(&editor.opened.root, &editor.bench) {
            return failed(&editor, &error);
        }
        answer(StatusCode::OK, &whole(&editor, &file, &session, &HashSet::new()))
    })
    .await
}

/// What was entered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    revision: u64,
    values: Option<Json>,
    yaml: Option<String>,
    /// Pages that the script has.
    #[serde(default)]
    have: HashSet<String>,
}

pub async fn change(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    on_thread(move || {
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        let Ok(change) = serde_json::from_slice::<Change>(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        with(&editor, &file, |session| {
            let (store, bench) = (&editor.store, &editor.bench);
            let entered = match (&change.values, &change.yaml) {
                (Some(values), None) => session.enter(change.revision, values, store, bench),
                (None, Some(yaml)) => session.write(change.revision, yaml, store, bench),
                _ => return StatusCode::BAD_REQUEST.into_response(),
            };
            match entered {
                Err(why) => refused(&editor, &file, session, why),
                Ok(()) if change.yaml.is_some() => {
                    answer(StatusCode::OK, &whole(&editor, &file, session, &change.have))
                }
                Ok(()) => answer(StatusCode::OK, &now(&editor, &file, session, &change.have)),
            }
        })
    })
    .await
}

/// Works on a session.
fn with(editor: &Editor, file: &str, work: impl FnOnce(&mut Session) -> Response) -> Response {
    match editor.session(file) {
        Ok(session) => work(&mut locked(&session)),
        Err(error) => failed(editor, &error),
    }
}

fn refused(editor: &Editor, file: &str, session: &Session, why: Refused) -> Response {
    match why {
        Refused::Outdated => {
            let mut json = whole(editor, file, session, &HashSet::new());
            json["kind"] = "other-tab".into();
            answer(StatusCode::CONFLICT, &json)
        }
        Refused::Changed { disk, digest } => {
            let json = json!({
                "kind": "changed", "disk": disk, "digest": digest, "here": session.text(),
            });
            answer(StatusCode::CONFLICT, &json)
        }
        Refused::Text(NotWritable::NotTheForm) => StatusCode::BAD_REQUEST.into_response(),
        Refused::Text(NotWritable::Structure) => {
            let json = json!({"kind": "structure", "message": editor.words.structure});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::TooLarge => {
            let json = json!({"kind": "failed", "message": editor.words.too_large});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::System(error) => failed(editor, &error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Save {
    revision: u64,
    /// The digest of what was seen on the disk, and is to be written over.
    over: Option<String>,
}

pub async fn save(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    on_thread(move || {
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        let Ok(Save { revision, over }) = serde_json::from_slice(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        with(&editor, &file, |session| {
            let opened = &editor.opened;
            let saved = session.save(
                revision,
                over.as_deref(),
                &opened.root,
                &opened.target,
                &editor.store,
                &editor.bench,
            );
            match saved {
                Ok(()) => answer(StatusCode::OK, &json!({"revision": session.revision()})),
                Err(why) => refused(&editor, &file, session, why),
            }
        })
    })
    .await
}

pub async fn discard(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        with(&editor, &file, |session| {
            let Editor { opened, store, bench, .. } = &*editor;
            match session.discard(&opened.root, store, bench) {
                Ok(()) => answer(StatusCode::OK, &whole(&editor, &file, session, &HashSet::new())),
                Err(error) => failed(&editor, &error),
            }
        })
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    file: String,
    /// The report to copy.
    from: Option<String>,
}

/// Makes a report: the starter, or a copy of what is saved of another. Nothing is overwritten.
pub async fn new(State(editor): State<Arc<Editor>>, body: Bytes) -> Response {
    on_thread(move || {
        let Ok(New { file, from }) = serde_json::from_slice(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let file = if name(&file).is_some() { file } else { format!("{file}.yaml") };
        let is_free =
            editor.opened.only.is_none() && from.as_deref().is_none_or(|f| name(f).is_some());
        if name(&file).is_none() || !is_free {
            return no_such_report(&editor);
        }
        let Editor { opened, words, .. } = &*editor;
        let made = || -> io::Result<()> {
            let text = match from {
                None => STARTER.as_bytes().to_vec(),
                Some(from) => opened.root.read(from, MAX_FILE_SIZE)?,
            };
            opened.target.create_new(&file)?.write_all(&text)
        };
        match made() {
            Ok(()) => answer(StatusCode::OK, &json!({"file": file})),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let json = json!({"kind": "failed", "message": words.exists});
                answer(StatusCode::CONFLICT, &json)
            }
            Err(error) => failed(&editor, &error),
        }
    })
    .await
}

/// A document of a report as it is here, saved or not.
pub async fn document(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let (file, format) = (file(&editor, query.as_deref()), asked(query.as_deref(), "format"));
        let format = format.and_then(|format| DocumentFormat::of(&format!("a.{format}")));
        let (Some(file), Some(format)) = (file, format) else { return no_such_report(&editor) };
        let text = match editor.session(&file) {
            Ok(session) => locked(&session).text().to_owned(),
            Err(error) => return failed(&editor, &error),
        };
        let place = beside(&editor.opened.root, &file);
        match editor.bench.document(&file, &text, place, format) {
            Ok(bytes) => {
                let name = document_file(shown(&file), format);
                let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
                let name = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
                let kind = "application/octet-stream";
                ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, &name)], bytes)
                    .into_response()
            }
            Err(problems) => {
                let texts: Vec<String> = problems.iter().map(super::bench::Told::text).collect();
                let text = texts.join("\n");
                let kind = "text/plain; charset=utf-8";
                (StatusCode::UNPROCESSABLE_ENTITY, [(header::CONTENT_TYPE, kind)], text)
                    .into_response()
            }
        }
    })
    .await
}

/// Puts documents of a saved report beside it. What somebody has worked on is kept, and told.
pub async fn documents(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let formats = asked(query.as_deref(), "formats").unwrap_or_default();
        let formats: Option<Vec<DocumentFormat>> =
            formats.split(',').map(|format| DocumentFormat::of(&format!("a.{format}"))).collect();
        let (Some(file), Some(formats)) = (file(&editor, query.as_deref()), formats) else {
            return no_such_report(&editor);
        };
        with(&editor, &file, |session| {
            let refuse = |message: String| {
                let json = json!({"kind": "failed", "message": message});
                answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
            };
            if !session.is_saved() {
                return refuse(editor.words.save_first.to_owned());
            }
            let mut written = Vec::new();
            for format in formats {
                let name = document_file(&file, format);
                let target = &editor.opened.target;
                let is_there = editor.opened.root.has(&name);
                if is_there && output::condition(target, &name, None, format) == Condition::Changed
                {
                    let problem =
                        nacka_report::diagnostic::Problem::ChangedDocument { output: name.clone() };
                    let told = nacka_report::diagnostic::Diagnostic::of_file(problem);
                    return refuse(told.message(editor.bench.language));
                }
                let place = beside(&editor.opened.root, &file);
                match editor.bench.document(&file, session.text(), place, format) {
                    Ok(bytes) => {
                        if let Err(error) = target.replace(&name, |to| to.write_all(&bytes)) {
                            return failed(&editor, &error);
                        }
                        written.push(name);
                    }
                    Err(problems) => {
                        let first = problems.first().map(super::bench::Told::text);
                        return refuse(first.unwrap_or_default());
                    }
                }
            }
            answer(StatusCode::OK, &json!({"written": written}))
        })
    })
    .await
}

pub async fn add_picture(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    on_thread(move || {
        let name = asked(query.as_deref(), "name").unwrap_or_default();
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        match pictures::store(&editor, &file, &name, &body) {
            Ok(path) => answer(StatusCode::OK, &json!({"file": path})),
            Err(pictures::Refused::Flawed(told)) => {
                let json = json!({"kind": "failed", "problems": told});
                answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
            }
            Err(pictures::Refused::System(error)) => failed(&editor, &error),
        }
    })
    .await
}

pub async fn show_picture(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
) -> Response {
    on_thread(move || {
        let path = asked(query.as_deref(), "path").unwrap_or_default();
        let Some(file) = file(&editor, query.as_deref()) else { return no_such_report(&editor) };
        match pictures::read(&editor.opened.root, &file, &path) {
            Some((bytes, kind)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    })
    .await
}

/// Reports that are looked at for one answer: the first of a large folder are there in no time.
const AT_ONCE: usize = 50;

/// The reports of the folder from a place on, each with what the list shows, and where the next
/// ones begin.
pub async fn list(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let from = asked(query.as_deref(), "from").and_then(|from| from.parse().ok()).unwrap_or(0);
        let names = editor.names(from == 0);
        let reports = names.iter().skip(from).take(AT_ONCE);
        let reports: Vec<Json> = reports.filter_map(|file| listed(&editor, file)).collect();
        let next = from + AT_ONCE;
        let next = (next < names.len()).then_some(next);
        answer(StatusCode::OK, &json!({"reports": reports, "next": next}))
    })
    .await
}

fn listed(editor: &Editor, file: &str) -> Option<Json> {
    let Editor { bench, opened, store, .. } = editor;
    let bytes = opened.root.read(file, MAX_FILE_SIZE).unwrap_or_default();
    let summary = bench.summary(file, bytes, beside(&opened.root, file))?;
    let formats = [DocumentFormat::Pdf, DocumentFormat::Docx, DocumentFormat::Html];
    let documents =
        formats.into_iter().filter(|format| opened.root.has(document_file(file, *format)));
    let mut json = serde_json::to_value(&summary).ok()?;
    json["file"] = file.into();
    json["draft"] = store.draft(file).is_some().into();
    json["documents"] = documents.map(DocumentFormat::extension).collect();
    Some(json)
}
