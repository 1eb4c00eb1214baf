//! The examples under every command's help: the same commands in both languages.

use nacka_report::diagnostic::Language;

/// A command line, and what it does in English and in Swedish.
type Example = (&'static str, &'static str, &'static str);

/// A command's examples; those of the program itself stand under "".
#[allow(clippy::too_many_lines, reason = "one arm a command: this is a list, not a procedure")]
fn of(command: &str) -> &'static [Example] {
    match command {
        "" => &[
            (
                "nacka-report new rapport.yaml",
                "Write a report to fill in",
                "Skriv en rapport att fylla i",
            ),
            ("nacka-report check rapport.yaml", "Look for mistakes in it", "Leta efter fel i den"),
            ("nacka-report render rapport.yaml", "Make a PDF of it", "Gör den till PDF"),
            (
                "nacka-report render rapporter -o arkiv --to pdf,docx",
                "Make PDFs and Word documents of a whole folder",
                "Gör PDF och Word-dokument av en hel mapp",
            ),
        ],
        "render" => &[
            (
                "nacka-report render rapport.yaml",
                "Write rapport.pdf beside the report",
                "Skriv rapport.pdf bredvid rapporten",
            ),
            (
                "nacka-report render rapport.yaml -o utskick.docx",
                "Write this one Word document",
                "Skriv just detta Word-dokument",
            ),
            (
                "nacka-report render rapporter -o arkiv --to pdf,docx",
                "Mirror a folder of reports, and render only what has changed",
                "Spegla en mapp med rapporter, och gör bara det som har ändrats",
            ),
            (
                "nacka-report render rapporter -o arkiv --dry-run",
                "Only tell what would be rendered, and why",
                "Berätta bara vad som skulle göras, och varför",
            ),
            (
                "nacka-report render - < rapport.yaml > rapport.pdf",
                "From standard input to standard output",
                "Från standard in till standard ut",
            ),
        ],
        "check" => &[
            ("nacka-report check rapport.yaml", "Check one report", "Granska en rapport"),
            (
                "nacka-report check rapporter --deny-warnings",
                "Check a folder, and let warnings count",
                "Granska en mapp, och låt varningar räknas",
            ),
            (
                "nacka-report check rapporter --message-format sarif > fel.sarif",
                "Tell another program what is wrong",
                "Tala om för ett annat program vad som är fel",
            ),
        ],
        "new" => &[
            (
                "nacka-report new rapport.yaml",
                "Write a report to fill in, and the schema for the editor",
                "Skriv en rapport att fylla i, och schemat för textredigeraren",
            ),
            ("nacka-report new - > mall.yaml", "Only the report", "Bara rapporten"),
            (
                "nacka-report new blankett.docx",
                "Write the blank form, to be filled in in Word",
                "Skriv den tomma blanketten, att fylla i i Word",
            ),
        ],
        "schema" => &[
            (
                "nacka-report schema > report.schema.json",
                "For an editor that completes and checks reports",
                "För en textredigerare som fyller i och granskar rapporter",
            ),
            (
                "nacka-report schema letterhead",
                "The same for letterheads",
                "Detsamma för brevhuvuden",
            ),
        ],
        "explain" => &[
            (
                "nacka-report explain unknown-key",
                "What error[unknown-key] means",
                "Vad fel[unknown-key] betyder",
            ),
            ("nacka-report explain", "List all codes", "Räkna upp alla koder"),
        ],
        "verify" => &[
            (
                "nacka-report verify arkiv",
                "Is every document as it was written?",
                "Är varje dokument som det skrevs?",
            ),
            (
                "nacka-report verify arkiv --quiet",
                "Print only what is wrong",
                "Skriv bara ut det som är fel",
            ),
        ],
        "edit" => &[
            (
                "nacka-report edit rapport.yaml",
                "Fill in a report in the browser",
                "Fyll i en rapport i webbläsaren",
            ),
            (
                "nacka-report edit rapporter",
                "List a folder's reports, and open one of them",
                "Räkna upp en mapps rapporter, och öppna en av dem",
            ),
            (
                "nacka-report edit rapporter --no-open --port 8080",
                "Only say where it is",
                "Berätta bara var det finns",
            ),
        ],
        "read" => &[
            (
                "nacka-report read blankett.docx",
                "The report of a form filled in in Word: blankett.yaml, and its pictures",
                "Rapporten av en blankett som fyllts i i Word: blankett.yaml, och dess bilder",
            ),
            (
                "nacka-report read blankett.docx --output rapporter",
                "In another folder",
                "I en annan mapp",
            ),
            (
                "nacka-report read blankett.docx --update",
                "Change in the report what was changed in the document",
                "Ändra i rapporten det som har ändrats i dokumentet",
            ),
        ],
        "merge" => &[
            (
                "nacka-report render rapporter --output delar --shard 1/2",
                "One of two parts, here or on another machine",
                "Den ena av två delar, här eller på en annan dator",
            ),
            (
                "nacka-report render rapporter --output delar --shard 2/2",
                "The other, at the same time or later",
                "Den andra, samtidigt eller senare",
            ),
            (
                "nacka-report merge delar",
                "Then one manifest for all",
                "Sedan ett manifest för alla",
            ),
        ],
        "package" => &[
            (
                "nacka-report new paket.yaml",
                "What the archive is to know, to fill in",
                "Det som arkivet ska få veta, att fylla i",
            ),
            (
                "nacka-report package arkiv --with paket.yaml --sources rapporter -o leverans.tar",
                "A package of the documents and what they were made from",
                "Ett paket med dokumenten och det som de gjordes av",
            ),
            (
                "nacka-report package arkiv --with paket.yaml -o leverans.tar --max-size 2GB",
                "Several packages: leverans-1.tar, leverans-2.tar",
                "Flera paket: leverans-1.tar, leverans-2.tar",
            ),
            (
                "nacka-report verify leverans.tar",
                "Is everything in it as it was?",
                "Är allt i det som det var?",
            ),
        ],
        "completions" => &[(
            "nacka-report completions bash > nacka-report.bash",
            "Then read the file in ~/.bashrc: source nacka-report.bash",
            "Läs sedan in filen i ~/.bashrc: source nacka-report.bash",
        )],
        "man" => &[
            (
                "nacka-report man > nacka-report.1",
                "The page of the program; read it with man ./nacka-report.1",
                "Programmets sida; läs den med man ./nacka-report.1",
            ),
            (
                "nacka-report man render > nacka-report-render.1",
                "The page of one command",
                "Ett kommandos sida",
            ),
        ],
        _ => &[],
    }
}

/// A command's examples as a text under its help.
pub fn text(command: &str, language: Language) -> String {
    let heading = match language {
        Language::English => "Examples:",
        Language::Swedish => "Exempel:",
    };
    let mut text = vec![heading.to_owned()];
    text.extend(list(command, language).map(|(line, does)| format!("  {line}\n      {does}")));
    text.join("\n")
}

/// A command's examples: the line, and what it does.
pub fn list(
    command: &str,
    language: Language,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    of(command).iter().map(move |(line, english, swedish)| match language {
        Language::English => (*line, *english),
        Language::Swedish => (*line, *swedish),
    })
}
