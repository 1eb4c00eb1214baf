//! What commands say in English: lowercase, no full stop.

use std::path::Path;

use std::path::PathBuf;

use nacka_report::diagnostic::Language::English;

use crate::cli::notice::{CommandError, Counts, Labels, Notice, names_and, word};
use crate::output::Due;
use crate::package::Flaw;

pub(super) const LABELS: Labels =
    Labels { error: "error", note: "note", help: "help", left: "left" };

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn error(error: &CommandError) -> String {
    match error {
        CommandError::System { path, reason } | CommandError::StateFolder { path, reason } => {
            format!("{}: {}", path.display(), reason.words(English))
        }
        CommandError::WithoutEnding { path, .. } => {
            format!("{}: no such file or directory", path.display())
        }
        CommandError::Foreign { message } => message.clone(),
        CommandError::Render(diagnostic) => diagnostic.message(English),
        CommandError::UnknownCode { code, .. } => format!("there is no diagnostic \"{code}\""),
        CommandError::UnknownCommand { name, .. } => format!("there is no command \"{name}\""),
        CommandError::NotAReportName { path } => {
            format!("{}: neither a folder nor a report's file (*.yaml)", path.display())
        }
        CommandError::OpenAlready { report } => {
            format!("\"{report}\" of this folder is open already, and the program shows one thing of a folder at a time")
        }
        CommandError::NoStateFolder => {
            "there is no folder for what is entered and not saved: neither XDG_STATE_HOME nor HOME \
             names one (on Windows, LOCALAPPDATA)"
                .into()
        }
        CommandError::NoReports { paths } => format!("{}: no report found", names(paths)),
        CommandError::NoManifest { manifest } => format!("{}: no such file", manifest.display()),
        CommandError::BrokenManifest { manifest } => {
            format!("{}: the manifest breaks off or is not as it was written", manifest.display())
        }
        CommandError::EmptyManifest { manifest } => {
            format!("{}: the manifest lists no document", manifest.display())
        }
        CommandError::OldManifest { manifest } => {
            format!("{}: the manifest was written by an earlier version", manifest.display())
        }
        CommandError::NewerManifest { manifest } => {
            format!("{}: the manifest was written by a later version", manifest.display())
        }
        CommandError::NotADigest { text } => format!("\"{text}\" is no SHA-256 digest"),
        CommandError::NotAKey { text } => {
            format!("\"{text}\" is neither a public key of minisign nor a file with one")
        }
        CommandError::TooManyGone { gone, recorded, most } => format!(
            "{gone} of {recorded} reports on record are gone, more than {most}: nothing is removed"
        ),
        CommandError::FileExists { file } => format!("{}: there is a file already", file.display()),
        CommandError::NotAStarterName { file } => {
            format!("{}: a report's file ends in .yaml or .yml", file.display())
        }
        CommandError::LetterheadWithoutForm => {
            "--letterhead is for a blank form in Word: a report has its letterhead when it is rendered"
                .to_owned()
        }
        CommandError::OtherFormat { document } => {
            format!("{}: --to asks for something else than this one document", document.display())
        }
        CommandError::SeveralReportsToOneDocument { document } => {
            format!("{}: one document is made of one report", document.display())
        }
        CommandError::NoDocumentEnding { output } => {
            format!("{}: no document ends like this", output.display())
        }
        CommandError::DocumentWithPrune { document } => {
            format!(
                "{}: --prune looks through a folder, and this is a document",
                document.display()
            )
        }
        CommandError::StandardInputAmongPaths => "standard input goes with no other PATH".into(),
        CommandError::StandardInputToSeveralFormats => {
            "standard output takes one document, so --to one format".into()
        }
        CommandError::StandardInputWithOptions => {
            "standard input is rendered to standard output, without --output, --report, --dry-run \
             and the message formats json, sarif and gitlab"
                .into()
        }
        CommandError::StandardOutputClosed => "there is no standard output to write to".into(),
        CommandError::NoThread { reason } => {
            format!("the system lets no further thread start: {}", reason.words(English))
        }
        CommandError::Busy { folder } => {
            format!("{}: another run is at work here", folder.display())
        }
        CommandError::WatchIntoDocument => {
            "--watch goes with no message format that is one document: sarif, gitlab".into()
        }
        CommandError::Unwatched { is_all: true } => "the system lets nothing more be watched".into(),
        CommandError::Unwatched { is_all: false } => {
            "the system does not let all folders be watched: what changes in some of them goes unseen"
                .into()
        }
        CommandError::WatchStandardInput => "--watch does not go with standard input".into(),
        CommandError::EmbedWithoutPdf => {
            "--embed-source is for PDFs, and none is made; Word documents carry their report anyway"
                .into()
        }
        CommandError::EmbedInStandard { standards } => format!(
            "a PDF that keeps to {} cannot carry what it is made from",
            standards.join(", ")
        ),
        CommandError::PruneWithoutOutput => "--prune requires --output".into(),
        CommandError::SeveralConfigurations { files } if files.len() == 1 => {
            format!("{}: it holds for a part of these reports only", names(files))
        }
        CommandError::SeveralConfigurations { files } => {
            format!("{}: one run takes one configuration", names(files))
        }
        CommandError::Configured { file, line, key, error } => {
            format!("{}, line {line}, {key}: {}", file.display(), self::error(error))
        }
        CommandError::NotAPattern { text } => format!("\"{text}\" is no pattern of file names"),
        CommandError::ConfigUnusable => "the configuration cannot be used".into(),
        CommandError::HalfMerged { folder } => {
            format!("{}: the manifests of shards are half merged here", folder.display())
        }
        CommandError::NoLocks { folder } => format!(
            "{}: files cannot be locked here, so two runs could be in each other's way",
            folder.display()
        ),
        CommandError::PruneInShard => "--prune goes with no shard, which sees a part only".into(),
        CommandError::NoShards { folder } => {
            format!("{}: there are no manifests of shards", folder.display())
        }
        CommandError::MixedShards { folder, divisions } => format!(
            "{}: there are shards of different divisions, of {}",
            folder.display(),
            numbers_and(divisions, "and of")
        ),
        CommandError::MissingShards { folder, of, never, broken_off } => {
            let count = never.len() + broken_off.len();
            let mut missing = Vec::new();
            if !never.is_empty() {
                missing.push(format!("never run: {}", numbers_and(never, "and")));
            }
            if !broken_off.is_empty() {
                missing.push(format!("broken off: {}", numbers_and(broken_off, "and")));
            }
            format!(
                "{}: {count} of {of} shards are missing; {}",
                folder.display(),
                missing.join("; ")
            )
        }
        CommandError::BrokenShard { manifest } => {
            format!("{}: the shard's manifest is not as it was written", manifest.display())
        }
        CommandError::Unmerged { folder } => {
            format!("{}: the manifests of shards are not merged yet", folder.display())
        }
        CommandError::LetterheadUnusable => "the letterhead cannot be used".into(),
        CommandError::PackageExists { path } => {
            format!("{}: there is something of this name already", path.display())
        }
        CommandError::PackageFileUnusable => "the package file cannot be used".into(),
        CommandError::UnfinishedFolder { folder } => {
            format!("{}: a run was broken off or is at work here", folder.display())
        }
        CommandError::NotAValidation { file } => {
            format!("{}: no report of veraPDF as XML", file.display())
        }
        CommandError::ForeignValidation { file } => {
            format!("{}: it says nothing about any of these documents", file.display())
        }
        CommandError::NoPackage { path } => {
            format!("{}: no package, it has no METS.xml and no bagit.txt", path.display())
        }
        CommandError::BrokenList { list } => {
            format!("{}: the package's list is missing or not as it was written", list.display())
        }
        CommandError::FolderOption { option } => {
            format!("{option} goes with an output folder, and this is a package")
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn hint(error: &CommandError) -> Option<String> {
    let hint = match error {
        CommandError::Configured { error, .. } => match &**error {
            CommandError::EmbedInStandard { .. } => {
                "only PDF/A-3 takes files of any kind: write `pdf-standard = [\"a-3a\", \"ua-1\"]` in \
                 the file if the archive agrees to it, or remove `embed-source`"
            }
            error => return hint(error),
        },
        CommandError::NotAPattern { .. } => {
            "patterns are those of a .gitignore file: `*` for any characters, `[` only with its `]`"
        }
        CommandError::WithoutEnding { meant, .. } => {
            return Some(format!("did you mean `{}`?", word(meant)));
        }
        CommandError::UnknownCode { suggestion: Some(suggestion), .. } => {
            return Some(format!("did you mean `{suggestion}`?"));
        }
        CommandError::UnknownCode { suggestion: None, .. } => {
            "`nacka-report explain` alone lists all codes"
        }
        CommandError::OpenAlready { .. } => {
            "end that with Ctrl-C in the window where it was started; \
            what is not saved stays"
        }
        CommandError::StateFolder { .. } => {
            "here `edit` keeps what is entered and not saved: make the folder writable, or name \
            another one in the variable XDG_STATE_HOME (on Windows, LOCALAPPDATA)"
        }
        CommandError::NoStateFolder => {
            "set XDG_STATE_HOME (on Windows, LOCALAPPDATA) to a folder of your own"
        }
        CommandError::UnknownCommand { suggestion: Some(suggestion), .. } => {
            return Some(format!("did you mean `{suggestion}`?"));
        }
        CommandError::UnknownCommand { suggestion: None, .. } => {
            "`nacka-report help` lists all commands"
        }
        CommandError::NoReports { .. } => {
            "reports end in .yaml or .yml; hidden files and what .gitignore, .ignore, --include and \
             --exclude leave out are not looked at"
        }
        CommandError::NoManifest { .. } => "verify a folder that render --output has written",
        CommandError::BrokenManifest { .. } | CommandError::OldManifest { .. } => {
            "`nacka-report render` into the folder writes it anew"
        }
        CommandError::EmptyManifest { .. } => "`nacka-report render` into the folder fills it",
        CommandError::NewerManifest { .. } => "take that version, or another output folder",
        CommandError::PackageExists { .. } => "choose another name, or move it away first",
        CommandError::UnfinishedFolder { .. } => "let `nacka-report render` come to its end first",
        CommandError::ForeignValidation { .. } => {
            "it must be about the documents as they lie in the folder now, and give their sizes"
        }
        CommandError::NoPackage { .. } => {
            "all that is in a package lies in one folder, beside its METS.xml or bagit.txt"
        }
        CommandError::FolderOption { .. } => {
            "without it, every file in the package is compared with the package's lists"
        }
        CommandError::NotAStarterName { file } => {
            let name = word(&file.with_extension("yaml"));
            return Some(format!("name it `{name}`; a blank form in Word ends in .docx"));
        }
        CommandError::NotADigest { .. } => "it has 64 hexadecimal digits, as sha256sum prints",
        CommandError::TooManyGone { .. } => {
            "check that all folders are there; if the reports are meant to be gone, say how many \
             with --prune-at-most"
        }
        CommandError::SeveralConfigurations { .. } => {
            "deal with these reports in a run each, or name one file with --config"
        }
        CommandError::NoThread { .. } => "work on fewer reports at a time with --jobs",
        CommandError::OtherFormat { .. } => {
            "leave out --to, or name a folder in which the documents of all formats have room"
        }
        CommandError::SeveralReportsToOneDocument { .. } => {
            "name the report's own file, or a folder for the documents"
        }
        CommandError::NoDocumentEnding { .. } => {
            "documents end in .pdf, .docx or .html; a folder of this name has to be there already"
        }
        CommandError::EmbedInStandard { .. } => {
            "only PDF/A-3 takes files of any kind: add --pdf-standard a-3a,ua-1 if the archive \
             agrees to it, or leave out --embed-source"
        }
        CommandError::LetterheadWithoutForm => {
            "give FILE a name that ends in .docx, or leave out --letterhead"
        }
        CommandError::FileExists { .. } => "choose another name, or overwrite it with --force",
        CommandError::Unwatched { .. } => {
            "raise the limits fs.inotify.max_user_watches and fs.inotify.max_user_instances by sysctl, \
             end other programs that watch folders, or name fewer folders"
        }
        CommandError::Busy { .. } => "wait until it has finished, or choose another folder",
        CommandError::HalfMerged { folder } => {
            return Some(format!("run `nacka-report merge {}` again first", folder.display()));
        }
        CommandError::NoLocks { .. } => {
            "mount the file system so that it locks files: NFS in version 4, Lustre with flock"
        }
        CommandError::PruneInShard => {
            "when all shards are merged, `nacka-report render` without --shard but with --prune \
             removes what is gone"
        }
        CommandError::NoShards { .. } => {
            "run `nacka-report render` with --shard 1/N to N/N into the folder first"
        }
        CommandError::MixedShards { .. } => {
            "`nacka-report render` without --shard takes over what they have written, or remove the \
             files of the division that is not to count"
        }
        CommandError::MissingShards { .. } => "run those shards, then merge again",
        CommandError::BrokenShard { .. } => "run that shard again, then merge",
        CommandError::Unmerged { folder } => {
            return Some(format!("run `nacka-report merge {}` first", folder.display()));
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Rendered { counts, elapsed } => {
            let (seconds, rate) = (elapsed.as_secs_f64(), counts.rate(*elapsed));
            format!("rendered {} in {seconds:.1} s ({rate:.0} reports/s)", numbers(counts))
        }
        Notice::RenderedFew { documents, failed, warnings, elapsed } => format!(
            "rendered {}{}{} in {:.1} s",
            names_and(documents, "and"),
            and_failed(*failed),
            and_warnings(*warnings),
            elapsed.as_secs_f64()
        ),
        Notice::WouldRender { counts } => format!("would render {}", numbers(counts)),
        Notice::Checked { checked, failed, warnings, elapsed } => {
            let warnings = and_warnings(*warnings);
            format!(
                "checked {checked}, failed {failed}{warnings} in {:.1} s",
                elapsed.as_secs_f64()
            )
        }
        Notice::Read { written, failed, warnings } => {
            format!("read {written}, failed {failed}{}", and_warnings(*warnings))
        }
        Notice::Verified { intact, failed } => {
            format!("verified {}: {intact} intact, {failed} not", intact + failed)
        }
        Notice::Proven { proven, unproven, otherwise } => format!(
            "rendered once more: {proven} proven, {unproven} that cannot be, {otherwise} that differ"
        ),
        Notice::Packaged { packages, reports, documents } => {
            format!("packaged {reports} reports, {documents} documents: {}", names(packages))
        }
        Notice::NotPackaged { flaws } => format!("nothing packaged, wrong: {flaws}"),
        Notice::Flawed { file, flaw } => format!("{file}: {}", flaw_of(flaw)),
        Notice::WithoutSource { count, of } if count == of => {
            "the package holds documents only; --sources adds what they were made from".into()
        }
        Notice::WithoutSource { count, of } => format!(
            "of {of} reports {count} are there without what their documents were made from; \
             --sources adds it"
        ),
        Notice::NotValidated { count, file } => {
            format!("{}: it says nothing about {count} of the PDFs", file.display())
        }
        Notice::OtherName { folder, identifier } => format!(
            "{}: receivers expect that the package's folder is called \"{identifier}\"",
            folder.display()
        ),
        Notice::ListDigest { list, digest } => format!("the SHA-256 of {list}: {digest}"),
        Notice::Merged { reports, documents } => {
            format!("merged: {reports} reports, {documents} documents on record")
        }
        Notice::ManifestDigest { digest } => {
            format!("the manifest's SHA-256: {digest}")
        }
        Notice::OtherDigest { manifest, digest } => {
            format!("{}: another manifest, its SHA-256 is {digest}", manifest.display())
        }
        Notice::Signed { manifest, comment } => {
            format!("{}: signed by the key ({comment})", manifest.display())
        }
        Notice::Unsigned { signature } => {
            format!("{}: there is no signature", signature.display())
        }
        Notice::WrongSignature { signature } => {
            format!("{}: no signature of this manifest by the key", signature.display())
        }
        Notice::Failures(count) => format!("{count} failed"),
        Notice::ReportGone { document } => format!("{}: its report is gone", document.display()),
        Notice::Removed { document } => {
            format!("{}: removed, its report is gone", document.display())
        }
        Notice::PassedBy { file } => {
            format!("{}: passed by, it has none of a report's keys", file.display())
        }
        Notice::NamesAlike { one, other } => format!(
            "{} and {}: on some systems their documents are one file",
            one.display(),
            other.display()
        ),
        Notice::TakenUp { folder } => {
            format!("{}: the run before was broken off, and is taken up", folder.display())
        }
        Notice::ShardsTakenUp { folder } => {
            format!("{}: what shards have written is taken over", folder.display())
        }
        Notice::Unmerged { folder } => {
            format!("{}: the manifests of shards are not merged yet", folder.display())
        }
        Notice::Unfinished { folder } => format!(
            "{}: a run was broken off or is at work; what it did is not looked at",
            folder.display()
        ),
        Notice::DamagedManifest { manifest } => {
            format!("{}: the manifest was damaged, and is rebuilt", manifest.display())
        }
        Notice::OldManifest { manifest } => format!(
            "{}: the manifest was written by an earlier version, and is rebuilt",
            manifest.display()
        ),
        Notice::Unrecorded { document } => format!("{}: on no record", document.display()),
        Notice::AllWell => "all is well again".into(),
        Notice::StillFailing(1) => "1 report still has mistakes".into(),
        Notice::StillFailing(count) => format!("{count} reports still have mistakes"),
        Notice::Back { path } => format!("{}: there again", path.display()),
        Notice::ConfigChanged { file } => {
            format!("{}: changed, and taken up", file.display())
        }
        Notice::Watching => "what changes is rendered; Ctrl-C ends it".into(),
        Notice::Serving { address } => {
            format!("the form is open at {address} until Ctrl-C is pressed")
        }
        Notice::ServingAlready { address } => {
            format!("the form is open already, at {address}")
        }
        Notice::BlankForm { file } => blank_form(file),
        Notice::Started { file } => started(file),
        Notice::PackageFileStarted { file } => package_file_started(file),
        Notice::OtherSchema { schema } => format!(
            "{}: left as it is; `nacka-report schema` prints the one of this version",
            schema.display()
        ),
        Notice::Due { document, due } => format!("{}: {}", document.display(), reason(due)),
    }
}

/// What to do with a blank form that was written.
fn blank_form(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fill it in in Word, then make a PDF of it with `nacka-report render {name}`, or a \
         report in YAML with `nacka-report read {name}`",
        file.display()
    )
}

/// What to do with a package file's starter that was written.
fn package_file_started(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fill it in, then make a package with `nacka-report package DIR --with {name} \
         --output FILE.tar`",
        file.display()
    )
}

/// What to do with a starter that was written.
fn started(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fill it in, look for mistakes with `nacka-report check {name}`, then make a \
         PDF of it with `nacka-report render {name}`",
        file.display()
    )
}

/// The number of failed reports, if there are any.
fn and_failed(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", failed {count}") }
}

/// The number of warnings, if there are any.
fn and_warnings(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", warnings {count}") }
}

/// How many reports came out how.
fn numbers(counts: &Counts) -> String {
    let Counts { rendered, unchanged, failed, warnings, untried, .. } = counts;
    let warnings = and_warnings(*warnings);
    let untried = if *untried == 0 { String::new() } else { format!(", not tried {untried}") };
    format!("{rendered}, unchanged {unchanged}, failed {failed}{warnings}{untried}")
}

/// Numbers, the last after a word.
fn numbers_and(numbers: &[u32], and: &str) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match numbers.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {and} {last}", before.join(", "))
        }
        _ => numbers.concat(),
    }
}

fn names(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

fn reason(due: &Due) -> String {
    match due {
        Due::New => "new",
        Due::Forced => "forced",
        Due::ReportChanged => "the report has changed",
        Due::PictureChanged(file) => return format!("{file} has changed"),
        Due::LetterheadChanged => "the letterhead has changed",
        Due::FontsChanged => "the fonts have changed",
        Due::OptionsChanged => "the options have changed",
        Due::ProgramChanged => "this is another version of nacka-report or of the form",
        Due::Missing => "the document is missing",
        Due::Damaged => "the document is not as it was written",
    }
    .to_owned()
}

/// Why a report cannot go into a package.
fn flaw_of(flaw: &Flaw) -> String {
    match flaw {
        Flaw::DocumentMissing => "missing, the manifest lists it".to_owned(),
        Flaw::DocumentChanged => "it is not the document on the manifest".to_owned(),
        Flaw::DocumentUnreadable(reason) => reason.words(English),
        Flaw::SourceMissing => "not among the sources".to_owned(),
        Flaw::SourceChanged => {
            "it has changed since the documents were made; render them anew".to_owned()
        }
        Flaw::OtherLetterhead => {
            "it stands on another letterhead; name that with --letterhead".to_owned()
        }
        Flaw::Undescribed => {
            "no PDF says what the report is called; name its folder with --sources".to_owned()
        }
        Flaw::TooLarge => "larger than --max-size allows a package to be".to_owned(),
    }
}
