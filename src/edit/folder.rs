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

use super::api::{answer, asked, failed, no_such_report, on_thread};
use super::editor::Editor;
use super::session::{STARTER, beside, name};
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

/// Makes a report: the starter, or a copy of what is saved of another. Nothing is overwritten.
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
