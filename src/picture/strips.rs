//! Where a long picture is cut into strips: between its lines, not through them.

use image::{DynamicImage, GrayImage};

use super::judge::File;
use crate::model::{Image, STRIP_SLACK};

/// Cuts a prepared image into so many strips: the top and bottom of each, from its top to its bottom,
/// as parts of the image's height. They are equally long where the image's pixels are not to be had.
pub(crate) fn cuts(image: &Image, strips: usize) -> Vec<(f64, f64)> {
    if strips <= 1 {
        return vec![(0.0, 1.0)];
    }
    let pixels = File::open(&image.bytes).and_then(|file| file.decode());
    let cuts = match &pixels {
        Ok(pixels) => calm_rows(pixels, strips),
        Err(_) => (1..strips).map(|number| number as f64 / strips as f64).collect(),
    };
    let tops = [0.0].into_iter().chain(cuts.iter().copied());
    tops.zip(cuts.iter().copied().chain([1.0])).collect()
}

/// Where the strips but the first begin: near where all were equally long, at the rows of pixels
/// with the least in them.
fn calm_rows(pixels: &DynamicImage, strips: usize) -> Vec<f64> {
    let grey = pixels.to_luma8();
    let height = f64::from(grey.height());
    let strip = height / strips as f64;
    // Half the slack at either end of a strip.
    let reach = (strip * STRIP_SLACK / 2.0) as u32;
    // As far from what is above and below as a hundredth of the width, if there is a choice.
    let around = grey.width() / 100 + 1;
    (1..strips)
        .map(|number| {
            let even = (strip * number as f64) as u32;
            let candidates = even.saturating_sub(reach)..=even.saturating_add(reach);
            let unrest = |row: u32| -> u64 {
                (row.saturating_sub(around)..row + around).map(|row| unrest(&grey, row)).sum()
            };
            let calmest = candidates.min_by_key(|row| (unrest(*row), row.abs_diff(even)));
            f64::from(calmest.unwrap_or(even)) / height
        })
        .collect()
}

/// How much the pixels of a row differ from their neighbours.
fn unrest(grey: &GrayImage, row: u32) -> u64 {
    if row >= grey.height() {
        return 0;
    }
    let value = |column| u64::from(grey.get_pixel(column, row).0[0]);
    (1..grey.width()).map(|column| value(column).abs_diff(value(column - 1))).sum()
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::*;

    /// Lines of ink, as on a receipt, of which none may be on two strips.
    #[test]
    fn no_line_is_cut_in_two() {
        for (period, ink) in [(24, 14), (31, 25), (50, 20)] {
            let lines = GrayImage::from_fn(100, 3_000, |x, y| {
                Luma([if y % period < ink && x % 3 == 0 { 0 } else { 255 }])
            });
            for strips in 2..6 {
                let cuts = calm_rows(&lines.clone().into(), strips);
                assert_eq!(cuts.len(), strips - 1);
                for (number, cut) in (1..).zip(cuts) {
                    let row = (cut * 3_000.0).round() as u32;
                    let (above, below) = ((row - 1) % period, row % period);
                    assert!(above >= ink - 1 && (below >= ink || below == 0), "{period}: {row}");
                    let even = 3_000 * number / strips as u32;
                    assert!(f64::from(row.abs_diff(even)) < 0.03 * 3_000.0 / strips as f64 + 1.0);
                }
            }
        }
    }
}
