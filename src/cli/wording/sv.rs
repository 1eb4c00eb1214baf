//! What commands say in Swedish: lowercase, no full stop.

use nacka_report::diagnostic::Language::Swedish;

use super::{CommandError, Counts, Due, Labels, Notice};

pub(super) const LABELS: Labels = Labels { error: "fel", note: "obs", help: "tips", left: "kvar" };

pub(super) fn error(error: &CommandError) -> String {
    match error {
        CommandError::System { path, reason } => {
            format!("{}: {}", path.display(), reason.words(Swedish))
        }
        CommandError::Foreign { message } => message.clone(),
        CommandError::Render(diagnostic) => diagnostic.message(Swedish),
        CommandError::UnknownCode { code, .. } => format!("det finns inget fel \"{code}\""),
        CommandError::UnknownCommand { name } => format!("det finns inget kommando \"{name}\""),
        CommandError::NoManifest { manifest } => {
            format!("{}: filen finns inte", manifest.display())
        }
        CommandError::BrokenManifest { manifest } => {
            format!("{}: manifestet är avbrutet eller ändrat", manifest.display())
        }
        CommandError::FileExists { file } => format!("{}: filen finns redan", file.display()),
        CommandError::StandardInputAmongPaths => {
            "standard in går inte ihop med någon annan PATH".into()
        }
        CommandError::StandardInputToSeveralFormats => {
            "standard ut tar emot ett enda dokument, så --to ett enda format".into()
        }
        CommandError::StandardInputWithOptions => {
            "standard in blir ett dokument på standard ut, utan --output, --report, --dry-run och \
             meddelandeformaten json och sarif"
                .into()
        }
        CommandError::Busy { folder } => {
            format!("{}: en annan körning arbetar här", folder.display())
        }
        CommandError::LetterheadUnusable => "brevhuvudet kan inte användas".into(),
    }
}

pub(super) fn hint(error: &CommandError) -> Option<String> {
    let hint = match error {
        CommandError::UnknownCode { suggestion: Some(suggestion), .. } => {
            return Some(format!("menade du `{suggestion}`?"));
        }
        CommandError::UnknownCode { suggestion: None, .. } => {
            "`nacka-report explain` utan mer räknar upp alla"
        }
        CommandError::UnknownCommand { .. } => "`nacka-report help` räknar upp alla kommandon",
        CommandError::NoManifest { .. } => "kontrollera en mapp som render --output har skrivit",
        CommandError::BrokenManifest { .. } => {
            "`nacka-report render` till mappen skriver det på nytt"
        }
        CommandError::FileExists { .. } => "välj ett annat namn, eller skriv över med --force",
        CommandError::Busy { .. } => "vänta tills den är klar, eller välj en annan mapp",
        _ => return None,
    };
    Some(hint.to_owned())
}

pub(super) fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Rendered { counts, elapsed } => {
            let Counts { rendered, unchanged, failed, .. } = counts;
            let rate = counts.rate(*elapsed);
            format!(
                "skapade {rendered}, oförändrade {unchanged}, fel {failed} \
                 på {} s ({rate:.0} dokument/s)",
                decimal(elapsed.as_secs_f64())
            )
        }
        Notice::WouldRender { counts: Counts { rendered, unchanged, failed, .. } } => {
            format!("skulle skapa {rendered}, oförändrade {unchanged}, fel {failed}")
        }
        Notice::Checked { checked, failed, elapsed } => {
            let seconds = decimal(elapsed.as_secs_f64());
            format!("granskade {checked}, fel {failed} på {seconds} s")
        }
        Notice::Verified { intact, failed } => {
            format!("kontrollerade {}: {intact} oskadda, {failed} inte", intact + failed)
        }
        Notice::Failures(count) => format!("{count} fel"),
        Notice::ReportGone { document } => format!("{}: rapporten är borta", document.display()),
        Notice::Removed { document } => {
            format!("{}: borttaget, rapporten är borta", document.display())
        }
        Notice::Due { document, due } => format!("{}: {}", document.display(), reason(due)),
    }
}

fn reason(due: &Due) -> String {
    match due {
        Due::New => "nytt",
        Due::Forced => "begärt",
        Due::ReportChanged => "rapporten har ändrats",
        Due::PictureChanged(file) => return format!("{file} har ändrats"),
        Due::LetterheadChanged => "brevhuvudet har ändrats",
        Due::FontsChanged => "typsnitten har ändrats",
        Due::OptionsChanged => "valen har ändrats",
        Due::ProgramChanged => "detta är en annan version av nacka-report",
        Due::Missing => "dokumentet saknas",
        Due::Damaged => "dokumentet är inte som det skrevs",
    }
    .to_owned()
}

/// A number with one decimal, after a comma.
fn decimal(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}
