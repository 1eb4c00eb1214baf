//! `nacka-report man`: the manual pages.

use nacka_report::diagnostic::Language;

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
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| CommandError::UnknownCommand { name: name.clone() })?,
    };
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    print(&help::translated_page(String::from_utf8_lossy(&page).into_owned(), language))
}
