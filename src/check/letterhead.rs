//! The rules of a letterhead.

use super::checker::{Blocks, Checker};
use super::fields::Fields;
use super::logo::LOGO;
use crate::characters::bare;
use crate::diagnostic::Problem;
use crate::load::Node;
use crate::model::{Letterhead, Mark};

const LETTERHEAD: &[&str] = &[
    "organisation",
    "organisation_genitive",
    "wordmark",
    "logo",
    "postal_address",
    "visiting_address",
    "phone",
    "email",
    "sms",
    "web",
    "organisation_number",
];

const BLOCKS: Blocks = &[("", LETTERHEAD), ("logo", LOGO)];

/// Reads the whole file.
pub(super) fn read<'n>(checker: &mut Checker<'_>, node: &'n Node<'n>) -> Option<Letterhead> {
    checker.blocks = BLOCKS;
    let fields = checker.fields(node, LETTERHEAD)?;
    let organisation = checker.required(&fields, "organisation", Checker::line);
    let organisation_genitive = checker.optional(&fields, "organisation_genitive", Checker::line);
    let mark = checker.mark(&fields);
    let postal_address = checker.required(&fields, "postal_address", Checker::line);
    let visiting_address = checker.required(&fields, "visiting_address", Checker::line);
    let phone = checker.required(&fields, "phone", Checker::bare_line);
    let email = checker.required(&fields, "email", Checker::email);
    let sms = checker.required(&fields, "sms", Checker::bare_line);
    let web = checker.required(&fields, "web", Checker::web);
    let organisation_number =
        checker.required(&fields, "organisation_number", Checker::organisation_number);
    Some(Letterhead {
        organisation: organisation?,
        organisation_genitive,
        mark: mark?,
        postal_address: postal_address?,
        visiting_address: visiting_address?,
        phone: phone?,
        email: email?,
        sms: sms?,
        web: web?,
        organisation_number: organisation_number?,
    })
}

impl Checker<'_> {
    fn mark(&mut self, fields: &Fields<'_>) -> Option<Mark> {
        match (fields.has("wordmark"), fields.has("logo")) {
            (true, false) => {
                let text = self.required(fields, "wordmark", Self::line)?;
                Some(Mark::Wordmark { text })
            }
            (false, true) => self.required(fields, "logo", Self::logo),
            (false, false) if self.is_lost("wordmark") || self.is_lost("logo") => None,
            (both, _) => {
                self.report(fields.place(), Problem::WordmarkOrLogo { both });
                if both {
                    self.required(fields, "wordmark", Self::line);
                    self.required(fields, "logo", Self::logo);
                }
                None
            }
        }
    }

    /// Reads an organisation number: ten digits, the last of which checks the others as in
    /// Skatteverket's SKV 709 (Luhn's method). Returns it as `212000-0167`.
    pub(super) fn organisation_number(&mut self, node: &Node<'_>) -> Option<String> {
        let written = &bare(&self.value(node)?.text);
        let digits: Vec<u32> =
            written.chars().filter(|c| *c != '-').map_while(|c| c.to_digit(10)).collect();
        let has_form = match written.split_once('-') {
            Some((left, right)) => left.len() == 6 && right.len() == 4,
            None => written.len() == 10,
        };
        let [checked @ .., check] = &digits[..] else {
            self.report(node.span.clone(), Problem::OrganisationNumberForm);
            return None;
        };
        if !has_form || checked.len() != 9 {
            self.report(node.span.clone(), Problem::OrganisationNumberForm);
            return None;
        }
        let sum: u32 = checked
            .iter()
            .enumerate()
            .map(
                |(index, digit)| {
                    if index % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit }
                },
            )
            .sum();
        let expected = (10 - sum % 10) % 10;
        if *check != expected {
            self.report(node.span.clone(), Problem::OrganisationNumberCheck { expected });
            return None;
        }
        let number: String = digits.iter().map(ToString::to_string).collect();
        Some(format!("{}-{}", &number[..6], &number[6..]))
    }
}
