//! A report that is changed in two places at once: by two people, in two tabs.

use super::*;

#[test]
fn a_file_that_was_changed_meanwhile_is_asked_about() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| v["title"] = json!("Här")).json();
    let theirs = REPORT.replace("Besök", "Där");
    desk.write("r/a.yaml", &theirs);
    let save = |over: Json| {
        server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"], "over": over}))
    };
    let asked = save(Json::Null);
    assert_eq!(asked.status, 409);
    let asked = asked.json();
    assert_eq!((&asked["disk"], &asked["kind"]), (&json!(theirs), &json!("changed")));
    assert_eq!(asked["here"], json!(REPORT.replace("Besök", "Här")));
    assert_eq!(desk.read("r/a.yaml"), theirs.as_bytes());
    // And once more while it was looked at.
    desk.write("r/a.yaml", format!("{theirs}# mer\n"));
    assert_eq!(save(asked["digest"].clone()).status, 409);
    desk.write("r/a.yaml", &theirs);
    assert_eq!(save(asked["digest"].clone()).status, 200);
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("Besök", "Här").as_bytes());
}

#[test]
fn what_two_people_entered_is_put_together_field_by_field() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |v| {
        v["title"] = json!("Här");
        v["signature"]["name"] = json!("Bo Ek");
    });
    let now = now.json();
    let theirs = REPORT.replace("Möte", "Lunch").replace("Anna Lind", "Eva Ek") + "# Därifrån.\n";
    desk.write("r/a.yaml", &theirs);
    let save = |revision: &Json| {
        server.post("/api/save?file=a.yaml", &json!({"revision": revision, "over": null}))
    };
    let asked = save(&now["revision"]).json();
    let clash = json!([
        {"path": "signature.name", "label": "Namn", "mine": "Bo Ek", "theirs": "Eva Ek"}
    ]);
    assert_eq!(asked["clashes"], clash);
    // Not what has changed once more since it was looked at.
    let merge = |keep: Json| {
        let (revision, seen) = (&now["revision"], &asked["digest"]);
        let body = json!({"revision": revision, "seen": seen, "keep": keep});
        server.post("/api/merge?file=a.yaml", &body)
    };
    desk.write("r/a.yaml", format!("{theirs}# mer\n"));
    assert_eq!(merge(json!([])).status, 409);
    desk.write("r/a.yaml", &theirs);
    let merged = merge(json!(["signature.name"])).json();
    assert_eq!(save(&merged["revision"]).status, 200);
    let both = theirs.replace("Besök", "Här").replace("name: Eva Ek}", "name: Bo Ek}");
    assert_eq!(String::from_utf8(desk.read("r/a.yaml")).unwrap(), both);
}

#[test]
fn what_the_form_does_not_show_is_not_put_together() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    // A comment that was written here has no place in the form.
    let text = REPORT.replace("# Min egen.", "# Min alldeles egen.");
    let body = json!({"revision": open["revision"], "yaml": text});
    let now = server.post("/api/change?file=a.yaml", &body).json();
    let save = || server.post("/api/save?file=a.yaml", &json!({"revision": now["revision"]}));
    for theirs in [REPORT.replace("Besök", "Där"), "title: [\n".to_owned()] {
        desk.write("r/a.yaml", theirs);
        let asked = save().json();
        assert_eq!((&asked["kind"], &asked["clashes"]), (&json!("changed"), &Json::Null));
    }
    fs::remove_file(desk.path("r/a.yaml")).unwrap();
    assert_eq!(save().json()["clashes"], Json::Null);
}

#[test]
fn what_two_tabs_entered_is_put_together() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    assert_eq!(server.enter("a.yaml", &open, |v| v["title"] = json!("Ett")).status, 200);
    let mut mine = open["values"].clone();
    mine["signature"]["name"] = json!("Bo Ek");
    let merge = |values: &Json| {
        let body = json!({"ground": open["values"], "values": values, "keep": []});
        server.post("/api/merge?file=a.yaml", &body).json()
    };
    let merged = merge(&mine);
    assert_eq!(merged["clashes"], json!([]));
    assert_eq!(
        (&merged["values"]["title"], &merged["values"]["signature"]["name"]),
        (&json!("Ett"), &json!("Bo Ek"))
    );
    mine["title"] = json!("Två");
    assert_eq!(merge(&mine)["clashes"][0]["path"], "title");
}

#[test]
fn a_tab_from_before_the_program_was_started_again_is_another_tab() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let old = server.open("a.yaml");
    drop(server);
    desk.write("r/a.yaml", REPORT.replace("Anna Lind", "Eva Ek"));
    let server = Running::start(&desk, "r");
    let answer = server.enter("a.yaml", &old, |values| values["title"] = json!("Resa"));
    assert_eq!(answer.status, 409);
    assert_eq!(answer.json()["kind"], "other-tab");
}

#[test]
fn a_file_that_is_gone_from_the_disk_is_asked_about() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |values| values["title"] = json!("Resa")).json();
    fs::remove_file(desk.path("r/a.yaml")).unwrap();
    let save = |over: Json| {
        let body = json!({"revision": now["revision"], "over": over});
        server.post("/api/save?file=a.yaml", &body).status
    };
    assert_eq!(save(Json::Null), 409);
    // It came back while that was looked at.
    desk.write("r/a.yaml", "title: Åter\n");
    assert_eq!(save(json!("")), 409);
    fs::remove_file(desk.path("r/a.yaml")).unwrap();
    assert_eq!(save(json!("")), 200);
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("Besök", "Resa").as_bytes());
}

#[cfg(unix)]
#[test]
fn a_folder_that_was_removed_was_only_said_to_have_failed() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let open = server.open("a.yaml");
    let now = server.enter("a.yaml", &open, |values| values["title"] = json!("Resa")).json();
    fs::remove_dir_all(desk.path("r")).unwrap();
    // Nothing is offered that would then not be possible.
    for over in [Json::Null, json!("")] {
        let body = json!({"revision": now["revision"], "over": over});
        let refused = server.post("/api/save?file=a.yaml", &body);
        assert_eq!(refused.status, 422);
        assert!(refused.json()["message"].as_str().unwrap().starts_with("The folder was removed"));
    }
    // Nor is what was entered lost with it.
    drop(server);
    desk.write("r/b.yaml", REPORT);
    let server = Running::start(&desk, "r");
    let now = server.open("a.yaml");
    assert_eq!(now["values"]["title"], "Resa");
    let body = json!({"revision": now["revision"], "over": ""});
    assert_eq!(server.post("/api/save?file=a.yaml", &body).status, 200);
}

#[test]
fn a_tab_whose_answer_was_lost_with_the_server_was_taken_for_another_tab() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let old = server.open("a.yaml");
    let send = |server: &Running, tab: u64, title: &str| {
        let mut values = old["values"].clone();
        values["title"] = json!(title);
        let body = json!({"revision": old["revision"], "tab": tab, "values": values});
        server.post("/api/change?file=a.yaml", &body)
    };
    assert_eq!(send(&server, 7, "Ett ").status, 200);
    drop(server);
    let server = Running::start(&desk, "r");
    for tab in [7, 8] {
        let refused = send(&server, tab, "Ett två");
        assert_eq!(refused.status, 409);
        assert_eq!(refused.json()["tab"], 7);
    }
    // What is thrown away, or put together, is nobody's any more.
    server.post("/api/discard?file=a.yaml", &json!({}));
    assert_eq!(send(&server, 7, "Ett två").json()["tab"], Json::Null);
}

#[test]
fn what_another_tab_entered_is_not_lost() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let (one, other) = (server.open("a.yaml"), server.open("a.yaml"));
    assert_eq!(server.enter("a.yaml", &one, |v| v["title"] = json!("Ett")).status, 200);
    let refused = server.enter("a.yaml", &other, |v| v["title"] = json!("Två"));
    assert_eq!(refused.status, 409);
    let refused = refused.json();
    assert_eq!(
        (&refused["kind"], &refused["values"]["title"]),
        (&json!("other-tab"), &json!("Ett"))
    );
}

#[test]
fn a_tab_from_before_a_restart_is_another_tab_where_there_is_no_file_yet() {
    let desk = Desk::new();
    let start = || Running::start(&desk, "ny.yaml");
    let server = start();
    let old = server.open("ny.yaml");
    drop(server);
    let server = start();
    let now = server.open("ny.yaml");
    assert_ne!(now["revision"], old["revision"]);
    let answer = server.enter("ny.yaml", &old, |values| values["title"] = json!("Resa"));
    assert_eq!(answer.json()["kind"], "other-tab");
    // What is entered has a number that no other server gives, from the same draft.
    server.enter("ny.yaml", &now, |values| values["title"] = json!("Ett"));
    let enter = |server: &Running, title: &str| {
        let now = server.open("ny.yaml");
        let now = server.enter("ny.yaml", &now, |values| values["title"] = json!(title)).json();
        assert!(now["revision"].as_u64().unwrap() < 1 << 53);
        now["revision"].clone()
    };
    let seen = enter(&server, "Två");
    drop(server);
    assert_ne!(enter(&start(), "Tre"), seen);
}
