//! The form in the browser: a server for one person on one machine, which calls load, check, the
//! sheet and the renderers as the other commands do.

mod api;
mod bench;
mod documents;
mod editor;
mod folder;
mod guard;
mod page;
mod pictures;
mod server;
mod session;
mod store;
mod words;

pub use bench::Bench;
pub use editor::Opened;
pub use server::Server;
pub use store::{Serving, Store, own_port};
