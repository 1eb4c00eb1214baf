//! The command line program: the process's own affairs, and nothing else.

mod cli;
mod edit;
mod output;
mod package;

use std::process::ExitCode;

/// Rendering allocates a great many small things from several threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(cli::run(std::env::args_os()))
}
