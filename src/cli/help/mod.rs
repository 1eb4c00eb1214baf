//! The command line as it is shown: its one definition in [`args`](super::args), with examples, in
//! the user's language.

mod examples;

use clap::{Command, CommandFactory};
use nacka_report::diagnostic::Language;

use super::args::Arguments;

/// The command line, which all that parses, completes and shows it starts from.
pub fn command(language: Language) -> Command {
    let program = with_examples(Arguments::command(), "", language);
    program.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        with_examples(command, &name, language)
    })
}

fn with_examples(command: Command, name: &str, language: Language) -> Command {
    let examples = examples::text(name, language);
    let long = command.get_after_long_help().map(|more| format!("{examples}\n\n{more}"));
    let command = command.after_help(examples);
    match long {
        Some(long) => command.after_long_help(long),
        None => command,
    }
}
