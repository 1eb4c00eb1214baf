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
    // clap_complete 4.6.11 reads the hyphen in the program's name as the step to a subcommand in half
    // of the Bash script, which then completes none (clap issue 6421).
    print(&String::from_utf8_lossy(&script).replace("nacka__subcmd__report", "nacka__report"))
}
