//! `nacka-report man`: the manual pages.

use clap::Command;
use nacka_report::diagnostic::{Language, nearest};

use super::args::Man;
use super::console::print;
use super::help;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Man, language: Language) -> Result<Status, CommandError> {
    let mut program = help::command(language);
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            program.find_subcommand(name).cloned().ok_or_else(|| unknown(&program, name))?
        }
    };
    print(&help::page(&command, language))
}

/// That there is no such command, with the one that is most like it.
fn unknown(program: &Command, name: &str) -> CommandError {
    let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let suggestion = nearest(name, &names).map(str::to_owned);
    CommandError::UnknownCommand { name: name.to_owned(), suggestion }
}
