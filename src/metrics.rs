//! How wide the bundled fonts set text: advances and kerning, looked up once for a character.

use std::sync::{LazyLock, OnceLock};

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face as Font, GlyphId};

use crate::fonts::BUNDLED;

/// One of the bundled faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Face {
    /// Form Serif, for prose; otherwise Form Sans, for labels.
    pub(crate) is_serif: bool,
    pub(crate) is_bold: bool,
    pub(crate) is_italic: bool,
}

impl Face {
    /// Prose without emphasis.
    pub(crate) const PROSE: Self = Self { is_serif: true, is_bold: false, is_italic: false };
    /// Labels.
    pub(crate) const LABEL: Self = Self { is_serif: false, is_bold: false, is_italic: false };
    /// Headings and the heads of tables.
    pub(crate) const HEADING: Self = Self { is_serif: false, is_bold: true, is_italic: false };

    /// Whether the face draws a character, or the character only marks where lines may end.
    pub(crate) fn draws(self, character: char) -> bool {
        matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}')
            || self.table().advance(character).is_some()
    }

    /// The advance of a character in em, in this face or, if it cannot draw the character, in
    /// the sans that stands in for it. One em if neither can.
    pub(crate) fn advance(self, character: char) -> f64 {
        let sans = Self { is_serif: false, ..self };
        self.table().advance(character).or_else(|| sans.table().advance(character)).unwrap_or(1.0)
    }

    /// What is added between two characters, in em: nearly always less than nothing.
    pub(crate) fn kerning(self, left: char, right: char) -> f64 {
        self.table().kerning(left, right)
    }

    /// The width of a text in em, without kerning: hardly ever too narrow.
    pub(crate) fn width(self, text: &str) -> f64 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    fn table(self) -> &'static Table {
        static TABLES: LazyLock<[Table; 8]> = LazyLock::new(|| BUNDLED.map(Table::new));
        let style = usize::from(self.is_bold) + 2 * usize::from(self.is_italic);
        &TABLES[4 * usize::from(self.is_serif) + style]
    }
}

/// What an address is rather broken after than inside a name.
pub(crate) const JOINTS: [char; 11] = ['/', '.', '-', '_', '@', '?', '&', '=', '#', '+', ','];

/// The end of Latin, Greek and Cyrillic: all that the bundled fonts draw but some signs.
const ALPHABETS_END: char = '\u{530}';

/// The end of the characters that are kerned: those of the western European languages.
const KERNED_END: char = '\u{100}';

/// What is known of a face.
struct Table {
    font: Option<Font<'static>>,
    /// Advances in em, by character.
    advances: Vec<Option<f64>>,
    /// Kerning in em, by left and then right character; a row is looked up when first asked for.
    kerning: [OnceLock<Vec<f64>>; KERNED_END as usize],
}

impl Table {
    fn new(file: &'static [u8]) -> Self {
        let mut table = Self {
            font: Font::parse(file, 0).ok(),
            advances: Vec::new(),
            kerning: [const { OnceLock::new() }; KERNED_END as usize],
        };
        table.advances = ('\0'..ALPHABETS_END).map(|c| table.look_up_advance(c)).collect();
        table
    }

    fn advance(&self, character: char) -> Option<f64> {
        match self.advances.get(character as usize) {
            Some(advance) => *advance,
            None => self.look_up_advance(character),
        }
    }

    fn look_up_advance(&self, character: char) -> Option<f64> {
        let font = self.font.as_ref()?;
        let advance = font.glyph_hor_advance(font.glyph_index(character)?)?;
        Some(f64::from(advance) / f64::from(font.units_per_em()))
    }

    fn kerning(&self, left: char, right: char) -> f64 {
        let Some(row) = self.kerning.get(left as usize).filter(|_| right < KERNED_END) else {
            return 0.0;
        };
        row.get_or_init(|| {
            ('\0'..KERNED_END).map(|right| self.look_up_kerning(left, right)).collect()
        })[right as usize]
    }

    fn look_up_kerning(&self, left: char, right: char) -> f64 {
        let kerning = || {
            let font = self.font.as_ref()?;
            let (left, right) = (font.glyph_index(left)?, font.glyph_index(right)?);
            let lookups = font.tables().gpos?.lookups.into_iter();
            let units: i32 = lookups
                .filter_map(|lookup| {
                    // The first subtable that knows the pair decides.
                    lookup
                        .subtables
                        .into_iter::<PositioningSubtable>()
                        .find_map(|subtable| pair_adjustment(&subtable, left, right))
                })
                .map(i32::from)
                .sum();
            Some(f64::from(units) / f64::from(font.units_per_em()))
        };
        kerning().unwrap_or(0.0)
    }
}

/// By how many units a subtable brings two glyphs closer or apart, if it knows the pair.
fn pair_adjustment(
    subtable: &PositioningSubtable<'_>,
    left: GlyphId,
    right: GlyphId,
) -> Option<i16> {
    let PositioningSubtable::Pair(pairs) = subtable else { return None };
    let (first, _) = match pairs {
        PairAdjustment::Format1 { coverage, sets } => sets.get(coverage.get(left)?)?.get(right)?,
        PairAdjustment::Format2 { coverage, classes, matrix } => {
            coverage.get(left)?;
            matrix.get((classes.0.get(left), classes.1.get(right)))?
        }
    };
    Some(first.x_advance)
}
