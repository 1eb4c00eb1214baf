//! The package: a deflated zip file whose bytes depend on its parts alone.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::complete::Part;

/// Adds parts to a package, which may be empty. Returns the new package.
pub(super) fn add(package: Vec<u8>, parts: &[Part]) -> ZipResult<Vec<u8>> {
    let mut zip = if package.is_empty() {
        ZipWriter::new(Cursor::new(package))
    } else {
        ZipWriter::new_append(Cursor::new(package))?
    };
    for part in parts {
        // The time is given: zip takes the clock's when some crate turns on its `time` feature.
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .compression_method(if part.path.starts_with("word/media/") {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            });
        zip.start_file(&part.path, options)?;
        zip.write_all(&part.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
