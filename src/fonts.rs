//! The fonts that documents are set in, and which characters they can draw.

use std::sync::{Arc, OnceLock};

use ttf_parser::Face;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// The bundled font files: Form Sans (Carlito) for headings and labels, Form Serif (Caladea) for
/// prose, cut by `fonts/cut.py`.
const BUNDLED: [&[u8]; 8] = [
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
    /// Widest advances in em of the characters before [`ADVANCES_END`], once they are asked for.
    advances: OnceLock<Vec<f64>>,
}

/// The end of Latin, Greek and Cyrillic: what nearly every word is made of.
const ADVANCES_END: char = '\u{530}';

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
        let (book, advances) = (LazyHash::new(book), OnceLock::new());
        Self { inner: Arc::new(Inner { fonts, book, covered, advances }) }
    }

    /// Whether some font can draw `character`.
    pub fn covers(&self, character: char) -> bool {
        let code = u32::from(character);
        self.inner.covered[code as usize / 64] & (1 << (code % 64)) != 0
    }

    /// The widest of the character's advances in the fonts that draw it, in em. One em if none
    /// does.
    pub(crate) fn widest_advance(&self, character: char) -> f64 {
        let table = self.inner.advances.get_or_init(|| {
            let faces = self.faces();
            ('\0'..ADVANCES_END).map(|character| widest_advance(&faces, character)).collect()
        });
        match table.get(character as usize) {
            Some(advance) => *advance,
            None => widest_advance(&self.faces(), character),
        }
    }

    fn faces(&self) -> Vec<Face<'_>> {
        let fonts = self.inner.fonts.iter();
        fonts.filter_map(|font| Face::parse(font.data(), font.index()).ok()).collect()
    }

    /// The fonts' files, in order of preference.
    pub fn files(&self) -> impl Iterator<Item = &[u8]> {
        self.inner.fonts.iter().map(|font| font.data().as_slice())
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

fn widest_advance(faces: &[Face<'_>], character: char) -> f64 {
    let advances = faces.iter().filter_map(|face| {
        let advance = face.glyph_hor_advance(face.glyph_index(character)?)?;
        Some(f64::from(advance) / f64::from(face.units_per_em()))
    });
    advances.reduce(f64::max).unwrap_or(1.0)
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.infos().map(|info| &info.family)).finish()
    }
}
