//! Every kind of picture in tests/fixtures/valid/bilder comes out upright, opaque and bare.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::path::{Path, PathBuf};

use image::GenericImageView;

use super::judge::{Flaw, judge};
use super::prepare::{ANY_SIZE, Pixels, prepare_image};
use crate::model::{Image, ImageFormat};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/valid/bilder")
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// Both steps at once. The image is the same whether or not its pixels were kept.
fn prepare(bytes: &[u8], most: Pixels) -> Result<Image, Flaw> {
    let judged = judge(bytes.into())?;
    let prepared = prepare_image(&judged, most).unwrap();
    assert_eq!(prepare_image(&Image { pixels: None, ..judged }, most).unwrap(), prepared);
    Ok(prepared)
}

fn size(bytes: &[u8]) -> Pixels {
    let image = judge(bytes.into()).unwrap();
    (image.width, image.height)
}

/// The colours at the middle of the four quarters: top left, top right, bottom left, bottom right.
fn quarters(image: &Image) -> [[u8; 3]; 4] {
    let pixels = image::load_from_memory(&image.bytes).unwrap();
    let (width, height) = pixels.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(column, row)| {
        let [red, green, blue, alpha] = pixels.get_pixel(width * column / 4, height * row / 4).0;
        assert_eq!(alpha, 255);
        [red, green, blue]
    })
}

/// What `draw.py` draws; JPEG comes close to it.
fn assert_drawn(name: &str, image: &Image) {
    let drawn = match name {
        _ if name.starts_with("grey") => [[83; 3], [111; 3], [69; 3], [255; 3]],
        "one-bit.png" => return,
        _ => [[204, 32, 32], [32, 160, 64], [32, 64, 192], [255; 3]],
    };
    for (is, should) in quarters(image).as_flattened().iter().zip(drawn.as_flattened()) {
        assert!(is.abs_diff(*should) <= 3, "{name}: {:?}", quarters(image));
    }
}

#[test]
fn every_kind_of_picture_is_prepared() {
    let mut names: Vec<_> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "draw.py")
        .collect();
    names.sort();
    assert_eq!(names.len(), 20);
    for name in names {
        let bytes = file(&name);
        let image = prepare(&bytes, ANY_SIZE).unwrap();
        assert_eq!((image.width, image.height), (120, 80), "{name}");
        assert_eq!(size(&bytes), (120, 80), "{name}");
        assert_drawn(&name, &image);
        let is_png = Path::new(&name).extension().is_some_and(|extension| extension == "png");
        assert_eq!(image.format == ImageFormat::Png, is_png, "{name}");
        for private in [&b"HEMLIG"[..], b"Exif", b"eXIf", b"tEXt"] {
            let found = image.bytes.windows(private.len()).any(|window| window == private);
            assert!(!found, "{name} still holds {}", String::from_utf8_lossy(private));
        }
        assert_eq!(prepare(&bytes, ANY_SIZE).unwrap(), image, "{name}: the same again");
    }
}

#[test]
fn pixels_stay_as_they_are_coded_where_nothing_asks_for_a_change() {
    for name in ["rgb.jpg", "progressive.jpg", "grey.jpg", "profile.jpg"] {
        let bytes = file(name);
        let scan = |bytes: &[u8]| {
            let start = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
            bytes[start..].to_vec()
        };
        let image = prepare(&bytes, ANY_SIZE).unwrap();
        assert_eq!(scan(&image.bytes), scan(&bytes), "{name}");
    }
    for name in ["grey.png", "interlaced.png", "one-bit.png", "palette.png"] {
        assert_eq!(*prepare(&file(name), ANY_SIZE).unwrap().bytes, *file(name), "{name}");
    }
}

#[test]
fn the_colour_profile_stays() {
    for most in [ANY_SIZE, (60, 40)] {
        let image = prepare(&file("profile.jpg"), most).unwrap();
        let profile = b"ICC_PROFILE\0";
        assert!(image.bytes.windows(profile.len()).any(|window| window == profile), "{most:?}");
    }
}

#[test]
fn a_picture_has_no_more_pixels_than_are_shown_but_keeps_its_size() {
    for name in ["rgb.jpg", "exif-6.jpg", "alpha.png", "cmyk.jpg", "grey.jpg"] {
        let image = prepare(&file(name), (60, 40)).unwrap();
        assert_eq!(size(&image.bytes), (60, 40), "{name}");
        assert_eq!((image.width, image.height), (120, 80), "{name}: laid out as before");
        assert_drawn(name, &image);
    }
}

#[test]
fn a_file_that_ends_too_early_is_damaged() {
    for name in ["rgb.jpg", "progressive.jpg", "exif-6.jpg", "rgb.png", "interlaced.png"] {
        let bytes = file(name);
        for length in [bytes.len() / 2, bytes.len() - 40, bytes.len() - 1] {
            let problem = prepare(&bytes[..length], ANY_SIZE);
            assert_eq!(problem, Err(Flaw::Damaged), "{name}, {length} bytes");
        }
    }
}

#[test]
fn no_length_of_a_cut_file_stops_the_program() {
    for name in ["profile.jpg", "exif-5.jpg", "alpha-16-bits.png"] {
        let bytes = file(name);
        for length in 0..bytes.len() {
            assert!(prepare(&bytes[..length], ANY_SIZE).is_err(), "{name}, {length} bytes");
        }
    }
}

#[test]
fn other_formats_are_no_pictures() {
    for bytes in [&b""[..], b"GIF89a", b"%PDF-1.7", b"RIFF\0\0\0\0WEBPVP8 "] {
        assert_eq!(prepare(bytes, ANY_SIZE), Err(Flaw::NotAPicture));
    }
}

#[test]
fn an_enormous_picture_is_refused_by_its_header() {
    let mut bytes = file("grey.png");
    // Width and height stand first in the header chunk; its checksum has to follow them.
    bytes[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
    let checksum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    let (width, height, limit) = (0x8000, 0x8000, 40_000_000);
    let refused = Err(Flaw::TooManyPixels { width, height, limit });
    assert_eq!(prepare(&bytes, ANY_SIZE), refused);
}

#[test]
fn what_follows_the_image_is_left_out() {
    let mut bytes = file("rgb.jpg");
    let prepared = prepare(&bytes, ANY_SIZE).unwrap();
    bytes.extend(b"HEMLIG");
    assert_eq!(prepare(&bytes, ANY_SIZE).unwrap(), prepared);
}

/// PNG's checksum (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    })
}
