//! The commands: what they do, what they say, and their exit status.

use std::fs;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::{make_pipe, project};

/// A report with four mistakes.
const MISTAKEN: &str = "titel: Möte\npurpose: []\nevaluation:\n  - activity: Möte\nsignature:\n  \
                        date: 2014-02-30\n  name: Anna\n";

#[test]
fn one_bad_report_does_not_stop_the_others() {
    let desk = Desk::with(&["in/a.yaml", "in/deep/er/b.yml"]);
    desk.write("in/bad.yaml", MISTAKEN);
    let ended = desk.run(&["render", "in", "-o", "out"]);
    assert_snapshot!(ended.told());
    assert_eq!(desk.names("out"), ["a.pdf", "deep/er/b.pdf", "nacka-report.manifest.json"]);
    assert!(desk.read("out/a.pdf").starts_with(b"%PDF-1.7"));
}

#[test]
fn documents_stand_beside_their_reports() {
    let desk = Desk::with(&["a.yaml", "deep/b.yaml"]);
    let ended = desk.run(&["render", ".", "--to", "pdf,docx"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let expected = ["a.docx", "a.pdf", "a.yaml", "deep/b.docx", "deep/b.pdf", "deep/b.yaml"];
    assert_eq!(desk.names(""), expected);
}

#[test]
fn standard_input_becomes_standard_output() {
    let desk = Desk::with(&["a.yaml"]);
    desk.run(&["render", "a.yaml"]);
    let ended = desk.run_with_input(&["render", "-"], &desk.read("a.yaml"));
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""));
    assert!(ended.stdout == desk.read("a.pdf"), "not the same document");
}

#[test]
fn mistakes_on_standard_input_are_told() {
    let desk = Desk::new();
    assert_snapshot!(desk.run_with_input(&["render", "-"], MISTAKEN.as_bytes()).told());
    assert_snapshot!(desk.run_with_input(&["check", "-"], b"").told());
}

#[test]
fn standard_input_goes_with_little_else() {
    let desk = Desk::with(&["a.yaml"]);
    for arguments in [
        &["render", "-", "a.yaml"][..],
        &["render", "-", "-o", "out"],
        &["render", "-", "--to", "pdf,docx"],
        &["render", "-", "--message-format", "json"],
        &["render", "-", "--dry-run"],
    ] {
        let ended = desk.run_with_input(arguments, b"");
        assert_eq!(ended.status, Some(2), "{arguments:?}: {}", ended.stderr);
    }
    assert_eq!(desk.names(""), ["a.yaml"]);
}

#[test]
fn what_cannot_run_at_all_ends_with_2() {
    let desk = Desk::with(&["a.yaml"]);
    desk.write("bad.yaml", "wordmark: X\n");
    desk.write("file", "");
    for arguments in [
        &["render"][..],
        &["render", "missing.yaml"],
        &["render", "a.yaml", "--to", "odt"],
        &["render", "a.yaml", "--pdf-standard", "a-1b,a-2b"],
        &["render", "a.yaml", "--letterhead", "missing.yaml"],
        &["render", "a.yaml", "--letterhead", "bad.yaml"],
        &["render", "a.yaml", "--prune"],
        &["render", "a.yaml", "-o", "file"],
        &["render", "a.yaml", "--font-path", "missing"],
        &["verify", "."],
        &["new", "a.yaml"],
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(2), "{arguments:?}: {}", ended.stderr);
        assert!(ended.stderr.contains("error"), "{arguments:?}: {}", ended.stderr);
    }
    assert_eq!(desk.names(""), ["a.yaml", "bad.yaml", "file"]);
}

#[test]
fn message_formats_go_where_programs_look() {
    let desk = Desk::new();
    desk.write("bad.yaml", MISTAKEN);
    for format in ["short", "json", "github"] {
        let ended = desk.run(&["check", "bad.yaml", "--message-format", format]);
        assert_snapshot!(format!("message_format_{format}"), ended.told());
    }
    let ended = desk.run(&["check", "bad.yaml", "-q", "--message-format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 4);
    assert_eq!((ended.status, &*ended.stderr), (Some(1), ""));
    let ended = desk.run(&["check", "bad.yaml", "-q", "--message-format", "gitlab"]);
    let gitlab: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), 4);
    assert_eq!((ended.status, &*ended.stderr), (Some(1), ""));
    desk.write("good.yaml", sound("good"));
    let ended = desk.run(&["check", "good.yaml", "-q", "--message-format", "gitlab"]);
    assert_eq!(ended.stdout(), "[\n]\n");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let desk = Desk::new();
    desk.write("bad.yaml", MISTAKEN);
    assert!(!desk.run(&["check", "bad.yaml"]).stderr.contains('\x1b'));
    assert!(desk.run(&["check", "bad.yaml", "--color", "always"]).stderr.contains('\x1b'));
}

#[test]
fn the_language_is_the_locales_or_the_one_asked_for() {
    let desk = Desk::new();
    desk.write("bad.yaml", MISTAKEN);
    let english = desk.run(&["check", "bad.yaml"]).stderr;
    let swedish = desk.run(&["check", "bad.yaml", "--lang", "sv"]).stderr;
    let locale = desk.command(&["check", "bad.yaml"]).env("LC_ALL", "sv_SE.UTF-8").output();
    let locale = String::from_utf8(locale.unwrap().stderr).unwrap();
    assert!(english.contains("did you mean") && swedish.contains("menade du"));
    assert!(locale.starts_with(swedish.lines().next().unwrap()));
}

#[test]
fn everything_is_said_in_swedish_when_asked() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    desk.write("in/bad.yaml", MISTAKEN);
    let mut told = Vec::new();
    for arguments in [
        &["check", "in"][..],
        &["check", "nowhere"],
        &["check", "-", "in"],
        &["render", "in", "-o", "out", "--dry-run"],
        &["render", "in", "-o", "out", "--to", "docx"],
        &["render", "in", "-o", "in/bad.yaml"],
        &["verify", "out"],
        &["verify", "in"],
        &["new", "in/a.yaml"],
        &["explain", "unknown-kee"],
        &["explain", "nothing"],
        &["man", "nothing"],
    ] {
        let ended = desk.run(&[arguments, &["--lang", "sv"]].concat());
        told.push(format!("$ {}\n{}", arguments.join(" "), ended.told()));
    }
    fs::remove_file(desk.path("in/b.yaml")).unwrap();
    let arguments = ["render", "in", "-o", "out", "--to", "docx", "--lang", "sv", "--prune"];
    told.push(desk.run(&arguments).told());
    assert_snapshot!(told.concat());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::with(&["a.yaml"]);
    let mut child = desk.command(&["schema"]).stdout(Stdio::piped()).spawn().unwrap();
    // Closed before the program has written anything, as `head` may do.
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_new_report_has_only_blanks_to_fill_in() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["new", "report.yaml"]).status, Some(0));
    assert_eq!(desk.run(&["new", "report.yaml"]).status, Some(2));
    assert_eq!(desk.run(&["new", "report.yaml", "--force"]).status, Some(0));
    assert_snapshot!(desk.run(&["check", "report.yaml", "--message-format", "short"]).told());

    let mut filled = String::from_utf8(desk.read("report.yaml")).unwrap();
    for (blank, value) in [
        ("\ntitle:", "Text"),
        ("\n  -", "Text"),
        ("activity:", "Text"),
        ("\n    assessment:", "Text"),
        ("\n  date:", "2014-03-20"),
        ("\n  name:", "Anna"),
    ] {
        filled = filled.replace(&format!("{blank}\n"), &format!("{blank} {value}\n"));
    }
    desk.write("report.yaml", filled);
    let ended = desk.run(&["check", "report.yaml"]);
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
}

#[test]
fn a_missing_folder_of_fonts_was_told_in_the_words_of_a_library() {
    let desk = Desk::with(&["a.yaml"]);
    for (language, told) in
        [("en", "error: nope: no such file or directory\n"), ("sv", "fel: nope: finns inte\n")]
    {
        let ended = desk.run(&["check", "a.yaml", "--font-path", "nope", "--lang", language]);
        assert_eq!((ended.status, &*ended.stderr), (Some(2), told));
    }
}

#[test]
fn a_code_is_explained() {
    let desk = Desk::new();
    assert_snapshot!(desk.run(&["explain", "blank-value"]).told());
    let ended = desk.run(&["explain", "blank"]);
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("blank-value"), "{}", ended.stderr);
}

#[test]
fn schemas_are_printed() {
    let desk = Desk::new();
    for which in ["report", "letterhead", "config", "messages"] {
        let committed = fs::read(project(&format!("docs/{which}.schema.json"))).unwrap();
        assert!(desk.run(&["schema", which]).stdout == committed, "{which}");
    }
    assert!(desk.run(&["schema"]).stdout == desk.run(&["schema", "report"]).stdout);
}

/// What Bash offers for the last of some words behind the program's name.
fn completed(desk: &Desk, words: &[&str]) -> Vec<String> {
    const ASK: &str = "source ./script; COMP_WORDS=(nacka-report \"$@\"); COMP_CWORD=$#; \
                       _nacka__report nacka-report \"${@: -1}\" \"${COMP_WORDS[$# - 1]}\"; \
                       printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = std::process::Command::new("bash");
    let bash = bash.args(["-c", ASK, "bash"]).args(words).current_dir(desk.path("."));
    let offered = String::from_utf8(bash.output().unwrap().stdout).unwrap();
    offered.lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_the_options_of_commands() {
    let desk = Desk::new();
    desk.write("script", desk.run(&["completions", "bash"]).stdout());
    assert_eq!(completed(&desk, &["ren"]), ["render"]);
    assert_eq!(completed(&desk, &["render", "--pdf"]), ["--pdf-standard"]);
    assert_eq!(completed(&desk, &["render", "--to", "d"]), ["docx"]);
    assert_eq!(completed(&desk, &["help", "ver"]), ["verify"]);
}

#[test]
fn shells_complete_codes_and_commands() {
    let desk = Desk::new();
    desk.write("script", desk.run(&["completions", "bash"]).stdout());
    for (words, offered) in [
        (["explain", "starter"], "starter-text"),
        (["explain", "picture-col"], "picture-colours"),
        (["explain", "unknown-k"], "unknown-key"),
        (["man", "ver"], "verify"),
        (["man", "comp"], "completions"),
        (["schema", "lett"], "letterhead"),
    ] {
        assert_eq!(completed(&desk, &words), [offered], "{words:?}");
        let [command, _] = words;
        let fish = desk.run(&["completions", "fish"]).stdout();
        let line = format!("using_subcommand {command}\" -f -a \"{offered}\"");
        assert!(fish.contains(&line), "{line}");
        let zsh = desk.run(&["completions", "zsh"]).stdout();
        let argument = zsh.split(&format!("({command})\n")).nth(1).unwrap();
        let argument = argument.split(";;").next().unwrap();
        assert!(argument.contains(offered), "{command}: {argument}");
    }
    // What is no code is told as before, with the nearest.
    let ended = desk.run(&["explain", "starter-txt"]);
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("starter-text"), "{}", ended.stderr);
}

#[test]
fn completions_and_manual_name_every_command() {
    let desk = Desk::new();
    for arguments in [&["completions", "bash"][..], &["completions", "fish"], &["man"], &["help"]] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(0));
        for command in ["render", "check", "new", "schema", "explain", "verify", "completions"] {
            assert!(ended.stdout().contains(command), "{arguments:?} lacks {command}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let desk = Desk::new();
    for command in ["render", "check", "new", "schema", "explain", "verify", "completions"] {
        let ended = desk.run(&["man", command]);
        assert!(ended.stdout().contains(&format!("nacka\\-report\\-{command}")), "{command}");
    }
    assert!(desk.run(&["man", "render"]).stdout().contains("dry\\-run"));
    assert_eq!(desk.run(&["man", "print"]).status, Some(2));
    let ended = desk.run(&["man", "rendr"]);
    assert!(ended.stderr.contains("did you mean `render`?"), "{}", ended.stderr);
}

/// mandoc and groff look at them in `tests/run`.
#[test]
fn manual_pages_have_the_parts_that_readers_look_for() {
    let desk = Desk::new();
    for (language, parts) in [
        (
            "en",
            ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXAMPLES", "EXIT STATUS"],
        ),
        ("sv", ["NAMN", "ÖVERSIKT", "BESKRIVNING", "VAL", "KOMMANDON", "EXEMPEL", "SLUTSTATUS"]),
    ] {
        let program = desk.run(&["man", "--lang", language]).stdout();
        for part in parts {
            assert_eq!(
                program
                    .matches(&format!("\n.SH {part}\n").replace("EXIT STATUS", "\"EXIT STATUS\""))
                    .count(),
                1,
                "{language}: {part}"
            );
        }
        // Of what it refers to, every page is shipped: packaging/stage makes one of each command.
        let pages = program.lines().filter_map(|line| line.strip_prefix("\\fBnacka\\-report\\-"));
        let names: Vec<&str> =
            pages.filter_map(|rest| rest.split_once("\\fR(1)")).map(|(name, _)| name).collect();
        assert!(names.len() >= 12 && !names.contains(&"help"), "{names:?}");
        for name in names {
            let page = desk.run(&["man", name, "--lang", language]).stdout();
            assert!(page.contains(&format!("\n.SH {}\n", parts[5])), "{name}");
            assert!(
                !page.contains("EXTRA") && page.contains("\\fBnacka\\-report\\fR(1)"),
                "{name}"
            );
            let title = format!(".TH NACKA-REPORT-{} 1 20", name.to_uppercase());
            assert!(page.contains(&title), "{page}");
            let headings = page.lines().filter_map(|line| line.strip_prefix(".SH "));
            for heading in headings {
                assert_eq!(heading, heading.to_uppercase(), "{name}");
            }
        }
    }
}

/// As it stands in what `check` prints.
#[test]
fn a_code_is_explained_as_it_is_printed() {
    let desk = Desk::new();
    let wanted = desk.run(&["explain", "unknown-key"]).stdout();
    for printed in
        ["error[unknown-key]", "fel[unknown-key]:", "[unknown-key]", "warning[unknown-key]"]
    {
        assert_eq!(desk.run(&["explain", printed]).stdout(), wanted, "{printed}");
    }
    let ended = desk.run(&["explain", "fel[unknown-kez]"]);
    assert!(ended.stderr.contains("`unknown-key`"), "{}", ended.stderr);
}

#[test]
fn help_reads_well() {
    let desk = Desk::new();
    for command in ["render", "check", "new", "verify"] {
        let ended = desk.run(&[command, "--help"]);
        assert_snapshot!(format!("help_{command}"), ended.stdout());
    }
}

#[test]
fn documents_are_as_readable_as_the_umask_allows() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let desk = Desk::with(&["a.yaml"]);
        desk.run(&["render", "a.yaml"]);
        let mode = |name| fs::metadata(desk.path(name)).unwrap().permissions().mode();
        assert_eq!(mode("a.pdf"), mode("a.yaml"));
    }
}

#[test]
fn the_same_bytes_in_any_order_with_any_number_of_jobs() {
    let names: Vec<String> = (0..8).map(|number| format!("in/{number}.yaml")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    desk.run(&["render", "in", "-o", "one", "--jobs", "1"]);
    desk.run(&["render", "in", "-o", "four", "--jobs", "4"]);
    for name in names.iter().rev() {
        desk.run(&["render", name, "-o", "single"]);
    }
    let one = desk.files("one");
    assert_eq!(one.len(), 9);
    assert!(one == desk.files("four"), "four jobs gave other bytes than one");
    assert!(one == desk.files("single"), "the other order gave other bytes");
    assert!(one.iter().all(|(_, bytes)| !bytes.is_empty()));
}

#[test]
fn a_huge_number_of_jobs_is_refused_instead_of_started() {
    let desk = Desk::with(&["ok.yaml"]);
    let ended = desk.run(&["render", "ok.yaml", "--jobs", "9999999999"]);
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("--jobs"), "{}", ended.stderr);
}

#[test]
fn pictures_of_a_report_named_without_its_folder_are_found() {
    let samples = project("samples");
    let run = |arguments: &[&str], input: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_nacka-report"));
        command.args(arguments).current_dir(&samples).stdin(fs::File::open(input).unwrap());
        command.output().unwrap()
    };
    for arguments in [&["check", "cykel-utrecht.yaml"][..], &["check", "-"], &["render", "-"]] {
        let output = run(arguments, samples.join("cykel-utrecht.yaml").to_str().unwrap());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
    }
    let ekvik = std::process::Command::new(env!("CARGO_BIN_EXE_nacka-report"))
        .args(["check", "../euro-cities.yaml", "--letterhead", "ekvik.yaml"])
        .current_dir(samples.join("letterheads"))
        .output()
        .unwrap();
    assert!(ekvik.status.success(), "{}", String::from_utf8_lossy(&ekvik.stderr));
}

#[test]
fn fonts_of_ones_own_draw_what_the_bundled_ones_lack() {
    let desk = Desk::new();
    desk.write("a.yaml", sound("✈"));
    let ended = desk.run(&["check", "a.yaml"]);
    assert!(ended.stderr.contains("no font has the character \"✈\" (U+2708)"), "{}", ended.stderr);
    let fonts = project("tests/fixtures/fonts");
    let with_font = ["--font-path", fonts.to_str().unwrap(), "--to", "pdf,docx"];
    let ended = desk.run(&[&["render", "a.yaml"], &with_font[..]].concat());
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let pdf = desk.read("a.pdf");
    assert!(pdf.windows(13).any(|name| name == b"Plane-Regular"), "the font is not embedded");
}

#[test]
fn a_pipe_given_as_a_report_is_refused_instead_of_waited_for() {
    let desk = Desk::with(&["ok.yaml"]);
    let pipe = desk.path("pipe.yaml");
    make_pipe(&pipe);
    for command in ["check", "render"] {
        let ended = desk.run(&[command, "pipe.yaml"]);
        assert_ne!(ended.status, Some(0), "{command}");
        assert!(ended.stderr.contains("pipe.yaml"), "{}", ended.stderr);
    }
}
