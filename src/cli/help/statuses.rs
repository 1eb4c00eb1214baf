//! What the program ends with, and where it speaks: the end of its own help and manual page.

use nacka_report::diagnostic::Language;

/// An exit status, and what it means in English and in Swedish.
const STATUSES: [(&str, &str, &str); 4] = [
    ("0", "all went well", "allt gick väl"),
    (
        "1",
        "at least one report was refused or failed, or a document was kept because somebody changed it",
        "minst en rapport avvisades eller gick inte, eller ett dokument behölls för att någon ändrat det",
    ),
    (
        "2",
        "the command itself could not run: usage, unreadable path, unwritable output, no report found",
        "kommandot kunde inte köras: fel användning, sökväg som inte går att läsa, resultat som inte går \
         att skriva, ingen rapport",
    ),
    (
        "130",
        "stopped by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP",
        "avbrutet med Ctrl-C; 143 med SIGTERM, 129 med SIGHUP",
    ),
];

/// The widest line, in characters: what every terminal has.
const WIDTH: usize = 79;

/// Exit statuses with their meanings.
pub fn list(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    STATUSES.iter().map(move |(status, english, swedish)| match language {
        Language::English => (*status, *english),
        Language::Swedish => (*status, *swedish),
    })
}

/// Where the program says what.
pub fn streams(language: Language) -> &'static str {
    match language {
        Language::English => {
            "Diagnostics go to standard error, as text for people; the message formats json, sarif and \
             gitlab go to standard output. See 'nacka-report help COMMAND' for each command."
        }
        Language::Swedish => {
            "Fel skrivs till standard error, som text för människor; meddelandeformaten json, sarif och \
             gitlab går till standard ut. 'nacka-report KOMMANDO --help' berättar om varje kommando."
        }
    }
}

/// The text at the end of the program's help.
pub fn text(language: Language) -> String {
    let heading = match language {
        Language::English => "Exit status:",
        Language::Swedish => "Slutstatus:",
    };
    let mut lines = vec![heading.to_owned()];
    lines.extend(list(language).map(|(status, means)| wrapped(&format!("  {status:5}"), means)));
    lines.push(String::new());
    lines.push(wrapped("", streams(language)));
    lines.join("\n")
}

/// A text behind a head, in lines that begin where its first one does.
fn wrapped(head: &str, text: &str) -> String {
    let indent = head.chars().count();
    let (mut lines, mut line) = (String::new(), head.to_owned());
    for word in text.split(' ') {
        let width = line.chars().count();
        if width > indent && width + 1 + word.chars().count() > WIDTH {
            lines += line.trim_end();
            lines.push('\n');
            line = " ".repeat(indent);
        } else if width > indent {
            line.push(' ');
        }
        line += word;
    }
    lines + &line
}
