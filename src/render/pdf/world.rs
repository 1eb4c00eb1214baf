//! The Typst world of one report: the embedded templates, the report as data, its pictures.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::Fonts;
use crate::templates::{MEASURES, SOURCES};

/// What is the same for all reports, made once so that Typst's memoisation holds.
struct Shared {
    library: LazyHash<Library>,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared {
    library: LazyHash::new(Library::default()),
    sources: SOURCES
        .iter()
        .filter_map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
        .collect(),
    files: [("/measures.yaml", MEASURES)]
        .into_iter()
        .filter_map(|(path, text)| Some((file_id(path)?, Bytes::from_string(text))))
        .collect(),
});

/// Interns a virtual path. Typst keeps every path for the life of the process and has room for
/// 65,535 of them, so callers pass only paths that are the same for every report. `None` if
/// the path is not a valid virtual one.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// One report's world.
pub(super) struct ReportWorld<'a> {
    fonts: &'a Fonts,
    files: Vec<(FileId, Bytes)>,
}

impl<'a> ReportWorld<'a> {
    /// A world with the given virtual files beside the templates.
    pub(super) fn new(fonts: &'a Fonts, files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let files = files.into_iter().filter_map(|(path, bytes)| Some((file_id(&path)?, bytes)));
        Self { fonts, files: files.collect() }
    }
}

impl World for ReportWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        SHARED.sources[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SHARED.sources.iter().find(|source| source.id() == id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let mut files = self.files.iter().chain(&SHARED.files);
        files
            .find(|(file, _)| *file == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock: the same report gives the same document on any day.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
