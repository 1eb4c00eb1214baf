//! The package as it lies on the disk: a folder, a tar or a zip file whose bytes depend on what is
//! put in alone.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate, NaiveTime};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::format::Format;

/// The kinds of containers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    /// POSIX tar, with GNU's long names.
    Tar,
    Zip,
}

impl Kind {
    /// The kind that a name asks for.
    pub fn of(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        match &*ending.to_ascii_lowercase() {
            "tar" => Self::Tar,
            "zip" => Self::Zip,
            _ => Self::Folder,
        }
    }
}

/// A package that is being written.
pub enum Container {
    Folder(PathBuf),
    Tar { builder: Box<tar::Builder<BufWriter<File>>>, root: String, time: u64 },
    Zip { writer: Box<ZipWriter<BufWriter<File>>>, root: String, time: DateTime },
}

impl Container {
    /// Begins a container at a path where nothing is. `root` is the name of the package's folder in
    /// an archive, and `day` that of all files in it.
    pub fn create(kind: Kind, path: &Path, root: &str, day: NaiveDate) -> io::Result<Self> {
        if kind == Kind::Folder {
            fs::create_dir(path)?;
            return Ok(Self::Folder(path.to_owned()));
        }
        let file = BufWriter::new(File::create_new(path)?);
        let root = root.to_owned();
        if kind == Kind::Zip {
            let year = u16::try_from(day.year()).unwrap_or_default();
            // Zip knows no day before 1980.
            let time =
                DateTime::from_date_and_time(year, day.month() as u8, day.day() as u8, 0, 0, 0);
            let time = time.unwrap_or_default();
            return Ok(Self::Zip { writer: Box::new(ZipWriter::new(file)), root, time });
        }
        let time = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        let builder = Box::new(tar::Builder::new(file));
        Ok(Self::Tar { builder, root, time: time.try_into().unwrap_or_default() })
    }

    /// Adds a file, which has this size.
    pub fn add(
        &mut self,
        path: &str,
        size: u64,
        format: Format,
        bytes: impl Read,
    ) -> io::Result<()> {
        let mut bytes = bytes.take(size);
        match self {
            Self::Folder(folder) => {
                let path = folder.join(path);
                if let Some(above) = path.parent() {
                    fs::create_dir_all(above)?;
                }
                io::copy(&mut bytes, &mut File::create_new(path)?)?;
            }
            Self::Tar { builder, root, time } => {
                let mut header = tar::Header::new_gnu();
                header.set_size(size);
                header.set_mode(0o644);
                header.set_mtime(*time);
                builder.append_data(&mut header, format!("{root}/{path}"), bytes)?;
            }
            Self::Zip { writer, root, time } => {
                let method = if format.is_compressed() {
                    CompressionMethod::Stored
                } else {
                    CompressionMethod::Deflated
                };
                let options = SimpleFileOptions::default()
                    .last_modified_time(*time)
                    .compression_method(method)
                    .unix_permissions(0o644)
                    .large_file(size >= u64::from(u32::MAX));
                writer.start_file(format!("{root}/{path}"), options)?;
                io::copy(&mut bytes, writer)?;
            }
        }
        Ok(())
    }

    /// Ends the container: all is with the system when this returns.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Folder(_) => Ok(()),
            Self::Tar { builder, .. } => builder.into_inner()?.flush(),
            Self::Zip { writer, .. } => writer.finish()?.flush(),
        }
    }
}
