//! Signals that ask the program to end: what is in hand is finished first.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::status::Status;
use super::wording::CommandError;

/// Ctrl-C, a polite `kill`, and the end of the session.
#[cfg(unix)]
const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// Whether a signal has come, and which.
#[derive(Debug)]
pub struct Signals {
    stop: Arc<AtomicBool>,
    number: Arc<AtomicUsize>,
}

impl Signals {
    /// Catches signals from now on, but for those that the parent process has had ignored, as
    /// `nohup` does. A second signal ends the process at once.
    pub fn catch() -> io::Result<Self> {
        let caught = Self { stop: Arc::default(), number: Arc::default() };
        for signal in SIGNALS.into_iter().filter(|signal| !is_ignored(*signal)) {
            let code = Status::Stopped(signal as u8).code().into();
            flag::register_conditional_shutdown(signal, code, Arc::clone(&caught.stop))?;
            flag::register_usize(signal, Arc::clone(&caught.number), signal as usize)?;
            flag::register(signal, Arc::clone(&caught.stop))?;
        }
        Ok(caught)
    }

    /// Is set when a signal comes.
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// How the program is to end because of a signal, if one has come.
    pub fn status(&self) -> Option<Status> {
        let number = self.number.load(Ordering::Relaxed);
        (number != 0).then_some(Status::Stopped(number as u8))
    }
}

/// That signals cannot be caught.
pub fn no_signals(error: &io::Error) -> CommandError {
    CommandError::about(Path::new("Ctrl-C"), error)
}

/// Whether a signal is ignored, as far as the system tells: Linux does (proc(5), `SigIgn`).
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
