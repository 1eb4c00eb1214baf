//! Every kind of picture in tests/fixtures/valid/bilder comes out upright, opaque and bare.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::path::{Path, PathBuf};

use image::GenericImageView;

use super::judge::{Flaw, Judged, judge};
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
    let judged = judge(bytes.into(), u64::MAX)?.image;
    let prepared = prepare_image(&judged, most).unwrap();
    assert_eq!(prepare_image(&Image { pixels: None, ..judged }, most).unwrap(), prepared);
    Ok(prepared)
}

fn size(bytes: &[u8]) -> Pixels {
    let image = judge(bytes.into(), u64::MAX).unwrap().image;
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
    assert_eq!(names.len(), 28);
    for name in names {
        let bytes = file(&name);
        let image = prepare(&bytes, ANY_SIZE).unwrap();
        assert_eq!((image.width, image.height), (120, 80), "{name}");
        assert_eq!(size(&bytes), (120, 80), "{name}");
        assert_drawn(&name, &image);
        let is_png = Path::new(&name).extension().is_some_and(|extension| extension == "png");
        assert_eq!(image.format == ImageFormat::Png, is_png, "{name}");
        for private in [&b"HEMLIG"[..], b"Exif", b"eXIf", b"tEXt", b"ICC_PROFILE", b"iCCP"] {
            let found = image.bytes.windows(private.len()).any(|window| window == private);
            assert!(!found, "{name} still holds {}", String::from_utf8_lossy(private));
        }
        assert_eq!(prepare(&bytes, ANY_SIZE).unwrap(), image, "{name}: the same again");
    }
}

#[test]
fn pixels_stay_as_they_are_coded_where_nothing_asks_for_a_change() {
    for name in ["rgb.jpg", "progressive.jpg", "grey.jpg", "profile.jpg", "profile-abstract.jpg"] {
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
    for name in
        ["rgb.jpg", "progressive.jpg", "exif-6.jpg", "grey.jpg", "rgb.png", "interlaced.png"]
    {
        let bytes = file(name);
        for length in [bytes.len() / 2, bytes.len() - 40, bytes.len() - 10] {
            let problem = prepare(&bytes[..length], ANY_SIZE);
            assert_eq!(problem, Err(Flaw::Damaged), "{name}, {length} bytes");
        }
    }
}

#[test]
fn every_length_of_a_cut_file_is_judged() {
    for name in ["profile.jpg", "exif-5.jpg", "progressive.jpg", "alpha-16-bits.png"] {
        let bytes = file(name);
        let whole = |length: &usize| prepare(&bytes[..*length], ANY_SIZE).is_ok();
        let last = (0..bytes.len()).find(whole).unwrap_or(bytes.len());
        // The end mark has two bytes; some bits before it are of blocks that nobody sees.
        assert!(bytes.len() - last <= 8, "{name} is whole with {last} bytes");
        assert!(name.ends_with("jpg") || last == bytes.len(), "{name} has no end");
    }
}

#[test]
fn a_jpeg_without_its_end_mark_is_shown_without_what_stands_there() {
    for name in ["rgb.jpg", "grey.jpg", "progressive.jpg", "exif-6.jpg"] {
        let bytes = file(name);
        let whole = prepare(&bytes, (60, 40)).unwrap();
        for trailer in [
            &b""[..],
            b"\xFF",
            b"QE\0\x7F",
            b"HEMLIG",
            b"\0\0\0\0",
            b"\xFF\xE1HEMLIG",
            b"\xFF\xD8\xFF\xE0",
        ] {
            let open = [&bytes[..bytes.len() - 2], trailer].concat();
            assert_eq!(prepare(&open, (60, 40)).unwrap(), whole, "{name} with {trailer:?}");
            let prepared = prepare(&open, ANY_SIZE).unwrap().bytes;
            assert!(!prepared.windows(6).any(|window| window == b"HEMLIG"), "{name}");
        }
    }
}

/// A grey JPEG of so many pixels, in as few bytes as can be: each block has two bits.
fn flat(width: u16, height: u16, frame: u8) -> Vec<u8> {
    let segment = |marker: u8, data: &[u8]| {
        [&[0xFF, marker][..], &(data.len() as u16 + 2).to_be_bytes(), data].concat()
    };
    let one_code = [&[1][..], &[0; 15], &[0]].concat();
    let (w, h) = (width.to_be_bytes(), height.to_be_bytes());
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    [
        vec![0xFF, 0xD8],
        segment(0xDB, &[&[0][..], &[1; 64]].concat()),
        segment(0xC0 | frame, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]),
        segment(0xC4, &[&[0x00][..], &one_code, &[0x10], &one_code].concat()),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        vec![0; blocks / 4 + 1],
        vec![0xFF, 0xD9],
    ]
    .concat()
}

#[test]
fn a_large_photograph_is_decoded_at_a_reduced_size() {
    for (width, height, divisor) in [(9000, 5000, 2), (12000, 9000, 4), (20000, 12500, 4)] {
        let Judged { image, .. } = judge(flat(width, height, 0), u64::MAX).unwrap();
        assert_eq!((image.width, image.height), (width.into(), height.into()));
        let pixels = image.pixels.as_ref().unwrap();
        assert_eq!(pixels.dimensions(), (image.width / divisor, image.height / divisor));
        let prepared = prepare_image(&image, (90, 50)).unwrap();
        let shown = image::load_from_memory(&prepared.bytes).unwrap();
        assert_eq!(shown.dimensions(), (90, 50));
    }
    let refused = judge(flat(20000, 13000, 0), u64::MAX).unwrap_err();
    assert!(matches!(refused, Flaw::TooManyPixels { limit: 250_000_000, .. }), "{refused:?}");
    // A progressive one keeps two bytes for each pixel while it is decoded.
    let refused = judge(flat(9000, 9000, 2), u64::MAX).unwrap_err();
    assert!(matches!(refused, Flaw::TooManyPixels { limit: 75_000_000, .. }), "{refused:?}");
}

/// The profile in a JPEG of one segment, and where it stands.
fn profile(bytes: &[u8]) -> std::ops::Range<usize> {
    let name = b"ICC_PROFILE\0\x01\x01";
    let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
    let length = usize::from(u16::from_be_bytes([bytes[at - 2], bytes[at - 1]]));
    at + name.len()..at - 2 + length
}

#[test]
fn colours_become_srgb_or_are_told_to_be_unknown() {
    let bytes = file("wide-gamut.jpg");
    let at = profile(&bytes).start;
    let with = |place: usize, field: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at + place..at + place + field.len()].copy_from_slice(field);
        judge(bytes, u64::MAX).unwrap()
    };
    for (place, field) in [(8, &[4, 0x40][..]), (12, b"scnr"), (12, b"prtr"), (12, b"spac")] {
        let judged = with(place, field);
        assert!(!judged.has_unknown_colours, "{field:?}");
        assert_drawn("wide-gamut.jpg", &prepare_image(&judged.image, ANY_SIZE).unwrap());
    }
    for (place, field) in [
        (0, &[0, 1, 0, 0][..]),
        (0, &[0, 0, 0, 100]),
        (8, &[0]),
        (8, &[5]),
        (12, b"link"),
        (12, b"abst"),
        (12, b"nmcl"),
        (12, &[0; 4]),
        (16, b"Lab "),
        (16, b"XYZ "),
        (16, b"YCbr"),
        (16, b"GRAY"),
        (16, b"CMYK"),
        (20, b"RGB "),
        (36, b"xxxx"),
        (128, &[0xFF; 4]),
        (128, &[0; 4]),
    ] {
        let judged = with(place, field);
        assert!(judged.has_unknown_colours, "{place}: {field:?}");
        let prepared = prepare_image(&judged.image, ANY_SIZE).unwrap();
        assert!(!prepared.bytes.windows(4).any(|window| window == b"acsp"));
    }
}

#[test]
fn no_profile_stops_the_program() {
    let bytes = file("wide-gamut.jpg");
    let place = profile(&bytes);
    for at in place.step_by(3) {
        for value in [0, 0xFF] {
            let mut bytes = bytes.clone();
            bytes[at] = value;
            let image = judge(bytes, u64::MAX).unwrap().image;
            prepare_image(&image, ANY_SIZE).unwrap();
        }
    }
}

#[test]
fn other_formats_are_no_pictures() {
    for (bytes, found) in [
        (&b""[..], None),
        (b"GIF89a", Some("GIF")),
        (b"%PDF-1.7", Some("PDF")),
        (b"RIFF\0\0\0\0WEBPVP8 ", Some("WebP")),
    ] {
        assert_eq!(prepare(bytes, ANY_SIZE), Err(Flaw::NotAPicture { found }));
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
