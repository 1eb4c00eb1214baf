//! Colour profiles: what an image's numbers mean, as ISO 15076-1 has it, and in sRGB.

use std::sync::Arc;

use image::DynamicImage;
use moxcms::{ColorProfile, Layout, TransformExecutor, TransformOptions};

/// What a profile is good for.
pub(super) enum Colours {
    /// They are sRGB's: nothing is to be done.
    Srgb,
    /// They become sRGB's by this conversion.
    Other(Conversion),
    /// Nothing: the profile is not one for this image, or is damaged.
    Unknown,
}

/// A conversion to sRGB.
pub(super) struct Conversion {
    transform: Arc<dyn TransformExecutor<u8> + Send + Sync>,
    layout: Layout,
}

/// What the numbers of the colours between black and white may be off before they are converted,
/// of 255: so much lies between one sRGB profile and the next.
const SAME: u8 = 1;

/// Judges a profile for an image of three colours, or a grey one.
pub(super) fn judge(profile: &[u8], is_grey: bool) -> Colours {
    usable(profile, is_grey).map_or(Colours::Unknown, |conversion| {
        if conversion.changes_nothing() { Colours::Srgb } else { Colours::Other(conversion) }
    })
}

fn usable(profile: &[u8], is_grey: bool) -> Option<Conversion> {
    // The header (section 7.2), and what PDF/A takes of it (ISO 19005-2, section 6.2.4.2): an
    // input, display, output or colour space profile of version 2 or 4.
    let field = |at: usize| profile.get(at..at + 4);
    let size = u32::from_be_bytes(*profile.first_chunk()?) as usize;
    let is_known = size >= 132
        && size <= profile.len()
        && matches!(profile.get(8)?, 2 | 4)
        && [&b"scnr"[..], b"mntr", b"prtr", b"spac"].contains(&field(12)?)
        && field(16)? == if is_grey { b"GRAY" } else { b"RGB " }
        && [&b"XYZ "[..], b"Lab "].contains(&field(20)?)
        && field(36)? == b"acsp";
    if !is_known {
        return None;
    }
    let source = ColorProfile::new_from_slice(&profile[..size]).ok()?;
    let layout = if is_grey { Layout::Gray } else { Layout::Rgb };
    let options = TransformOptions::default();
    let transform = source
        .create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, options)
        .ok()?;
    let conversion = Conversion { transform, layout };
    // White paper is white, whatever else the profile says, or it says nothing that makes sense.
    let white = conversion.of(&[255; 3][..conversion.channels()])?;
    white.iter().all(|value| *value >= 200).then_some(conversion)
}

impl Conversion {
    fn channels(&self) -> usize {
        self.layout.channels()
    }

    /// Converts colours; the result has three numbers for each.
    fn of(&self, colours: &[u8]) -> Option<Vec<u8>> {
        let mut converted = vec![0; colours.len() / self.channels() * 3];
        self.transform.transform(colours, &mut converted).ok()?;
        Some(converted)
    }

    /// Whether it leaves all colours as they are: tried with sixteen steps of each.
    fn changes_nothing(&self) -> bool {
        let steps = || (0..=255).step_by(17);
        let colours: Vec<u8> = match self.layout {
            Layout::Gray => (0..=255).collect(),
            _ => steps()
                .flat_map(|red| {
                    steps().flat_map(move |green| steps().map(move |blue| [red, green, blue]))
                })
                .flatten()
                .collect(),
        };
        let same = |(is, was): (&u8, &u8)| is.abs_diff(*was) <= SAME;
        self.of(&colours).is_some_and(|converted| match self.layout {
            Layout::Gray => converted.iter().step_by(3).zip(&colours).all(same),
            _ => converted.iter().zip(&colours).all(same),
        })
    }

    /// Converts an image of 8 bits a channel without transparency; grey stays grey.
    pub(super) fn apply(&self, image: &mut DynamicImage) -> Option<()> {
        match image {
            DynamicImage::ImageRgb8(pixels) => {
                let row = pixels.width() as usize * 3;
                for row in pixels.chunks_exact_mut(row.max(3)) {
                    let converted = self.of(row)?;
                    row.copy_from_slice(&converted);
                }
            }
            DynamicImage::ImageLuma8(pixels) => {
                let every: Vec<u8> = (0..=255).collect();
                let table = self.of(&every)?;
                for pixel in pixels.iter_mut() {
                    *pixel = table[usize::from(*pixel) * 3 + 1];
                }
            }
            _ => return None,
        }
        Some(())
    }
}
