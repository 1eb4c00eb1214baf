//! The server: its socket, its limits, and which address leads where.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::bench::Bench;
use super::editor::{Editor, Opened};
use super::store::{Serving, Store};
use super::{api, documents, folder, guard, page, pictures};

/// Most connections at a time. A browser has six to a server; more is somebody else.
const MAX_CONNECTIONS: usize = 64;

/// How long a request's head may take. It comes from the same machine.
const HEAD: Duration = Duration::from_secs(10);

/// How long a request may take from its head to the end of its answer. A large report takes a
/// minute to become a document.
const REQUEST: Duration = Duration::from_mins(3);

/// Most bytes that are sent to the server: a form of the longest report, as the script writes it,
/// and more than the pictures that cameras make.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// How often it is asked whether to stop.
const BEAT: Duration = Duration::from_millis(100);

/// How long what is in hand has to come to its end when the server stops.
const END: Duration = Duration::from_secs(2);

/// A server that listens.
pub struct Server {
    editor: Arc<Editor>,
    runtime: Runtime,
    listener: TcpListener,
}

impl Server {
    /// Listens on a port of the loopback address.
    pub fn new(bench: Bench, opened: Opened, store: Store, port: u16) -> io::Result<Self> {
        let runtime =
            Builder::new_multi_thread().worker_threads(2).enable_io().enable_time().build()?;
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let port = listener.local_addr()?.port();
        let editor = Editor::new(bench, opened, store, port)?;
        Ok(Self { editor: Arc::new(editor), runtime, listener })
    }

    /// The address to open, with the secret in it.
    pub fn address(&self) -> String {
        format!("http://{}{}{}", self.editor.hosts[0], guard::ENTRANCE, self.editor.secret)
    }

    /// Tells whoever starts another server of the folder, and gives a file, for the user alone to
    /// read, that leads to the address.
    pub fn door(&self) -> io::Result<PathBuf> {
        let address = self.address();
        let door = self.editor.store.door(&address)?;
        self.editor.store.serving(&Serving { address, only: self.editor.opened.only.clone() })?;
        Ok(door)
    }

    /// Serves until `stop` is set.
    pub fn run(self, stop: &AtomicBool) {
        let Self { editor, runtime, listener } = self;
        let router = router(&editor);
        let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        runtime.block_on(async {
            while !stop.load(Ordering::Relaxed) {
                let Ok(accepted) = timeout(BEAT, listener.accept()).await else { continue };
                // A connection that broke off before it was taken is nobody's loss.
                let Ok((stream, _)) = accepted else { continue };
                // Whoever comes when there are too many already is not answered.
                let Ok(permit) = Arc::clone(&connections).try_acquire_owned() else { continue };
                // Small answers are not to wait for more.
                let _ = stream.set_nodelay(true);
                let service = TowerToHyperService::new(router.clone());
                tokio::spawn(async move {
                    let mut http = http1::Builder::new();
                    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
                    // That a browser goes away is no error.
                    let _ = http.serve_connection(TokioIo::new(stream), service).await;
                    drop(permit);
                });
            }
        });
        runtime.shutdown_timeout(END);
    }
}

fn router(editor: &Arc<Editor>) -> Router {
    let within = |request, next: middleware::Next| async move {
        let answer = timeout(REQUEST, next.run(request)).await;
        let late = axum::http::StatusCode::REQUEST_TIMEOUT;
        Ok::<_, Infallible>(
            answer.unwrap_or_else(|_| axum::response::IntoResponse::into_response(late)),
        )
    };
    Router::new()
        .route("/", get(page::home))
        .route("/report", get(page::report))
        .route("/editor.js", get(page::script))
        .route("/editor.css", get(page::style))
        .route("/api/list", get(folder::list))
        .route("/api/open", get(api::open))
        .route("/api/change", post(api::change))
        .route("/api/save", post(api::save))
        .route("/api/merge", post(api::merge))
        .route("/api/discard", post(api::discard))
        .route("/api/new", post(folder::new))
        .route("/api/documents", post(documents::documents))
        .route("/api/picture", get(pictures::show).post(pictures::add))
        .route("/document", get(documents::document))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(within))
        .layer(middleware::from_fn_with_state(Arc::clone(editor), guard::guard))
        .with_state(Arc::clone(editor))
}
