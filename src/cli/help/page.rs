//! The manual pages: what clap knows of a command, laid out as man(7) has it.

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};
use nacka_report::diagnostic::Language;

use super::{examples, statuses};

/// The day of the pages. No clock: pages of the same version are the same.
const DATE: &str = "2026-11-27";

/// What `roff` begins each piece with that it writes: once is enough.
const APOSTROPHE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

/// The headings.
struct Headings {
    synopsis: &'static str,
    commands: &'static str,
    examples: &'static str,
    status: &'static str,
    see_also: &'static str,
    /// Those that `clap_mangen` writes of itself.
    exchanged: &'static [(&'static str, &'static str)],
}

const ENGLISH: Headings = Headings {
    synopsis: "SYNOPSIS",
    commands: "COMMANDS",
    examples: "EXAMPLES",
    status: "EXIT STATUS",
    see_also: "SEE ALSO",
    exchanged: &[],
};

const SWEDISH: Headings = Headings {
    synopsis: "ÖVERSIKT",
    commands: "KOMMANDON",
    examples: "EXEMPEL",
    status: "SLUTSTATUS",
    see_also: "SE ÄVEN",
    exchanged: &[
        (".SH NAME\n", ".SH NAMN\n"),
        (".SH DESCRIPTION\n", ".SH BESKRIVNING\n"),
        (".SH OPTIONS\n", ".SH VAL\n"),
    ],
};

/// The page of the program, or of one of its commands, which has been built; `usage` is how it is
/// used, in the language.
pub fn page(command: &Command, usage: &str, language: Language) -> String {
    let headings = match language {
        Language::English => ENGLISH,
        Language::Swedish => SWEDISH,
    };
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let is_program = command.has_subcommands();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = man.render_name_section(&mut page);
    let _ = synopsis(usage, is_program, &headings).to_writer(&mut page);
    let _ = man.render_description_section(&mut page);
    let _ = man.render_options_section(&mut page);
    let _ = rest(command, is_program, &headings, language).to_writer(&mut page);
    let page = String::from_utf8_lossy(&page).replace(APOSTROPHE, "");
    // A blank line is a request in man(7) as well, but one that is frowned upon.
    let page = page.replace("\n.br\n\n.br\n", "\n.sp\n").replace("\n\n", "\n.sp\n");
    let page = headings.exchanged.iter().fold(page, |page, (from, to)| page.replace(from, to));
    let version = concat!("nacka-report ", env!("CARGO_PKG_VERSION"));
    let title = name.to_uppercase();
    format!("{APOSTROPHE}.TH {title} 1 {DATE} \"{version}\" nacka-report\n{page}")
}

/// How the command is used, in one line: all options stand below.
fn synopsis(usage: &str, is_program: bool, headings: &Headings) -> Roff {
    let words: Vec<&str> = usage.split_whitespace().skip(1).collect();
    let are_names = if is_program { 1 } else { 2 }.min(words.len());
    let (names, arguments) = words.split_at(are_names);
    let mut page = Roff::new();
    page.control("SH", [headings.synopsis]);
    page.text([bold(names.join(" ")), roman(format!(" {}", arguments.join(" ")))]);
    page
}

/// Commands, examples, exit statuses, and where there is more.
fn rest(command: &Command, is_program: bool, headings: &Headings, language: Language) -> Roff {
    let mut page = Roff::new();
    let entry = |page: &mut Roff, head: Vec<Inline>, body: &str| {
        page.control("TP", []);
        page.text(head);
        page.text([roman(body)]);
    };
    if is_program {
        page.control("SH", [headings.commands]);
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            let about = below.get_about().map(ToString::to_string).unwrap_or_default();
            let name = format!("nacka-report-{}", below.get_name());
            entry(&mut page, vec![bold(name), roman("(1)")], &about);
        }
    }
    page.control("SH", [headings.examples]);
    let name = if is_program { "" } else { command.get_name() };
    for (line, does) in examples::list(name, language) {
        entry(&mut page, vec![bold(line)], does);
    }
    if is_program {
        page.control("SH", [headings.status]);
        for (status, means) in statuses::list(language) {
            entry(&mut page, vec![bold(status)], means);
        }
        page.control("PP", []);
        page.text([roman(statuses::streams(language))]);
    } else {
        page.control("SH", [headings.see_also]);
        page.text([bold("nacka-report"), roman("(1)")]);
    }
    page
}
