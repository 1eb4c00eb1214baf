//! What the server keeps between two starts, in the user's own folder for such things: the secret
//! of a folder, and what was entered in its reports but is not saved.

use std::env;
use std::fs::DirBuilder;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use maud::{DOCTYPE, html};
use serde::{Deserialize, Serialize};

use crate::output::hold::{self, Refusal};
use crate::output::{Digest, Folder};
use nacka_report::entry::Left;

/// Ports that the system gives out to nobody by itself, and that few programs ask for.
const PORTS: std::ops::Range<u64> = 20_000..32_000;

/// Bytes of a secret: more than anybody can try.
const SECRET: usize = 32;

/// Largest draft that is read, in bytes: a report and a copy of it, escaped at the worst, and as much
/// as can be sent of what could not be written.
const MAX_DRAFT: usize = 48 * 1024 * 1024;

/// The file that is locked as long as a server runs. Another says who that is: on Windows, what is
/// locked cannot be read.
const LOCK: &str = "lock";

/// What the server that runs says of itself.
const SERVING: &str = "serving.json";

/// How the names of drafts begin.
const DRAFT: &str = "draft-";

/// How often, and how far apart, a server that has just been started is asked for its address.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_millis(100);

/// A folder's own port.
pub fn own_port(folder: &Path) -> u16 {
    let number = Digest::of(folder.as_os_str().as_encoded_bytes()).number();
    (PORTS.start + number % (PORTS.end - PORTS.start)) as u16
}

/// What is kept of a folder of reports.
#[derive(Debug)]
pub struct Store {
    folder: Folder,
    path: PathBuf,
    /// The lock, held until the program ends, however it ends.
    lock: Option<File>,
}

/// What a server that runs has open.
#[derive(Debug, Serialize, Deserialize)]
pub struct Serving {
    /// The address to open, with the secret in it.
    pub address: String,
    /// The one report of the folder, if it was named.
    pub only: Option<String>,
}

/// A report that is being worked on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The file, as it is called below the folder.
    pub file: String,
    /// The digest of what was on the disk when the work began; none if there was no file.
    pub disk: Option<String>,
    /// The text that the form was filled in from.
    pub ground: String,
    /// The text with what was entered.
    pub text: String,
    /// What was entered too, but cannot be written into the text.
    #[serde(default)]
    pub left: Vec<Left>,
    /// The tab that entered the text, by the number that it gave itself.
    #[serde(default)]
    pub tab: Option<u64>,
    /// What tells this text from all others that the report has had.
    pub revision: u64,
}

impl Kept {
    /// Whether something is entered that is not saved.
    pub fn has_draft(&self) -> bool {
        self.text != self.ground || !self.left.is_empty()
    }
}

/// A number for a text that no other has, so that nobody who knows another is taken for one who
/// knows this: neither a tab from before the program was started again, nor one of a second server.
pub fn revision() -> io::Result<u64> {
    /// As many as a script's numbers have.
    const BITS: u32 = 53;
    Ok(u64::from_le_bytes(random()?) >> (u64::BITS - BITS))
}

/// Bytes that nobody can guess.
fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

impl Store {
    /// Where what is kept of a folder of reports lies, which is named without links; nowhere if the
    /// user has no folder of their own.
    pub fn place(folder: &Path) -> Option<PathBuf> {
        let name = Digest::of(folder.as_os_str().as_encoded_bytes()).to_string();
        Some(state_folder()?.join("nacka-report").join("edit").join(name))
    }

    /// Opens the folder of what is kept, and makes it if it is not there.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        // For nobody else to read.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self { folder: Folder::open(&path)?, path, lock: None })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the folder for this server, since two would overwrite each other's drafts. Gives what
    /// the server has open that has taken it already.
    pub fn taken(&mut self) -> io::Result<Option<Serving>> {
        match hold::exclusive(&self.folder, LOCK) {
            Ok((lock, _)) => {
                self.folder.remove_file(SERVING)?;
                self.lock = Some(lock);
                return Ok(None);
            }
            // A file system without locks is no reason to refuse.
            Err(Refusal::NoLocks) => return Ok(None),
            Err(Refusal::Io(error) | Refusal::File(_, error)) => return Err(error),
            Err(_) => {}
        }
        for _ in 0..TRIES {
            let said = self.read(SERVING, MAX_DRAFT).ok();
            if let Some(serving) = said.and_then(|said| serde_json::from_str(&said).ok()) {
                return Ok(Some(serving));
            }
            sleep(BETWEEN);
        }
        Err(io::ErrorKind::ResourceBusy.into())
    }

    /// Says what this server has open.
    pub fn serving(&self, serving: &Serving) -> io::Result<()> {
        let text = serde_json::to_vec(serving).map_err(io::Error::other)?;
        self.folder.replace(SERVING, |file| file.write_all(&text))
    }

    /// The folder's secret, made when it is first asked for. It stays the same, so that a tab goes
    /// on when the server is started again.
    pub fn secret(&self) -> io::Result<String> {
        if let Ok(secret) = self.read("secret", 2 * SECRET)
            && secret.len() == 2 * SECRET
        {
            return Ok(secret);
        }
        // In letters that an address takes.
        let secret = Digest::of(&random::<SECRET>()?).to_string();
        self.folder.replace("secret", |file| file.write_all(secret.as_bytes()))?;
        Ok(secret)
    }

    /// Writes a page that leads to an address, for the user alone to read.
    pub fn door(&self, address: &str) -> io::Result<PathBuf> {
        let page = html! {
            (DOCTYPE)
            html {
                head {
                    meta charset="utf-8";
                    meta http-equiv="refresh" content=(format!("0;url={address}"));
                    title { "nacka-report" }
                }
                body { a href=(address) { "nacka-report" } }
            }
        };
        self.folder.replace("open.html", |file| file.write_all(page.into_string().as_bytes()))?;
        Ok(self.path.join("open.html"))
    }

    /// What is kept of a report.
    pub fn draft(&self, file: &str) -> Option<Kept> {
        let text = self.read(&draft_name(file), MAX_DRAFT).ok()?;
        serde_json::from_str(&text).ok().filter(|kept: &Kept| kept.file == file)
    }

    /// The reports that are kept, sorted.
    pub fn drafts(&self) -> io::Result<Vec<String>> {
        let drafts = self.folder.entries(Path::new(""))?.into_iter().filter_map(|(name, _)| {
            let name = name.into_string().ok().filter(|name| name.starts_with(DRAFT))?;
            let kept: Kept = serde_json::from_str(&self.read(&name, MAX_DRAFT).ok()?).ok()?;
            (draft_name(&kept.file) == name).then_some(kept.file)
        });
        let mut drafts: Vec<String> = drafts.collect();
        drafts.sort();
        Ok(drafts)
    }

    /// Keeps a report.
    pub fn keep(&self, kept: &Kept) -> io::Result<()> {
        let text = serde_json::to_vec(kept).map_err(io::Error::other)?;
        self.folder.replace(draft_name(&kept.file), |file| file.write_all(&text))
    }

    /// Forgets a report: it is saved, or what was entered is thrown away.
    pub fn forget(&self, file: &str) -> io::Result<()> {
        self.folder.remove_file(draft_name(file))
    }

    fn read(&self, name: &str, most: usize) -> io::Result<String> {
        let mut text = String::new();
        let file = self.folder.file(name)?;
        io::Read::read_to_string(&mut io::Read::take(file, most as u64 + 1), &mut text)?;
        Ok(text)
    }
}

fn draft_name(file: &str) -> String {
    format!("{DRAFT}{}.json", Digest::of(file.as_bytes()))
}

/// The user's folder for what programs keep, as each system has it.
fn state_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        let path = env::var_os(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let home = || named("HOME");
    if cfg!(windows) {
        named("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        named("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local/state")))
    }
}
