//! `render --watch`: what changes is rendered, and nothing else; the folder is free in between.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Desk, sound};
use crate::support::project;

/// Longer than any pass takes on a machine that does much else.
const LONG: Duration = Duration::from_secs(20);
/// Longer than the program waits for more changes.
const SHORT: Duration = Duration::from_millis(700);

/// The program at its watch.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(desk: &Desk, arguments: &[&str]) -> Self {
        let arguments = [&["render", "--watch"], arguments].concat();
        let mut command = desk.command(&arguments);
        let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
        command.env("PATH", path).stderr(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || {
            stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)).ok();
        });
        Self { child, lines }
    }

    /// The next line, without what the clock says.
    fn line(&self) -> String {
        let line = self.lines.recv_timeout(LONG).expect("nothing was said");
        line.rsplit_once(" in ").map_or(line.clone(), |(before, _)| before.to_owned())
    }

    /// The lines up to the first that begins so.
    fn until(&self, beginning: &str) -> Vec<String> {
        let mut lines = Vec::new();
        while lines.last().is_none_or(|line: &String| !line.starts_with(beginning)) {
            lines.push(self.line());
        }
        lines
    }

    /// Asserts that nothing is said for a while.
    fn says_nothing(&self) {
        if let Ok(line) = self.lines.recv_timeout(SHORT) {
            panic!("said: {line}");
        }
    }

    /// Ends it as Ctrl-C does; gives the exit status.
    #[cfg(unix)]
    fn end(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        std::process::Command::new("kill").args(["-INT", &id]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HINT: &str = "note: what changes is rendered; Ctrl-C ends it";

#[test]
fn a_report_is_rendered_when_it_changes() {
    let desk = Desk::with(&["a.yaml", "b.yaml"]);
    let watch = Watch::new(&desk, &["a.yaml"]);
    assert_eq!([watch.line(), watch.line()], ["rendered a.pdf", HINT]);
    let before = desk.read("a.pdf");
    desk.write("a.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered a.pdf");
    assert!(desk.read("a.pdf") != before);
    // As editors save: a new file in place of the old one, with a spare copy beside it.
    desk.write(".a.yaml.swp", "x");
    desk.write("a.yaml~", "x");
    desk.write("4913", "x");
    desk.write("ny.tmp", sound("än en"));
    fs::rename(desk.path("ny.tmp"), desk.path("a.yaml")).unwrap();
    assert_eq!(watch.line(), "rendered a.pdf");
    // The same text once more, another report, and a document that was looked at: nothing is due.
    desk.write("a.yaml", sound("än en"));
    desk.write("b.yaml", sound("b"));
    desk.write("annan.pdf", "x");
    watch.says_nothing();
    #[cfg(unix)]
    assert_eq!(watch.end(), Some(130));
}

#[test]
fn a_mistake_is_told_and_the_watch_goes_on() {
    let desk = Desk::with(&["in/a.yaml"]);
    let watch = Watch::new(&desk, &["in", "--message-format", "short"]);
    watch.until(HINT);
    desk.write("in/a.yaml", sound("a") + "titel: x\n");
    let told = watch.until("rendered");
    assert!(told[0].contains("error[unknown-key]"), "{told:?}");
    assert_eq!(told[1..], ["rendered 0, unchanged 0, failed 1"]);
    desk.write("in/a.yaml", sound("mended"));
    assert_eq!(watch.line(), "rendered in/a.pdf");
    // The only report goes, and comes back with another.
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    assert_eq!(watch.until("help")[0], "error: in: no report found");
    desk.write("in/deep/b.yaml", sound("b"));
    assert_eq!(watch.line(), "rendered in/deep/b.pdf");
}

#[test]
fn the_output_folder_may_lie_in_the_watched_one() {
    let desk = Desk::with(&["a.yaml", "deep/b.yaml"]);
    let watch = Watch::new(&desk, &[".", "-o", "out", "--to", "pdf,docx,html"]);
    assert_eq!(watch.until(HINT)[0], "rendered 2, unchanged 0, failed 0");
    watch.says_nothing();
    desk.write("deep/b.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered 1, unchanged 1, failed 0");
    watch.says_nothing();
    // Between passes the folder is free, and its manifest is whole.
    assert_eq!(desk.run(&["verify", "out", "-q"]).status, Some(0));
    let ended = desk.run(&["render", ".", "-o", "out", "--to", "pdf,docx,html"]);
    assert_eq!(ended.stderr, "rendered 0, unchanged 2, failed 0\n");
    watch.says_nothing();
}

#[test]
fn pictures_letterheads_and_configuration_are_watched() {
    let desk = Desk::new();
    desk.write("r/bild/a.png", fs::read(project("samples/bilder/snitt.png")).unwrap());
    desk.write("r/a.yaml", sound("a") + "pictures: [{file: bild/a.png, alt: Ett snitt}]\n");
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.write("brev/papper.yaml", &letterhead);
    desk.write("nacka-report.toml", "letterhead = \"brev/papper.yaml\"\nto = [\"html\"]\n");
    let watch = Watch::new(&desk, &["r/a.yaml"]);
    watch.until(HINT);
    desk.write("r/bild/a.png", fs::read(project("samples/bilder/raknestolpe.png")).unwrap());
    assert_eq!(watch.line(), "rendered r/a.html");
    desk.write("brev/papper.yaml", letterhead.replace("NACKA KOMMUN", "EKVIKS KOMMUN"));
    assert_eq!(watch.line(), "rendered r/a.html");
    assert!(String::from_utf8(desk.read("r/a.html")).unwrap().contains("EKVIKS KOMMUN"));
    // A letterhead with a mistake is told; the one before stays in use until it is mended.
    desk.write("brev/papper.yaml", "x");
    watch.until("error: the letterhead cannot be used");
    desk.write("brev/papper.yaml", &letterhead);
    assert_eq!(watch.line(), "rendered r/a.html");
    // A picture that goes is told, and one that comes is seen.
    fs::rename(desk.path("r/bild/a.png"), desk.path("r/bild/b.png")).unwrap();
    watch.until("rendered 0, unchanged 0, failed 1");
    fs::rename(desk.path("r/bild/b.png"), desk.path("r/bild/a.png")).unwrap();
    watch.says_nothing();
}

#[test]
fn a_busy_folder_is_waited_for() {
    let desk = Desk::with(&["in/a.yaml"]);
    let watch = Watch::new(&desk, &["in", "-o", "out"]);
    watch.until(HINT);
    let lock = fs::File::create(desk.path("out/nacka-report.manifest.json.part")).unwrap();
    lock.lock().unwrap();
    desk.write("in/a.yaml", sound("ny"));
    assert!(watch.until("error")[0].contains("another run is at work"));
    drop(lock);
    watch.until("rendered out/a.pdf");
    assert!(!desk.path("out/nacka-report.manifest.json.part").exists());
}

#[cfg(unix)]
#[test]
fn the_first_document_is_shown() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&["a.yaml", "b.yaml"]);
    let opener = if cfg!(target_os = "macos") { "bin/open" } else { "bin/xdg-open" };
    desk.write(opener, "#!/bin/sh\nprintf %s \"$1\" > shown.tmp && mv shown.tmp shown\n");
    fs::set_permissions(desk.path(opener), fs::Permissions::from_mode(0o755)).unwrap();
    let watch = Watch::new(&desk, &[".", "--open"]);
    watch.until(HINT);
    let began = Instant::now();
    while !desk.path("shown").exists() && began.elapsed() < LONG {
        thread::sleep(Duration::from_millis(20));
    }
    let shown = String::from_utf8(desk.read("shown")).unwrap();
    assert_eq!(fs::canonicalize(shown).unwrap(), fs::canonicalize(desk.path("a.pdf")).unwrap());
}

#[test]
fn what_does_not_go_with_a_watch_is_told() {
    let desk = Desk::with(&["a.yaml"]);
    for arguments in [
        &["-"][..],
        &["a.yaml", "--dry-run"],
        &["a.yaml", "--message-format", "sarif"],
        &["nowhere.yaml"],
    ] {
        let ended = desk.run(&[&["render", "--watch"], arguments].concat());
        assert_eq!(ended.status, Some(2), "{arguments:?}");
    }
}
