//! `nacka-report new`: a report to fill in.

use std::path::Path;

use super::Status;
use super::args::New;
use super::console::print;
use super::wording::CommandError;
use crate::output;

/// The report, with every field explained in comments.
const STARTER: &str = include_str!("../../templates/starter.yaml");

/// Runs the command.
pub fn run(args: &New) -> Result<Status, CommandError> {
    if args.file == Path::new("-") {
        return print(STARTER);
    }
    if args.file.exists() && !args.force {
        return Err(CommandError::FileExists { file: args.file.clone() });
    }
    output::write(&args.file, STARTER.as_bytes())
        .map_err(|error| CommandError::about(&args.file, &error))?;
    Ok(Status::Success)
}
