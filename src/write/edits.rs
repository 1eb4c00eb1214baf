//! Changes to a text by the places in it.

use std::ops::Range;

/// Places in a text, each with what is to stand there.
pub(super) type Edits = Vec<(Range<usize>, String)>;

/// The text with changes that are given in its order; its lines end as they do. None if two of them
/// touch the same place.
pub(super) fn edited(text: &str, edits: Edits) -> Option<String> {
    if edits.windows(2).any(|pair| pair[0].0.end > pair[1].0.start) {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = text.to_owned();
    for (range, with) in edits.into_iter().rev() {
        out.replace_range(range, &with.replace('\n', end));
    }
    Some(out)
}
