//! Pictures that are chosen, dropped or pasted: judged by the check, stored beside the report.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nacka_report::input::Folder;
use serde_json::json;

use super::api::{about, answer, asked, failed};
use super::bench::Told;
use super::editor::Editor;

/// Where pictures are stored, in the report's folder.
const FOLDER: &str = "bilder";

/// Most pictures of one name.
const MAX_NAMES: u32 = 1000;

/// Largest picture that is read to be shown: as large as what is sent here.
const MAX_PICTURE: usize = 32 * 1024 * 1024;

/// Why a picture is not taken.
enum Refused {
    /// In the words of the check.
    Flawed(Vec<Told>),
    System(io::Error),
}

pub async fn add(
    State(editor): State<Arc<Editor>>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    let name = asked(query.as_deref(), "name").unwrap_or_default();
    about(editor, query, move |editor, file| match store(editor, file, &name, &body) {
        Ok(path) => answer(StatusCode::OK, &json!({"file": path})),
        Err(Refused::Flawed(told)) => {
            let json = json!({"kind": "failed", "problems": told});
            answer(StatusCode::UNPROCESSABLE_ENTITY, &json)
        }
        Err(Refused::System(error)) => failed(editor, &name, &error),
    })
    .await
}

pub async fn show(State(editor): State<Arc<Editor>>, RawQuery(query): RawQuery) -> Response {
    let path = asked(query.as_deref(), "path").unwrap_or_default();
    about(editor, query, move |editor, file| match read(&editor.opened.root, file, &path) {
        Some((bytes, kind)) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
    .await
}

/// Stores a picture beside a report, under a name made from its own. One that is there already with
/// the same bytes is used; one with others is never overwritten. Gives its path in the report.
fn store(editor: &Editor, report: &str, name: &str, bytes: &[u8]) -> Result<String, Refused> {
    let flaws = editor.bench.picture_flaw(super::bench::shown(name), bytes);
    if !flaws.is_empty() {
        return Err(Refused::Flawed(flaws));
    }
    let ending = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpg" };
    let stem = plain(name);
    let beside = Path::new(report).parent().unwrap_or(Path::new(""));
    for number in 1..=MAX_NAMES {
        let number = if number == 1 { String::new() } else { format!("-{number}") };
        let path = format!("{FOLDER}/{stem}{number}.{ending}");
        let file = beside.join(&path);
        match editor.opened.target.create_new(&file) {
            Ok(mut file) => {
                file.write_all(bytes).map_err(Refused::System)?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let there = editor.opened.root.read(&file, MAX_PICTURE);
                if there.is_ok_and(|there| there == bytes) {
                    return Ok(path);
                }
            }
            Err(error) => return Err(Refused::System(error)),
        }
    }
    Err(Refused::System(io::ErrorKind::AlreadyExists.into()))
}

/// A picture of a report, and its kind, if it is one that browsers show. Nothing leads out of the
/// report's folder.
fn read(root: &Folder, report: &str, path: &str) -> Option<(Vec<u8>, &'static str)> {
    let beside = Path::new(report).parent().unwrap_or(Path::new(""));
    let folder = if beside.as_os_str().is_empty() { root.folder(".") } else { root.folder(beside) };
    let bytes = folder.and_then(|folder| folder.read(path, MAX_PICTURE)).ok()?;
    let kind = match &bytes[..] {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ => return None,
    };
    Some((bytes, kind))
}

/// A file's name without its ending, in letters that every system takes.
fn plain(name: &str) -> String {
    /// Long enough to be known again.
    const MOST: usize = 40;
    let name = super::bench::shown(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let letters = stem.chars().map(|letter| match letter {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'ó' | 'ø' => 'o',
        'é' | 'è' | 'ü' => {
            if letter == 'ü' {
                'u'
            } else {
                'e'
            }
        }
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    });
    let plain: String = letters.take(MOST).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if plain.is_empty() { "bild".to_owned() } else { plain }
}
