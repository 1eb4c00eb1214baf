//! What the script asks for about a report: opened, changed, saved, put together with another;
//! all of it as JSON.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nacka_report::diagnostic::Reason;
use nacka_report::entry::NotWritable;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::bench::{Look, Told};
use super::editor::Editor;
use super::session::{Refused, Session, beside, name};

/// A value of the address's query.
pub fn asked(query: Option<&str>, key: &str) -> Option<String> {
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
pub async fn on_thread(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Does something about the report that an address is about.
pub async fn about(
    editor: Arc<Editor>,
    query: Option<String>,
    work: impl FnOnce(&Editor, &str) -> Response + Send + 'static,
) -> Response {
    on_thread(move || match file(&editor, query.as_deref()) {
        Some(file) => work(&editor, &file),
        None => no_such_report(&editor),
    })
    .await
}

/// The same with what was sent, which is JSON, and with the report's session.
async fn sent<B: DeserializeOwned>(
    editor: Arc<Editor>,
    query: Option<String>,
    body: Bytes,
    work: impl FnOnce(&Editor, &str, &mut Session, B) -> Response + Send + 'static,
) -> Response {
    about(editor, query, move |editor, file| match serde_json::from_slice(&body) {
        Ok(body) => with(editor, file, |session| work(editor, file, session, body)),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    })
    .await
}

pub fn answer(status: StatusCode, json: &Json) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json.to_string()).into_response()
}

pub fn no_such_report(editor: &Editor) -> Response {
    answer(StatusCode::NOT_FOUND, &json!({"kind": "failed", "message": editor.words.bad_name}))
}

/// What the system refused of a file, in words.
pub fn failed(editor: &Editor, file: &str, error: &io::Error) -> Response {
    let reason = Reason::from(error).words(editor.bench.language);
    let message = editor.words.failed.replace("{}", &format!("{file}: {reason}"));
    answer(StatusCode::UNPROCESSABLE_ENTITY, &json!({"kind": "failed", "message": message}))
}

pub fn locked(session: &Mutex<Session>) -> std::sync::MutexGuard<'_, Session> {
    // What a failed request left is what was kept before it.
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is to be said of what is entered, if it would be lost with the program.
fn unkept(editor: &Editor, session: &Session) -> Option<String> {
    let reason = session.unkept()?.words(editor.bench.language);
    let place = editor.store.path().display();
    Some(editor.words.unkept.replace("{}", &format!("{place}: {reason}")))
}

/// All that is to be shown of a report; of its pages only those that the script lacks.
fn now(editor: &Editor, file: &str, session: &Session, have: &HashSet<String>) -> Json {
    let place = beside(&editor.opened.root, file);
    let Look { problems, pages } = editor.bench.look(session.source(), place);
    let left = editor.bench.left(session.source(), session.left());
    let problems: Vec<Told> = left.into_iter().chain(problems).collect();
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
        "entered": session.has_draft(),
        "unreadable": session.is_unreadable(),
        "unkept": unkept(editor, session),
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
    about(editor, query, |editor, file| {
        with(editor, file, |session| match session.refresh(&editor.opened.root, &editor.bench) {
            Ok(()) => answer(StatusCode::OK, &whole(editor, file, session, &HashSet::new())),
            Err(error) => failed(editor, file, &error),
        })
    })
    .await
}

/// What was entered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    revision: u64,
    /// The tab, by the number that it gave itself.
    #[serde(default)]
    tab: Option<u64>,
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
    sent(editor, query, body, |editor, file, session, change: Change| {
        let (store, bench) = (&editor.store, &editor.bench);
        let entered = match (&change.values, &change.yaml) {
            (Some(values), None) => {
                session.enter(change.revision, change.tab, values, store, bench)
            }
            (None, Some(yaml)) => session.write(change.revision, change.tab, yaml, store, bench),
            _ => return StatusCode::BAD_REQUEST.into_response(),
        };
        match entered {
            Err(why) => refused(editor, file, session, why),
            Ok(()) if change.yaml.is_some() => {
                answer(StatusCode::OK, &whole(editor, file, session, &change.have))
            }
            Ok(()) => answer(StatusCode::OK, &now(editor, file, session, &change.have)),
        }
    })
    .await
}

/// Works on a session.
pub fn with(editor: &Editor, file: &str, work: impl FnOnce(&mut Session) -> Response) -> Response {
    match editor.session(file) {
        Ok(session) => work(&mut locked(&session)),
        Err(error) => failed(editor, file, &error),
    }
}

/// Why something was not taken in or written, with what is needed to settle it.
pub fn refused(editor: &Editor, file: &str, session: &Session, why: Refused) -> Response {
    match why {
        Refused::Outdated => {
            let mut json = whole(editor, file, session, &HashSet::new());
            json["kind"] = "other-tab".into();
            json["tab"] = session.tab().into();
            answer(StatusCode::CONFLICT, &json)
        }
        Refused::Changed { disk, digest } => {
            // What is gone from the disk has nothing to be put together with.
            let merged = session.merged(&disk, &HashSet::new(), &editor.bench);
            let clashes = merged.filter(|_| !digest.is_empty()).map(|(_, clashes)| clashes);
            let json = json!({
                "kind": "changed",
                "disk": disk,
                "digest": digest,
                "here": session.text(),
                "clashes": clashes,
            });
            answer(StatusCode::CONFLICT, &json)
        }
        Refused::Text(NotWritable::NotTheForm) => StatusCode::BAD_REQUEST.into_response(),
        Refused::Text(NotWritable::Structure) => {
            let json = json!({"kind": "structure", "message": editor.words.structure});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::Left => {
            let problems = editor.bench.left(session.source(), session.left());
            let texts: Vec<String> = problems.iter().map(Told::text).collect();
            let message = texts.join("\n");
            let json = json!({"kind": "not-writable", "message": message, "problems": problems});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::Unreadable => {
            let json = json!({"kind": "failed", "message": editor.words.unreadable});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::Protected => {
            let json = json!({"kind": "failed", "message": editor.words.protected});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::TooLarge => {
            let json = json!({"kind": "failed", "message": editor.words.too_large});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        // A file that is not there is made; its folder is not.
        Refused::System(error) if error.kind() == io::ErrorKind::NotFound => {
            let json = json!({"kind": "failed", "message": editor.words.folder_gone});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Refused::System(error) => failed(editor, file, &error),
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
    sent(editor, query, body, |editor, file, session, Save { revision, over }| {
        let Editor { opened, store, bench, .. } = editor;
        let (root, target) = (&opened.root, &opened.target);
        match session.save(revision, over.as_deref(), root, target, store, bench) {
            Ok(()) => {
                let values = session.shown(bench).unwrap_or(Json::Null);
                let json = json!({
                    "revision": session.revision(),
                    "values": values,
                    "unkept": unkept(editor, session),
                });
                answer(StatusCode::OK, &json)
            }
            Err(why) => refused(editor, file, session, why),
        }
    })
    .await
}

/// Two changes of the same report to put together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, untagged)]
enum Merge {
    /// What is entered here into what is on the disk, by the digest of what was seen there.
    Disk { revision: u64, seen: String, keep: HashSet<String> },
    /// What is entered in a tab into what is entered here, by what the tab began with.
    Tab { ground: Json, values: Json, keep: HashSet<String> },
}

pub async fn merge(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    sent(editor, query, body, |editor, file, session, merge| {
        let Editor { opened, store, bench, .. } = editor;
        match merge {
            Merge::Disk { revision, seen, keep } => {
                match session.merge(revision, &seen, &keep, &opened.root, store, bench) {
                    Ok(()) => {
                        answer(StatusCode::OK, &whole(editor, file, session, &HashSet::new()))
                    }
                    Err(why) => refused(editor, file, session, why),
                }
            }
            Merge::Tab { ground, values, keep } => {
                let Some((values, clashes)) = session.joined(&ground, &values, &keep, bench) else {
                    let why = Refused::Text(NotWritable::Structure);
                    return refused(editor, file, session, why);
                };
                answer(StatusCode::OK, &json!({"values": values, "clashes": clashes}))
            }
        }
    })
    .await
}

pub async fn discard(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    about(editor, query, |editor, file| {
        with(editor, file, |session| {
            let Editor { opened, store, bench, .. } = editor;
            match session.discard(&opened.root, store, bench) {
                Ok(()) => answer(StatusCode::OK, &whole(editor, file, session, &HashSet::new())),
                Err(error) => failed(editor, file, &error),
            }
        })
    })
    .await
}
