//! `nacka-report completions`: what a shell needs to complete the command line.

use std::fmt::Write as _;
use std::sync::LazyLock;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;
use nacka_report::diagnostic::{Language, Problem};

use super::args::{Arguments, Completions};
use super::console::print;
use super::help;
use super::status::Status;
use super::wording::CommandError;

/// Runs the command.
pub fn run(args: &Completions, language: Language) -> Result<Status, CommandError> {
    let mut command = command(language);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "nacka-report", &mut script);
    // clap_complete 4.6.11 reads the hyphen in the program's name as the step to a subcommand in half
    // of the Bash script, which then completes none (clap issue 6421).
    let script = String::from_utf8_lossy(&script).replace("nacka__subcmd__report", "nacka__report");
    print(&match args.shell {
        Shell::Fish => script + &values_in_fish(&command),
        _ => script,
    })
}

/// What Fish may offer for arguments that are no options, which `clap_complete` leaves out for it.
fn values_in_fish(program: &Command) -> String {
    let mut script = String::new();
    for command in program.get_subcommands() {
        let name = command.get_name();
        for value in command.get_positionals().flat_map(Arg::get_possible_values) {
            let value = value.get_name();
            // Writing to memory does not fail.
            let _ = writeln!(
                script,
                "complete -c nacka-report -n \"__fish_nacka_report_using_subcommand {name}\" -f -a \"{value}\""
            );
        }
    }
    script
}

/// A command line whose values have names alone: their texts are English.
fn without_value_texts(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        let values = argument.get_possible_values();
        if values.is_empty() {
            return argument;
        }
        let values = values.into_iter().map(|value| value.help(None::<&str>));
        argument.value_parser(PossibleValuesParser::new(values))
    });
    command.mut_subcommands(without_value_texts)
}

/// The program's command line, with what clap is not to judge itself but shells may offer: the codes
/// that are explained and the commands that have a manual page.
fn command(language: Language) -> Command {
    static COMMANDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        Arguments::command()
            .get_subcommands()
            .map(|command| command.get_name().to_owned())
            .collect()
    });
    let offering = |values: Vec<&'static str>| {
        move |argument: Arg| argument.value_parser(PossibleValuesParser::new(values))
    };
    let codes = offering(Problem::CODES.to_vec());
    let commands = offering(COMMANDS.iter().map(String::as_str).collect());
    let program = match language {
        Language::English => help::command(language),
        // What each value means stands in the argument's own text, in Swedish.
        Language::Swedish => without_value_texts(help::command(language)),
    };
    program
        .mut_subcommand("explain", |explain| explain.mut_arg("code", codes))
        .mut_subcommand("man", |man| man.mut_arg("command", commands))
}
