//! The first minute: the starter, its schema, one document under a name of one's own, and examples.

use std::fs;

use insta::assert_snapshot;

use crate::program::{Desk, sound};
use crate::support::project;

/// The starter with its blanks filled in, line by line.
fn filled() -> Vec<String> {
    let starter = fs::read_to_string(project("templates/starter.yaml")).unwrap();
    let fill = |line: &str| match line.trim() {
        "title:" | "-" | "- activity:" | "assessment:" | "name:" => format!("{line} Ekvik"),
        "date:" => format!("{line} 2014-03-20"),
        _ => line.to_owned(),
    };
    starter.lines().map(fill).collect()
}

/// A line without the mark of a field that is not used, which stands right before it.
fn uncommented(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let field = text.strip_prefix('#')?;
    // What a person sees as a word right behind the mark, and the lines that belong to it.
    (!field.is_empty() && !field.starts_with(' ')).then(|| format!("{indent}{field}"))
}

/// Blocks of lines that are taken into use together: a field, and the lines indented below it.
fn blocks(lines: &[String]) -> Vec<Vec<usize>> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let goes_on = line.starts_with("#  ") && index > 0 && lines[index - 1].starts_with('#');
        match blocks.last_mut() {
            Some(block) if goes_on && block.last() == Some(&(index - 1)) => block.push(index),
            _ if uncommented(line).is_some() => blocks.push(vec![index]),
            _ => {}
        }
    }
    blocks
}

/// The lines with some of them taken into use, by removing the mark and nothing else.
fn used(lines: &[String], indices: &[usize]) -> String {
    let line = |(index, line): (usize, &String)| {
        let line = if indices.contains(&index) { line.replacen('#', "", 1) } else { line.clone() };
        line + "\n"
    };
    lines.iter().enumerate().map(line).collect()
}

#[test]
fn every_line_of_the_starter_can_be_taken_into_use_by_removing_its_mark() {
    let desk = Desk::new();
    desk.write("bilder/utrecht.jpg", fs::read(project("samples/bilder/kanal.jpg")).unwrap());
    let lines = filled();
    let blocks = blocks(&lines);
    assert_eq!(blocks.len(), 10, "{blocks:?}");
    let mut tried = vec![Vec::new(), blocks.concat()];
    for block in &blocks {
        tried.push(block.clone());
        // Of a list's entry all may be left out but its first line.
        for optional in block.iter().skip(2) {
            let is_required = lines[*optional].contains("alt:");
            let rest = block.iter().filter(|index| *index != optional).copied();
            if !is_required && block.len() > 2 {
                tried.push(rest.collect());
            }
        }
    }
    for indices in tried {
        let report = used(&lines, &indices);
        desk.write("a.yaml", &report);
        let ended = desk.run(&["check", "a.yaml", "--message-format", "short"]);
        assert_eq!(ended.status, Some(0), "{}\n{report}", ended.stderr);
    }
}

#[test]
fn a_new_report_has_its_schema_beside_it() {
    let desk = Desk::new();
    assert_snapshot!(desk.run(&["new", "nya/min rapport.yaml"]).told());
    let committed = fs::read(project("docs/report.schema.json")).unwrap();
    let first = String::from_utf8(desk.read("nya/min rapport.yaml")).unwrap();
    let named = first.lines().next().unwrap().split_once("$schema=").unwrap().1;
    assert!(desk.read(&format!("nya/{named}")) == committed);
    // A second report finds it there, and says nothing.
    let ended = desk.run(&["new", "nya/b.yaml", "--quiet"]);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""));
    assert!(desk.run(&["new", "-"]).stdout == desk.read("nya/b.yaml"));
    assert_eq!(desk.names(""), ["nya/b.yaml", "nya/min rapport.yaml", "nya/report.schema.json"]);
}

#[test]
fn a_schema_of_somebodys_own_is_left_alone() {
    let desk = Desk::new();
    desk.write("report.schema.json", "{}");
    for arguments in [&["new", "a.yaml"][..], &["new", "a.yaml", "--force"]] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(0));
        assert!(ended.stderr.contains("report.schema.json: left as it is"), "{}", ended.stderr);
        assert_eq!(desk.read("report.schema.json"), b"{}");
    }
    // One that leads nowhere is somebody's as well.
    #[cfg(unix)]
    {
        desk.write("b/c", "");
        std::os::unix::fs::symlink("nowhere.json", desk.path("b/report.schema.json")).unwrap();
        assert_eq!(desk.run(&["new", "b/a.yaml"]).status, Some(0));
        assert_eq!(desk.names("b"), ["a.yaml", "c"]);
    }
}

#[test]
fn the_one_document_is_named() {
    let desk = Desk::with(&["a.yaml", "in/b.yaml"]);
    for (arguments, said) in [
        (&["render", "a.yaml"][..], "rendered a.pdf\n"),
        (&["render", "in", "-o", "out"], "rendered out/b.pdf\n"),
        (&["render", "a.yaml", "--lang", "sv"], "skapade a.pdf\n"),
        (&["render", "a.yaml", "--to", "pdf,html"], "rendered a.html and a.pdf\n"),
        (&["render", "in", "-o", "out"], "rendered 0, unchanged 1, failed 0\n"),
    ] {
        assert_eq!(desk.run(arguments).stderr, said, "{arguments:?}");
    }
    desk.write("a.yaml", sound("a") + "next_steps: {redirect: true}\n");
    assert!(desk.run(&["render", "a.yaml"]).stderr.ends_with("rendered a.pdf, warnings 1\n"));
}

#[test]
fn the_rate_was_of_documents_and_the_count_of_reports() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    let arguments = ["render", "in", "-o", "out", "--to", "pdf,docx,html"];
    let ended = desk.command(&arguments).output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.starts_with("rendered 2, ") && told.ends_with(" reports/s)\n"), "{told}");
}

#[test]
fn new_wrote_reports_under_names_that_no_report_has() {
    let desk = Desk::new();
    for name in ["nacka-report.toml", "a.pdf", "b.yaml.txt", "c.json", "d.YAML2", "e.2015"] {
        let ended = desk.run(&["new", name]);
        assert_eq!(ended.status, Some(2), "{name}");
        assert!(
            ended.stderr.contains("ends in .yaml or .yml\nhelp: name it `"),
            "{}",
            ended.stderr
        );
    }
    assert!(desk.names("").is_empty());
    for (name, written) in [("f", "f.yaml"), ("in/G.YML", "in/G.YML"), ("h i", "h i.yaml")] {
        assert_eq!(desk.run(&["new", name]).status, Some(0));
        assert!(desk.path(written).exists(), "{written}");
    }
}

#[cfg(unix)]
#[test]
fn what_new_advises_was_no_command_that_a_shell_understands() {
    let desk = Desk::new();
    for name in ["-x.yaml", "it's $x.yaml", "a b.yaml", "~ek.yaml", "a;b.yaml", "ål.yaml"] {
        let told = desk.run(&["new", "--", name]).stderr;
        let command = told.split('`').nth(1).unwrap();
        let line = command.replacen("nacka-report", env!("CARGO_BIN_EXE_nacka-report"), 1);
        let mut shell = std::process::Command::new("sh");
        let ended = shell.args(["-c", &line]).current_dir(desk.path("")).output().unwrap();
        // The report is found; it is not filled in yet.
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(told.contains("checked 1"), "{command}: {told}");
    }
}

#[test]
fn what_windows_hands_over_is_understood() {
    let desk = Desk::with(&["a.yaml", "b.yaml", "in/c.yaml", "in/d.yml"]);
    let ended = desk.run(&["check", "*.yaml", "in/?.y*ml"]);
    assert!(ended.stderr.starts_with("checked 4, failed 0"), "{}", ended.stderr);
    assert_eq!(desk.run(&["render", "in/*.yml"]).stderr, "rendered in/d.pdf\n");
    assert_eq!(desk.run(&["check", "*.yml"]).stderr, "error: *.yml: no such file or directory\n");
    for (arguments, hint) in [
        (
            &["a.yaml"][..],
            "help: did you mean `nacka-report check a.yaml` or `nacka-report render a.yaml`?",
        ),
        (&["/?"], "help: did you mean `nacka-report --help`?"),
        (&["render", "a"], "help: did you mean `a.yaml`?"),
        (&["check", "in/d", "--lang", "sv"], "tips: menade du `in/d.yml`?"),
        (&["a.yaml", "--lang", "sv"], "tips: menade du `nacka-report check a.yaml` eller"),
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.status, Some(2));
        assert!(ended.stderr.contains(hint), "{arguments:?}: {}", ended.stderr);
    }
}

#[test]
fn every_line_of_the_starter_s_contact_is_known_as_the_starter_s() {
    let desk = Desk::new();
    let lines = filled();
    let block: Vec<usize> = (0..lines.len())
        .skip_while(|index| !lines[*index].starts_with("#contacts"))
        .take_while(|index| lines[*index].starts_with('#'))
        .collect();
    desk.write("a.yaml", used(&lines, &block));
    let told = desk.run(&["check", "a.yaml", "--message-format", "short"]).stderr;
    assert_eq!(told.matches("starter-text").count(), block.len() - 1, "{told}");
}

#[test]
fn an_output_that_is_named_like_a_document_is_that_document() {
    let desk = Desk::with(&["a.yaml", "in/b.yaml"]);
    desk.run(&["render", "a.yaml", "--to", "pdf,docx,html"]);
    for ending in ["pdf", "docx", "html"] {
        let name = format!("till/nämnden/utskick 1.{ending}");
        let ended = desk.run(&["render", "a.yaml", "-o", &name]);
        assert_eq!(ended.stderr, format!("rendered {name}\n"));
        assert!(desk.read(&name) == desk.read(&format!("a.{ending}")));
        // The same document again is nobody's work.
        assert_eq!(desk.run(&["render", "a.yaml", "-o", &name]).status, Some(0));
    }
    assert_eq!(desk.run(&["render", "a.yaml", "-o", "B.PDF"]).status, Some(0));
    assert!(desk.read("B.PDF") == desk.read("a.pdf"));
    let given = desk.run_with_input(&["render", "-", "-o", "c.pdf"], &desk.read("a.yaml"));
    assert_eq!(given.stderr, "rendered c.pdf\n");
    assert!(desk.read("c.pdf") == desk.read("a.pdf"));
    // No manifest, and nothing is made for a dry run.
    let ended = desk.run(&["render", "a.yaml", "-o", "ny/d.pdf", "--dry-run"]);
    assert_eq!(ended.stdout(), "ny/d.pdf: new\n");
    assert!(!desk.path("ny").exists());
    assert!(!desk.names("").iter().any(|name| name.contains("manifest")));
    // What is a folder stays one.
    fs::create_dir(desk.path("mapp.pdf")).unwrap();
    assert_eq!(desk.run(&["render", "in", "-o", "mapp.pdf"]).status, Some(0));
    assert_eq!(desk.names("mapp.pdf"), ["b.pdf", "nacka-report.manifest.json"]);
    // A folder that is to be made may have a dot in its name.
    assert_eq!(desk.run(&["render", "in", "-o", "arkiv.2015"]).status, Some(0));
    assert!(desk.path("arkiv.2015/b.pdf").exists());
}

#[test]
fn a_document_that_somebody_wrote_is_not_overwritten() {
    let desk = Desk::with(&["a.yaml"]);
    desk.write("egen.pdf", "%PDF-1.7\nxref % own\nstartxref\n9\n%%EOF\n");
    for input in [&["render", "a.yaml", "-o", "egen.pdf"][..], &["render", "-", "-o", "egen.pdf"]] {
        let ended = desk.run_with_input(input, &desk.read("a.yaml"));
        assert_eq!(ended.status, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("changed-document"), "{}", ended.stderr);
        assert!(desk.read("egen.pdf").ends_with(b"own\nstartxref\n9\n%%EOF\n"));
    }
}

#[test]
fn what_cannot_be_one_document_is_told() {
    let desk = Desk::with(&["a.yaml", "b.yaml", "in/c.yaml"]);
    let mut told = Vec::new();
    for arguments in [
        &["a.yaml", "b.yaml", "-o", "x.pdf"][..],
        &["in", "-o", "x.pdf"],
        &["a.yaml", "-o", "x.pdf", "--to", "docx"],
        &["a.yaml", "-o", "x.pdf", "--to", "pdf,docx"],
        &["a.yaml", "-o", "x.odt"],
        &["a.yaml", "-o", "X.DOC"],
        &["a.yaml", "-o", "b.yaml"],
        &["a.yaml", "-o", "x.pdf", "--prune"],
        &["a.yaml", "-o", "b.yaml/x.pdf"],
    ] {
        let arguments = [&["render"], arguments].concat();
        let ended = desk.run(&arguments);
        assert_ne!(ended.status, Some(0), "{arguments:?}");
        let swedish = desk.run(&[&arguments[..], &["--lang", "sv"]].concat());
        told.push(format!("$ {}\n{}{}", arguments.join(" "), ended.stderr, swedish.stderr));
    }
    assert_snapshot!(told.concat());
    assert_eq!(desk.names(""), ["a.yaml", "b.yaml", "in/c.yaml"]);
}

#[test]
fn every_help_has_examples_and_they_run() {
    let desk = Desk::with(&["rapporter/a.yaml", "rapporter/b.yaml"]);
    let commands = [
        "",
        "new",
        "check",
        "render",
        "verify",
        "merge",
        "schema",
        "explain",
        "completions",
        "man",
    ];
    for command in commands {
        let mut examples = Vec::new();
        for language in ["en", "sv"] {
            let command = [command].into_iter().filter(|name| !name.is_empty());
            let asked: Vec<&str> = command.chain(["--help", "--lang", language]).collect();
            let help = desk.run(&asked).stdout();
            let (_, shown) = help
                .split_once(if language == "en" { "Examples:\n" } else { "Exempel:\n" })
                .unwrap();
            let lines = shown.lines().filter_map(|line| line.strip_prefix("  nacka-report "));
            examples.push(lines.map(str::to_owned).collect::<Vec<_>>());
        }
        assert_eq!(examples[0], examples[1]);
        assert!(!examples[0].is_empty(), "{command}");
        for example in &examples[0] {
            if example.starts_with("new") {
                let _ = fs::remove_file(desk.path("rapport.yaml"));
            } else {
                desk.write("rapport.yaml", sound("ett"));
            }
            let line = format!("{} {example}", env!("CARGO_BIN_EXE_nacka-report"));
            let ended = std::process::Command::new("sh")
                .args(["-c", &line])
                .current_dir(desk.path(""))
                .output();
            let ended = ended.unwrap();
            assert!(
                ended.status.success(),
                "{example}: {}",
                String::from_utf8_lossy(&ended.stderr)
            );
        }
    }
}
