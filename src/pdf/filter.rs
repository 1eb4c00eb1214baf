//! How a stream's bytes are unpacked (ISO 32000-1, 7.4): only what PDFs pack texts and files with.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::object::{Dict, Object};
use super::room::Room;
use crate::diagnostic::PdfFlaw as Flaw;

/// Largest stream of text or references that is unpacked, in bytes: a hundred times the longest
/// report's.
pub(super) const MAX_SYNTAX_STREAM: usize = 16 * 1024 * 1024;

/// Most filters that a stream may have, one upon the other: what packs twice swells twice.
const MAX_FILTERS: usize = 2;

/// Unpacks the bytes of a stream with this dictionary, whose own values are resolved. Fails where
/// they are more than `most`.
pub(super) fn unpack(dict: &Dict, data: &[u8], most: usize, room: &Room) -> Result<Vec<u8>, Flaw> {
    let filters = listed(dict.get("Filter"));
    let parameters = listed(dict.get("DecodeParms"));
    if filters.len() > MAX_FILTERS {
        return Err(Flaw::Damaged);
    }
    let mut unpacked: Option<Vec<u8>> = None;
    for (index, filter) in filters.iter().enumerate() {
        if !matches!(filter, Object::Name(name) if name == b"FlateDecode") {
            return Err(Flaw::Damaged);
        }
        let inflated = inflate(unpacked.as_deref().unwrap_or(data), most, room)?;
        unpacked = Some(match parameters.get(index) {
            Some(Object::Dict(parameters)) => unpredicted(inflated, parameters)?,
            _ => inflated,
        });
    }
    match unpacked {
        Some(unpacked) => Ok(unpacked),
        None if data.len() > most => Err(Flaw::TooLarge),
        None => {
            room.take_unpacked(data.len())?;
            Ok(data.to_vec())
        }
    }
}

/// One value, or those of an array.
fn listed(value: Option<&Object>) -> &[Object] {
    match value {
        None => &[],
        Some(Object::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
    }
}

fn inflate(data: &[u8], most: usize, room: &Room) -> Result<Vec<u8>, Flaw> {
    let most = most.min(room.unpacked());
    // What swells to a thousandth of this is seldom; growing as needed would take twice as much.
    let mut bytes = Vec::with_capacity(most.min(data.len().saturating_mul(4)) + 1);
    let inflated = ZlibDecoder::new(data).take(most as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > most {
        return Err(Flaw::TooLarge);
    }
    inflated.map_err(|_| Flaw::Damaged)?;
    room.take_unpacked(bytes.len())?;
    Ok(bytes)
}

/// Undoes what a predictor did: those of PNG (ISO/IEC 15948, 9.2), as references are packed with.
fn unpredicted(data: Vec<u8>, parameters: &Dict) -> Result<Vec<u8>, Flaw> {
    /// More columns than references have bytes.
    const MAX_COLUMNS: usize = 1024;
    let is_one = |key| parameters.get(key).is_none() || parameters.number(key) == Some(1);
    let is_eight = parameters.get("BitsPerComponent").is_none()
        || parameters.number("BitsPerComponent") == Some(8);
    match parameters.number("Predictor").unwrap_or(1) {
        1 => return Ok(data),
        10..=15 if is_one("Colors") && is_eight => {}
        _ => return Err(Flaw::Damaged),
    }
    let columns = parameters.number("Columns").unwrap_or(1);
    if !(1..=MAX_COLUMNS).contains(&columns) {
        return Err(Flaw::Damaged);
    }
    let mut above = vec![0; columns];
    let mut plain = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let Some((kind, row)) = row.split_first().filter(|(_, row)| row.len() == columns) else {
            return Err(Flaw::Damaged);
        };
        let mut left = 0_u8;
        let mut left_above = 0_u8;
        for (byte, up) in row.iter().zip(&mut above) {
            let predicted = match kind {
                0 => 0,
                1 => left,
                2 => *up,
                3 => u16::midpoint(left.into(), (*up).into()) as u8,
                4 => paeth(left, *up, left_above),
                _ => return Err(Flaw::Damaged),
            };
            left = byte.wrapping_add(predicted);
            left_above = *up;
            *up = left;
            plain.push(left);
        }
    }
    Ok(plain)
}

fn paeth(left: u8, above: u8, left_above: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(left_above);
    let nearest =
        [left, above, left_above].into_iter().min_by_key(|of| (estimate - i16::from(*of)).abs());
    nearest.unwrap_or(0)
}
