//! What a report's text says beside its values, such as unknown keys: whether it is kept.

use super::value::Value;
use crate::load::{Entry, Node, Value as Parsed};

/// Whether the keys of a block that are of neither value say the same as before: an alias may repeat
/// what was changed.
pub(super) fn keeps(before: &Node<'_>, after: &Node<'_>, old: &Value, new: &Value) -> bool {
    let (Parsed::Mapping(before), Parsed::Mapping(after)) = (&before.value, &after.value) else {
        return true;
    };
    let of = |value: &Value, key: &str| match value {
        Value::Block(fields) => {
            fields.iter().find(|(known, _)| *known == key).map(|(_, value)| value.clone())
        }
        _ => None,
    };
    let is_own = |entry: &&Entry<'_>| match &entry.key.value {
        Parsed::Scalar(key) => of(old, &key.text).is_none() && of(new, &key.text).is_none(),
        _ => true,
    };
    let (own, own_after): (Vec<_>, Vec<_>) =
        (before.iter().filter(is_own).collect(), after.iter().filter(is_own).collect());
    let is_kept = own.len() == own_after.len()
        && own
            .iter()
            .zip(own_after)
            .all(|(one, other)| is_same(&one.key, &other.key) && is_same(&one.value, &other.value));
    is_kept
        && before.iter().all(|Entry { key, value }| {
            let Parsed::Scalar(scalar) = &key.value else { return true };
            let key = &*scalar.text;
            match (of(old, key), of(new, key), entry(after, key)) {
                (Some(old), Some(new), Some(other)) => keeps(value, &other.value, &old, &new),
                _ => true,
            }
        })
}

/// Whether a node holds keys that are not in its value.
pub(super) fn holds_more(node: &Node<'_>, value: &Value) -> bool {
    match (&node.value, value) {
        (Parsed::Mapping(entries), Value::Block(fields)) => entries.iter().any(|entry| {
            let field = fields.iter().find(|(known, _)| match &entry.key.value {
                Parsed::Scalar(key) => key.text == *known,
                _ => false,
            });
            // A key that holds nothing is no value.
            field.map_or(!entry.value.is_blank(), |(_, value)| holds_more(&entry.value, value))
        }),
        (Parsed::Sequence(items), Value::List(values)) => {
            items.iter().zip(values).any(|(item, value)| holds_more(item, value))
        }
        _ => false,
    }
}

/// Whether a block or list holds nothing.
pub(super) fn is_empty(node: &Node<'_>) -> bool {
    match &node.value {
        Parsed::Mapping(entries) => entries.is_empty(),
        Parsed::Sequence(items) => items.is_empty(),
        _ => false,
    }
}

/// Whether two nodes say the same.
pub(super) fn is_same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Parsed::Scalar(one), Parsed::Scalar(other)) => {
            (&one.text, one.resolves) == (&other.text, other.resolves)
        }
        (Parsed::Sequence(one), Parsed::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (Parsed::Mapping(one), Parsed::Mapping(other)) => {
            let pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs
                    .into_iter()
                    .all(|(a, b)| is_same(&a.key, &b.key) && is_same(&a.value, &b.value))
        }
        (Parsed::Broken, Parsed::Broken) => true,
        _ => false,
    }
}

/// The key's entry, if the block has it once.
pub(super) fn entry<'e, 's>(entries: &'e [Entry<'s>], key: &str) -> Option<&'e Entry<'s>> {
    entries.iter().find(|entry| match &entry.key.value {
        Parsed::Scalar(scalar) => scalar.text == key,
        _ => false,
    })
}
