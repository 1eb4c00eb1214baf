//! What commands say in English: lowercase, no full stop.

use nacka_report::diagnostic::Language::English;

use super::{CommandError, Counts, Due, Labels, Notice};

pub(super) const LABELS: Labels =
    Labels { error: "error", note: "note", help: "help", left: "left" };

pub(super) fn error(error: &CommandError) -> String {
    match error {
        CommandError::System { path, reason } => {
            format!("{}: {}", path.display(), reason.words(English))
        }
        CommandError::Foreign { message } => message.clone(),
        CommandError::Render(diagnostic) => diagnostic.message(English),
        CommandError::UnknownCode { code, .. } => format!("there is no diagnostic \"{code}\""),
        CommandError::UnknownCommand { name } => format!("there is no command \"{name}\""),
        CommandError::NoManifest { manifest } => format!("{}: no such file", manifest.display()),
        CommandError::BrokenManifest { manifest } => {
            format!("{}: the manifest breaks off or is not as it was written", manifest.display())
        }
        CommandError::FileExists { file } => format!("{}: there is a file already", file.display()),
        CommandError::StandardInputAmongPaths => "standard input goes with no other PATH".into(),
        CommandError::StandardInputToSeveralFormats => {
            "standard output takes one document, so --to one format".into()
        }
        CommandError::StandardInputWithOptions => {
            "standard input is rendered to standard output, without --output, --report, --dry-run \
             and the message formats json and sarif"
                .into()
        }
        CommandError::Busy { folder } => {
            format!("{}: another run is at work here", folder.display())
        }
        CommandError::LetterheadUnusable => "the letterhead cannot be used".into(),
    }
}

pub(super) fn hint(error: &CommandError) -> Option<String> {
    let hint = match error {
        CommandError::UnknownCode { suggestion: Some(suggestion), .. } => {
            return Some(format!("did you mean `{suggestion}`?"));
        }
        CommandError::UnknownCode { suggestion: None, .. } => {
            "`nacka-report explain` alone lists all codes"
        }
        CommandError::UnknownCommand { .. } => "`nacka-report help` lists all commands",
        CommandError::NoManifest { .. } => "verify a folder that render --output has written",
        CommandError::BrokenManifest { .. } => {
            "`nacka-report render` into the folder writes it anew"
        }
        CommandError::FileExists { .. } => "choose another name, or overwrite it with --force",
        CommandError::Busy { .. } => "wait until it has finished, or choose another folder",
        _ => return None,
    };
    Some(hint.to_owned())
}

pub(super) fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Rendered { counts, elapsed } => {
            let Counts { rendered, unchanged, failed, .. } = counts;
            let (seconds, rate) = (elapsed.as_secs_f64(), counts.rate(*elapsed));
            format!(
                "rendered {rendered}, unchanged {unchanged}, failed {failed} \
                 in {seconds:.1} s ({rate:.0} documents/s)"
            )
        }
        Notice::WouldRender { counts: Counts { rendered, unchanged, failed, .. } } => {
            format!("would render {rendered}, unchanged {unchanged}, failed {failed}")
        }
        Notice::Checked { checked, failed, elapsed } => {
            format!("checked {checked}, failed {failed} in {:.1} s", elapsed.as_secs_f64())
        }
        Notice::Verified { intact, failed } => {
            format!("verified {}: {intact} intact, {failed} not", intact + failed)
        }
        Notice::Failures(count) => format!("{count} failed"),
        Notice::ReportGone { document } => format!("{}: its report is gone", document.display()),
        Notice::Removed { document } => {
            format!("{}: removed, its report is gone", document.display())
        }
        Notice::Due { document, due } => format!("{}: {}", document.display(), reason(due)),
    }
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
        Due::ProgramChanged => "this is another version of nacka-report",
        Due::Missing => "the document is missing",
        Due::Damaged => "the document is not as it was written",
    }
    .to_owned()
}
