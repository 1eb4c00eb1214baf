//! `render --watch`: what changes is rendered, and nothing else; the folder is free in between.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

#[cfg(unix)]
use crate::program::send;
use crate::program::{Desk, sound};
use crate::support::{PATIENCE, project};

/// Longer than the program waits for more changes. A machine that does much else may be late with
/// what is not to be said; it fails no test.
const SHORT: Duration = Duration::from_millis(700);

/// The program at its watch.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn new(desk: &Desk, arguments: &[&str]) -> Self {
        #[cfg(unix)]
        let command = desk.heeding(env!("CARGO_BIN_EXE_nacka-report"));
        #[cfg(not(unix))]
        let command = desk.command(&[]);
        Self::by(command, desk, arguments)
    }

    /// The same by a command that ends in the program.
    fn by(mut command: Command, desk: &Desk, arguments: &[&str]) -> Self {
        command.args(["render", "--watch"]).args(arguments);
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
        let line = self.lines.recv_timeout(PATIENCE).expect("nothing was said");
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

    /// Tries until nothing is said that will not hold, ten times at most: how long a gap is depends
    /// on what else the machine does.
    fn is_quiet_in_a_try(&self, mut tried: impl FnMut(usize) -> bool) {
        let is_quiet = (0..10).any(|time| {
            let is_quiet = tried(time);
            while !is_quiet && self.lines.recv_timeout(SHORT).is_ok() {}
            is_quiet
        });
        assert!(is_quiet, "in none of ten tries");
    }

    /// Ends it as Ctrl-C does; gives the exit status.
    #[cfg(unix)]
    fn end(mut self) -> Option<i32> {
        send("-INT", &self.child);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const WELL: &str = "note: all is well again";

const HINT: &str = "note: what changes is rendered; Ctrl-C ends it";

#[test]
fn a_report_is_rendered_when_it_changes() {
    let desk = Desk::with(&["a.yaml", "b.yaml"]);
    let watch = Watch::new(&desk, &["a.yaml"]);
    assert_eq!([watch.line(), watch.line()], ["rendered a.pdf", HINT]);
    let before = desk.read("a.pdf");
    // Written in its place: emptied first, which a slow machine may show.
    desk.write("a.yaml", sound("ny"));
    watch.until("rendered a.pdf");
    assert!(desk.read("a.pdf") != before);
    // As editors save: a new file in place of the old one, with a spare copy beside it.
    desk.replace(".a.yaml.swp", "x");
    desk.replace("a.yaml~", "x");
    desk.replace("4913", "x");
    desk.replace("ny.tmp", sound("än en"));
    fs::rename(desk.path("ny.tmp"), desk.path("a.yaml")).unwrap();
    assert_eq!(watch.line(), "rendered a.pdf");
    // The same text once more, another report, and a document that was looked at: nothing is due.
    desk.replace("a.yaml", sound("än en"));
    desk.replace("b.yaml", sound("b"));
    desk.replace("annan.pdf", "x");
    watch.says_nothing();
    #[cfg(unix)]
    assert_eq!(watch.end(), Some(130));
}

#[test]
fn a_mistake_is_told_and_the_watch_goes_on() {
    let desk = Desk::with(&["in/a.yaml"]);
    let watch = Watch::new(&desk, &["in", "--message-format", "short"]);
    watch.until(HINT);
    desk.replace("in/a.yaml", sound("a") + "titel: x\n");
    let told = watch.until("rendered");
    assert!(told[0].contains("error[unknown-key]"), "{told:?}");
    assert_eq!(told[1..], ["rendered 0, unchanged 0, failed 1"]);
    desk.replace("in/a.yaml", sound("mended"));
    assert_eq!(watch.line(), "rendered in/a.pdf");
    // The only report goes, and comes back with another.
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    let told = watch.until("help");
    assert_eq!(told[..2], ["note: in/a.pdf: its report is gone", "error: in: no report found"]);
    desk.replace("in/deep/b.yaml", sound("b"));
    assert_eq!(watch.line(), "rendered in/deep/b.pdf");
}

#[test]
fn the_output_folder_may_lie_in_the_watched_one() {
    let desk = Desk::with(&["a.yaml", "deep/b.yaml"]);
    let watch = Watch::new(&desk, &[".", "-o", "out", "--to", "pdf,docx,html"]);
    assert_eq!(watch.until(HINT)[0], "rendered 2, unchanged 0, failed 0");
    watch.says_nothing();
    desk.replace("deep/b.yaml", sound("ny"));
    let told = "rendered out/deep/b.docx, out/deep/b.html and out/deep/b.pdf";
    assert_eq!(watch.line(), told);
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
    desk.replace("r/bild/a.png", fs::read(project("samples/bilder/snitt.png")).unwrap());
    desk.replace("r/a.yaml", sound("a") + "pictures: [{file: bild/a.png, alt: Ett snitt}]\n");
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.replace("brev/papper.yaml", &letterhead);
    desk.replace("nacka-report.toml", "letterhead = \"brev/papper.yaml\"\nto = [\"html\"]\n");
    let watch = Watch::new(&desk, &["r/a.yaml"]);
    watch.until(HINT);
    desk.replace("r/bild/a.png", fs::read(project("samples/bilder/raknestolpe.png")).unwrap());
    assert_eq!(watch.line(), "rendered r/a.html");
    desk.replace("brev/papper.yaml", letterhead.replace("NACKA KOMMUN", "EKVIKS KOMMUN"));
    assert_eq!(watch.line(), "rendered r/a.html");
    assert!(String::from_utf8(desk.read("r/a.html")).unwrap().contains("EKVIKS KOMMUN"));
    // A letterhead with a mistake is told; the one before stays in use until it is mended.
    desk.replace("brev/papper.yaml", "x");
    watch.until("error: nacka-report.toml, line 1, letterhead: the letterhead cannot be used");
    desk.replace("brev/papper.yaml", &letterhead);
    assert_eq!(watch.line(), "rendered r/a.html");
    // A picture that goes is told, and one that comes is seen.
    fs::rename(desk.path("r/bild/a.png"), desk.path("r/bild/b.png")).unwrap();
    watch.until("rendered 0, unchanged 0, failed 1");
    fs::rename(desk.path("r/bild/b.png"), desk.path("r/bild/a.png")).unwrap();
    assert_eq!(watch.line(), WELL);
    watch.says_nothing();
}

#[test]
fn a_watch_was_deaf_once_its_folder_was_made_anew() {
    let desk = Desk::with(&["d/a.yaml"]);
    let watch = Watch::new(&desk, &["d"]);
    watch.until(HINT);
    for round in ["ett", "två", "tre"] {
        // File by file, as it is made: a slow machine may show what is between.
        fs::remove_dir_all(desk.path("d")).unwrap();
        watch.until("error: d: no such file or directory");
        desk.write("d/a.yaml", sound(round));
        assert_eq!(watch.until("rendered d/a.pdf")[0], "note: d: there again");
        desk.replace("d/a.yaml", sound(&format!("{round} igen")));
        assert_eq!(watch.line(), "rendered d/a.pdf");
    }
    // Another folder in its place, at once: the watch held on to the one that went away.
    fs::rename(desk.path("d"), desk.path("d2")).unwrap();
    desk.replace("d/a.yaml", sound("fyra"));
    watch.until("rendered d/a.pdf");
    desk.replace("d/a.yaml", sound("fem"));
    assert_eq!(watch.line(), "rendered d/a.pdf");
    desk.replace("d2/a.yaml", sound("ingen ser detta"));
    watch.says_nothing();
}

#[test]
fn a_watch_was_deaf_once_the_folder_of_its_report_was_made_anew() {
    let desk = Desk::with(&["d/a.yaml", "e/b.yaml"]);
    let watch = Watch::new(&desk, &["d/a.yaml", "e/b.yaml"]);
    watch.until(HINT);
    fs::remove_dir_all(desk.path("d")).unwrap();
    watch.until("error: d/a.yaml: no such file or directory");
    // The other report is watched meanwhile.
    desk.replace("e/b.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered e/b.pdf");
    desk.write("d/a.yaml", sound("a"));
    assert_eq!(watch.until("rendered d/a.pdf")[0], "note: d/a.yaml: there again");
    desk.replace("d/a.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered d/a.pdf");
}

#[test]
fn a_watch_was_deaf_once_a_folder_within_was_moved_and_made_anew() {
    let desk = Desk::with(&["in/deep/a.yaml", "in/b.yaml"]);
    let watch = Watch::new(&desk, &["in", "-o", "out"]);
    watch.until(HINT);
    fs::rename(desk.path("in/deep"), desk.path("in/annan")).unwrap();
    let told = watch.until("rendered");
    assert_eq!(told, ["note: out/deep/a.pdf: its report is gone", "rendered out/annan/a.pdf"]);
    desk.replace("in/deep/a.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered out/deep/a.pdf");
    for name in ["in/deep/a.yaml", "in/annan/a.yaml"] {
        desk.replace(name, sound("nyare"));
        assert_eq!(watch.line(), format!("rendered out{}.pdf", &name[2..name.len() - 5]));
    }
}

#[test]
fn a_watch_was_deaf_once_the_letterhead_s_folder_was_made_anew() {
    let desk = Desk::with(&["a.yaml"]);
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.replace("brev/papper.yaml", &letterhead);
    let watch = Watch::new(&desk, &["a.yaml", "--letterhead", "brev/papper.yaml"]);
    watch.until(HINT);
    fs::remove_dir_all(desk.path("brev")).unwrap();
    watch.until("error: brev/papper.yaml: no such file or directory");
    desk.replace("brev/papper.yaml", letterhead.replace("NACKA KOMMUN", "EKVIKS KOMMUN"));
    assert_eq!(watch.line(), "rendered a.pdf");
    desk.replace("brev/papper.yaml", &letterhead);
    assert_eq!(watch.line(), "rendered a.pdf");
    watch.says_nothing();
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_was_not_watched() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&["real/x.yaml", "v/real/y.yaml"]);
    symlink("../real/x.yaml", desk.path("v/x.yaml")).unwrap();
    symlink("real/y.yaml", desk.path("v/y.yaml")).unwrap();
    fs::create_dir(desk.path("way")).unwrap();
    symlink("../v/x.yaml", desk.path("way/z.yaml")).unwrap();
    let watch = Watch::new(&desk, &["v/x.yaml", "v/y.yaml", "way/z.yaml"]);
    watch.until(HINT);
    desk.replace("v/real/y.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered v/y.pdf");
    desk.replace("real/x.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered v/x.pdf and way/z.pdf");
    // A link in the middle leads elsewhere.
    desk.replace("annan.yaml", sound("annan"));
    symlink("../annan.yaml", desk.path("v/.next")).unwrap();
    fs::rename(desk.path("v/.next"), desk.path("v/x.yaml")).unwrap();
    assert_eq!(watch.line(), "rendered v/x.pdf and way/z.pdf");
    desk.replace("annan.yaml", sound("annan igen"));
    assert_eq!(watch.line(), "rendered v/x.pdf and way/z.pdf");
}

#[test]
fn an_error_that_was_undone_stayed_the_last_thing_on_the_screen() {
    let desk = Desk::new();
    desk.replace("r/a.png", fs::read(project("samples/bilder/snitt.png")).unwrap());
    let a = sound("a") + "pictures: [{file: a.png, alt: Ett snitt}]\n";
    desk.replace("r/a.yaml", &a);
    desk.replace("r/b.yaml", sound("b"));
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.replace("papper.yaml", &letterhead);
    let arguments = ["r", "--letterhead", "papper.yaml", "--message-format", "short"];
    let watch = Watch::new(&desk, &arguments);
    watch.until(HINT);
    desk.replace("r/a.yaml", a.clone() + "titel: x\n");
    watch.until("rendered 0, unchanged 1, failed 1");
    desk.replace("r/a.yaml", &a);
    assert_eq!(watch.line(), WELL);
    fs::remove_file(desk.path("r/a.png")).unwrap();
    watch.until("rendered 0, unchanged 1, failed 1");
    desk.replace("r/a.png", fs::read(project("samples/bilder/snitt.png")).unwrap());
    assert_eq!(watch.line(), WELL);
    desk.replace("papper.yaml", "x");
    watch.until("error: the letterhead cannot be used");
    desk.replace("papper.yaml", &letterhead);
    assert_eq!(watch.line(), WELL);
    // Two at once: all is well when the second is.
    for name in ["r/a.yaml", "r/b.yaml"] {
        desk.replace(name, sound("") + "titel: x\n");
        watch.until("rendered 0");
    }
    desk.replace("r/a.yaml", &a);
    assert_eq!(watch.line(), "note: 1 report still has mistakes");
    desk.replace("r/b.yaml", sound("b"));
    assert_eq!(watch.line(), WELL);
    watch.says_nothing();
}

#[test]
fn a_mistake_was_told_again_at_every_save_of_another_report() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml"]);
    desk.replace("in/a.yaml", sound("a") + "titel: x\n");
    desk.replace("in/c.yaml", sound("c") + "next_steps: {redirect: true}\n");
    let watch = Watch::new(&desk, &["in", "--message-format", "short"]);
    assert_eq!(watch.until(HINT).len(), 4);
    desk.replace("in/b.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered in/b.pdf, failed 1, warnings 1");
    // Its own save, with the same mistake, is answered.
    desk.replace("in/a.yaml", sound("Å") + "titel: x\n");
    assert_eq!(watch.line(), "note: 1 report still has mistakes");
    desk.replace("in/a.yaml", sound("a") + "titel: x\ntital: y\n");
    let told = watch.until("rendered");
    assert_eq!(told.iter().filter(|line| line.contains("unknown-key")).count(), 2, "{told:?}");
    watch.says_nothing();
}

#[test]
fn what_went_away_was_not_told() {
    let desk = Desk::with(&["in/a.yaml", "in/b.yaml", "in/c.yaml"]);
    let watch = Watch::new(&desk, &["in", "-o", "out"]);
    watch.until(HINT);
    fs::remove_file(desk.path("in/a.yaml")).unwrap();
    assert_eq!(watch.line(), "note: out/a.pdf: its report is gone");
    desk.replace("in/b.yaml", "egen: text\n");
    assert_eq!(watch.line(), "note: in/b.yaml: passed by, it has none of a report's keys");
    // None of it is told again.
    desk.replace("in/c.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered out/c.pdf");
    drop(watch);
    let watch = Watch::new(&desk, &["in", "-o", "out", "--prune"]);
    watch.until(HINT);
    fs::remove_file(desk.path("in/c.yaml")).unwrap();
    watch.until("note: out/c.pdf: removed, its report is gone");
    assert!(!desk.path("out/c.pdf").exists());
}

#[test]
fn a_file_that_an_editor_takes_away_for_a_moment_was_told_to_be_missing() {
    let desk = Desk::with(&["a.yaml", "in/b.yaml"]);
    let watch = Watch::new(&desk, &["a.yaml", "in", "-o", "out", "--prune"]);
    watch.until(HINT);
    for (name, gap) in [("a.yaml", 20), ("in/b.yaml", 20), ("a.yaml", 60), ("in/b.yaml", 60)] {
        let document = name.rsplit('/').next().unwrap().replace("yaml", "pdf");
        watch.is_quiet_in_a_try(|time| {
            fs::rename(desk.path(name), desk.path(&format!("{name}~"))).unwrap();
            thread::sleep(Duration::from_millis(gap));
            desk.replace(name, sound(&format!("{name} {gap} {time}")));
            let told = watch.until(&format!("rendered out/{document}"));
            !told.iter().any(|line| line.contains("no such file") || line.contains("gone"))
        });
    }
    // One that stays away is told once.
    let text = desk.read("a.yaml");
    fs::remove_file(desk.path("a.yaml")).unwrap();
    assert_eq!(watch.line(), "error: a.yaml: no such file or directory");
    watch.says_nothing();
    desk.replace("a.yaml", text);
    assert_eq!(watch.line(), "note: a.yaml: there again");
    watch.says_nothing();
}

#[test]
fn a_file_that_was_only_begun_was_passed_by() {
    let desk = Desk::with(&["a.yaml"]);
    let watch = Watch::new(&desk, &[".", "-o", "out", "--message-format", "short"]);
    watch.until(HINT);
    watch.is_quiet_in_a_try(|time| {
        fs::File::create(desk.path("a.yaml")).unwrap();
        thread::sleep(Duration::from_millis(40));
        desk.write("a.yaml", sound(&format!("ny {time}")));
        watch.until("rendered out/a.pdf").len() == 1
    });
}

#[test]
fn files_that_were_emptied_or_taken_away_while_others_were_rendered_were_told() {
    let names: Vec<String> = (10..40).map(|number| format!("in/{number}.yaml")).collect();
    let desk = Desk::with(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let letterhead = fs::read_to_string(project("templates/nacka.yaml")).unwrap();
    desk.write("papper.yaml", &letterhead);
    let arguments = ["in", "-o", "out", "--letterhead", "papper.yaml", "-j", "1"];
    let watch = Watch::new(&desk, &arguments);
    watch.until(HINT);
    watch.is_quiet_in_a_try(|time| {
        let before = desk.read("out/10.pdf");
        desk.replace("papper.yaml", letterhead.replace("NACKA", &format!("EKVIK {time}")));
        let began = Instant::now();
        while desk.read("out/10.pdf") == before && began.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(1));
        }
        for pair in names[2..].chunks(2) {
            fs::write(desk.path(&pair[0]), "").unwrap();
            fs::rename(desk.path(&pair[1]), desk.path("away")).unwrap();
            thread::sleep(Duration::from_millis(50));
            fs::rename(desk.path("away"), desk.path(&pair[1])).unwrap();
            desk.write(&pair[0], sound(&pair[0]));
        }
        let told = watch.until("rendered");
        told.len() == 1
    });
}

#[test]
fn a_configuration_above_the_reports_was_not_watched() {
    let desk = Desk::with(&["r/deep/a.yaml"]);
    desk.replace("nacka-report.toml", "to = [\"html\"]\n");
    let watch = Watch::new(&desk, &["r/deep", "--message-format", "short"]);
    watch.until(HINT);
    desk.replace("nacka-report.toml", "to = [\"html\", \"docx\"]\n");
    let told = "note: nacka-report.toml: changed, and taken up";
    assert_eq!(watch.until("rendered"), [told, "rendered r/deep/a.docx"]);
    desk.replace("nacka-report.toml", "tu = [\"html\"]\n");
    watch.until("error: the configuration cannot be used");
    desk.replace("r/deep/a.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered r/deep/a.docx and r/deep/a.html");
    desk.replace("nacka-report.toml", "to = [\"html\", \"docx\"]\n");
    assert_eq!(watch.line(), WELL);
}

#[test]
fn pictures_two_folders_below_were_not_watched_if_their_report_was_rendered_before() {
    let desk = Desk::new();
    let pictures = ["snitt.png", "raknestolpe.png"]
        .map(|name| fs::read(project("samples/bilder").join(name)).unwrap());
    desk.write("r/bild/er/a.png", &pictures[0]);
    desk.write("r/a.yaml", sound("a") + "pictures: [{file: bild/er/a.png, alt: Ett snitt}]\n");
    assert_eq!(desk.run(&["render", "r/a.yaml", "-o", "out"]).status, Some(0));
    let watch = Watch::new(&desk, &["r/a.yaml", "-o", "out"]);
    watch.until(HINT);
    desk.replace("r/bild/er/a.png", &pictures[1]);
    assert_eq!(watch.line(), "rendered out/a.pdf");
}

/// Needs the right to have limits of its own, in a name space of its own; says so where that is denied.
#[cfg(target_os = "linux")]
#[test]
fn folders_that_the_system_would_not_watch_went_untold() {
    let desk = Desk::with(&["in/a.yaml", "in/b/b.yaml", "in/c/d/c.yaml"]);
    let within = |limit: &str| {
        let mut command = desk.heeding("unshare");
        let set = format!("echo {limit} && exec \"$0\" \"$@\"");
        command.args(["--user", "--map-root-user", "sh", "-c", &set]);
        command
    };
    let may = within("3 >/proc/sys/user/max_inotify_watches").arg("true").output();
    if !may.is_ok_and(|may| may.status.success()) {
        eprintln!("skipped: no limits of one's own");
        return;
    }
    let by = |limit: &str, arguments: &[&str]| {
        let mut command = within(limit);
        command.arg(env!("CARGO_BIN_EXE_nacka-report"));
        Watch::by(command, &desk, arguments)
    };
    let watch = by("3 >/proc/sys/user/max_inotify_watches", &["in", "-o", "out"]);
    let told = watch.until(HINT);
    assert!(
        told[0].starts_with("error: the system does not let all folders be watched"),
        "{told:?}"
    );
    assert!(told[1].contains("fs.inotify.max_user_watches"), "{told:?}");
    // What is watched still is, and it is told once.
    desk.replace("in/a.yaml", sound("ny"));
    assert_eq!(watch.line(), "rendered out/a.pdf");
    let mut watch = by("0 >/proc/sys/user/max_inotify_instances", &["in", "--lang", "sv"]);
    assert_eq!(watch.line(), "fel: systemet låter inget mer bevakas");
    assert_eq!(watch.child.wait().unwrap().code(), Some(2));
}

#[test]
fn a_busy_folder_is_waited_for() {
    let desk = Desk::with(&["in/a.yaml"]);
    let watch = Watch::new(&desk, &["in", "-o", "out"]);
    watch.until(HINT);
    let lock = fs::File::create(desk.path("out/nacka-report.manifest.json.part")).unwrap();
    lock.lock().unwrap();
    desk.replace("in/a.yaml", sound("ny"));
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
    desk.replace(opener, "#!/bin/sh\nprintf %s \"$1\" > shown.tmp && mv shown.tmp shown\n");
    fs::set_permissions(desk.path(opener), fs::Permissions::from_mode(0o755)).unwrap();
    // One with a mistake is shown once it is mended.
    desk.replace("a.yaml", "x");
    let watch = Watch::new(&desk, &["a.yaml", "--open"]);
    watch.until(HINT);
    assert!(!desk.path("shown").exists());
    desk.replace("a.yaml", sound("a"));
    watch.until("rendered a.pdf");
    assert_shown(&desk);
    drop(watch);
    fs::remove_file(desk.path("shown")).unwrap();
    let watch = Watch::new(&desk, &[".", "--open"]);
    watch.until(HINT);
    assert_shown(&desk);
    // And never again.
    fs::remove_file(desk.path("shown")).unwrap();
    desk.replace("a.yaml", sound("b"));
    watch.until("rendered ./a.pdf");
    watch.says_nothing();
    assert!(!desk.path("shown").exists());
}

#[cfg(unix)]
fn assert_shown(desk: &Desk) {
    let began = Instant::now();
    while !desk.path("shown").exists() && began.elapsed() < PATIENCE {
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
