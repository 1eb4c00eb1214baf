//! `docs/security.md`: its limits are the code's, all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::project;

const PAGE: &str = include_str!("../../docs/security.md");

/// Every numeric constant of the sources by file and name, with its value as it is written.
fn constants() -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for entry in ignore::Walk::new(project("src")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let file = path.strip_prefix(project("")).unwrap().to_str().unwrap().replace('\\', "/");
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some((before, rest)) = line.split_once("const ") else { continue };
            let is_constant = before.trim().is_empty() || before.trim().starts_with("pub");
            let Some((name, (kind, value))) = rest
                .split_once(": ")
                .and_then(|(name, rest)| Some((name, rest.split_once(" = ")?)))
                .filter(|_| is_constant)
            else {
                continue;
            };
            if matches!(kind, "usize" | "u64" | "u32" | "i64" | "f64") {
                let key = (file.clone(), name.to_owned());
                found.insert(key, value.trim_end_matches(';').to_owned());
            }
        }
    }
    found
}

/// The value of a constant: a product of numbers and other limits, or a power of two.
fn value(written: &str, all: &BTreeMap<(String, String), String>) -> f64 {
    if let Some((one, places)) = written.split_once(" << ") {
        return value(one, all) * places.parse::<i32>().map(|places| 2f64.powi(places)).unwrap();
    }
    let factor = |factor: &str| {
        if let Ok(number) = factor.replace('_', "").parse() {
            return number;
        }
        let other = all.iter().find(|((_, name), _)| name == factor);
        value(other.unwrap_or_else(|| panic!("{factor} of {written}")).1, all)
    };
    written.split(" * ").map(factor).product()
}

#[test]
fn the_pages_limits_are_those_of_the_code() {
    let all = constants();
    assert!(all.len() > 50, "the sources are there");
    let mut listed = Vec::new();
    for row in PAGE.lines().filter(|line| line.starts_with("| `src/")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [constant, number, unit, why] = cells[..] else { panic!("{row}") };
        let (file, name) = constant.split_once(' ').unwrap();
        let key = [file, name].map(|part| part.trim_matches('`').to_owned());
        let key = (key[0].clone(), key[1].clone());
        let written = all.get(&key).unwrap_or_else(|| panic!("no such constant: {row}"));
        let factor = match unit {
            "MB" => 1024.0 * 1024.0,
            "kB" => 1024.0,
            _ => 1.0,
        };
        let documented = number.parse::<f64>().unwrap() * factor;
        assert!((documented - value(written, &all)).abs() < 0.5, "{row}: in the code {written}");
        assert!(!why.is_empty(), "{row}");
        listed.push(key);
    }
    let missing: Vec<_> =
        all.keys().filter(|key| key.1.starts_with("MAX_") && !listed.contains(key)).collect();
    assert!(missing.is_empty(), "not in docs/security.md: {missing:?}");
}

#[test]
fn the_tests_that_the_page_names_are_there() {
    for (at, _) in PAGE.match_indices(".rs`") {
        let name = PAGE[..at].rsplit('`').next().unwrap();
        let name = name.replace('*', "_pictures") + ".rs";
        let found = ["", "tests/all"].map(|folder| project(folder).join(Path::new(&name)));
        assert!(found.iter().any(|path| path.exists()), "{name}");
    }
}
