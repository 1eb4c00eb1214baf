//! Running the program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Child;
use std::process::{Command, Output, Stdio};
#[cfg(unix)]
use std::{thread, time::Duration};

use tempfile::TempDir;

use crate::support::project;

/// A temporary folder with reports in it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with a small sound report under each name.
    pub fn with(names: &[&str]) -> Self {
        let desk = Self::new();
        for name in names {
            desk.write(name, sound(name));
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Puts a file in its place whole, with the folders that are missing on the way to it, as most
    /// editors save: no other program ever sees half of it, however slow the machine is.
    pub fn replace(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        let is_missing = |place: &&Path| !place.parent().unwrap().exists();
        let place = path.ancestors().take_while(is_missing).last().map(|last| last.parent());
        let place = place.flatten().unwrap_or(&path);
        let way = path.strip_prefix(place).unwrap();
        let next = if way == Path::new("") { ".next".into() } else { Path::new(".next").join(way) };
        self.write(next, content);
        fs::rename(self.path(".next"), place).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program, to be started in the folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nacka-report"));
        command.args(arguments).current_dir(&self.folder).env("LC_ALL", "C").env_remove("NO_COLOR");
        command
    }

    /// The same, for a test that sends signals: whoever runs the tests may have had some ignored, as a
    /// shell does for jobs in the background and `nohup` for the end of a session.
    #[cfg(unix)]
    pub fn heeding(&self, program: &str) -> Command {
        let mut command = if cfg!(all(target_os = "linux", target_env = "gnu")) {
            let mut command = Command::new("env");
            command.args(["--default-signal", program]);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(&self.folder).env("LC_ALL", "C");
        command
    }

    /// Starts a run by a shell line that ends in it, sends it a signal when a file is there, and waits
    /// for its end.
    #[cfg(unix)]
    pub fn interrupt(&self, shell: &str, arguments: &[&str], file: &str, signal: &str) -> Ended {
        let mut command = self.heeding("sh");
        command.args(["-c", &format!("{shell} exec \"$0\" \"$@\"")]);
        command.arg(env!("CARGO_BIN_EXE_nacka-report")).args(arguments);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        while !self.path(file).exists() && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        send(signal, &child);
        child.wait_with_output().unwrap().into()
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.command(arguments).output().unwrap().into()
    }

    /// The same, but the system ends it after so many seconds of the processor's time: the clock on the
    /// wall also counts what else the machine does.
    #[cfg(unix)]
    pub fn run_within(&self, seconds: u32, arguments: &[&str]) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -t {seconds}; exec \"$0\" \"$@\"")]);
        command.arg(env!("CARGO_BIN_EXE_nacka-report")).args(arguments);
        command.current_dir(&self.folder).env("LC_ALL", "C").output().unwrap().into()
    }

    /// Runs the program with something on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that refuses its arguments does not read; the pipe is closed then.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap().into()
    }

    /// Every file below a folder with its content, in order.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let top = self.path(folder);
        let mut files: Vec<_> = ignore::WalkBuilder::new(&top)
            .standard_filters(false)
            .build()
            .map(Result::unwrap)
            .filter(|entry| entry.path().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    /// The names of every file below a folder, in order.
    pub fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_iter().map(|(name, _)| name).collect()
    }
}

/// Sends a signal to a program, and returns when it has been sent.
#[cfg(unix)]
pub fn send(signal: &str, to: &Child) {
    assert!(Command::new("kill").args([signal, &to.id().to_string()]).status().unwrap().success());
}

/// What comes of an attempt to interrupt a run over so many reports before its end, with ever more of
/// them until the signal was first: that depends on what else the machine does.
#[cfg(unix)]
pub fn before_its_end(
    reports: usize,
    at_its_end: i32,
    attempt: impl Fn(usize) -> (Desk, Ended),
) -> (Desk, Ended) {
    for times in [1, 3, 9, 27] {
        let tried = attempt(reports * times);
        if tried.1.status != Some(at_its_end) {
            return tried;
        }
    }
    panic!("every run was over before the signal came");
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ended {
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    /// Standard error, with dots for what the clock says.
    pub stderr: String,
}

impl Ended {
    /// Exit status and both outputs as one text, for a snapshot.
    pub fn told(&self) -> String {
        let stdout = String::from_utf8_lossy(&self.stdout);
        // What a manifest's digest is depends on every template.
        let told = |line: &str| match line.split_once("SHA-256: ") {
            Some((before, _)) => format!("{before}SHA-256: [digest]\n"),
            None => format!("{line}\n"),
        };
        let stderr: String = self.stderr.lines().map(told).collect();
        format!("exit {}\n--- stdout\n{stdout}--- stderr\n{stderr}", self.status.unwrap())
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let stderr = String::from_utf8(output.stderr).unwrap();
        let stderr: Vec<&str> = stderr
            .lines()
            .map(|line| {
                let clock = [(", failed ", " in "), (", med fel ", " på ")]
                    .iter()
                    .find_map(|(counts, clock)| line.find(clock).filter(|_| line.contains(counts)));
                let one = [("rendered ", " in "), ("skapade ", " på ")].iter().find_map(
                    |(begins, clock)| line.rfind(clock).filter(|_| line.starts_with(begins)),
                );
                let clock = clock.or(one);
                &line[..clock.unwrap_or(line.len())]
            })
            .collect();
        let stderr = stderr.into_iter().flat_map(|line| [line, "\n"]).collect();
        Self { status: output.status.code(), stdout: output.stdout, stderr }
    }
}

/// A small report without a mistake.
pub fn sound(title: &str) -> String {
    let report = fs::read_to_string(project("samples/frukostmote.yaml")).unwrap();
    let rest: String = report
        .lines()
        .skip_while(|line| !line.starts_with("purpose"))
        .fold(String::new(), |rest, line| rest + line + "\n");
    format!("title: Rapport {title}\n{rest}")
}
