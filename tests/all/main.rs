//! The integration tests: one crate, one topic a module, so that Typst is linked only once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod batch;
mod check;
mod cli;
mod diagnostics;
mod docx;
mod faults;
mod form;
mod formats;
mod fuzz;
mod hostile;
mod html;
mod imports;
mod long_run;
mod program;
mod readme;
mod samples;
mod schema;
mod second_form;
mod standards;
mod support;
