//! The commands: one file each. Arguments are settled before any work begins.

mod args;
mod check;
mod completions;
mod config;
mod console;
mod edit;
mod explain;
mod help;
mod ignored;
mod junit;
mod man;
mod merge;
mod new;
mod notice;
mod package;
mod pattern;
mod queue;
mod read;
mod record;
mod render;
mod report_files;
mod schema;
mod setup;
mod signals;
mod signature;
mod status;
mod verify;
mod verify_package;
mod wording;

use std::ffi::OsString;

use clap::FromArgMatches;
use nacka_report::diagnostic::Format;

use self::args::{Arguments, Command};
use self::console::{Console, show_help, show_usage_error};
use self::status::Status;
use crate::package::is_package;

/// Runs the program with the given arguments, the first of which is its name. Returns its exit
/// status.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    execute(arguments).code()
}

fn execute(arguments: impl IntoIterator<Item = OsString>) -> Status {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = console::language(args::asked_language(&arguments));
    let asked = args::asked_format(&arguments);
    let parsed = help::command(language)
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let format = asked.map_or(Format::Human, Format::from);
            show_usage_error(&error, language, format);
            return Status::Unable;
        }
        Err(help) => return show_help(&help, language),
    };
    let format = match &arguments.command {
        Command::Render(args) => args.checking.message_format.into(),
        Command::Check(args) => args.checking.message_format.into(),
        Command::Read(args) => args.message_format.into(),
        _ => Format::Human,
    };
    let mut console = Console::new(&arguments.global, language, format);
    let result = match arguments.command {
        Command::Render(args) => render::run(args, &mut console),
        Command::Check(args) => check::run(args, &mut console),
        Command::New(args) => new::run(&args, &mut console),
        Command::Read(args) => read::run(&args, &mut console),
        Command::Edit(args) => edit::run(args, &mut console),
        Command::Schema(args) => schema::run(&args),
        Command::Explain(args) => explain::run(&args, language),
        Command::Verify(args) if is_package(&args.folder) => {
            verify_package::run(&args, &mut console)
        }
        Command::Verify(args) => verify::run(&args, &mut console),
        Command::Merge(args) => merge::run(&args, &mut console),
        Command::Package(args) => package::run(&args, &mut console),
        Command::Completions(args) => completions::run(&args, language),
        Command::Man(args) => man::run(&args, language),
    };
    result.unwrap_or_else(|error| {
        console.abandon(&error);
        Status::Unable
    })
}
