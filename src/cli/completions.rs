//! `nacka-report completions`: what a shell needs to complete the command line.

use clap::CommandFactory;

use super::args::{Arguments, Completions};
use super::console::print;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Completions) -> Result<Status, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "nacka-report", &mut script);
    print(&String::from_utf8_lossy(&script))
}
