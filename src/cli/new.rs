//! `nacka-report new`: a report to fill in.

use std::path::Path;

use super::args::New;
use super::console::print;
use super::status::Status;
use super::wording::CommandError;
use crate::output;

/// The report, with every field explained in comments.
const STARTER: &str = include_str!("../../templates/starter.yaml");

/// Runs the command.
pub fn run(args: &New) -> Result<Status, CommandError> {
    if args.file == Path::new("-") {
        return print(STARTER);
    }
    // A link that leads nowhere is there as well.
    if args.file.symlink_metadata().is_ok() && !args.force {
        return Err(CommandError::FileExists { file: args.file.clone() });
    }
    output::write_named(&args.file, STARTER.as_bytes())
        .map_err(|error| CommandError::about(&args.file, &error))?;
    Ok(Status::Success)
}
