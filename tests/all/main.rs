//! The integration tests: one crate, one topic a module, so that Typst is linked only once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]
#![allow(
    clippy::assigning_clones,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::needless_range_loop,
    clippy::while_let_on_iterator,
    reason = "tests spell out what they compare; their speed does not matter"
)]

mod batch;
mod check;
mod cli;
mod commonmark;
mod diagnostics;
mod docx;
mod faults;
mod form;
mod formats;
mod fuzz;
mod hostile;
mod hostile_logos;
mod hostile_pictures;
mod html;
mod imports;
mod kept;
mod long_run;
mod manifest;
mod pictures;
mod program;
mod prose;
mod reading_on;
mod readme;
mod release;
mod rendering;
mod samples;
mod schema;
mod second_form;
mod slips;
mod standards;
mod streams;
mod support;
