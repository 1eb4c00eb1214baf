//! How columns share a width by what stands in them: words stay whole as long as they can, and
//! what has to be broken is the longest.

use crate::metrics::{Face, JOINTS};

/// The widths that a column asks for, in points, without what is kept free beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Demand {
    /// That of its longest part of a word: an address may be parted where its parts join.
    part: f64,
    /// That of its longest word.
    word: f64,
    /// That of its longest line.
    line: f64,
}

impl Demand {
    /// Adds a text that stands in the column in type of a size.
    pub(super) fn add(&mut self, text: &str, face: Face, size: f64) {
        let width = |text| face.width(text) * size;
        for word in text.split_whitespace() {
            self.word = self.word.max(width(word));
            for part in word.split_inclusive(JOINTS) {
                self.part = self.part.max(width(part));
            }
        }
        self.line = self.line.max(width(text));
    }

    /// Adds a text whose words belong together: a label, or a telephone number.
    pub(super) fn add_whole(&mut self, text: &str, face: Face, size: f64) {
        self.add(text, face, size);
        self.word = self.word.max(self.line);
    }
}

/// The widths of columns that keep `beside` free beside their texts and fill `total` together, in
/// whole twips.
///
/// Where their lines do not fit abreast, the longest are broken between words; where their words do
/// not fit, the longest are parted at their joints; where even these parts do not fit, the longest
/// are broken anywhere.
pub(super) fn share(demands: &[Demand], beside: f64, total: f64) -> Vec<f64> {
    let beside = beside + ROUNDING;
    let count = demands.len() as f64;
    let fair = total / count - beside;
    let asked = |width: fn(&Demand, f64) -> f64| -> Vec<f64> {
        demands.iter().map(|demand| width(demand, fair) + beside).collect()
    };
    let steps = [
        asked(|_, _| 0.0),
        asked(|demand, _| demand.part),
        asked(|demand, fair| demand.word.max((demand.line * TWO_LINES).min(fair))),
        asked(|demand, _| demand.line),
    ];
    let sum = |widths: &[f64]| widths.iter().sum::<f64>();
    let widths: Vec<f64> = match steps.iter().position(|widths| sum(widths) > total) {
        None => {
            let left = total - sum(&steps[3]);
            steps[3].iter().map(|width| width + left / count).collect()
        }
        Some(most) => {
            let least = &steps[most.saturating_sub(1)];
            cut(&least.iter().copied().zip(steps[most].iter().copied()).collect::<Vec<_>>(), total)
        }
    };
    // The edges are rounded, so that the columns fill the width.
    let (mut right, mut edge) = (0.0, 0.0);
    widths
        .into_iter()
        .map(|width| {
            let left = edge;
            right += width;
            edge = (right * 20.0_f64).round();
            (edge - left) / 20.0
        })
        .collect()
}

/// Widths between the given bounds, none wider than one common width unless it must be, so that
/// they fill `total`.
fn cut(bounds: &[(f64, f64)], total: f64) -> Vec<f64> {
    let at = |common: f64| {
        bounds.iter().map(move |&(least, most)| common.clamp(least.min(most), most)).collect()
    };
    let (mut low, mut high) = (0.0, total);
    for _ in 0..BISECTIONS {
        let middle = f64::midpoint(low, high);
        let widths: Vec<f64> = at(middle);
        if widths.iter().sum::<f64>() > total { high = middle } else { low = middle }
    }
    at(low)
}

/// What share of a line it takes for a text of several words to fit two lines, as far as that is no
/// more than a column's fair share: a name is not stacked word by word so that an address is whole.
const TWO_LINES: f64 = 0.6;

/// Enough for widths to be found far below a twip.
const BISECTIONS: usize = 40;

/// What a column has more than its text, so that rounding breaks no word.
const ROUNDING: f64 = 0.1;

#[cfg(test)]
mod tests {
    use super::*;

    const TOTAL: f64 = 453.3;
    const BESIDE: f64 = 10.8;

    fn demand(text: &str) -> Demand {
        let mut demand = Demand::default();
        demand.add(text, Face::PROSE, 9.5);
        demand
    }

    fn widths(texts: &[&str]) -> Vec<f64> {
        let demands: Vec<Demand> = texts.iter().map(|text| demand(text)).collect();
        let widths = share(&demands, BESIDE, TOTAL);
        let sum: f64 = widths.iter().sum();
        assert!((sum - TOTAL).abs() < 0.06, "{texts:?}: {sum}");
        widths
    }

    /// Whether a text's longest word fits a column.
    fn is_whole(text: &str, width: f64) -> bool {
        demand(text).word + BESIDE <= width
    }

    #[test]
    fn no_word_is_broken_where_another_column_has_room() {
        for texts in [
            &[
                "Anna Ek",
                "Chef",
                "Nacka kommun",
                "anna.ek@nacka.se",
                "08-718 80 00",
                "www.nacka.se",
            ][..],
            &[
                "Åsa Öberg-Lindqvist",
                "Trafikplanerare",
                "Göteborgs stad",
                "asa.oberg@goteborg.se",
                "www.goteborg.se",
            ],
            &[
                "Eva",
                "fornamn.efternamn@exempelkommunen.example",
                "https://www.exempelkommunen.example",
            ],
            &["Ann", "a@b.se"],
            &["Anna Ek"],
        ] {
            for (text, width) in texts.iter().zip(widths(texts)) {
                assert!(is_whole(text, width), "{text} in {width}");
            }
        }
    }

    #[test]
    fn the_longest_is_broken_first() {
        let texts = [
            "Βασιλική Παπαδοπούλου",
            "Trafikplanerare",
            "Nacka kommun",
            "anna.ek@nacka.se",
            "08-718 80 00",
            "https://www.exempelkommunen.example/avdelning/trafik/gator-och-vagar",
        ];
        let widths = widths(&texts);
        for (text, width) in texts[..5].iter().zip(&widths) {
            assert!(is_whole(text, *width), "{text} in {width}");
        }
        assert!(!is_whole(texts[5], widths[5]));
    }

    #[test]
    fn columns_that_no_width_is_enough_for_share_it() {
        let long = "a".repeat(200);
        let widths = widths(&[&long, "Anna Ek", &long]);
        assert!(is_whole("Anna Ek", widths[1]));
        assert!((widths[0] - widths[2]).abs() < 0.1, "{widths:?}");
    }
}
