//! `nacka-report edit` over plain HTTP: who gets in, what a report's life in it is, and attacks.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::program::Desk;
use crate::support::project;

/// A running server.
struct Running {
    child: Child,
    /// Kept open: what is written to a closed pipe ends a program.
    _stderr: BufReader<ChildStderr>,
    port: u16,
    secret: String,
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Json {
        let text = String::from_utf8_lossy(&self.body);
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}: {text}", self.status))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn start(desk: &Desk, path: &str) -> Self {
        Self::spawn(desk.command(&["edit", path, "--no-open", "--port", "0"]), desk)
    }

    fn spawn(mut command: Command, desk: &Desk) -> Self {
        command.env("XDG_STATE_HOME", desk.path("state")).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(stderr.read_line(&mut line).unwrap() > 0, "it has ended");
        }
        let address = line.split("http://127.0.0.1:").nth(1).unwrap();
        let (port, rest) = address.split_once("/open/").unwrap();
        let secret = rest.split_whitespace().next().unwrap().to_owned();
        Self { child, _stderr: stderr, port: port.parse().unwrap(), secret }
    }

    /// Sends bytes as they are, and reads what comes.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        // A server that has refused already need not read the rest.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = answer.get(end + 4..).unwrap_or_default().to_vec();
        let body = if head.to_lowercase().contains("transfer-encoding: chunked") {
            unchunked(&body)
        } else {
            body
        };
        Answer { status, head, body }
    }

    /// A request with other headers than a browser would send, `-Name` for one that is left out.
    fn ask(&self, method: &str, path: &str, body: &[u8], changed: &[(&str, &str)]) -> Answer {
        let own = format!("127.0.0.1:{}", self.port);
        let cookie = format!("nacka-report-{}={}", self.port, self.secret);
        let mut headers = vec![
            ("Host", own.clone()),
            ("Cookie", cookie),
            ("Connection", "close".into()),
            ("Content-Length", body.len().to_string()),
        ];
        if method == "POST" {
            headers.push(("Origin", format!("http://{own}")));
            headers.push(("Content-Type", "application/json".into()));
        }
        for (name, value) in changed {
            headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name.trim_start_matches('-')));
            if !name.starts_with('-') {
                headers.push((name, (*value).to_owned()));
            }
        }
        let mut request = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in headers {
            request.extend([name, ": ", &value, "\r\n"]);
        }
        self.raw(&[request.as_bytes(), b"\r\n", body].concat())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, b"", &[])
    }

    fn post(&self, path: &str, body: &Json) -> Answer {
        self.ask("POST", path, body.to_string().as_bytes(), &[])
    }

    fn open(&self, file: &str) -> Json {
        let answer = self.get(&format!("/api/open?file={file}"));
        assert_eq!(answer.status, 200);
        answer.json()
    }

    /// Enters what `enter` makes of a report's values.
    fn enter(&self, file: &str, from: &Json, enter: impl FnOnce(&mut Json)) -> Answer {
        let mut values = from["values"].clone();
        enter(&mut values);
        let body = json!({"revision": from["revision"], "values": values});
        self.post(&format!("/api/change?file={file}"), &body)
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&body[..end]), 16).unwrap();
        whole.extend(&body[end + 2..end + 2 + length]);
        body = &body[end + 4 + length..];
    }
    whole
}

const REPORT: &str = "\
# Min egen.
title: 'Besök'   # kort
purpose: [Lära]
evaluation:
  - activity: Möte
    assessment: Bra
signature: {date: 2014-03-20, name: Anna Lind}
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("r/a.yaml", REPORT);
    desk
}

#[test]
fn nobody_gets_in_without_the_secret() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let other = format!("nacka-report-{}={}", server.port, "0".repeat(server.secret.len()));
    let port_less = format!("nacka-report={}", server.secret);
    let other_port = format!("nacka-report-1={}", server.secret);
    let short = format!("nacka-report-{}={}", server.port, &server.secret[1..]);
    for path in ["/", "/report?file=a.yaml", "/editor.js", "/api/open?file=a.yaml", "/api/list"] {
        assert_eq!(server.get(path).status, 200, "{path}");
        assert_eq!(server.ask("GET", path, b"", &[("-Cookie", "")]).status, 403, "{path}");
        for cookie in [&*other, &*port_less, &*other_port, &*short, ""] {
            let answer = server.ask("GET", path, b"", &[("Cookie", cookie)]);
            assert_eq!(answer.status, 403, "{path} {cookie}");
        }
    }
    for secret in ["", "0", &server.secret[1..], &format!("{}0", server.secret)] {
        let answer = server.ask("GET", &format!("/open/{secret}"), b"", &[("-Cookie", "")]);
        assert_eq!(answer.status, 403);
        assert!(!answer.head.contains("set-cookie"), "{}", answer.head);
    }
}

#[test]
fn the_secret_becomes_a_strict_cookie_of_this_port() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let entrance = format!("/open/{}", server.secret);
    // A link in a mail may lead here; a script of another site gets nothing to read.
    for site in ["none", "cross-site", "same-origin"] {
        let headers = [("-Cookie", ""), ("Sec-Fetch-Site", site)];
        let answer = server.ask("GET", &entrance, b"", &headers);
        assert_eq!(answer.status, 200);
        let cookie = format!("set-cookie: nacka-report-{}={}; ", server.port, server.secret);
        assert!(answer.head.contains(&cookie), "{}", answer.head);
        assert!(answer.head.contains("; HttpOnly; SameSite=Strict;"), "{}", answer.head);
    }
    assert_eq!(server.ask("POST", &entrance, b"", &[]).status, 403);
}

#[test]
fn a_name_that_leads_here_is_not_served() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let with_port = |name: &str| format!("{name}:{}", server.port);
    assert_eq!(server.ask("GET", "/", b"", &[("Host", &with_port("localhost"))]).status, 200);
    for host in
        ["evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", "127.0.0.1.evil.example", ""]
            .map(str::to_owned)
            .into_iter()
            .chain(["evil.example", "127.0.0.1.evil.example", "0.0.0.0", "[::1]"].map(with_port))
    {
        assert_eq!(server.ask("GET", "/", b"", &[("Host", &host)]).status, 421, "{host}");
        let entrance = format!("/open/{}", server.secret);
        assert_eq!(server.ask("GET", &entrance, b"", &[("Host", &host)]).status, 421, "{host}");
    }
    let twice = format!(
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nHost: evil.example\r\nConnection: close\r\n\
         Cookie: nacka-report-{0}={1}\r\n\r\n",
        server.port, server.secret
    );
    assert_ne!(server.raw(twice.as_bytes()).status, 200);
}

#[test]
fn other_sites_cannot_post_or_read() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let before = fs::read(desk.path("r/a.yaml")).unwrap();
    let revision = server.open("a.yaml")["revision"].clone();
    let body = json!({"revision": revision, "yaml": "title: x\n"}).to_string();
    let change = |headers: &[(&str, &str)]| {
        server.ask("POST", "/api/change?file=a.yaml", body.as_bytes(), headers).status
    };
    let port = server.port;
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        &format!("https://127.0.0.1:{port}"),
        // Of the same machine, but not what the browser called it.
        &format!("http://localhost:{port}"),
    ] {
        assert_eq!(change(&[("Origin", origin)]), 403, "{origin}");
    }
    assert_eq!(change(&[("-Origin", "")]), 403);
    assert_eq!(change(&[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(change(&[("Sec-Fetch-Site", "same-site")]), 403);
    for path in ["/", "/api/open?file=a.yaml", "/document?file=a.yaml&format=pdf"] {
        for site in ["cross-site", "same-site"] {
            let answer = server.ask("GET", path, b"", &[("Sec-Fetch-Site", site)]);
            assert_eq!(answer.status, 403, "{path}");
        }
    }
    for method in ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT"] {
        assert_ne!(
            server.ask(method, "/api/change?file=a.yaml", b"", &[]).status / 100,
            2,
            "{method}"
        );
    }
    assert_eq!(server.open("a.yaml")["revision"], revision);
    assert_eq!(fs::read(desk.path("r/a.yaml")).unwrap(), before);
    assert_eq!(change(&[("Sec-Fetch-Site", "same-origin")]), 200);
}

#[test]
fn every_answer_is_fenced_in() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    for answer in [
        server.get("/"),
        server.get("/report?file=a.yaml"),
        server.get("/api/open?file=a.yaml"),
        server.get("/nothing"),
        server.ask("GET", "/", b"", &[("-Cookie", "")]),
    ] {
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.head.contains(header), "{header}\n{}", answer.head);
        }
        assert!(!answer.head.contains("access-control"), "{}", answer.head);
    }
}

#[test]
fn nothing_outside_the_folder_is_read_or_written() {
    let desk = desk();
    desk.write("secret.yaml", "title: hemligt\n");
    desk.write("secret.png", [0x89, b'P', b'N', b'G']);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.path("secret.yaml"), desk.path("r/link.yaml")).unwrap();
        std::os::unix::fs::symlink(desk.path("secret.png"), desk.path("r/link.png")).unwrap();
        std::os::unix::fs::symlink(desk.path(""), desk.path("r/up")).unwrap();
    }
    let server = Running::start(&desk, "r");
    let absolute = desk.path("secret.yaml").display().to_string();
    for file in [
        "../secret.yaml",
        "%2E%2E/secret.yaml",
        "..%2Fsecret.yaml",
        "..%5Csecret.yaml",
        "./../secret.yaml",
        "x/../../secret.yaml",
        "up/secret.yaml",
        "link.yaml",
        "C:secret.yaml",
        "C:%5Csecret.yaml",
        "%5C%5Chost%5Cshare%5Ca.yaml",
        "a.yaml%00.yaml",
        "a.txt",
        "",
        &absolute,
    ] {
        for path in ["/api/open", "/document", "/report"] {
            let answer = server.get(&format!("{path}?file={file}&format=pdf"));
            let body = String::from_utf8_lossy(&answer.body);
            let is_served = answer.status == 200 && path != "/report";
            assert!(!is_served && !body.contains("hemligt"), "{path} {file}: {body}");
        }
        let new = json!({"file": file.replace("%2F", "/").replace("%5C", "\\").replace("%2E", ".").replace("%00", "\0"), "from": null});
        let answer = server.post("/api/new", &new);
        assert!(answer.status >= 400 || file.is_empty() || file == "a.txt", "{file}");
    }
    for picture in ["../secret.png", "link.png", "up/secret.png", "/etc/hostname", "a.yaml"] {
        let answer = server.get(&format!("/api/picture?file=a.yaml&path={picture}"));
        assert_eq!(answer.status, 404, "{picture}");
    }
    assert_eq!(desk.read("secret.yaml"), b"title: hemligt\n");
    let from = json!({"file": "copy.yaml", "from": "../secret.yaml"});
    assert!(server.post("/api/new", &from).status >= 400);
    assert!(!desk.path("r/copy.yaml").exists());
}

#[test]
fn a_named_report_is_the_only_one() {
    let desk = desk();
    desk.write("r/b.yaml", REPORT);
    let server = Running::start(&desk, "r/a.yaml");
    assert_eq!(server.get("/api/open?file=a.yaml").status, 200);
    assert_eq!(server.get("/api/open?file=b.yaml").status, 404);
    assert_eq!(server.get("/").status, 303);
    assert_eq!(server.get("/api/list").json(), json!({"reports": [], "next": null}));
    assert!(server.post("/api/new", &json!({"file": "c.yaml", "from": null})).status >= 400);
}

#[test]
fn what_is_too_large_or_too_slow_is_let_go() {
    let desk = desk();
    let server = Running::start(&desk, "r");
    let revision = &server.open("a.yaml")["revision"];
    let long = json!({"revision": revision, "yaml": format!("title: {}\n", "a".repeat(2 << 20))});
    assert_eq!(server.post("/api/change?file=a.yaml", &long).status, 422);
    let huge = vec![b' '; 33 << 20];
    let answer = server.ask("POST", "/api/change?file=a.yaml", &huge, &[]);
    assert!(matches!(answer.status, 413 | 0), "{}", answer.status);
    // A head that never ends.
    let began = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let _ = stream.read_to_end(&mut Vec::new());
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    // More connections than a browser makes.
    let many: Vec<_> =
        (0..200).filter_map(|_| TcpStream::connect(("127.0.0.1", server.port)).ok()).collect();
    drop(many);
    let deadline = Instant::now() + Duration::from_secs(10);
    while server.get("/").status != 200 {
        assert!(Instant::now() < deadline, "it does not answer any more");
    }
    let no_form = json!({"revision": revision, "values": []}).to_string();
    for body in [&b"{"[..], b"[]", b"{\"revision\": -1}", b"\xff", no_form.as_bytes()] {
        let answer = server.ask("POST", "/api/change?file=a.yaml", body, &[]);
        assert_eq!(answer.status, 400, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn what_people_write_is_never_markup() {
    let desk = desk();
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    desk.write(
        "r/<b>&\"x.yaml",
        REPORT.replace("'Besök'", &format!("'{}'", evil.replace('\'', "''"))),
    );
    let server = Running::start(&desk, "r");
    let page = server.get("/report?file=%3Cb%3E%26%22x.yaml");
    let text = String::from_utf8(page.body).unwrap();
    assert_eq!(page.status, 200);
    assert!(text.contains("&lt;b&gt;&amp;&quot;x.yaml") && !text.contains("<b>&"), "{text}");
    let open = server.open("%3Cb%3E%26%22x.yaml");
    assert_eq!(open["values"]["title"], evil);
    for page in open["pages"].as_array().unwrap() {
        // Elements of three names, described as data; texts are outlines.
        let drawing = page["drawing"].to_string();
        assert!(!drawing.contains("script") && !drawing.contains("onerror"), "{drawing}");
        for name in drawing.split("\"name\":").skip(1) {
            let is_known = ["\"svg\"", "\"path\"", "\"image\""].iter().any(|n| name.starts_with(n));
            assert!(is_known, "{name:.30}");
        }
    }
}

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
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("'Besök'", "\"Resa\"").as_bytes());
    assert_eq!(server.open("a.yaml")["saved"], true);
}

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
    assert_eq!(names, ["secret"]);
}

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
    assert_eq!(asked["here"], json!(REPORT.replace("'Besök'", "\"Här\"")));
    assert_eq!(desk.read("r/a.yaml"), theirs.as_bytes());
    // And once more while it was looked at.
    desk.write("r/a.yaml", format!("{theirs}# mer\n"));
    assert_eq!(save(asked["digest"].clone()).status, 409);
    desk.write("r/a.yaml", &theirs);
    assert_eq!(save(asked["digest"].clone()).status, 200);
    assert_eq!(desk.read("r/a.yaml"), REPORT.replace("'Besök'", "\"Här\"").as_bytes());
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
    let both = theirs.replace("'Besök'", "\"Här\"").replace("name: Eva Ek}", "name: Bo Ek}");
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
    assert_eq!(save(json!("")), 200);
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
    let starter = include_str!("../../templates/starter.yaml");
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

#[cfg(unix)]
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

#[test]
fn ctrl_c_ends_it_in_good_order() {
    let desk = desk();
    let mut server = Running::start(&desk, "r");
    let id = server.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let ended = server.child.wait().unwrap();
    assert_eq!(ended.code(), Some(130));
}

#[test]
fn a_folder_has_its_own_port_from_one_start_to_the_next() {
    let desk = desk();
    let start = || Running::spawn(desk.command(&["edit", "r", "--no-open"]), &desk);
    let first = start();
    let port = first.port;
    // Somebody else has it: the next one.
    let second = start();
    assert_ne!(second.port, port);
    drop((first, second));
    assert_eq!(start().port, port);
}

#[test]
fn only_the_user_reads_what_is_kept() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let desk = desk();
        let _server = Running::start(&desk, "r");
        let kept = desk.path("state/nacka-report");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&kept), 0o700);
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
