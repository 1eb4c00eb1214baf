//! What all requests work with: what is open, and by which secret.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use nacka_report::input::Folder;

use super::bench::Bench;
use super::session::Session;
use super::store::Store;
use super::words::Words;
use crate::output;

/// What is open: the folder, and maybe one report of it and no other.
pub struct Opened {
    /// For reading.
    pub root: Folder,
    /// For writing.
    pub target: output::Folder,
    /// What the folder is called.
    pub title: String,
    /// The report, if it was named.
    pub only: Option<String>,
    /// Lists the reports in the folder, sorted.
    pub list: Box<dyn Fn() -> Vec<String> + Send + Sync>,
}

/// All that requests work with.
pub struct Editor {
    pub bench: Bench,
    pub opened: Opened,
    pub store: Store,
    pub words: &'static Words,
    /// What opens the door: in the address that the terminal shows, and in the cookie.
    pub secret: String,
    /// The cookie's name. Cookies are shared between ports, so it holds the port.
    pub cookie: String,
    /// What the browser may call the server.
    pub hosts: [String; 2],
    /// What is open, by name.
    sessions: Mutex<HashMap<String, Arc<Mutex<Session>>>>,
    /// The reports in the folder when it was last looked through.
    names: Mutex<Arc<Vec<String>>>,
}

impl Editor {
    /// What is needed to serve on a port.
    pub fn new(bench: Bench, opened: Opened, store: Store, port: u16) -> io::Result<Self> {
        Ok(Self {
            words: Words::of(bench.language),
            secret: store.secret()?,
            bench,
            opened,
            store,
            cookie: format!("nacka-report-{port}"),
            hosts: ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}")),
            sessions: Mutex::default(),
            names: Mutex::default(),
        })
    }

    /// The reports in the folder, looked for anew if asked to; behind them those that are gone from
    /// it, but were not saved.
    pub fn names(&self, again: bool) -> Arc<Vec<String>> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if again && self.opened.only.is_none() {
            let mut found = (self.opened.list)();
            let drafts = self.store.drafts().unwrap_or_default();
            found.extend(drafts.into_iter().filter(|file| !self.opened.root.has(file)));
            *names = Arc::new(found);
        }
        Arc::clone(&names)
    }

    /// The session of a report, which is opened if it is not yet.
    pub fn session(&self, file: &str) -> io::Result<Arc<Mutex<Session>>> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.get(file) {
            return Ok(Arc::clone(session));
        }
        let session = Session::open(file, &self.opened.root, &self.store, &self.bench)?;
        let session = Arc::new(Mutex::new(session));
        sessions.insert(file.to_owned(), Arc::clone(&session));
        Ok(session)
    }
}
