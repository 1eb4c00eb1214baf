//! `nacka-report man`: the manual page.

use clap::CommandFactory;

use super::Status;
use super::args::Arguments;
use super::console::{CommandError, print};

/// Runs the command.
pub fn run() -> Result<Status, CommandError> {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    print(&String::from_utf8_lossy(&page))
}
