use std::collections::{BTreeMap, BTreeSet};

use crate::period::Period;
use crate::standards::{Verdict, change_in_points};

use super::causes::{conclusion, traits};
use super::figures::{Figure, Key};
use super::model::{Apart, Change, Conclusion, Differences, Run, What, Why};

/// Puts two runs side by side. Figures are the same when indicator, scope, unit or level, part and period are.
#[must_use]
pub fn differences(old: Run, new: Run) -> Differences {
    let verdicts_compared = old.standard == new.standard;
    let mut apart: BTreeMap<(bool, Why), u64> = BTreeMap::new();
    let mut compared = 0;
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let (shape_old, shape_new) = (Shape::of(&old), Shape::of(&new));
    for (key, (place, figure)) in &new.figures {
        match old.figures.get(key) {
            Some((_, before)) => {
                compared += 1;
                // A period compared with is not held against thresholds.
                let is_judged = verdicts_compared && key.period == old.period && key.period == new.period;
                changes.extend(change(key, before, figure, is_judged).map(|change| (*place, change)));
            }
            None => match shape_old.why_not(key, &shape_new) {
                Some(why) => *apart.entry((true, why)).or_default() += 1,
                None => changes.push((*place, alone(key, figure, true))),
            },
        }
    }
    changes.sort_by_key(|(place, _)| *place);
    let mut gone: Vec<(usize, Change)> = Vec::new();
    for (key, (place, figure)) in old.figures.iter().filter(|(key, _)| !new.figures.contains_key(*key)) {
        match shape_new.why_not(key, &shape_old) {
            Some(why) => *apart.entry((false, why)).or_default() += 1,
            None => gone.push((*place, alone(key, figure, false))),
        }
    }
    gone.sort_by_key(|(place, _)| *place);
    let changes: Vec<Change> = changes.into_iter().chain(gone).map(|(_, change)| change).collect();
    let traits = traits(&old, &new);
    let has_nothing = compared == 0 && changes.is_empty() && !apart.is_empty();
    let conclusion =
        if has_nothing { Conclusion::Nothing } else { conclusion(&old, &new, &traits, changes.is_empty()) };
    let untold = |run: &Run, of_tally: bool| {
        let mut untold = run.manifest.inputs.iter().filter(|input| input.mapping.is_none());
        untold.any(|input| run.manifest.is_of_tally(input) == of_tally)
    };
    let options = options(&old, &new);
    let apart = apart.into_iter().map(|((is_new, why), count)| {
        let options = if matches!(why, Why::Period(_)) { options.clone() } else { Vec::new() };
        Apart { is_new, why, options, count }
    });
    let apart = apart.collect();
    Differences {
        is_tallied: untold(&old, true) || untold(&new, true),
        is_unrecorded: untold(&old, false) || untold(&new, false),
        traits,
        conclusion,
        verdicts_compared,
        compared,
        changes,
        apart,
        old,
        new,
    }
}

/// The options by which runs have other periods. What was asked for decides: the period before is another one where the period is.
fn options(old: &Run, new: &Run) -> Vec<&'static str> {
    let is_period = old.period != new.period;
    let is_compared = !is_period || old.manifest.options("compare").ne(new.manifest.options("compare"));
    [("--period", is_period), ("--compare", is_compared)]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| name)
        .collect()
}

/// Which figures a run can have.
struct Shape {
    periods: BTreeSet<Period>,
    indicators: BTreeSet<String>,
    breakdown: Option<String>,
    kinds: BTreeSet<(&'static str, Option<&'static str>)>,
}

fn kind(key: &Key) -> (&'static str, Option<&'static str>) {
    (key.scope, key.part.as_ref().map(|(kind, _)| *kind))
}

impl Shape {
    fn of(run: &Run) -> Self {
        Self {
            periods: run.figures.keys().map(|key| key.period).chain([run.period]).collect(),
            indicators: run.figures.keys().map(|key| key.indicator.clone()).collect(),
            breakdown: run.manifest.option("by").map(str::to_owned),
            kinds: run.figures.keys().map(kind).collect(),
        }
    }

    /// Why a figure of the other run cannot be here; none when it could, and is not.
    fn why_not(&self, key: &Key, other: &Shape) -> Option<Why> {
        if !self.periods.contains(&key.period) {
            return Some(Why::Period(key.period));
        }
        if !self.indicators.contains(&key.indicator) {
            return Some(Why::Indicator(key.indicator.clone()));
        }
        (self.breakdown != other.breakdown && !self.kinds.contains(&kind(key))).then_some(Why::Breakdown)
    }
}

fn alone(key: &Key, figure: &Figure, is_new: bool) -> Change {
    let figure = Some(figure.clone());
    let (what, old, new) = if is_new { (What::New, None, figure) } else { (What::Gone, figure, None) };
    Change { key: key.clone(), what, old, new, change: None, is_flipped: false }
}

fn change(key: &Key, old: &Figure, new: &Figure, verdicts_compared: bool) -> Option<Change> {
    // With figures hidden some numbers of dossiers left out are not told; nothing is known of how they moved.
    let left_out = old.left_out.zip(new.left_out).is_some_and(|(old, new)| old != new);
    let judged = |figure: &Figure| (figure.threshold, figure.verdict);
    let what = if old.counts() != new.counts() {
        match (old.hidden, new.hidden) {
            (false, true) => What::Hidden,
            (true, false) => What::Shown,
            _ => match (is_told(old), is_told(new)) {
                (false, true) => What::Available,
                (true, false) => What::Unavailable,
                _ => What::Moved,
            },
        }
    } else if verdicts_compared && judged(old) != judged(new) {
        What::Threshold
    } else if left_out {
        What::LeftOut
    } else {
        return None;
    };
    let is_judged = |figure: &Figure| matches!(figure.verdict, Some(Verdict::Met | Verdict::Missed));
    let is_flipped = verdicts_compared && is_judged(old) && is_judged(new) && old.verdict != new.verdict;
    Some(Change {
        key: key.clone(),
        what,
        change: by_how_much(old, new),
        is_flipped,
        old: Some(old.clone()),
        new: Some(new.clone()),
    })
}

/// A count, or a rate with a denominator.
fn is_told(figure: &Figure) -> bool {
    figure.numerator.is_some() && figure.denominator != Some(0)
}

fn by_how_much(old: &Figure, new: &Figure) -> Option<i64> {
    let (before, after) = (old.numerator?, new.numerator?);
    match (old.denominator, new.denominator) {
        (Some(old), Some(new)) => change_in_points((after, new), (before, old)),
        (None, None) => Some(i64::try_from(after).ok()? - i64::try_from(before).ok()?),
        _ => None,
    }
}
