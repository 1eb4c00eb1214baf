//! The files that a PDF carries (ISO 32000-1, 7.11.4), as PDF/A-3 lists them: those that are
//! associated with the document (ISO 19005-3, Annex E).

use super::file::File;
use super::filter::MAX_SYNTAX_STREAM;
use super::object::Dict;
use crate::attachment::{Attachment, Listed, Relationship, sorted};
use crate::diagnostic::PdfFlaw as Flaw;

/// Most files: a report's pictures, if each stood in a list of its own, and some more.
const MAX_ATTACHED: usize = 2000;

/// Longest name or description, in bytes.
const MAX_NAME: usize = 4096;

/// Gives the files that a PDF carries, in its own order, each with its role and where it belongs. None
/// is no flaw. Names and paths are as the PDF says: they may lead anywhere, and be the same.
pub fn attached(pdf: &[u8]) -> Result<Vec<Attachment>, Flaw> {
    let file = File::open(pdf)?;
    let listed = file.array(file.catalog()?.get("AF"))?;
    if listed.len() > MAX_ATTACHED {
        return Err(Flaw::TooLarge);
    }
    let mut attached = Vec::new();
    for specification in &listed {
        let specification = file.dict(Some(specification))?.ok_or(Flaw::Damaged)?;
        attached.extend(attachment(&file, &specification)?);
    }
    Ok(sorted(attached))
}

/// The file of a file specification; nothing if it is elsewhere.
fn attachment(file: &File<'_>, specification: &Dict) -> Result<Option<Listed>, Flaw> {
    let Some(streams) = file.dict(specification.get("EF"))? else { return Ok(None) };
    let text = |key: &str| -> Result<Option<String>, Flaw> {
        let Some(value) = specification.get(key) else { return Ok(None) };
        let text = file.resolve(value)?.text();
        Ok(text.filter(|text| text.len() <= MAX_NAME))
    };
    let name = text("UF")?.or(text("F")?).ok_or(Flaw::Damaged)?;
    let stream = streams.get("UF").or_else(|| streams.get("F")).ok_or(Flaw::Damaged)?;
    let stream = file.stream(stream, |dict| size(file, dict))?;
    let (dict, bytes) = stream.ok_or(Flaw::Damaged)?;
    let media_type = String::from_utf8_lossy(dict.name("Subtype").unwrap_or_default()).into_owned();
    let relationship = match specification.name("AFRelationship") {
        Some(b"Source") => Relationship::Source,
        Some(b"Data") => Relationship::Data,
        _ => Relationship::Other,
    };
    let description = text("Desc")?.unwrap_or_default();
    Ok(Some(Listed { name, relationship, media_type, description, bytes }))
}

/// How large an embedded file is at most: as it says itself, or as a text may be.
fn size(file: &File<'_>, dict: &Dict) -> usize {
    let parameters = file.dict(dict.get("Params")).ok().flatten();
    let size = parameters.and_then(|parameters| parameters.number("Size"));
    size.unwrap_or(MAX_SYNTAX_STREAM)
}
