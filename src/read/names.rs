//! What the pictures of a Word document are called as files, so that none takes the place of
//! another.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::content::Drawing;
use super::notes::Notes;
use super::original::{Files, Original};
use crate::diagnostic::{Foreign, Problem};
use crate::field::FieldPath;
use crate::input::{Folder, Place};
use crate::signature;

/// Longest name of a picture that is kept, in bytes.
const MAX_NAME: usize = 200;

/// Most names that are tried for a picture whose own is taken.
const MAX_NAMES: usize = 1000;

/// Largest picture file beside a document that is looked at, in bytes: what a report may have.
const MAX_BESIDE: usize = 60 * 1024 * 1024;

/// Names the pictures that a document holds and puts them among the files. One that nobody has
/// touched is the file that it was made from, if that is still beside the document.
pub(super) fn named(
    drawings: &[Drawing],
    held: Vec<Option<Vec<u8>>>,
    original: Option<&Original>,
    (document, folder): (&Path, Place<'_>),
    files: &mut Files,
    told: &mut Notes,
) -> Vec<Option<String>> {
    let stem = document.file_stem().map_or_else(|| "bild".into(), |stem| stem.to_string_lossy());
    let beside = if drawings.is_empty() { None } else { folder.open().ok() };
    let of_original = original.map_or(&[][..], |original| &original.pictures);
    let mut names = Vec::new();
    for (index, (drawing, bytes)) in drawings.iter().zip(held).enumerate() {
        let path = FieldPath::of("pictures").item(index);
        if drawing.is_frame {
            names.push(None);
            continue;
        }
        let Some(mut bytes) = bytes else {
            told.add(path, Problem::NoPlace { what: Foreign::LinkedPicture });
            names.push(None);
            continue;
        };
        let digest = hexadecimal(&bytes);
        let is_it = |(_, picture): &&(String, _)| {
            let picture: &super::origin::Picture = picture;
            picture.held == digest
        };
        let untouched = of_original.get(index).filter(is_it);
        let untouched = untouched.or_else(|| of_original.iter().find(is_it));
        let own = if let Some((name, picture)) = untouched {
            let name = name.trim();
            let found = beside.as_ref().and_then(|beside| {
                let found = beside.read(name, MAX_BESIDE).or_else(|_| {
                    // It may be written in another letter case than the file's.
                    beside.read(&picture.file, MAX_BESIDE)
                });
                found.ok().filter(|found| hexadecimal(found) == picture.sha256)
            });
            match found {
                Some(found) => bytes = found,
                None if picture.sha256 == picture.held => {}
                None => {
                    let file = name.to_owned();
                    told.add(path, Problem::PictureFromDocument { file });
                }
            }
            Some(name.to_owned())
        } else {
            Some(drawing.name.clone()).filter(|name| is_file_name(name, ending(&bytes)))
        };
        let ending = ending(&bytes);
        let name = own.unwrap_or_else(|| format!("bilder/{stem}-{}.{ending}", index + 1));
        let is_others = |name: &str| {
            untouched.is_none() && of_original.iter().any(|(written, _)| written.trim() == name)
        };
        let is_free = |name: &str| match files.get(name) {
            Some(held) => *held == bytes,
            None => {
                !is_others(name)
                    && beside.as_ref().is_none_or(|beside| is_free_beside(beside, name, &bytes))
            }
        };
        let (base, written) = name.rsplit_once('.').unwrap_or((&name, ending));
        let numbered = (2..MAX_NAMES).map(|number| format!("{base}-{number}.{written}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name));
        let name = free.unwrap_or(name);
        files.entry(name.clone()).or_insert(bytes);
        names.push(Some(name));
    }
    names
}

/// The usual ending of a picture's name.
fn ending(bytes: &[u8]) -> &'static str {
    match signature::of(bytes) {
        Some("PNG") => "png",
        Some("JPEG") => "jpg",
        _ => "bin",
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

/// Whether there is no file of this name, or one that holds the same.
fn is_free_beside(beside: &Folder, name: &str, bytes: &[u8]) -> bool {
    match beside.read(name, bytes.len()) {
        Ok(found) => found == bytes,
        Err(_) => !beside.has(name),
    }
}

/// Whether what a picture is called is the path of a file such as it is, in the report's folder.
fn is_file_name(name: &str, ending: &str) -> bool {
    let fits = match name.rsplit_once('.') {
        Some((base, written)) => {
            let written = written.to_ascii_lowercase();
            !base.is_empty() && (written == ending || ending == "jpg" && written == "jpeg")
        }
        None => false,
    };
    fits && name.len() <= MAX_NAME
        && !name.starts_with('/')
        && !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|step| !step.is_empty() && !step.starts_with('.'))
}
