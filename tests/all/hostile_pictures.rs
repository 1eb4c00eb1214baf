//! Hostile pictures end in a diagnostic: soon, in little memory, and without a look outside of the
//! report's folder.

use std::fs;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use nacka_report::check;
use nacka_report::load::Source;

use crate::hostile::{assert_codes, report_with};
use crate::support::{context, make_pipe, project, while_swapped};

/// A report with pictures.
fn report(files: &[&str]) -> String {
    let pictures: Vec<_> =
        files.iter().map(|file| format!("{{file: \"{file}\", alt: a}}")).collect();
    report_with(&format!("a\npictures: [{}]", pictures.join(", ")))
}

#[test]
fn pictures_that_are_traps() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::copy(project("samples/bilder/kanal.jpg"), folder.path().join("outside.jpg")).unwrap();
    let fixtures = project("tests/fixtures/invalid/bilder");
    fs::copy(fixtures.join("bomb.png"), inside.join("bomb.png")).unwrap();
    fs::copy(fixtures.join("trunkerad.jpg"), inside.join("truncated.jpg")).unwrap();
    image::RgbImage::new(6320, 6320).save(inside.join("most.png")).unwrap();
    let large = fs::File::create(inside.join("large.jpg")).unwrap();
    large.set_len(3 * 1024 * 1024 * 1024).unwrap();
    let picture = |name: &str, file: &str, expected: &str| {
        let path = inside.join(name);
        fs::write(&path, report(&[file])).unwrap();
        assert_codes(&path, expected);
    };
    picture("decompression bomb", "bomb.png", "picture-too-many-pixels");
    picture("most pixels", "most.png", "");
    picture("truncated JPEG", "truncated.jpg", "picture-damaged");
    picture("3 GB", "large.jpg", "picture-too-large");
    picture("long path", &"a/".repeat(5000), "path-too-long");
    picture("long name", &"a".repeat(259), "picture-unreadable");
    picture("parent folder", "../outside.jpg", "path-outside-folder");
    picture("root", "/etc/passwd", "path-outside-folder");
    picture("null byte", "a\\0b", "control-character");
    picture("folder", ".", "picture-not-a-file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../outside.jpg", inside.join("link.jpg")).unwrap();
        symlink("loop.jpg", inside.join("loop.jpg")).unwrap();
        symlink("/dev/zero", inside.join("zero.png")).unwrap();
        make_pipe(&inside.join("pipe.png"));
        picture("symbolic link", "link.jpg", "path-outside-folder");
        picture("link to itself", "loop.jpg", "picture-unreadable");
        picture("device", "zero.png", "path-outside-folder");
        picture("pipe", "pipe.png", "picture-not-a-file");
    }
}

/// A chunk of a PNG.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    [&(data.len() as u32).to_be_bytes(), &kind[..], data, &crc.sum().to_be_bytes()].concat()
}

/// So many zeros, deflated.
fn zeros(megabytes: usize) -> Vec<u8> {
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::best());
    let megabyte = vec![0; 1 << 20];
    for _ in 0..megabytes {
        deflated.write_all(&megabyte).unwrap();
    }
    deflated.finish().unwrap()
}

/// A grey PNG of so many pixels, all black but for the last, with a chunk behind its header.
fn png(width: u32, height: u32, last: u8, extra: &[u8]) -> Vec<u8> {
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::fast());
    let mut row = vec![0; width as usize + 1];
    for _ in 1..height {
        rows.write_all(&row).unwrap();
    }
    row[width as usize] = last;
    rows.write_all(&row).unwrap();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(*b"IHDR", &header),
        extra,
        &chunk(*b"IDAT", &rows.finish().unwrap()),
        &chunk(*b"IEND", b""),
    ]
    .concat()
}

/// Checks a report with pictures of these names, made of these files.
fn assert_pictures(name: &str, files: &[(&str, Vec<u8>)], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    for (file, bytes) in files {
        fs::write(folder.path().join(file), bytes).unwrap();
    }
    let path = folder.path().join(name);
    let names: Vec<&str> = files.iter().map(|(file, _)| *file).collect();
    fs::write(&path, report(&names)).unwrap();
    assert_codes(&path, expected);
}

#[test]
fn what_a_picture_says_beside_its_pixels_does_not_grow() {
    let bomb = zeros(2_000);
    let with = |kind: [u8; 4], head: &[u8]| png(9, 9, 0, &chunk(kind, &[head, &bomb].concat()));
    for (name, bytes) in [
        ("colour profile", with(*b"iCCP", b"a\0\0")),
        ("text", with(*b"zTXt", b"Comment\0\0")),
        ("international text", with(*b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0")),
        ("EXIF as text", with(*b"zTXt", b"Raw profile type exif\0\0")),
        ("EXIF", with(*b"eXIf", b"II*\0\x08\0\0\0\xFF\xFF")),
        (
            "many texts",
            png(9, 9, 0, &chunk(*b"zTXt", &[b"a\0\0", &bomb[..9_000]].concat()).repeat(500)),
        ),
        ("many chunks", png(9, 9, 0, &chunk(*b"tEXt", b"").repeat(500_000))),
    ] {
        assert_pictures(name, &[("a.png", bytes)], "");
    }
    // More pixels than the header says are no pixels.
    let mut more = png(9, 9, 0, b"");
    let end = more.len() - 12;
    more.splice(end..end, chunk(*b"IDAT", &bomb));
    assert_pictures("more rows", &[("a.png", more)], "");
}

#[test]
fn all_pictures_of_a_report_share_what_there_is() {
    let names: Vec<String> = (0..100).map(|number| format!("{number}.png")).collect();
    let files = |last: &dyn Fn(u8) -> u8| -> Vec<_> {
        names.iter().zip(0..).map(|(name, n)| (&**name, png(6_300, 6_300, last(n), b""))).collect()
    };
    assert_pictures("a hundred", &files(&|number| number), "pictures-too-many-pixels");
    assert_pictures("the same a hundred times", &files(&|_| 0), "");
}

/// A grey JPEG in as few bytes as can be: two bits a block, and so many scans.
fn jpeg(width: u16, height: u16, frame: u8, scans: usize) -> Vec<u8> {
    let segment = |marker: u8, data: &[u8]| {
        [&[0xFF, marker][..], &(data.len() as u16 + 2).to_be_bytes(), data].concat()
    };
    let one_code = [&[1][..], &[0; 15], &[0]].concat();
    let (w, h) = (width.to_be_bytes(), height.to_be_bytes());
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    let scan = match frame {
        0xC0 => [segment(0xDA, &[1, 1, 0, 0, 63, 0]), vec![0; blocks / 4 + 1]].concat(),
        // A progressive one brings the first coefficients alone.
        _ => [segment(0xDA, &[1, 1, 0, 0, 0, 0]), vec![0; blocks / 8 + 1]].concat(),
    };
    [
        vec![0xFF, 0xD8],
        segment(0xDB, &[&[0][..], &[1; 64]].concat()),
        segment(frame, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]),
        segment(0xC4, &[&[0x00][..], &one_code, &[0x10], &one_code].concat()),
        scan.repeat(scans),
        vec![0xFF, 0xD9],
    ]
    .concat()
}

#[test]
fn photographs_that_take_long() {
    let profile = [&b"ICC_PROFILE\0\x01\xFF"[..], &vec![0; 60_000]].concat();
    let profile = [&[0xFF, 0xE2][..], &(profile.len() as u16 + 2).to_be_bytes(), &profile].concat();
    let mut profiles = jpeg(80, 80, 0xC0, 1);
    profiles.splice(2..2, profile.repeat(150));
    for (name, bytes, expected) in [
        ("most pixels in a JPEG", jpeg(8_900, 8_900, 0xC0, 1), ""),
        ("larger", jpeg(65_500, 65_500, 0xC0, 1)[..1_000_000].to_vec(), "picture-too-many-pixels"),
        ("progressive", jpeg(8_000, 8_000, 0xC2, 5), ""),
        ("many scans", jpeg(800, 800, 0xC2, 6_000), "picture-damaged"),
        ("profiles", profiles, ""),
    ] {
        assert_pictures(name, &[("a.jpg", bytes)], expected);
    }
}

/// While it is checked, somebody puts a link or a pipe in the picture's place and takes it away.
#[cfg(unix)]
#[test]
fn what_is_swapped_for_a_link_or_a_pipe_is_not_read() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    fs::create_dir(&inside).unwrap();
    fs::write(folder.path().join("outside.png"), png(9, 9, 1, b"")).unwrap();
    let secret = image::load_from_memory(&png(9, 9, 1, b"")).unwrap();
    let source = Source::new("rapport.yaml", report(&["a.png"]).into());
    while_swapped(
        &inside.join("a.png"),
        &[
            &|next| fs::write(next, png(9, 9, 0, b"")).unwrap(),
            &|next| symlink("../outside.png", next).unwrap(),
            &make_pipe,
        ],
        3_000,
        || {
            let Ok(report) = check::report(&source, &context(&inside)) else { return false };
            assert_ne!(**report.value.pictures[0].image.pixels.as_ref().unwrap(), secret);
            true
        },
    );
}
