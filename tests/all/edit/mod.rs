//! `nacka-report edit` over plain HTTP: a server to ask, and what it answers.

mod attacks;
mod conflicts;
mod keeping;
mod life;

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
