//! What runs that were killed have left behind: what they finished is put on record, what they
//! had begun is removed.

use std::io::BufWriter;
use std::path::Path;

use ignore::WalkBuilder;

use super::folder::{Folder, is_unfinished};
use super::hold::Refusal;
use super::known::{self, Known, UNFINISHED};
use super::manifest::{self, State, Writer};
use super::shard::{Kind, Shard};

/// Takes up a whole folder: everything that is on record goes into its manifest. Returns what state
/// that was in. The unfinished manifest stays, as the caller holds it.
pub fn take_up_all(folder: &Folder, path: &Path) -> Result<State, Refusal> {
    let names = known::names(folder, None)?;
    let state = fold(folder, names.clone(), manifest::NAME)?;
    clear(folder, path, None)?;
    for name in names {
        if name != manifest::NAME && name != UNFINISHED {
            folder.remove_file(name)?;
        }
    }
    Ok(state)
}

/// Takes up a shard: what its journal says is added to what its runs before had begun. As that is
/// not its manifest, nobody takes the shard for finished.
pub fn take_up_shard(folder: &Folder, path: &Path, shard: Shard) -> Result<State, Refusal> {
    let [begun, journal] = [Kind::Begun, Kind::Journal].map(|kind| shard.file(kind));
    let state = fold(folder, vec![begun.clone(), journal], &begun)?;
    clear(folder, path, Some(shard))?;
    Ok(state)
}

/// Writes what is known into one manifest, unless it is all there already. If that is cut short,
/// nothing has changed; done again, it gives the same.
fn fold(folder: &Folder, names: Vec<String>, into: &str) -> Result<State, Refusal> {
    let mut known = Known::open(folder, names, None)?;
    if known.is_more_than(into) {
        folder.replace(into, |file| {
            let mut writer = Writer::begin(BufWriter::new(file))?;
            known.by_ref().try_for_each(|entry| writer.add(&entry))?;
            writer.end()?.into_inner()?.sync_all()
        })?;
    }
    Ok(known.flaw().map_or(State::Whole, |(_, state)| state))
}

/// Removes the files that killed runs had begun: those of one shard, or all.
fn clear(folder: &Folder, path: &Path, shard: Option<Shard>) -> Result<(), Refusal> {
    let mark = shard.map(Shard::mark).unwrap_or_default();
    for entry in WalkBuilder::new(path).standard_filters(false).build().flatten() {
        let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
        if is_file
            && is_unfinished(&entry.file_name().to_string_lossy(), &mark)
            && let Ok(name) = entry.path().strip_prefix(path)
        {
            match shard {
                Some(_) => folder.remove_file(name)?,
                None => folder.remove(name)?,
            }
        }
    }
    Ok(())
}
