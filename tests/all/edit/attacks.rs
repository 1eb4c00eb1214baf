//! Attacks on `nacka-report edit`, and what is too much for it.

use std::io::ErrorKind::{TimedOut, WouldBlock};

use super::*;
use crate::support::PATIENCE;

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
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    let ended = stream.read_to_end(&mut Vec::new()).map_err(|error| error.kind());
    assert!(!matches!(ended, Err(WouldBlock | TimedOut)), "{ended:?}: it is still waited for");
    // More connections than a browser makes.
    let many: Vec<_> =
        (0..200).filter_map(|_| TcpStream::connect(("127.0.0.1", server.port)).ok()).collect();
    drop(many);
    let deadline = Instant::now() + PATIENCE;
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
