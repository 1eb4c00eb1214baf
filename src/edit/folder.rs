//! What the script asks for about the folder: its reports listed, and new ones.

use std::io::{self, Write};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use nacka_report::document::DocumentFormat;
use nacka_report::load::MAX_FILE_SIZE;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::api::{answer, asked, failed, locked, no_such_report, on_thread, refused};
use super::bench::Summary;
use super::editor::Editor;
use super::session::{Refused, STARTER, beside, name};
use crate::output::document_file;

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
    let draft = store.draft(file);
    let read = opened.root.read(file, MAX_FILE_SIZE);
    let is_gone = matches!(&read, Err(error) if error.kind() == io::ErrorKind::NotFound);
    let bytes = match (read, &draft) {
        (Ok(bytes), _) => Some(bytes),
        (Err(_), Some(draft)) if is_gone => Some(draft.text.as_bytes().to_vec()),
        (Err(_), None) if is_gone => return None,
        (Err(_), _) => None,
    };
    let summary = match bytes {
        Some(bytes) => bench.summary(file, bytes, beside(&opened.root, file)),
        // Whether it is a report cannot be seen, but it is called one.
        None => Some(Summary::unreadable()),
    };
    // What was not saved is shown, whatever was entered.
    let summary = if is_gone { Some(summary.unwrap_or_default()) } else { summary }?;
    let formats = [DocumentFormat::Pdf, DocumentFormat::Docx, DocumentFormat::Html];
    let documents =
        formats.into_iter().filter(|format| opened.root.has(document_file(file, *format)));
    let mut json = serde_json::to_value(&summary).ok()?;
    json["file"] = file.into();
    json["draft"] = draft.is_some().into();
    json["gone"] = is_gone.into();
    json["documents"] = documents.map(DocumentFormat::extension).collect();
    Some(json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    file: String,
    /// The report to copy.
    from: Option<String>,
}

/// Whether Windows and shared folders take a new file's name as well.
fn is_portable(file: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    file.split('/').all(|part| {
        let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
        let is_device = DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
        !part.is_empty()
            && !part.contains(['?', '*', '"', '<', '>', '|'])
            && !part.ends_with(['.', ' '])
            && !is_device
    })
}

/// What a copy of a report begins with: what is entered in it, saved or not.
fn copied(editor: &Editor, from: &str) -> Result<Vec<u8>, Response> {
    let root = &editor.opened.root;
    let session = editor.session(from).map_err(|error| failed(editor, from, &error))?;
    let session = locked(&session);
    if !session.left().is_empty() {
        return Err(refused(editor, from, &session, Refused::Left));
    }
    let read =
        if session.has_draft() { session.bytes(root) } else { root.read(from, MAX_FILE_SIZE) };
    read.map_err(|error| failed(editor, from, &error))
}

/// Makes a report: the starter, or a copy of another. Nothing is overwritten, nor what was entered
/// under that name and is not saved.
pub async fn new(State(editor): State<Arc<Editor>>, body: Bytes) -> Response {
    on_thread(move || {
        let Ok(New { file, from }) = serde_json::from_slice(&body) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        let file = if name(&file).is_some() { file } else { format!("{file}.yaml") };
        let is_free =
            editor.opened.only.is_none() && from.as_deref().is_none_or(|f| name(f).is_some());
        if name(&file).is_none() || !is_portable(&file) || !is_free {
            return no_such_report(&editor);
        }
        let Editor { opened, words, store, .. } = &*editor;
        let taken = |message: &str| {
            answer(StatusCode::CONFLICT, &json!({"kind": "failed", "message": message}))
        };
        if !opened.root.has(&file) && store.draft(&file).is_some() {
            return taken(words.draft_exists);
        }
        let text = match from {
            None => STARTER.as_bytes().to_vec(),
            Some(from) => match copied(&editor, &from) {
                Ok(text) => text,
                Err(refused) => return refused,
            },
        };
        match opened.target.create_new(&file).and_then(|mut file| file.write_all(&text)) {
            Ok(()) => answer(StatusCode::OK, &json!({"file": file})),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken(words.exists),
            Err(error) => failed(&editor, &file, &error),
        }
    })
    .await
}
