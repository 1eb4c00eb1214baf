//! What continuous integration reads: JUnit results, and the lines of the message format `json`.

use insta::assert_snapshot;
use serde_json::Value;

use crate::formats::sarif_schema;
use crate::program::{Desk, sound};

/// A text with dots for what the clock says.
fn timeless(xml: &str) -> String {
    let mut text = String::new();
    for (index, part) in xml.split("time=\"").enumerate() {
        if index > 0 {
            let (time, rest) = part.split_once('"').unwrap();
            assert!(
                time.parse::<f64>().unwrap() >= 0.0 && time.rsplit_once('.').unwrap().1.len() == 3
            );
            text += "time=\"…\"";
            text += rest;
        } else {
            text += part;
        }
    }
    text
}

fn desk() -> Desk {
    let desk = Desk::with(&["in/a.yaml", "in/<å>.yaml"]);
    desk.write("in/fel.yaml", "titel: <Möte>\npurpose: []\n");
    desk.write("in/varning.yaml", sound("v") + "next_steps: {redirect: true}\n");
    desk
}

#[test]
fn results_have_times_kinds_hints_and_documents() {
    let desk = desk();
    desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx", "--report", "junit.xml"]);
    let rendered = timeless(&String::from_utf8(desk.read("junit.xml")).unwrap());
    assert_snapshot!(rendered);
    // Of what was not due there is no document.
    desk.run(&["render", "in", "-o", "out", "--to", "pdf,docx", "--report", "junit.xml"]);
    assert!(!String::from_utf8(desk.read("junit.xml")).unwrap().contains("ATTACHMENT"));
}

#[test]
fn check_writes_results_as_well() {
    let desk = desk();
    let arguments = ["check", "in", "--report", "r/junit.xml", "--deny-warnings", "--lang", "sv"];
    assert_eq!(desk.run(&arguments).status, Some(1));
    assert_snapshot!(timeless(&String::from_utf8(desk.read("r/junit.xml")).unwrap()));
    let ended =
        desk.run_with_input(&["check", "-", "--report", "one.xml"], &desk.read("in/a.yaml"));
    assert_eq!(ended.status, Some(0));
    let xml = String::from_utf8(desk.read("one.xml")).unwrap();
    assert!(xml.contains("tests=\"1\" failures=\"0\"") && xml.contains("&lt;stdin&gt;"), "{xml}");
}

/// The lines of a run, each valid by the schema.
fn lines(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let schema: Value = serde_json::from_slice(&desk.run(&["schema", "messages"]).stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let arguments = [arguments, &["--message-format", "json"]].concat();
    let stdout = desk.run(&arguments).stdout();
    let lines: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        let errors: Vec<_> = schema.iter_errors(line).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
    }
    lines
}

#[test]
fn json_tells_every_document_that_was_rendered() {
    let desk = desk();
    let run = ["render", "in", "-o", "out", "--to", "pdf,html"];
    let due = lines(&desk, &[&run[..], &["--dry-run"]].concat());
    let of_type = |lines: &[Value], kind: &str| lines.iter().filter(|l| l["type"] == kind).count();
    assert_eq!(of_type(&due, "due"), 6);
    let rendered = lines(&desk, &run);
    assert_eq!(of_type(&rendered, "document"), 6);
    let diagnostics: Vec<_> = rendered.iter().filter(|line| line.get("type").is_none()).collect();
    assert!(diagnostics.len() > 3 && diagnostics.iter().all(|line| line["code"].is_string()));
    let first = rendered.iter().find(|line| line["report"] == "in/a.yaml").unwrap();
    assert_eq!((&first["file"], &first["report"]), (&"out/a.html".into(), &"in/a.yaml".into()));
    for line in rendered.iter().filter(|line| line["type"] == "document") {
        let bytes = desk.read(line["file"].as_str().unwrap());
        assert_eq!(line["size"], bytes.len());
        assert_eq!(line["pages"].is_u64(), line["format"] == "pdf", "{line}");
    }
    // What has not changed is not told; what has is, with the reason.
    assert_eq!(of_type(&lines(&desk, &run), "document"), 0);
    desk.write("in/a.yaml", sound("ny"));
    let due = lines(&desk, &[&run[..], &["--dry-run"]].concat());
    let reasons: Vec<_> = due.iter().filter(|l| l["type"] == "due").map(|l| &l["reason"]).collect();
    assert_eq!(reasons, ["report-changed", "report-changed"]);
    assert_eq!(lines(&desk, &["render", "in/a.yaml", "-o", "x.pdf"])[0]["file"], "x.pdf");
}

#[test]
fn nothing_stands_between_the_lines_that_programs_read() {
    let desk = desk();
    for format in ["sarif", "gitlab"] {
        let arguments = ["render", "in", "-o", "out", "--dry-run", "--message-format", format];
        serde_json::from_slice::<Value>(&desk.run(&arguments).stdout).unwrap();
    }
}

#[test]
fn the_schema_of_the_configuration_knows_its_keys_and_values() {
    let desk = desk();
    let schema: Value = serde_json::from_slice(&desk.run(&["schema", "config"]).stdout).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let told = |text: &str| {
        desk.write("nacka-report.toml", text);
        desk.run(&["check", "in"]).stderr
    };
    let known = told("x = 1\n");
    let known = known.split("known keys are ").nth(1).unwrap().lines().next().unwrap();
    let mut known: Vec<&str> = known.split(", ").map(|key| key.trim_matches('`')).collect();
    known.sort_unstable();
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, known);
    for (key, names) in [("to", "format"), ("pdf-standard", "standard")] {
        let names: Vec<&str> = schema["$defs"][names]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_str().unwrap())
            .collect();
        let told = told(&format!("{key} = [\"x\"]\n"));
        assert!(told.contains(&format!("a list of these: {}", names.join(", "))), "{told}");
    }
}

const FORMATS_OF_ONE_DOCUMENT: [&str; 2] = ["sarif", "gitlab"];

/// What ends with 2, whatever the reason: nothing found, nothing there, a slip of the pen.
const UNABLE: [&[&str]; 5] = [
    &["check", "tom"],
    &["check", "inget.yaml"],
    &["check", "a.yaml", "--letterhead", "borta.yaml"],
    &["check", "a.yaml", "--letterheda", "b.yaml"],
    &["render", "tom", "--output", "ut"],
];

fn unable() -> Desk {
    let desk = Desk::with(&["a.yaml"]);
    desk.write("tom/inget.txt", "");
    desk
}

/// They were of 0 bytes, which is no JSON.
#[test]
fn a_run_that_ends_with_2_leaves_a_whole_document() {
    let desk = unable();
    for (arguments, language) in UNABLE.iter().flat_map(|run| [(run, "en"), (run, "sv")]) {
        for format in FORMATS_OF_ONE_DOCUMENT {
            let asked = [arguments, &["--lang", language, "--message-format", format][..]].concat();
            let ended = desk.run(&asked);
            assert_eq!(ended.status, Some(2), "{asked:?}");
            let document: Value = serde_json::from_slice(&ended.stdout).unwrap();
            let results =
                if format == "sarif" { &document["runs"][0]["results"] } else { &document };
            assert_eq!(results.as_array().map(Vec::len), Some(0), "{asked:?}");
            assert!(format != "sarif" || sarif_schema().is_valid(&document), "{asked:?}");
            assert!(!ended.stderr.is_empty(), "{asked:?}");
        }
    }
    // Why it could not go on stands in a document that has a place for that.
    let ended = desk.run(&["check", "inget.yaml", "--message-format", "sarif"]);
    let document: Value = serde_json::from_slice(&ended.stdout).unwrap();
    let invocation = &document["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert!(told.as_str().unwrap().starts_with("inget.yaml: "), "{told}");
}

#[test]
fn github_is_told_of_errors_that_have_no_place() {
    let desk = unable();
    for (arguments, language) in UNABLE.iter().flat_map(|run| [(run, "en"), (run, "sv")]) {
        let asked = [arguments, &["--lang", language, "--message-format=github"][..]].concat();
        let ended = desk.run(&asked);
        assert_eq!(ended.status, Some(2), "{asked:?}");
        let is_summary = |line: &&str| {
            line.starts_with("checked 0")
                || line.starts_with("granskade 0")
                || line.starts_with("rendered 0")
                || line.starts_with("skapade 0")
        };
        let lines: Vec<&str> = ended.stderr.lines().filter(|line| !is_summary(line)).collect();
        assert!(
            !lines.is_empty() && lines.iter().all(|line| line.starts_with("::error")),
            "{asked:?}: {lines:?}"
        );
    }
}

/// As GitHub and GitLab know them, whatever the reports were found from.
#[test]
fn places_are_those_of_the_repository() {
    let desk = Desk::new();
    desk.write("in/fel.yaml", sound("fel") + "titel: Möte\n");
    for paths in [".", "./in", "././in/fel.yaml", "in"] {
        let run = |format| desk.run(&["check", paths, "--message-format", format]);
        assert!(run("github").stderr.contains("file=in/fel.yaml,"), "{paths}");
        let sarif: Value = serde_json::from_slice(&run("sarif").stdout).unwrap();
        let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "in/fel.yaml", "{paths}");
        let gitlab: Value = serde_json::from_slice(&run("gitlab").stdout).unwrap();
        assert_eq!(gitlab[0]["location"]["path"], "in/fel.yaml", "{paths}");
    }
}

#[test]
fn sarif_explains_its_rules_in_its_language() {
    let desk = Desk::new();
    desk.write("fel.yaml", sound("fel") + "titel: Möte\n");
    for (language, page) in [("en", "/docs/diagnostics.md"), ("sv", "/docs/sv/diagnostics.md")] {
        let ended = desk.run(&["check", ".", "--message-format", "sarif", "--lang", language]);
        let document: Value = serde_json::from_slice(&ended.stdout).unwrap();
        let run = &document["runs"][0];
        assert_eq!(run["language"], language);
        for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
            let (code, address) = (rule["id"].as_str().unwrap(), rule["helpUri"].as_str().unwrap());
            assert!(address.ends_with(&format!("{page}#{code}")), "{address}");
            let explained = desk.run(&["explain", code, "--lang", language]).stdout();
            assert_eq!(rule["help"]["text"].as_str().unwrap(), explained.trim_end());
        }
    }
}
