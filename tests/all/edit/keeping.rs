//! What is saved, what waits to be saved, and that all else in the file stays.

use super::*;

#[test]
fn a_report_is_changed_and_saved_and_the_rest_stays() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    assert_eq!(open["values"]["title"], "Besök");
    assert_eq!(open["problems"], json!([]));
    assert_eq!(open["pages"][0]["drawing"]["page"]["name"], "svg");
    let answer = server.enter("a.yaml", &open, |values| values["title"] = json!("Resa"));
    let now = answer.json();
    assert_eq!(now["saved"], false);
    assert_eq!(desk.read("r/a.yaml"), REPORT.as_bytes());
    let save = server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    assert_eq!(save.status, 200);
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("Besök", "Resa").as_bytes());
    assert_eq!(server.open("a.yaml")["saved"], true);
}

#[test]
fn what_is_not_saved_survives_the_server() {
    let desk = desk();
    let mut server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!("Kvar")).json();
    let secret = server.secret.clone();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let server = Running::start(&desk, "r");
    assert_eq!(server.secret, secret);
    let again = server.open("a.yaml");
    assert_eq!((&again["values"]["title"], &again["saved"]), (&json!("Kvar"), &json!(false)));
    // The tab goes on as if nothing had happened.
    let body = json!({"revision": now["revision"], "values": again["values"]});
    assert_eq!(server.post("/api/change?file=a.yaml", &body).status, 200);
    let thrown = server.post("/api/discard?file=a.yaml", &json!({})).json();
    assert_eq!((&thrown["values"]["title"], &thrown["saved"]), (&json!("Besök"), &json!(true)));
    assert_eq!(desk.read("r/a.yaml"), REPORT.as_bytes());
    let kept = fs::read_dir(desk.path("state/nacka-report/edit")).unwrap().next().unwrap();
    let names = fs::read_dir(kept.unwrap().path()).unwrap();
    let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with("draft")), "{names:?}");
    assert_eq!(names.len(), ["lock", "open.html", "secret", "serving.json"].len(), "{names:?}");
}

#[test]
fn a_file_from_windows_keeps_its_line_ends_in_the_view_of_its_yaml() {
    let desk = desk();
    desk.write("r/a.yaml", REPORT.replace('\n', "\r\n"));
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    // A browser's line ends.
    let yaml = REPORT.replace("Besök", "Resa");
    let body = json!({"revision": open["revision"], "yaml": yaml});
    let now = server.post("/api/change?file=a.yaml", &body).json();
    server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    assert_eq!(desk.read("r/a.yaml"), yaml.replace('\n', "\r\n").as_bytes());
}

/// Enters another title and saves, and gives what is on the disk then.
fn saved(server: &Running, desk: &Desk, title: &str) -> Vec<u8> {
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!(title)).json();
    let save = server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    assert_eq!(save.status, 200, "{}", save.json());
    // What is on the disk is what is here: nobody is told of a change.
    let again = server.open("a.yaml");
    assert_eq!((&again["saved"], &again["revision"]), (&json!(true), &now["revision"]));
    desk.read("r/a.yaml")
}

/// A text as a file stores it.
type Stored = Box<dyn Fn(&str) -> Vec<u8>>;

#[test]
fn a_byte_order_mark_and_the_files_own_line_ends_stay_when_it_is_saved() {
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| {
        move |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let stored: [(&str, Stored); 8] = [
        ("a mark", Box::new(|text| format!("\u{feff}{text}").into_bytes())),
        ("bare CR", Box::new(|text| text.replace('\n', "\r").into_bytes())),
        ("CRLF and a mark", Box::new(move |text| format!("\u{feff}{}", crlf(text)).into_bytes())),
        ("the first half CRLF", Box::new(|text| text.replacen('\n', "\r\n", 4).into_bytes())),
        ("a bare CR in between", Box::new(|text| text.replace("kort\n", "kort\r").into_bytes())),
        // Blanks that the program takes for plain ones, and a mark within.
        ("odd blanks", Box::new(|text| text.replace(": Bra", ":\u{a0}Bra\u{feff}").into_bytes())),
        ("UTF-16, little end first", Box::new(utf16(u16::to_le_bytes))),
        ("UTF-16, big end first", Box::new(utf16(u16::to_be_bytes))),
    ];
    for (name, stored) in stored {
        let desk = desk();
        desk.write("r/a.yaml", stored(REPORT));
        let server = Running::start(&desk, "r");
        for title in ["Resa", "Åter igen"] {
            let expected = stored(&REPORT.replace("Besök", title));
            assert!(saved(&server, &desk, title) == expected, "{name}");
        }
        let rendered = desk.run(&["render", "r/a.yaml", "--to", "pdf", "-o", "out"]);
        assert_eq!(rendered.status, Some(0), "{name}: {}", rendered.stderr);
        let document = server.get("/document?file=a.yaml&format=pdf").body;
        assert!(document == desk.read("out/a.pdf"), "{name}");
    }
}

#[test]
fn lines_that_are_added_end_as_those_above_them() {
    let desk = desk();
    desk.write("r/a.yaml", REPORT.replace('\n', "\r"));
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| {
        v["summary"] = json!({"blocks": [
            {"kind": "paragraph", "pieces": [{"text": "Ett"}]},
            {"kind": "paragraph", "pieces": [{"text": "Två"}]},
        ]});
    });
    let revision = &now.json()["revision"];
    server.post("/api/save?file=a.yaml", &json!({"revision": revision}));
    let text = String::from_utf8(desk.read("r/a.yaml")).unwrap();
    assert!(!text.contains('\n') && text.contains("\rsummary: |\r  Ett\r\r  Två\r"), "{text:?}");
}

#[test]
fn mixed_line_ends_stay_in_the_view_of_the_yaml() {
    let desk = desk();
    let mixed = REPORT.replacen('\n', "\r\n", 3);
    desk.write("r/a.yaml", &mixed);
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let yaml = REPORT.replace("Bra", "Bättre");
    let body = json!({"revision": open["revision"], "yaml": yaml});
    let now = server.post("/api/change?file=a.yaml", &body).json();
    server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    assert_eq!(desk.read("r/a.yaml"), mixed.replace("Bra", "Bättre").as_bytes());
}

#[test]
fn a_file_in_an_old_encoding_is_told_and_not_written_over() {
    let desk = desk();
    let latin: Vec<u8> = REPORT.chars().map(|c| c as u8).collect();
    desk.write("r/a.yaml", &latin);
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    assert_eq!((&open["unreadable"], &open["values"]), (&json!(true), &Json::Null));
    assert_eq!(open["problems"][0]["code"], "not-utf8");
    for change in [json!({"yaml": "title: Ny\n"}), json!({"values": {"title": "Ny"}})] {
        let mut body = change;
        body["revision"] = open["revision"].clone();
        assert_eq!(server.post("/api/change?file=a.yaml", &body).status, 422);
    }
    let save = server.post("/api/save?file=a.yaml", &json!({"revision": open["revision"]}));
    assert_eq!(save.status, 422);
    assert_eq!(desk.read("r/a.yaml"), latin);
}

/// A value in brackets that repeats a block cannot be told apart from it there.
const TIED: &str = "\
title: Besök
signature: &slut
  date: 2014-03-20
  name: Anna Lind
  contact: Kultur
purpose: [Lära]
evaluation:
  - activity: Möte
    assessment: Bra
eget: [*slut]
";

/// What is told of fields that cannot be written.
fn told(answer: &Json) -> Vec<(&str, &str)> {
    let problems = answer["problems"].as_array().unwrap().iter();
    let told = problems.filter(|problem| problem["code"] == "not-writable");
    told.map(|told| (told["path"].as_str().unwrap(), told["severity"].as_str().unwrap())).collect()
}

#[test]
fn one_value_that_cannot_be_written_does_not_hold_back_the_others() {
    let desk = desk();
    desk.write("r/a.yaml", TIED);
    let mut server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let answer = server.enter("a.yaml", &open, |v| {
        v["title"] = json!("Resa");
        v["signature"]["name"] = json!("Bo Ek");
        v["purpose"][0] = json!({"blocks": [{"kind": "paragraph", "pieces": [{"text": "Se"}]}]});
        v["signature"]["contact"] = json!("Fritid");
    });
    assert_eq!(answer.status, 200);
    let now = answer.json();
    let tied = [("signature.name", "error"), ("signature.contact", "error")];
    assert_eq!(told(&now), tied);
    let first = &now["problems"][0];
    assert!(first["message"].as_str().unwrap().contains("Namn och kontakt\""), "{first}");
    assert!(first["hints"][0].as_str().unwrap().contains("\"Show as YAML\""), "{first}");
    let written = TIED.replace("Besök", "Resa").replace("Lära", "Se");
    assert_eq!((&now["yaml"], &now["saved"]), (&json!(written), &json!(false)));
    // Nothing is called saved or made into a document, and nothing that was entered is lost.
    let save = |server: &Running, revision: &Json| {
        server.post("/api/save?file=a.yaml", &json!({"revision": revision}))
    };
    let refused = save(&server, &now["revision"]);
    assert_eq!((refused.status, &refused.json()["kind"]), (422, &json!("not-writable")));
    assert_eq!(told(&refused.json()), tied);
    assert_eq!(server.get("/document?file=a.yaml&format=pdf").status, 422);
    assert_eq!(desk.read("r/a.yaml"), TIED.as_bytes());
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let server = Running::start(&desk, "r");
    let again = server.open("a.yaml");
    assert_eq!((told(&again), &again["entered"]), (tied.to_vec(), &json!(true)));
    assert_eq!(again["values"]["signature"]["name"], "Bo Ek");
    assert_eq!(again["values"]["title"], "Resa");
    // Put back, all else is saved.
    let now = server.enter("a.yaml", &again, |v| {
        v["signature"]["name"] = json!("Anna Lind");
        v["signature"]["contact"] = json!("Kultur");
    });
    let now = now.json();
    assert_eq!(told(&now), []);
    assert_eq!(save(&server, &now["revision"]).status, 200);
    assert_eq!(desk.read("r/a.yaml"), written.as_bytes());
}

#[test]
fn what_could_not_be_written_is_once_the_yaml_is_mended() {
    let desk = desk();
    desk.write("r/a.yaml", TIED);
    let mut command = desk.command(&["edit", "r", "--no-open", "--port", "0"]);
    command.args(["--lang", "sv"]);
    let server = Running::spawn(command, &desk);
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| {
        v["signature"]["name"] = json!("Bo Ek");
        v["signature"]["contact"] = json!("Fritid");
    });
    // Whatever else is written in the file, what was entered stays in its field.
    let mut yaml = now.json()["yaml"].as_str().unwrap().replace("title: Besök", "title: Resa");
    let write = |revision: &Json, yaml: &str| {
        let body = json!({"revision": revision, "yaml": yaml});
        server.post("/api/change?file=a.yaml", &body).json()
    };
    let now = write(&now.json()["revision"], &yaml);
    assert_eq!(told(&now).len(), 2);
    let first = &now["problems"][0];
    assert!(first["hints"][0].as_str().unwrap().contains("”Visa som YAML”"), "{first}");
    assert_eq!(now["values"]["signature"]["name"], "Bo Ek");
    // Where the file itself is given another value, that is what holds.
    yaml = yaml.replace("Kultur", "Skola").replace("[*slut]", "1");
    let now = write(&now["revision"], &yaml);
    assert_eq!(told(&now), []);
    assert_eq!(now["yaml"], json!(yaml.replace("Anna Lind", "Bo Ek")));
}

#[test]
fn a_text_that_is_too_long_does_not_hold_back_the_others() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| {
        v["title"] = json!("Resa");
        v["signature"]["contact"] = json!("a".repeat(2 << 20));
    });
    let now = now.json();
    let first = &now["problems"][0];
    assert_eq!(
        (&first["path"], &first["code"]),
        (&json!("signature.contact"), &json!("not-writable"))
    );
    assert_eq!(now["yaml"], json!(REPORT.replace("Besök", "Resa")));
}

#[test]
fn a_draft_that_could_not_be_kept_held_back_the_saving() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    assert_eq!(open["unkept"], Json::Null);
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!("Ett")).json();
    assert_eq!(now["unkept"], Json::Null);
    // Nobody can write the draft any more.
    let kept = fs::read_dir(desk.path("state/nacka-report/edit")).unwrap().next().unwrap();
    let files = fs::read_dir(kept.unwrap().path()).unwrap().map(|entry| entry.unwrap().path());
    let mut drafts = files.filter(|path| path.to_string_lossy().contains("draft-"));
    let draft = drafts.next().unwrap();
    fs::remove_file(&draft).unwrap();
    fs::create_dir(&draft).unwrap();
    let from = json!({"revision": now["revision"], "values": open["values"]});
    let now = server.enter("a.yaml", &from, |v| v["title"] = json!("Två"));
    assert_eq!(now.status, 200);
    let told = now.json()["unkept"].as_str().unwrap().to_owned();
    assert!(told.contains("nacka-report/edit"), "{told}");
    // It is here as long as the program runs, and the report's own folder has room.
    let again = server.open("a.yaml");
    assert_eq!((&again["values"]["title"], &again["saved"]), (&json!("Två"), &json!(false)));
    assert_eq!(again["unkept"], *told);
    let save = server.post("/api/save?file=a.yaml", &json!({"revision": again["revision"]}));
    assert_eq!(save.status, 200);
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("Besök", "Två").as_bytes());
}

#[test]
fn a_file_that_is_write_protected_was_written_over() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!("Resa")).json();
    let protect = |is_protected: bool| {
        let mut permissions = fs::metadata(desk.path("r/a.yaml")).unwrap().permissions();
        permissions.set_readonly(is_protected);
        fs::set_permissions(desk.path("r/a.yaml"), permissions).unwrap();
    };
    protect(true);
    let save = || server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    let refused = save();
    assert_eq!(refused.status, 422);
    assert!(refused.json()["message"].as_str().unwrap().starts_with("The file is write-protected"));
    assert_eq!(desk.read("r/a.yaml"), REPORT.as_bytes());
    protect(false);
    assert_eq!(save().status, 200);
}
