//! Documents whose report is gone: which they are, and whether they may be removed.

use std::io;
use std::path::{Path, PathBuf};

use nacka_report::document::DocumentFormat;
use nacka_report::seal::Condition;

use crate::cli::args::Render;
use crate::cli::report_files::ReportFiles;
use crate::cli::wording::CommandError;
use crate::output::manifest::{Document, Entry};
use crate::output::{self, Folder};

/// So many reports may be gone in any case. Of more only a part may: see [`MOST_GONE`].
const SOME_GONE: usize = 9;

/// One in so many of the reports on record may be gone. When more are, it is more likely that a
/// share is not mounted or a filter too wide than that somebody has deleted them all.
const MOST_GONE: usize = 5;

/// Tells which reports are gone from the folders of a run.
pub struct Gone<'a> {
    args: &'a Render,
    files: &'a ReportFiles,
    origins: &'a [String],
    folder: Option<&'a Folder>,
}

impl<'a> Gone<'a> {
    /// For a run with these reports, found from folders that lie so from the output folder.
    pub fn new(
        args: &'a Render,
        files: &'a ReportFiles,
        origins: &'a [String],
        folder: Option<&'a Folder>,
    ) -> Self {
        Self { args, files, origins, folder }
    }

    /// Whether the report of an entry that is not among the run's is gone. Only a run over the
    /// whole folder that it came from can tell; a report that is there but left out is not gone.
    pub fn is_gone(&self, entry: &Entry) -> bool {
        self.files.unreadable.is_empty()
            && self.file(entry).is_some_and(|file| output::is_gone(&file))
    }

    /// The file of an entry's report, if all of the folder that it came from was looked through.
    fn file(&self, entry: &Entry) -> Option<PathBuf> {
        let mut roots = self.files.roots().iter().zip(self.origins);
        roots.find_map(|(root, origin)| {
            let name = entry.report.strip_prefix(&*root.below)?;
            (root.is_whole() && **origin == *entry.from).then(|| root.path.join(name))
        })
    }

    /// Why nothing is to be removed, if more reports are gone than is likely to be meant.
    pub fn too_many(&self, folder: &Folder) -> Result<Option<CommandError>, CommandError> {
        let path = self.args.output.as_deref().unwrap_or(Path::new(""));
        let known =
            output::known(folder, None).map_err(|why| CommandError::refused(path, &why.into()))?;
        let (mut recorded, mut gone) = (0_usize, 0_usize);
        let mut files = self.files.iter().map(|file| output::stem(file.name)).peekable();
        for entry in known {
            while files.next_if(|stem| *stem < entry.stem()).is_some() {}
            let is_in_run = files.peek().is_some_and(|stem| *stem == entry.stem());
            recorded += usize::from(self.file(&entry).is_some());
            gone += usize::from(!is_in_run && self.is_gone(&entry));
        }
        let most = self.args.prune_at_most.unwrap_or(SOME_GONE.max(recorded / MOST_GONE));
        Ok((gone > most).then_some(CommandError::TooManyGone { gone, recorded, most }))
    }

    /// Removes a document, unless somebody has changed it; tells whether it was removed.
    pub fn prune(&self, document: &Document) -> io::Result<bool> {
        let Some(folder) = self.folder else { return Ok(false) };
        let format = DocumentFormat::of(&document.file).ok_or(io::ErrorKind::InvalidFilename)?;
        match folder.file(&document.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(_)
                if !self.args.replace_changed
                    && output::condition(folder, &document.file, Some(document), format)
                        == Condition::Changed =>
            {
                return Ok(false);
            }
            _ => {}
        }
        folder.remove(&document.file)?;
        Ok(true)
    }
}
