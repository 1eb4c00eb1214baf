//! How wide a title is set so that its lines break in balance: narrower than the page, and as many
//! lines. Both formats break lines where they are full, so they need no more than the width.

use crate::metrics::Face;

/// The width in points in which a title of a type size takes no more lines than in `width`, and
/// none of them ends where one would not pause: after a preposition, inside `22–26`. No line is less
/// than half as long as another if that can be helped.
pub(super) fn balanced_width(text: &str, face: Face, size: f64, width: f64) -> f64 {
    let title = Title::new(text, face);
    let full = width / size;
    let lines = title.lines(full);
    if lines.len() == 1 || title.words.iter().any(|word| word.width > full) {
        return width;
    }
    // Widths at which lines break otherwise, the narrowest first.
    let mut steps: Vec<f64> = title
        .widths()
        .filter(|step| *step < full && title.lines(*step).len() == lines.len())
        .collect();
    steps.push(full);
    steps.sort_by(f64::total_cmp);
    steps.dedup();
    // Set in the middle of its span, a title breaks alike in programs that round otherwise.
    let spans = steps.windows(2).filter(|span| (span[1] - span[0]) * size >= LEAST_SPAN);
    let set_at = |span: &[f64]| (title.badness(&title.lines(span[0])), span[0].midpoint(span[1]));
    // Of those that break equally well, the narrowest.
    let best = spans.map(set_at).min_by_key(|(badness, _)| *badness);
    match best {
        Some((badness, room)) if badness <= title.badness(&lines) => room * size,
        _ => width,
    }
}

/// How far in points a width may be off before a title breaks otherwise.
const LEAST_SPAN: f64 = 3.0;

/// Words of at most so many letters do not end a line if that can be helped: prepositions,
/// conjunctions and articles are hardly longer.
const SHORT: usize = 3;

/// What may stand on a line by itself, in em.
struct Word<'a> {
    text: &'a str,
    width: f64,
    /// With the space before it.
    joined: f64,
    /// Whether a space stands before it.
    is_parted: bool,
}

struct Title<'a> {
    words: Vec<Word<'a>>,
}

impl<'a> Title<'a> {
    fn new(text: &'a str, face: Face) -> Self {
        let words = text.split(' ').flat_map(|word| {
            let parts = word.split_inclusive(DASHES);
            parts.enumerate().map(|(index, part)| (part, index == 0))
        });
        let words = words
            .filter(|(word, _)| !word.is_empty())
            .map(|(text, is_parted)| {
                let width = face.width(text);
                let joined = if is_parted { width + face.width(" ") } else { width };
                Word { text, width, joined, is_parted }
            })
            .collect();
        Self { words }
    }

    /// The widths of all stretches of words.
    fn widths(&self) -> impl Iterator<Item = f64> {
        (0..self.words.len()).flat_map(|start| {
            self.words[start..].iter().enumerate().scan(0.0, |width, (index, word)| {
                *width += if index == 0 { word.width } else { word.joined };
                Some(*width)
            })
        })
    }

    /// The words that begin the lines, first fit.
    fn lines(&self, room: f64) -> Vec<usize> {
        let mut starts = vec![0];
        let mut line = 0.0;
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 && line + word.joined > room {
                starts.push(index);
                line = word.width;
            } else {
                line += if index == 0 { word.width } else { word.joined };
            }
        }
        starts
    }

    /// How ill lines break that begin with the given words.
    fn badness(&self, starts: &[usize]) -> i32 {
        let ends = starts.iter().skip(1).map(|&start| {
            let (last, next) = (self.words[start - 1].text, &self.words[start]);
            let is_short = last.chars().count() <= SHORT && last.chars().all(char::is_lowercase);
            let is_torn = !next.is_parted;
            if is_short || is_torn || next.text.starts_with(DASHES) {
                2
            } else if last.ends_with(PAUSES) {
                -1
            } else {
                0
            }
        });
        let bounds = starts.iter().skip(1).copied().chain([self.words.len()]);
        let widths = starts.iter().zip(bounds).map(|(&start, end)| {
            self.words[start].width
                + self.words[start + 1..end].iter().map(|word| word.joined).sum::<f64>()
        });
        let (least, most) = widths.fold((f64::INFINITY, 0.0_f64), |(least, most), width| {
            (least.min(width), most.max(width))
        });
        ends.sum::<i32>() + 2 * i32::from(least < most / 2.0)
    }
}

/// Where one pauses in reading, a line ends well.
const PAUSES: [char; 6] = [',', '.', ':', ';', '\u{2013}', '\u{2014}'];

/// After these a line may end inside a word.
const DASHES: [char; 3] = ['-', '\u{2013}', '\u{2014}'];

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that a title breaks into in a width.
    fn lines(text: &str, width: f64) -> Vec<String> {
        let title = Title::new(text, Face::HEADING);
        let mut lines = Vec::new();
        let starts = title.lines(width / SIZE);
        let ends = starts.iter().skip(1).copied().chain([title.words.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            let mut line = String::new();
            for word in &title.words[start..end] {
                if !line.is_empty() && word.is_parted {
                    line.push(' ');
                }
                line.push_str(word.text);
            }
            lines.push(line);
        }
        lines
    }

    const SIZE: f64 = 16.0;
    const WIDTH: f64 = 453.3;

    #[test]
    fn titles_break_in_balance() {
        for title in TITLES {
            let text = title.join(" ");
            let width = balanced_width(&text, Face::HEADING, SIZE, WIDTH);
            assert_eq!(lines(&text, width), *title);
            assert_eq!(lines(&text, WIDTH).len(), title.len(), "no line more");
        }
    }

    const TITLES: &[&[&str]] = &[
        &["Studiebesök i Lund"],
        &["Medverkan på möte för nätverket Euro Cities,", "26-28 februari 2014 i Utrecht, Holland"],
        &[
            "Tolv finländska skolor på fem dagar – studiebesök",
            "om lärmiljöer, 22–26 september 2014",
        ],
        &["Studiebesök om dagvatten och skyfallsplanering", "i Köpenhamn den 3 mars 2014"],
        &["Study visit on storm water and cloudburst", "planning to Copenhagen in 2014"],
        &[
            "Report from the annual conference of the European",
            "Library Association in Tallinn, Estonia, on open",
            "access and the future of reading, May 2015",
        ],
        &[
            "Trygghetsvandring med fastighetsförvaltningen och kommunens",
            "bostadsbolag på Fisksätra torg 2015",
        ],
        &["Resa till Oslo för att lära av Ruters arbete", "med tillgänglighet, 12–14 maj 2014"],
    ];

    #[test]
    fn a_title_with_a_word_wider_than_the_page_keeps_the_page_s_width() {
        let word = "A".repeat(80);
        let text = format!("Besök hos {word} den 20 mars 2014");
        let width = balanced_width(&text, Face::HEADING, SIZE, WIDTH);
        assert!((width - WIDTH).abs() < 0.01);
    }
}
