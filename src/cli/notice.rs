//! What commands have to say beside diagnostics, as data until it is printed.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nacka_report::diagnostic::{Diagnostic, Problem, Reason};
use nacka_report::render::RenderError;

use crate::output::{Due, Refusal, Unmergeable};
use crate::package::Flaw;

/// Why a command could not run.
#[derive(Debug)]
pub enum CommandError {
    /// The system refused a file or folder.
    System { path: PathBuf, reason: Reason },
    /// There is no such file, but one with an ending.
    WithoutEnding { path: PathBuf, meant: PathBuf },
    /// What a library says in its own words.
    Foreign { message: String },
    /// Nothing can be rendered as it was asked for.
    Render(Box<Diagnostic>),
    /// There is no diagnostic of this code.
    UnknownCode { code: String, suggestion: Option<&'static str> },
    /// There is no command of this name.
    UnknownCommand { name: String, suggestion: Option<String> },
    /// Only reports are edited.
    NotAReportName { path: PathBuf },
    /// Another report of the folder is edited already.
    OpenAlready { report: String },
    /// What is entered and not saved cannot be kept anywhere.
    StateFolder { path: PathBuf, reason: Reason },
    /// The user has no folder for it.
    NoStateFolder,
    /// There is no report to work on.
    NoReports { paths: Vec<PathBuf> },
    /// A folder without a manifest cannot be verified.
    NoManifest { manifest: PathBuf },
    /// The manifest ends too early or has been tampered with.
    BrokenManifest { manifest: PathBuf },
    /// The manifest lists no document: there is nothing to verify.
    EmptyManifest { manifest: PathBuf },
    /// The manifest is of the version before.
    OldManifest { manifest: PathBuf },
    /// The manifest says that a later version of this program wrote it.
    NewerManifest { manifest: PathBuf },
    /// What is given as a digest is none.
    NotADigest { text: String },
    /// What is given as a key for signatures is none.
    NotAKey { text: String },
    /// More reports are gone than may be at once.
    TooManyGone { gone: usize, recorded: usize, most: usize },
    /// Nothing is overwritten unasked.
    FileExists { file: PathBuf },
    /// A report to fill in is not called so.
    NotAStarterName { file: PathBuf },
    /// A letterhead for a file that shows none.
    LetterheadWithoutForm,
    /// The output is one document, of another format than is asked for, or of several.
    OtherFormat { document: PathBuf },
    /// The output is one document, but there is a folder or several reports.
    SeveralReportsToOneDocument { document: PathBuf },
    /// The output is named like a file, but not like a document.
    NoDocumentEnding { output: PathBuf },
    /// The output is one document, but the manifest's option asks for a folder.
    DocumentWithPrune { document: PathBuf },
    /// Standard input is given together with files.
    StandardInputAmongPaths,
    /// Standard input is given with more than one format.
    StandardInputToSeveralFormats,
    /// Standard input is given with options that are for files.
    StandardInputWithOptions,
    /// There is no standard output for the document.
    StandardOutputClosed,
    /// Another run writes into the folder.
    Busy { folder: PathBuf },
    /// A merge of the folder's shards was killed when it was all but done.
    HalfMerged { folder: PathBuf },
    /// The file system does not lock files.
    NoLocks { folder: PathBuf },
    /// A shard sees too little to remove anything.
    PruneInShard,
    /// There are no shards' manifests to merge.
    NoShards { folder: PathBuf },
    /// There are shards of several divisions.
    MixedShards { folder: PathBuf, divisions: Vec<u32> },
    /// Not all shards have come to their end.
    MissingShards { folder: PathBuf, of: u32, never: Vec<u32>, broken_off: Vec<u32> },
    /// A shard's manifest is not as it was written.
    BrokenShard { manifest: PathBuf },
    /// The shards' manifests are to be merged first.
    Unmerged { folder: PathBuf },
    /// The system lets no further thread start.
    NoThread { reason: Reason },
    /// What --watch says cannot be one document, which ends with the run.
    WatchIntoDocument,
    /// Standard input does not change.
    WatchStandardInput,
    /// The system's limits let some folders not be watched, or nothing at all.
    Unwatched { is_all: bool },
    /// What PDFs are made from is to travel in them, but none is made.
    EmbedWithoutPdf,
    /// What PDFs are made from is to travel in them, but their standards take no files.
    EmbedInStandard { standards: Vec<String> },
    /// --prune without an output folder.
    PruneWithoutOutput,
    /// The reports of a run have different configuration files; one alone holds for a part of them.
    SeveralConfigurations { files: Vec<PathBuf> },
    /// What an option from the configuration leads to.
    Configured { file: PathBuf, line: usize, key: &'static str, error: Box<CommandError> },
    /// A pattern for files cannot be read.
    NotAPattern { text: String },
    /// The configuration file has problems, which have been shown.
    ConfigUnusable,
    /// The letterhead has problems, which have been shown.
    LetterheadUnusable,
    /// There is something where a package is to go.
    PackageExists { path: PathBuf },
    /// The package file has problems, which have been shown.
    PackageFileUnusable,
    /// A package can be made only of what has come to its end.
    UnfinishedFolder { folder: PathBuf },
    /// What is given as a validator's report is none.
    NotAValidation { file: PathBuf },
    /// A validator's report says nothing about any of the documents.
    ForeignValidation { file: PathBuf },
    /// There is no package to verify.
    NoPackage { path: PathBuf },
    /// A list in a package cannot be read.
    BrokenList { list: PathBuf },
    /// An option that is for output folders alone is given with a package.
    FolderOption { option: &'static str },
}

impl CommandError {
    /// What the system says about a path.
    pub fn about(path: &Path, error: &io::Error) -> Self {
        Self::System { path: path.to_path_buf(), reason: error.into() }
    }

    /// What was wrong with a file or folder on a walk.
    pub fn on_walk(error: &ignore::Error) -> Self {
        match (error, error.io_error()) {
            (ignore::Error::WithDepth { err, .. }, _) => Self::on_walk(err),
            (ignore::Error::WithPath { path, .. }, Some(reason)) => Self::about(path, reason),
            _ => Self::Foreign { message: error.to_string() },
        }
    }

    /// Why a run cannot have its output folder.
    pub fn refused(folder: &Path, why: &Refusal) -> Self {
        match why {
            Refusal::Busy => Self::Busy { folder: folder.to_path_buf() },
            Refusal::HalfMerged => Self::HalfMerged { folder: folder.to_path_buf() },
            Refusal::NoLocks => Self::NoLocks { folder: folder.to_path_buf() },
            Refusal::NewerManifest(name) => Self::NewerManifest { manifest: folder.join(name) },
            Refusal::File(name, error) => Self::about(&folder.join(name), error),
            Refusal::Io(error) => Self::about(folder, error),
        }
    }
}

impl CommandError {
    /// Why shards in a folder cannot be merged.
    pub fn unmergeable(folder: &Path, why: Unmergeable) -> Self {
        let path = || folder.to_path_buf();
        match why {
            Unmergeable::Refused(why) => Self::refused(folder, &why),
            Unmergeable::NoShards => Self::NoShards { folder: path() },
            Unmergeable::Mixed(divisions) => Self::MixedShards { folder: path(), divisions },
            Unmergeable::Missing { of, never, broken_off } => {
                Self::MissingShards { folder: path(), of, never, broken_off }
            }
            Unmergeable::Damaged(name) => Self::BrokenShard { manifest: folder.join(name) },
            Unmergeable::DamagedMerge(name) => Self::BrokenManifest { manifest: folder.join(name) },
        }
    }
}

impl From<RenderError> for CommandError {
    fn from(error: RenderError) -> Self {
        Self::Render(Box::new(Diagnostic::of_file(Problem::RenderFailed { error })))
    }
}

/// Something worth knowing that is no error.
#[derive(Debug)]
pub enum Notice<'a> {
    /// The end of a run of `render`.
    Rendered { counts: Counts, elapsed: Duration },
    /// The same, if few documents were written and no other report is to be told of but failed ones.
    RenderedFew { documents: &'a [PathBuf], failed: usize, warnings: usize, elapsed: Duration },
    /// The end of a run of `render --dry-run`.
    WouldRender { counts: Counts },
    /// The end of a run of `check`.
    Checked { checked: usize, failed: usize, warnings: usize, elapsed: Duration },
    /// The end of a run of `read`.
    Read { written: usize, failed: usize, warnings: usize },
    /// The end of a run of `verify`.
    Verified { intact: usize, failed: usize },
    /// How many documents `verify --rerender` has proven, could not prove, and found to be otherwise.
    Proven { proven: usize, unproven: usize, otherwise: usize },
    /// The end of a run of `package`.
    Packaged { packages: &'a [PathBuf], reports: usize, documents: usize },
    /// Nothing was packaged because of this many flaws.
    NotPackaged { flaws: usize },
    /// Something about a report keeps it out of a package.
    Flawed { file: &'a str, flaw: &'a Flaw },
    /// So many reports are in a package without what their documents were made from.
    WithoutSource { count: usize, of: usize },
    /// The validator's report says nothing about some of the documents.
    NotValidated { count: usize, file: &'a Path },
    /// A package's folder is not called as the package is.
    OtherName { folder: &'a Path, identifier: &'a str },
    /// The digest of a package's own list.
    ListDigest { list: &'static str, digest: String },
    /// The end of a run of `merge`.
    Merged { reports: usize, documents: usize },
    /// The manifest's own digest, which `verify` prints.
    ManifestDigest { digest: String },
    /// The manifest's own digest is not the one that was given.
    OtherDigest { manifest: &'a Path, digest: String },
    /// The manifest is signed with the key that was given.
    Signed { manifest: &'a Path, comment: String },
    /// The manifest is not signed at all.
    Unsigned { signature: &'a Path },
    /// The signature is not one of this manifest with the key that was given.
    WrongSignature { signature: &'a Path },
    /// How many reports have failed so far.
    Failures(usize),
    /// A document whose report is not there any more.
    ReportGone { document: &'a Path },
    /// Such a document was removed.
    Removed { document: &'a Path },
    /// A document that would be rendered, and why.
    Due { document: &'a Path, due: &'a Due },
    /// A YAML file in a folder that is no report.
    PassedBy { file: &'a Path },
    /// Two reports whose names are one on some systems.
    NamesAlike { one: &'a Path, other: &'a Path },
    /// A run was broken off; what it did is taken over.
    TakenUp { folder: &'a Path },
    /// Shards' manifests that were not merged are taken over.
    ShardsTakenUp { folder: &'a Path },
    /// Shards' manifests are not merged.
    Unmerged { folder: &'a Path },
    /// A run was broken off, or is still at work.
    Unfinished { folder: &'a Path },
    /// The manifest was damaged, and is written anew.
    DamagedManifest { manifest: &'a Path },
    /// The manifest was of the version before, and is written anew.
    OldManifest { manifest: &'a Path },
    /// A document that no manifest knows.
    Unrecorded { document: &'a Path },
    /// The end of the first pass of --watch.
    Watching,
    /// What a watch told to be wrong is so no longer, and no new document says it.
    AllWell,
    /// So many reports still have the mistakes that a watch has told.
    StillFailing(usize),
    /// Something that is watched is there again.
    Back { path: &'a Path },
    /// A change of the configuration holds from now on.
    ConfigChanged { file: &'a Path },
    /// The end of `new`: a report to fill in is there.
    Started { file: &'a Path },
    /// The blank form was written.
    BlankForm { file: &'a Path },
    /// A package file to fill in was written.
    PackageFileStarted { file: &'a Path },
    /// The form is to be found at an address.
    Serving { address: &'a str },
    /// The form is to be found at an address, by another start of the program.
    ServingAlready { address: &'a str },
    /// The file that the starter's first line names is not this version's schema.
    OtherSchema { schema: &'a Path },
}

/// What became of the reports of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub rendered: usize,
    pub unchanged: usize,
    pub failed: usize,
    pub warnings: usize,
    /// Reports that the run did not come to.
    pub untried: usize,
    /// Files that are no reports.
    pub passed_by: usize,
}

impl Counts {
    /// Whether one report was rendered, and no other was met.
    pub fn is_one_report(&self) -> bool {
        self.rendered == 1 && self.unchanged + self.failed + self.untried == 0
    }

    /// Reports a second.
    pub fn rate(&self, elapsed: Duration) -> f64 {
        self.rendered as f64 / elapsed.as_secs_f64().max(0.001)
    }
}

/// The words that stand before or beside others.
pub struct Labels {
    pub error: &'static str,
    pub note: &'static str,
    pub help: &'static str,
    /// After the time that a run will still take.
    pub left: &'static str,
}

/// A file's name as it is typed in a command: no option, and in quotation marks if a shell would take
/// something in it for its own.
pub fn word(file: &Path) -> String {
    let mut name = file.display().to_string();
    if name.starts_with('-') {
        name.insert_str(0, "./");
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:\\,+@%=~".contains(c);
    // A tilde is a home folder at the beginning only.
    if name.chars().all(is_plain) && !name.starts_with('~') && !name.is_empty() {
        name
    } else if cfg!(windows) {
        format!("\"{name}\"")
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

/// Names, the last after a word.
pub fn names_and(paths: &[PathBuf], and: &str) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {and} {last}", before.join(", "))
        }
        _ => names.concat(),
    }
}
