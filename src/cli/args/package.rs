//! The arguments of `package`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::flaw::ValueFlaw;

/// Make a package for an e-archive of the documents in a folder
///
/// Every document is compared with the folder's manifest on the way. With --sources the reports and
/// pictures that the documents were made from go into the package as well, and must be what the
/// manifest says; without, the package holds the documents only.
///
/// The package is an E-ARK SIP, which is FGS Paketstruktur 2.0, or with --as bagit a bag. It has its
/// name only when all of it is there. What FILE of --with says of it, and where that stands in the
/// standard, is told in docs/paket.md; 'nacka-report new paket.yaml' writes one to fill in. The same
/// documents, sources and FILE give the same bytes.
#[derive(Debug, Args)]
pub struct Package {
    /// A folder that 'render --output' has written
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,

    /// What the archive is to know of the package
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub with: PathBuf,

    /// The package: a folder, or a file that ends in .tar or .zip
    ///
    /// Nothing is overwritten. With --max-size or --max-reports the packages are numbered:
    /// leverans-1.tar, leverans-2.tar.
    #[arg(long, short, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub output: PathBuf,

    /// How the package is laid out
    #[arg(id = "shape", long = "as", value_name = "KIND", default_value = "sip")]
    pub shape: PackageKind,

    /// The folder of reports that was rendered, or reports
    ///
    /// May be given several times.
    #[arg(long, value_name = "PATH", num_args = 1.., value_hint = ValueHint::AnyPath)]
    pub sources: Vec<PathBuf>,

    /// The letterhead that the documents stand on, if it is not Nacka kommun's
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub letterhead: Option<PathBuf>,

    /// A report of veraPDF about the documents, as XML
    ///
    /// What it says is put on record as what has happened to the documents. Without it, nothing is
    /// said of a validation.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub validation: Option<PathBuf>,

    /// Make several packages, each of at most SIZE, such as 2GB or 500MB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_size: Option<u64>,

    /// Make several packages, each of at most N reports
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub max_reports: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PackageKind {
    /// E-ARK SIP 2.1, which is FGS Paketstruktur 2.0
    Sip,
    /// A bag (`BagIt` 1.0)
    Bagit,
}

/// Reads a number of bytes with its unit: a thousand of one is one of the next (ISO 80000-13).
fn size(text: &str) -> Result<u64, ValueFlaw> {
    const UNITS: [(&str, u64); 5] = [
        ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("kB", 1000),
        ("B", 1),
    ];
    let is_unit = |unit: &str| {
        text.len() > unit.len()
            && text.get(text.len() - unit.len()..).is_some_and(|end| end.eq_ignore_ascii_case(unit))
    };
    let (unit, factor) =
        UNITS.into_iter().find(|(unit, _)| is_unit(unit)).ok_or(ValueFlaw::NotASize)?;
    let number = text[..text.len() - unit.len()].trim().replace(',', ".");
    let number: f64 = number.parse().map_err(|_| ValueFlaw::NotASize)?;
    let size = number * factor as f64;
    if size.is_finite() && size >= 1.0 { Ok(size as u64) } else { Err(ValueFlaw::NotASize) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_has_a_unit() {
        assert_eq!(size("2GB"), Ok(2_000_000_000));
        assert_eq!(size("2 gb"), Ok(2_000_000_000));
        assert_eq!(size("1,5MB"), Ok(1_500_000));
        assert_eq!(size("700 kB"), Ok(700_000));
        for wrong in ["2", "GB", "-1GB", "0MB", "inf GB", "2 Gb/s", "2GiB", "", "åGB", "å"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
