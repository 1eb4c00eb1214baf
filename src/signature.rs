//! What kind of file some bytes are, by the signature that they begin with.

/// The name of a file format that people mistake for another, if bytes begin as it does.
pub(crate) fn of(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(4..12).unwrap_or_default();
    let zip = |name: &str| bytes.windows(name.len()).any(|window| window == name.as_bytes());
    Some(match bytes {
        // The parts of an Office document are named in the archive, at the latest in its directory.
        [b'P', b'K', 3, 4, ..] if zip("word/document.xml") => "Word (.docx)",
        [b'P', b'K', 3, 4, ..] if zip("xl/workbook.xml") => "Excel (.xlsx)",
        [b'P', b'K', 3, 4, ..] if zip("opendocument.text") => "OpenDocument (.odt)",
        [b'P', b'K', 3, 4, ..] => "ZIP",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "Word (.doc)",
        [b'%', b'P', b'D', b'F', b'-', ..] => "PDF",
        [b'{', b'\\', b'r', b't', b'f', ..] => "RTF",
        [0x89, b'P', b'N', b'G', ..] => "PNG",
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [b'G', b'I', b'F', b'8', ..] => "GIF",
        [b'B', b'M', ..] if bytes.get(6..10) == Some(&[0; 4]) => "BMP",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "TIFF",
        [b'R', b'I', b'F', b'F', ..] if bytes.get(8..12) == Some(b"WEBP") => "WebP",
        _ if brand == b"ftypavif" => "AVIF",
        _ if [b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1"]
            .iter()
            .any(|known| brand == *known) =>
        {
            "HEIC"
        }
        _ if bytes.windows(4).take(1000).any(|window| window == b"<svg") => "SVG",
        _ => return None,
    })
}
