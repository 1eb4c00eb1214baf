//! A package against its own lists: every file that METS or a bag's manifest names is there and as it
//! was, and there is no other.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sha2::{Digest as _, Sha256};

use super::bag;
use super::container::Kind;
use super::opened::Opened;
use super::path::{below, folder, of_bagged, of_href};
use crate::output::Digest;

/// Largest list that is read, in bytes: that of some million documents.
const MAX_LIST: u64 = 1 << 30;

/// What is found of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Intact,
    Changed,
    Missing,
    /// No list names it.
    Unknown,
}

/// What is found of a package.
#[derive(Debug)]
pub struct Verified {
    /// The digest of the list that all else hangs on.
    pub digest: Digest,
    /// That list's name.
    pub list: &'static str,
}

/// Why a package is not verified.
#[derive(Debug)]
pub enum NotAPackage {
    /// It has neither `METS.xml` nor `bagit.txt`, or not all in one folder (CSIPSTR1).
    NoList,
    /// This list of its cannot be read.
    Broken(String),
    Io(io::Error),
}

impl From<io::Error> for NotAPackage {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Whether a path is that of a package, by its name or what is in it.
pub fn is_package(path: &Path) -> bool {
    let has = |name: &str| path.join(name).is_file();
    (Kind::of(path) != Kind::Folder && path.is_file()) || has(METS) || has(bag::DECLARATION.0)
}

const METS: &str = "METS.xml";

/// A file as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    size: u64,
    /// Nothing if it is no ordinary file.
    sha256: Option<Digest>,
}

/// Verifies a package, and tells what is found of each file, in the order of the lists.
pub fn verify(
    path: &Path,
    stop: &AtomicBool,
    mut tell: impl FnMut(&str, Finding),
) -> Result<Verified, NotAPackage> {
    let opened = Opened::open(path)?;
    let mut files = BTreeMap::new();
    let mut is_whole = true;
    opened.each(|name, bytes| {
        if stop.load(Ordering::Relaxed) {
            is_whole = false;
            return Ok(());
        }
        let found = bytes.map_or(Ok(Found { size: 0, sha256: None }), measure)?;
        files.insert(name.to_owned(), found);
        Ok(())
    })?;
    let root = match opened {
        Opened::Folder(_) => String::new(),
        Opened::Tar(_) | Opened::Zip(_) => root(files.keys()).ok_or(NotAPackage::NoList)?,
    };
    let mut files: BTreeMap<String, Found> =
        files.into_iter().map(|(name, found)| (name[root.len()..].to_owned(), found)).collect();
    let lists: &[&'static str] = if files.contains_key(METS) {
        &[METS]
    } else if files.contains_key(bag::DECLARATION.0) {
        &[bag::TAG_MANIFEST, bag::MANIFEST]
    } else {
        return Err(NotAPackage::NoList);
    };
    let first = lists[0];
    // What is looked at is taken out, so that what is left is on no list.
    let digest = files.remove(first).and_then(|found| found.sha256);
    let digest = digest.ok_or(NotAPackage::Broken(first.to_owned()))?;
    let mut lists: VecDeque<String> = lists.iter().map(|list| (*list).to_owned()).collect();
    let mut seen = vec![first.to_owned()];
    while let Some(list) = lists.pop_front() {
        if !is_whole || stop.load(Ordering::Relaxed) {
            is_whole = false;
            break;
        }
        let mut more = Vec::new();
        let broken = || NotAPackage::Broken(list.clone());
        let looked = opened.with(&format!("{root}{list}"), |bytes| {
            let bytes = BufReader::new(bytes.take(MAX_LIST));
            let mut look = |named: Named| {
                let name = below(folder(&list), &named.path);
                let finding = match files.remove(&name) {
                    None => Finding::Missing,
                    Some(found) if named.is(found) => Finding::Intact,
                    Some(_) => Finding::Changed,
                };
                // A list that is not as it was is not believed.
                if name.ends_with("/METS.xml") && finding == Finding::Intact {
                    more.push(name.clone());
                }
                tell(&name, finding);
            };
            if first == METS { mets(bytes, &mut look) } else { bagged(bytes, &mut look) }
        });
        match looked {
            Ok(true) => {}
            Ok(false) => return Err(broken()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(broken()),
            Err(error) => return Err(error.into()),
        }
        more.retain(|list| !seen.contains(list));
        seen.extend(more.iter().cloned());
        lists.extend(more);
    }
    if is_whole {
        for name in files.keys() {
            tell(name, Finding::Unknown);
        }
    }
    Ok(Verified { digest, list: first })
}

/// The size and digest of a file.
fn measure(bytes: &mut dyn Read) -> io::Result<Found> {
    let (mut size, mut hasher) = (0, Sha256::new());
    let mut buffer = [0; 16 * 1024];
    loop {
        match bytes.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                size += count as u64;
                hasher.update(&buffer[..count]);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Found { size, sha256: Some(<[u8; 32]>::from(hasher.finalize()).into()) })
}

/// The one folder that all files of an archive are in, with its slash.
fn root<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = names.next()?;
    let root = &first[..=first.find('/')?];
    names.all(|name| name.starts_with(root)).then(|| root.to_owned())
}

/// A file as a list names it.
struct Named {
    path: String,
    size: Option<u64>,
    sha256: Option<Digest>,
}

impl Named {
    fn is(&self, found: Found) -> bool {
        self.sha256.is_some()
            && self.sha256 == found.sha256
            && self.size.is_none_or(|size| size == found.size)
    }
}

/// Reads a METS file; tells whether it is one.
fn mets(bytes: impl BufRead, look: &mut impl FnMut(Named)) -> io::Result<bool> {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    let mut is_mets = false;
    let mut file: Option<Named> = None;
    let mut depth = 0_usize;
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                depth += 1;
                element(&tag, &mut is_mets, &mut file, look);
            }
            Ok(Event::Empty(tag)) => element(&tag, &mut is_mets, &mut file, look),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return Ok(is_mets && depth == 0),
            // An entity could make a name of another.
            Ok(Event::DocType(_)) => return Ok(false),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => {
                return Err(io::Error::new(error.kind(), error.to_string()));
            }
            Err(_) => return Ok(false),
        }
        buffer.clear();
    }
}

fn element(
    tag: &BytesStart<'_>,
    is_mets: &mut bool,
    file: &mut Option<Named>,
    look: &mut impl FnMut(Named),
) {
    let named = || Named {
        path: String::new(),
        size: attribute(tag, "SIZE").and_then(|size| size.parse().ok()),
        sha256: attribute(tag, "CHECKSUM")
            .filter(|_| attribute(tag, "CHECKSUMTYPE").as_deref() == Some("SHA-256"))
            .and_then(|digest| Digest::parse(&digest)),
    };
    let place = || attribute(tag, "href").and_then(|href| of_href(&href));
    match tag.local_name().as_ref() {
        "mets" => *is_mets = true,
        "file" => *file = Some(named()),
        "FLocat" => {
            if let (Some(named), Some(path)) = (file.take(), place()) {
                look(Named { path, ..named });
            }
        }
        "mdRef" => {
            if let Some(path) = place() {
                look(Named { path, ..named() });
            }
        }
        _ => {}
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(Into::into)
}

/// Reads the manifest of a bag; tells whether it is one.
fn bagged(bytes: impl BufRead, look: &mut impl FnMut(Named)) -> io::Result<bool> {
    let mut is_one = false;
    for line in bytes.lines() {
        let line = line?;
        let Some((digest, path)) = line.split_once([' ', '\t']) else {
            return Ok(false);
        };
        is_one = true;
        let path = of_bagged(path.trim_start_matches([' ', '\t']).trim_start_matches('*'));
        look(Named { path, size: None, sha256: Digest::parse(digest) });
    }
    Ok(is_one)
}
