//! What a PDF was made from, which it carries, back to files.

use std::collections::HashSet;
use std::path::Path;

use nacka_report::attachment::{Attachment, Role};
use nacka_report::diagnostic::{Diagnostic, PdfFlaw, Problem};
use nacka_report::pdf::attached;

use super::files;
use crate::cli::args::Read;
use crate::cli::console::Console;
use crate::cli::setup::whole;
use crate::cli::wording::CommandError;

/// Writes what a PDF was made from, as it was; says whether it stands where it should.
pub fn file(
    args: &Read,
    path: &Path,
    bytes: &[u8],
    folder: &Path,
    console: &mut Console,
) -> Result<bool, CommandError> {
    let mut tell = |problems: Vec<Problem>| {
        let Some((first, rest)) = problems.split_first() else { return };
        let (source, mut diagnostics) = whole(path, first.clone());
        diagnostics.extend(rest.iter().cloned().map(Diagnostic::of_file));
        console.diagnostics(&source, &diagnostics);
    };
    let (own, foreign) = match sorted(bytes) {
        Ok(sorted) => sorted,
        Err(flaw) => {
            tell(vec![Problem::PdfDocument { flaw }]);
            return Ok(false);
        }
    };
    let is_refused = args.deny_warnings && !foreign.is_empty();
    tell(foreign.into_iter().map(|file| Problem::ForeignAttachment { file: file.name }).collect());
    if is_refused {
        return Ok(false);
    }
    match write(folder, &own)? {
        Ok(()) => Ok(true),
        Err(problem) => {
            tell(vec![problem]);
            Ok(false)
        }
    }
}

/// The files that a PDF was made from, and those that others have put into it.
fn sorted(bytes: &[u8]) -> Result<(Vec<Attachment>, Vec<Attachment>), PdfFlaw> {
    let (own, foreign): (Vec<_>, Vec<_>) =
        attached(bytes)?.into_iter().partition(|file| file.role != Role::Other);
    let reports = own.iter().filter(|file| file.role == Role::Report).count();
    // Some systems take paths for the same that differ only in letter case.
    let paths: HashSet<String> = own.iter().map(|file| file.path.to_lowercase()).collect();
    if own.iter().any(|file| !file.is_safe()) || paths.len() < own.len() || reports > 1 {
        return Err(PdfFlaw::Names);
    }
    if reports == 0 {
        return Err(PdfFlaw::NoSource);
    }
    Ok((own, foreign))
}

fn write(folder: &Path, own: &[Attachment]) -> Result<Result<(), Problem>, CommandError> {
    // The same report may be there under its other ending, and would become the same documents.
    for report in own.iter().filter(|file| file.role == Role::Report) {
        let [_, other] = files::report_names(Path::new(&report.path));
        if files::is_there(folder, &other) {
            return Ok(Err(files::exists(folder, &other)));
        }
    }
    files::write(folder, own.iter().map(|file| (Path::new(&file.path), &*file.bytes)), None)
}
