//! Ways to reach somebody: the addresses that links lead to.

use std::fmt::Write as _;

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

/// Fewest and most digits of a telephone number that can be dialled from anywhere: extensions are
/// shorter, E.164 allows no longer ones.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

impl Channel {
    /// How a text that may be a telephone number, an extension or an e-mail address is reached.
    pub fn of(written: &str) -> Option<Self> {
        if written.contains('@') {
            return Some(Self::Email);
        }
        let digits = dialled(written)?.trim_start_matches('+').len();
        (written.starts_with(['0', '+']) && DIGITS.contains(&digits)).then_some(Self::Phone)
    }

    /// The address (RFC 3986) that a link from the text as written leads to; `None` where the text
    /// is not plainly one address, such as two numbers in one line.
    pub fn href(self, written: &str) -> Option<String> {
        match self {
            Self::Email => {
                let is_one = written.matches('@').count() == 1 && !written.contains([' ', '/']);
                is_one.then(|| written.chars().fold("mailto:".to_owned(), add_to_mailto))
            }
            Self::Phone => {
                let number = dialled(written)?;
                (number.trim_start_matches('+').len() <= *DIGITS.end())
                    .then(|| format!("tel:{number}"))
            }
            Self::Sms => Some(format!("sms:{}", dialled(written)?)),
            Self::Web => {
                let has_scheme = written.contains("://");
                let scheme = if has_scheme { "" } else { "https://" };
                Url::parse(&format!("{scheme}{written}")).ok().map(Into::into)
            }
        }
    }
}

/// Adds a character of an e-mail address, encoded unless RFC 6068 lets it stand.
fn add_to_mailto(mut url: String, character: char) -> String {
    if character.is_ascii_alphanumeric() || "-._~!$'*+@".contains(character) {
        url.push(character);
    } else {
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to memory does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

/// The digits of a telephone number, with a plus sign before those that begin with a country. The
/// zero in brackets of `+46 (0)8` is not dialled. `None` if there is more in the text than a number.
fn dialled(written: &str) -> Option<String> {
    let trunk_zero = if written.starts_with('+') { "(0)" } else { "" };
    let written = match trunk_zero {
        "" => written.to_owned(),
        zero => written.replacen(zero, "", 1),
    };
    let separators = [' ', '\u{A0}', '-', '\u{2011}', '\u{2013}', '.', '(', ')'];
    let number: String = written.chars().filter(|c| !separators.contains(c)).collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
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
            (Channel::Phone, "08-718 80 00, 070-123 45 67", None),
            (Channel::Phone, "08-718 80 00 (växel)", None),
            (Channel::Phone, "08-718 80 00  070-123 45 67", None),
            (Channel::Sms, "716 80", Some("sms:71680")),
            (Channel::Email, "info@nacka.se", Some("mailto:info@nacka.se")),
            (Channel::Email, "a&b?c@é.example", Some("mailto:a%26b%3Fc@%C3%A9.example")),
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
            ("+31 30 555 01 42", Some(Channel::Phone)),
            ("anna.lind@nacka.example", Some(Channel::Email)),
        ];
        for (written, expected) in cases {
            assert_eq!(Channel::of(written), expected, "{written}");
        }
    }
}
