//! All figures of a question over some exports, and the account of their records.

use std::collections::{BTreeMap, BTreeSet};

use super::export::{Export, Faults, Written, read};
use super::indicators::{COUNTS, Question, RATES, judge, told, touches};
use super::newest::{Kept, newest};
use super::percent::percent;
use super::standard::{self, Threshold};
use super::units::{Registered, Unit, unit};

/// What a figure is about: indicator, scope, unit and level.
pub(crate) type About = (String, &'static str, Option<String>, Option<String>);

/// One figure, as the machine-readable output writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) numerator: Option<u64>,
    pub(crate) denominator: Option<u64>,
    pub(crate) percent: Option<String>,
    pub(crate) threshold: Option<String>,
    pub(crate) verdict: Option<String>,
    pub(crate) missing: Option<u64>,
    pub(crate) left_out: u64,
}

/// The account of the records of one export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) records: u64,
    pub(crate) accepted: u64,
    pub(crate) rejected: Vec<Faults>,
    pub(crate) superseded: u64,
    pub(crate) blank: u64,
}

/// Everything the program must say.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) figures: BTreeMap<About, Figure>,
    pub(crate) accounts: Vec<Account>,
    /// Names of the units of the registry, by key.
    pub(crate) names: BTreeMap<String, &'static str>,
    pub(crate) touched: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    numerator: u64,
    denominator: u64,
    left_out: u64,
}

/// The figures of `question`.
pub(crate) fn expected(
    written: &[Written],
    registry: Option<&[Registered]>,
    thresholds: &[Threshold],
    question: &Question,
) -> Expected {
    let mut exports: Vec<Export> = written.iter().map(read).collect();
    exports.sort_by(|left, right| left.name.cmp(&right.name));
    let kept = newest(&exports);
    let accounts = exports.iter().map(|export| account(export, &kept)).collect();
    let groups = groups(&kept, registry);
    let mut figures = BTreeMap::new();
    let mut names = BTreeMap::new();
    for ((scope, unit, level), dossiers) in &groups {
        let touched = dossiers.iter().filter(|kept| touches(kept.dossier, question)).count() as u64;
        for indicator in RATES.into_iter().chain(COUNTS) {
            let counted = count(indicator, dossiers, question);
            let is_rate = RATES.contains(&indicator);
            let nothing_left = is_rate && counted.denominator == 0 && counted.left_out > 0;
            let known = (counted.left_out == 0 || counted.left_out < touched) && !nothing_left;
            let threshold = standard::threshold(thresholds, indicator, *level);
            let about = (indicator.to_owned(), *scope, unit.clone(), level.map(str::to_owned));
            figures.insert(about, figure(counted, known, is_rate, threshold));
        }
    }
    for kept in &kept {
        let unit = unit(&kept.dossier.unit, kept.dossier.received, registry);
        names.extend(unit.name.map(|name| (unit.key, name)));
    }
    let touched = kept.iter().filter(|kept| touches(kept.dossier, question)).count() as u64;
    Expected { figures, accounts, names, touched }
}

type Group = (&'static str, Option<String>, Option<&'static str>);

/// The dossiers of all, of each level that occurs and of each unit that occurs.
fn groups<'a>(kept: &'a [Kept<'a>], registry: Option<&[Registered]>) -> BTreeMap<Group, Vec<&'a Kept<'a>>> {
    let mut groups: BTreeMap<Group, Vec<&Kept<'_>>> = BTreeMap::from([(("all", None, None), Vec::new())]);
    for dossier in kept {
        let Unit { key, level, .. } = unit(&dossier.dossier.unit, dossier.dossier.received, registry);
        for group in [("all", None, None), ("level", None, Some(level)), ("unit", Some(key), Some(level))] {
            groups.entry(group).or_default().push(dossier);
        }
    }
    groups
}

fn count(indicator: &str, dossiers: &[&Kept<'_>], question: &Question) -> Counted {
    let mut counted = Counted::default();
    for Kept { dossier, export } in dossiers {
        if told(indicator, &export.columns) {
            let (among, counts) = judge(indicator, dossier, question);
            counted.denominator += u64::from(among);
            counted.numerator += u64::from(counts);
        } else {
            counted.left_out += u64::from(touches(dossier, question));
        }
    }
    counted
}

fn figure(counted: Counted, known: bool, is_rate: bool, threshold: Option<u64>) -> Figure {
    let Counted { numerator, denominator, left_out } = counted;
    let judged = threshold.map(|hundredths| standard::judge(known.then_some((numerator, denominator)), hundredths));
    Figure {
        numerator: known.then_some(numerator),
        denominator: (known && is_rate).then_some(denominator),
        percent: if known && is_rate { percent(numerator, denominator) } else { None },
        threshold: threshold.map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100)),
        verdict: judged.map(|(verdict, _)| verdict.to_owned()),
        missing: judged.and_then(|(_, missing)| missing),
        left_out,
    }
}

fn account(export: &Export, kept: &[Kept<'_>]) -> Account {
    let accepted = kept.iter().filter(|kept| std::ptr::eq(kept.export, export)).count() as u64;
    let dossiers = export.dossiers.len() as u64;
    Account {
        name: export.name.clone(),
        records: dossiers + export.rejected.len() as u64,
        accepted,
        rejected: export.rejected.clone(),
        superseded: dossiers - accepted,
        blank: export.blank,
    }
}

/// The reasons that occur for certain, and how often: records with one fault only.
pub(crate) fn certain(rejected: &[Faults]) -> BTreeMap<&'static str, u64> {
    let mut certain = BTreeMap::new();
    for faults in rejected.iter().filter(|faults| faults.len() == 1) {
        *certain.entry(*faults.first().unwrap()).or_default() += 1;
    }
    certain
}

/// The reasons that may occur besides.
pub(crate) fn possible(rejected: &[Faults]) -> BTreeSet<&'static str> {
    rejected.iter().flatten().copied().collect()
}
