//! The command line as it is shown: its one definition in [`args`](super::args), with examples, in
//! the user's language.
//!
//! There is no second definition for Swedish. Before anything is parsed or shown, each command and
//! argument that clap has derived gets its Swedish text by its id, and the few words that clap puts
//! in itself are exchanged in what it has made.

mod examples;
mod page;
mod statuses;
mod sv;
mod usage_error;

use clap::{Arg, Command, CommandFactory};
use nacka_report::diagnostic::Language;

use super::args::Arguments;

pub use self::usage_error::{hint, tell};

/// The command line, which all that parses, completes and shows it starts from.
pub fn command(language: Language) -> Command {
    let mut program = Arguments::command();
    if language == Language::Swedish {
        // The arguments that every command has come into being only now.
        program.build();
        program = in_swedish(program, "");
    }
    let program = program.after_long_help(statuses::text(language));
    let program = with_examples(program, "", language);
    program.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        with_examples(command, &name, language)
    })
}

fn with_examples(command: Command, name: &str, language: Language) -> Command {
    if name == "help" {
        return command;
    }
    let examples = examples::text(name, language);
    let long = command.get_after_long_help().map(|more| format!("{examples}\n\n{more}"));
    let command = command.after_help(examples);
    match long {
        Some(long) => command.after_long_help(long),
        None => command,
    }
}

fn in_swedish(command: Command, name: &str) -> Command {
    let command = match sv::command(name) {
        None => command,
        Some((short, "")) => command.about(short).long_about(None),
        Some((short, more)) => command.about(short).long_about(format!("{short}\n\n{more}")),
    };
    let command = command.subcommand_value_name("KOMMANDO").subcommand_help_heading("Kommandon");
    let command = command.mut_args(|argument| argument_in_swedish(name, argument));
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        in_swedish(below, &name)
    })
}

fn argument_in_swedish(command: &str, argument: Arg) -> Arg {
    let Some((short, more)) = sv::argument(command, argument.get_id().as_str()) else {
        return argument;
    };
    let name = argument.get_value_names().and_then(|names| sv::value(names.first()?));
    let heading = argument.get_help_heading().map(sv::heading);
    let long = if more.is_empty() { short.to_owned() } else { format!("{short}\n\n{more}") };
    let argument = argument.help(short).long_help(long).help_heading(heading);
    let argument = match name {
        Some(name) => argument.value_name(name),
        None => argument,
    };
    // Which values there are stands in the text, in Swedish.
    argument.hide_possible_values(true).hide_default_value(true)
}

/// The manual page of the program, or of one of its commands, which has been built.
pub fn page(command: &Command, language: Language) -> String {
    let usage = translated(command.clone().render_usage().to_string(), language);
    page::page(command, &usage, language)
}

/// Text that clap has made, with its own words in the language.
pub fn translated(text: String, language: Language) -> String {
    match language {
        Language::English => text,
        Language::Swedish => sv::WORDS.iter().fold(text, |text, (from, to)| text.replace(from, to)),
    }
}
