//! The fonts that documents are set in, and which characters they can draw.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// The bundled font files: Form Sans (Carlito) for headings and labels, Form Serif (Caladea) for
/// prose, cut by `fonts/cut.py`.
pub(crate) const BUNDLED: [&[u8]; 8] = [
    include_bytes!("../fonts/FormSans-Regular.ttf"),
    include_bytes!("../fonts/FormSans-Bold.ttf"),
    include_bytes!("../fonts/FormSans-Italic.ttf"),
    include_bytes!("../fonts/FormSans-BoldItalic.ttf"),
    include_bytes!("../fonts/FormSerif-Regular.ttf"),
    include_bytes!("../fonts/FormSerif-Bold.ttf"),
    include_bytes!("../fonts/FormSerif-Italic.ttf"),
    include_bytes!("../fonts/FormSerif-BoldItalic.ttf"),
];

/// A set of fonts. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    inner: Arc<Inner>,
}

struct Inner {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    /// One bit a character: every character of every report is looked up here.
    covered: Vec<u64>,
}

impl Fonts {
    /// The bundled fonts alone.
    pub fn bundled() -> Self {
        Self::new(BUNDLED.into_iter().map(Bytes::new))
    }

    /// The bundled fonts, and after them those of the given font files (TrueType, OpenType or
    /// collections of them), which draw what the bundled ones cannot. Files that are no fonts
    /// are passed over.
    pub fn with_files(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::new(BUNDLED.into_iter().map(Bytes::new).chain(files.into_iter().map(Bytes::new)))
    }

    fn new(files: impl Iterator<Item = Bytes>) -> Self {
        let fonts: Vec<Font> = files.flat_map(Font::iter).collect();
        let book = FontBook::from_infos(fonts.iter().map(|font| font.info().clone()));
        let mut covered = vec![0; (char::MAX as usize + 1) / 64];
        for code in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
            covered[code as usize / 64] |= 1 << (code % 64);
        }
        Self { inner: Arc::new(Inner { fonts, book: LazyHash::new(book), covered }) }
    }

    /// Whether some font can draw `character`.
    pub fn covers(&self, character: char) -> bool {
        let code = u32::from(character);
        self.inner.covered[code as usize / 64] & (1 << (code % 64)) != 0
    }

    /// Whether a combining mark is drawn with the character before it. A text is cut where its
    /// font changes, never inside such a pair: so no font may have the one without the other.
    pub(crate) fn combines(&self, base: char, mark: char) -> bool {
        self.covers(mark)
            && self.infos().all(|info| {
                info.coverage.contains(mark.into()) || !info.coverage.contains(base.into())
            })
    }

    /// The fonts' files, in order of preference.
    pub fn files(&self) -> impl Iterator<Item = &[u8]> {
        self.inner.fonts.iter().map(|font| font.data().as_slice())
    }

    /// The same, each file once, however many fonts it is a collection of.
    pub fn distinct_files(&self) -> impl Iterator<Item = &[u8]> {
        let mut last: Option<&[u8]> = None;
        self.files().filter(move |file| {
            // The fonts of a collection follow each other, and share its bytes.
            let is_new = last.is_none_or(|last| !std::ptr::eq(last, *file));
            last = Some(file);
            is_new
        })
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.inner.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.inner.fonts.get(index).cloned()
    }

    fn infos(&self) -> impl Iterator<Item = &FontInfo> {
        self.inner.fonts.iter().map(Font::info)
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.infos().map(|info| &info.family)).finish()
    }
}
