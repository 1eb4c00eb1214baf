//! What is wrong with a command line, in Swedish; in English clap tells it itself. And what may be
//! meant by a command that is none, in both.

use std::path::Path;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use nacka_report::diagnostic::{Language, escape};

use crate::cli::notice::word;

use crate::cli::args::ValueFlaw;
use crate::output::MAX_SHARDS;

/// An error with its way out, a line each, and how the command is used.
pub fn tell(error: &Error) -> String {
    let invalid = words(error, ContextKind::InvalidArg).join(", ");
    let value = words(error, ContextKind::InvalidValue).concat();
    let valid = words(error, ContextKind::ValidValue).join(", ");
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("okänt argument: {invalid}"),
        ErrorKind::InvalidSubcommand => {
            let name = words(error, ContextKind::InvalidSubcommand).concat();
            format!("det finns inget kommando \"{name}\"")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{invalid} behöver ett värde"),
        ErrorKind::InvalidValue if valid.is_empty() => {
            format!("\"{value}\" duger inte för {invalid}")
        }
        ErrorKind::InvalidValue => {
            format!("\"{value}\" duger inte för {invalid}; det här finns: {valid}")
        }
        ErrorKind::ValueValidation => {
            format!("\"{value}\" duger inte för {invalid}{}", reason(error))
        }
        ErrorKind::MissingRequiredArgument => format!("det saknas: {invalid}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "ett kommando saknas".to_owned()
        }
        ErrorKind::ArgumentConflict => {
            let other = words(error, ContextKind::PriorArg).join(", ");
            if other == invalid || other.is_empty() {
                format!("{invalid} kan bara anges en gång")
            } else {
                format!("{invalid} går inte ihop med {other}")
            }
        }
        ErrorKind::NoEquals => format!("{invalid} behöver ett likhetstecken"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("fel antal värden för {invalid}")
        }
        ErrorKind::InvalidUtf8 => "ett argument är inte giltig UTF-8".to_owned(),
        _ => "kommandoraden kan inte förstås".to_owned(),
    };
    let mut text = vec![format!("fel: {}\n", escape(&what))];
    let meant =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    for name in meant.into_iter().flat_map(|kind| words(error, kind)) {
        text.push(format!("tips: menade du {}?\n", escape(&name)));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text.push(format!("\n{usage}\n"));
    }
    text.concat() + "\nMer berättar '--help'.\n"
}

/// Why a value will not do, behind a colon; nothing if it cannot be told.
fn reason(error: &Error) -> String {
    let Some(source) = std::error::Error::source(error) else { return String::new() };
    if let Some(flaw) = source.downcast_ref::<ValueFlaw>() {
        return format!(": {}", flaw_of(*flaw));
    }
    // The rest is numbers, of which clap says that they are none, or which there may be.
    let source = source.to_string();
    let range = source.split_once(" is not in ").and_then(|(_, range)| range.split_once(".."));
    match range {
        Some((least, most)) => match most.strip_prefix('=') {
            Some(most) => format!(": det ska vara ett tal från {least} till {most}"),
            None => format!(": det ska vara minst {least}"),
        },
        None => ": det ska vara ett heltal".to_owned(),
    }
}

fn flaw_of(flaw: ValueFlaw) -> String {
    match flaw {
        ValueFlaw::NotAShard => {
            "det ska vara två heltal med ett snedstreck emellan, till exempel 3/16".to_owned()
        }
        ValueFlaw::TooManyShards => format!("det får vara högst {MAX_SHARDS} delar"),
        ValueFlaw::NoSuchShard { of, first } => {
            format!("den första av {of} är {first}/{of}, den sista {}/{of}", of - 1 + first)
        }
        ValueFlaw::NotASize => "det ska vara ett tal och en enhet: kB, MB, GB eller TB".to_owned(),
    }
}

/// What is meant, if that seems to be a report without a command, or the way Windows asks for help.
pub fn hint(error: &Error, language: Language) -> Option<String> {
    let name = words(error, ContextKind::InvalidSubcommand).concat();
    let is_report = ["yaml", "yml", "docx"].iter().any(|ending| {
        Path::new(&name).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
    });
    let name = word(Path::new(&name));
    let meant = match name.as_str() {
        _ if is_report => {
            let or = if language == Language::Swedish { "eller" } else { "or" };
            format!("`nacka-report check {name}` {or} `nacka-report render {name}`")
        }
        "'/?'" | "\"/?\"" => "`nacka-report --help`".to_owned(),
        _ => return None,
    };
    Some(match language {
        Language::English => format!("did you mean {meant}?"),
        Language::Swedish => format!("menade du {meant}?"),
    })
}

/// The words of one kind that an error holds.
fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}
