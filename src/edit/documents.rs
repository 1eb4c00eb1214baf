//! A report's documents, to take along or to put beside it.

use std::io::Write;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nacka_report::diagnostic::{Diagnostic, Problem};
use nacka_report::document::DocumentFormat;
use nacka_report::seal::Condition;
use serde_json::json;

use super::api::{about, answer, asked, failed, locked, no_such_report, with};
use super::bench::{Told, shown};
use super::editor::Editor;
use super::session::beside;
use crate::output::{self, document_file};

/// A document of a report as it is here, saved or not.
pub async fn document(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    let format = asked(query.as_deref(), "format");
    let format = format.and_then(|format| DocumentFormat::of(&format!("a.{format}")));
    about(editor, query, move |editor, file| {
        let Some(format) = format else { return no_such_report(editor) };
        let root = &editor.opened.root;
        let read = editor.session(file).and_then(|session| {
            let session = locked(&session);
            Ok((session.bytes(root)?, editor.bench.left(session.source(), session.left())))
        });
        let (bytes, left) = match read {
            Ok(read) => read,
            Err(error) => return failed(editor, file, &error),
        };
        // A document without what was entered would be another's.
        let document = if left.is_empty() {
            editor.bench.document(file, &bytes, beside(root, file), format)
        } else {
            Err(left)
        };
        match document {
            Ok(bytes) => {
                let name = document_file(shown(file), format);
                let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
                let name = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
                let kind = "application/octet-stream";
                ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, &name)], bytes)
                    .into_response()
            }
            Err(problems) => {
                let texts: Vec<String> = problems.iter().map(Told::text).collect();
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
    let formats = asked(query.as_deref(), "formats").unwrap_or_default();
    let formats: Option<Vec<DocumentFormat>> =
        formats.split(',').map(|format| DocumentFormat::of(&format!("a.{format}"))).collect();
    about(editor, query, move |editor, file| {
        let Some(formats) = formats else { return no_such_report(editor) };
        with(editor, file, |session| {
            let refuse = |message: String| {
                let json = json!({"kind": "failed", "message": message});
                answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
            };
            if !session.is_saved() {
                return refuse(editor.words.save_first.to_owned());
            }
            let mut written = Vec::new();
            for format in formats {
                let name = document_file(file, format);
                let target = &editor.opened.target;
                let is_there = editor.opened.root.has(&name);
                if is_there && output::condition(target, &name, None, format) == Condition::Changed
                {
                    let problem = Problem::ChangedDocument { output: name.clone() };
                    let told = Diagnostic::of_file(problem);
                    return refuse(told.message(editor.bench.language));
                }
                let place = beside(&editor.opened.root, file);
                let bytes = match session.bytes(&editor.opened.root) {
                    Ok(bytes) => bytes,
                    Err(error) => return failed(editor, file, &error),
                };
                match editor.bench.document(file, &bytes, place, format) {
                    Ok(bytes) => {
                        if let Err(error) = target.replace(&name, |to| to.write_all(&bytes)) {
                            return failed(editor, file, &error);
                        }
                        written.push(name);
                    }
                    Err(problems) => {
                        let first = problems.first().map(Told::text);
                        return refuse(first.unwrap_or_default());
                    }
                }
            }
            answer(StatusCode::OK, &json!({"written": written}))
        })
    })
    .await
}
