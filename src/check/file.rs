//! Files that a report or letterhead names: found beneath its folder, and read with care.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path};

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::checker::Checker;
use super::text::is_control;
use crate::attachment::plain_path;
use crate::characters::{is_odd_space, is_zero_width};
use crate::diagnostic::{Problem, Reason};
use crate::input::{self, Folder, Place};
use crate::limits::MAX_PATH;
use crate::load::Node;

/// Most names in a folder that are compared with one that is not there.
const MAX_NAMES: usize = 10_000;

impl Checker<'_> {
    /// Reads the path at `node`.
    pub fn file_path(&mut self, node: &Node<'_>) -> Option<String> {
        let scalar = self.text(node)?;
        let control = scalar.text.char_indices().find(|(_, character)| is_control(*character));
        if let Some((at, character)) = control {
            let places = scalar.places(self.text, &node.span);
            self.control(places.of(&(at..at + character.len_utf8())), character);
            return None;
        }
        Some(scalar.text.trim().to_owned())
    }

    /// Reads the file that the path at `node` leads to; gives the path under which it was found.
    /// Only an ordinary file that lies beneath the folder, symbolic links followed, is read:
    /// nothing else on the machine gets into a document, and no pipe or device holds up the run.
    pub fn file(&mut self, node: &Node<'_>, path: &str, limit: usize) -> Option<(String, Vec<u8>)> {
        let found = match self.context.folder.held() {
            None => read(self.context.folder, path, limit),
            Some(held) => match find(held, path) {
                None => Err(not_found(path, None)),
                Some((_, bytes)) if bytes.len() > limit => Err(Problem::PictureTooLarge { limit }),
                Some((name, bytes)) => Ok((name.to_owned(), bytes.to_vec())),
            },
        };
        found.map_err(|problem| self.report(node.span.clone(), problem)).ok()
    }
}

/// Finds a file among those at hand as it would be found in a folder, whose files have plain names.
fn find<'h>(held: &'h BTreeMap<String, Vec<u8>>, path: &str) -> Option<(&'h str, &'h [u8])> {
    let get = |name: &str| held.get_key_value(name);
    let plain = plain_path(path);
    let (name, bytes) = get(path).or_else(|| get(&plain)).or_else(|| {
        let names: Vec<String> = held.keys().cloned().collect();
        meant(&plain, &names).and_then(get)
    })?;
    Some((name, bytes))
}

fn read(folder: Place<'_>, written: &str, limit: usize) -> Result<(String, Vec<u8>), Problem> {
    if written.chars().count() > MAX_PATH {
        return Err(Problem::PathTooLong { limit: MAX_PATH });
    }
    if is_windows_root(written) || leads_out(written) {
        return Err(Problem::PathOutsideFolder);
    }
    let unreadable = |error: io::Error| Problem::PictureUnreadable { reason: Reason::from(&error) };
    let folder = folder.open().map_err(unreadable)?;
    let mut path = written.to_owned();
    let mut bytes = folder.read(&path, limit);
    if bytes.as_ref().is_err_and(is_not_found) {
        path = near(&folder, written)?;
        bytes = folder.read(&path, limit);
    }
    match bytes {
        Ok(bytes) if bytes.len() > limit => Err(Problem::PictureTooLarge { limit }),
        Ok(bytes) => Ok((path, bytes)),
        Err(error) if is_not_found(&error) => Err(not_found(written, None)),
        Err(error) if input::is_escape(&error) => Err(Problem::PathOutsideFolder),
        Err(error) if input::is_not_ordinary(&error) => Err(Problem::PictureNotAFile),
        Err(error) => Err(unreadable(error)),
    }
}

/// Whether a path leads out of the folder as it is written: told before anything outside is asked
/// for, not even whether it is there.
fn leads_out(written: &str) -> bool {
    let mut depth = 0i32;
    Path::new(written).components().any(|component| {
        depth += match component {
            Component::Normal(_) => 1,
            Component::CurDir => 0,
            Component::ParentDir => -1,
            Component::Prefix(_) | Component::RootDir => return true,
        };
        depth < 0
    })
}

/// Whether a path begins at a drive or its root, as Windows writes them: outside of the folder on
/// every system.
fn is_windows_root(written: &str) -> bool {
    let drive = written.strip_prefix(|c: char| c.is_ascii_alphabetic());
    written.starts_with('\\') || drive.is_some_and(|rest| rest.starts_with(':'))
}

fn is_not_found(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn not_found(written: &str, suggestion: Option<String>) -> Problem {
    let backslash = written.contains('\\');
    Problem::PictureNotFound { file: written.to_owned(), suggestion, backslash }
}

/// Looks for what is meant by a path that leads to nothing: the names on it may be written in
/// another normal form, in other letter case or with `%20` for a blank. Each is found if only one
/// can be meant; else the path that is most like it is suggested.
fn near(folder: &Folder, written: &str) -> Result<String, Problem> {
    let mut found: Vec<String> = Vec::new();
    let mut place: Option<Folder> = None;
    let mut is_guess = false;
    let mut components = Path::new(written).components().peekable();
    while let Some(component) = components.next() {
        let Component::Normal(name) = component else {
            // What leads back up and down again is not looked for.
            return match component {
                Component::CurDir => continue,
                _ => Err(not_found(written, None)),
            };
        };
        let here = match found.last() {
            None => folder,
            Some(last) => {
                let next = place.as_ref().unwrap_or(folder).folder(last);
                place.insert(next.map_err(|_| not_found(written, None))?)
            }
        };
        let name = name.to_string_lossy();
        if here.has(&*name) {
            found.push(name.into_owned());
            continue;
        }
        // A name that cannot be shown as it is cannot be written in a report either.
        let names = here.names().map(|names| names.filter(|name| !name.chars().any(is_control)));
        let names: Vec<String> =
            names.map(|names| names.take(MAX_NAMES).collect()).unwrap_or_default();
        let is_last = components.peek().is_none();
        if let Some(meant) = meant(&name, &names) {
            found.push(meant.to_owned());
        } else if let Some(like) = most_like(&name, &names, is_last) {
            is_guess = true;
            found.push(like.to_owned());
        } else {
            return Err(not_found(written, None));
        }
    }
    let path = found.join("/");
    if is_guess { Err(not_found(written, Some(path))) } else { Ok(path) }
}

/// The only name that looks like the written one, in another normal form or with other blanks, or if
/// there is none, in other letter case as well, or with blanks for `%20` and its like.
fn meant<'n>(written: &str, names: &'n [String]) -> Option<&'n str> {
    let decoded = percent_decode_str(written).decode_utf8_lossy();
    let composed = |name: &str| {
        let seen = name.chars().filter(|c| !is_zero_width(*c));
        seen.map(|c| if is_odd_space(c) { ' ' } else { c }).nfc().collect::<String>()
    };
    let folded = |name: &str| composed(name).to_lowercase();
    let only = |equals: &dyn Fn(&str) -> bool| {
        let mut equal = names.iter().filter(|name| equals(name));
        match (equal.next(), equal.next()) {
            (None, _) => None,
            (Some(name), None) => Some(Some(name.as_str())),
            // Several: nobody knows which is meant, and further looks make it no better.
            _ => Some(None),
        }
    };
    let (exact, exact_decoded) = (composed(written), composed(&decoded));
    let (loose, loose_decoded) = (folded(written), folded(&decoded));
    only(&|name| composed(name) == exact)
        .or_else(|| only(&|name| composed(name) == exact_decoded))
        .or_else(|| only(&|name| [&loose, &loose_decoded].contains(&&folded(name))))
        .flatten()
}

/// The name that is most like the written one, if any is like it at all: that of a picture, if a
/// file is meant.
fn most_like<'n>(written: &str, names: &'n [String], is_file: bool) -> Option<&'n str> {
    let is_picture = |name: &str| {
        let extension = Path::new(name).extension();
        ["png", "jpg", "jpeg", "svg"]
            .iter()
            .any(|known| extension.is_some_and(|of| of.eq_ignore_ascii_case(known)))
    };
    let folded = |name: &str| name.nfc().collect::<String>().to_lowercase();
    let written = folded(&percent_decode_str(written).decode_utf8_lossy());
    let distance = |name: &str| {
        let name = folded(name);
        // Many systems show names without their endings.
        let stem = Path::new(&name).file_stem().is_some_and(|stem| stem == &*written);
        if is_file && stem { 0 } else { strsim::damerau_levenshtein(&written, &name) }
    };
    names
        .iter()
        .filter(|name| !is_file || is_picture(name))
        .map(|name| (distance(name), name.as_str()))
        .filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4)
        // The first of equals in the order of their names, whatever order the system lists them in.
        .min()
        .map(|(_, name)| name)
}
