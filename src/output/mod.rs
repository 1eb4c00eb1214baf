//! Where documents go: their names, files that are there whole or not at all, and what is known
//! of them.

mod digest;
mod due;
mod folder;
pub mod hold;
mod journal;
mod known;
mod leftovers;
pub mod manifest;
mod merge;
mod names;
mod origin;
mod shard;
mod unrecorded;

pub use digest::Digest;
pub use due::{Due, condition};
pub use folder::{Folder, is_gone, write_named};
pub use hold::Refusal;
pub use journal::Journal;
pub use known::{Known, is_unfinished, is_unmerged, known, recorded};
pub use merge::{Merged, Unmergeable, merge};
pub use names::{document_file, fold, is_form_ending, is_report_ending, stem};
pub use origin::{origin, resolve};
pub use shard::{MAX_SHARDS, Shard, divisions, shard_files};
pub use unrecorded::unrecorded;
