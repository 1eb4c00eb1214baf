//! `nacka-report render`: reports to documents.

mod concern;
mod destination;
mod feed;
mod folder;
mod gone;
mod pipeline;
mod prepare;
mod run;
mod stream;
mod viewer;
mod watch;
mod watched;

use self::prepare::Prepared;
pub use self::viewer::show;
use super::args::Render;
use super::console::Console;
use super::pattern;
use super::setup::Selected;
use super::signals::{Signals, no_signals};
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(mut args: Render, console: &mut Console) -> Result<Status, CommandError> {
    pattern::expand(&mut args.selection.paths);
    if args.watch {
        return watch::run(&args, console);
    }
    let prepared = Prepared::new(args, console)?;
    match &prepared.selected {
        Selected::StandardInput => {
            stream::to_standard_output(&prepared.args, &prepared.pipeline, console)
        }
        Selected::Files(files) => {
            let signals = Signals::catch().map_err(|error| no_signals(&error))?;
            let ended = run::files(&prepared, files, &signals, console)?;
            if let Some(document) = ended.first.filter(|_| prepared.args.open) {
                show(&document)?;
            }
            Ok(ended.status)
        }
    }
}
