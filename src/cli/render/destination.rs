//! Where the documents of a run go, if that is one file instead of a folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use nacka_report::document::DocumentFormat;

use crate::cli::args::Render;
use crate::cli::setup::Selected;
use crate::cli::wording::CommandError;

/// How the names of files end that are no documents of ours. A folder that is to be made may have
/// any other ending: `arkiv.2015`.
const OTHER_ENDINGS: [&str; 15] = [
    "doc", "docm", "dotx", "htm", "xhtml", "jpeg", "jpg", "json", "md", "odt", "png", "rtf", "txt",
    "yaml", "yml",
];

/// The one document of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneDocument {
    /// As the user calls it.
    pub path: PathBuf,
    pub format: DocumentFormat,
}

impl OneDocument {
    /// The document that --output names, if it names one: its ending tells the format. What is a
    /// folder already stays one, whatever its name.
    pub fn of(args: &Render, selected: &Selected) -> Result<Option<Self>, CommandError> {
        let Some(path) = args.output.as_deref().filter(|path| !path.is_dir()) else {
            return Ok(None);
        };
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
        let format = DocumentFormat::ALL.into_iter().find(|format| format.extension() == ending);
        let path = path.to_path_buf();
        let Some(format) = format else {
            let is_file = OTHER_ENDINGS.contains(&&*ending);
            return if is_file {
                Err(CommandError::NoDocumentEnding { output: path })
            } else {
                Ok(None)
            };
        };
        let is_one = match selected {
            Selected::StandardInput => true,
            Selected::Files(files) => files.len() == 1 && files.iter().all(|f| !f.is_scanned),
        };
        if !is_one {
            return Err(CommandError::SeveralReportsToOneDocument { document: path });
        }
        if args.to.iter().any(|asked| *asked != format) {
            return Err(CommandError::OtherFormat { document: path });
        }
        if args.prune {
            return Err(CommandError::DocumentWithPrune { document: path });
        }
        Ok(Some(Self { path, format }))
    }

    /// The folder that it goes into.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Its name there.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}
