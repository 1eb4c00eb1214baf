//! Ways to reach somebody: the addresses that links lead to.

use std::ops::RangeInclusive;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// A way to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in `Letterhead`")]
pub enum Channel {
    Email,
    Phone,
    Sms,
    Web,
}

/// Fewest and most digits of a telephone number: extensions are shorter, and E.164 allows no longer
/// ones.
const DIGITS: RangeInclusive<usize> = 5..=15;
/// The same where an extension may just as well be meant.
const DIGITS_FOR_SURE: RangeInclusive<usize> = 7..=15;

/// What is encoded in an e-mail address (RFC 6068, section 2).
const IN_MAILTO: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'@');

impl Channel {
    /// How a text that may be a telephone number, an extension or an e-mail address is reached.
    pub fn of(written: &str) -> Option<Self> {
        if written.contains('@') {
            return Some(Self::Email);
        }
        let number = dialled(written, DIGITS_FOR_SURE)?;
        number.starts_with(['0', '+']).then_some(Self::Phone)
    }

    /// The address (RFC 3986) that a link from the text as written leads to; `None` where the text
    /// is not plainly one address, such as two numbers in one line.
    pub fn href(self, written: &str) -> Option<String> {
        let url = |address: &str| Url::parse(address).ok().map(String::from);
        match self {
            Self::Email if has_scheme(written) => url(written),
            Self::Email => {
                let is_one = written.matches('@').count() == 1 && !written.contains([' ', '/']);
                is_one.then(|| format!("mailto:{}", utf8_percent_encode(written, IN_MAILTO)))
            }
            Self::Phone => Some(format!("tel:{}", dialled(written, DIGITS)?)),
            Self::Sms => Some(format!("sms:{}", dialled(written, DIGITS)?)),
            Self::Web if written.contains("://") => url(written),
            Self::Web => url(&format!("https://{written}")),
        }
    }
}

/// Whether an e-mail address is written as a link's.
fn has_scheme(address: &str) -> bool {
    address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
}

/// The digits of one telephone number, whatever stands between them, with a plus sign before those
/// that begin with a country (RFC 3966). What follows it, such as `(växel)`, is not dialled; `None`
/// if more digits do, since they may be an extension or another number.
fn dialled(written: &str, digits: RangeInclusive<usize>) -> Option<String> {
    let written = written.trim();
    let (plus, written) = match written.strip_prefix('+') {
        // `+46 (0)8`: the zero is for calls within the country.
        Some(rest) => ("+", rest.replacen("(0)", "", 1)),
        None => ("", written.to_owned()),
    };
    let is_part = |c: char| c.is_ascii_digit() || " \u{A0}-\u{2011}\u{2013}./()".contains(c);
    let end = written.find(|c| !is_part(c)).unwrap_or(written.len());
    let (number, rest) = written.split_at(end);
    let number: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_one = !rest.contains(|c: char| c.is_ascii_digit() || c == '+');
    (is_one && digits.contains(&number.len())).then(|| format!("{plus}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_becomes_an_address() {
        let cases = [
            (Channel::Phone, "08-718 80 00", Some("tel:087188000")),
            (Channel::Phone, "+46 (0)8-718 80 00", Some("tel:+4687188000")),
            (Channel::Phone, "+31 30 555 01 42", Some("tel:+31305550142")),
            (Channel::Phone, "08\u{2013}718\u{A0}80\u{A0}00", Some("tel:087188000")),
            (Channel::Phone, "08-718 80 00, 070-174 06 21", None),
            (Channel::Phone, "08-718 80 00 (växel)", Some("tel:087188000")),
            (Channel::Phone, "+358 9 310 1691 (växel)", Some("tel:+35893101691")),
            (Channel::Phone, "070–174.06/21", Some("tel:0701740621")),
            (Channel::Phone, "08-718 80 00 ankn. 5544", None),
            (Channel::Phone, "08-718 80 00 +46 70 174 06 21", None),
            (Channel::Phone, "5544", None),
            (Channel::Phone, "växeln", None),
            (Channel::Phone, "08-718 80 00  070-174 06 21", None),
            (Channel::Sms, "716 80", Some("sms:71680")),
            (Channel::Email, "info@nacka.se", Some("mailto:info@nacka.se")),
            (Channel::Email, "a&b?c@é.example", Some("mailto:a%26b%3Fc@%C3%A9.example")),
            (
                Channel::Email,
                "mailto:åsa@b.se?subject=Hej",
                Some("mailto:%C3%A5sa@b.se?subject=Hej"),
            ),
            (Channel::Email, "MAILTO:a@b.se", Some("mailto:a@b.se")),
            (Channel::Web, "HTTP://a.se/å", Some("http://a.se/%C3%A5")),
            (Channel::Web, "www.nacka.se", Some("https://www.nacka.se/")),
            (Channel::Web, "http://nacka.se/a?b=å", Some("http://nacka.se/a?b=%C3%A5")),
        ];
        for (channel, written, expected) in cases {
            assert_eq!(channel.href(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn an_extension_cannot_be_dialled_from_elsewhere() {
        let cases = [
            ("1234", None),
            ("ankn. 1234", None),
            ("1234567890", None),
            ("08-718 80 00", Some(Channel::Phone)),
            ("08-718 80 00 (växel)", Some(Channel::Phone)),
            ("+31 30 555 01 42", Some(Channel::Phone)),
            ("anna.lind@nacka.example", Some(Channel::Email)),
        ];
        for (written, expected) in cases {
            assert_eq!(Channel::of(written), expected, "{written}");
        }
    }
}
