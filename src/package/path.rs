//! Paths in a package, and how XML and manifests write them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written as it is in the path of an address (RFC 3986, 2.3), and the slash.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as a relative address.
pub fn href(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

/// The path that a relative address stands for.
pub fn of_href(href: &str) -> Option<String> {
    percent_decode_str(href).decode_utf8().ok().map(Into::into)
}

/// A path as the manifest of a bag writes it (RFC 8493, 2.1.3).
pub fn bagged(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The path that a line in the manifest of a bag stands for.
pub fn of_bagged(path: &str) -> String {
    path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
}

/// The path that is meant beside a folder: without the steps that lead nowhere.
pub fn below(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder that a path leads to something in; empty for the uppermost.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
