//! What commands say in Swedish: lowercase, no full stop.

use std::path::Path;

use std::path::PathBuf;

use nacka_report::diagnostic::Language::Swedish;
use nacka_report::diagnostic::grouped;

use crate::cli::notice::{CommandError, Counts, Labels, Notice, names_and, word};
use crate::output::Due;
use crate::package::Flaw;

pub(super) const LABELS: Labels = Labels { error: "fel", note: "obs", help: "tips", left: "kvar" };

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn error(error: &CommandError) -> String {
    match error {
        CommandError::System { path, reason } | CommandError::StateFolder { path, reason } => {
            format!("{}: {}", path.display(), reason.words(Swedish))
        }
        CommandError::WithoutEnding { path, .. } => {
            format!("{}: finns inte", path.display())
        }
        CommandError::Foreign { message } => message.clone(),
        CommandError::Render(diagnostic) => diagnostic.message(Swedish),
        CommandError::UnknownCode { code, .. } => format!("det finns inget fel \"{code}\""),
        CommandError::UnknownCommand { name, .. } => format!("det finns inget kommando \"{name}\""),
        CommandError::NotAReportName { path } => {
            format!("{}: varken en mapp eller en rapports fil (*.yaml)", path.display())
        }
        CommandError::OpenAlready { report } => {
            format!("\"{report}\" i den här mappen är redan öppen, och programmet visar en sak i en mapp åt gången")
        }
        CommandError::NoStateFolder => {
            "det finns ingen mapp för det som är ifyllt men inte sparat: varken XDG_STATE_HOME eller \
             HOME anger någon (i Windows LOCALAPPDATA)"
                .into()
        }
        CommandError::NoReports { paths } => format!("{}: ingen rapport finns", names(paths)),
        CommandError::NoManifest { manifest } => {
            format!("{}: filen finns inte", manifest.display())
        }
        CommandError::BrokenManifest { manifest } => {
            format!("{}: manifestet är avbrutet eller ändrat", manifest.display())
        }
        CommandError::EmptyManifest { manifest } => {
            format!("{}: manifestet räknar inte upp något dokument", manifest.display())
        }
        CommandError::OldManifest { manifest } => {
            format!("{}: manifestet är skrivet av en tidigare version", manifest.display())
        }
        CommandError::NewerManifest { manifest } => {
            format!("{}: manifestet är skrivet av en senare version", manifest.display())
        }
        CommandError::NotADigest { text } => format!("\"{text}\" är ingen SHA-256-summa"),
        CommandError::NotAKey { text } => {
            format!("\"{text}\" är varken en öppen nyckel för minisign eller en fil med en sådan")
        }
        CommandError::TooManyGone { gone, recorded, most } => {
            format!(
                "{} av {} kända rapporter är borta, fler än {}: inget tas bort",
                count(*gone),
                count(*recorded),
                count(*most)
            )
        }
        CommandError::FileExists { file } => format!("{}: filen finns redan", file.display()),
        CommandError::NotAStarterName { file } => {
            format!("{}: en rapports fil slutar på .yaml eller .yml", file.display())
        }
        CommandError::LetterheadWithoutForm => {
            "--letterhead är till för en tom blankett i Word: en rapport får sitt brevhuvud när den blir \
             dokument"
                .to_owned()
        }
        CommandError::OtherFormat { document } => {
            format!("{}: --to begär något annat än detta enda dokument", document.display())
        }
        CommandError::SeveralReportsToOneDocument { document } => {
            format!("{}: ett dokument görs av en enda rapport", document.display())
        }
        CommandError::NoDocumentEnding { output } => {
            format!("{}: inget dokument slutar så", output.display())
        }
        CommandError::DocumentWithPrune { document } => {
            format!("{}: --prune går igenom en mapp, och detta är ett dokument", document.display())
        }
        CommandError::StandardInputAmongPaths => {
            "standard in går inte ihop med någon annan SÖKVÄG".into()
        }
        CommandError::StandardInputToSeveralFormats => {
            "standard ut tar emot ett enda dokument, så --to ett enda format".into()
        }
        CommandError::StandardInputWithOptions => {
            "standard in blir ett dokument på standard ut, utan --output, --report, --dry-run och \
             meddelandeformaten json, sarif och gitlab"
                .into()
        }
        CommandError::StandardOutputClosed => "det finns ingen standard ut att skriva till".into(),
        CommandError::NoThread { reason } => {
            format!("systemet låter ingen fler tråd starta: {}", reason.words(Swedish))
        }
        CommandError::Busy { folder } => {
            format!("{}: en annan körning arbetar här", folder.display())
        }
        CommandError::WatchIntoDocument => {
            "--watch går inte ihop med meddelandeformat som är ett dokument: sarif, gitlab".into()
        }
        CommandError::Unwatched { is_all: true } => "systemet låter inget mer bevakas".into(),
        CommandError::Unwatched { is_all: false } => {
            "systemet låter inte alla mappar bevakas: det som ändras i några av dem märks inte".into()
        }
        CommandError::WatchStandardInput => "--watch går inte ihop med standard in".into(),
        CommandError::EmbedWithoutPdf => {
            "--embed-source gäller PDF, och ingen görs; Word-dokument bär ändå sin rapport".into()
        }
        CommandError::EmbedInStandard { standards } => format!(
            "en PDF som följer {} kan inte bära det som den är gjord av",
            standards.join(", ")
        ),
        CommandError::PruneWithoutOutput => "--prune kräver --output".into(),
        CommandError::SeveralConfigurations { files } if files.len() == 1 => {
            format!("{}: gäller bara för en del av de här rapporterna", names(files))
        }
        CommandError::SeveralConfigurations { files } => {
            format!("{}: en körning har en enda inställningsfil", names(files))
        }
        CommandError::Configured { file, line, key, error } => {
            format!("{}, rad {line}, {key}: {}", file.display(), self::error(error))
        }
        CommandError::NotAPattern { text } => {
            format!("\"{text}\" är inget mönster för filnamn")
        }
        CommandError::ConfigUnusable => "inställningsfilen kan inte användas".into(),
        CommandError::HalfMerged { folder } => {
            format!("{}: delarnas manifest är halvvägs sammanförda här", folder.display())
        }
        CommandError::NoLocks { folder } => format!(
            "{}: filer kan inte låsas här, så två körningar kan komma i vägen för varandra",
            folder.display()
        ),
        CommandError::PruneInShard => {
            "--prune går inte ihop med en del, som bara ser sina egna rapporter".into()
        }
        CommandError::NoShards { folder } => {
            format!("{}: det finns inga manifest för delar", folder.display())
        }
        CommandError::MixedShards { folder, divisions } => format!(
            "{}: det finns delar av olika uppdelningar, av {}",
            folder.display(),
            numbers_and(divisions, "och av")
        ),
        CommandError::MissingShards { folder, of, never, broken_off } => {
            let count = never.len() + broken_off.len();
            let mut missing = Vec::new();
            if !never.is_empty() {
                missing.push(format!("aldrig körda: {}", numbers_and(never, "och")));
            }
            if !broken_off.is_empty() {
                missing.push(format!("avbrutna: {}", numbers_and(broken_off, "och")));
            }
            format!("{}: {count} av {of} delar saknas; {}", folder.display(), missing.join("; "))
        }
        CommandError::BrokenShard { manifest } => {
            format!("{}: delens manifest är inte som det skrevs", manifest.display())
        }
        CommandError::Unmerged { folder } => {
            format!("{}: delarnas manifest är inte sammanförda än", folder.display())
        }
        CommandError::LetterheadUnusable => "brevhuvudet kan inte användas".into(),
        CommandError::PackageExists { path } => {
            format!("{}: det finns redan något med det namnet", path.display())
        }
        CommandError::PackageFileUnusable => "paketfilen kan inte användas".into(),
        CommandError::UnfinishedFolder { folder } => {
            format!("{}: en körning avbröts eller pågår här", folder.display())
        }
        CommandError::NotAValidation { file } => {
            format!("{}: ingen rapport från veraPDF som XML", file.display())
        }
        CommandError::ForeignValidation { file } => {
            format!("{}: den säger inget om något av de här dokumenten", file.display())
        }
        CommandError::NoPackage { path } => {
            format!("{}: inget paket, det har varken METS.xml eller bagit.txt", path.display())
        }
        CommandError::BrokenList { list } => {
            format!("{}: paketets lista saknas eller är ändrad", list.display())
        }
        CommandError::FolderOption { option } => {
            format!("{option} är till för mappar med dokument, och det här är ett paket")
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn hint(error: &CommandError) -> Option<String> {
    let hint = match error {
        CommandError::Configured { error, .. } => match &**error {
            CommandError::EmbedInStandard { .. } => {
                "bara PDF/A-3 tar filer av alla slag: skriv `pdf-standard = [\"a-3a\", \"ua-1\"]` i \
                 filen om arkivet går med på det, eller ta bort `embed-source`"
            }
            error => return hint(error),
        },
        CommandError::NotAPattern { .. } => {
            "mönster skrivs som i en .gitignore-fil: `*` för vilka tecken som helst, `[` bara med sin `]`"
        }
        CommandError::WithoutEnding { meant, .. } => {
            return Some(format!("menade du `{}`?", word(meant)));
        }
        CommandError::UnknownCode { suggestion: Some(suggestion), .. } => {
            return Some(format!("menade du `{suggestion}`?"));
        }
        CommandError::UnknownCode { suggestion: None, .. } => {
            "`nacka-report explain` utan mer räknar upp alla"
        }
        CommandError::OpenAlready { .. } => {
            "avsluta det med Ctrl-C i fönstret där det startades; \
            det som inte är sparat är kvar"
        }
        CommandError::StateFolder { .. } => {
            "här behåller `edit` det som är ifyllt men inte sparat: gör mappen skrivbar, eller ange \
            en annan i variabeln XDG_STATE_HOME (i Windows LOCALAPPDATA)"
        }
        CommandError::NoStateFolder => {
            "sätt XDG_STATE_HOME (i Windows LOCALAPPDATA) till en egen mapp"
        }
        CommandError::UnknownCommand { suggestion: Some(suggestion), .. } => {
            return Some(format!("menade du `{suggestion}`?"));
        }
        CommandError::UnknownCommand { suggestion: None, .. } => {
            "`nacka-report help` räknar upp alla kommandon"
        }
        CommandError::NoReports { .. } => {
            "rapporter slutar på .yaml eller .yml; dolda filer och det som .gitignore, .ignore, \
             --include och --exclude utesluter läses inte"
        }
        CommandError::NoManifest { .. } => "kontrollera en mapp som render --output har skrivit",
        CommandError::BrokenManifest { .. } | CommandError::OldManifest { .. } => {
            "`nacka-report render` till mappen skriver det på nytt"
        }
        CommandError::EmptyManifest { .. } => "`nacka-report render` till mappen fyller det",
        CommandError::NewerManifest { .. } => "ta den versionen, eller en annan mapp",
        CommandError::PackageExists { .. } => "välj ett annat namn, eller flytta undan det först",
        CommandError::UnfinishedFolder { .. } => "låt `nacka-report render` bli färdig först",
        CommandError::ForeignValidation { .. } => {
            "den ska handla om dokumenten som de ligger i mappen nu, och ange deras storlek"
        }
        CommandError::NoPackage { .. } => {
            "allt i ett paket ligger i en enda mapp, bredvid dess METS.xml eller bagit.txt"
        }
        CommandError::FolderOption { .. } => {
            "utan det jämförs varje fil i paketet med paketets listor"
        }
        CommandError::NotAStarterName { file } => {
            let name = word(&file.with_extension("yaml"));
            return Some(format!("kalla den `{name}`; en tom blankett i Word slutar på .docx"));
        }
        CommandError::NotADigest { .. } => "den har 64 hexadecimala siffror, som sha256sum skriver",
        CommandError::TooManyGone { .. } => {
            "se efter att alla mappar är på plats; om rapporterna ska vara borta, ange hur många \
             med --prune-at-most"
        }
        CommandError::SeveralConfigurations { .. } => {
            "ta de rapporterna i var sin körning, eller ange en fil med --config"
        }
        CommandError::NoThread { .. } => "arbeta med färre rapporter i taget med --jobs",
        CommandError::OtherFormat { .. } => {
            "utelämna --to, eller ange en mapp där dokument i alla format får plats"
        }
        CommandError::SeveralReportsToOneDocument { .. } => {
            "ange rapportens egen fil, eller en mapp för dokumenten"
        }
        CommandError::NoDocumentEnding { .. } => {
            "dokument slutar på .pdf, .docx eller .html; en mapp med detta namn måste finnas redan"
        }
        CommandError::EmbedInStandard { .. } => {
            "bara PDF/A-3 tar filer av alla slag: lägg till --pdf-standard a-3a,ua-1 om arkivet går \
             med på det, eller utelämna --embed-source"
        }
        CommandError::LetterheadWithoutForm => {
            "ge FIL ett namn som slutar på .docx, eller utelämna --letterhead"
        }
        CommandError::FileExists { .. } => "välj ett annat namn, eller skriv över med --force",
        CommandError::Unwatched { .. } => {
            "höj gränserna fs.inotify.max_user_watches och fs.inotify.max_user_instances med sysctl, \
             avsluta andra program som bevakar mappar, eller ange färre mappar"
        }
        CommandError::Busy { .. } => "vänta tills den är klar, eller välj en annan mapp",
        CommandError::HalfMerged { folder } => {
            return Some(format!("kör först `nacka-report merge {}` igen", folder.display()));
        }
        CommandError::NoLocks { .. } => {
            "montera filsystemet så att det låser filer: NFS i version 4, Lustre med flock"
        }
        CommandError::PruneInShard => {
            "när alla delar är sammanförda tar `nacka-report render` utan --shard men med --prune \
             bort det som är borta"
        }
        CommandError::NoShards { .. } => {
            "kör först `nacka-report render` med --shard 1/N till N/N till mappen"
        }
        CommandError::MixedShards { .. } => {
            "`nacka-report render` utan --shard tar över det som de har skrivit, eller ta bort \
             filerna för den uppdelning som inte ska gälla"
        }
        CommandError::MissingShards { .. } => "kör de delarna, och sammanför sedan igen",
        CommandError::BrokenShard { .. } => "kör den delen igen, och sammanför sedan",
        CommandError::Unmerged { folder } => {
            return Some(format!("kör `nacka-report merge {}` först", folder.display()));
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

#[allow(clippy::too_many_lines, reason = "one arm a message: this is a list, not a procedure")]
pub(super) fn notice(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Rendered { counts, elapsed } => {
            let (seconds, rate) = (decimal(elapsed.as_secs_f64()), counts.rate(*elapsed));
            format!(
                "skapade {} på {seconds} s ({} rapporter/s)",
                numbers(counts),
                grouped(rate as u64)
            )
        }
        Notice::RenderedFew { documents, failed, warnings, elapsed } => format!(
            "skapade {}{}{} på {} s",
            names_and(documents, "och"),
            and_failed(*failed),
            and_warnings(*warnings),
            decimal(elapsed.as_secs_f64())
        ),
        Notice::WouldRender { counts } => format!("skulle skapa {}", numbers(counts)),
        Notice::Checked { checked, failed, warnings, elapsed } => {
            let warnings = and_warnings(*warnings);
            let seconds = decimal(elapsed.as_secs_f64());
            format!(
                "granskade {}, med fel {}{warnings} på {seconds} s",
                count(*checked),
                count(*failed)
            )
        }
        Notice::Read { written, failed, warnings } => {
            format!("läste {written}, med fel {failed}{}", and_warnings(*warnings))
        }
        Notice::Verified { intact, failed } => {
            format!(
                "kontrollerade {}: {} oskadda, {} inte",
                count(intact + failed),
                count(*intact),
                count(*failed)
            )
        }
        Notice::Proven { proven, unproven, otherwise } => format!(
            "gjorda en gång till: {proven} bevisade, {unproven} som inte går att bevisa, {otherwise} \
             som skiljer sig"
        ),
        Notice::Packaged { packages, reports, documents } => format!(
            "packade {} rapporter, {} dokument: {}",
            count(*reports),
            count(*documents),
            names(packages)
        ),
        Notice::NotPackaged { flaws } => format!("inget packades, fel: {}", count(*flaws)),
        Notice::Flawed { file, flaw } => format!("{file}: {}", flaw_of(flaw)),
        Notice::WithoutSource { count: number, of } if number == of => {
            "paketet innehåller bara dokument; --sources lägger till det som de gjordes av".into()
        }
        Notice::WithoutSource { count: number, of } => format!(
            "av {} rapporter är {} med utan det som dokumenten gjordes av; --sources lägger till det",
            count(*of),
            count(*number)
        ),
        Notice::NotValidated { count: number, file } => {
            format!("{}: den säger inget om {} av PDF-filerna", file.display(), count(*number))
        }
        Notice::OtherName { folder, identifier } => format!(
            "{}: mottagare väntar sig att paketets mapp heter \"{identifier}\"",
            folder.display()
        ),
        Notice::ListDigest { list, digest } => format!("SHA-256 för {list}: {digest}"),
        Notice::Merged { reports, documents } => {
            format!("sammanfört: {reports} rapporter, {documents} dokument i manifestet")
        }
        Notice::ManifestDigest { digest } => {
            format!("manifestets SHA-256: {digest}")
        }
        Notice::OtherDigest { manifest, digest } => {
            format!("{}: ett annat manifest, dess SHA-256 är {digest}", manifest.display())
        }
        Notice::Signed { manifest, comment } => {
            format!("{}: undertecknat med nyckeln ({comment})", manifest.display())
        }
        Notice::Unsigned { signature } => {
            format!("{}: underskriften finns inte", signature.display())
        }
        Notice::WrongSignature { signature } => {
            format!("{}: ingen underskrift av manifestet med nyckeln", signature.display())
        }
        Notice::Failures(failed) => format!("med fel {}", count(*failed)),
        Notice::ReportGone { document } => format!("{}: rapporten är borta", document.display()),
        Notice::Removed { document } => {
            format!("{}: borttaget, rapporten är borta", document.display())
        }
        Notice::PassedBy { file } => {
            format!("{}: förbigången, den har inget av en rapports fält", file.display())
        }
        Notice::NamesAlike { one, other } => format!(
            "{} och {}: i vissa system är deras dokument en och samma fil",
            one.display(),
            other.display()
        ),
        Notice::TakenUp { folder } => {
            format!("{}: förra körningen avbröts, och fullföljs", folder.display())
        }
        Notice::ShardsTakenUp { folder } => {
            format!("{}: det som delar har skrivit tas över", folder.display())
        }
        Notice::Unmerged { folder } => {
            format!("{}: delarnas manifest är inte sammanförda än", folder.display())
        }
        Notice::Unfinished { folder } => format!(
            "{}: en körning avbröts eller pågår; vad den har gjort läses inte",
            folder.display()
        ),
        Notice::DamagedManifest { manifest } => {
            format!("{}: manifestet var skadat, och byggs upp på nytt", manifest.display())
        }
        Notice::OldManifest { manifest } => format!(
            "{}: manifestet var skrivet av en tidigare version, och byggs upp på nytt",
            manifest.display()
        ),
        Notice::Unrecorded { document } => {
            format!("{}: inget manifest känner till det", document.display())
        }
        Notice::AllWell => "allt är i ordning igen".into(),
        Notice::StillFailing(1) => "1 rapport har fortfarande fel".into(),
        Notice::StillFailing(failed) => {
            format!("{} rapporter har fortfarande fel", count(*failed))
        }
        Notice::Back { path } => format!("{}: finns igen", path.display()),
        Notice::ConfigChanged { file } => {
            format!("{}: ändrad, och gäller från och med nu", file.display())
        }
        Notice::Watching => "det som ändras görs om; Ctrl-C avslutar".into(),
        Notice::Serving { address } => {
            format!("formuläret är öppet på {address} tills Ctrl-C trycks")
        }
        Notice::ServingAlready { address } => {
            format!("formuläret är redan öppet, på {address}")
        }
        Notice::BlankForm { file } => blank_form(file),
        Notice::Started { file } => started(file),
        Notice::PackageFileStarted { file } => package_file_started(file),
        Notice::OtherSchema { schema } => format!(
            "{}: lämnas som den är; `nacka-report schema` skriver ut den här versionens",
            schema.display()
        ),
        Notice::Due { document, due } => format!("{}: {}", document.display(), reason(due)),
    }
}

/// What to do with a blank form that was written.
fn blank_form(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fyll i den i Word, och gör den sedan till PDF med `nacka-report render {name}`, \
         eller till en rapport i YAML med `nacka-report read {name}`",
        file.display()
    )
}

/// What to do with a package file's starter that was written.
fn package_file_started(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fyll i den, och gör sedan ett paket med `nacka-report package MAPP --with \
         {name} --output FIL.tar`",
        file.display()
    )
}

/// What to do with a starter that was written.
fn started(file: &Path) -> String {
    let name = word(file);
    format!(
        "{}: fyll i den, leta efter fel med `nacka-report check {name}`, och gör den sedan \
         till PDF med `nacka-report render {name}`",
        file.display()
    )
}

/// The number of failed reports, if there are any.
fn and_failed(failed: usize) -> String {
    if failed == 0 { String::new() } else { format!(", fel {}", count(failed)) }
}

/// The number of warnings, if there are any.
fn and_warnings(warnings: usize) -> String {
    if warnings == 0 { String::new() } else { format!(", varningar {}", count(warnings)) }
}

/// How many reports came out how.
fn numbers(counts: &Counts) -> String {
    let Counts { rendered, unchanged, failed, warnings, untried, .. } = counts;
    let warnings = and_warnings(*warnings);
    let untried =
        if *untried == 0 { String::new() } else { format!(", ej prövade {}", count(*untried)) };
    format!(
        "{}, oförändrade {}, med fel {}{warnings}{untried}",
        count(*rendered),
        count(*unchanged),
        count(*failed)
    )
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
        Due::New => "nytt",
        Due::Forced => "begärt",
        Due::ReportChanged => "rapporten har ändrats",
        Due::PictureChanged(file) => return format!("{file} har ändrats"),
        Due::LetterheadChanged => "brevhuvudet har ändrats",
        Due::FontsChanged => "typsnitten har ändrats",
        Due::OptionsChanged => "valen har ändrats",
        Due::ProgramChanged => "detta är en annan version av nacka-report eller av blanketten",
        Due::Missing => "dokumentet saknas",
        Due::Damaged => "dokumentet är inte som det skrevs",
    }
    .to_owned()
}

/// A number with one decimal, after a comma.
fn decimal(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}

/// How many, in groups of digits.
fn count(number: usize) -> String {
    grouped(number as u64)
}

/// Why a report cannot go into a package.
fn flaw_of(flaw: &Flaw) -> String {
    match flaw {
        Flaw::DocumentMissing => "saknas, men står i manifestet".to_owned(),
        Flaw::DocumentChanged => "den är inte det dokument som manifestet beskriver".to_owned(),
        Flaw::DocumentUnreadable(reason) => reason.words(Swedish),
        Flaw::SourceMissing => "finns inte bland källorna".to_owned(),
        Flaw::SourceChanged => "den har ändrats sedan dokumenten gjordes; gör om dem".to_owned(),
        Flaw::OtherLetterhead => {
            "den har ett annat brevhuvud; nämn det med --letterhead".to_owned()
        }
        Flaw::Undescribed => {
            "ingen PDF säger vad rapporten heter; nämn rapporternas mapp med --sources".to_owned()
        }
        Flaw::TooLarge => "större än vad --max-size låter ett paket vara".to_owned(),
    }
}
