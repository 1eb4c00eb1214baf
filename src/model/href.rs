//! Where the addresses that people write lead: `mailto:`, `tel:` and `https:`.

use url::Url;

use super::{Contact, ContactField};

impl ContactField {
    /// Where a contact's field leads when it is clicked on; nowhere if it is no address.
    pub fn href(self, contact: &Contact) -> Option<String> {
        let text = self.of(contact)?;
        match self {
            Self::Email => of_email(text),
            Self::Phone => of_phone(text),
            Self::Web => of_web(text),
            Self::Name | Self::Role | Self::Organisation => None,
        }
    }
}

/// Where an e-mail address leads (RFC 6068), written with its scheme or without.
pub(crate) fn of_email(address: &str) -> Option<String> {
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    Url::parse(&format!("mailto:{address}")).ok().map(Into::into)
}

/// Where a web address leads, written with its scheme or without.
pub(crate) fn of_web(address: &str) -> Option<String> {
    let url = if address.contains("://") {
        Url::parse(address)
    } else {
        Url::parse(&format!("https://{address}"))
    };
    url.ok().map(Into::into)
}

/// Whom a telephone number calls (RFC 3966): the digits of one number, whatever stands between
/// them. What follows it, such as `(växel)`, is no part of it; none if more digits do, since they
/// may be an extension or another number.
fn of_phone(text: &str) -> Option<String> {
    let international = text.trim_start().starts_with('+');
    // `+46 (0)8`: the zero is for calls within the country.
    let text = if international { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let is_part = |c: char| c.is_ascii_digit() || " \u{a0}+-–./()".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_one = !rest.contains(|c: char| c.is_ascii_digit())
        && number.trim_start().chars().skip(1).all(|c| c != '+');
    let plus = if international { "+" } else { "" };
    (is_one && (LEAST_DIGITS..=MOST_DIGITS).contains(&digits.len()))
        .then(|| format!("tel:{plus}{digits}"))
}

/// Fewer digits are an extension, which calls nobody from outside; more are two numbers (E.164
/// allows fifteen).
const LEAST_DIGITS: usize = 5;
const MOST_DIGITS: usize = 15;

#[cfg(test)]
mod tests {
    use super::{of_email, of_phone, of_web};

    #[test]
    fn telephone_numbers_call_somebody() {
        for (text, href) in [
            ("08-718 80 00", Some("tel:087188000")),
            ("+46 (0)8 718 80 00", Some("tel:+4687188000")),
            ("+358 9 310 1691 (växel)", Some("tel:+35893101691")),
            ("070–174.06/21", Some("tel:0701740621")),
            ("08-718 80 00, 070-174 06 21", None),
            ("08-718 80 00 ankn. 5544", None),
            ("5544", None),
            ("växeln", None),
        ] {
            assert_eq!(of_phone(text).as_deref(), href, "{text}");
        }
    }

    #[test]
    fn addresses_lead_somewhere() {
        for (href, leads) in [
            (of_web("www.nacka.se"), "https://www.nacka.se/"),
            (of_web("HTTP://a.se/å"), "http://a.se/%C3%A5"),
            (of_email("a@b.se"), "mailto:a@b.se"),
            (of_email("mailto:åsa@b.se"), "mailto:%C3%A5sa@b.se"),
        ] {
            assert_eq!(href.as_deref(), Some(leads));
        }
    }
}
