//! The commands: one file each. Arguments are settled before any work begins.

mod args;
mod check;
mod completions;
mod console;
mod explain;
mod man;
mod new;
mod queue;
mod render;
mod schema;
mod setup;
mod sources;
mod verify;
mod wording;

use std::ffi::OsString;

use clap::Parser;
use nacka_report::diagnostic::Format;

use self::args::{Arguments, Command};
use self::console::Console;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All went well.
    Success,
    /// At least one report was refused or failed.
    Refused,
    /// The command itself could not run.
    Unable,
    /// Stopped by Ctrl-C.
    Interrupted,
}

impl Status {
    /// The process's exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Refused => 1,
            Self::Unable => 2,
            // 128 and the number of SIGINT, as shells have it.
            Self::Interrupted => 130,
        }
    }
}

/// Runs the program with the given arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Status::Unable } else { Status::Success };
        }
    };
    let format = match &arguments.command {
        Command::Render(args) => args.checking.message_format.into(),
        Command::Check(args) => args.checking.message_format.into(),
        _ => Format::Human,
    };
    let mut console = Console::new(&arguments.manners, format);
    let result = match &arguments.command {
        Command::Render(args) => render::run(args, &mut console),
        Command::Check(args) => check::run(args, &mut console),
        Command::New(args) => new::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Verify(args) => verify::run(args, &mut console),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    result.unwrap_or_else(|error| {
        console.error(&error);
        Status::Unable
    })
}
