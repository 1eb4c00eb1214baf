//! A report's life in `nacka-report edit`: opened, filled in, made into documents, listed.

use super::*;
use crate::program::Ended;
#[cfg(unix)]
use crate::program::send;
use crate::support::PATIENCE;

#[test]
fn only_pages_that_have_changed_are_sent() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let have: Vec<&str> =
        open["pages"].as_array().unwrap().iter().map(|p| p["digest"].as_str().unwrap()).collect();
    let mut values = open["values"].clone();
    values["signature"]["name"] = json!("Bo Ek");
    let body = json!({"revision": open["revision"], "values": values, "have": have});
    let now = server.post("/api/change?file=a.yaml", &body).json();
    assert!(now["pages"][0].get("drawing").is_none() && now["pages"][1].get("drawing").is_some());
}

#[test]
fn problems_stand_at_their_fields_and_the_report_stays_open() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |values| {
        values["title"] = json!("");
        values["signature"]["date"] = json!("2014-02-30");
    });
    let now = now.json();
    assert_eq!(now["pages"], Json::Null);
    let paths: Vec<&str> =
        now["problems"].as_array().unwrap().iter().map(|p| p["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["title", "signature.date"]);
}

#[test]
fn the_form_is_the_way_back_from_yaml_that_is_mended() {
    let desk = desk();
    desk.write("r/b.yaml", "title: [\nowner: x\n");
    let server = Running::start(&desk, "r");
    let open = server.open("b.yaml");
    assert_eq!(open["values"], Json::Null);
    assert!(open["problems"][0]["line"].as_u64().unwrap() >= 1);
    let body = json!({"revision": open["revision"], "yaml": format!("{REPORT}owner: x\n")});
    let now = server.post("/api/change?file=b.yaml", &body).json();
    assert_eq!(now["values"]["title"], "Besök");
    assert_eq!(now["problems"][0]["code"], "unknown-key");
    // Unknown keys are kept.
    let later = server.enter("b.yaml", &now, |v| v["title"] = json!("Ny")).json();
    assert!(later["yaml"].as_str().unwrap().ends_with("owner: x\n"), "{later}");
}

#[test]
fn documents_are_the_very_bytes_that_render_writes() {
    let desk = Desk::new();
    let sample = fs::read(project("samples/euro-cities.yaml")).unwrap();
    desk.write("r/euro.yaml", &sample);
    let server = Running::start(&desk, "r");
    let rendered = desk.run(&["render", "r/euro.yaml", "--to", "pdf,docx,html", "-o", "out"]);
    assert_eq!(rendered.status, Some(0), "{}", rendered.stderr);
    for format in ["pdf", "docx", "html"] {
        let answer = server.get(&format!("/document?file=euro.yaml&format={format}"));
        assert_eq!(answer.status, 200);
        assert!(answer.body == desk.read(&format!("out/euro.{format}")), "{format}");
        assert!(answer.head.contains("attachment;"), "{}", answer.head);
    }
    let beside = "/api/documents?file=euro.yaml&formats=pdf,docx";
    assert_eq!(
        server.post(beside, &json!({})).json(),
        json!({"written": ["euro.pdf", "euro.docx"]})
    );
    assert!(desk.read("r/euro.pdf") == desk.read("out/euro.pdf"));
    // What somebody has worked on is kept.
    let mut changed = desk.read("out/euro.html");
    changed.extend(b"<!-- mitt -->");
    desk.write("r/euro.html", &changed);
    let kept = server.post("/api/documents?file=euro.yaml&formats=html", &json!({}));
    assert_eq!(kept.status, 422);
    assert_eq!(desk.read("r/euro.html"), changed);
}

#[test]
fn pictures_are_judged_and_never_overwritten() {
    let desk = desk();
    let pictures = project("tests/fixtures/valid/shapes");
    let picture = fs::read(pictures.join("portrait.png")).unwrap();
    let other = fs::read(pictures.join("panorama.png")).unwrap();
    let server = Running::start(&desk, "r");
    let add = |name: &str, bytes: &[u8]| {
        server.ask("POST", &format!("/api/picture?file=a.yaml&name={name}"), bytes, &[])
    };
    let stored = add("G%C3%A5ng%20v%C3%A4g.PNG", &picture).json();
    assert_eq!(stored, json!({"file": "bilder/gang-vag.png"}));
    assert_eq!(add("gang-vag.png", &picture).json()["file"], "bilder/gang-vag.png");
    assert_eq!(add("gang-vag.png", &other).json()["file"], "bilder/gang-vag-2.png");
    assert_eq!(desk.read("r/bilder/gang-vag.png"), picture);
    let up = add("..%2F..%2Fup.png", &other).json();
    assert_eq!(up["file"], "bilder/up.png");
    let heic = add("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0heic");
    assert_eq!(heic.status, 422);
    let told = heic.json();
    // Called what its file is: the first picture of the report is another one.
    let message = told["problems"][0]["message"].as_str().unwrap();
    assert_eq!(message, "`a.heic` is of type HEIC, not PNG or JPEG");
    assert!(!told["problems"][0]["hints"].as_array().unwrap().is_empty(), "{told}");
    let shown = server.get("/api/picture?file=a.yaml&path=bilder/gang-vag.png");
    assert!(shown.body == picture && shown.head.contains("image/png"));
}

#[test]
fn a_folder_is_listed_and_reports_are_begun_and_copied() {
    let desk = desk();
    desk.write("r/b/bad.yaml", "title:\n");
    desk.write("r/other.yaml", "unrelated: true\n");
    let server = Running::start(&desk, "r");
    let list = server.get("/api/list").json()["reports"].clone();
    let files: Vec<&str> =
        list.as_array().unwrap().iter().map(|r| r["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["a.yaml", "b/bad.yaml"]);
    assert_eq!((&list[0]["name"], &list[0]["problems"]), (&json!("Anna Lind"), &json!(0)));
    assert!(list[1]["problems"].as_u64().unwrap() > 0);
    assert_eq!(server.post("/api/new", &json!({"file": "ny"})).json()["file"], "ny.yaml");
    let starter = include_str!("../../../templates/starter.yaml");
    assert_eq!(desk.read("r/ny.yaml"), starter.as_bytes());
    assert_eq!(server.post("/api/new", &json!({"file": "ny.yaml"})).status, 409);
    // What Windows or a shared folder does not take.
    for name in
        ["vad?", "a*b.yaml", "\"resa\"", "a|b", "nul", "COM1.yaml", "ny .yaml/", "mapp./a.yaml"]
    {
        assert_eq!(server.post("/api/new", &json!({"file": name})).status, 404, "{name}");
    }
    let copy = json!({"file": "copy.yaml", "from": "a.yaml"});
    assert_eq!(server.post("/api/new", &copy).status, 200);
    assert_eq!(desk.read("r/copy.yaml"), REPORT.as_bytes());
}

#[test]
fn the_draft_of_a_report_that_was_renamed_had_no_trace_in_the_list() {
    let desk = desk();
    desk.write("r/kvar.yaml", REPORT);
    let server = Running::start(&desk, "r");
    for (file, title) in [("a.yaml", "Osparat"), ("kvar.yaml", "Annat")] {
        let open = server.open(file);
        assert_eq!(server.enter(file, &open, |v| v["title"] = json!(title)).status, 200);
    }
    fs::rename(desk.path("r/a.yaml"), desk.path("r/b.yaml")).unwrap();
    let list = server.get("/api/list").json()["reports"].clone();
    let seen: Vec<_> = list.as_array().unwrap().iter().collect();
    let seen: Vec<_> =
        seen.iter().map(|r| json!([r["file"], r["title"], r["draft"], r["gone"]])).collect();
    let expected = [
        json!(["b.yaml", "Besök", false, false]),
        json!(["kvar.yaml", "Besök", true, false]),
        json!(["a.yaml", "Osparat", true, true]),
    ];
    assert_eq!(seen, expected);
    assert_eq!(server.open("a.yaml")["values"]["title"], "Osparat");
    // A new report does not take its place unseen, nor does a copy.
    for new in [json!({"file": "a"}), json!({"file": "a.yaml", "from": "b.yaml"})] {
        let refused = server.post("/api/new", &new);
        assert_eq!(refused.status, 409);
        assert!(refused.json()["message"].as_str().unwrap().contains("not saved"));
    }
    assert!(!desk.path("r/a.yaml").exists());
    // YAML that is none is listed too, until it is thrown away.
    let open = server.open("a.yaml");
    let body = json!({"revision": open["revision"], "yaml": "- [\n"});
    assert_eq!(server.post("/api/change?file=a.yaml", &body).status, 200);
    assert_eq!(server.get("/api/list").json()["reports"][2]["file"], "a.yaml");
    server.post("/api/discard?file=a.yaml", &json!({}));
    assert_eq!(server.get("/api/list").json()["reports"].as_array().unwrap().len(), 2);
    assert_eq!(server.post("/api/new", &json!({"file": "a"})).status, 200);
}

#[test]
fn a_copy_left_out_what_was_entered_and_not_saved() {
    let desk = desk();
    desk.write("r/a.yaml", format!("\u{feff}{REPORT}"));
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!("Osparat")).json();
    let copy =
        |file: &str| server.post("/api/new", &json!({"file": file, "from": "a.yaml"})).status;
    let entered = format!("\u{feff}{}", REPORT.replace("Besök", "Osparat"));
    assert_eq!(copy("b.yaml"), 200);
    assert_eq!(desk.read("r/b.yaml"), entered.as_bytes());
    assert_eq!(desk.read("r/a.yaml"), format!("\u{feff}{REPORT}").as_bytes());
    assert_eq!(server.open("a.yaml")["saved"], false);
    // Changed on the disk since it was saved: as it is there.
    server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    desk.write("r/a.yaml", REPORT.replace("Besök", "Deras"));
    assert_eq!(copy("c.yaml"), 200);
    assert_eq!(desk.read("r/c.yaml"), REPORT.replace("Besök", "Deras").as_bytes());
    assert_eq!(copy("c.yaml"), 409);
    // What is no text is copied byte for byte.
    desk.write("r/a.yaml", b"title: Bes\xf6k\n");
    assert_eq!(copy("d.yaml"), 200);
    assert_eq!(desk.read("r/d.yaml"), b"title: Bes\xf6k\n");
    let missing = server.post("/api/new", &json!({"file": "e.yaml", "from": "missing.yaml"}));
    assert_eq!(missing.status, 422);
    assert!(!desk.path("r/e.yaml").exists());
}

#[test]
fn a_report_that_is_not_there_yet_is_begun() {
    let desk = Desk::new();
    let server = Running::start(&desk, "ny.yaml");
    let open = server.open("ny.yaml");
    assert_eq!((&open["saved"], &open["values"]["title"]), (&json!(false), &json!("")));
    assert!(!desk.path("ny.yaml").exists());
    let now = server.enter("ny.yaml", &open, |v| v["title"] = json!("Ny")).json();
    server.post("/api/save?file=ny.yaml", &json!({"revision": now["revision"]}));
    assert!(String::from_utf8(desk.read("ny.yaml")).unwrap().contains("\ntitle: Ny\n"));
}

/// The form's words are Swedish, and marked as such; all that the program says is English.
#[test]
fn whoever_is_spoken_to_in_english_is_so_everywhere() {
    let desk = desk();
    let mut command = desk.command(&["edit", "r", "--no-open", "--port", "0"]);
    command.args(["--lang", "en"]);
    let server = Running::spawn(command, &desk);
    for (path, most) in [("/", 0), ("/report?file=a.yaml", 38)] {
        let page = String::from_utf8(server.get(path).body).unwrap();
        assert!(page.contains("<html lang=\"en\">"));
        // What is marked, and the names that are put together with words of the program.
        let mut rest = String::new();
        let mut marked = 0;
        for piece in page.replace("data-label=\"", "data-label=\" lang=\"sv\">").split('<') {
            let is_swedish = piece.contains("lang=\"sv\"");
            marked += usize::from(is_swedish);
            rest += if is_swedish { "" } else { piece };
        }
        assert!(marked >= most, "{marked}");
        let is_swedish = |word: &&str| word.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']);
        let swedish: Vec<&str> = rest.split_whitespace().filter(is_swedish).collect();
        assert!(swedish.is_empty(), "{path}: {swedish:?}");
        for help in page.split("class=\"help\"").skip(1) {
            assert!(help.starts_with('>') || help.starts_with(" id="), "{help:.80}");
        }
        assert_eq!(page.matches("class=\"help\"").count(), if most == 0 { 1 } else { 27 });
        // An entry is called in English what is not the form's word.
        assert_eq!(page.matches("data-entry=\"contact\"").count(), usize::from(most > 0));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_in_good_order() {
    let desk = desk();
    let mut command = desk.heeding(env!("CARGO_BIN_EXE_nacka-report"));
    command.args(["edit", "r", "--no-open", "--port", "0"]);
    let mut server = Running::spawn(command, &desk);
    send("-INT", &server.child);
    let ended = server.child.wait().unwrap();
    assert_eq!(ended.code(), Some(130));
}

#[test]
fn a_folder_has_its_own_port_from_one_start_to_the_next() {
    let desk = desk();
    let start = || Running::spawn(desk.command(&["edit", "r", "--no-open"]), &desk);
    let port = start().port;
    // Somebody else has it: the next one.
    let other = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    assert_ne!(start().port, port);
    drop(other);
    // Others on this machine may ask for it as well.
    let deadline = Instant::now() + PATIENCE;
    while start().port != port {
        assert!(Instant::now() < deadline, "it has another port by now");
    }
}

/// What a start of the program says that does not become a server.
fn told(desk: &Desk, arguments: &[&str]) -> Ended {
    let mut command = desk.command(&[&["edit", "--no-open"], arguments].concat());
    command.env("XDG_STATE_HOME", desk.path("state")).output().unwrap().into()
}

#[test]
fn two_servers_of_a_folder_overwrote_each_others_drafts() {
    let desk = desk();
    desk.write("r/å b.yaml", REPORT);
    let server = Running::start(&desk, "r");
    let address = format!("http://127.0.0.1:{}/open/{}", server.port, server.secret);
    for arguments in [&["r"][..], &["r/../r"], &["r", "--port", "0"]] {
        let ended = told(&desk, arguments);
        assert_eq!(ended.status, Some(0), "{}", ended.stderr);
        assert_eq!(ended.stderr, format!("note: the form is open already, at {address}\n"));
    }
    // One of its reports: there.
    let ended = told(&desk, &["r/å b.yaml", "--lang", "sv"]);
    let query = "file=%C3%A5+b.yaml";
    let there = format!("formuläret är redan öppet, på {address}?{query}\n");
    assert!(ended.status == Some(0) && ended.stderr.ends_with(&there), "{}", ended.stderr);
    let page = server.get(&format!("/open/{}?{query}", server.secret));
    let page = String::from_utf8(page.body).unwrap();
    assert!(page.contains(&format!("content=\"0;url=/report?{query}\"")), "{page}");
    // Not what is no report's name.
    for query in ["file=//evil.example/a", "file=../a.yaml", "next=//evil.example"] {
        let page = server.get(&format!("/open/{}?{query}", server.secret));
        let page = String::from_utf8(page.body).unwrap();
        assert!(page.contains("content=\"0;url=/\""), "{page}");
    }
    // A server that was killed is in nobody's way.
    drop(server);
    let one = Running::start(&desk, "r/a.yaml");
    let address = format!("at http://127.0.0.1:{}/open/{}\n", one.port, one.secret);
    let ended = told(&desk, &["r/a.yaml"]);
    assert!(ended.status == Some(0) && ended.stderr.ends_with(&address), "{}", ended.stderr);
    // It shows nothing else of the folder.
    for path in ["r", "r/å b.yaml"] {
        let ended = told(&desk, &[path]);
        assert_eq!(ended.status, Some(2), "{}", ended.stderr);
        let said = "error: \"a.yaml\" of this folder is open already";
        assert!(
            ended.stderr.starts_with(said) && ended.stderr.contains("Ctrl-C"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn what_is_no_report_is_not_edited() {
    let desk = desk();
    for path in ["a.txt", "missing"] {
        let ended = desk.run(&["edit", path, "--no-open"]);
        assert_eq!(ended.status, Some(2), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_was_left_out_of_the_list() {
    let desk = desk();
    desk.write("secret.yaml", REPORT);
    std::os::unix::fs::symlink(desk.path("secret.yaml"), desk.path("r/link.yaml")).unwrap();
    let server = Running::start(&desk, "r");
    let list = server.get("/api/list").json()["reports"].clone();
    let link = list.as_array().unwrap().iter().find(|report| report["file"] == "link.yaml");
    assert_eq!((&link.unwrap()["title"], &link.unwrap()["problems"]), (&json!(""), &json!(1)));
    let refused = server.get("/api/open?file=link.yaml");
    assert_eq!(refused.status, 422);
    assert!(refused.json()["message"].as_str().unwrap().contains("link.yaml: "));
}

#[test]
fn a_folder_for_what_is_not_saved_was_not_named_when_it_could_not_be_used() {
    let desk = desk();
    desk.write("taken", "");
    let mut command = desk.command(&["edit", "r", "--no-open"]);
    let ended = command.env("XDG_STATE_HOME", desk.path("taken")).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let told = String::from_utf8_lossy(&ended.stderr);
    let place = desk.path("taken").join("nacka-report").join("edit");
    assert!(told.contains(place.to_str().unwrap()), "{told}");
    assert!(told.contains("XDG_STATE_HOME"), "{told}");
}
