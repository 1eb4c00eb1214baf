//! Web and e-mail addresses that stand in a text as people write them there.

use std::ops::Range;

use url::Url;

use crate::model::Channel;

/// Where the addresses of a text stand, in order: `https://…`, `www.…`, `name@host`. What ends a
/// sentence or closes a bracket is no part of an address.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !["://", "@", "www.", "WWW.", "Www."].iter().any(|sign| text.contains(sign)) {
        return found;
    }
    let mut word = 0;
    for piece in text.split_inclusive(is_outside) {
        let end = word + piece.trim_end_matches(is_outside).len();
        let mut at = word;
        while let Some(range) = first_address(text, at..end) {
            at = range.end.max(at + 1);
            found.push(range);
        }
        word += piece.len();
    }
    found
}

/// Where an address leads; none if it is not one.
pub(super) fn href(address: &str) -> Option<String> {
    let is_email = starts_with(address, MAILTO) || is_email(address);
    let channel = if is_email { Channel::Email } else { Channel::Web };
    channel.href(address)
}

const MAILTO: &str = "mailto:";

/// Whether a character stands in no address (RFC 3986, section 2, and white space).
fn is_outside(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '<' | '>' | '"' | '”' | '“' | '`' | '[' | ']' | '{' | '}')
        || matches!(character, '|' | '\\' | '^')
}

/// The first address that lies in a part of a text without white space.
fn first_address(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let word = &text[within.clone()];
    let web = word.char_indices().find(|(index, _)| {
        let begins =
            ["https://", "http://", "www."].iter().any(|s| starts_with(&word[*index..], s));
        begins && !text[..within.start + index].ends_with(|c: char| c.is_alphanumeric() || c == '@')
    });
    let at = word.find('@').map(|at| within.start + at);
    if let Some((index, _)) = web
        && at.is_none_or(|at| within.start + index < at)
    {
        let range = trimmed(text, within.start + index..within.end);
        let address = &text[range.clone()];
        let is_address = if address.contains("://") {
            Url::parse(address).is_ok_and(|url| url.has_host())
        } else {
            is_web(address)
        };
        return is_address.then_some(range);
    }
    email(text, within, at?)
}

/// The e-mail address around an at sign.
fn email(text: &str, within: Range<usize>, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || ".-_+".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let before = &text[within.start..at];
    let local = before.rsplit(|c| !is_local(c)).next()?.trim_start_matches(['.', '-', '_', '+']);
    let after = &text[at + 1..within.end];
    let host = after.split(|c| !is_host(c)).next()?.trim_end_matches(['.', '-']);
    let range = at - local.len()..at + 1 + host.len();
    if !is_email(&text[range.clone()]) {
        return None;
    }
    let scheme = range.start.checked_sub(MAILTO.len()).filter(|start| *start >= within.start);
    let start = scheme.filter(|start| text.get(*start..).is_some_and(|t| starts_with(t, MAILTO)));
    Some(start.unwrap_or(range.start)..range.end)
}

/// An address without the punctuation at its end, which is the sentence's. A bracket is the
/// address's own if it opens one too.
fn trimmed(text: &str, mut range: Range<usize>) -> Range<usize> {
    let count = |bracket: char| text[range.clone()].matches(bracket).count();
    let (mut opened, mut closed) = (count('('), count(')'));
    while let Some(last) = text[range.clone()].chars().next_back() {
        let is_sentence = match last {
            ')' => closed > opened,
            '/' | '=' | '&' | '#' | '-' | '+' | '%' | '$' | '@' => false,
            _ => !last.is_alphanumeric(),
        };
        if !is_sentence {
            break;
        }
        opened -= usize::from(last == '(');
        closed -= usize::from(last == ')');
        range.end -= last.len_utf8();
    }
    range
}

/// Whether a text begins with a word, in capitals or not.
fn starts_with(text: &str, word: &str) -> bool {
    text.as_bytes()
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether this is an address as people write one: what stands before the @ are the characters of
/// RFC 5322's dot-atom (and letters beyond ASCII, RFC 6532), after it a host name.
pub(super) fn is_email(address: &str) -> bool {
    let Some((local, host)) = address.rsplit_once('@') else { return false };
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    };
    local.split('.').all(is_atom) && is_host(host)
}

/// Whether this is a web address, with or without its scheme.
pub(super) fn is_web(address: &str) -> bool {
    let url = match address.split_once("://") {
        Some((scheme, _)) if ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => {
            Url::parse(address)
        }
        Some(_) => return false,
        None => Url::parse(&format!("https://{address}")),
    };
    !address.contains(char::is_whitespace)
        && url.is_ok_and(|url| url.username().is_empty() && url.host_str().is_some_and(is_host))
}

/// A host name with at least one dot (RFC 1123; letters beyond ASCII as in RFC 5890).
fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_where_their_sentence_goes_on() {
        for (text, found) in [
            (
                "Se https://www.nacka.se/a_b*c*d och (www.nacka.se).",
                &["https://www.nacka.se/a_b*c*d", "www.nacka.se"][..],
            ),
            (
                "Skriv till anna.lind@ekvik.example, eller <b@c.se>!",
                &["anna.lind@ekvik.example", "b@c.se"],
            ),
            (
                "https://sv.wikipedia.org/wiki/Nacka_(kommun)",
                &["https://sv.wikipedia.org/wiki/Nacka_(kommun)"],
            ),
            (
                "**http://intranet/start** och WWW.NACKA.SE;",
                &["http://intranet/start", "WWW.NACKA.SE"],
            ),
            ("mailto:a@b.se?subject=x", &["mailto:a@b.se"]),
            ("https://a.se/?q=b@c.se'", &["https://a.se/?q=b@c.se"]),
            ("klockan 12@, @nacka, a@b, www., https://, xwww.a.se", &[]),
            ("é@b.se", &["é@b.se"]),
        ] {
            let texts: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(texts, found, "{text}");
        }
    }
}
