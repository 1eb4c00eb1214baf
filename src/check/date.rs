//! Dates: ISO 8601 is taken, and other ways of writing one are understood for the hint.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::checker::Checker;
use super::typography::MONTHS;
use crate::characters::bare;
use crate::diagnostic::Problem;
use crate::load::Node;

impl Checker<'_> {
    /// Reads a date written as in ISO 8601: `2014-03-20`.
    pub fn date(&mut self, node: &Node<'_>) -> Option<NaiveDate> {
        let written = &bare(&self.value(node)?.text);
        let has_form = written.len() == 10
            && written.bytes().enumerate().all(|(index, byte)| match index {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !has_form {
            let suggestion = likely_date(written);
            self.report(node.span.clone(), Problem::DateForm { suggestion });
            return None;
        }
        // The year 0 is in no calendar that Word's date picker knows.
        let date = NaiveDate::parse_from_str(written, "%Y-%m-%d").ok();
        let date = date.filter(|_| !written.starts_with("0000"));
        if date.is_none() {
            let days = days_of_month(&written[..4], &written[5..7]);
            self.report(node.span.clone(), Problem::ImpossibleDate { days });
        }
        if let Some(date) = date.filter(|date| !LIKELY_YEARS.contains(&date.year())) {
            // Two digits are the end of a year of this century.
            let meant = (date.year() < 100).then(|| date.with_year(date.year() + 2000)).flatten();
            self.report(node.span.clone(), Problem::UnlikelyYear { date, suggestion: meant });
        }
        date
    }
}

/// Years of which there can be reports: from 1971, when Nacka became a kommun of today's kind, to
/// the end of this century. Others are slips, such as 0014 or 2104 for 2014.
const LIKELY_YEARS: RangeInclusive<i32> = 1971..=2099;

/// How many days a month has, both given in digits.
fn days_of_month(year: &str, month: &str) -> Option<u32> {
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    // As above, there is no year 0.
    let exists = |day: &u32| year > 0 && NaiveDate::from_ymd_opt(year, month, *day).is_some();
    (28..=31).rev().find(exists)
}

/// The date that is meant by another way of writing one, such as `20/3 2014`, `den 20 mars 2014`,
/// `20140320` or `140320`.
fn likely_date(written: &str) -> Option<NaiveDate> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(written) && matches!(written.len(), 6 | 8) {
        let (year, rest) = written.split_at(written.len() - 4);
        return date_of(year, rest[..2].parse().ok()?, &rest[2..]);
    }
    // A time behind the day, as ISO 8601 writes it.
    let written = if written.get(10..11) == Some("T") { &written[..10] } else { written };
    let words: Vec<String> = written
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && word != "den" && !is_weekday(word))
        .collect();
    let [first, second, third, ..] = &words[..] else { return None };
    if let Some(month) = month_named(first) {
        return date_of(third, month, second);
    }
    let month = match month_named(second) {
        Some(month) => month,
        None => second.parse().ok()?,
    };
    // With hyphens alone the year comes first, however short it is.
    let is_iso = !written.contains(|c: char| !c.is_ascii_digit() && !HYPHENS.contains(&c));
    match (first.len(), third.len()) {
        (4, _) => date_of(first, month, third),
        (2, 2) if is_iso => date_of(first, month, third),
        // The American way, where no month can be meant by the number in the middle.
        _ if month > 12 => date_of(third, first.parse().ok()?, second),
        _ => date_of(third, month, first),
    }
}

/// A date by its parts; a year of two digits is one of this century.
fn date_of(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let century = match year.len() {
        2 => 2000,
        4 => 0,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(century + year.parse::<i32>().ok()?, month, day.parse().ok()?)
}

/// The number of a month by its name or the beginning of it, in Swedish or English.
fn month_named(word: &str) -> Option<u32> {
    if word.chars().count() < 3 || word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let english = |word: &str| match word {
        "may" => Some(5),
        "august" => Some(8),
        "october" | "oct" => Some(10),
        "january" => Some(1),
        "february" => Some(2),
        "march" => Some(3),
        "june" => Some(6),
        "july" => Some(7),
        _ => None,
    };
    let swedish = MONTHS.iter().position(|name| name.starts_with(word));
    swedish.map(|index| index as u32 + 1).or_else(|| english(word))
}

/// The hyphen of the keyboard, and those that Word puts in its place.
const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{2013}'];

/// Whether a word is the name of a day, in Swedish with its article or without, or in English.
fn is_weekday(word: &str) -> bool {
    const SWEDISH: [&str; 7] =
        ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
    SWEDISH.contains(&word.strip_suffix("en").unwrap_or(word))
        || word.strip_suffix("day").is_some_and(|day| {
            ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"].contains(&day)
        })
}
