//! Making packages of an output folder: report by report into containers that nobody sees before they
//! are whole.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::bench::Bench;
use super::container::Kind;
use super::flaw::Flaw;
use super::gather::{Gathered, Gatherer};
use super::parcel::{OVERHEAD, Parcel, Shape};
use crate::output::manifest::State;
use crate::output::{Digest, Known};

/// A letterhead as it goes into packages.
#[derive(Debug)]
pub struct LetterheadFiles {
    /// The digests that documents on it have on record: of what it says, and of its files.
    pub digests: [Digest; 2],
    /// Its files by their paths.
    pub files: Vec<(String, Vec<u8>)>,
}

/// What packages are asked for.
pub struct Order<'a> {
    pub gatherer: Gatherer<'a>,
    pub letterhead: Option<&'a LetterheadFiles>,
    pub shape: Shape,
    /// Where the package goes; where there may be several, they get numbers.
    pub target: &'a Path,
    /// Most bytes of a package.
    pub max_size: Option<u64>,
    /// Most reports of a package.
    pub max_reports: Option<u64>,
}

/// What was made.
#[derive(Debug, Default)]
pub struct Made {
    pub packages: Vec<PathBuf>,
    pub reports: usize,
    pub documents: usize,
    /// How many reports are there without what their documents were made from.
    pub without_source: usize,
    /// How many PDFs a validator has said nothing about.
    pub not_validated: usize,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum Failure {
    /// There is something of this name already.
    Exists(PathBuf),
    /// The system says no.
    Io(PathBuf, io::Error),
    /// So many flaws, which have been told.
    Flawed(usize),
    /// A signal came.
    Stopped,
    /// There was nothing to package.
    Empty,
    /// The manifest is not as this version writes it.
    Broken(State),
    /// The validator's report is about none of the documents.
    Foreign,
}

/// Makes packages of what is known, and tells what is wrong with their files. In the end either all
/// packages are there or none is.
pub fn assemble(
    order: &mut Order<'_>,
    known: &mut Known,
    stop: &AtomicBool,
    mut tell: impl FnMut(&str, &Flaw),
) -> Result<Made, Failure> {
    let target = order.target;
    let about = |error: io::Error| Failure::Io(target.to_owned(), error);
    vacant(&order.name(1))?;
    let bench = Bench::new(target).map_err(about)?;
    let mut made = Made::default();
    let (mut flaws, mut validated) = (0, 0);
    let mut open: Option<Parcel<'_>> = None;
    // The pictures that are in the open package already: reports may share them.
    let mut there = HashMap::new();
    for entry in known.by_ref() {
        if stop.load(Ordering::Relaxed) {
            return Err(Failure::Stopped);
        }
        let mut gathered = order.gatherer.gather(&entry, &mut there);
        if let (Ok(report), Some(parcel)) = (&gathered, &mut open)
            && !order.has_room(parcel.reports, parcel.size + report.cost())
        {
            if let Some(full) = open.take() {
                full.finish(&bench).map_err(about)?;
            }
            there.clear();
            gathered = order.gatherer.gather(&entry, &mut there);
        }
        let gathered = match gathered {
            Ok(report) if open.is_some() || order.has_room(0, OVERHEAD + report.cost()) => report,
            Ok(_) => {
                flaws += 1;
                tell(&entry.report, &Flaw::TooLarge);
                continue;
            }
            Err(found) => {
                flaws += found.len();
                for (file, flaw) in &found {
                    tell(file, flaw);
                }
                continue;
            }
        };
        // With one flaw there is no package; the others are looked for all the same.
        if flaws > 0 {
            continue;
        }
        let parcel = if let Some(parcel) = &mut open {
            parcel
        } else {
            made.packages.push(order.name(made.packages.len() + 1));
            let begun = order.begin(&bench, made.packages.len()).map_err(about)?;
            open.insert(begun)
        };
        for item in gathered.record.files.iter().filter(|item| item.is_archival()) {
            if item.validations.is_empty() {
                made.not_validated += 1;
            } else {
                validated += 1;
            }
        }
        made.without_source += usize::from(gathered.record.sources.is_empty());
        parcel.add(&gathered).map_err(about)?;
        made.reports += 1;
        made.documents += entry.documents.len();
    }
    if let Some((_, state)) = known.flaw() {
        return Err(Failure::Broken(state));
    }
    if flaws > 0 {
        return Err(Failure::Flawed(flaws));
    }
    if made.documents == 0 {
        return Err(Failure::Empty);
    }
    if order.gatherer.validations.is_some() && validated == 0 {
        return Err(Failure::Foreign);
    }
    if let Some(last) = open {
        last.finish(&bench).map_err(about)?;
    }
    made.packages.iter().try_for_each(|package| vacant(package))?;
    for (index, package) in made.packages.iter().enumerate() {
        if let Err(error) = fs::rename(bench.parcel(index + 1), package) {
            // All or none.
            for (index, package) in made.packages[..index].iter().enumerate() {
                let _ = fs::rename(package, bench.parcel(index + 1));
            }
            return Err(Failure::Io(package.clone(), error));
        }
    }
    Ok(made)
}

/// Nothing is overwritten.
fn vacant(path: &Path) -> Result<(), Failure> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::Exists(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::Io(path.to_owned(), error)),
    }
}

impl<'a> Order<'a> {
    /// Whether there may be several packages.
    fn is_split(&self) -> bool {
        self.max_size.is_some() || self.max_reports.is_some()
    }

    /// Whether a package of so many reports takes another, which would make it this large.
    fn has_room(&self, reports: u64, size: u64) -> bool {
        self.max_reports.is_none_or(|most| reports < most)
            && self.max_size.is_none_or(|most| size <= most)
    }

    /// Where the package of a number goes.
    fn name(&self, number: usize) -> PathBuf {
        if !self.is_split() {
            return self.target.to_owned();
        }
        let stem = match Kind::of(self.target) {
            Kind::Folder => self.target.file_name(),
            Kind::Tar | Kind::Zip => self.target.file_stem(),
        };
        let mut name = stem.unwrap_or_default().to_owned();
        name.push(format!("-{number}"));
        if let (Kind::Tar | Kind::Zip, Some(ending)) =
            (Kind::of(self.target), self.target.extension())
        {
            name.push(".");
            name.push(ending);
        }
        self.target.with_file_name(name)
    }

    /// Begins the package of a number.
    fn begin(&self, bench: &Bench, number: usize) -> io::Result<Parcel<'a>> {
        let submission = self.gatherer.submission;
        let (identifier, label) = (&submission.identifier, &submission.name);
        let (identifier, label) = if self.is_split() {
            (format!("{identifier}-{number}"), format!("{label}, del {number}"))
        } else {
            (identifier.clone(), label.clone())
        };
        let validator = self.gatherer.validations.as_ref().map(|said| said.version.clone());
        let kind = Kind::of(self.target);
        let place = bench.parcel(number);
        let mut parcel = Parcel::begin(
            (bench, &place),
            kind,
            self.shape,
            submission,
            (identifier, label),
            validator,
        )?;
        if let Some(letterhead) = self.letterhead {
            parcel.add_files(&Gathered::of_letterhead(&letterhead.files))?;
        }
        Ok(parcel)
    }
}
