//! Who may talk to the server: this program's own pages in the browser of the person who started
//! it, and nobody else.
//!
//! Other programs of other people on the machine reach a loopback port as well, and so does every
//! web page that the person has open. What keeps them out: the secret, which only the terminal
//! shows; `Host`, against names that lead here (DNS rebinding); `Origin` and `Sec-Fetch-Site`,
//! against forms and scripts of other sites; a content security policy, against whatever might get
//! into a page.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::api::file;
use super::editor::Editor;

/// The address with the secret, which the cookie is given for.
pub const ENTRANCE: &str = "/open/";

/// Nothing but the server's own files, no script in a page, no page in another's. Pages of a report
/// are pictures that the script makes of what it was sent.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; base-uri 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ProseMirrorClipboard";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Lets a request through, or refuses it without a word about what is behind.
pub async fn guard(State(editor): State<Arc<Editor>>, request: Request, next: Next) -> Response {
    let mut response = match admitted(&editor, &request) {
        Ok(true) => next.run(request).await,
        Ok(false) => entrance(&editor, request.uri().query()),
        Err(status) => (status, editor.words.refused).into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request has the cookie, or else the secret itself.
fn admitted(editor: &Editor, request: &Request) -> Result<bool, StatusCode> {
    let headers = request.headers();
    let host = only(headers, &header::HOST).ok_or(StatusCode::MISDIRECTED_REQUEST)?;
    if !editor.hosts.iter().any(|known| known == host) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    let secret = request.uri().path().strip_prefix(ENTRANCE);
    match *request.method() {
        // A link that leads here, in a mail for example, opens the entrance and nothing else.
        Method::GET if secret.is_some() => {}
        Method::GET if site.is_none_or(|site| matches!(site, "same-origin" | "none")) => {}
        Method::POST => {
            let origin = only(headers, &header::ORIGIN);
            let is_own = origin.and_then(|origin| origin.strip_prefix("http://")) == Some(host);
            if !is_own || site.is_some_and(|site| site != "same-origin") {
                return Err(StatusCode::FORBIDDEN);
            }
        }
        Method::GET => return Err(StatusCode::FORBIDDEN),
        _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
    }
    if let Some(secret) = secret {
        let is_it = request.method() == Method::GET && is_same(secret, &editor.secret);
        return if is_it { Ok(false) } else { Err(StatusCode::FORBIDDEN) };
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|c| c.trim().split_once('='));
    let mut own = cookies.filter(|(name, _)| *name == editor.cookie).map(|(_, value)| value);
    if own.any(|value| is_same(value, &editor.secret)) {
        Ok(true)
    } else {
        Err(StatusCode::FORBIDDEN)
    }
}

/// The value of a header that is there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}

/// Compares without telling by the time it takes how much is right.
fn is_same(given: &str, secret: &str) -> bool {
    let differ = given.bytes().zip(secret.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b));
    given.len() == secret.len() && differ == 0
}

/// Gives the cookie, and goes on to the first page, or to a report that is named: from a page of
/// this site, since a browser does not send a strict cookie along where another site has sent it.
fn entrance(editor: &Editor, query: Option<&str>) -> Response {
    let next = file(editor, query).map_or_else(
        || "/".to_owned(),
        |file| {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            format!("/report?{}", query.append_pair("file", &file).finish())
        },
    );
    let page = html! {
        (maud::DOCTYPE)
        html lang=(editor.words.language) {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content=(format!("0;url={next}"));
                title { "nacka-report" }
                link rel="icon" href="data:,";
            }
            body { a href=(next) { (editor.words.go_on) } }
        }
    };
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={KEPT_FOR}",
        editor.cookie, editor.secret
    );
    let kind = "text/html; charset=utf-8";
    ([(header::SET_COOKIE, &*cookie), (header::CONTENT_TYPE, kind)], page.into_string())
        .into_response()
}

/// How long a browser keeps the cookie, in seconds: a tab that was left open goes on next week.
const KEPT_FOR: u32 = 30 * 24 * 60 * 60;
