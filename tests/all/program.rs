//! Running the program in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

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

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program, to be started in the folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nacka-report"));
        command.args(arguments).current_dir(&self.folder).env("LC_ALL", "C").env_remove("NO_COLOR");
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.command(arguments).output().unwrap().into()
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
