//! Behind a syntax slip the rest of a file is still read, and nothing is told that only follows
//! from something else that is told.

use std::collections::BTreeSet;

use nacka_report::check;
use nacka_report::load::Source;

use crate::support::{context, project};

/// A report without a mistake.
const REPORT: &str = "\
title: Studiebesök i Helsingfors
registration_number: KFKS 2014/90123
purpose:
  - Att se hur biblioteket arbetar
  - Att knyta kontakter
evaluation:
  - activity: Rundvandring
    assessment: Mycket att ta efter
    concerned: Kultur
  - activity: Samtal
    assessment: |
      Vi talade om två saker
      som är viktiga
  - activity: Middag
    assessment: Trevligt
summary: Ett givande besök
next_steps:
  notes: Fortsätta samtalen
  sporadic_contact: true
  redirect: Norrut
contacts:
  - name: Anna Lind
    email: anna.lind@ekvik.example
  - name: Bo Ek
    role: Rektor
signature:
  date: 2014-03-20
  name: Karin Berg
";

/// Slips, each of one line: what stands there, and what an author makes of it. The first are no
/// YAML, the others no report.
const SLIPS: &[(&str, &str)] = &[
    ("title: Studiebesök i Helsingfors", "title: Studiebesök: Helsingfors"),
    ("title: Studiebesök i Helsingfors", "title: “Studiebesök: Helsingfors”"),
    ("registration_number: KFKS 2014/90123", "registration_number: \"KFKS 2014/90123"),
    ("registration_number: KFKS 2014/90123", "registration_number:KFKS 2014/90123"),
    ("  - Att se hur biblioteket", "  -Att se hur biblioteket"),
    ("  - Att knyta kontakter", "  * Att knyta kontakter"),
    ("  - Att knyta kontakter", "  - [Att knyta kontakter"),
    ("  - Att knyta kontakter", "  - Att knyta #1 kontakter"),
    ("  - Att se hur biblioteket", "  Att se hur biblioteket"),
    ("  - Att se hur biblioteket", "    Att se hur biblioteket"),
    ("  - Att knyta kontakter", "  Att knyta kontakter"),
    ("  - activity: Rundvandring", "  activity: Rundvandring"),
    ("  - activity: Rundvandring", "    activity: Rundvandring"),
    ("  - activity: Samtal", "  activity: Samtal"),
    ("  - activity: Samtal", "    activity: Samtal"),
    ("  - activity: Middag", "  activity: Middag"),
    ("  - name: Anna Lind", "  name: Anna Lind"),
    ("  - name: Anna Lind", "    name: Anna Lind"),
    ("  - name: Bo Ek", "  name: Bo Ek"),
    ("  - name: Bo Ek", "    name: Bo Ek"),
    ("  notes: Fortsätta samtalen", "  - notes: Fortsätta samtalen"),
    ("  redirect: Norrut", "  - redirect: Norrut"),
    ("  name: Karin Berg", "  - name: Karin Berg"),
    ("    assessment: Mycket att", "   assessment: Mycket att"),
    ("    assessment: Mycket att", "\tassessment: Mycket att"),
    ("    concerned: Kultur", "      concerned: Kultur"),
    ("    concerned: Kultur", "    concerned: @Kultur"),
    ("      som är viktiga", "som är viktiga"),
    ("    assessment: Trevligt", "    assessment: \"Trevligt\" och gott"),
    ("summary: Ett givande besök", "summary: Ett \"givande\": besök"),
    ("summary: Ett givande besök", "summary Ett givande besök"),
    ("  notes: Fortsätta samtalen", "  notes: \"H:\\Delad\""),
    ("  sporadic_contact: true", "   sporadic_contact: true"),
    ("  redirect: Norrut", "  redirect: {Norrut"),
    ("    email: anna.lind@ekvik.example", "    email: %anna"),
    ("    role: Rektor", "  role: Rektor"),
    ("  date: 2014-03-20", "  date: *2014"),
    ("  name: Karin Berg", "    name: Karin Berg"),
    // No slips of syntax.
    ("title: Studiebesök i Helsingfors", "titel: Studiebesök i Helsingfors"),
    ("  - Att knyta kontakter", "  -"),
    ("  - activity: Samtal", "  - aktivitet: Samtal"),
    ("  sporadic_contact: true", "  sporadic_contact: ja"),
    ("  redirect: Norrut", "  redirect: nej"),
    ("    email: anna.lind@ekvik.example", "    email: anna.lind(at)ekvik.example"),
    ("  date: 2014-03-20", "  date: 20 mars 2014"),
    ("  name: Karin Berg", "  namn: Karin Berg"),
];

/// Keys without their colons, which hide what stands below them.
const KEYS: &[(&str, &str)] = &[
    ("title: Studiebesök i Helsingfors", "title Studiebesök i Helsingfors"),
    ("purpose:", "purpose"),
    ("evaluation:", "evaluation"),
    ("signature:", "signature"),
    ("  date: 2014-03-20", "  date 2014-03-20"),
];

/// Both kinds.
fn all_slips() -> Vec<(&'static str, &'static str)> {
    [SLIPS, KEYS].concat()
}

/// Something told: its line from 1 and its code. (Of a line that is indented wrongly, the message
/// depends on the line above it.)
type Told = BTreeSet<(usize, &'static str)>;

/// What is told of a report with some of the slips.
fn told(slips: &[usize]) -> Told {
    let mut text = REPORT.to_owned();
    for slip in slips {
        let (right, wrong) = all_slips()[*slip];
        assert!(text.contains(right), "{right}");
        text = text.replace(right, wrong);
    }
    let source = Source::new("rapport.yaml", text.into());
    let result = check::report(&source, &context(&project("tests/fixtures")));
    let diagnostics = result.map_or_else(|errors| errors, |checked| checked.warnings);
    diagnostics
        .iter()
        .map(|d| {
            let (line, _) = source.position(d.span.start);
            (line, d.problem.code())
        })
        .collect()
}

/// Every two of the slips that stand on different lines.
fn pairs() -> Vec<(usize, usize)> {
    let slips = 0..SLIPS.len();
    slips
        .clone()
        .flat_map(|first| slips.clone().skip(first + 1).map(move |second| (first, second)))
        .filter(|&(first, second)| line_of(first) != line_of(second))
        .collect()
}

fn line_of(slip: usize) -> usize {
    REPORT[..REPORT.find(all_slips()[slip].0).unwrap()].matches('\n').count() + 1
}

#[test]
fn every_slip_alone_is_one_diagnostic() {
    assert!(told(&[]).is_empty());
    for (index, slip) in SLIPS.iter().enumerate() {
        let told = told(&[index]);
        assert_eq!(told.len(), 1, "{slip:?}: {told:?}");
    }
}

/// Whichever of two slips is mended, what was told beside it is told again.
#[test]
fn nothing_vanishes_when_only_another_slip_is_mended() {
    let pairs = pairs();
    let alone: Vec<Told> = (0..SLIPS.len()).map(|slip| told(&[slip])).collect();
    let mut vanished = Vec::new();
    for &(first, second) in &pairs {
        let both = told(&[first, second]);
        for (mended, kept) in [(first, second), (second, first)] {
            let is_elsewhere = |told: &&(usize, _)| told.0 != line_of(mended);
            let gone: Vec<_> = both.difference(&alone[kept]).filter(is_elsewhere).collect();
            if !gone.is_empty() {
                let (mended, kept) = (all_slips()[mended].1, all_slips()[kept].1);
                vanished.push(format!("{mended:?} mended: {gone:?} of {kept:?}"));
            }
        }
    }
    assert!(vanished.is_empty(), "{vanished:#?}");
    assert!(pairs.len() > 400, "{}", pairs.len());
}

/// How much is hidden: of two slips that do not stand on neighbouring lines, both are told.
#[test]
fn a_slip_hides_no_other_that_stands_elsewhere() {
    let mut pairs = pairs();
    pairs.retain(|&(first, second)| line_of(first).abs_diff(line_of(second)) > 1);
    let mut hidden = pairs.clone();
    hidden.retain(|&(first, second)| told(&[first, second]).len() < 2);
    let hidden: Vec<_> =
        hidden.into_iter().map(|(first, second)| (SLIPS[first].1, SLIPS[second].1)).collect();
    let pairs = pairs.len();
    assert!(hidden.len() * 40 < pairs, "{} of {pairs}: {hidden:#?}", hidden.len());
}

#[test]
fn five_slips_are_told_in_one_run() {
    let told = told(&[0, 2, 9, 13, 20]);
    assert_eq!(told.len(), 5, "{told:?}");
}

/// Lists that are not indented below their key, with entries in brackets, were refused.
#[test]
fn lists_that_are_not_indented_may_hold_brackets() {
    let begin = "title: a\npurpose: [a]\nevaluation: [{activity: a, assessment: a}]\n\
                 signature: {date: 2014-03-20, name: a}\n";
    let codes = |contacts: &str| {
        let text = format!("{begin}contacts:\n{contacts}");
        let source = Source::new("rapport.yaml", text.into());
        let result = check::report(&source, &context(&project("tests/fixtures")));
        let problems = result.map_or_else(|errors| errors, |checked| checked.warnings);
        problems.iter().map(|diagnostic| diagnostic.problem.code()).collect::<Vec<_>>()
    };
    for contacts in [
        "- {name: Anna}\n- {name: Bo}\n",
        "-   {name: Anna}\n-\n  {name: Bo}\n",
        "- {name: Anna,\n  phone: 08-1}\n- {name: Bo}\n",
        "- {name: Anna,\n   phone: 08-1\n  }\n",
        "- &anna {name: Anna}\n- *anna\n",
        "- name: \"Anna\n   Lind\"\n- {name: Bo}\n",
        "  - {name: Anna}\n  - {name: Bo}\n",
        "  - {name: Anna,\n     phone: 08-1}\n  - {name: Bo}\n",
    ] {
        assert!(codes(contacts).is_empty(), "{contacts}: {:?}", codes(contacts));
    }
    for contacts in [
        "- {name: Anna,\nphone: 08-1}\n",
        "- name: \"Anna\n  Lind\"\n",
        "  - {name: Anna,\n  phone: 08-1}\n",
    ] {
        assert_eq!(codes(contacts), ["syntax"], "{contacts}");
    }
}
