//! The package: a deflated zip file whose bytes depend on its parts alone.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::seal;

/// A file of the package.
#[derive(Debug)]
pub(super) struct Part {
    /// The file's path in the package.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

impl Part {
    pub(super) fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }

    /// Whether the part is put in as it is: pictures are compressed by themselves, and the seal is
    /// written into its place later.
    pub(super) fn is_stored(&self) -> bool {
        self.path.starts_with("word/media/") || self.path == seal::docx::PART
    }
}

/// Half the time of zlib's usual level, for a twentieth more bytes.
const LEVEL: Option<i64> = Some(3);

/// Adds parts to a package, which may be empty. Returns the new package.
pub(super) fn add(package: Vec<u8>, parts: &[Part]) -> ZipResult<Vec<u8>> {
    let mut zip = if package.is_empty() {
        ZipWriter::new(Cursor::new(package))
    } else {
        ZipWriter::new_append(Cursor::new(package))?
    };
    for part in parts {
        // The time is given: zip takes the clock's when some crate turns on its `time` feature.
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let options = if part.is_stored() {
            options.compression_method(CompressionMethod::Stored)
        } else {
            options.compression_method(CompressionMethod::Deflated).compression_level(LEVEL)
        };
        zip.start_file(&part.path, options)?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
