//! Prose as an editor on a screen holds it: paragraphs of pieces that each have one look, and lists
//! of such. Texts are as their author would type them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::characters::is_blank;
use crate::check;
use crate::model::{self, Inlines, Look, Marker, Piece, Prose, nested, pieces};

/// A paragraph or list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Block {
    Paragraph { pieces: Vec<Run> },
    List { marker: Marker, items: Vec<Item> },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    number: u64,
    blocks: Vec<Block>,
}

/// Text of one look; none is a line's end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Run {
    text: Option<String>,
    #[serde(skip_serializing_if = "is_not")]
    strong: bool,
    #[serde(skip_serializing_if = "is_not")]
    emphasis: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_not(mark: &bool) -> bool {
    !mark
}

/// Prose for an editor.
pub(super) fn shown(prose: &Prose) -> Vec<Block> {
    tidied(untidied(prose))
}

fn untidied(prose: &Prose) -> Vec<Block> {
    let blocks = prose.iter().map(|block| match block {
        model::Block::Paragraph { content } => Block::Paragraph { pieces: runs(content) },
        model::Block::List(list) => Block::List {
            marker: list.marker,
            items: list
                .items
                .iter()
                .map(|item| Item { number: item.number, blocks: untidied(&item.blocks) })
                .collect(),
        },
    });
    blocks.collect()
}

fn runs(inlines: &Inlines) -> Vec<Run> {
    let runs = pieces(inlines).map(|Piece { text, look }| Run {
        text: text.map(check::typed),
        strong: look.is_strong,
        emphasis: look.is_emphasised,
        link: look.link.map(str::to_owned),
    });
    runs.collect()
}

/// Runs with neighbours of one look in one, and nothing that cannot be seen at the ends of lines.
fn joined(runs: impl IntoIterator<Item = Run>) -> Vec<Run> {
    merged(without_blank_links(&merged(runs)))
}

fn merged(runs: impl IntoIterator<Item = Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for mut run in runs {
        let Some(text) = &mut run.text else {
            trim_end(&mut joined);
            joined.push(Run::default());
            continue;
        };
        let before = joined.last().and_then(|last| last.text.as_deref());
        *text = with_single_blanks(text, before.is_some_and(|before| before.ends_with(' ')));
        if before.is_none() {
            *text = text.trim_start().to_owned();
        }
        if text.is_empty() {
            continue;
        }
        match joined.last_mut() {
            Some(Run { text: Some(before), strong, emphasis, link })
                if (*strong, *emphasis, &*link) == (run.strong, run.emphasis, &run.link) =>
            {
                before.push_str(text);
            }
            _ => joined.push(run),
        }
    }
    trim_end(&mut joined);
    while joined.last().is_some_and(|last| last.text.is_none()) {
        joined.pop();
        trim_end(&mut joined);
    }
    let first = joined.iter().position(|run| run.text.is_some()).unwrap_or(joined.len());
    joined.drain(..first);
    joined
}

/// A text with one blank for several, and none at its beginning behind another.
fn with_single_blanks(text: &str, mut is_behind_blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let is_blank = matches!(character, ' ' | '\t');
        if !is_blank {
            out.push(character);
        } else if !is_behind_blank {
            out.push(' ');
        }
        is_behind_blank = is_blank;
    }
    out
}

/// Takes links off the white space at their ends.
fn without_blank_links(runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let Run { text: Some(text), link: Some(link), .. } = run else {
            out.push(run.clone());
            continue;
        };
        let is_same = |other: Option<&Run>| other.is_some_and(|o| o.link.as_ref() == Some(link));
        let inside = if at > 0 && is_same(runs.get(at - 1)) { text } else { text.trim_start() };
        let start = text.len() - inside.len();
        let inside = if is_same(runs.get(at + 1)) { inside } else { inside.trim_end() };
        let end = start + inside.len();
        for (text, link) in [(&text[..start], None), (inside, Some(link)), (&text[end..], None)] {
            if !text.is_empty() {
                out.push(Run { text: Some(text.into()), link: link.cloned(), ..run.clone() });
            }
        }
    }
    out
}

fn trim_end(runs: &mut Vec<Run>) {
    while let Some(Run { text: Some(text), .. }) = runs.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        runs.pop();
    }
}

/// What an editor holds, as a report's file can say it: without what says nothing, such as empty
/// paragraphs, items and lists; lists with one mark that stand below each other as one; characters as
/// they are drawn and addresses as they are followed.
pub(super) fn tidied(blocks: Vec<Block>) -> Vec<Block> {
    let mut tidy: Vec<Block> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { pieces } => {
                let drawn = pieces.into_iter().map(|run| Run {
                    text: run.text.map(|text| check::typed_line(&check::composed(&text))),
                    link: run.link.map(|link| check::link(&link).unwrap_or(link)),
                    ..run
                });
                let drawn = joined(drawn);
                let lines: Vec<&[Run]> = drawn.split(|run| run.text.is_none()).collect();
                // An empty line parts paragraphs.
                for lines in lines.split(|line| is_nothing(line)) {
                    let pieces = lines.join(&Run::default());
                    if !is_nothing(&pieces) {
                        tidy.push(Block::Paragraph { pieces });
                    }
                }
            }
            Block::List { marker, items } => {
                let items =
                    items.into_iter().map(|item| Item { blocks: tidied(item.blocks), ..item });
                let items: Vec<Item> = items.filter(|item| !item.blocks.is_empty()).collect();
                match tidy.last_mut() {
                    _ if items.is_empty() => {}
                    Some(Block::List { marker: above, items: before }) if *above == marker => {
                        before.extend(items);
                    }
                    _ => tidy.push(Block::List { marker, items }),
                }
            }
        }
    }
    for block in &mut tidy {
        let Block::List { marker, items } = block else { continue };
        let numbers: Vec<u64> = items.iter().map(|item| item.number).collect();
        for (item, number) in items.iter_mut().zip(marker.counted(&numbers)) {
            item.number = number;
        }
    }
    tidy
}

/// Whether nothing of a text can be seen.
fn is_nothing(runs: &[Run]) -> bool {
    runs.iter().all(|run| run.text.as_deref().is_none_or(is_blank))
}

/// The prose that an editor holds.
pub(super) fn prose(blocks: &[Block]) -> Prose {
    let blocks = blocks.iter().map(|block| match block {
        Block::Paragraph { pieces } => model::Block::Paragraph { content: inlines(pieces) },
        Block::List { marker, items } => model::Block::List(model::List {
            marker: *marker,
            items: items
                .iter()
                .map(|item| model::ListItem { number: item.number, blocks: prose(&item.blocks) })
                .collect(),
        }),
    });
    blocks.collect()
}

fn inlines(runs: &[Run]) -> Inlines {
    let mut link: Option<&str> = None;
    let pieces = runs.iter().map(|run| {
        // What links to one address in a row is one link, and known as that by its text's place.
        if run.link.as_deref() != link {
            link = run.link.as_deref();
        }
        let look = Look { is_strong: run.strong, is_emphasised: run.emphasis, link };
        Piece { text: run.text.as_deref(), look }
    });
    nested(&pieces.collect::<Vec<_>>())
}

/// The same with nothing but plain blanks where one look ends and the next begins: marks that
/// overlap can be written so whatever they are.
pub(super) fn spaced(blocks: &[Block]) -> Vec<Block> {
    let space = |block: &Block| match block {
        Block::Paragraph { pieces } => {
            let apart = pieces.iter().flat_map(|run| match &run.text {
                None => vec![run.clone()],
                Some(text) => {
                    let start = text.len() - text.trim_start().len();
                    let end = text.trim_end().len().max(start);
                    let link = run.link.clone();
                    let blank = |text: &str| Run {
                        text: Some(text.into()),
                        link: link.clone(),
                        ..Run::default()
                    };
                    let inside = Run { text: Some(text[start..end].into()), ..run.clone() };
                    vec![blank(&text[..start]), inside, blank(&text[end..])]
                }
            });
            Block::Paragraph { pieces: joined(apart) }
        }
        Block::List { marker, items } => {
            let item = |item: &Item| Item { number: item.number, blocks: spaced(&item.blocks) };
            Block::List { marker: *marker, items: items.iter().map(item).collect() }
        }
    };
    blocks.iter().map(space).collect()
}

/// Whether two say the same to whoever sees them on paper.
pub(super) fn alike(one: &[Block], other: &[Block]) -> bool {
    all_alike(one, other, |one, other| seen(one) == seen(other))
}

/// The same, whatever in a paragraph its links stand at.
pub(super) fn alike_but_for_links(one: &[Block], other: &[Block]) -> bool {
    all_alike(one, other, |one, other| {
        let links = |runs| seen(runs).iter().filter_map(|seen| seen.3).collect::<BTreeSet<_>>();
        let unlinked = |runs| seen(runs).iter().map(|seen| (seen.0, seen.1, seen.2)).collect();
        let (one_unlinked, other_unlinked): (Vec<_>, Vec<_>) = (unlinked(one), unlinked(other));
        one_unlinked == other_unlinked && links(one).is_superset(&links(other))
    })
}

fn all_alike(one: &[Block], other: &[Block], are_alike: fn(&[Run], &[Run]) -> bool) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|pair| match pair {
            (Block::Paragraph { pieces: one }, Block::Paragraph { pieces: other }) => {
                are_alike(one, other)
            }
            (
                Block::List { marker: one_marker, items: one },
                Block::List { marker: other_marker, items: other },
            ) => {
                one_marker == other_marker
                    && one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| {
                        one.number == other.number
                            && all_alike(&one.blocks, &other.blocks, are_alike)
                    })
            }
            _ => false,
        })
}

/// A character with its look.
type Seen<'b> = (char, bool, bool, Option<&'b str>);

/// What is seen of a paragraph: blanks have no look.
fn seen(runs: &[Run]) -> Vec<Seen<'_>> {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for run in runs {
        let Some(text) = &run.text else {
            seen.push(('\n', false, false, None));
            continue;
        };
        // An address is a link by itself.
        let is_bare = |link: &&str| check::address(text.trim()).as_deref() == Some(link);
        let link = run.link.as_deref().filter(|link| !is_bare(link));
        for character in text.chars() {
            // As the check typesets them.
            seen.push(match character {
                _ if character.is_whitespace() => (' ', false, false, None),
                '"' => ('”', run.strong, run.emphasis, link),
                '\'' => ('’', run.strong, run.emphasis, link),
                _ => (character, run.strong, run.emphasis, link),
            });
        }
    }
    seen
}
