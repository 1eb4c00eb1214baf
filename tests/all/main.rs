//! The integration tests: one crate, one topic a module, so that Typst is linked only once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod architecture;
mod batch;
mod check;
mod cli;
mod commonmark;
mod config;
mod diagnostics;
mod docx;
mod edit;
mod embedded;
mod entered;
mod entry;
mod faults;
mod first_minute;
mod form;
mod formats;
mod fuzz;
mod hostile;
mod hostile_documents;
mod hostile_logos;
mod hostile_pdfs;
mod hostile_pictures;
mod hostile_shards;
mod html;
mod imports;
mod kept;
mod long_run;
mod manifest;
mod messages;
mod package;
mod pictures;
mod program;
mod prose;
mod read_command;
mod read_word;
mod reading_on;
mod readme;
mod release;
mod rendering;
mod samples;
mod saving;
mod scans;
mod schema;
mod searchable;
mod second_form;
mod security;
mod shards;
mod slips;
mod standards;
mod streams;
mod support;
mod swedish;
mod warnings;
mod watch;
mod written;
